"""Toponym resolution on geo_lgl, geo_gwn, geo_trnews and geo_geovirus: accuracy within 161 km, given the toponym.

Detection F1 is printed beside it, by exact spans. A place with the gold's GeoNames id, or a country, continent or
first-level division with the name of the gold's Wikipedia page, is the gold's place; else the distance of the two
points decides (``acc_161km_points`` takes points alone, over all). A country lies at its reference point here, for
measuring. Toponyms without gold coordinates are left out of the accuracy; a name that the gazetteer does not hold
counts as wrong. ``acc_161km`` is over the toponyms that have a GeoNames id, where a set gives ids, as the published
figures are; ``acc_161km_all`` is over all with coordinates, also the streets, shops and buildings that no gazetteer
of settlements holds (only geo_gwn has such: 120 of 1,117).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import Figures, f1, figures, share
from rashomon.resolution.gazetteer import Entry, fold, kilometres, load_gazetteer
from rashomon.resolution.place_names import Mention
from rashomon.resolution.toponym_detection import detect_toponyms
from rashomon.resolution.toponyms import resolve_mentions

SETS = ("geo_lgl", "geo_gwn", "geo_trnews", "geo_geovirus")


@dataclass(slots=True)
class Counts:
    """Of one document."""

    toponyms: int = 0
    right: int = 0
    points: int = 0
    unknown: int = 0
    with_id: int = 0
    with_id_right: int = 0
    exact: int = 0
    detected: int = 0
    detected_right: int = 0
    wanted: int = 0


def measure(folder: Path) -> Figures:
    """Accuracy within 161 km given the toponym, exact ids, detection; documents are drawn for the intervals."""
    rows = [count(json.loads(line)) for line in (folder / "records.jsonl").read_text("utf-8").splitlines() if line]
    has_ids = any(row.with_id for row in rows)
    return figures(
        rows,
        {
            "acc_161km": _share("with_id_right", "with_id") if has_ids else _share("right", "toponyms"),
            "acc_161km_all": _share("right", "toponyms"),
            "acc_161km_points": _share("points", "toponyms"),
            **({"exact_id": _share("exact", "with_id")} if has_ids else {}),
            "unknown_names": _share("unknown", "toponyms"),
            "detection_p": _share("detected_right", "detected"),
            "detection_r": _share("detected_right", "wanted"),
            "detection_f1": lambda rows: f1(*(_sum(rows, n) for n in ("detected_right", "detected", "wanted"))),
        },
    )


def count(record: dict[str, Any]) -> Counts:
    """One document: its gold toponyms resolved together, and its text searched for names."""
    gazetteer, counts, text = load_gazetteer(), Counts(), record["text"]
    gold = [place for place in record["toponyms"] if place["text"].strip()]
    mentions = [Mention(place["start"], place["end"], place["text"]) for place in gold]
    for place, answer in zip(gold, resolve_mentions(text, mentions, gazetteer=gazetteer), strict=True):
        if place["lat"] is None:
            continue
        entry, id = answer.entry, place.get("geonameid")
        is_same, is_near = entry is not None and entry.id == f"geonames:{id}", _is_near(place, entry)
        is_right = is_same or is_near or _is_named(place, entry)
        counts.toponyms += 1
        counts.right += is_right
        counts.points += is_near
        counts.unknown += entry is None
        counts.with_id += bool(id)
        counts.with_id_right += bool(id) and is_right
        counts.exact += is_same
    found = {(mention.start, mention.end) for mention in detect_toponyms(text, gazetteer)}
    spans = {(place["start"], place["end"]) for place in gold if not place.get("non_locational")}
    counts.detected, counts.wanted, counts.detected_right = len(found), len(spans), len(found & spans)
    return counts


def _is_named(place: dict[str, Any], entry: Entry | None) -> bool:
    """Does the gold's Wikipedia page bear the answer's name, and is it no town?"""
    page = (place.get("wiki") or "").rsplit("/", 1)[-1].replace("_", " ")
    return entry is not None and entry.kind in ("country", "continent", "admin1") and fold(page) == fold(entry.name)


def _is_near(place: dict[str, Any], entry: Entry | None) -> bool:
    if entry is None or entry.latitude is None or entry.longitude is None:
        return False
    return kilometres(place["lat"], place["lon"], entry.latitude, entry.longitude) <= 161


def _share(part: str, whole: str) -> Callable[[Sequence[Counts]], float]:
    return lambda rows: share(_sum(rows, part), _sum(rows, whole))


def _sum(rows: Sequence[Counts], name: str) -> int:
    return sum(getattr(row, name) for row in rows)
