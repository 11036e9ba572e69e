"""From a form to a decision: what a person says in the browser, with the words that lead back to the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from rashomon.errors import DecisionError
from rashomon.records import Decision, Modality, Polarity, Report, Span
from rashomon.storage.anchoring import BETWEEN, find_undone
from rashomon.storage.archive import Archive
from rashomon.storage.decisions import log_of, read_log
from rashomon.study import Study
from rashomon.web.adding import add_missed
from rashomon.web.codebooks import open_codebook
from rashomon.web.correcting import (
    cut_words,
    find_correctable,
    find_words,
    make_figure,
    make_party,
    make_period,
    make_place,
    make_speaker,
)
from rashomon.web.forms import Form, as_json


@dataclass(frozen=True, slots=True)
class Review:
    """Where a person reviews: the study with its archive, and who it is."""

    archive: Archive
    study: Study
    who: str


def make_decisions(form: Form, review: Review) -> tuple[Decision, ...]:
    """The decisions of a form, not yet written.

    Raises:
        DecisionError: something is missing or not there; says what to do.
    """
    archive = review.archive
    what = form.get("what")
    if what in ("accepted", "wrong"):
        found = [_of_report(what, _report(archive, form.get("target")))]
    elif what == "corrected":
        found = _corrected(form, _report(archive, form.get("target")), review)
    elif what == "missed":
        document = archive.document(form.get("document"))
        if document is None:
            raise DecisionError("there is no such document any more")
        found = [add_missed(form, document, review.study)]
    elif what == "alias":
        found = [_alias(form, review.study)]
    elif what in ("same", "not-same", "split"):
        found = [_linking(what, form, archive)]
    elif what == "not-a-dispute":
        if archive.comparison(form.get("target")) is None:
            raise DecisionError("there is no such dispute any more. Load the page again")
        found = [Decision("", "", "", "", "not-a-dispute", (form.get("target"),))]
    elif what == "undo":
        last = find_last(review.study, review.who)
        if last is None:
            raise DecisionError("there is nothing to undo")
        found = [Decision("", "", "", "", "undo", (last.id,))]
    else:
        raise DecisionError(f"there is no decision {what!r}")
    why = form.get("why") or None
    return tuple(replace(one, who=review.who, why=why) for one in found)


def find_last(study: Study, who: str) -> Decision | None:
    """The last decision of a person that still stands."""
    log = log_of(study.decisions_folder, who)
    if not log.exists():
        return None
    decisions = read_log(log)
    undone = find_undone(decisions)
    standing = (one for one in reversed(decisions) if one.what != "undo" and one.id not in undone)
    return next(standing, None)


def find_alike(form: Form, review: Review) -> int:
    """In how many other places a phrase that was just corrected is read otherwise; none for a pronoun."""
    name, _, number = form.get("field").partition(".")
    report = review.archive.report(form.get("target"))
    if name not in _PHRASES or not number or report is None or form.get("remove") or not form.get("new"):
        return 0
    there: tuple[Any, ...] = getattr(report, name)
    if int(number) >= len(there) or getattr(there[int(number)], "how", "stated") != "stated":
        return 0
    one = there[int(number)]
    now = one.name if name == "places" else one.code
    rows = review.archive.list_phrases(one.text)
    return sum(row["role"] == _PHRASES[name] and row["id"] != report.id and row["value"] != now for row in rows)


_PHRASES = {"actors": "actor", "recipients": "recipient", "speakers": "speaker", "places": "place"}


# --- decisions about a report -------------------------------------------------------------------------------------


def _corrected(form: Form, report: Report, review: Review) -> list[Decision]:
    field, new = form.get("field"), form.get("new")
    if field not in {one.field for one in find_correctable(report)}:
        raise DecisionError(f"{field!r} is not to be corrected here")
    is_moved = form.number("start") is not None and form.number("end") is not None
    if not form.get("why") and (new or not is_moved):
        raise DecisionError("a correction changes what is told: give the reason")
    name, _, number = field.partition(".")
    if name == "event":
        return _corrected_event(report, new, review.study)
    if name in ("modality", "polarity"):
        known = get_args(Modality if name == "modality" else Polarity)
        if new not in known:
            raise DecisionError(f"{new!r} is not known here. Expected one of {', '.join(known)}")
        return [_change(report, name, getattr(report, name), new)]
    there: tuple[Any, ...] = (getattr(report, name),) if name in ("trigger", "period") else getattr(report, name)
    if number and form.get("remove"):
        return [_change(report, name, there, (*there[: int(number)], *there[int(number) + 1 :]))]
    old = there[int(number or 0)] if number or name in ("trigger", "period") else None
    at = _words(form, report, review, name, old)
    if is_moved and not new and old is not None:
        made = replace(old, start=at.start, end=at.end, text=at.text)
    else:
        made = _value(name, new, at, old, report, review.study)
    if number or name in ("trigger", "period"):
        return [_change(report, field, old, made)]
    return [_change(report, name, there, (*there, made))]


def _value(name: str, new: str, at: Span, old: Any, report: Report, study: Study) -> Any:
    match name:
        case "actors" | "recipients":
            return make_party(at, new, old)
        case "speakers":
            return make_speaker(at, new, old)
        case "places":
            return make_place(at, new, study, report, old.role if old else "at")
        case "period":
            return make_period(at, new)
        case "quantities":
            return make_figure(at, new, old)
        case _:  # the words of the event, or words that judge
            return replace(old, start=at.start, end=at.end, text=at.text)


def _words(form: Form, report: Report, review: Review, name: str, old: Any) -> Span:
    """Where the words of a field stand: where they were moved to, where they are quoted, else where they stood."""
    start, end = form.number("start"), form.number("end")
    if start is not None and end is not None:
        document = review.archive.document(report.document)
        if document is None:
            raise DecisionError("there is no such document any more")
        return cut_words(document, start, end, name)
    if words := form.get("words"):
        return find_words(report.sentence, words)
    if old is not None:
        return Span(old.start, old.end, old.text)
    if name == "period":
        return Span(report.trigger.start, report.trigger.start, "")
    raise DecisionError("say which words of the sentence they are")


def _corrected_event(report: Report, new: str, study: Study) -> list[Decision]:
    """Another type has another quad class and intensity, and none of the old one's modes."""
    book = open_codebook(study)
    event = book.events.get(new)
    if event is None:
        raise DecisionError(f"the codebook {book.name} has no event {new!r}. Known: {', '.join(sorted(book.events))}")
    found = [_change(report, "event", report.event, new)]
    for name, value in (("mode", None), ("quad", event.quad), ("intensity", event.intensity)):
        if getattr(report, name) != value:
            found.append(_change(report, name, getattr(report, name), value))
    return found


