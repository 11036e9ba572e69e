"""A card for a report: a heading in one sentence, and its fields, each of which lights its words in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    return f"{quantity.outcome}: {number}" + (f" {quantity.population}" if quantity.population else "")


def _heading(report: Report, document: Document) -> str:
    """ "According to a Pentagon spokesman, via Tellwick Wire: Iran — ASSAULT → US military, 2019-06-20"."""
    speakers = ", citing ".join(dict.fromkeys(name_party(speaker) for speaker in report.speakers))
    publisher = document.publisher or document.title or document.id
    told = f"According to {speakers}, via {publisher}" if speakers else f"In the words of {publisher}"
    what = report.event or f"circumstance ({report.facet})"
    who = " and ".join(dict.fromkeys(map(name_party, report.actors))) or "nobody named"
    whom = " and ".join(dict.fromkeys(map(name_party, report.recipients)))
    arrow = f" {'↔' if report.reciprocal else '→'} {whom}" if whom else ""
    when = report.period.edtf if report.period is not None and report.period.edtf else None
    where = report.places[0].name or report.places[0].text if report.places else None
    core = f"{who} — {what}{arrow}" if report.event else what
    status = "" if report.polarity == "affirmed" else f" — {report.polarity}"
    if report.modality != "actual":
        status += f" — {report.modality.replace('_', ' ')}"
    return f"{told}: {core}{''.join(f', {part}' for part in (when, where) if part)}{status}"


def _fields(report: Report) -> list[CardField]:
    event = " / ".join(part for part in (report.event, report.mode) if part) or str(report.facet)
    found = [CardField("event", "Event", report.trigger.text, event, report.coded_by or "")]
    for role, label, parties in (("actor", "Actor", report.actors), ("recipient", "Recipient", report.recipients)):
        for party in parties:
            how = None if party.how == "stated" else party.how
            known = " · ".join(part for part in (_known(party), how) if part)
            found.append(CardField(role, label, party.text, known, party.rule))
    for place in report.places:
        value = ", ".join(dict.fromkeys(p for p in (place.name, place.admin, name_code(place.country)) if p))
        precision = f" · precision {place.precision}" if place.precision else ""
        known = (value or "unresolved") + precision
        found.append(CardField("place", f"Place ({place.role})", place.text, known, place.rule))
    if report.period is not None:
        period = report.period
        found.append(CardField("when", "Period", period.text, period.edtf or "unknown", period.rule))
    for quantity in report.quantities:
        found.append(CardField("figure", "Figure", quantity.text, figure_in_words(quantity), quantity.rule))
    for speaker in report.speakers:
        value = f"{_known(speaker)} · {speaker.stance}, {speaker.quote}"
        found.append(CardField("speaker", "Speaker", speaker.text, value, speaker.rule))
    for framing in report.framings:
        toward = f" toward {', '.join(map(name_code, framing.toward))}" if framing.toward else ""
        kind = framing.kind.replace("_", " ")
        found.append(CardField("framing", "Framing", framing.text, kind + toward, f"holder: {framing.holder or '?'}"))
    return found


def _known(party: Party | SpeakerParty) -> str:
    """ "Pentagon, US military (USAMIL)"; "unresolved", with what a pronoun stands for."""
    if party.code:
        words = name_code(party.code)
        name = f"{party.name}, " if party.name and party.name != words else ""
        return f"{name}{words} ({party.code})"
    if party.name:
        return party.name
    stands = f", stands for “{party.antecedent.text}”" if party.antecedent is not None else ""
    return f"unresolved{stands}"
