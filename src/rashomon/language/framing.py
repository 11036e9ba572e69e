"""Words that judge rather than report: loaded words, euphemisms, scare quotes, slogans, dehumanising words.

Spans only, with what they are said of and whose words they are: inside a quotation the speaker's, outside it the
publisher's. The words come from ``lexicons/en/framing.toml``; nothing here depends on who speaks or of whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rashomon.language.framing_lexicon import Entry, PartOfSpeech, find_judging, load_framing_lexicon
from rashomon.language.slogans import find_slogans, is_slogan
from rashomon.records import Clause, Document, Framing, Sentence, Span

__all__ = ["Entry", "find_framings", "is_slogan", "load_framing_lexicon"]


def find_framings(
    document: Document, sentences: Sequence[Sentence], clauses: Sequence[Clause] = ()
) -> tuple[Framing, ...]:
    """The framing of a document, in the order of the text; none within another.

    Without clauses the words are found all the same, but nothing is said of whom they are aimed at.
    """
    quotations = _quotations(document.text)
    clauses_of: dict[int, list[Clause]] = {}
    for clause in clauses:
        clauses_of.setdefault(clause.sentence.start, []).append(clause)
    found: list[Framing] = []
    for sentence in sentences:
        own = clauses_of.get(sentence.start, [])
        judging = dict(find_judging(sentence, own))
        for framing in _apart([*find_slogans(sentence), *_scare_quotes(document, sentence), *judging]):
            holder = _holder(framing, document, own or clauses, quotations)
            target = framing.target if framing.kind == "slogan" else _target(framing, judging.get(framing), own)
            found.append(replace(framing, holder=holder, target=target))
    return tuple(found)


# --- scare quotes --------------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"[\"“‘]([^\"”“’‘\n]{2,60})[\"”’]")
_DISTANCE = re.compile(
    r"\b(?:so-called|alleged|supposed|purported|self-styled|(?:fable|myth|talk) of (?:the|a)?|call(?:s|ed)? this)\s*$",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|call(?:s|ed|ing)?|describ\w+|denounc\w+|condemn\w+|derid\w+|dubb\w+|"
    r"label\w+|terms?|termed|speaks? of|spoke of|speaking of|add(?:s|ed|ing)?|warn(?:s|ed|ing)?|not(?:es|ed|ing)|"
    r"insist\w*|wr(?:ote|ites?|itten)|claim\w*|stat(?:es|ed|ing)|argu\w+|accus\w+|cit(?:ing|ed)|according to|"
    r"report(?:s|ed)?|declar\w+|vow\w*|promis\w+|urg(?:es|ed|ing)|demand\w*|reject\w*|dismiss\w*|"
    r"ask(?:s|ed)|repl(?:y|ies|ied)|answer\w*|give|order(?:s|ed)?|treat(?:s|ed)?|point(?:s|ed) out|keep|cut short|"
    r"predict\w*|words?|named|known as|titled|entitled|slogan|banner|chant\w*|shout\w*)\b",
    re.IGNORECASE,
)


def _scare_quotes(document: Document, sentence: Sentence) -> Iterator[Framing]:
    """A few words in quotation marks that nobody is said to have said, and that are no name and no whole sentence."""
    for match in _QUOTED.finditer(sentence.text):
        words = match[1].strip(" ,.;:!?").split()
        if not 1 <= len(words) <= 4 or not re.search(r"[A-Za-z]{3}", match[1]):
            continue
        opening = sentence.text[: match.start()]
        before, after = opening[-60:], sentence.text[match.end() : match.end() + 30]
        if before.endswith(tuple("abcdefghijklmnopqrstuvwxyz")) or is_slogan(match[1]):
            continue  # an apostrophe, or a call
        names = sum(word[0].isupper() for word in words)
        whole = match[1].rstrip()[-1] in ".!?," and words[0][0].isupper()
        if whole or (names == len(words) and not _DISTANCE.search(before)):
            continue
        if not _DISTANCE.search(before.rstrip()) and (_SAYING.search(before) or _SAYING.search(after)):
            continue
        start = sentence.start + match.start()
        distance = re.search(r"\b(?:so-called|alleged|supposed|purported|self-styled)\s*$", before)
        if distance:
            start = sentence.start + match.start() - (len(before) - distance.start())
        end = sentence.start + match.end()
        yield Framing(start, end, document.text[start:end], "scare_quotes", (), -1)


# --- whose words, and of whom -----------------------------------------------------------------------------------------


def _apart(framings: Iterable[Framing]) -> list[Framing]:
    """Slogans before scare quotes before words; of two that overlap, the earlier kind stays."""
    kept: list[Framing] = []
    for framing in framings:
        if not any(framing.start < other.end and other.start < framing.end for other in kept):
            kept.append(framing)
    return sorted(kept, key=lambda framing: framing.start)


_MARKS = re.compile(r"[\"“”]")
_SINGLE = re.compile(r"(?<![\w])[‘']([^‘\n]{3,400}?)[’'](?![\w])")


def _quotations(text: str) -> tuple[Span, ...]:
    """What stands between quotation marks, paragraph by paragraph; a paragraph may leave its last one open."""
    found = [Span(match.start(1), match.end(1), match[1]) for match in _SINGLE.finditer(text)]
    for line in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in _MARKS.finditer(text, line.start(), line.end()):
            if opened is None and mark[0] != "”":
                opened = mark.end()
            elif opened is not None and mark[0] != "“":
                found.append(Span(opened, mark.start(), text[opened : mark.start()]))
                opened = None
        if opened is not None:
            found.append(Span(opened, line.end(), text[opened : line.end()]))
    return tuple(found)


def _holder(framing: Framing, document: Document, clauses: Sequence[Clause], quotations: Sequence[Span]) -> str | None:
    """The innermost speaker of the quotation that the words stand in, else the publisher.

    None where the words are quoted and nobody is said to have spoken them.
    """
    quoted = any(span.start <= framing.start and framing.end <= span.end for span in quotations)
    if not quoted or framing.kind == "scare_quotes":
        return document.publisher
    said = [clause for clause in clauses if clause.speakers]
    if said:
        nearest = min(said, key=lambda clause: (abs(clause.head_start - framing.start), clause.head_start))
        return max(nearest.speakers, key=lambda speaker: speaker.level).phrase.text
    for clause in clauses:
        subjects = clause.phrases("subject")
        if _NAMING & {clause.lemma, clause.light} and subjects and 0 < framing.start - clause.head_start < 80:
            return subjects[0].text
    return None


_NAMING = frozenset(
    {
        "brand", "call", "condemn", "criticise", "criticize", "denounce", "deride", "describe", "dismiss", "dub",
        "label", "reject", "see", "term", "view",
    }
)  # fmt: skip


def _target(framing: Framing, pos: PartOfSpeech | None, clauses: Sequence[Clause]) -> Span | None:
    """What the words are said of: of a verb or an adverb its clause's subject, else the phrase they stand in.

    Of a predicate ("the vote was theatre") it is the subject, of "denounced the vote as theatre" the object.
    """
    if pos in ("verb", "adverb"):
        near = [clause for clause in clauses if abs(clause.head_start - framing.start) < (2 if pos == "verb" else 60)]
        if near:
            clause = min(near, key=lambda clause: (abs(clause.head_start - framing.start), clause.head_start))
            subjects = clause.phrases("subject")
            return (subjects[0].antecedent or subjects[0].span) if subjects else None
    around = [
        (relation.name, relation.phrase, clause)
        for clause in clauses
        for relation in clause.relations
        if relation.phrase.start <= framing.start and framing.end <= relation.phrase.end
    ]
    if not around:
        return None
    name, phrase, clause = min(around, key=lambda one: (one[1].end - one[1].start, one[1].start))
    if name == "modifier":  # "a cowardly attack": the doer's
        subjects = clause.phrases("subject")
        return (subjects[0].antecedent or subjects[0].span) if subjects else None
    names = bool(_NAMING & {clause.lemma, clause.light})
    said_of = clause.phrases("object" if names or name == "as" else "subject") if name in ("attribute", "as") else ()
    return said_of[0].span if said_of else phrase.span
