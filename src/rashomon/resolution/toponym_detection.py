"""Finding names of places in plain text, without a parser: the longest match, judged by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rashomon.resolution.gazetteer import Gazetteer, fold
from rashomon.resolution.place_names import Cues, Mention, prominence, read_cues, without_possessive

_MOST_WORDS = 6
_VENUE_PREPOSITIONS = frozenset(("at", "inside", "outside"))
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_](?:[\w’'‘`-]*\w)?(?:(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z][a-z])\.|(?<=\bCalif)\.)?"
)
_SHORT_NAMES = ("us", "uk", "uae", "drc", "dc", "usa", "nyc")
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.?")
_NO_NOUNS = ("was", "is", "had", "has", "and", "were", "to", "from", "on", "in", "at", "by", "or")
_CERTAIN, _LIKELY_OPENING, _LIKELY = 6.0, 5.0, 4.6  # prominence: 1,000,000, 100,000, 40,000 persons
_COMMA = re.compile(r",\s*")
_BREAK = re.compile(r"[\n,;:!?()\"“”]")
_NUMBERED = re.compile(r"\s+\d+\b(?!,\d)")
_HELD = re.compile(r"-(?:annexed|occupied|held|controlled|administered|ruled|besieged)$")
_ARTICLED = re.compile(r"(?:al|el|ar|as|ash|ad|an|at|az|ez|ul)[-‑][A-Z]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n“”\"(]|\s[-–—])\s*$")


def detect_toponyms(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of places in a text, longest first where they overlap, left to right; the sure ones only."""
    return tuple(mention for mention in detect_mentions(text, gazetteer) if mention.sure)


