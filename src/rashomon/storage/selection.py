"""Which reports, documents or incidents are meant: the same for the API, the command line and the web pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rashomon.records import Side

Words = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A choice of reports; every field narrows it, several values in one field widen that field.

    ``actor``, ``recipient``, ``speaker`` and ``party`` (any of the three) take ISO 3166 alpha-3 countries,
    actor codes ("USAMIL"), entity ids or names. ``place`` takes names and countries. ``since`` and ``until``
    are ISO dates, and a report is kept when its period can meet the days between them. ``side`` keeps what
    is told by the side's own speakers and publishers. ``text`` is a full-text search in the sentences.
    """

    id: Words = ()
    document: Words = ()
    publisher: Words = ()
    event: Words = ()
    mode: Words = ()
    quad: Words = ()
    kind: Words = ()
    modality: Words = ()
    polarity: Words = ()
    review: Words = ()
    incident: Words = ()
    about: Words = ()
    holder: Words = ()
    actor: Words = ()
    recipient: Words = ()
    speaker: Words = ()
    party: Words = ()
    place: Words = ()
    side: Side | None = None
    since: str | None = None
    until: str | None = None
    spoken: bool | None = None
    disputed: bool | None = None
    dated: bool | None = None
    echoes: bool | None = None  # False: only reports that repeat no other
    start_from: int | None = None
    start_below: int | None = None
    certainty_below: float | None = None
    certainty_from: float | None = None
    text: str | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition in SQL over the table ``reports``, with its parameters."""
        clauses: list[str] = ["1 = 1"]
        values: list[Any] = []
        for column in _COLUMNS:
            _add_words(f"reports.{column}", as_words(getattr(self, column)), clauses, values)
        for role in ("actor", "recipient", "speaker"):
            _add_party(as_words(getattr(self, role)), (role,), clauses, values)
        _add_party(as_words(self.party), ("actor", "recipient", "speaker"), clauses, values)
        if places := as_words(self.place):
            marks = _marks(places)
            clauses.append(
                f"reports.id in (select report from places where country in ({marks})"
                f" union all select report from places where name in ({marks}))"
            )
            values.extend(places * 2)
        if self.side is not None:
            _add_side(self.side, clauses, values)
        _add_bounds(
            (
                ("reports.latest >= ?", self.since),
                ("reports.earliest <= ?", self.until),
                ("reports.start >= ?", self.start_from),
                ("reports.start < ?", self.start_below),
                ("reports.certainty < ?", self.certainty_below),
                ("reports.certainty >= ?", self.certainty_from),
            ),
            clauses,
            values,
        )
        for flag, yes, no in (
            (self.spoken, "reports.spoken = 1", "reports.spoken = 0"),
            (self.disputed, "reports.disputed = 1", "reports.disputed = 0"),
            (self.dated, "reports.earliest is not null", "reports.earliest is null"),
            (self.echoes, "reports.echo_of is not null", "reports.echo_of is null"),
        ):
            if flag is not None:
                clauses.append(yes if flag else no)
        if self.text and (query := as_search(self.text)):
            clauses.append("reports.number in (select rowid from reports_fts where reports_fts match ?)")
            values.append(query)
        return "\n  and ".join(clauses), values


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSelection:
    """A choice of documents; ``since`` and ``until`` are days of publication.

    ``since_run`` keeps those that a run after that one read, ``told`` those with a report that it chooses, ``text``
    those in which the words stand.
    """

    publisher: Words = ()
    publisher_type: Words = ()
    publisher_country: Words = ()
    language: Words = ()
    state: Words = ()
    since: str | None = None
    until: str | None = None
    since_run: str | None = None
    text: str | None = None
    told: Selection | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition in SQL over the table ``documents``, with its parameters."""
        clauses: list[str] = ["1 = 1"]
        values: list[Any] = []
        for column in ("publisher", "publisher_type", "publisher_country", "language", "state"):
            _add_words(f"documents.{column}", as_words(getattr(self, column)), clauses, values)
        _add_bounds(
            (
                ("documents.published >= ?", self.since),
                ("documents.published <= ?", self.until),
                (_SINCE_RUN, self.since_run),
                ("documents.number in (select rowid from documents_fts where documents_fts match ?)",
                 as_search(self.text or "") or None),
            ),
            clauses,
            values,
        )  # fmt: skip
        _add_told("documents.id in (select reports.document from reports where {where})", self.told, clauses, values)
        return "\n  and ".join(clauses), values


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSelection:
    """A choice of incidents; ``since`` and ``until`` keep those whose period can meet the days between them.

    ``told`` keeps those that a report which it chooses tells of.
    """

    event: Words = ()
    since: str | None = None
    until: str | None = None
    disputed: bool | None = None
    one_sided: bool | None = None
    told: Selection | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition in SQL over the table ``incidents``, with its parameters."""
        clauses: list[str] = ["1 = 1"]
        values: list[Any] = []
        _add_words("incidents.event", as_words(self.event), clauses, values)
        _add_bounds((("incidents.latest >= ?", self.since), ("incidents.earliest <= ?", self.until)), clauses, values)
        if self.disputed is not None:
            clauses.append("incidents.disputes > 0" if self.disputed else "incidents.disputes = 0")
        if self.one_sided is not None:
            clauses.append("incidents.sides = 1" if self.one_sided else "incidents.sides > 1")
        _add_told("incidents.id in (select reports.incident from reports where {where})", self.told, clauses, values)
        return "\n  and ".join(clauses), values


def as_words(words: Words) -> tuple[str, ...]:
    """One word or several, as several."""
    return (words,) if isinstance(words, str) else tuple(words)


def as_search(text: str) -> str:
    """A person's words as a full-text query: all words must be there; "quoted words" stand together."""
    parts: list[str] = []
    for position, piece in enumerate(text.split('"')):
        words = [word for word in piece.split() if any(letter.isalnum() for letter in word)]
        if not words:
            continue
        parts.extend([" ".join(words)] if position % 2 else words)
    return " ".join(f'"{part}"' for part in parts)


