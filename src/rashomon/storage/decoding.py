"""Rows of the archive's tables as records, and readings as one compressed value."""

from __future__ import annotations

import zlib

import msgspec

from rashomon.records import (
    Comparison,
    Decision,
    Document,
    Failure,
    Framing,
    Incident,
    PassedOver,
    Reading,
    Report,
    Run,
)
from rashomon.storage.found import Anchored, FramingUse, Row


def encode_reading(reading: Reading) -> bytes:
    """A reading as one compressed value."""
    return zlib.compress(_PACK.encode(reading), 6)


def decode_reading(value: bytes) -> Reading:
    """The reading of a compressed value."""
    return _UNPACK_READING.decode(zlib.decompress(value))


def as_document(row: Row) -> Document:
    """The document of a row of the table ``documents``."""
    return Document(**{name: row[name] for name in _DOCUMENT_FIELDS})


def as_is(row: Row) -> Row:
    return row


def as_report(row: Row) -> Report:
    return _REPORT.decode(row["json"])


def as_incident(row: Row) -> Incident:
    return _INCIDENT.decode(row["json"])


def as_comparison(row: Row) -> Comparison:
    return _COMPARISON.decode(row["json"])


def as_framing_use(row: Row) -> FramingUse:
    return FramingUse(row["document"], row["report"], _FRAMING.decode(row["json"]))


def as_passed_over(row: Row) -> PassedOver:
    return _PASSED_OVER.decode(row["json"])


def as_failure(row: Row) -> Failure:
    return _FAILURE.decode(row["json"])


def as_run(row: Row) -> Run:
    return _RUN.decode(row["json"])


def as_anchored(row: Row) -> Anchored:
    return Anchored(_DECISION.decode(row["json"]), row["anchored"], row["report"])


_PACK = msgspec.msgpack.Encoder()
_UNPACK_READING = msgspec.msgpack.Decoder(Reading)
_REPORT = msgspec.json.Decoder(Report)
_INCIDENT = msgspec.json.Decoder(Incident)
_COMPARISON = msgspec.json.Decoder(Comparison)
_FRAMING = msgspec.json.Decoder(Framing)
_PASSED_OVER = msgspec.json.Decoder(PassedOver)
_FAILURE = msgspec.json.Decoder(Failure)
_RUN = msgspec.json.Decoder(Run)
_DECISION = msgspec.json.Decoder(Decision)
_DOCUMENT_FIELDS = tuple(Document.__dataclass_fields__)
