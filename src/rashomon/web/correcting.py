"""What can be corrected in a report, and the value that a person's words make: a party, a place, a day, a figure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from rashomon.errors import DecisionError
from rashomon.naming import name_code, read_code, read_labels
from rashomon.records import Document, Party, Period, Place, PlaceRole, Quantity, Report, Span, SpeakerParty
from rashomon.resolution.gazetteer import Entry, Gazetteer, load_gazetteer
from rashomon.resolution.place_context import place_of
from rashomon.resolution.place_names import Toponym
from rashomon.study import Study

Control = Literal["event", "modality", "polarity", "words", "party", "place", "period", "figure"]
_BY_PERSON = "corrected by a person"
_LONGEST = 300  # characters of a span
_TRIGGER = 4  # words


@dataclass(frozen=True, slots=True)
class Correctable:
    """One field of a report: where it is ("actors.0"), its name and words, and its value as a person would write it."""

    field: str
    label: str
    control: Control
    words: str = ""
    value: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether it is one of several, which can be taken out."""
        return "." in self.field


def find_correctable(report: Report) -> tuple[Correctable, ...]:
    """All that can be corrected in a report, in the order of its card; what is missing can be added."""
    found = [
        Correctable("event", "Event", "event", report.trigger.text, report.event or ""),
        Correctable("trigger", "Words of the event", "words", report.trigger.text),
        Correctable("modality", "Status", "modality", "", report.modality),
        Correctable("polarity", "Affirmed or denied", "polarity", "", report.polarity),
    ]
    of_parties: tuple[tuple[str, str, Sequence[Party | SpeakerParty]], ...] = (
        ("actors", "Actor", report.actors),
        ("recipients", "Recipient", report.recipients),
        ("speakers", "Speaker", report.speakers),
    )
    for field, label, parties in of_parties:
        for number, party in enumerate(parties):
            value = name_code(party.code) or party.name or ""
            found.append(Correctable(f"{field}.{number}", label, "party", party.text, value))
        if field != "speakers":
            found.append(Correctable(field, f"{label} that is missing", "party"))
    for number, place in enumerate(report.places):
        found.append(Correctable(f"places.{number}", "Place", "place", place.text, place.name or ""))
    found.append(Correctable("places", "Place that is missing", "place"))
    period = report.period
    found.append(
        Correctable("period", "Period", "period", period.text if period else "", (period.edtf or "") if period else "")
    )
    for number, quantity in enumerate(report.quantities):
        value = write_figure(quantity)
        found.append(Correctable(f"quantities.{number}", f"Figure: {quantity.outcome}", "figure", quantity.text, value))
    for number, framing in enumerate(report.framings):
        found.append(Correctable(f"framings.{number}", "Framing", "words", framing.text))
    return tuple(found)


def look_up(name: str, study: Study, near: Report | None = None) -> tuple[Entry, ...]:
    """The places that bear a name, those in a country of the report first."""
    countries = set[str | None]()
    if near is not None:
        countries = {place.country for place in near.places}
        countries |= {party.country for party in (*near.actors, *near.recipients)}
    found = _gazetteer(study).find(name) if name else ()
    unique = {entry.id: entry for entry in reversed(found)}
    in_order = [entry for entry in found if unique.pop(entry.id, None) is not None]
    return tuple(sorted(in_order, key=lambda entry: entry.country not in countries))


def describe_entry(entry: Entry, study: Study) -> str:
    """ "Basra, city, Basra Governorate, Iraq, 30.51, 47.78"."""
    place = place_of(Toponym(0, 0, "", entry, ""), "at", "", _gazetteer(study))
    parts = [entry.name, entry.kind.replace("admin1", "province").replace("_", " "), place.admin]
    parts.append(name_code(entry.country) if entry.kind != "country" else None)
    if entry.latitude is not None and entry.longitude is not None:
        parts.append(f"{entry.latitude:.2f}, {entry.longitude:.2f}")
    return ", ".join(dict.fromkeys(part for part in parts if part))


# --- values ---------------------------------------------------------------------------------------------------------


def make_party(at: Span, words: str, old: Party | None = None) -> Party:
    """A party of these words in the text; what it is, is written as a code or in words: IRNMIL, Iranian military.

    Raises:
        DecisionError: the words name nobody whom we know.
    """
    known = _who(words) if words else _nobody()
    if old is not None and (old.start, old.end) == (at.start, at.end):
        return replace(old, name=None, entity=None, rule=_BY_PERSON, **known)
    return Party(at.start, at.end, at.text, rule=_BY_PERSON, **known)


def make_speaker(at: Span, words: str, old: SpeakerParty) -> SpeakerParty:
    """The same of a speaker; how he is cited stays."""
    known = _who(words) if words else _nobody()
    return replace(
        old, start=at.start, end=at.end, text=at.text, name=None, entity=None, rule=_BY_PERSON, **known
    )  # fmt: skip


