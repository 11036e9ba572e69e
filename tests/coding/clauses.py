"""Clauses built by hand: fast, and they do not move with a model."""

from __future__ import annotations

from typing import Any

from rashomon.records import Clause, Governor, Phrase, PhraseKind, Reading, Relation, Sentence, Span

PARTY: tuple[PhraseKind, ...] = ("party", "country")


def phrase(text: str, start: int = 0, *, kinds: tuple[PhraseKind, ...] = PARTY, **more: Any) -> Phrase:
    """A phrase whose head is its last word."""
    head = text.split()[-1]
    offset = start + len(text) - len(head)
    return Phrase(start, start + len(text), text, offset, start + len(text), head.lower(), kinds, **more)


def clause(id: str, lemma: str, at: int = 50, *, governor: tuple[str, Any] | None = None, **more: Any) -> Clause:
    """A clause whose trigger is its lemma; relations are keywords: ``subject=phrase("Peru")``."""
    own = {name: more.pop(name) for name in list(more) if name in Clause.__dataclass_fields__}
    relations = tuple(
        Relation(name.rstrip("_"), one)
        for name, held in more.items()
        for one in (held if isinstance(held, tuple) else (held,))
    )
    trigger = Span(at, at + len(lemma), lemma)
    own.setdefault("pos", "verb")
    own.setdefault("tense", "past")
    return Clause(
        id=id,
        sentence=Span(0, 200, ""),
        paragraph=0,
        trigger=trigger,
        lemma=lemma,
        head_start=at,
        relations=relations,
        governor=Governor(*governor) if governor else None,
        **own,
    )


def reading(*clauses: Clause, text: str = "") -> Reading:
    """A document of one paragraph with these clauses."""
    return Reading("d", (Sentence(0, len(text), text, 0),), clauses)
