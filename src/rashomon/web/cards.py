"""A card for a report: a heading in one sentence, and its fields, each of which lights its words in the text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Protocol

from rashomon.linking.titles import date_words
from rashomon.naming import name_code
from rashomon.records import Comparison, Document, Incident, Party, Quantity, Report, SpeakerParty


@dataclass(frozen=True, slots=True)
class CardField:
    """One field: its role in the text, its name, the words, what they were read as, and the rule."""

    role: str
    name: str
    words: str
    value: str
    rule: str
    path: str  # what a correction calls it: "actors.0"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows of a report; ``agree`` and ``contest`` count the reports for and against it in disputes."""

    report: Report
    heading: str
    fields: tuple[CardField, ...]
    incident: Incident | None
    agree: int
    contest: int
    citation: str


def make_card(
    report: Report, document: Document, incident: Incident | None, disputes: Iterable[Comparison] = ()
) -> Card:
    """The card of a report in its document, with the disputes of its incident."""
    agree: set[str] = set()
    contest: set[str] = set()
    for dispute in disputes:
        mine = [position for position in dispute.positions if report.id in position.reports]
        for position in dispute.positions if mine else ():
            (agree if position in mine else contest).update(position.reports)
    return Card(
        report, _heading(report, document), tuple(_fields(report)), incident,
        len(agree - contest - {report.id}), len(contest - {report.id}), cite_report(report, document),
    )  # fmt: skip


def cite_report(report: Report, document: Document) -> str:
    """A citation of a report: its sentence, where it stands, and the id that leads back to it."""
    parts = [
        document.publisher, f"“{document.title}”" if document.title else None, document.published, document.url,
        f"characters {report.sentence.start}-{report.sentence.end}",
        f"text sha256 {document.sha256[:16]}", f"report {report.id}",
    ]  # fmt: skip
    return f"“{report.sentence.text.strip()}” " + ", ".join(part for part in parts if part) + "."


def name_party(party: Party | SpeakerParty) -> str:
    """Who a phrase stands for: the name, the words of its code, what the pronoun stands for, or its own words."""
    if party.name:
        return party.name
    if party.code:
        return name_code(party.code)
    if isinstance(party, SpeakerParty) and party.is_nobody:
        return f"somebody unnamed (“{party.text}”)"
    return f"{party.text} ({party.antecedent.text})" if party.antecedent is not None else party.text


def figure_in_words(quantity: Quantity) -> str:
    """ "killed: 25 or more fighters"."""
    low = "" if quantity.low is None else f"{quantity.low:,}"
    if quantity.high is None:
        number = f"{low} or more" if low else "unknown"
    elif quantity.high == quantity.low:
        number = low
    else:
        number = f"{low} to {quantity.high:,}" if low else f"up to {quantity.high:,}"
    outcome = labels_of("outcome").get(quantity.outcome, quantity.outcome)
    return f"{outcome}: {number}" + (f" {quantity.population}" if quantity.population else "")


def status_in_words(report: Report) -> str:
    """ "told as happened"; "denied"; "called off"; "planned, doubted"."""
    if report.modality == "actual":
        return {"affirmed": "told as happened"}.get(report.polarity, report.polarity)
    status = report.modality.replace("_", " ")
    return status if report.polarity == "affirmed" else f"{status}, {report.polarity}"


def stated_how(how: str) -> str:
    """In brackets, how a party or place is known that the clause itself does not name; nothing where it does."""
    return "" if how == "stated" else f" ({labels_of('how')[how]})"


def labels_of(table: str) -> Mapping[str, str]:
    """Plain words for the values of a closed set, of ``labels.toml``."""
    return _labels()[table]


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files("rashomon.web") / "labels.toml").read_text("utf-8")
    tables: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return tables


