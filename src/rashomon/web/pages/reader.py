"""The reader: a text with its reports, one report with its corrections, and one phrase everywhere."""

from __future__ import annotations

from typing import Any

from rashomon.naming import name_code
from rashomon.records import Place, Report
from rashomon.web.correcting import Correctable, describe_entry, find_correctable, look_up
from rashomon.web.marking import find_window, paragraphs
from rashomon.web.pages.desk import Asked, Desk, Page

_WINDOW = 40_000  # characters of a text on one page
_SENTENCE = 4_000  # characters that a sentence may have before its event
_FOUND = 12  # places of one name
_ROLES = {"actors": "actor", "recipients": "recipient", "speakers": "speaker", "places": "place"}


def show_document(desk: Desk, asked: Asked) -> Page | None:
    """A text with a card for each report in it."""
    document = desk.archive.document(asked.id)
    if document is None:
        return None
    reports, passed = desk.archive.reports(document=asked.id), desk.archive.passed_over(document=asked.id)
    windows = max(1, -(-len(document.text) // _WINDOW))
    number = asked.number("part", 1, windows)
    shown = desk.archive.report(asked.query.get("report", ""))
    if shown is not None and shown.document == document.id:
        # a window begins a little after its even place: look at the one before as well
        number = shown.trigger.start // _WINDOW + 1
        number -= shown.trigger.start < find_window(document.text, _WINDOW, number - 1)[0]
    begin, until = find_window(document.text, _WINDOW, number - 1)
    near = desk.archive.reports(document=asked.id, start_from=begin - _SENTENCE, start_below=until)
    inside = sorted(
        (report for report in near if begin <= report.trigger.start < until), key=lambda r: (r.trigger.start, r.id)
    )
    return desk.page(
        "document", document.title or document.id, "/documents", asked,
        lambda: {"document": document, "reports": reports[:], "passed_over": passed[:]}, document=document,
        lines=paragraphs(document.text, inside, begin=begin, until=until), cards=desk.cards(inside, document),
        total=len(reports), part=number, parts=windows, passed=[p for p in passed if begin <= p.start < until],
        state=desk.archive.document_state(asked.id),
    )  # fmt: skip


def show_report(desk: Desk, asked: Asked) -> Page | None:
    """One report; with ``field`` in the address, the form that corrects it."""
    report = desk.archive.report(asked.id)
    document = desk.archive.document(report.document) if report is not None else None
    if report is None or document is None:
        return None
    (card,) = desk.cards([report], document)
    correctable = find_correctable(report)
    field = next((one for one in correctable if one.field == asked.query.get("field")), None)
    return desk.page(
        "report", report.trigger.text, "/reports", asked, report, card=card, document=document, report=report,
        correctable=correctable, field=field, sought=asked.query.get("name", "").strip(),
        places=_places(desk, report, field, asked.query.get("name", "").strip()), roles=_ROLES,
    )  # fmt: skip


def _places(desk: Desk, report: Report, field: Correctable | None, name: str) -> list[tuple[str, str]]:
    """The places that a place's field may mean, by the name that was looked up, else by its own."""
    if field is None or field.control != "place":
        return []
    names = [name] if name else [field.value, field.words]
    found = {entry.id: describe_entry(entry, desk.study) for one in names for entry in look_up(one, desk.study, report)}
    return list(found.items())[:_FOUND]


def show_alias(desk: Desk, asked: Asked) -> Page:
    """What would change if one phrase were read alike everywhere; with ``report``, as it was corrected there."""
    words, new, value = asked.query.get("words", "").strip(), asked.query.get("new", "").strip(), ""
    role, _, number = asked.query.get("field", "").partition(".")
    report = desk.archive.report(asked.query.get("report", ""))
    there: tuple[Any, ...] = getattr(report, role) if report is not None and role in _ROLES else ()
    if number.isdecimal() and int(number) < len(there):
        one = there[int(number)]
        words, value = one.text, (one.name if isinstance(one, Place) else one.code) or ""
        new = (one.gazetteer_id or one.name or "") if isinstance(one, Place) else name_code(one.code)
    rows = [dict(row) for row in desk.archive.list_phrases(words)] if words else []
    if role in _ROLES:
        rows = [row for row in rows if row["role"] == _ROLES[role]]
    changed = [row for row in rows if not value or row["value"] != value]
    return desk.page(
        "alias", "Correct everywhere", "", asked, changed, table=lambda: changed, rows=changed, words=words,
        field=role, new=new, value=value or new, back=asked.query.get("back", "/reports"), of_place=role == "places",
    )  # fmt: skip
