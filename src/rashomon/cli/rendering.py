"""What the terminal shows: records as rich text and tables. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rashomon.cli.layout import (
    days_in_words,
    heading,
    indented,
    make_table,
    name_codes,
    shorten,
)
from rashomon.naming import count_words, name_code
from rashomon.records import Comparison, Document, Failure, Incident, PassedOver, Position, Report, SpeakerParty, Value
from rashomon.storage.brief import Brief, Contested, OneSided
from rashomon.web.cards import labels_of

if TYPE_CHECKING:
    from rashomon.linking.profiles import Figure

STANDING_LINE = "Rashomon records who said what. It does not decide what is true."

_PROFILES = {
    "ucdp": "UCDP (low, best, high)",
    "acled": "ACLED (the conservative figure)",
    "airwars": "Airwars (least to most, with independent counts)",
    "all": "none (each account for itself)",
}


def render_brief(brief: Brief, *, title: str, folder: str) -> RenderableType:
    """The face of the product: what the pile holds, where its accounts part, what one side alone tells."""
    parts: list[RenderableType] = [Text(title, "bold"), _counts(brief)]
    if brief.events:
        parts += [heading("What is reported"), _events(brief)]
    if brief.contested:
        parts.append(heading("Where the accounts part", brief.summary.disputes, len(brief.contested)))
        parts += [_contested(number, point) for number, point in enumerate(brief.contested, start=1)]
    elif brief.summary.reports:
        parts += [heading("Where the accounts part"), indented(Text("On no point that was found."))]
    if brief.one_sided:
        parts.append(heading("Told by one side only", brief.one_sided_in_all, len(brief.one_sided)))
        parts += [_one_sided(told) for told in brief.one_sided]
    if brief.summary.failures or brief.summary.unread:
        parts += [heading("Not read"), _not_read(brief)]
    parts += [
        Text(),
        Text(STANDING_LINE, "italic"),
        Text(f"Go on: rashomon show {folder} incidents | disputes | report ID", "dim"),
    ]
    return Group(*parts)


def render_incidents(incidents: Iterable[Incident]) -> RenderableType:
    """A table of incidents."""
    table = make_table("when", "incident", "accounts", "sides", "disputes", "id")
    for incident in incidents:
        accounts = f"{len(incident.reports)} in {incident.independent}"
        disputes = str(len(incident.disputes)) if incident.disputes else ""
        table.add_row(
            incident.period.value if incident.period else "",
            incident.title,
            accounts,
            str(incident.sides or ""),
            Text(disputes, "bold red"),
            Text(incident.id, "dim"),
        )
    return table


def render_incident(
    incident: Incident, reports: Sequence[Report], comparisons: Sequence[Comparison], documents: dict[str, Document]
) -> RenderableType:
    """One incident: what is told of it, every account in its words, and where they part."""
    facts = Table.grid(padding=(0, 2))
    for name, values in (
        ("event", _values(incident.event, incident.mode)),
        ("when", _values(incident.period)),
        ("where", ", ".join(place.value for place in incident.places)),
        ("who", name_codes(", ".join(actor.value for actor in incident.actors))),
        ("to whom", name_codes(", ".join(recipient.value for recipient in incident.recipients))),
        ("status", _values(incident.modality)),
        ("told by", _told_by(incident)),
        *((toll.outcome, _toll(toll.low, toll.high, toll.by_holder)) for toll in incident.quantities),
        *(("link", f"{link.kind.replace('_', ' ')} {link.incident}") for link in incident.links),
    ):
        if values:
            facts.add_row(Text(str(name), "dim"), str(values))
    parts: list[RenderableType] = [Text(incident.title, "bold"), indented(facts)]
    disputes = [comparison for comparison in comparisons if comparison.is_dispute]
    if disputes:
        parts.append(heading("Disputed"))
        parts += [indented(render_comparison(dispute)) for dispute in disputes]
    others = [comparison for comparison in comparisons if not comparison.is_dispute]
    if others:
        parts.append(heading("Told differently, and no dispute"))
        parts += [indented(render_comparison(comparison)) for comparison in others]
    parts.append(heading("Accounts"))
    parts += [indented(_account(report, documents.get(report.document))) for report in reports]
    return Group(*parts)


def render_figures(told: Iterable[tuple[Incident, Sequence[Figure]]], profile: str) -> RenderableType:
    """Figures by a named rule, each with the reports behind it."""
    parts: list[RenderableType] = [heading(f"Figures by the rule of {_PROFILES[profile]}")]
    for incident, figures in told:
        table = Table.grid(padding=(0, 2))
        for figure in figures:
            name = " ".join(part for part in (figure.outcome, figure.population) if part)
            table.add_row(name, figure.estimate, Text(figure.words, "bold"), Text(figure.rule, "dim"),
                          Text(" ".join(figure.reports), "dim"))  # fmt: skip
        parts += [Text(f"\n{incident.title}", "bold"), indented(table)]
    return Group(*parts)


def render_disputes(points: Iterable[Contested]) -> RenderableType:
    """Disputes with their positions, each in its words."""
    return Group(*(_contested(number, point) for number, point in enumerate(points, start=1)))


def render_report(report: Report, document: Document | None) -> RenderableType:
    """One report: its sentence with the trigger lit, and every field with its words, value and rule."""
    table = Table.grid(padding=(0, 2))
    for name, words, value in report_fields(report):
        table.add_row(Text(name, "dim"), words, value)
    parts: list[RenderableType] = [_lit_sentence(report), Text(_source_of(report, document), "dim"), Text(), table]
    if report.reasons:
        parts += [heading("Why"), *(indented(Text(f"· {reason}")) for reason in report.reasons)]
    return Group(*parts)


def render_document(document: Document, reports: Sequence[Report], state: str | None) -> RenderableType:
    """A document with its triggers lit, and a line for each report below."""
    text = Text(document.text)
    for report in reports:
        text.stylize("bold yellow", report.trigger.start, report.trigger.end)
    head = " · ".join(
        str(part) for part in (document.publisher, document.published, document.language, document.url) if part
    )
    parts: list[RenderableType] = [Text(document.title or document.id, "bold"), Text(head, "dim")]
    if state == "unread":
        parts.append(Text("In a language that is not read: kept and searched, not reported from.", "italic"))
    parts += [Text(), text, heading(f"{len(reports)} reports")]
    parts += [indented(_account(report, None)) for report in reports]
    return Group(*parts)


def render_failures(failures: Iterable[Failure]) -> RenderableType:
    """What could not be read, and what to do."""
    table = make_table("step", "problem")
    for failure in failures:
        table.add_row(failure.step, failure.problem)
    return table


def render_passed_over(passed_over: Iterable[PassedOver]) -> RenderableType:
    """What looked like an event and why it is none."""
    table = make_table("words", "why not", "sentence")
    for passed in passed_over:
        table.add_row(passed.text, passed.reason, Text(" ".join(passed.sentence.split()), "dim"))
    return table


def render_account(report: Report) -> RenderableType:
    """A report in three lines: who did what, the sentence, who says so."""
    return _account(report, None)


def render_rows(rows: Sequence[dict[str, Any]]) -> RenderableType:
    """Any rows with the same keys as a table."""
    if not rows:
        return Text("nothing", "dim")
    table = make_table(*rows[0])
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    return table


def report_fields(report: Report) -> list[tuple[str, str, str]]:
    """The stated fields of a report: name, the words of the text, what they were read as and by which rule."""
    fields: list[tuple[str, str, str]] = []
    coded = " ".join(part for part in (report.event, report.mode and f"/ {report.mode}") if part)
    fields.append(
        ("event" if report.kind == "event" else "circumstance", report.trigger.text, coded or (report.facet or ""))
    )
    if report.coded_by:
        fields.append(("coded by", "", report.coded_by))
    for name, parties in (("actor", report.actors), ("recipient", report.recipients)):
        for party in parties:
            who = " ".join(part for part in (party.code or party.country, party.name) if part) or "unresolved"
            how = "" if party.how == "stated" else f", {party.how}"
            fields.append((name, party.text, f"{who}  ({party.rule}{how})"))
    for place in report.places:
        where = ", ".join(part for part in (place.name, place.admin, place.country) if part) or "unresolved"
        spot = "" if place.latitude is None else f" {place.latitude:.2f}, {place.longitude:.2f}"
        precision = "" if place.precision is None else f"; precision {place.precision}"
        fields.append((place.role, place.text, f"{where}{spot}  ({place.rule}{precision})"))
    if report.period:
        fields.append(("when", report.period.text, f"{report.period.edtf or 'unknown'}  ({report.period.rule})"))
    for figure in report.quantities:
        high = "?" if figure.high is None else figure.high
        low = "?" if figure.low is None else figure.low
        value = str(low) if low == high else f"{low} to {high}"
        fields.append((figure.outcome, figure.text, " ".join(p for p in (value, figure.population) if p)))
    fields.append(("status", "", f"{report.modality}, {report.polarity}"))
    for speaker in report.speakers:
        who = " ".join(part for part in (speaker.code or speaker.country, speaker.name) if part) or "unresolved"
        fields.append((f"speaker, {speaker.stance}", speaker.text, f"{who}  ({speaker.quote}; {speaker.rule})"))
    for framing in report.framings:
        fields.append((framing.kind.replace("_", " "), framing.text, f"toward {', '.join(framing.toward) or '?'}"))
    for name, id in (("about", report.about), ("content of", report.content_of), ("incident", report.incident)):
        if id:
            fields.append((name, "", id))
    if report.review != "unreviewed":
        fields.append(("review", "", report.review))
    fields.append(("certainty", "", f"{report.certainty:.2f}"))
    return fields


def as_json(record: Any) -> Any:
    """A record, several, or a table of them, as plain values."""
    if isinstance(record, dict):
        return {name: as_json(value) for name, value in record.items()}
    if isinstance(record, (list, tuple)):
        return [as_json(one) for one in record]
    return msgspec.json.decode(msgspec.json.encode(record))


# --- pieces ------------------------------------------------------------------------------------------------


def _counts(brief: Brief) -> RenderableType:
    summary = brief.summary
    named = [publisher.publisher for publisher in brief.publishers if publisher.publisher]
    lines = [f"{count_words(summary.documents, 'document')} from {count_words(len(named), 'publisher')}"]
    if summary.published_first:
        lines[0] += f", published {days_in_words(summary.published_first, summary.published_last)}"
    if summary.echoes:
        lines[0] += f"; {count_words(summary.echoes, 'echo', 'echoes')}"
    lines.append(f"{count_words(summary.reports, 'report')} of {count_words(summary.incidents, 'incident')}")
    if summary.earliest:
        lines[1] += f", {days_in_words(summary.earliest, summary.latest)}"
    lines[1] += f"; {count_words(summary.disputes, 'dispute')}"
    if named:
        shown = "; ".join(named[:8])
        lines.append(shown if len(named) <= 8 else f"{shown} and {len(named) - 8} more")
    return Text("\n".join(lines))


def _events(brief: Brief) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    most = max(event.reports for event in brief.events)
    for event in brief.events:
        notes = ", ".join(
            f"{count} {word}"
            for count, word in (
                (event.ahead, "ahead"),
                (event.called_off, "called off"),
                (event.denied, "denied or doubted"),
                (event.historical, "historical"),
            )
            if count
        )
        bar = "█" * max(1, round(24 * event.reports / most))
        table.add_row(event.event, Text(str(event.reports), justify="right"), Text(bar, "cyan"), Text(notes, "dim"))
    return indented(table)


def _contested(number: int, point: Contested) -> RenderableType:
    title = point.incident.title if point.incident else point.dispute.incident
    head = Text.assemble((f"{number:>2}  ", "dim"), (title, "bold"), f" - {labels_of('facet')[point.dispute.facet]}")
    if point.dispute.relation == "framing":
        head.append(" (framing)", "dim")
    return Group(head, indented(_positions(point.dispute.positions), 4))


def render_comparison(comparison: Comparison) -> RenderableType:
    """A comparison with its positions, each in its words."""
    head = Text.assemble(
        (labels_of("facet")[comparison.facet], "bold"), (f"  {comparison.relation}: {comparison.rule}", "dim")
    )
    return Group(head, indented(_positions(comparison.positions)))


def _positions(positions: Sequence[Position]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=30)
    table.add_column(max_width=34)
    table.add_column(ratio=1)
    for position in positions:
        holders = "; ".join(map(name_code, position.holders[:4]))
        if len(position.holders) > 4:
            holders += f" and {len(position.holders) - 4} more"
        quotes = Text("\n".join(f"“{shorten(quote)}”" for quote in position.quotes[:2]), "italic")
        table.add_row(Text(name_code(position.value), "yellow"), holders, quotes)
    return table


def _one_sided(told: OneSided) -> RenderableType:
    by = "; ".join(map(name_code, told.holders[:3])) or "no named holder"
    line = Text.assemble("·  ", told.incident.title, (f"  told by {by}", "dim"))
    if told.report is None:
        return line
    return Group(line, indented(Text(f"“{shorten(told.report.sentence.text, 150)}”", "italic"), 3))


def _not_read(brief: Brief) -> RenderableType:
    lines = [f"·  {shorten(failure.problem, 220)}" for failure in brief.failures]
    if brief.summary.failures > len(brief.failures):
        lines.append(f"·  and {brief.summary.failures - len(brief.failures)} more: rashomon show DIR failures")
    if brief.summary.unread:
        lines.append(
            f"·  {count_words(brief.summary.unread, 'document')} in a language that is not read; kept and searched"
        )
    return Text("\n".join(lines))


def _account(report: Report, document: Document | None) -> RenderableType:
    who = ", ".join(party.code or party.text for party in report.actors) or "?"
    whom = ", ".join(party.code or party.text for party in report.recipients)
    arrow = "<->" if report.reciprocal else "->"
    told = f"{who} - {report.event}" + (f" {arrow} {whom}" if whom else "")
    if report.kind == "circumstance":
        told = f"circumstance: {report.facet}" + "".join(f", {place.text}" for place in report.places)
    status = (
        ""
        if (report.modality, report.polarity) == ("actual", "affirmed")
        else f"  {report.modality}, {report.polarity}"
    )
    head = Text.assemble((told, "bold"), (status, "magenta"), (f"  {report.id}", "dim"))
    return Group(head, indented(_lit_sentence(report)), indented(Text(_source_of(report, document), "dim")))


def _lit_sentence(report: Report) -> Text:
    text = Text(report.sentence.text)
    start = report.trigger.start - report.sentence.start
    text.stylize("bold yellow", max(0, start), max(0, start + len(report.trigger.text)))
    return text


def _speaker(speaker: SpeakerParty) -> str:
    """A name, the words, what a pronoun stands for."""
    if speaker.is_nobody:
        return f"somebody unnamed (“{speaker.text}”)"
    said = f"{speaker.text} ({speaker.antecedent.text})" if speaker.antecedent is not None else speaker.text
    return speaker.name or said


def _source_of(report: Report, document: Document | None) -> str:
    chain = [_speaker(speaker) for speaker in reversed(report.speakers)]
    publisher = (document.publisher or document.id) if document else None
    told = f"according to {', via '.join([*chain, *([publisher] if publisher else [])])}" if chain else publisher or ""
    published = f", {document.published}" if document and document.published else ""
    echo = f"; repeats {report.echo_of}" if report.echo_of else ""
    return f"{told}{published}{echo}"


def _values(*values: Value | None) -> str:
    return " / ".join(value.value for value in values if value is not None)


def _told_by(incident: Incident) -> str:
    return (
        f"{count_words(incident.publishers, 'publisher')}, {count_words(incident.independent, 'independent account')}, "
        f"{count_words(incident.sides, 'side')}"
    )


def _toll(low: int | None, high: int | None, holders: Sequence[Value]) -> str:
    span = (
        f"{'?' if low is None else low}"
        if low == high
        else f"{low if low is not None else '?'} to {high if high is not None else '?'}"
    )
    return f"{span}  ({name_codes('; '.join(holder.value for holder in holders[:6]))})"
