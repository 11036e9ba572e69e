"""The incident sheet: columns are those who tell it, rows are facets, a cell is their own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.linking.holders import find_holder
from rashomon.linking.titles import date_words
from rashomon.naming import name_code
from rashomon.records import Comparison, Document, Incident, Party, Report, Side
from rashomon.web.cards import figure_in_words, labels_of, stated_how, status_in_words


@dataclass(frozen=True, slots=True)
class Entry:
    """What one report says on one facet: its words, what we read them as, and where they stand."""

    words: str
    value: str
    report: str
    document: str


@dataclass(frozen=True, slots=True)
class Column:
    """One who tells of the incident."""

    holder: str
    side: str | None
    reports: int
    echoes: int


@dataclass(frozen=True, slots=True)
class Row:
    """One facet across all columns, with the disputes on it."""

    facet: str
    label: str
    cells: tuple[tuple[Entry, ...], ...]
    disputes: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An incident's accounts side by side."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def as_rows(self) -> list[dict[str, str]]:
        """The sheet as a flat table: one row a facet, one column a holder."""
        return [
            {
                "facet": row.label,
                "relation": "; ".join(dispute.relation for dispute in row.disputes),
                **{
                    column.holder: "; ".join(f"“{entry.words}” {entry.value}".strip() for entry in cell)
                    for column, cell in zip(self.columns, row.cells, strict=True)
                },
            }
            for row in self.rows
        ]


def make_sheet(
    incident: Incident,
    reports: Sequence[Report],
    documents: Mapping[str, Document],
    comparisons: Sequence[Comparison],
    sides: Sequence[Side] = (),
    *,
    by_side: bool = False,
) -> Sheet:
    """The sheet of an incident: holders of one side stand together, rows without an answer are left out.

    ``by_side`` makes one column of each side; who is of none keeps a column of his own.
    """
    told: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        holder = find_holder(report, documents.get(report.document), sides)
        name = holder.side if by_side and holder.side else holder.name
        told.setdefault((holder.side or "", name), []).append(report)
    keys = sorted(told, key=lambda key: (key[0], name_code(key[1])))
    columns = tuple(_column(name, side, told[(side, name)]) for side, name in keys)
    rows = []
    for facet, label, facets, read in _ROWS:
        cells = tuple(_entries(told[key], read) for key in keys)
        disputes = tuple(c for c in comparisons if c.facet in facets)
        if any(cells) or disputes:
            rows.append(Row(facet, label, cells, disputes))
    return Sheet(columns, tuple(rows))


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure with the day on which it was published, and by whom it is held."""

    published: str | None
    holder: str
    words: str
    value: str
    report: str
    document: str
    is_echo: bool


def list_figures(reports: Sequence[Report], documents: Mapping[str, Document]) -> tuple[ToldFigure, ...]:
    """The figures of an incident in the order in which they were published: how they moved."""
    found = []
    for report in reports:
        document = documents.get(report.document)
        holder = name_code(find_holder(report, document).name)
        published = document.published if document is not None else None
        for quantity in report.quantities:
            value, is_echo = figure_in_words(quantity), report.echo_of is not None
            found.append(ToldFigure(published, holder, quantity.text, value, report.id, report.document, is_echo))
    return tuple(sorted(found, key=lambda figure: (figure.published or "", figure.value, figure.report)))


Read = Callable[[Report], list[tuple[str, str]]]


def _column(holder: str, side: str, reports: Sequence[Report]) -> Column:
    echoes = sum(report.echo_of is not None for report in reports)
    pronouns = {
        speaker.antecedent.text
        for report in reports
        for speaker in report.speakers
        if speaker.text == holder and not speaker.code and speaker.antecedent is not None
    }
    name = f"{holder} ({', '.join(sorted(pronouns))})" if pronouns else name_code(holder)
    return Column(name, name_code(side) or None, len(reports) - echoes, echoes)


def _entries(reports: Sequence[Report], read: Read) -> tuple[Entry, ...]:
    found: dict[tuple[str, str], Entry] = {}
    for report in reports:
        for words, value in read(report):
            found.setdefault((words.casefold(), value), Entry(words, value, report.id, report.document))
    return tuple(found.values())


def _happened(report: Report) -> list[tuple[str, str]]:
    return [(report.trigger.text, status_in_words(report))] if report.kind == "event" else []


def _when(report: Report) -> list[tuple[str, str]]:
    period = report.period
    if period is None or not period.text:
        return []
    carried = "" if period.basis in ("stated", "relative") else f" ({labels_of('basis')[period.basis]})"
    return [(period.text, (date_words(period.edtf) if period.edtf else "day unknown") + carried)]


def _where(report: Report) -> list[tuple[str, str]]:
    return [
        (
            place.text,
            ", ".join(dict.fromkeys(part for part in (place.name, name_code(place.country)) if part))
            + stated_how(place.how),
        )
        for place in report.places
    ]


def _who(report: Report) -> list[tuple[str, str]]:
    return [(party.text, _party(party)) for party in report.actors]


def _whom(report: Report) -> list[tuple[str, str]]:
    return [(party.text, _party(party)) for party in report.recipients]


def _party(party: Party) -> str:
    if party.how == "coreference" and party.antecedent is not None:
        known = name_code(party.code) or party.name
        return f"stands for “{party.antecedent.text}”" + (f", {known}" if known else "")
    return name_code(party.code) or party.name or "not known who"


def _how(report: Report) -> list[tuple[str, str]]:
    if report.event is None:
        return []
    return [(report.trigger.text, " / ".join(part for part in (report.event, report.mode) if part))]


def _harm(report: Report) -> list[tuple[str, str]]:
    return [(q.text, figure_in_words(q)) for q in report.quantities if q.outcome in _HARM]


def _figures(report: Report) -> list[tuple[str, str]]:
    return [(q.text, figure_in_words(q)) for q in report.quantities if q.outcome not in _HARM]


def _justification(report: Report) -> list[tuple[str, str]]:
    is_reason = report.kind == "circumstance" and report.facet == "justification"
    return [(report.sentence.text, _denied(report))] if is_reason else []


def _circumstances(report: Report) -> list[tuple[str, str]]:
    if report.kind != "circumstance" or report.facet == "justification":
        return []
    return [(report.sentence.text, f"{_denied(report)}{report.facet}")]


def _denied(report: Report) -> str:
    return "denied: " if report.polarity == "denied" else ""


def _words(report: Report) -> list[tuple[str, str]]:
    return [
        (f.text, f"{f.kind.replace('_', ' ')}{' of ' + ', '.join(map(name_code, f.toward)) if f.toward else ''}")
        for f in report.framings
    ]


_HARM = ("killed", "injured", "missing", "detained", "displaced")
_ROWS: tuple[tuple[str, str, tuple[str, ...], Read], ...] = (
    ("occurrence", "Happened?", ("occurrence", "status"), _happened),
    ("time", "When", ("time",), _when),
    ("place", "Where", ("place",), _where),
    ("responsibility", "Who", ("responsibility",), _who),
    ("target", "To whom", ("target",), _whom),
    ("act", "How", ("act",), _how),
    ("quantity", "Killed, injured", ("quantity",), _harm),
    ("figures", "Other figures", (), _figures),
    ("circumstance", "Circumstances", (), _circumstances),
    ("justification", "Why", ("justification",), _justification),
    ("words", "Words used", (), _words),
)
