"""Who does a coded clause and to whom: the phrases of its roles as parties, of two alike the one who can be meant.

Who acts is not who suffers; whose guns they are trains them; bombs that are dropped are nobody.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.coding.drafts import EACH_OTHER
from rashomon.extraction.identifying import OURS, PartyIdentifier
from rashomon.extraction.joined import joined_to, not_where, somebody
from rashomon.extraction.mentions import SOFT, Mention, kind_of, nouns
from rashomon.extraction.publisher import PublisherVoice
from rashomon.extraction.sides import means_both
from rashomon.extraction.whereabouts import at_home, at_one_home, of_place, public
from rashomon.records import Clause, Coding, Party, Phrase, Place, Span, Speaker, SpeakerParty
from rashomon.resolution.actors import Setting
from rashomon.resolution.composition import read_composition
from rashomon.resolution.tables import code_of

_FORCE = {"ASSAULT", "COERCE", "MOBILIZE", "THREATEN"}
# Done by nobody named in an official's own statement, these are the publisher's acts ("the ambassador was summoned").
_OFFICIAL_ACTS = {"ACCUSE", "MOBILIZE", "COERCE", "SANCTION", "REQUEST", "AID"}  # an assault is nobody's until told
_AT_ODDS = {"CRM", "REB", "OPP", "UAF"}
_CONFLICT = {"material conflict", "verbal conflict"}
_OWN_VOICE = ("the document's publisher", "the publisher's own")  # rules of "we" and "our"
_OF_STATE_OR_PRESS = {"CVL", "GOV", "JRN"}
_POLICING = {None, "crowd-control", "beat", "torture", "firearms", "sexual"}
_NO_ROLE = EACH_OTHER | {"who", "what", "which", "whoever", "whom", "whose"}
_PARTIES = {
    "party",
    "person",
    "organisation",
    "government",
    "country",
    "armed",
    "troops",
    "civilian",
    "vessel",
    "aircraft",
}
_SOME_OF_ITS = re.compile(r"(?:[\w,-]+ ){1,3}of its ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cast:
    """The phrases of a coded clause that play a role, before anybody knows who they are."""

    coding: Coding
    clause: Clause
    actors: tuple[Phrase, ...]
    recipients: tuple[Phrase, ...]
    further: tuple[Phrase, ...]  # parties of a noun or a condition under the clause
    when: dt.date | None
    setting: Setting | None
    places: tuple[Place, ...] = ()


class RoleReader:
    """Reads the roles of the clauses of one document."""

    def __init__(self, clauses: Sequence[Clause], voice: PublisherVoice, identifier: PartyIdentifier) -> None:
        self._voice = voice
        self._identifier = identifier

    def identify_speakers(self, speaker: Speaker) -> tuple[SpeakerParty, ...]:
        """Who speaks, of one level; see ``PartyIdentifier``."""
        return self._identifier.identify_speakers(speaker)

    def cast(self, cast: Cast) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """The actors and the recipients of a coded clause; of two parties alike, who acts is not who suffers."""
        force = cast.coding.event in _FORCE
        doers = self._identify_all(cast.actors, cast, frozenset(), acts=force, role="subject")
        if cast.coding.actors == ("speaker",) and not cast.actors:
            own = self._voice.in_own_voice(cast.clause)
            doers = (own,) if own is not None else ()
        if not doers and force:
            doers = self._holders_of_weapons(cast)
        if not doers and cast.coding.event == "MOBILIZE":
            doers = self._own_troops(cast)
        is_struck = cast.coding.quad == "material conflict"  # outlaws strike their own state
        foes = [p for p in doers if p.country and not (is_struck and set(p.sectors) & _AT_ODDS)]
        against = frozenset(p.country for p in foes if p.country) if cast.coding.quad in _CONFLICT else frozenset()
        official = (
            not cast.actors and cast.coding.event in _OFFICIAL_ACTS and cast.clause.passive and not cast.clause.speakers
        )
        if official and not doers and self._voice.country is not None:
            against = frozenset((self._voice.country,))
        hit = self._identify_all(_not_weapons(cast.recipients), cast, against, acts=False, role="object")
        stated = frozenset(p.country for p in hit if p.country and p.how == "stated")
        if against & stated and any(p.how == "coreference" for p in doers):
            doers = self._identify_all(cast.actors, cast, stated, acts=force, role="subject")
        if not any(p.code for p in hit) and cast.further:
            named = self._identify_all(cast.further, cast, against, acts=False, role="object")
            ours = {p.country for p in doers if p.country}
            same = {p.code for p in doers} if cast.coding.event == "PROTEST" else set()  # people face their own state
            hit = tuple(p for p in named if p.code and (p.code not in same if same else p.country not in ours)) or hit
        if cast.coding.quad == "material conflict" and not any(p.country for p in hit):
            official = False  # "six sailors were wounded": never the publisher's deed where theirs is not known
        others = [p.country for p in hit if p.country]
        if (
            official
            and not doers
            and self._voice.country is not None
            and self._voice.country not in others
            and (others or not hit)
        ):
            own = self._voice.in_own_voice(cast.clause)
            doers = (own,) if own is not None else ()
        if cast.coding.quad.endswith("conflict"):
            attacked = cast.coding.event == "ASSAULT" and cast.coding.mode not in _POLICING
            doers = at_one_home(doers, hit, cast.setting, attacked=attacked)
            hit = at_one_home(hit, doers, cast.setting, attacked=attacked)
        hit = _not_own_envoys(hit, doers, cast)
        if cast.coding.event == "REJECT":  # "Eritrea dismisses the charges levelled at Eritrea"
            ours = {party.country for party in doers if party.country}
            hit = tuple(party for party in hit if party.country not in ours or party.sectors)
        taken = {party.start for party in doers}
        if not cast.coding.reciprocal:
            hit = tuple(party for party in hit if party.start not in taken and not _is_self(party, doers))
        return doers, hit

    def _identify_all(
        self, phrases: Sequence[Phrase], cast: Cast, without: frozenset[str], *, acts: bool, role: str
    ) -> tuple[Party, ...]:
        found: dict[tuple[int, str | None], Party] = {}
        for phrase in phrases:
            if ("time" in phrase.kinds and "party" not in phrase.kinds) or phrase.text.casefold() in _NO_ROLE:
                continue
            if cast.coding.event == "ASSAULT" and role == "object" and phrase.lemma in nouns("waters"):
                continue  # "shots were fired in the strait": where, not on whom
            phrase = _of_its_speaker(phrase, cast.clause)
            party = self._identifier.identify(phrase, cast.when, cast.setting, without=without, role=role)
            if party is None or (party.code is None and phrase.text.casefold().startswith("any ")):
                continue  # "denied any role"
            if party.code is None and cast.coding.event in _FORCE:
                party = self._identifier.nations.thing(phrase, party, acts=acts)
            if cast.coding.event in _FORCE:
                party = self._in_uniform(phrase, party)
            if party.code is None and role == "object" and cast.coding.event in ("ASSAULT", "COERCE", "MOBILIZE"):
                party = of_place(party, cast.places, without)
            if party.code is None and not acts and cast.coding.event in ("ASSAULT", "COERCE", "PROTEST"):
                party = public(phrase, party, cast.setting)
            if party.code is None and cast.coding.event == "PROTEST":
                party = at_home(phrase, party, cast.setting)
            if party.code is None and role == "object" and _is_thing(phrase, cast.coding):
                continue
            if party.code is None and acts and set(phrase.kinds) == {"weapon"}:
                continue  # "shells fell on the port": by whom is not told
            party = joined_to(party, tuple(found.values()), cast.clause.sentence)
            for one in self._identifier.nations.each(phrase, self._in_arms(phrase, party) if acts else party):
                found.setdefault((one.start, one.country if one.antecedent is not None else None), one)
        parties = somebody(tuple(found.values()), phrases)
        return not_where(parties, cast.places) if cast.coding.event == "ASSAULT" and role == "object" else parties

    def _in_uniform(self, phrase: Phrase, party: Party) -> Party:
        """ "Our men were captured": of our forces."""
        if party.sectors == ("JRN",) and party.country is not None and party.rule.startswith(_OWN_VOICE):
            rule = f"{party.rule}; a paper fights no battle: its country"
            return replace(party, sectors=(), code=party.country, name=None, entity=None, rule=rule)
        held = phrase.owner is not None or any(one in phrase.text.casefold() for one in OURS)
        are_men = phrase.lemma in nouns("fighting") or phrase.text.casefold().endswith((" men", " boys", " lads"))
        if held and are_men and party.country is not None and not set(party.sectors) - _OF_STATE_OR_PRESS:
            rule = f"{party.rule}; men who fight are of the forces"
            return replace(party, sectors=("MIL",), code=code_of(party.country, ("MIL",)), rule=rule)
        return party

    def _in_arms(self, phrase: Phrase, party: Party) -> Party:
        """A vessel or aircraft of a country that uses force is of its forces."""
        if (
            party.country is None
            or kind_of(phrase.lemma) not in ("vessel", "warship", "aircraft")
            or set(party.sectors) - SOFT
        ):
            return party
        armed = replace(
            party, sectors=("MIL",), code=code_of(party.country, ("MIL",)), rule=f"{party.rule}; it uses force"
        )
        mentions = self._identifier.mentions
        mentions.seen = (*mentions.seen, Mention(kind_of(phrase.lemma) or "vessel", armed, party.start, 0))
        return armed

    def _own_troops(self, cast: Cast) -> tuple[Party, ...]:
        """ "600 French soldiers would be sent": whose troops they are sends them."""
        troops = tuple(
            p
            for p in cast.clause.phrases("object")
            if {"troops", "armed", "vessel", "aircraft", "vehicle"} & set(p.kinds)
        )
        found = self._identify_all(troops, cast, frozenset(), acts=True, role="object")
        return tuple(party for party in found if party.country)

    def _holders_of_weapons(self, cast: Cast) -> tuple[Party, ...]:
        """ "their guns were trained on the ship": who holds the guns does it."""
        for phrase in cast.clause.phrases("object"):
            if "weapon" in phrase.kinds and (phrase.owner is not None or phrase.text.casefold().startswith(OURS)):
                blank = Party(phrase.start, phrase.end, phrase.text)
                held = self._identifier.by_owner(phrase, blank, cast.when)
                if held.code is not None:
                    return (held,)
        return ()


def _is_thing(phrase: Phrase, coding: Coding) -> bool:
    """What no deed of words is done to: "accepted with reservations", "condemned the move"; bombs that are dropped."""
    kinds = set(phrase.kinds)
    if not coding.among_parties:
        return coding.event in ("ASSAULT", "COERCE") and "weapon" in kinds and not kinds & _PARTIES
    if means_both(phrase.text):
        return False
    is_name = phrase.label is not None or phrase.text.split()[-1][:1].isupper()
    return not (kinds & _PARTIES or is_name or phrase.owner is not None or phrase.antecedent is not None)


def _of_its_speaker(phrase: Phrase, clause: Clause) -> Phrase:
    """ "Chad said that twenty of its soldiers were killed": whose they are is who says so."""
    if phrase.owner is not None or not clause.speakers or not _SOME_OF_ITS.match(phrase.text):
        return phrase
    said = max(clause.speakers, key=lambda speaker: speaker.level).phrase
    return replace(phrase, owner=Span(said.start, said.end, said.text))


def _not_weapons(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """A weapon is pointed, not hit, where somebody else is named too."""
    rest = tuple(p for p in phrases if "weapon" not in p.kinds or {"vessel", "aircraft", "party"} & set(p.kinds))
    return rest or tuple(p for p in phrases if p.owner is None)


def _not_own_envoys(hit: tuple[Party, ...], doers: Sequence[Party], cast: Cast) -> tuple[Party, ...]:
    """ "Turkey recalled its ambassador": that is done to whom the envoy was sent to, not to the envoy."""
    ours = {party.country for party in doers if party.country}
    envoys = {phrase.start for phrase in cast.recipients if phrase.lemma in read_composition().posted}
    if cast.coding.event not in ("SANCTION", "ACCUSE", "REJECT"):
        return hit
    return tuple(party for party in hit if party.start not in envoys or party.country not in ours)


def _is_self(party: Party, doers: Sequence[Party]) -> bool:
    """ "warned that they would shut the canal": a pronoun that stands for who acts is no recipient."""
    pronoun = party.text.casefold() in ("they", "it", "he", "she", "we", "i")
    return pronoun and any(party.code is not None and party.code == doer.code for doer in doers)
