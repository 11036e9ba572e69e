"""What a document has named before, and what is told of by a like noun later: "six sailors" after a Ukrainian crew.

Nouns of one class of ``lexicons/en/alike.toml`` may speak of the same; nothing is taken where two countries fit.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rashomon.records import Clause, Party, Phrase, Span
from rashomon.resolution.tables import code_of

_ALIKE = Path(__file__).parents[1] / "lexicons" / "en" / "alike.toml"
_DEFINITE = frozenset(
    [
        "the", "this", "that", "these", "those", "both", "all", "its", "their", "his", "her", "our", "my", "each",
        "every", "it", "they", "them", "he", "she", "him", "we", "us",
    ]
)  # fmt: skip
_OF_SHIP = re.compile(
    r"\b(?:crew|captain|master|skipper|sailors?|crewm[ae]n|hull|deck|bridge) of (the [A-Z]\w+ [A-Z]\w+)$"
)
SOFT = {"BUS", "CVL", "UAF"}  # sectors that a noun alone suggests and a clearer mention overrules


@dataclass(frozen=True, slots=True)
class Mention:
    """One party as it was named."""

    kind: str  # the class of alike nouns, else the lemma
    party: Party
    start: int
    sentence: int
    role: str = ""


@dataclass(slots=True)
class Mentions:
    """Those named in a document so far, in the order of its text, and the things with a name of their own."""

    seen: tuple[Mention, ...] = ()
    named: dict[str, Party] = field(default_factory=dict)

    def by_mention(self, phrase: Phrase, party: Party, without: frozenset[str] = frozenset(), role: str = "") -> Party:
        """A definite phrase as the last party of a like noun; a soft sector as a clearer mention has it."""
        kind = kind_of_phrase(phrase)
        if kind is None or phrase.text[phrase.head_end - phrase.start :].startswith(" of "):
            return party  # "the crews of the two tugs" are theirs, whatever crews were named before
        before = [
            m
            for m in self.seen
            if m.start < phrase.start and m.kind in _reach(kind) and m.party.country not in without
            if _can_be_as_many(phrase, m.party)
        ]
        if party.country is None:
            if is_settled(party) or not is_definite(phrase.text):
                return party
            found = self._fitting(before, role)
            if found is None or found.party.country is None:
                return party
            antecedent = Span(found.party.start, found.party.end, found.party.text)
            sectors = found.party.sectors if not party.sectors or set(party.sectors) <= SOFT else party.sectors
            return replace(
                party,
                entity=found.party.entity,
                name=found.party.name,
                country=found.party.country,
                sectors=sectors,
                code=code_of(found.party.country, sectors),
                antecedent=antecedent,
                how="coreference",
                rule=f"as {found.party.text!r} before",
            )
        if not party.sectors or set(party.sectors) <= SOFT:
            clearer = [
                m
                for m in self.seen
                if m.kind == kind and m.party.country == party.country and set(m.party.sectors) - SOFT
            ]
            if clearer and party.entity is None:
                sectors = clearer[0].party.sectors
                return replace(
                    party,
                    sectors=sectors,
                    code=code_of(party.country, sectors),
                    rule=f"{party.rule}; sector as of {clearer[0].party.text!r}",
                )
        return party

    def by_name(self, phrase: Phrase, party: Party) -> Party:
        """ "the Aurora Bay" where the document says whose it is elsewhere: "the Greek tanker Aurora Bay"."""
        if party.code is not None and party.code != "MNC":
            return party
        known = self.named.get(name_in(phrase.text))
        if known is None or not known.code:
            return party
        return replace(
            party, country=known.country, sectors=known.sectors, code=known.code, entity=known.entity,
            antecedent=None, how="coreference", rule=f"named in {known.text!r}",
        )  # fmt: skip

    def _fitting(self, before: Sequence[Mention], role: str) -> Mention | None:
        """The one country of mentions alike so far; of two, that of the last sentences, else of the same role there."""
        if not before:
            return None
        countries = {m.party.country for m in before}
        if len(countries) == 1:
            return before[-1]
        recent = [m for m in before if before[-1].sentence - m.sentence <= 1]
        if len({m.party.country for m in recent}) == 1:
            return recent[-1]
        alike = [m for m in recent if role and m.role == role]
        if len({m.party.country for m in alike}) == 1:
            return alike[-1]
        return None


def ship_names(clauses: Sequence[Clause]) -> frozenset[str]:
    """Names that the text treats as ships without saying so: "the crew of the Aurora Bay", "boarded the Orion"."""
    found: set[str] = set()
    for clause in clauses:
        for relation in clause.relations:
            phrase = relation.phrase
            aboard = relation.name in ("aboard", "onto", "on board") and phrase.label not in ("GPE", "NORP")
            sailed = relation.name == "object" and clause.lemma in ("board", "sink", "torpedo", "moor", "refloat")
            if (aboard or sailed) and not {"country", "organisation"} & set(phrase.kinds):
                found.add(name_in(phrase.text))
            if phrase.lemma in nouns("aboard") and (owned := phrase.owner) is not None and " " in owned.text:
                found.add(name_in(owned.text))
            if (match := _OF_SHIP.search(phrase.text)) is not None:
                found.add(name_in(match[1]))
    return frozenset(found - {""})


def name_in(text: str) -> str:
    """The proper name at the end of a phrase: "Aurora Bay" of "the Greek tanker Aurora Bay"; else nothing."""
    words = text.split()
    name: list[str] = []
    for word in reversed(words):
        if not word[:1].isupper():
            break
        name.insert(0, word)
    if len(name) == len(words) and len(name) > 2:
        name = name[-2:]
    return " ".join(name[-2:]) if len(name) >= 2 else ""


def is_settled(party: Party) -> bool:
    """An international body or a company group has no country and needs none."""
    return party.entity is not None and party.code is not None


def is_definite(text: str) -> bool:
    """ "the ships", "both tankers", "six sailors", not "ships", "merchant ships", "more than 400 ships"."""
    first = text.casefold().removeprefix("only ").split(" ", 1)[0]
    return first in _DEFINITE or first.isdigit() or first in nouns("numerals")


def kind_of_phrase(phrase: Phrase) -> str | None:
    """The class of alike nouns of a phrase; a fishing boat is a merchant."""
    kind = kind_of(phrase.lemma)
    if kind == "vessel" and set(phrase.modifiers) & set(alike_lists()["trading"]["words"]):
        return "merchant"
    return kind


def kind_of(lemma: str) -> str | None:
    """The class of alike nouns of a noun."""
    return alike().get(lemma)


def _can_be_as_many(phrase: Phrase, party: Party) -> bool:
    """ "Both tankers" are not "the tug" told of before."""
    if phrase.text.split(" ", 1)[0].casefold() not in ("both", "these", "those", "two", "three", "all"):
        return True
    words = party.text.casefold().split()
    return words[0] not in ("a", "an", "the", "this", "that", "one") or words[-1].endswith("s") or "and" in words


def _reach(kind: str) -> frozenset[str]:
    return frozenset((kind, *alike_lists()["wider"].get(kind, ())))


@functools.cache
def alike_lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The word lists of ``lexicons/en/alike.toml``."""
    return tomllib.loads(_ALIKE.read_text(encoding="utf-8"))


@functools.cache
def nouns(of: str) -> frozenset[str]:
    """The nouns of which a role makes the same: "men", "peers", "aboard"."""
    return frozenset(alike_lists()["nouns"][of])


@functools.cache
def alike() -> Mapping[str, str]:
    """Noun -> class of nouns that may speak of the same things."""
    found: dict[str, str] = {}
    for kind, nouns in alike_lists()["classes"].items():
        for noun in nouns:
            found.setdefault(noun, kind)
    return found
