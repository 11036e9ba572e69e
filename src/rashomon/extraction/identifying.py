"""Who a phrase is where its own words do not say: by its holder, the publisher's "our", an earlier mention, the story.

"Its boats" takes the country of what "its" stands for; "six sailors" after "the crews of three
Ukrainian navy vessels" are Ukrainian; nothing is taken where two countries fit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.extraction.homes import Homes
from rashomon.extraction.joined import OUTLAWS
from rashomon.extraction.mentions import (
    SOFT,
    Mention,
    Mentions,
    is_definite,
    is_settled,
    kind_of,
    kind_of_phrase,
    name_in,
    nouns,
    ship_names,
)
from rashomon.extraction.nations import Nations, stand_in
from rashomon.extraction.publisher import PublisherVoice
from rashomon.extraction.sides import means_both
from rashomon.records import Clause, Party, Phrase, Span, Speaker, SpeakerParty
from rashomon.resolution import actors
from rashomon.resolution.composition import read_composition
from rashomon.resolution.names import Catalogue
from rashomon.resolution.story_home import StoryHome
from rashomon.resolution.tables import code_of

_FORCES = {"MIL", "REB", "COP", "PRM", "UAF"}
_SPOKESMEN = {"GOV", "CVL", "BUS"}  # "negotiators", "envoys": of whoever sends them
OURS = ("our ", "my ")


class PartyIdentifier:
    """Resolves the phrases of one document, each with an eye on those before it."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        voice: PublisherVoice,
        catalogue: Catalogue,
        published: dt.date | None,
        introductions: actors.Introductions | None = None,
        home: StoryHome | None = None,
        text: str = "",
    ) -> None:
        self._voice = voice
        self._catalogue = catalogue
        self._introductions = introductions
        self._published = published
        self.nations = Nations(catalogue, lambda phrase: self._resolve(phrase, published))
        self.mentions = Mentions()
        self._ships = ship_names(clauses)
        self.mentions.seen = self._gather(clauses)
        self._homes = Homes(text, home, self._all_named(clauses), catalogue)

    def identify(
        self,
        phrase: Phrase,
        when: dt.date | None,
        setting: actors.Setting | None,
        *,
        without: frozenset[str] = frozenset(),
        role: str = "",
    ) -> Party | None:
        """The party of a phrase, None where it is nobody in particular; an earlier mention of ``without`` is not it."""
        if phrase.generic and phrase.antecedent is None:
            return None
        if _is_local(phrase) and setting is not None and setting.country is not None and phrase.how == "coreference":
            phrase = replace(phrase, antecedent=None, how="stated")
        own = self._voice.as_party(phrase)
        if own is not None:
            return own
        party = self._resolve(phrase, when)
        if party.country in without and party.how == "coreference":  # an antecedent that cannot be meant
            phrase = replace(phrase, antecedent=None, owner=None, how="stated")
            party = self._resolve(phrase, when)
        if party.country is None and not is_settled(party):
            party = self.by_owner(phrase, party, when)
        party = self._by_publisher(phrase, party, when)
        party = self.mentions.by_name(phrase, party)
        party = self.nations.state(phrase, self._by_whole(phrase, party, when))
        party = self.mentions.by_mention(phrase, party, without, role)
        if party.code is None and (kind_of(phrase.lemma) == "merchant" or name_in(phrase.text) in self._ships):
            party = replace(
                party, sectors=("BUS",), code="MNC", rule="merchant shipping of no flag that the text states"
            )
        if "CRM" in party.sectors and party.country and ("'s " in phrase.text or "’s " in phrase.text):
            party = replace(
                party, sectors=(), code=party.country, rule=f"{party.rule}; what the holder is called gives no sector"
            )
        if means_both(phrase.text):
            return party
        if phrase.lemma in nouns("peers") and phrase.text.casefold().startswith(
            ("his ", "her ", "their ", "its ", "the ")
        ):
            return self.nations.peer(phrase, party)
        if set(phrase.text.casefold().split()) & read_composition().abroad:
            return party  # "foreign reporters", "the international community": not of where they are
        party = self._homes.of_uniform(phrase, party)
        if party.country is None and party.code is None and (rebels := self._homes.of_rebels(party)) is not None:
            party = self._resolve(phrase, when, rebels)
        if party.country is None and party.code is None and setting is not None:
            party = self._resolve(phrase, when, setting)
        party = self._at_story_home(phrase, self._homes.of_namesake(phrase, party), when, without)
        return self._homes.of_uniform(phrase, party)

    def identify_speakers(self, speaker: Speaker) -> tuple[SpeakerParty, ...]:
        """Who speaks, of one level: two where the words join two nations ("Spanish and French ministers")."""
        return self.nations.each(speaker.phrase, self._identify_speaker(speaker, self._published))

    def _identify_speaker(self, speaker: Speaker, when: dt.date | None) -> SpeakerParty:
        """Who speaks: by the words, the holder ("her spokesman"), the publisher whose own officials need no country."""
        found = self._resolve_speaker(speaker, when)
        if found.country is not None or (found.entity is not None and found.code is not None):
            return found
        phrase = speaker.phrase
        party = Party(phrase.start, phrase.end, phrase.text, sectors=found.sectors, code=found.code, rule=found.rule)
        party = self.mentions.by_mention(phrase, self.by_owner(phrase, party, when))
        if party.country is None and (own := self._voice.setting_of(phrase)) is not None:
            return self._resolve_speaker(speaker, when, own)
        if party.country is None and self._voice.country is not None and speaker.kind == "named":
            setting = actors.Setting(self._voice.country, "the country of the official publisher")
            return self._resolve_speaker(speaker, when, setting)
        if party.country is None and found.sectors:
            where = self._homes.of_rebels(party) or self._homes.setting_for(phrase, found.sectors)
            return self._resolve_speaker(speaker, when, where)
        if party.code is None:
            return found
        return replace(
            found, name=party.name, entity=party.entity, country=party.country, sectors=party.sectors, code=party.code,
            antecedent=party.antecedent or found.antecedent, rule=party.rule,
        )  # fmt: skip

    def by_owner(self, phrase: Phrase, party: Party, when: dt.date | None) -> Party:
        """ "Its boats", "our men": of who holds them; "its allies" are others."""
        if phrase.lemma in read_composition().facing:
            return replace(party, sectors=(), code=None, rule="unresolved")  # "its allies" are others
        words = phrase.text.casefold()
        if phrase.owner is None and (words.startswith(OURS) or any(f" of {one}" in words for one in OURS)):
            holder = self._voice.party
            said = "the publisher's own"
        elif phrase.owner is not None:
            span = phrase.owner
            named = stand_in(span)
            holder = self._voice.as_party(named) or self._resolve(named, when)
            if holder.country is None:
                holder = self.mentions.by_mention(named, holder)
            said = f"held by {span.text!r}"
        else:
            return party
        if holder is None or holder.code is None:
            return party
        soft = set(party.sectors) <= SOFT and (
            bool({"vehicle", "facility", "goods"} & set(phrase.kinds))
            or (phrase.lemma in nouns("men") and bool(set(holder.sectors) & _FORCES))  # "the colonel said his men ..."
        )
        soft = soft or (bool(set(holder.sectors) & OUTLAWS) and set(party.sectors) <= _SPOKESMEN and _sent(phrase))
        sectors = (holder.sectors or party.sectors) if soft else (party.sectors or holder.sectors)
        if holder.country is None:
            return replace(
                party, entity=holder.entity, sectors=holder.sectors, code=holder.code, rule=said, how="coreference"
            )
        code = code_of(holder.country, sectors)
        return replace(
            party, country=holder.country, sectors=sectors, code=code, rule=f"{said}; {party.rule}", how="coreference"
        )

    def _by_publisher(self, phrase: Phrase, party: Party, when: dt.date | None) -> Party:
        """ "The foreign ministry" in a text of the state or its media; "it" where it stands for that."""
        own = self._voice.setting_of(phrase) or self._voice.setting_of_official(phrase, party.sectors)
        if own is None or party.country is not None or party.entity is not None:
            return party
        if phrase.antecedent is None:
            return self._resolve(phrase, when, own)
        span = phrase.antecedent
        meant = self._resolve(stand_in(span), when, own)
        return replace(
            party,
            country=meant.country,
            sectors=meant.sectors,
            code=meant.code,
            rule=f"stands for {span.text!r}; {meant.rule}",
        )

    def _by_whole(self, phrase: Phrase, party: Party, when: dt.date | None) -> Party:
        """ "the captain of the ferry", "two stewards of the Aurora Bay": of the country of what they belong to."""
        if (
            party.country is not None
            or is_settled(party)
            or " of " not in phrase.text
            or (kind_of(phrase.lemma) is None and "person" not in phrase.kinds)
        ):
            return party
        tail = phrase.text.rsplit(" of ", 1)[1]
        whole = stand_in(Span(phrase.end - len(tail), phrase.end, tail))
        found = self._resolve(whole, when)
        found = self.mentions.by_mention(whole, self.mentions.by_name(whole, found))
        if found.country is None:
            return party
        sectors = party.sectors or found.sectors
        return replace(
            party,
            country=found.country,
            sectors=sectors,
            code=code_of(found.country, sectors),
            rule=f"of {tail!r}; {found.rule}",
        )

    def _at_story_home(
        self, phrase: Phrase, party: Party, when: dt.date | None, without: frozenset[str] = frozenset()
    ) -> Party:
        """ "Police", "the strikers" of a story that is one country's own."""
        if party.country is not None or party.code is not None or not party.sectors:
            return party
        setting = self._homes.setting_for(phrase, party.sectors, without)
        return self._resolve(phrase, when, setting) if setting is not None else party

    def _resolve(self, phrase: Phrase, when: dt.date | None, setting: actors.Setting | None = None) -> Party:
        return actors.resolve_party(
            phrase, catalogue=self._catalogue, when=when, setting=setting, introductions=self._introductions
        )

    def _resolve_speaker(
        self, speaker: Speaker, when: dt.date | None, setting: actors.Setting | None = None
    ) -> SpeakerParty:
        return actors.resolve_speaker(
            speaker, catalogue=self._catalogue, when=when, setting=setting, introductions=self._introductions
        )

    def _all_named(self, clauses: Sequence[Clause]) -> Iterator[Party | SpeakerParty]:
        """All whom a document names, as far as their own words say who they are."""
        seen: set[tuple[int, int]] = set()
        for clause in clauses:
            for phrase in (*(r.phrase for r in clause.relations), *(s.phrase for s in clause.speakers)):
                if (phrase.start, phrase.end) not in seen and phrase.kinds != ("pronoun",):
                    seen.add((phrase.start, phrase.end))
                    yield self._resolve(replace(phrase, antecedent=None), self._published)

    def _gather(self, clauses: Sequence[Clause]) -> tuple[Mention, ...]:
        seen: dict[int, Mention] = {}
        for clause in clauses:
            for relation in clause.relations:
                phrase = relation.phrase
                kind = kind_of_phrase(phrase)
                named = name_in(phrase.text)
                if phrase.start in seen or phrase.kinds == ("pronoun",) or (kind is None and not named):
                    continue
                party = self._resolve(phrase, self._published)
                if party.country is None:
                    party = self.by_owner(phrase, party, self._published)
                if party.country is None and phrase.alias is not None and named:
                    party = self.nations.flag(phrase, party)
                if (
                    party.country is not None
                    and named
                    and (kind in ("vessel", "merchant", "warship") or phrase.alias is not None)
                ):
                    self.mentions.named.setdefault(named, party)
                is_new_ship = kind in ("vessel", "merchant") and not is_definite(phrase.text)
                if kind is not None and (party.country is not None or is_new_ship):
                    seen[phrase.start] = Mention(kind, party, phrase.start, clause.sentence.start, relation.name)
        ordered = sorted(seen.values(), key=lambda m: m.start)
        numbers = {start: index for index, start in enumerate(sorted({m.sentence for m in ordered}))}
        return tuple(replace(m, sentence=numbers[m.sentence]) for m in ordered)


def _is_local(phrase: Phrase) -> bool:
    """ "the authorities", "the police": those of the place that the clause names."""
    return (
        phrase.lemma in nouns("local") and phrase.text.casefold().startswith("the ") and len(phrase.text.split()) == 2
    )


def _sent(phrase: Phrase) -> bool:
    """ "Our negotiators", "its spokesman": of the body that they speak for."""
    return phrase.lemma in read_composition().belonging
