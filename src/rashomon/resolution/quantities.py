"""How many: the figures a clause states, of whom and of what outcome, as an interval.

A figure belongs to the clause in whose relation it stands: the object of "kill", the subject of "die" or of a protest.
"At least" leaves the upper end open, "up to" the lower; a vague number ("dozens") keeps its words, and its interval
follows a counting rule that can be chosen. Nothing is added up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.records import Clause, Coding, Document, Outcome, Phrase, Quantity
from rashomon.resolution.numbers import NUMERAL, NUMERAL_OPENINGS, read_number
from rashomon.resolution.time_expressions import find_times


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text with its bounds; None is open."""

    start: int
    end: int
    text: str
    low: int | None
    high: int | None
    qualifier: str | None
    rule: str


def find_quantities(
    clause: Clause, coding: Coding | None, *, document: Document, counting: str = "acled"
) -> tuple[Quantity, ...]:
    """The figures of one clause, each once, in the order of the text.

    ``coding`` may be None, as for an outcome clause that has no event of its own ("killing 25"). ``counting`` names the
    table of vague numbers in ``lexicons/en/quantities.toml``: "acled" (the least the word can mean) or "plural".
    Raises KeyError for a counting rule that is not there.
    """
    found: dict[tuple[int, int], Quantity] = {}
    for figure, phrase, outcome, population in _candidates(clause, coding, document, counting):
        key = (figure.start, figure.end)
        if key not in found:
            rule = f"{figure.rule}; {phrase}"
            found[key] = Quantity(
                figure.start,
                figure.end,
                figure.text,
                outcome,
                population,
                figure.low,
                figure.high,
                figure.qualifier,
                rule,
            )
    return tuple(sorted(found.values(), key=lambda quantity: quantity.start))


def find_figures(text: str, *, start: int = 0, counting: str = "acled") -> tuple[Figure, ...]:
    """Every number of a text with its bounds: "at least 25", "dozens", "between 20 and 30".

    >>> [(f.low, f.high) for f in find_figures("at least 25 of some 40, dozens more and up to 9")]
    [(25, None), (40, 40), (12, None), (None, 9)]
    """
    words = _words()
    vague = words.counting[counting]
    figures = []
    for match in _numbers_in(text, words):
        before = text[match.start() - 1 : match.start()]
        if before and (before.isalnum() or before in "-.,$£€#"):
            continue
        if match[0].isdigit() and _NAME_BEFORE.search(text, max(0, match.start() - 24), match.start()):
            continue  # "the Grace 1", "Apollo 11", "May 5"
        if _CLOCK_BEFORE.search(text, max(0, match.start() - 24), match.start()):
            continue  # "five minutes past four"
        figure = _read_figure(match, vague, words.qualifiers)
        if figure:
            low, high, qualifier, rule = figure
            figures.append(
                Figure(start + match.start(), start + match.end(), match[0], low, high, qualifier, rule)
            )  # fmt: skip
    return tuple(figures)


def _numbers_in(text: str, words: _Words) -> Iterator[re.Match[str]]:
    """What looks like a number with its qualifiers, left to right; tried only at words that may begin one."""
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start >= end and (word[0][0].isdigit() or word[0].lower() in words.openings):
            match = words.figure.match(text, start)
            if match:
                end = match.end()
                yield match


_WORD = re.compile(r"\w+")
_CLOCK_BEFORE = re.compile(r"\b(?:minutes?|half|quarter)\s+(?:past|to)\s+$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:^|\s)(?!The\s|In\s|At\s|Of\s|And\s|All\s|Its\s|Some\s|About\s)[A-Z][\w-]*\s+$")