_SINCE_RUN = (
    "documents.run in (select id from runs"
    " where (started, id) > (select started, id from runs as seen where seen.id = ?))"
)
_COLUMNS = (
    "id", "document", "publisher", "event", "mode", "quad", "kind", "modality", "polarity", "review",
    "incident", "about", "holder",
)  # fmt: skip


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _add_words(column: str, chosen: tuple[str, ...], clauses: list[str], values: list[Any]) -> None:
    if chosen:
        clauses.append(f"{column} in ({_marks(chosen)})")
        values.extend(chosen)


def _add_bounds(bounds: Iterable[tuple[str, Any]], clauses: list[str], values: list[Any]) -> None:
    for condition, value in bounds:
        if value is not None:
            clauses.append(condition)
            values.append(value)


def _add_told(condition: str, told: Selection | None, clauses: list[str], values: list[Any]) -> None:
    if told is not None and told != Selection():
        where, more = told.where()
        clauses.append(condition.format(where=where))
        values.extend(more)


def _add_party(chosen: tuple[str, ...], roles: tuple[str, ...], clauses: list[str], values: list[Any]) -> None:
    if not chosen:
        return
    parts: list[str] = []
    for column in ("country", "code", "entity", "name"):
        parts.append(f"select report from parties where {column} in ({_marks(chosen)}) and role in ({_marks(roles)})")
        values.extend(chosen + roles)
    clauses.append(f"reports.id in ({' union all '.join(parts)})")


def _add_side(side: Side, clauses: list[str], values: list[Any]) -> None:
    parts: list[str] = []
    if side.parties:
        marks = _marks(side.parties)
        for column in ("holder_country", "holder_code", "holder_entity"):
            parts.append(f"reports.spoken = 1 and reports.{column} in ({marks})")
            values.extend(side.parties)
        parts.append(f"reports.spoken = 0 and reports.publisher_country in ({marks})")
        values.extend(side.parties)
    if side.publishers:
        parts.append(f"reports.spoken = 0 and reports.publisher in ({_marks(side.publishers)})")
        values.extend(side.publishers)
    clauses.append("(" + " or ".join(parts or ["1 = 0"]) + ")")