def _heading(report: Report, document: Document) -> str:
    """ "According to a Pentagon spokesman, via Tellwick Wire: Iran — ASSAULT → US military, 20 June 2019"."""
    speakers = ", citing ".join(dict.fromkeys(name_party(speaker) for speaker in report.speakers))
    publisher = document.publisher or document.title or document.id
    told = f"According to {speakers}, via {publisher}" if speakers else f"In the words of {publisher}"
    what = report.event or f"circumstance ({report.facet})"
    who = " and ".join(dict.fromkeys(map(name_party, report.actors))) or "nobody named"
    whom = " and ".join(dict.fromkeys(map(name_party, report.recipients)))
    arrow = f" {'↔' if report.reciprocal else '→'} {whom}" if whom else ""
    when = date_words(report.period.edtf) if report.period is not None and report.period.edtf else None
    where = None
    if report.places:
        place = report.places[0]
        where = " ".join(part for part in (place.role.replace("from", "leaving"), place.name or place.text) if part)
    core = f"{who} — {what}{arrow}" if report.event else what
    is_plain = (report.modality, report.polarity) == ("actual", "affirmed")
    status = "" if is_plain else f" — {status_in_words(report)}"
    return f"{told}: {core}{''.join(f', {part}' for part in (when, where) if part)}{status}"


def _fields(report: Report) -> Iterator[CardField]:
    def field(role: str, name: str, span: Spanned, value: str, rule: str, path: str) -> CardField:
        return CardField(role, name, span.text, value, rule, path, span.start, span.end)

    event = " / ".join(part for part in (report.event, report.mode) if part) or str(report.facet)
    yield field("event", "Event", report.trigger, event, report.coded_by or "", "event")
    of_parties = (
        ("actor", "Actor", "actors", report.actors),
        ("recipient", "Recipient", "recipients", report.recipients),
    )
    for role, label, path, parties in of_parties:
        for number, party in enumerate(parties):
            yield field(role, label, party, _known(party) + stated_how(party.how), party.rule, f"{path}.{number}")
    for number, place in enumerate(report.places):
        value = ", ".join(dict.fromkeys(p for p in (place.name, place.admin, name_code(place.country)) if p))
        value = (value or "in no gazetteer") + stated_how(place.how)
        if place.latitude is not None and place.longitude is not None:
            value += f" · {place.latitude:.2f}, {place.longitude:.2f}"
        if place.precision:
            value += f" · {labels_of('precision')[str(place.precision)]}"
        label = "Place" if place.role == "at" else f"Place ({place.role})"
        yield field("place", label, place, value, place.rule, f"places.{number}")
    if report.period is not None:
        period = report.period
        value = date_words(period.edtf) if period.edtf else "day unknown"
        yield field("when", "Period", period, value, period.rule, "period")
    for number, quantity in enumerate(report.quantities):
        yield field("figure", "Figure", quantity, figure_in_words(quantity), quantity.rule, f"quantities.{number}")
    for number, speaker in enumerate(report.speakers):
        value = f"{_known(speaker)} · {speaker.stance}, {speaker.quote} speech"
        yield field("speaker", "Speaker", speaker, value, speaker.rule, f"speakers.{number}")
    for number, framing in enumerate(report.framings):
        toward = f" toward {', '.join(map(name_code, framing.toward))}" if framing.toward else ""
        value = framing.kind.replace("_", " ") + toward
        yield field(
            "framing", "Framing", framing, value, f"by {name_code(framing.holder) or '?'}", f"framings.{number}"
        )


class Spanned(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


def _known(party: Party | SpeakerParty) -> str:
    """ "Pentagon, US military (USAMIL)"; "not known who", with what a pronoun stands for."""
    if party.code:
        words = name_code(party.code)
        name = f"{party.name}, " if party.name and party.name != words else ""
        return f"{name}{words} ({party.code})"
    if party.name:
        return party.name
    stands = f", stands for “{party.antecedent.text}”" if party.antecedent is not None else ""
    return f"not known who{stands}"
