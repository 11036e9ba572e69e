"""The pages: which there are, and what each shows, read from the archive here and laid out by the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from rashomon.web.filtering import read_filter
from rashomon.web.pages import actors, brief, incident, lists, methods, reader, timeline
from rashomon.web.pages.desk import Asked, Desk, Page

__all__ = ["Desk", "Page", "Pages"]

Make = Callable[[Desk, Asked], Page | None]
_PAGES: Mapping[str, Make] = {
    "brief": brief.show_brief,
    "documents": lists.list_documents,
    "incidents": lists.list_incidents,
    "disputes": lists.list_disputes,
    "reports": lists.list_reports,
    "timeline": timeline.show_timeline,
    "actors": actors.show_actors,
    "words": actors.list_words,
    "methods": methods.show_methods,
    "audit": methods.show_audit,
    "decisions": lists.list_decisions,
    "examples": methods.show_examples,
    "alias": reader.show_alias,
    "search": lists.search,
}
_PAGES_OF_ONE: Mapping[str, Make] = {
    "document": reader.show_document,
    "incident": incident.show_incident,
    "report": reader.show_report,
}


class Pages:
    """Opens the pages of one study."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, name: str, id: str | None, query: Sequence[tuple[str, str]]) -> Page | None:
        """The page of this name, or of one thing; None where there is none."""
        make = (_PAGES if id is None else _PAGES_OF_ONE).get(name)
        if make is None:
            return None
        return make(self._desk, Asked(read_filter(query, self._desk.sides), dict(query), id or ""))

    def missing(self) -> Page:
        """The page that says that there is none."""
        return self._desk.page("missing", "Nothing here", "", _NOTHING)

    def refused(self, problem: str, back: str) -> Page:
        """The page that says why a decision was not written."""
        return self._desk.page("refused", "Not written", "", _NOTHING, problem=problem, back=back)

    def find_next(self, after: str | None) -> str | None:
        """Where the least certain report stands that nobody has judged; with ``after``, the one that follows it."""
        archive = self._desk.archive
        before = archive.report(after) if after else None
        least = None if before is None else before.certainty
        rows = archive.list_reports(review="unreviewed", order="least certain", certainty_from=least)
        if before is None:
            row = next(iter(rows[:1]), None)
        else:
            key = (before.certainty, before.document, before.sentence.start, before.id)
            later = (r for r in rows if (r["certainty"], r["document"], r["start"], r["id"]) > key)
            first = archive.list_reports(review="unreviewed", order="least certain")
            row = next(later, None) or next(iter(first[:1]), None)
        return None if row is None else f"/documents/{quote(row['document'], safe='')}#card-{row['id']}"


_NOTHING = Asked(read_filter((), {}), {})
