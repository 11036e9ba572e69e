"""Words that judge rather than report: loaded words, euphemisms, scare quotes, slogans, dehumanising words.

Spans only, with what they are said of and whose words they are: inside a quotation the speaker's, outside it the
publisher's. The words come from ``lexicons/en/framing.toml``; nothing here depends on who speaks or of whom.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rashomon.records import Clause, Document, Framing, FramingKind, Party, Report, Sentence, Span

PartOfSpeech = Literal["adjective", "noun", "verb", "adverb"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of the lexicon that judges."""

    words: str
    kind: FramingKind
    pos: PartOfSpeech
    valence: Literal[-1, 1]


def find_framings(
    document: Document, sentences: Sequence[Sentence], clauses: Sequence[Clause] = ()
) -> tuple[Framing, ...]:
    """The framing of a document, in the order of the text; none within another.

    Without clauses the words are found all the same, but nothing is said of whom they are aimed at.
    """
    quotations = _quotations(document.text)
    found: list[Framing] = []
    for sentence in sentences:
        own = [clause for clause in clauses if clause.sentence.start == sentence.start]
        judging = dict(_judging(sentence, own))
        for framing in _apart([*_slogans(sentence), *_scare_quotes(document, sentence), *judging]):
            holder = _holder(framing, document, own or clauses, quotations)
            target = None if framing.kind == "slogan" else _target(framing, judging.get(framing), own)
            found.append(replace(framing, holder=holder, target=target))
    return tuple(found)


def aim(framings: Iterable[Framing], parties: Sequence[Party]) -> tuple[Framing, ...]:
    """The framings with the codes of the parties that their targets name."""
    aimed = []
    for framing in framings:
        target = framing.target
        codes = (
            tuple(
                dict.fromkeys(
                    party.code
                    for party in parties
                    if party.code and party.start < target.end and target.start < party.end
                )
            )
            if target
            else ()
        )
        aimed.append(replace(framing, toward=codes) if codes else framing)
    return tuple(aimed)


def assign(framings: Iterable[Framing], reports: Sequence[Report]) -> tuple[tuple[Report, ...], tuple[Framing, ...]]:
    """Gives each framing to the report of its sentence whose trigger is nearest, aimed at that sentence's parties.

    Returns the reports with their framings, and the framings that stand in no report's sentence.
    """
    own: dict[int, list[Framing]] = {}
    outside: list[Framing] = []
    for framing in framings:
        near = [
            (abs(report.trigger.start - framing.start), index)
            for index, report in enumerate(reports)
            if report.sentence.start <= framing.start < report.sentence.end
        ]
        if near:
            parties = [party for _, index in near for party in (*reports[index].actors, *reports[index].recipients)]
            own.setdefault(min(near)[1], []).extend(aim([framing], parties))
        else:
            outside.append(framing)
    shared = (
        replace(report, framings=(*report.framings, *own[index])) if index in own else report
        for index, report in enumerate(reports)
    )
    return tuple(shared), tuple(outside)


def is_slogan(sentence: str) -> bool:
    """Whether a sentence is a call and no account: "Down with ...!", "X out of Y!", a line of hashtags.

    >>> is_slogan("Hands off the harbour!"), is_slogan("The crew went home.")
    (True, False)
    """
    text = sentence.strip(" \t\n\"'“”‘’«»*•-–")
    if not text:
        return False
    loud = sentence.rstrip(" \"'”’»").endswith("!")
    if _HASHTAGS.fullmatch(text) or (_CALL.match(text) and (loud or len(text.split()) <= 12)):
        return True
    return bool((loud and _LOUD_CALL.match(text)) or (_IS_OURS.match(text) and len(text.split()) <= 10))


@cache
def load_framing_lexicon() -> tuple[Entry, ...]:
    """The entries of ``lexicons/en/framing.toml``."""
    return tuple(
        Entry(words, group["kind"], group["pos"], group["valence"])
        for group in _table()["group"]
        for words in group["words"]
    )