def make_place(at: Span, words: str, study: Study, near: Report | None, role: PlaceRole = "at") -> Place:
    """A place of these words, found in the gazetteer by its id or name; one that it does not hold keeps its name."""
    gazetteer = _gazetteer(study)
    wanted = words or at.text
    entry = (gazetteer.entry(wanted) if ":" in wanted else None) or next(iter(look_up(wanted, study, near)), None)
    if entry is None:
        return Place(at.start, at.end, at.text, name=wanted, role=role, rule=f"{_BY_PERSON}; in no gazetteer")
    rule = f"{_BY_PERSON}; gazetteer"
    return place_of(Toponym(at.start, at.end, at.text, entry, rule), role, rule, gazetteer)


def make_period(at: Span, words: str) -> Period:
    """A day, a month or a year, as EDTF writes them, or an interval of two of them.

    Raises:
        DecisionError: the words are no such day.
    """
    first, slash, last = words.partition("/")
    earliest, latest = _bounds(first), _bounds(last) if slash else None
    if earliest is None or (slash and (latest is None or latest < earliest)):
        raise DecisionError(f"{words!r} is no day. Write 2019-06-20, 2019-06, 2019 or 2019-06-19/2019-06-21")
    precisions = {4: "year", 7: "month", 10: "day"}
    return Period(
        at.start, at.end, at.text, words, earliest[0], (latest or earliest)[1], None,
        cast(Any, precisions[len(first)]), "stated", _BY_PERSON,
    )  # fmt: skip


def make_figure(at: Span, words: str, old: Quantity) -> Quantity:
    """A figure as "25", "19-25", "25+" or "-25": exact, between, at least, at most.

    Raises:
        DecisionError: the words are no figure.
    """
    found = re.fullmatch(r"(\d{1,12})?\s*(-|–|to|\+)?\s*(\d{1,12})?", words.replace(",", ""))
    low, mark, high = found.groups() if found is not None else (None, None, None)
    if (low is None and high is None) or (mark == "+" and high is not None) or (mark is None and high is not None):
        raise DecisionError(f"{words!r} is no figure. Write 25, 19-25, 25+ (or more) or -25 (at most)")
    least = int(low) if low is not None else None
    most = int(high) if high is not None else (None if mark else least)
    if least is not None and most is not None and most < least:
        raise DecisionError(f"{words!r} is no figure: the first number is the smaller")
    return replace(old, start=at.start, end=at.end, text=at.text, low=least, high=most, rule=_BY_PERSON)


def write_figure(quantity: Quantity) -> str:
    """A figure as ``make_figure`` reads it."""
    low = "" if quantity.low is None else str(quantity.low)
    if quantity.high is None:
        return f"{low}+" if low else ""
    return low if quantity.high == quantity.low else f"{low}-{quantity.high}"


# --- words ----------------------------------------------------------------------------------------------------------


def find_words(sentence: Span, words: str) -> Span:
    """Where words stand in a sentence.

    Raises:
        DecisionError: they stand there not once.
    """
    if sentence.text.count(words) != 1:
        times = f"{sentence.text.count(words)} times" if words in sentence.text else "not"
        raise DecisionError(f"the words {words!r} stand {times} in the sentence. Quote words that stand there once")
    start = sentence.start + sentence.text.index(words)
    return Span(start, start + len(words), words)


def cut_words(document: Document, start: int, end: int, field: str) -> Span:
    """The words between two places of a text, counted in code points.

    Raises:
        DecisionError: there are no words there, or too many.
    """
    text = document.text[start:end] if 0 <= start < end <= len(document.text) else ""
    if not text.strip() or text != text.strip() or "\n" in text:
        raise DecisionError("there are no whole words there. Move the ends to the words")
    if len(text) > _LONGEST:
        raise DecisionError(f"these are {len(text)} characters; at most {_LONGEST} can be the words of one field")
    if field == "trigger" and len(text.split()) > _TRIGGER:
        raise DecisionError(f"the words of the event are {_TRIGGER} at most: those that say what was done")
    return Span(start, end, text)


def _who(words: str) -> dict[str, Any]:
    code = read_code(words)
    if code is None:
        raise DecisionError(
            f"{words!r} is nobody whom the codes know. Write a country, or its people in power or arms: "
            "Iran, Iranian military, IRNMIL"
        )
    country = code[:3] if code[:3] in read_labels().countries else None
    sectors = tuple(code[at : at + 3] for at in range(3, len(code), 3)) if country else ()
    return {"country": country, "sectors": sectors, "code": code}


def _nobody() -> Mapping[str, Any]:
    return {"country": None, "sectors": (), "code": None}


def _bounds(text: str) -> tuple[str, str] | None:
    """The first and last day of a day, month or year."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if not 1 <= year <= 9999 or month > 12 or (len(text) > 4 and not month):
        return None
    length = calendar.monthrange(year, month or 12)[1]
    if day > length or (len(text) > 7 and not day):
        return None
    return dt.date(year, month or 1, day or 1).isoformat(), dt.date(year, month or 12, day or length).isoformat()


def _gazetteer(study: Study) -> Gazetteer:
    return load_gazetteer(*(study.file(name) for name in study.settings.places))
