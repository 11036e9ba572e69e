"""A card for a report: a heading in one sentence, and its fields, each of which lights its words in the text."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Document, Incident, Party, Report


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
    """What a card shows of a report."""

    report: Report
    heading: str
    fields: tuple[CardField, ...]
    incident: Incident | None


def make_card(report: Report, document: Document, incident: Incident | None) -> Card:
    """The card of a report in its document."""
    return Card(report, _heading(report, document), tuple(_fields(report)), incident)


def _heading(report: Report, document: Document) -> str:
    """ "According to a Pentagon spokesman, via Tellwick Wire: IRN - ASSAULT -> USAMIL, 2019-06-20"."""
    speakers = " citing ".join(dict.fromkeys(s.name or s.text for s in report.speakers))
    publisher = document.publisher or document.id
    told = f"According to {speakers}, via {publisher}" if speakers else f"In the words of {publisher}"
    what = report.event or f"circumstance ({report.facet})"
    who = " & ".join(_name(p) for p in report.actors) or "nobody named"
    whom = f" → {' & '.join(_name(p) for p in report.recipients)}" if report.recipients else ""
    when = report.period.edtf if report.period is not None and report.period.edtf else None
    where = report.places[0].name or report.places[0].text if report.places else None
    core = f"{who} — {what}{whom}" if report.event else what
    status = "" if report.polarity == "affirmed" else f" — {report.polarity}"
    if report.modality != "actual":
        status += f" — {report.modality.replace('_', ' ')}"
    return f"{told}: {core}{''.join(f', {part}' for part in (when, where) if part)}{status}"


def _name(party: Party) -> str:
    return party.code or party.text


def _fields(report: Report) -> list[CardField]:
    found = [
        CardField(
            "event", "Event", report.trigger.text, " / ".join(p for p in (report.event, report.mode) if p) or str(report.facet), report.coded_by or ""
        )
    ]  # fmt: skip
    for role, label, parties in (("actor", "Actor", report.actors), ("recipient", "Recipient", report.recipients)):
        for party in parties:
            value = " · ".join(
                p for p in (party.code or "unresolved", party.name, None if party.how == "stated" else party.how) if p
            )
            found.append(CardField(role, label, party.text, value, party.rule))
    for place in report.places:
        value = ", ".join(p for p in (place.name, place.admin, place.country) if p) or "unresolved"
        precision = f" · precision {place.precision}" if place.precision else ""
        found.append(CardField("place", f"Place ({place.role})", place.text, value + precision, place.rule))
    if report.period is not None:
        found.append(
            CardField("when", "Period", report.period.text, report.period.edtf or "unknown", report.period.rule)
        )
    for quantity in report.quantities:
        high = "or more" if quantity.high is None else "" if quantity.high == quantity.low else f"to {quantity.high}"
        value = f"{quantity.outcome}: {quantity.low if quantity.low is not None else 'up'} {high} {quantity.population or ''}"
        found.append(CardField("figure", "Figure", quantity.text, " ".join(value.split()), quantity.rule))
    for speaker in report.speakers:
        value = f"{speaker.code or 'unresolved'} · {speaker.stance}, {speaker.quote}"
        found.append(CardField("speaker", "Speaker", speaker.text, value, speaker.rule))
    for framing in report.framings:
        value = f"{framing.kind.replace('_', ' ')}{' toward ' + ', '.join(framing.toward) if framing.toward else ''}"
        found.append(CardField("framing", "Framing", framing.text, value, f"holder: {framing.holder or 'unknown'}"))
    return found