def detect_mentions(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All names in a text that may name a place, left to right.

    Demonyms ("Iranian") are none. A name that is more often something else (a given name, a word
    of the language) is sure with a preposition of place, a containing place beside it, or a sure
    mention elsewhere in the text.
    """
    cues = read_cues()
    words = _Words(text, tuple(_WORD.finditer(text)))
    found: list[Mention] = []
    doubtful: list[Mention] = []
    at = 0
    while at < len(words.words):
        length, sure = _match_at(words, at, gazetteer, cues)
        if not length:
            at += 1
            continue
        start, end = words.words[at].start(), words.words[at + length - 1].end()
        end = start + len(_without_stop(without_possessive(text[start:end]), text[end : end + 3]))
        (found if sure else doubtful).append(Mention(start, end, text[start:end], sure))
        at += length
    known = {fold(mention.text) for mention in found}
    found.extend(replace(mention, sure=fold(mention.text) in known) for mention in doubtful)
    return tuple(sorted(found, key=lambda mention: mention.start))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, and what stands beside some of them."""

    text: str
    words: tuple[re.Match[str], ...]

    def beside(self, at: int, step: int) -> str:
        """The next word on one side, when only blanks stand between; else nothing."""
        other = at + step
        if not 0 <= other < len(self.words):
            return ""
        left, right = (self.words[other], self.words[at]) if step < 0 else (self.words[at], self.words[other])
        between = self.text[left.end() : right.start()]
        return self.words[other].group() if between.isspace() and "\n" not in between else ""

    def opens(self, at: int) -> bool:
        """Does the word open a sentence or a quotation?"""
        start = self.words[at].start()
        return at == 0 or bool(_SENTENCE_START.search(self.text[max(0, start - 4) : start]))

    def preposition(self, at: int) -> str:
        """The word before, an article passed over; lower case."""
        start = self.words[at].start()
        found = re.search(r"(\w+)\s+(?:the\s+)?$", self.text[max(0, start - 24) : start])
        return found.group(1).casefold() if found else ""

    def follows_place(self, at: int, gazetteer: Gazetteer) -> bool:
        """ "Houston, TX": a known name and a comma stand before."""
        if at == 0 or not _COMMA.fullmatch(self.text[self.words[at - 1].end() : self.words[at].start()]):
            return False
        before = self.words[at - 1].group()
        return before[0].isupper() and gazetteer.knows(before)

    def lies_in(self, last: int, gazetteer: Gazetteer) -> bool:
        """ "Paris, Texas": a comma and a country or a division follow."""
        following = self.words[last + 1 : last + 3]
        if not following or not _COMMA.fullmatch(self.text[self.words[last].end() : following[0].start()]):
            return False
        for word in following:
            name = self.text[following[0].start() : word.end()]
            if name[0].isupper() and any(entry.kind in ("country", "admin1") for entry in gazetteer.find(name)[:4]):
                return True
        return False


def _match_at(words: _Words, at: int, gazetteer: Gazetteer, cues: Cues) -> tuple[int, bool]:
    """How many words from here are the name of a place (0: none), and whether that is sure."""
    first = words.words[at].group()
    if not (_is_capital(first) or fold(first) in ("al", "el")) or first.isdigit():
        return 0, False
    start = words.words[at].start()
    closing = _BREAK.search(words.text, start)
    opens_ours = gazetteer.opens_ours(first)
    for length in range(min(_MOST_WORDS, len(words.words) - at), 0, -1):
        last = words.words[at + length - 1]
        if closing and closing.start() < last.end():
            continue
        span = words.text[start : last.end()]
        is_name = length == 1 or _is_capital(last.group()) or last.group()[0].isdigit()
        if not is_name and not (opens_ours and gazetteer.knows_of_ours(span)):  # but "Kabul airport", "K1 base"
            continue
        name = without_possessive(span)
        if not gazetteer.knows(name):
            continue
        sure = _judge(words, at, length, name, gazetteer, cues)
        if sure is not None:
            return length, sure
    return 0, False


def _without_stop(name: str, after: str) -> str:
    """The name without the stop that ends its sentence: "Deir ez-Zor.", but "D.C."."""
    ends = name.endswith(".") and name.count(".") == 1 and (not after.strip() or after.lstrip()[:1].isupper())
    return name[:-1] if ends else name


def _is_capital(word: str) -> bool:
    """ "Tanf", "al-Tanf", "ez-Zor"."""
    return word[0].isupper() or bool(_ARTICLED.match(word))


def _judge(words: _Words, at: int, length: int, name: str, gazetteer: Gazetteer, cues: Cues) -> bool | None:
    """Is it a place: True, False (only if the name is sure elsewhere), None (no)."""
    key, last = fold(name), at + length - 1
    before, located = words.beside(at, -1), _is_located(words, at, cues)
    bearers = gazetteer.find(name)[:6]
    if len(key) < 2 or key in cues.adjectives or _is_of_another_name(words, at, last, located, gazetteer, cues):
        return None
    if len(key) <= 3 and "." not in name and (name.isupper() or len(key) == 2) and key not in _SHORT_NAMES:
        return True if name.isupper() and words.follows_place(at, gazetteer) else None
    if _INITIALS.fullmatch(name) and key.replace(".", "") not in _SHORT_NAMES:
        return True if words.follows_place(at, gazetteer) else None  # "the U.N. compound"
    if length == 1 and _NUMBERED.match(words.text, words.words[last].end()):
        return None  # "the Grace 1": a ship
    if key in cues.common:
        return True if words.follows_place(at, gazetteer) else None
    if length == 1 and key in cues.given:
        return located or words.follows_place(at, gazetteer)
    if before == "the" and bearers[0].kind == "city" and not words.beside(last, 1)[:1].isalpha():
        return None  # "the Berdyansk": a ship
    if before == "the" and bearers[0].kind == "city" and words.beside(last, 1) in _NO_NOUNS:
        return None
    if all(entry.kind == "venue" for entry in bearers):  # "at the United Nations"
        return True if words.preposition(at) in _VENUE_PREPOSITIONS else None
    weight = max(prominence(entry) for entry in bearers)
    if located or weight >= _CERTAIN or words.lies_in(last, gazetteer):
        return True
    return weight >= (_LIKELY_OPENING if words.opens(at) else _LIKELY)


def _is_located(words: _Words, at: int, cues: Cues) -> bool:
    """Does a word of place stand before: "in", "northern", "Russian-annexed"?"""
    before = words.beside(at, -1).casefold()
    if before in cues.locative or _HELD.search(before):
        return True
    return before == "the" and at > 1 and words.words[at - 2].group().casefold() in cues.locative


def _is_of_another_name(words: _Words, at: int, last: int, located: bool, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Is it a part of another name: "Jordan Smith", "President Lincoln", "Houston Chronicle"?"""
    before, after = words.beside(at, -1), words.beside(last, 1)
    previous = before.casefold()
    if after[:1].isupper() and fold(after) in cues.followers:
        return True
    if after[:1].isupper() and not after.isupper() and at == last and fold(words.words[at].group()) in cues.given:
        return True
    if located or not before:
        return False
    if previous.rstrip(".") in cues.titles:
        return True
    if not before[0].isupper() or words.opens(at - 1):
        return False
    return previous not in cues.adjectives and fold(before) not in cues.divisions
