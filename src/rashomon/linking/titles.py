"""An incident's title in plain words: what kind of happening, when and where, as far as the accounts agree on it.

A title names no contested actor, place or act: what a dispute is about is left out, and a happening that some deny is
"alleged".
"""

from __future__ import annotations

import calendar
import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.naming import name_code
from rashomon.records import Comparison, Party, Report, Value

_MONTHS = tuple(month for month in calendar.month_name if month)


def title_incident(
    event: Value | None,
    mode: Value | None,
    period: Value | None,
    modality: Value | None,
    reports: Sequence[Report],
    disputes: Sequence[Comparison],
) -> str:
    """The title: kind, parties and place where they are not contested, and the date."""
    contested: set[str] = {dispute.facet for dispute in disputes}
    kind = _kind(event, mode, contested)
    words = kind
    if "occurrence" in contested:
        words = f"Alleged {kind[0].lower()}{kind[1:]}"
    elif modality and modality.value in _words("status") and not _says_itself(event, modality):
        words = f"{_words('status')[modality.value]} {kind[0].lower()}{kind[1:]}"
    affirmed = [r for r in reports if r.kind == "event" and (event is None or r.event == event.value)]
    actor = None if contested & {"responsibility", "occurrence"} else _agreed([r.actors for r in affirmed])
    recipient = None if "target" in contested else _agreed([r.recipients for r in affirmed])
    if actor:
        words += f" {_before('doer', event, mode) or 'by'} {actor}"
    before = _before("towards", event, mode)
    if recipient and before and recipient != actor:
        words += f" {before} {recipient}"
    place = None if "place" in contested else _place(reports)
    if place in (actor, recipient):
        place = None
    date = None if "time" in contested or period is None else date_words(period.value)
    return ", ".join(part for part in (words, place, date) if part)


def date_words(edtf: str) -> str:
    """An EDTF date as a reader writes it: "25 November 2018", "June 2019", "2014"; an interval as "from ... to ..."."""
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        return f"{date_words(first)} to {date_words(last)}" if first != last else date_words(first)
    plain = edtf.rstrip("?~%")
    parts = plain.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return plain
    if len(parts) == 3:
        day = dt.date.fromisoformat(plain)
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if len(parts) == 2 and 1 <= int(parts[1]) <= 12:
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return plain


def _kind(event: Value | None, mode: Value | None, contested: set[str]) -> str:
    if event is None:
        return "Circumstance"
    if mode is not None and "act" not in contested:
        for known in (f"{event.value} {mode.value}", mode.value):  # a threat of arrest is no arrest
            if known in _words("modes"):
                return str(_words("modes")[known])
    return str(_words("events").get(event.value, event.value.capitalize()))


def _before(table: str, event: Value | None, mode: Value | None) -> str | None:
    """The word before who did it or to whom: a meeting "of", an attack "on", a release "of"."""
    words = _words(table)
    named = [value.value for value in (mode, event) if value]
    return next((str(words[name]) for name in named if name in words), None)


def _agreed(parties: Sequence[Sequence[Party]]) -> str | None:
    """The one party that all who name one name; None where they differ or none is resolved."""
    named = [names for told in parties if (names := {_name(party) for party in told if _is_named(party)})]
    if not named:
        return None
    common = set.intersection(*named)
    countries = {party.country for told in parties for party in told}
    if not common or (len(countries) > 1 and len(set.union(*named)) > len(common)):
        return None
    return min(common)


def _is_named(party: Party) -> bool:
    """Whether a title can say who it is: no pronoun, no count, nobody."""
    if party.name or party.code:
        return True
    first = party.text.split(" ", 1)[0].casefold()
    return not first[:1].isdigit() and first not in _words("unnamed")["words"]


def _says_itself(event: Value | None, modality: Value) -> bool:
    """A demand that is demanded is a demand."""
    return event is not None and (event.value, modality.value) in (("REQUEST", "demanded"), ("THREATEN", "threatened"))


def _name(party: Party) -> str:
    coded = name_code(party.code) if party.country else None  # "a company" tells less than "two tankers"
    told = party.name or coded or party.text
    article, _, rest = told.partition(" ")
    return f"{article.lower()} {rest}" if article in ("The", "A", "An") and rest else told


def _place(reports: Sequence[Report]) -> str | None:
    """A place that every account that tells one is in, or the country; none where accounts go apart."""
    told = [
        place for report in reports for place in report.places if place.role in ("at", "over") and place.precision != 7
    ]
    if not told:
        return None
    names = {place.name or place.text for place in told}
    if len(names) == 1:
        return min(names)
    finest = min(told, key=lambda place: (place.precision or 9, place.name or place.text))
    inside = {finest.gazetteer_id, *finest.within, finest.country, finest.name}
    if all(place.gazetteer_id in inside or place.country == finest.country for place in told):
        return finest.name or finest.text
    return None


@cache
def _words(table: str) -> Mapping[str, Any]:
    text = (files("rashomon.linking") / "titles.toml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = tomllib.loads(text)[table]
    return words
