"""From a form to a decision: what a person says in the browser, with the words that lead back to the text."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

import msgspec

from rashomon.coding.codebook import load_codebook
from rashomon.errors import DecisionError
from rashomon.naming import read_labels
from rashomon.records import Decision, Modality, Party, Period, Place, Polarity, Report
from rashomon.storage.anchoring import BETWEEN, find_undone, make_missed
from rashomon.storage.archive import Archive
from rashomon.storage.decisions import log_of, read_log
from rashomon.study import Study

_MOST = 4_000  # characters of a reason or a quote
_PARTY_FIELDS = ("actors", "recipients")


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent: one or several values by name."""

    values: Mapping[str, Sequence[str]]

    def get(self, name: str) -> str:
        """The value of this name, without spaces around it; "" where there is none."""
        return (self.values.get(name) or ("",))[-1].strip()[:_MOST]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self.values.get(name, ()))


def make_decisions(form: Form, archive: Archive, study: Study, *, who: str) -> tuple[Decision, ...]:
    """The decisions of a form, not yet written.

    Raises:
        DecisionError: something is missing or not there; says what to do.
    """
    what = form.get("what")
    if what in ("accepted", "wrong"):
        found = [_of_report(what, _report(archive, form.get("target")))]
    elif what == "corrected":
        found = _corrected(form, _report(archive, form.get("target")), study)
    elif what == "missed":
        found = [_missed(form, archive, study)]
    elif what == "alias":
        found = [_alias(form)]
    elif what in ("same", "not-same", "split"):
        found = [_linking(what, form, archive)]
    elif what == "not-a-dispute":
        if archive.comparison(form.get("target")) is None:
            raise DecisionError("there is no such dispute any more. Load the page again")
        found = [Decision("", "", "", "", "not-a-dispute", (form.get("target"),))]
    elif what == "undo":
        last = find_last(study, who)
        if last is None:
            raise DecisionError("there is nothing to undo")
        found = [Decision("", "", "", "", "undo", (last.id,))]
    else:
        raise DecisionError(f"there is no decision {what!r}")
    why = form.get("why") or None
    return tuple(replace(one, who=who, why=why) for one in found)


def find_last(study: Study, who: str) -> Decision | None:
    """The last decision of a person that still stands."""
    log = log_of(study.decisions_folder, who)
    if not log.exists():
        return None
    decisions = read_log(log)
    undone = find_undone(decisions)
    standing = (one for one in reversed(decisions) if one.what != "undo" and one.id not in undone)
    return next(standing, None)


def corrections_of(report: Report) -> tuple[tuple[str, str, str], ...]:
    """What can be corrected in a report: the field, its name for people, and its value now."""
    found = [("event", "Event", report.event or ""), ("modality", "Status", report.modality)]
    found.append(("polarity", "Affirmed or denied", report.polarity))
    for field, label, parties in (("actors", "Actor", report.actors), ("recipients", "Recipient", report.recipients)):
        for number, party in enumerate(parties):
            found.append((f"{field}.{number}", f"{label}: {party.text}", party.code or ""))
        found.append((field, f"{label} that is missing", ""))
    for number, place in enumerate(report.places):
        found.append((f"places.{number}", f"Place: {place.text}", place.name or ""))
    found.append(("places", "Place that is missing", ""))
    found.append(("period", "Period", report.period.edtf or "" if report.period else ""))
    return tuple(found)


# --- decisions about a report -------------------------------------------------------------------------------------


