"""Parties in reports on Syria and Iraq by many publishers, against the entities and synonyms of re3d (printed, no bar).

``known`` is the share of the mentions of organisations, people and nationalities that resolve to a country, a body or a
person; ``known_names`` the same of the mentions that the catalogue could hold (those with a capital). ``precision`` is
the share of the catalogue's names in the texts that lie in an entity of re3d. ``same`` is the share of the pairs that
re3d calls synonyms (IsSynonymOf), both resolved, that have one code.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from benchmarks.actor_ngec import phrase_of
from rashomon.resolution import actors
from rashomon.resolution.names import load_catalogue

_WHEN = dt.date(2016, 6, 1)  # the documents are of 2014 to 2017
_PARTIES = ("Organisation", "Person", "Nationality")


def measure(folder: Path) -> dict[str, float]:
    """Shares between 0 and 1; see above."""
    catalogue = load_catalogue()
    known: list[bool] = []
    known_names: list[bool] = []
    inside: list[bool] = []
    same: list[bool] = []
    for record in _read(folder):
        introductions = actors.read_introductions(record["text"], catalogue=catalogue, when=_WHEN)
        codes: dict[tuple[int, int], str | None] = {}
        for entity in record["entities"]:
            party = actors.resolve_party(
                phrase_of(entity["text"]), catalogue=catalogue, when=_WHEN, introductions=introductions
            )
            codes[entity["start"], entity["end"]] = party.code
            if entity["type"] in _PARTIES:
                known.append(party.code is not None)
                if any(letter.isupper() for letter in entity["text"]):
                    known_names.append(party.code is not None)
        spans = [(entity["start"], entity["end"]) for entity in record["entities"]]
        for match in catalogue.find(record["text"]):
            inside.append(any(start < match.end and match.start < end for start, end in spans))
        for relation in record["relations"]:
            one, other = codes.get(tuple(relation["src"])), codes.get(tuple(relation["tgt"]))
            if relation["type"] == "IsSynonymOf" and one and other:
                same.append(one == other)
    return {
        "known": _share(known),
        "known_names": _share(known_names),
        "precision": _share(inside),
        "same": _share(same),
        "pairs": float(len(same)),
    }


def _read(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def _share(answers: list[bool]) -> float:
    return sum(answers) / len(answers) if answers else 0.0
