"""A phrase taken apart: its words, the names in it, its head, and the compounds that its names stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.resolution.composition import Composition
from rashomon.resolution.names import Catalogue, Found

WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['\u2019](?!s\b)[^\W_]+)*")
# What follows the head: whose it is, where it is, and what says neither.
BELONGS = frozenset(("of", "for", "within", "inside", "from", "at"))
STANDS = frozenset(("in", "at", "from", "near", "across", "around", "outside", "throughout", "along", "on"))
ASIDE = frozenset(
    ("to", "against", "with", "over", "about", "by", "under", "between", "during", "after", "before", "since", "as",
     "who", "that", "which", "whose", "bound", "and", "or")
)  # fmt: skip
CUT = BELONGS | STANDS | ASIDE
_POSSESSIVE = re.compile(r"['\u2019]s\b|(?<=s)['\u2019](?=\s|$)|\s['\u2019]s\b")
_PARTICIPLES = frozenset(("held", "run", "led", "belonging", "loyal"))


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its words, its names and its head."""

    text: str
    tokens: tuple[tuple[int, int], ...]
    names: tuple[Found, ...]
    head: int  # index into tokens

    def word(self, index: int) -> str:
        start, end = self.tokens[index]
        return self.text[start:end]

    def name_at(self, index: int) -> Found | None:
        """The name that this word is of."""
        start, _ = self.tokens[index]
        return next((found for found in self.names if found.start <= start < found.end), None)

    def first_of(self, found: Found) -> int:
        """The index of the first word of a name."""
        return next(index for index, (start, _) in enumerate(self.tokens) if start >= found.start)

    def has_break(self, index: int) -> bool:
        """Whether something other than a blank, a hyphen or an abbreviation's full stop stands after this word."""
        gap = self.text[self.tokens[index][1] : self.tokens[index + 1][0]]
        return gap.strip(" -\u2010\u2011\n") != ""

    def between(self, first: int, last: int) -> str:
        return self.text[self.tokens[first][0] : self.tokens[last][1]]

    def after_head(self) -> str:
        return self.text[self.tokens[self.head][1] :]

    def possessor_before(self, index: int) -> tuple[str, int] | None:
        """The text before the last possessive mark before a word, and where the mark ends."""
        end = self.tokens[index][0]
        marks = [match for match in _POSSESSIVE.finditer(self.text) if match.end() <= end]
        return (self.text[: marks[-1].start()], marks[-1].end()) if marks else None


def take_apart(text: str, catalogue: Catalogue, head: tuple[int, int] | None = None) -> Words | None:
    """The words of a phrase; without a head from a parse the head is the last word before what follows it."""
    tokens = tuple((match.start(), match.end()) for match in WORD.finditer(text))
    if not tokens:
        return None
    names = catalogue.find_all(text)
    index = None
    if head is not None:
        index = next((at for at, (start, end) in enumerate(tokens) if start <= head[0] < end), None)
    if index is None and _closes_with_titled(text, names, catalogue):
        index = len(tokens) - 1
    return Words(text, tokens, names, _find_head(text, tokens, names) if index is None else index)


def _closes_with_titled(text: str, names: Sequence[Found], catalogue: Catalogue) -> bool:
    """ "Secretary of state Ada Quist": a title with its "of", and then the name that is the head."""
    person = next((found for found in names if found.end == len(text) and found.names[0].label == "PERSON"), None)
    if person is None:
        return False
    before = text[: person.start].lower().split()
    return any(
        "of" in before[-length:] and catalogue.agent_of(" ".join(before[-length:])) is not None
        for length in range(3, len(before) + 1)
    )


def compound_of(text: str, found: Found, composition: Composition) -> str:
    """What a name says in its compound: "backing" ("Iran-backed", "pro-Iran"), "owning" ("Saudi-led"), "holding"
    ("Russian-annexed"), "passing" ("Iranian-made", "ethnic Albanian") or, alone, "plain"."""
    after = re.match(r"[-\u2010\u2011 ](\w+)", text[found.end :])
    if after is not None:
        is_hyphened = text[found.end] != " "
        for kind, words in (
            ("backing", composition.backing),
            ("owning", composition.owning),
            ("holding", composition.holding),
            ("passing", composition.passing),
        ):
            if after[1].lower() in words and (is_hyphened or kind in ("owning", "holding")):
                return kind
    if re.search(r"\bethnic[- ]$", text[: found.start], re.IGNORECASE):
        return "passing"
    before = re.search(r"(\w+)[-\u2010\u2011]$", text[: found.start])
    if before is not None and before[1].lower() in composition.siding:
        return "backing" if before[1].lower() == "pro" else "passing"
    return "plain"


def _find_head(text: str, tokens: Sequence[tuple[int, int]], names: Sequence[Found]) -> int:
    """The last word before the first preposition, comma or participle that is not inside a name."""
    last = 0
    for index, (start, end) in enumerate(tokens):
        word = text[start:end].lower()
        if index and not any(found.start < start < found.end for found in names):
            gap = text[tokens[index - 1][1] : start]
            follower = text[slice(*tokens[index + 1])].lower() if index + 1 < len(tokens) else ""
            if any(sign in gap for sign in ",;:()[]\u2013\u2014") or word in CUT:
                break
            if (word.endswith("ed") and follower == "by") or (word in _PARTICIPLES and not gap.endswith("-")):
                break
            if word.endswith("ing") and follower in CUT:
                break  # "soldiers serving in Mali"
        if word != "s":
            last = index
    return last
