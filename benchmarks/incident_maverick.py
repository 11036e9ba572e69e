"""MAVERICK: hand-coded reports of election violence, without text, linked into events by what they code.

Each record is a report of its own document; the city and the location are its places, the kind of violence its mode,
deaths and injuries its figures. ``event_id`` is never seen by the linker. Pairwise F1 over reports.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.pairs import pair_figures
from rashomon.linking.gathering import group_reports
from rashomon.records import Document, Party, Period, Place, Quantity, Report, Span

COUNTRIES = {"Kenya": "KEN", "Ivory Coast": "CIV"}
SECTORS = {
    "Security forces": ("COP", "MIL"),
    "Citizens": ("CVL",),
    "Political actor": ("PTY",),
    "Non-state armed actor": ("REB",),
}


def measure(folder: Path) -> dict[str, float]:
    """``pair_f1`` with precision and recall, and the floor of same day and same location."""
    reports, documents, gold = read_reports(folder)
    groups = group_reports(reports, {document.id: document for document in documents})
    figures = pair_figures(groups, gold)
    same: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for report in reports:
        if report.period and len(report.places) > 1:
            same[report.period.earliest or "", report.places[0].text, report.places[1].text].add(report.id)
    floor = pair_figures(list(map(frozenset, same.values())), gold)
    return {**figures, "floor_same_day_and_place": floor["pair_f1"], "reports": float(len(reports))}


def read_reports(folder: Path) -> tuple[list[Report], list[Document], dict[str, str]]:
    """The records as reports and documents, and the gold event of each."""
    rows = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [
        Document(id=f"d-{row['id']}", text="", sha256="", publisher=row["source_author"], published=None)
        for row in rows
    ]
    return [read_report(row) for row in rows], documents, {row["id"]: row["event_id"] for row in rows}


def read_report(row: Mapping[str, Any]) -> Report:
    """One record as a report of an assault; the sentence and its spans are empty, since there is no text."""
    violence = str(row.get("actor1_violence") or "")
    nowhere = Span(0, 0, "")
    country = COUNTRIES.get(row["country"], row["country"])
    return Report(
        id=row["id"],
        document=f"d-{row['id']}",
        kind="event",
        sentence=nowhere,
        trigger=nowhere,
        event="ASSAULT",
        mode=None if violence in ("", "Unknown", "Other") else violence.split("; ")[0].lower(),
        actors=_parties(row, country),
        places=_places(row, country),
        period=Period(
            0, 0, "", f"{row['date_start']}/{row['date_end']}", row["date_start"], row["date_end"],
            precision="day", basis="stated", rule="coded",
        ),
        quantities=tuple(_quantities(row)),
    )  # fmt: skip


def _parties(row: Mapping[str, Any], country: str) -> tuple[Party, ...]:
    found = []
    for number in range(1, 7):
        name = row.get(f"actor{number}")
        if name:
            sectors = SECTORS.get(row.get(f"actor{number}_type") or "", ())
            code = f"{country}{sectors[0] if sectors else ''}"
            entity = row.get(f"actor{number}_id")
            known = None if name.startswith("Unknown") else entity
            found.append(Party(0, 0, name, name, known, country, tuple(sectors), code, rule="coded"))
    return tuple(found)


def _places(row: Mapping[str, Any], country: str) -> tuple[Place, ...]:
    """The location within the city, each by its name; the point belongs to the finer."""
    city, location = row.get("city"), row.get("location")
    found = []
    latitude, longitude = row.get("latitude"), row.get("longitude")
    for name, precision, within in ((city, 2, ()), (location, 1, (f"city:{city}",) if city else ())):
        if name:
            finest = name == (location or city)
            gazetteer = f"city:{name}" if precision == 2 else f"location:{city}:{name}"
            found.append(
                Place(
                    0, 0, name, name, country, latitude if finest else None, longitude if finest else None, gazetteer,
                    precision, rule="coded", within=(*within, country),  # type: ignore[arg-type]
                )
            )  # fmt: skip
    return tuple(found)


def _quantities(row: Mapping[str, Any]) -> Sequence[Quantity]:
    found = []
    for outcome, name in (("killed", "deaths"), ("injured", "injuries")):
        low, high = int(row[f"{name}_low"]), int(row[f"{name}_high"])
        found.append(Quantity(0, 0, "", outcome, None, low, max(low, high), rule="coded"))  # type: ignore[arg-type]
    return found