# --- slogans -----------------------------------------------------------------------------------------------------

_HASHTAGS = re.compile(r"(?:#\w+[\s,;.]*)+")
_CALL = re.compile(
    r"(?:down with|long live|viva|vive|death to|glory to|hands off|no pasar[aá]n|freedom (?:for|to)|justice for|"
    r"victory to|power to|shame on|solidarity with|forward to|hail (?:to )?the|never again|workers of|not in our name)"
    r"\b",
    re.IGNORECASE,
)
_LOUD_CALL = re.compile(
    r"(?:(?:[\w'’-]+\s+){1,5}(?:out of|off|go home|get out|now|forever|for ever)\b.{0,40}"
    r"|no (?:more |to )?[\w'’-]+(?: (?:for|to|with|without|on|in|of) .{1,40})?"
    r"|(?:free|stop|end|save|remember|resist|boycott|defend|liberate|stand with|stand by) (?:[\w'’-]+\s*){1,5}"
    r"|[\w'’-]+,? (?:not|yes) [\w'’-]+(?:\s[\w'’-]+){0,3}"
    r"|we (?:will never|shall never|shall) [\w\s'’-]{3,40})!?[\"'”’]*$",
    re.IGNORECASE,
)
_IS_OURS = re.compile(r"(?:[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)? (?:is|are|will be) (?:ours|free|with you)[,!.]?\s*)+$")


def _slogans(sentence: Sentence) -> Iterator[Framing]:
    if sentence.skip == "slogan" or is_slogan(sentence.text):
        yield Framing(sentence.start, sentence.end, sentence.text, "slogan", (), _slogan_valence(sentence.text))
        return
    for match in re.finditer(r"[\"“]([^\"”“]{4,80})[\"”]", sentence.text):
        if is_slogan(match[1]) and len(match[1].split()) <= 12:
            start = sentence.start + match.start(1)
            yield Framing(start, start + len(match[1]), match[1], "slogan", (), _slogan_valence(match[1]))


def _slogan_valence(text: str) -> Literal[-1, 1]:
    return 1 if _FOR.search(text) else -1


_FOR = re.compile(
    r"\b(?:long live|viva|vive|glory|hail|free|freedom|solidarity|victory|justice for|hands off|stand with)\b",
    re.IGNORECASE,
)


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


# --- words of the lexicon --------------------------------------------------------------------------------------------


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("rashomon").joinpath("lexicons/en/framing.toml").read_text(encoding="utf-8"))


@cache
def _forms() -> dict[str, tuple[tuple[tuple[str, ...], Entry, bool], ...]]:
    """By first word: the words of each form, its entry, and whether it is the base form."""
    found: dict[str, list[tuple[tuple[str, ...], Entry, bool]]] = {}
    for entry in load_framing_lexicon():
        for form, base in _inflect(entry):
            words = tuple(form.split())
            found.setdefault(words[0], []).append((words, entry, base))
    return {first: tuple(sorted(forms, key=lambda form: -len(form[0]))) for first, forms in found.items()}


def _inflect(entry: Entry) -> Iterator[tuple[str, bool]]:
    yield entry.words, True
    match entry.pos:
        case "noun":
            head = entry.words
            if head.endswith("y") and head[-2] not in "aeiou":
                yield head[:-1] + "ies", False
            elif head.endswith("man"):
                yield head[:-3] + "men", False
            elif head.endswith("f") and head[-2:] != "ff":
                yield head[:-1] + "ves", False
            else:
                yield head + ("es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s"), False
        case "verb":
            first, _, rest = entry.words.partition(" ")
            for form in _verb_forms(first):
                yield f"{form} {rest}".strip(), False
        case _:
            return


_IRREGULAR = {
    "lie": ("lied",),  # it also lies on the table
    "stand": ("stands", "stood", "standing"),
    "hold": ("holds", "held", "holding"),
    "bring": ("brings", "brought", "bringing"),
    "take": ("takes", "took", "taken", "taking"),
    "teach": ("teaches", "taught", "teaching"),
    "have": ("has", "had", "having"),
    "egg": ("eggs", "egged", "egging"),
    "wreak": ("wreaks", "wreaked", "wrought", "wreaking"),
    "mislead": ("misleads", "misled", "misleading"),
    "grovel": ("grovels", "grovelled", "groveled", "grovelling"),
}


