"""Gold data for a pile of documents: claims, disputes, non-events and repeated documents, read from a gold.json.

A claim has a piece of the text that is unique in its document and the values that a careful coder
accepts, best first. An empty list and ``null`` mean "not stated in the text" and are not scored.
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.errors import InputError


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A number that a claim states: of what outcome, between what bounds (``None`` = open)."""

    kind: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim of one document with the values that are accepted for it, best first."""

    id: str
    document: str
    start: int  # where ``within`` lies in the document
    end: int
    event: tuple[str, ...]
    mode: tuple[str | None, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    date: str | None = None  # EDTF
    place: tuple[str, ...] = ()  # ISO 3166 alpha-3
    modality: tuple[str, ...] = ("actual",)
    polarity: str = "affirmed"
    speaker: tuple[str, ...] = ()  # codes, or "unnamed"; empty: the document's own voice
    figures: tuple[GoldFigure, ...] = ()
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDispute:
    """A point of an incident on which claims part; each position is the ids of its claims."""

    id: str
    incident: str
    facets: tuple[str, ...]
    positions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All that is known to be right about a pile of documents."""

    claims: tuple[GoldClaim, ...]
    disputes: tuple[GoldDispute, ...] = ()
    non_events: tuple[tuple[str, int, int], ...] = ()  # document, start, end
    duplicates: frozenset[frozenset[str]] = frozenset()


FACETS = {"toll": ("quantity",), "nature": ("act", "justification")}


def read_gold(path: Path, documents: Mapping[str, str]) -> Gold:
    """The gold of ``path`` (a gold.json); ``documents`` gives each document's text by its id.

    Raises ``InputError`` when the file cannot be read or a piece of text is not found once.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise InputError(f"{path}: not a gold.json that can be read ({problem})") from problem
    return Gold(
        claims=tuple(_read_claim(claim, documents, path) for claim in raw.get("claims", ())),
        disputes=tuple(_read_dispute(dispute) for dispute in raw.get("disputes", ())),
        non_events=tuple((piece["doc"], *_find_piece(piece, documents, path)) for piece in raw.get("non_events", ())),
        duplicates=frozenset(frozenset(pair) for pair in raw.get("duplicates", ())),
    )


def bounds(edtf: str) -> tuple[str, str]:
    """The first and the last day that an EDTF date or interval can mean: "2018-11" -> 2018-11-01, 2018-11-30."""
    first, _, last = edtf.partition("/")
    return _day(first, last=False), _day(last or first, last=True)


def _read_claim(raw: Mapping[str, Any], documents: Mapping[str, str], path: Path) -> GoldClaim:
    start, end = _find_piece(raw, documents, path)
    return GoldClaim(
        id=raw["id"],
        document=raw["doc"],
        start=start,
        end=end,
        event=_listed(raw["event"]),
        mode=tuple(raw.get("mode") or ()),
        actor=_listed(raw.get("actor")),
        recipient=_listed(raw.get("recipient")),
        date=raw.get("date"),
        place=_listed(raw.get("place")),
        modality=_listed(raw.get("modality") or "actual"),
        polarity=raw.get("polarity") or "affirmed",
        speaker=_listed(raw.get("attributed_to")),
        figures=tuple(GoldFigure(f["kind"], f.get("low"), f.get("high")) for f in raw.get("figures") or ()),
        incident=raw.get("incident"),
    )


def _listed(value: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _read_dispute(raw: Mapping[str, Any]) -> GoldDispute:
    return GoldDispute(
        id=raw["id"],
        incident=raw["incident"],
        facets=_listed(raw.get("facets")) or FACETS.get(raw["about"], (raw["about"],)),
        positions=tuple(tuple(position["claims"]) for position in raw["positions"]),
    )


def _find_piece(raw: Mapping[str, Any], documents: Mapping[str, str], path: Path) -> tuple[int, int]:
    text, within = documents.get(raw["doc"], ""), raw["within"]
    if text.count(within) != 1:
        raise InputError(
            f"{path}: {raw.get('id', 'a piece')} of document {raw['doc']}: found {text.count(within)} times, "
            f"expected once: {within!r}. Give a piece of the text that is unique in its document."
        )
    start = text.index(within)
    return start, start + len(within)


def _day(edtf: str, *, last: bool) -> str:
    plain = edtf.strip("~?%")
    year, month, day = [*plain.split("-"), "", ""][:3]
    year = year.replace("X", "9" if last else "0")
    if not month or month == "XX":
        return f"{year}-12-31" if last else f"{year}-01-01"
    if not day or day == "XX":
        return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1] if last else 1:02}"
    return f"{year}-{month}-{day}"