def _corrected(form: Form, report: Report, study: Study) -> list[Decision]:
    field, new = form.get("field"), form.get("new")
    if not form.get("why"):
        raise DecisionError("a correction changes what is told: give the reason")
    if field not in {name for name, _, _ in corrections_of(report)}:
        raise DecisionError(f"{field!r} is not to be corrected here")
    name, _, number = field.partition(".")
    if name == "event":
        return _corrected_event(report, new, study)
    if name in ("modality", "polarity"):
        known = get_args(Modality if name == "modality" else Polarity)
        if new not in known:
            raise DecisionError(f"{new!r} is not known here. Expected one of {', '.join(known)}")
        return [_change(report, name, getattr(report, name), new)]
    if name == "period":
        return [_change(report, name, report.period, _period(report, new, form.get("words")))]
    there: tuple[Any, ...] = getattr(report, name)
    old = there[int(number)] if number else None
    made = (_party if name in _PARTY_FIELDS else _place)(report.sentence, old, form.get("words"), new)
    if number:
        return [_change(report, field, old, made)]
    return [_change(report, name, there, (*there, made))]


def _corrected_event(report: Report, new: str, study: Study) -> list[Decision]:
    """Another type has another quad class and intensity, and none of the old one's modes."""
    book = _codebook(study)
    event = book.events.get(new)
    if event is None:
        raise DecisionError(f"the codebook {book.name} has no event {new!r}. Known: {', '.join(sorted(book.events))}")
    found = [_change(report, "event", report.event, new)]
    for name, value in (("mode", None), ("quad", event.quad), ("intensity", event.intensity)):
        if getattr(report, name) != value:
            found.append(_change(report, name, getattr(report, name), value))
    return found


def _change(report: Report, field: str, old: Any, new: Any) -> Decision:
    decision = _of_report("corrected", report)
    return replace(decision, field=field, old=_as_json(old), new=_as_json(new))


def _party(sentence: Any, old: Any, words: str, code: str) -> Party:
    """A party of the words chosen; its code gives country and sectors: IRNMIL."""
    start, end, text = _words(sentence, old, words)
    countries = read_labels().countries
    if code and not re.fullmatch(r"[A-Z]{3}([A-Z]{3}){0,3}", code):
        raise DecisionError(f"{code!r} is no actor code. Write a country, and sectors after it: IRN, IRNMIL, IRQREB")
    country = code[:3] if code[:3] in countries else None
    sectors = tuple(code[at : at + 3] for at in range(3, len(code), 3)) if country else ()
    return Party(
        start, end, text, country=country, sectors=sectors, code=code or None, rule="corrected by a person"
    )  # fmt: skip


def _place(sentence: Any, old: Any, words: str, name: str) -> Place:
    start, end, text = _words(sentence, old, words)
    return Place(start, end, text, name=name or text, role=old.role if old else "at", rule="corrected by a person")


def _period(report: Report, new: str, words: str) -> Period:
    """A day, a month or a year, as EDTF writes them, or an interval of two days."""
    old = report.period
    start, end, text = _words(report.sentence, old, words) if words or old else (report.trigger.start,) * 2 + ("",)
    first, slash, last = new.partition("/")
    earliest, latest = _bounds(first), _bounds(last) if slash else None
    if earliest is None or (slash and latest is None):
        raise DecisionError(f"{new!r} is no day. Write 2019-06-20, 2019-06, 2019 or 2019-06-19/2019-06-21")
    precisions = {4: "year", 7: "month", 10: "day"}
    return Period(
        start, end, text, new, earliest[0], (latest or earliest)[1], None,
        cast(Any, precisions[len(first)]), "stated", "corrected by a person",
    )  # fmt: skip


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


def _words(sentence: Any, old: Any, words: str) -> tuple[int, int, str]:
    """Where words stand in the sentence; without words, where the old ones stood."""
    if not words:
        if old is None:
            raise DecisionError("say which words of the sentence they are")
        return old.start, old.end, old.text
    if sentence.text.count(words) != 1:
        times = f"{sentence.text.count(words)} times" if words in sentence.text else "not"
        raise DecisionError(f"the words {words!r} stand {times} in the sentence. Quote words that stand there once")
    start = sentence.start + sentence.text.index(words)
    return start, start + len(words), words


# --- a missed report ------------------------------------------------------------------------------------------------