def _change(report: Report, field: str, old: Any, new: Any) -> Decision:
    return replace(_of_report("corrected", report), field=field, old=as_json(old), new=as_json(new))


# --- the rest -----------------------------------------------------------------------------------------------------


def _alias(form: Form, study: Study) -> Decision:
    phrase, field, new = form.get("words"), form.get("field"), form.get("new")
    if not phrase or field not in (*_PHRASES, ""):
        raise DecisionError("say of which phrase")
    if not form.get("why"):
        raise DecisionError("this changes several reports: give the reason")
    at = Span(0, len(phrase), phrase)
    if field == "places":
        place = make_place(at, new, study, None)
        values: dict[str, Any] = {name: getattr(place, name) for name in _OF_PLACE}
    else:
        party = make_party(at, new)
        values = {"code": party.code, "country": party.country, "sectors": party.sectors}
    return Decision("", "", "", "", "alias", (), quote=phrase, field=field or None, new=as_json(values))


_OF_PLACE = ("name", "country", "latitude", "longitude", "gazetteer_id", "precision", "admin", "kind", "within")


def _linking(what: str, form: Form, archive: Archive) -> Decision:
    """Targets are ids of reports or incidents, or links to them; of a split, the first stays and the others leave."""
    targets = [re.sub(r"^.*/incidents/|[?#].*$", "", target.strip()) for target in form.all("target") if target.strip()]
    if what == "split":
        incident = archive.incident(form.get("incident"))
        staying = [id for id in (incident.reports if incident is not None else ()) if id not in targets]
        if not targets or not staying:
            raise DecisionError("tick the accounts that tell of something else, and leave at least one")
        targets.insert(0, staying[0])
    reports = {report.id: report for report in (_report(archive, target) for target in targets)}
    if len(reports) < 2:
        raise DecisionError("give another incident: its id, or the link to it")
    return Decision(
        "", "", "", "", cast(Any, what), tuple(reports),
        document=BETWEEN.join(report.document for report in reports.values()),
        quote=BETWEEN.join(report.trigger.text for report in reports.values()),
        context=BETWEEN.join(report.sentence.text for report in reports.values()),
    )  # fmt: skip


def _of_report(what: str, report: Report) -> Decision:
    return Decision(
        "", "", "", "", cast(Any, what), (report.id,), document=report.document, quote=report.trigger.text,
        context=report.sentence.text,
    )  # fmt: skip


def _report(archive: Archive, id: str) -> Report:
    report = archive.report(id)
    if report is None:
        raise DecisionError("there is no such report any more. Load the page again")
    return report
