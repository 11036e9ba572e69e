"""Small true records for the tests of the archive: made from a text by the words they stand at."""

from __future__ import annotations

import hashlib

from rashomon.records import (
    Document,
    Framing,
    Party,
    PassedOver,
    Period,
    Place,
    Quantity,
    Reading,
    Report,
    Sentence,
    Span,
    SpeakerParty,
)
from rashomon.storage.writing import Filed


def make_document(id: str, text: str, **named: str | None) -> Document:
    return Document(id=id, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), **named)  # type: ignore[arg-type]


def find_span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def make_report(document: Document, trigger: str, **named: object) -> Report:
    span = find_span(document.text, trigger)
    sentence = Span(0, len(document.text), document.text)
    id = named.pop("id", None) or hashlib.sha256(f"{document.id}:{span.start}".encode()).hexdigest()[:16]
    fields = {"kind": "event", "event": "ASSAULT", "quad": "material conflict", "intensity": -9.0} | named
    return Report(id=id, document=document.id, sentence=sentence, trigger=span, **fields)  # type: ignore[arg-type]


def make_party(document: Document, words: str, country: str | None, *sectors: str) -> Party:
    span = find_span(document.text, words)
    code = (country + "".join(sectors[:1])) if country else None
    return Party(span.start, span.end, span.text, words, None, country, sectors, code, rule="name")


def make_speaker(document: Document, words: str, cue: str, country: str) -> SpeakerParty:
    span = find_span(document.text, words)
    return SpeakerParty(
        0, span.start, span.end, span.text, "named", find_span(document.text, cue), "says", "indirect",
        name=words, country=country, sectors=("GOV",), code=f"{country}GOV", rule="name",
    )  # fmt: skip


def make_filed(
    id: str, text: str = "Rebels shelled Sarun on Monday, killing 12, the ministry said.", **named: str
) -> Filed:
    document = make_document(id, text, **named)
    shelling = make_report(
        document,
        "shelled",
        actors=(make_party(document, "Rebels", "SYR", "REB"),),
        places=(Place(*_triple(document, "Sarun"), name="Sarun", country="SYR", precision=1),),
        period=Period(
            *_triple(document, "Monday"), edtf="2016-02-01", earliest="2016-02-01", latest="2016-02-01",
            precision="day", basis="relative", rule="weekday",
        ),
        quantities=(Quantity(*_triple(document, "12"), outcome="killed", low=12, high=12, rule="numeral"),),
        speakers=(make_speaker(document, "the ministry", "said", "SYR"),),
    )  # fmt: skip
    return Filed(
        document=document,
        state="read",
        stamp="s1",
        run="r1",
        reading=Reading(document.id, (Sentence(0, len(text), text, 0),), (), reader="test 1"),
        reports=(shelling,),
        passed_over=(PassedOver(document.id, *_triple(document, "said"), sentence=text, reason="saying"),),
        framings=(Framing(*_triple(document, "Rebels"), kind="loaded", toward=("SYRREB",)),),
    )


def _triple(document: Document, words: str) -> tuple[int, int, str]:
    span = find_span(document.text, words)
    return span.start, span.end, span.text
