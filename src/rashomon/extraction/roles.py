"""Who stands in a role where its own words do not say: by its holder, by the publisher's "our", by an earlier mention alike.

"Its boats" takes the country of what "its" stands for; "six sailors" after "the crews of three
Ukrainian navy vessels" are Ukrainian; nothing is taken where two countries fit.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon.extraction.publisher import PublisherVoice
from rashomon.records import Clause, Party, Phrase, Span, Speaker, SpeakerParty
from rashomon.resolution import actors
from rashomon.resolution.names import Catalogue
from rashomon.resolution.tables import code_of

_ALIKE = Path(__file__).parents[1] / "lexicons" / "en" / "alike.toml"
_SOFT = {"BUS", "CVL", "UAF"}  # sectors that a noun alone suggests and a clearer mention overrules
_INDEFINITE = ("a ", "an ", "another ", "some ", "other ", "any ")
_OURS = ("our ", "my ")
_THINGS = {"weapon", "vehicle", "facility", "goods", "vessel", "aircraft", "place", "money", "document"}


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str  # the class of alike nouns, else the lemma
    party: Party
    start: int
    sentence: int


class RoleReader:
    """Resolves the parties of one document, each with an eye on those before it."""

    def __init__(self, clauses: Sequence[Clause], voice: PublisherVoice, catalogue: Catalogue, published: dt.date | None) -> None:
        self._voice = voice
        self._catalogue = catalogue
        self._published = published
        self._mentions = self._gather(clauses)

    def identify(self, phrase: Phrase, when: dt.date | None, setting: actors.Setting | None) -> Party | None:
        """The party of a phrase, or None where it is nobody in particular."""
        if phrase.generic and phrase.antecedent is None:
            return None
        own = self._voice.as_party(phrase)
        if own is not None:
            return own
        party = actors.resolve_party(phrase, catalogue=self._catalogue, when=when)
        if party.country is None and not _is_settled(party):
            party = self._by_owner(phrase, party, when)
        party = self._by_mention(phrase, party)
        if party.country is None and party.code is None and setting is not None:
            party = actors.resolve_party(phrase, catalogue=self._catalogue, when=when, setting=setting)
        return party

    def identify_speaker(self, speaker: Speaker, when: dt.date | None) -> SpeakerParty:
        """Who speaks: by the words, by the holder ("her spokesman"), by the publisher whose own officials need no country."""
        found = actors.resolve_speaker(speaker, catalogue=self._catalogue, when=when)
        if found.country is not None or (found.entity is not None and found.code is not None):
            return found
        phrase = speaker.phrase
        party = Party(phrase.start, phrase.end, phrase.text, sectors=found.sectors, code=found.code, rule=found.rule)
        party = self._by_mention(phrase, self._by_owner(phrase, party, when))
        if party.country is None and self._voice.country is not None and speaker.kind == "named":
            setting = actors.Setting(self._voice.country, "the country of the official publisher")
            return actors.resolve_speaker(speaker, catalogue=self._catalogue, when=when, setting=setting)
        if party.code is None:
            return found
        return replace(
            found, name=party.name, entity=party.entity, country=party.country, sectors=party.sectors, code=party.code,
            antecedent=party.antecedent or found.antecedent, rule=party.rule,
        )  # fmt: skip

    # --- by its holder ------------------------------------------------------------------------------

    def _by_owner(self, phrase: Phrase, party: Party, when: dt.date | None) -> Party:
        if phrase.text.casefold().startswith(_OURS) and phrase.owner is None:
            holder = self._voice.party
            said = "the publisher's own"
        elif phrase.owner is not None:
            span = phrase.owner
            stand_in = Phrase(span.start, span.end, span.text, _last_word(span), span.end, span.text.split()[-1].casefold())
            holder = self._voice.as_party(stand_in) or actors.resolve_party(stand_in, catalogue=self._catalogue, when=when)
            if holder.country is None:
                holder = self._by_mention(stand_in, holder)
            said = f"held by {span.text!r}"
        else:
            return party
        if holder is None or holder.code is None:
            return party
        sectors = party.sectors or holder.sectors
        if holder.country is None:
            return replace(party, entity=holder.entity, sectors=holder.sectors, code=holder.code, rule=said, how="coreference")
        code = code_of(holder.country, sectors)
        return replace(party, country=holder.country, sectors=sectors, code=code, rule=f"{said}; {party.rule}", how="coreference")

    # --- by an earlier mention -------------------------------------------------------------------------

    def _by_mention(self, phrase: Phrase, party: Party) -> Party:
        kind = _kind_of(phrase.lemma)
        if kind is None:
            return party
        before = [m for m in self._mentions if m.start < phrase.start and m.kind == kind]
        if party.country is None:
            if _is_settled(party) or phrase.text.casefold().startswith(_INDEFINITE):
                return party
            found = self._fitting(before, party)
            if found is None:
                return party
            antecedent = Span(found.party.start, found.party.end, found.party.text)
            sectors = found.party.sectors if not party.sectors or set(party.sectors) <= _SOFT else party.sectors
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
        if not party.sectors or set(party.sectors) <= _SOFT:
            clearer = [m for m in self._mentions if m.kind == kind and m.party.country == party.country and set(m.party.sectors) - _SOFT]
            if clearer and party.entity is None:
                sectors = clearer[0].party.sectors
                return replace(
                    party, sectors=sectors, code=code_of(party.country, sectors), rule=f"{party.rule}; sector as of {clearer[0].party.text!r}"
                )
        return party

    def _fitting(self, before: Sequence[_Mention], party: Party) -> _Mention | None:
        """The one country that mentions alike had so far; of two, the one that the last sentences speak of."""
        if not before:
            return None
        countries = {m.party.country for m in before}
        if len(countries) == 1:
            return before[-1]
        recent = [m for m in before if before[-1].sentence - m.sentence <= 1]
        if len({m.party.country for m in recent}) == 1:
            return recent[-1]
        return None

    def _gather(self, clauses: Sequence[Clause]) -> tuple[_Mention, ...]:
        seen: dict[int, _Mention] = {}
        for clause in clauses:
            for relation in clause.relations:
                phrase = relation.phrase
                kind = _kind_of(phrase.lemma)
                if kind is None or phrase.start in seen or phrase.kinds == ("pronoun",):
                    continue
                party = actors.resolve_party(phrase, catalogue=self._catalogue, when=self._published)
                if party.country is None:
                    party = self._by_owner_early(phrase, party)
                if party.country is not None:
                    seen[phrase.start] = _Mention(kind, party, phrase.start, clause.sentence.start)
        ordered = sorted(seen.values(), key=lambda m: m.start)
        numbers = {start: index for index, start in enumerate(sorted({m.sentence for m in ordered}))}
        return tuple(replace(m, sentence=numbers[m.sentence]) for m in ordered)

    def _by_owner_early(self, phrase: Phrase, party: Party) -> Party:
        self._mentions: tuple[_Mention, ...] = ()
        return self._by_owner(phrase, party, self._published)


def _is_settled(party: Party) -> bool:
    """An international body or a company group has no country and needs none."""
    return party.entity is not None and party.code is not None


def _last_word(span: Span) -> int:
    return span.end - len(span.text.split()[-1])


def _kind_of(lemma: str) -> str | None:
    return alike().get(lemma)


@functools.cache
def alike() -> Mapping[str, str]:
    """Noun -> class of nouns that may speak of the same things."""
    classes = tomllib.loads(_ALIKE.read_text(encoding="utf-8"))["classes"]
    found: dict[str, str] = {}
    for kind, nouns in classes.items():
        for noun in nouns:
            found.setdefault(noun, kind)
    return found
