"""From an archive to files: the public contract as JSON Lines, each with its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields, make_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from rashomon.records import SCHEMA_VERSION, Comparison, Document, Failure, Framing, Incident, PassedOver, Report
from rashomon.storage.archive import Archive
from rashomon.storage.found import FramingUse

Exporter = Callable[[Archive, Path], tuple[Path, ...]]


# A row of framing.jsonl: words that judge, outside any report, with the document where they stand.
OutsideFraming = make_dataclass(
    "OutsideFraming",
    [
        ("document", str),
        *((one.name, get_type_hints(Framing)[one.name], field(default=one.default)) for one in fields(Framing)),
    ],
    frozen=True,
    slots=True,
)


def export_jsonl(archive: Archive, folder: Path) -> tuple[Path, ...]:
    """Writes the files of the public contract into a folder, and ``schema.json``; returns their paths.

    Every line is one record with its ``schema_version``. Lines are in a fixed order: the same archive gives the same
    bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: Mapping[str, Iterable[Any]] = {
        "documents": archive.documents(),
        "reports": archive.reports(),
        "incidents": archive.incidents(),
        "disputes": archive.disputes(),
        "comparisons": (comparison for comparison in archive.comparisons() if not comparison.is_dispute),
        "framing": map(_framing_row, archive.framings(outside=True)),
        "passed_over": archive.passed_over(),
        "failures": archive.failures(),
    }
    written: list[Path] = []
    for name, records in tables.items():
        path = folder / f"{name}.jsonl"
        with path.open("wb") as lines:
            for record in records:
                lines.write(msgspec.json.encode({"schema_version": SCHEMA_VERSION, **_fields(record)}) + b"\n")
        written.append(path)
    schema = folder / "schema.json"
    schema.write_text(json.dumps(build_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return (*written, schema)


def build_schema() -> dict[str, Any]:
    """The JSON Schema of every file of the contract, by the file's name."""
    types = {
        "documents": Document,
        "reports": Report,
        "incidents": Incident,
        "disputes": Comparison,
        "comparisons": Comparison,
        "framing": OutsideFraming,
        "passed_over": PassedOver,
        "failures": Failure,
    }
    (tables, definitions) = msgspec.json.schema_components(types.values(), ref_template="#/$defs/{name}")
    version = {"const": SCHEMA_VERSION, "description": "the version of this contract"}
    for name in {type.__name__ for type in types.values()}:
        definitions[name] = {
            **definitions[name],
            "properties": {"schema_version": version, **definitions[name]["properties"]},
            "required": ["schema_version", *definitions[name].get("required", ())],
            "additionalProperties": False,
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Rashomon {SCHEMA_VERSION}",
        "description": "One JSON object a line; offsets are Unicode code points into the document's text.",
        "type": "object",
        "properties": dict(zip(types, tables, strict=True)),
        "$defs": definitions,
    }


EXPORTERS: Mapping[str, Exporter] = {"jsonl": export_jsonl}


def _framing_row(use: FramingUse) -> Any:
    return OutsideFraming(use.document, **_fields(use.framing))


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
