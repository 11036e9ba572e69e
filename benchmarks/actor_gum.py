"""Names in news, interviews and speeches, against GUM's Wikipedia links (printed, no bar).

Scored are the mentions of organisations, people and places that GUM links to an article. ``linked`` is the share that
we resolve to an entity which bears the article's title as a name; ``precision`` is the same of those that we resolve to
a body, a person or a country by name. A general corpus: most of its names are of sport and the arts, which our
catalogue leaves out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

from benchmarks.actor_ngec import phrase_of
from rashomon.resolution import actors
from rashomon.resolution.names import Catalogue, load_catalogue

_TYPES = ("organization", "person", "place")


def measure(folder: Path) -> dict[str, float]:
    """Shares between 0 and 1; see above."""
    catalogue = load_catalogue()
    right = resolved = total = 0
    for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        when = _day(record.get("date"))
        for entity in record["entities"]:
            if not entity.get("wiki") or entity["type"] not in _TYPES:
                continue
            total += 1
            found = _entity_of(entity, catalogue, when)
            if found is not None:
                resolved += 1
                right += _bears(found, entity["wiki"], catalogue)
    return {
        "linked": right / total if total else 0.0,
        "precision": right / resolved if resolved else 0.0,
        "mentions": float(total),
    }


def _entity_of(entity: dict[str, Any], catalogue: Catalogue, when: dt.date | None) -> str | None:
    text = re.sub(r" (['\u2019]s?)\b| ([.,])", r"\1\2", entity["text"])
    return actors.resolve_party(phrase_of(text), catalogue=catalogue, when=when).entity


def _bears(entity: str, title: str, catalogue: Catalogue) -> bool:
    plain = re.sub(r"\s*\(.*\)$", "", title.replace("_", " "))
    return any(name.entity == entity for name in catalogue.named(plain))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text and re.match(r"\d{4}-\d\d-\d\d", text) else None
