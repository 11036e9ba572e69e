"""Names, aliases and offices from a Wikidata dump that the user gives: JSON, one entity a line, plain or packed.

Taken are people (P31 Q5) and bodies with a country (P17, P27) whose own item, with its ISO 3166 code
(P298), is in the dump too; offices (P39) with their dates (P580, P582) where the office's item is.
What the dump does not say is not filled in. Source of the model: Wikidata's own JSON documentation.
"""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from rashomon.resolution.entities import ALWAYS, FOREVER, Label
from rashomon.resolution.tables import ActorRow, Problem, agent_sectors

# What an instance of (P31) these is, by sector.
_CLASSES = {
    "Q7278": "PTY", "Q192283": "JRN", "Q11032": "JRN", "Q3918": "EDU", "Q4830453": "BUS", "Q6881511": "BUS",
    "Q47913": "SPY", "Q35535": "COP", "Q192350": "GOV", "Q35749": "LEG", "Q17149090": "REB", "Q178706": "GOV",
}  # fmt: skip
_INTERNATIONAL = frozenset(("Q484652", "Q245065"))
_VOLUNTARY = frozenset(("Q79913", "Q163740"))


def read_wikidata(path: Path) -> Iterator[ActorRow | Problem]:
    """Rows of a dump; the file is read twice, first for the countries and the names of offices."""
    codes: dict[str, str] = {}
    offices: set[str] = set()
    for _, item in _items(path):
        if isinstance(item, Problem):
            continue
        for value in _texts(item, "P298"):
            codes[str(item.get("id"))] = value
        offices.update(_targets(item, "P39"))
    titles: dict[str, str] = {}
    for _, item in _items(path):
        if not isinstance(item, Problem) and item.get("id") in offices:
            titles[str(item["id"])] = _label(item).lower()
    for number, item in _items(path):
        if isinstance(item, Problem):
            yield item
        else:
            yield from _rows(item, codes, titles, f"{path}:{number}")


def _items(path: Path) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            text = line.strip().rstrip(",")
            if text in ("", "[", "]"):
                continue
            item = _parse(text)
            if item is None:
                yield number, Problem(f"{path}:{number}: no JSON object of an entity; expected one entity a line")
            else:
                yield number, item


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    if path.suffix == ".bz2":
        return bz2.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _parse(text: str) -> dict[str, Any] | None:
    try:
        item = json.loads(text)
    except json.JSONDecodeError:
        return None
    return item if isinstance(item, dict) and "id" in item else None


def _rows(
    item: Mapping[str, Any], codes: Mapping[str, str], titles: Mapping[str, str], origin: str
) -> Iterator[ActorRow]:
    name = _label(item)
    classes = set(_targets(item, "P31"))
    if not name or item.get("id") in codes:
        return
    is_person = "Q5" in classes
    country = next((codes[target] for key in ("P27", "P17") for target in _targets(item, key) if target in codes), None)
    if country is None and classes & _INTERNATIONAL:
        country = "IGO"
    if country is None and classes & _VOLUNTARY:
        country = "NGO"
    sectors = tuple(dict.fromkeys(_CLASSES[each] for each in sorted(classes) if each in _CLASSES))
    if country is None and not sectors:
        return
    aliases = tuple(alias["value"] for alias in cast(Sequence[Any], item.get("aliases", {}).get("en", ())))
    label: Label = "PERSON" if is_person else "ORG"
    short = (name.split()[-1],) if is_person and " " in name else ()
    offices = list(_offices(item, titles)) if is_person else []
    for title, since, until in offices or [("", ALWAYS, FOREVER)]:
        yield ActorRow(
            name=name,
            aliases=aliases,
            country=country,
            sectors=agent_sectors(title) if title else sectors,
            label=label,
            title=title or None,
            since=since,
            until=until,
            short=short,
            origin=origin,
            entity=f"wikidata:{item['id']}",
        )


def _offices(item: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[tuple[str, dt.date, dt.date]]:
    for claim in _claims(item, "P39"):
        title = titles.get(_target(claim) or "")
        if title:
            yield title, _day(claim, "P580") or ALWAYS, _day(claim, "P582") or FOREVER


def _label(item: Mapping[str, Any]) -> str:
    return str(item.get("labels", {}).get("en", {}).get("value", ""))


def _claims(item: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    claims = item.get("claims", {})
    return (
        [claim for claim in claims.get(key, ()) if claim.get("rank") != "deprecated"]
        if isinstance(claims, dict)
        else []
    )


def _value(snak: Mapping[str, Any]) -> Any:
    return snak.get("datavalue", {}).get("value")


def _target(claim: Mapping[str, Any]) -> str | None:
    value = _value(claim.get("mainsnak", {}))
    return str(value["id"]) if isinstance(value, dict) and "id" in value else None


def _targets(item: Mapping[str, Any], key: str) -> list[str]:
    return [target for claim in _claims(item, key) if (target := _target(claim)) is not None]


def _texts(item: Mapping[str, Any], key: str) -> list[str]:
    values = (_value(claim.get("mainsnak", {})) for claim in _claims(item, key))
    return [value for value in values if isinstance(value, str)]


def _day(claim: Mapping[str, Any], key: str) -> dt.date | None:
    """A date of a qualifier, "+2012-05-07T00:00:00Z"; a year or month alone is its first day."""
    for snak in claim.get("qualifiers", {}).get(key, ()):
        value = _value(snak)
        text = str(value.get("time", ""))[1:11] if isinstance(value, dict) else ""
        year, _, rest = text.partition("-")
        month, _, day = rest.partition("-")
        if year.isdigit() and 1 <= int(year) <= 9999:
            return dt.date(int(year), max(int(month or 1), 1), max(int(day or 1), 1))
    return None