# --- the words -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    qualifiers: dict[str, str]
    counting: dict[str, dict[str, tuple[int, int | None]]]
    affected: dict[str, Outcome]
    affected_persons: dict[str, Outcome]
    affected_subjects: dict[str, Outcome]
    modes: dict[str, Outcome]
    told_dead: frozenset[str]
    participating: frozenset[str]
    states: dict[str, Outcome]
    things: dict[str, Outcome]
    persons: frozenset[str]
    uncounted: frozenset[str]
    figure: re.Pattern[str]
    openings: frozenset[str]  # words that a figure may begin with, where it does not begin with a digit
    state_after: re.Pattern[str]
    toll: re.Pattern[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(files("rashomon").joinpath("lexicons/en/quantities.toml").read_text(encoding="utf-8"))
    things: dict[str, Outcome] = {}
    outcomes: tuple[Outcome, ...] = ("vehicles", "vessels", "aircraft", "munitions", "troops")
    for outcome in outcomes:
        things.update(dict.fromkeys(table["things"][outcome], outcome))
    counting = {
        name: {word: tuple(value) if isinstance(value, list) else (value, None) for word, value in values.items()}
        for name, values in table["counting"].items()
    }
    before = [words for words in table["qualifiers"] if not words.startswith(("or ", "and "))]
    after = [words for words in table["qualifiers"] if words.startswith(("or ", "and "))]
    vague = _either(table["counting"]["acled"])
    number = rf"(?:no\s+one|{NUMERAL}|(?:a|an)(?=\s+[a-z])|both|none|nobody|no)(?!\w)"
    figure = re.compile(
        rf"\b(?:(?P<between>between|from)\s+)?(?:(?P<before>{_either(before)})\s+)?"
        rf"(?:(?P<vague>(?:many\s+)?{vague})\b|(?P<first>{number})"
        rf"(?:\s*(?:-|–|\bto\b|\bor\b|(?(between)\band\b|(?!)))\s*(?P<last>{NUMERAL}))?)"
        rf"(?:\s+(?P<after>{_either(after)})\b)?",
        re.IGNORECASE,
    )
    phrases = (*before, *table["counting"]["acled"], "many", "between", "from", "no", "both", "none", "nobody")
    state = _either(table["states"])
    return _Words(
        qualifiers=table["qualifiers"],
        counting=counting,
        affected=table["affected"],
        affected_persons=table["affected_persons"],
        affected_subjects=table["affected_subjects"],
        modes=table["modes"],
        told_dead=frozenset(table["told_dead"]["verbs"]),
        participating=frozenset(table["participating"]["verbs"]),
        states=table["states"],
        things=things,
        persons=frozenset(table["things"]["persons"]),
        uncounted=frozenset(table["things"]["uncounted"]),
        figure=figure,
        openings=NUMERAL_OPENINGS | {phrase.split()[0] for phrase in phrases},
        state_after=re.compile(
            rf"\s+(?:(?:were|was|are|is|had\s+been|been|left|of\s+them|people|others)\s+)?({state})\b", re.IGNORECASE
        ),
        toll=re.compile(
            rf"\b(?:(?:number|toll|count|tally|total)\s+(?:of\s+)?(?:the\s+)?(?P<state>{state})|(?P<death>death\s+toll))\b"
            r"[^.;!?]{0,40}?\b(?:at|to|of|is|was|as|reached|exceeded|passed)\s+",
            re.IGNORECASE,
        ),
    )


def _either(words: object) -> str:
    return (
        "(?:"
        + "|".join(
            re.escape(word).replace(r"\ ", r"\s+")
            for word in sorted(map(str, words), key=len, reverse=True)  # type: ignore[call-overload]  # any collection of words
        )
        + ")"
    )


def _read_figure(
    match: re.Match[str], vague: dict[str, tuple[int, int | None]], qualifiers: dict[str, str]
) -> tuple[int | None, int | None, str | None, str] | None:
    qualifier = " ".join((match["before"] or match["after"] or "").lower().split())
    if match["vague"]:
        words = " ".join(match["vague"].lower().split()).removeprefix("many ")
        low, high = vague[words]
        if qualifiers.get(qualifier) == "high":
            return None, low, qualifier, "vague number, upper bound"
        return low, high, f"{qualifier} {words}".strip(), "vague number"
    first = match["first"].lower()
    if first in ("no", "none", "nobody", "no one"):
        return 0, 0, None, "none"
    number = 2.0 if first == "both" else read_number(first)
    if number is None or number % 1:
        return None
    low = int(number)
    last = read_number(match["last"]) if match["last"] else None
    scale = re.search(r"\s(hundred|thousand|million|billion)$", match["last"] or "", re.IGNORECASE)
    if scale and last is not None and low < 1000:
        low *= int(read_number("one " + scale[1]) or 1)  # "5 to 6 thousand"
    if last is not None:
        if last <= low or last % 1:
            return None
        return low, int(last), "between", "from one number to another"
    if match["between"]:
        return None
    if first in ("a", "an"):
        return (1, 1, None, "one") if not qualifier else None
    match qualifiers.get(qualifier):
        case "low":
            return low, None, qualifier, "lower bound"
        case "high":
            return None, low, qualifier, "upper bound"
        case "about":
            return low, low, qualifier, "about so many"
        case _:
            return low, low, None, "so many"


# --- which figures are the clause's, and what they count ------------------------------------------------------------


def _candidates(
    clause: Clause, coding: Coding | None, document: Document, counting: str
) -> Iterator[tuple[Figure, str, Outcome, str | None]]:
    """Figures with the reason they belong, what came of those counted, and who they are."""
    words = _words()
    yield from _tolls(clause, document, counting)
    yield from _before_noun(clause, coding, document, counting)
    for relation in clause.relations:
        name, phrase = relation.name, relation.phrase
        if phrase.how == "carried" or (phrase.how == "elided" and coding is None) or "money" in phrase.kinds:
            continue
        if "time" in phrase.kinds:
            name = "object"  # "injured five between Monday and Friday": the figure has no noun of its own
        affects = _outcome_of(clause, coding, name, phrase)
        figures = _figures_of(phrase, document, counting)
        for figure in figures:
            noun, population = _counted(figure, phrase, document)
            if (
                noun in words.uncounted
                or _is_measure(figure, noun, document)
                or (figure.rule == "one" and not _is_one(figure, noun, phrase, document))
                or (clause.pos == "noun" and figure.end <= phrase.start and phrase.end <= clause.head_start)
            ):
                continue
            outcome = _outcome(figure, noun, phrase, document, affects)
            if outcome is None or (outcome == "other" and (figure.rule == "one" or not _is_role(name, coding))):
                continue
            yield figure, f"{name} of {clause.lemma}", outcome, population
            yield from _included(phrase, outcome, document, counting)
        if not figures:
            yield from _of_them(phrase, affects, document, counting)
        yield from _all_of(phrase, affects, counting)


def _outcome_of(clause: Clause, coding: Coding | None, relation: str, phrase: Phrase) -> Outcome | None:
    """What the predicate does to the one in this relation."""
    words = _words()
    lemma = clause.lemma
    if lemma in words.told_dead and relation in ("subject", "object"):
        state = words.state_after.match(clause.sentence.text, clause.trigger.end - clause.sentence.start)
        return words.states[state[1].lower()] if state else None
    if lemma == "shoot" and relation == "object" and any(p.lemma == "dead" for p in clause.phrases("attribute")):
        return "killed"
    if relation == "object" and lemma in words.affected_persons:
        return words.affected_persons[lemma] if {"person", "armed", "civilian"} & set(phrase.kinds) else None
    if lemma == "lose" and relation == "object" and {"armed", "troops"} & set(phrase.kinds):
        return "killed"
    wounds = any(phrase.lemma in ("wound", "injury", "burn") for phrase in clause.phrases("for", "object"))
    if relation == "subject":
        if lemma in words.affected_subjects and not (coding and "subject" in coding.actors):
            return words.affected_subjects[lemma]
        if (lemma in ("suffer", "sustain") and wounds) or (
            lemma in ("injury", "wound") and clause.light in ("suffer", "sustain", "receive")
        ):
            return "injured"
        if coding and coding.outcome and "subject" in coding.recipients:
            return coding.outcome  # "forty people lost their lives"
        if lemma in words.participating or (coding and coding.event == "PROTEST"):
            return "participants"
        return None
    if relation in ("object", "of"):
        if lemma in ("treat", "hospitalise", "evacuate") and wounds:
            return "injured"
        if coding and coding.outcome and coding.outcome not in ("participants", "other"):
            return coding.outcome
        return words.affected.get(lemma) or words.modes.get((coding.mode if coding else None) or "")
    return None


def _figures_of(phrase: Phrase, document: Document, counting: str) -> tuple[Figure, ...]:
    """The figures of a phrase: one before its head, or its head, or after "of" ("the crew of twenty-four").

    The qualifier may stand just before the phrase ("at least").
    """
    opening = max(phrase.start - 24, 0)
    opening = max(opening, document.text.rfind("\n", opening, phrase.start) + 1)
    stretch = document.text[opening : phrase.end]
    figures = [
        figure
        for figure in find_figures(stretch, start=opening, counting=counting)
        if (figure.end > phrase.start or not document.text[figure.end : phrase.start].strip())
        and document.text[figure.end : figure.end + 1] != "%"
    ]
    times = [(time.start + opening, time.end + opening) for time in find_times(stretch)] if figures else []
    kept = []
    for figure in figures:
        if any(start < figure.end and figure.start < end for start, end in times):
            continue
        if figure.start >= phrase.head_end and not re.search(
            r"\b(?:of|numbering)\s+$", document.text[phrase.head_start : figure.start]
        ):
            continue
        if figure.rule == "one" and figure.start > phrase.start:
            continue
        if figure.end > phrase.head_end and figure.start < phrase.head_start:
            continue
        kept.append(figure)
    return tuple(kept[:1]) if kept and kept[0].rule != "one" else tuple(kept[:2])[-1:]


def _counted(figure: Figure, phrase: Phrase, document: Document) -> tuple[str, str | None]:
    """The lemma and the words of the noun that a figure counts: "men" in "six of its men"."""
    if figure.start <= phrase.head_start < figure.end or "time" in phrase.kinds:
        after = re.match(
            r"\s+(?:(?:more|others?|of)\s+)*(?:(?:the|its|his|her|their|our|my|them|us|these|those)\s+)*([a-z]+)?",
            document.text[figure.end : phrase.end],
        )
        noun = after[1] if after and after[1] else None
        return (_singular(noun), noun) if noun else ("", None)
    head = document.text[phrase.head_start : phrase.head_end]
    return phrase.lemma, head if head.isalpha() else None


def _is_measure(figure: Figure, noun: str, document: Document) -> bool:
    """ "40 days of mourning", "aged from 18 to 45", "both parties": no count of anyone."""
    words = _words()
    text = document.text
    next_word = re.match(r"[\s-]+([a-z]+)", text[figure.end : figure.end + 24])
    if next_word and _singular(next_word[1]) in words.uncounted:
        return True
    if re.search(r"\b(?:aged?|ages\s+of|ages)\s+$", text[max(0, figure.start - 12) : figure.start]):
        return True
    return figure.text.lower().startswith("both") and noun not in words.things and noun not in words.persons - {"crew"}


def _is_one(figure: Figure, noun: str, phrase: Phrase, document: Document) -> bool:
    """Whether "a" counts: a person or a thing, no group ("a crowd", "a group of ships", "a battalion")."""
    words = _words()
    if noun in _GROUPS or " of " in document.text[figure.end : phrase.head_start]:
        return False
    return words.things.get(noun) not in (None, "munitions") or noun in words.persons


_GROUPS = frozenset(
    {
        "battalion", "brigade", "division", "convoy", "flotilla", "personnel", "troop", "people", "crew", "family",
        "staff", "police",
    }
)  # fmt: skip


def _outcome(figure: Figure, noun: str, phrase: Phrase, document: Document, affects: Outcome | None) -> Outcome | None:
    words = _words()
    after = words.state_after.match(document.text, max(phrase.end, figure.end))
    if noun in words.states:
        return words.states[noun]
    head = document.text[phrase.head_start : phrase.head_end].lower()
    if head in words.states:
        return words.states[head]
    thing = words.things.get(noun) or _thing_by_kind(phrase)
    if thing and thing != "troops":
        return thing
    if affects:
        return affects
    if after and after[1].lower() in ("dead", "wounded", "injured", "missing", "homeless"):
        return words.states[after[1].lower()]
    if thing:
        return thing
    partitive = document.text[figure.end : figure.end + 4] == " of "
    person = (
        partitive
        or noun in words.persons
        or not noun
        or bool({"person", "armed", "civilian", "party"} & set(phrase.kinds))
    )
    return "other" if person else None


def _thing_by_kind(phrase: Phrase) -> Outcome | None:
    kinds: tuple[tuple[str, Outcome], ...] = (
        ("vessel", "vessels"), ("aircraft", "aircraft"), ("vehicle", "vehicles"), ("troops", "troops"),
    )  # fmt: skip
    if "person" in phrase.kinds and "troops" not in phrase.kinds:
        return None  # "fighters" are men here, though a fighter may be an aircraft
    return next((outcome for kind, outcome in kinds if kind in phrase.kinds), None)


def _is_role(relation: str, coding: Coding | None) -> bool:
    roles = {"subject", "object"} | (set(coding.actors) | set(coding.recipients) if coding else set())
    return relation in roles


def _before_noun(
    clause: Clause, coding: Coding | None, document: Document, counting: str
) -> Iterator[tuple[Figure, str, Outcome, str | None]]:
    """ "three arrests", "12 deaths": the figure stands before the noun that is the predicate."""
    if clause.pos != "noun":
        return
    outcome = (coding.outcome if coding else None) or _words().affected.get(clause.lemma)
    word = document.text[clause.head_start : clause.trigger.end]
    if outcome is None or not word.lower().rstrip(".,").endswith("s"):
        return
    opening = max(clause.sentence.start, clause.head_start - 30)
    for figure in find_figures(document.text[opening : clause.head_start], start=opening, counting=counting):
        if re.fullmatch(r"\s+(?:[a-z]+\s+)?", document.text[figure.end : clause.head_start]) and figure.rule != "one":
            yield figure, f"before {clause.lemma}", outcome, None


def _tolls(clause: Clause, document: Document, counting: str) -> Iterator[tuple[Figure, str, Outcome, str | None]]:
    """ "puts the number of wounded at three", "the death toll rose to 25"."""
    words = _words()
    sentence = clause.sentence
    for match in words.toll.finditer(document.text, sentence.start, sentence.end):
        ends = sorted((match.start(), clause.head_start))
        if ends[1] - ends[0] > 60 or not (match.start() - 40 <= clause.head_start <= match.end()):
            continue
        opening = match.end()
        figures = find_figures(document.text[opening : opening + 40], start=opening, counting=counting)
        if figures and figures[0].start == opening and figures[0].rule != "one":
            outcome: Outcome = words.states[match["state"].lower()] if match["state"] else "killed"
            yield figures[0], "toll", outcome, None


def _included(
    phrase: Phrase, outcome: Outcome, document: Document, counting: str
) -> Iterator[tuple[Figure, str, Outcome, str | None]]:
    """ "12 people, including three children": a part of those counted, with its own words."""
    text = document.text
    match = re.match(r",?\s+(?:including|among\s+them|among\s+whom)\s+", text[phrase.end : phrase.end + 24])
    if not match:
        part = re.match(r",\s+((?:[\w-]+\s+){1,3})of\s+(?:them|whom)\s+([a-z]+)", text[phrase.end : phrase.end + 48])
        figures = find_figures(part[1], start=phrase.end + part.start(1), counting=counting) if part else ()
        if part and figures and _singular(part[2]) in _words().persons:
            yield figures[0], "part of those counted", outcome, part[2]
        return
    opening = phrase.end + match.end()
    for figure in find_figures(document.text[opening : opening + 40], start=opening, counting=counting)[:1]:
        noun = re.match(r"\s+((?:[a-z]+\s+)?[a-z]+)", document.text[figure.end : figure.end + 40])
        if figure.start == opening and noun and figure.rule != "one":
            population = noun[1] if noun[1].split()[0] not in _words().persons else noun[1].split()[0]
            yield figure, "part of those counted", outcome, population


def _of_them(
    phrase: Phrase, affects: Outcome | None, document: Document, counting: str
) -> Iterator[tuple[Figure, str, Outcome, str | None]]:
    """ "stopped lorries on the road, over 90 of them": the count is told after those counted."""
    text = document.text
    ending = _ENDS.search(text, phrase.end)
    closing = ending.start() if ending else len(text)
    tail = text[phrase.end : closing].rstrip()
    match = re.search(r",\s+((?:[\w-]+\s+){1,4})of\s+them$", tail) if tail.endswith("them") else None
    figures = find_figures(match[1], start=phrase.end + match.start(1), counting=counting) if match else ()
    outcome = _words().things.get(phrase.lemma) or _thing_by_kind(phrase) or affects
    if figures and outcome:
        yield figures[0], "told after those counted", outcome, text[phrase.head_start : phrase.head_end]


def _all_of(
    phrase: Phrase, affects: Outcome | None, counting: str
) -> Iterator[tuple[Figure, str, Outcome, str | None]]:
    """ "captured all of them": as many as were told of before."""
    before = phrase.antecedent
    if before is None or not re.match(r"(?:all|both)\b", phrase.text, re.IGNORECASE):
        return
    figures = find_figures(before.text, start=before.start, counting=counting)[:1]
    outcome = _thing_by_kind(phrase) or affects
    if figures and outcome and figures[0].rule != "one":
        yield figures[0], "all of those told before", outcome, before.text.split()[-1]


_ENDS = re.compile(r"[.;:\n\"”]")


def _singular(noun: str) -> str:
    irregular = {"men": "man", "women": "woman", "children": "child", "people": "people", "servicemen": "serviceman"}
    if noun in irregular:
        return irregular[noun]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and noun != "us" else noun