def _missed(form: Form, archive: Archive, study: Study) -> Decision:
    document = archive.document(form.get("document"))
    if document is None:
        raise DecisionError("there is no such document any more")
    quote = form.get("words")
    if not quote:
        raise DecisionError("select the words of the event first: at most four, the ones that say what was done")
    event = _codebook(study).events.get(form.get("event"))
    if event is None:
        raise DecisionError("choose the event type")
    start = _find(document.text, quote, form.get("start"))
    sentence_start, sentence_end = _around(document.text, start, start + len(quote))
    context = _telling_context(document.text, (sentence_start, sentence_end), start, quote)
    sentence = msgspec.convert(
        {"start": sentence_start, "end": sentence_end, "text": document.text[sentence_start:sentence_end]}, _Sentence
    )
    fields: dict[str, Any] = {
        "event": event.name,
        "quad": event.quad,
        "intensity": event.intensity,
        "modality": form.get("modality") or "actual",
        "polarity": form.get("polarity") or "affirmed",
    }
    for role in _PARTY_FIELDS:
        if words := form.get(role):
            fields[role] = [_party(sentence, None, words, form.get(f"{role}_code").upper())]
    if words := form.get("place"):
        fields["places"] = [_place(sentence, None, words, words)]
    if day := form.get("period"):
        bounds = _bounds(day)
        if bounds is None:
            raise DecisionError(f"{day!r} is no day. Write 2019-06-20, 2019-06 or 2019")
        fields["period"] = Period(
            start, start, "", day, *bounds, None, cast(Any, {4: "year", 7: "month", 10: "day"}[len(day)]), "stated",
            "said by a person",
        )  # fmt: skip
    decision = Decision(
        "new", "", "", "", "missed", (), document=document.id, quote=quote, context=context, new=_as_json(fields)
    )
    if make_missed(decision, document) is None:
        raise DecisionError("no report can be made of this. Check the status and the words")
    return decision


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    text: str


def _find(text: str, quote: str, start: str) -> int:
    at = int(start) if start.isdecimal() and len(start) < 10 else -1
    if at >= 0 and text[at : at + len(quote)] == quote:
        return at
    if text.count(quote) != 1:
        times = f"{text.count(quote)} times" if quote in text else "not"
        raise DecisionError(f"the words {quote!r} stand {times} in the text. Select them in the text")
    return text.index(quote)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around words, by its marks; a line's end is a sentence's end."""
    first = max((found.end() for found in re.finditer(r"[.!?][”\"']?\s+|\n+", text[:start])), default=0)
    mark = re.search(r"[.!?][”\"']?(?=\s|$)|\n", text[end:])
    last = len(text) if mark is None else end + (mark.start() if mark[0] == "\n" else mark.end())
    return first, last


def _telling_context(text: str, sentence: tuple[int, int], start: int, quote: str) -> str:
    """The context that leads back to these words and to no others like them: the sentence, or a piece of the text."""
    for before in (sentence[0], start, *range(start - 20, max(-1, start - 400), -20)):
        for after in (sentence[1], min(len(text), sentence[1] + 200)):
            context = text[max(0, before) : after]
            begin = max(0, before)
            if text.find(context) == begin and context.find(quote) == start - begin:
                return context
    raise DecisionError("these words stand several times in the same surroundings. Select a few more of them")


# --- the rest -----------------------------------------------------------------------------------------------------


def _alias(form: Form) -> Decision:
    phrase, field, code = form.get("words"), form.get("field"), form.get("new")
    if not phrase or field not in ("actors", "recipients", "speakers", ""):
        raise DecisionError("say of which phrase")
    if not form.get("why"):
        raise DecisionError("this changes several reports: give the reason")
    party = _party(_Sentence(0, len(phrase), phrase), None, phrase, code)
    values = {"code": party.code, "country": party.country, "sectors": party.sectors}
    return Decision("", "", "", "", "alias", (), quote=phrase, field=field or None, new=_as_json(values))


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


def _codebook(study: Study) -> Any:
    name = study.settings.codebook
    return load_codebook(study.file(name) if study.file(name).is_dir() else name)


def _as_json(value: Any) -> str:
    return json.dumps(msgspec.to_builtins(value))