def _verb_forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb):
        return verb + ending, verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    return verb + ending, verb + "ed", verb + "ing"


_TOKEN = re.compile(r"[A-Za-z][A-Za-z]*(?:[-'’][A-Za-z]+)*")
_AFTER_BASE = re.compile(
    r"(?:\b(?:to|will|would|could|can|may|might|must|should|shall|not|they|we|you|i|who|did|do|does)|n['’]t)\s+$",
    re.IGNORECASE,
)
_AFTER_NOUN = re.compile(
    r"(?:\b(?:the|a|an|this|that|these|those|his|her|its|their|our|your|my|of|no)|['’]s)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)


def _judging(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[tuple[Framing, PartOfSpeech]]:
    """Words of the lexicon that stand in the part of speech that judges."""
    text, forms = sentence.text, _forms()
    tokens = [(match.start(), match.end(), match[0].lower().replace("’", "'")) for match in _TOKEN.finditer(text)]
    verbs = {clause.head_start - sentence.start for clause in clauses if clause.pos == "verb"}
    nouns = {relation.phrase.head_start - sentence.start for clause in clauses for relation in clause.relations}
    neutral = _neutral_stretches(text)
    skip_to = 0
    for index, (start, _, word) in enumerate(tokens):
        candidates = forms.get(word) or forms.get(word.removesuffix("'s"))
        if start < skip_to or not candidates:
            continue
        for words, entry, base in candidates:
            last = index + len(words) - 1
            if last >= len(tokens) or not _same_words(tokens[index : last + 1], words):
                continue
            end = tokens[last][1] - (2 if tokens[last][2].endswith("'s") else 0)
            if any(low <= start < high for low, high in neutral) or _is_name(text, start, end):
                continue
            if entry.pos == "verb" and not _is_verb(text, start, base, verbs, nouns, bool(clauses), words[0]):
                continue
            if entry.pos in ("noun", "adjective") and start in verbs:
                continue
            if word == "lies" and start not in nouns and not _AFTER_NOUN.search(text[max(0, start - 40) : start]):
                continue  # "the fault lies with"
            span = (sentence.start + start, sentence.start + end, text[start:end])
            yield Framing(*span, entry.kind, (), entry.valence), entry.pos
            skip_to = end
            break


def _same_words(tokens: Sequence[tuple[int, int, str]], words: tuple[str, ...]) -> bool:
    return all(
        token[2] == word or (position == len(words) - 1 and token[2] == word + "'s")
        for position, (token, word) in enumerate(zip(tokens, words, strict=True))
    )


def _is_verb(text: str, start: int, base: bool, verbs: set[int], nouns: set[int], parsed: bool, form: str) -> bool:
    if start in verbs:
        return True
    if parsed and start in nouns:
        return False
    before = text[max(0, start - 40) : start]
    if base:
        return bool(_AFTER_BASE.search(before))
    return form.endswith(("ed", "ing")) or not _AFTER_NOUN.search(before)


def _is_name(text: str, start: int, end: int) -> bool:
    """A capital within a sentence, beside another capitalised word: a name ("Justice Bell", "Hero Lane")."""
    if not text[start].isupper() or not text[:start].strip(" \"'“‘"):
        return False
    beside = re.match(r"\s+[A-Z]", text[end : end + 3]) or re.search(r"[A-Z][\w'’-]*\s+$", text[:start])
    return bool(beside) and not text[start:end].isupper()


@cache
def _neutral_pattern() -> re.Pattern[str]:
    neutral = _table()["neutral"]
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in neutral["phrases"]) + r")\b", re.IGNORECASE)


def _neutral_stretches(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _neutral_pattern().finditer(text)]


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
