"""A report that was missed: from the words that a person selected to a decision that leads back to them."""

from __future__ import annotations

import re
from typing import Any

from rashomon.errors import DecisionError
from rashomon.records import Decision, Document, Span
from rashomon.storage.anchoring import make_missed
from rashomon.study import Study
from rashomon.web.codebooks import open_codebook
from rashomon.web.correcting import cut_words, find_words, make_party, make_period, make_place
from rashomon.web.forms import Form, as_json


def add_missed(form: Form, document: Document, study: Study) -> Decision:
    """The decision that a report was missed, with its fields.

    Raises:
        DecisionError: something is missing or not there; says what to do.
    """
    quote = form.get("words")
    if not quote:
        raise DecisionError("select the words of the event first: at most four, the ones that say what was done")
    event = open_codebook(study).events.get(form.get("event"))
    if event is None:
        raise DecisionError("choose the event type")
    start = _find(document.text, quote, form.number("start"))
    cut_words(document, start, start + len(quote), "trigger")
    first, last = _around(document.text, start, start + len(quote))
    context = _telling_context(document.text, (first, last), start, quote)
    sentence = Span(first, last, document.text[first:last])
    fields: dict[str, Any] = {
        "event": event.name,
        "quad": event.quad,
        "intensity": event.intensity,
        "modality": form.get("modality") or "actual",
        "polarity": form.get("polarity") or "affirmed",
    }
    for role in ("actors", "recipients"):
        if words := form.get(role):
            fields[role] = [make_party(find_words(sentence, words), form.get(f"{role}_code"))]
    if day := form.get("period"):
        fields["period"] = make_period(Span(start, start, ""), day)
    decision = Decision(
        "new", "", "", "", "missed", (), document=document.id, quote=quote, context=context, new=as_json(fields)
    )
    report = make_missed(decision, document)
    if report is None:
        raise DecisionError("no report can be made of this. Check the status and the words")
    if words := form.get("place"):
        place = make_place(find_words(sentence, words), "", study, report)
        decision = Decision(
            "new", "", "", "", "missed", (), document=document.id, quote=quote, context=context,
            new=as_json({**fields, "places": [place]}),
        )  # fmt: skip
    return decision


def _find(text: str, quote: str, start: int | None) -> int:
    if start is not None and text[start : start + len(quote)] == quote:
        return start
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
