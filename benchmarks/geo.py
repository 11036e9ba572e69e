"""Toponym resolution on geo_lgl, geo_gwn, geo_trnews and geo_geovirus: accuracy within 161 km, given the toponym.

Detection F1 is printed beside it, by exact spans. A place with the gold's GeoNames id, or a country, continent or
first-level division with the name of the gold's Wikipedia page, is the gold's place; else the distance of the two
points decides (``acc_161km_points`` takes points alone). A country lies at its reference point here, for measuring.
Toponyms without gold coordinates are left out of the accuracy; a name that the gazetteer does not hold counts as wrong.
``acc_161km_ids`` is over the toponyms that have a GeoNames id in the gold, as published figures are: it leaves out
streets, estates and buildings, which no gazetteer of settlements holds.
"""

from __future__ import annotations

import json
from pathlib import Path

from rashomon.resolution.gazetteer import fold, kilometres, load_gazetteer
from rashomon.resolution.place_names import Mention
from rashomon.resolution.toponym_detection import detect_toponyms
from rashomon.resolution.toponyms import resolve_mentions

SETS = ("geo_lgl", "geo_gwn", "geo_trnews", "geo_geovirus")


def measure(folder: Path) -> dict[str, float]:
    """Accuracy within 161 km given the toponym, country accuracy where the gold tells it, detection P, R, F1."""
    gazetteer = load_gazetteer()
    right = points = total = ids = with_id = with_id_right = found_right = found = wanted = unknown = 0
    for record in _records(folder):
        text = record["text"]
        gold = [place for place in record["toponyms"] if place["text"].strip()]
        mentions = [Mention(place["start"], place["end"], place["text"]) for place in gold]
        for place, answer in zip(gold, resolve_mentions(text, mentions, gazetteer=gazetteer), strict=True):
            if place["lat"] is None:
                continue
            total += 1
            unknown += answer.entry is None
            same_id = answer.entry is not None and answer.entry.id == f"geonames:{place.get('geonameid')}"
            near = _is_near(place, answer.entry)
            good = same_id or near or _is_named(place, answer.entry)
            ids += same_id
            with_id += bool(place.get("geonameid"))
            with_id_right += good and bool(place.get("geonameid"))
            right += good
            points += near
        detected = {(mention.start, mention.end) for mention in detect_toponyms(text, gazetteer)}
        spans = {(place["start"], place["end"]) for place in gold if not place.get("non_locational")}
        found_right += len(detected & spans)
        found += len(detected)
        wanted += len(spans)
    precision, recall = found_right / max(found, 1), found_right / max(wanted, 1)
    return {
        "acc_161km": right / max(total, 1),
        "acc_161km_points": points / max(total, 1),
        "acc_161km_ids": with_id_right / max(with_id, 1),
        "exact_id": ids / max(with_id, 1),
        "unknown_names": unknown / max(total, 1),
        "detection_p": precision,
        "detection_r": recall,
        "detection_f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "toponyms": float(total),
    }


def _records(folder: Path) -> list[dict]:  # type: ignore[type-arg]  # third-party records, read once
    return [json.loads(line) for line in (folder / "records.jsonl").read_text("utf-8").splitlines() if line]


def _is_named(place: dict, entry) -> bool:  # type: ignore[no-untyped-def,type-arg]
    """Does the gold's Wikipedia page bear the answer's name, and is it no town?"""
    page = (place.get("wiki") or "").rsplit("/", 1)[-1].replace("_", " ")
    return entry is not None and entry.kind in ("country", "continent", "admin1") and fold(page) == fold(entry.name)


def _is_near(place: dict, entry) -> bool:  # type: ignore[no-untyped-def,type-arg]
    if entry is None or entry.latitude is None:
        return False
    return kilometres(place["lat"], place["lon"], entry.latitude, entry.longitude) <= 161
