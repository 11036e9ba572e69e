"""Who stands in a role where its own words do not say: by its holder, the publisher's "our", an earlier mention alike.

"Its boats" takes the country of what "its" stands for; "six sailors" after "the crews of three
Ukrainian navy vessels" are Ukrainian; nothing is taken where two countries fit.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rashomon.coding.drafts import EACH_OTHER
from rashomon.extraction.homes import Homes
from rashomon.extraction.joined import OUTLAWS, joined_to, not_where, somebody
from rashomon.extraction.publisher import PublisherVoice
from rashomon.extraction.sides import means_both
from rashomon.records import Clause, Coding, Party, Phrase, Place, Span, Speaker, SpeakerParty
from rashomon.resolution import actors
from rashomon.resolution.actors import Setting
from rashomon.resolution.composition import read_composition
from rashomon.resolution.names import Catalogue
from rashomon.resolution.story_home import StoryHome
from rashomon.resolution.tables import code_of

_ALIKE = Path(__file__).parents[1] / "lexicons" / "en" / "alike.toml"
_SOFT = {"BUS", "CVL", "UAF"}  # sectors that a noun alone suggests and a clearer mention overrules
_FORCE = {"ASSAULT", "COERCE", "MOBILIZE", "THREATEN"}
# Done by nobody named in an official's own statement, these are the publisher's acts ("the ambassador was summoned").
_OFFICIAL_ACTS = {"ACCUSE", "MOBILIZE", "COERCE", "SANCTION", "REQUEST", "AID"}  # an assault is nobody's until told
_CONFLICT = {"material conflict", "verbal conflict"}
_FORCES = {"MIL", "REB", "COP", "PRM", "UAF"}
_MEN = {"man", "boy", "lad", "people", "member", "number", "fellow"}
_LADS = {"man", "boy", "lad"}
_OF_STATE_OR_PRESS = {"CVL", "GOV", "JRN"}
_PEERS = {"counterpart", "colleague", "homologue", "opposite number", "peer"}
_LOCAL = {"authority", "police", "court", "army", "parliament", "government", "prosecutor", "official"}
_DEFINITE = frozenset(
    [
        "the", "this", "that", "these", "those", "both", "all", "its", "their", "his", "her", "our", "my", "each",
        "every", "it", "they", "them", "he", "she", "him", "we", "us",
    ]
)  # fmt: skip
_NUMERALS = frozenset(
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
        "thirty", "forty", "fifty",
    ]
)  # fmt: skip
_STATE = {"GOV", "COP", "JUD", "LEG"}
_HOME = {"CVL", "OPP", "LAB", "EDU", "PTY", "REB", "JUD", "LEG", "COP", "REL", "SOC", "AGR", "ELI", "UAF", "JRN", "RAD"}
_POLICING = {None, "crowd-control", "beat", "torture", "firearms", "sexual"}
_WATERS = {"sea", "water", "waters", "airspace", "strait", "gulf", "ocean", "order"}
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
_OURS = ("our ", "my ")
_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]{0,3}-\d+[A-Za-z]{0,2}\b")  # of a weapon system: "F-16s", "MiG-23s", "Su-30"
_SOME_OF_ITS = re.compile(r"(?:[\w,-]+ ){1,3}of its ", re.IGNORECASE)
_SPOKESMEN = {"GOV", "CVL", "BUS"}  # "negotiators", "envoys": of whoever sends them
_HOME_OF = re.compile(r"\b(?:of|from)\s+(?:the\s+)?$")  # "the presidents of", "envoys from": two nations may follow
_CREW = {"crew", "crewman", "captain", "skipper", "helmsman", "hull", "deck"}
_OF_SHIP = re.compile(
    r"\b(?:crew|captain|master|skipper|sailors?|crewm[ae]n|hull|deck|bridge) of (the [A-Z]\w+ [A-Z]\w+)$"
)
_THINGS = {"weapon", "vehicle", "facility", "goods", "vessel", "aircraft", "place", "money", "document"}

_Named = TypeVar("_Named", Party, SpeakerParty)


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str  # the class of alike nouns, else the lemma
    party: Party
    start: int
    sentence: int
    role: str = ""


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
    """Resolves the parties of one document, each with an eye on those before it."""

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
        self._mentions: tuple[_Mention, ...] = ()
        self._named: dict[str, Party] = {}
        self._ships = _ship_names(clauses)
        self._is_of_police = _is_of_police(clauses)
        self._mentions = self._gather(clauses)
        self._homes = Homes(text, home, self._all_named(clauses), catalogue)

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
        against = frozenset(p.country for p in doers if p.country) if cast.coding.quad in _CONFLICT else frozenset()
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
            doers = _at_one_home(doers, hit, cast.setting, attacked=attacked)
            hit = _at_one_home(hit, doers, cast.setting, attacked=attacked)
        hit = _not_own_envoys(hit, doers, cast)
        taken = {party.start for party in doers}
        if not cast.coding.reciprocal:
            hit = tuple(party for party in hit if party.start not in taken and not _is_self(party, doers))
        return doers, hit

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

    def _identify_all(
        self, phrases: Sequence[Phrase], cast: Cast, without: frozenset[str], *, acts: bool, role: str
    ) -> tuple[Party, ...]:
        found: dict[tuple[int, str | None], Party] = {}
        for phrase in phrases:
            if ("time" in phrase.kinds and "party" not in phrase.kinds) or phrase.text.casefold() in _NO_ROLE:
                continue
            if cast.coding.event == "ASSAULT" and role == "object" and phrase.lemma in _WATERS:
                continue  # "shots were fired in the strait": where, not on whom
            phrase = _of_its_speaker(phrase, cast.clause)
            party = self.identify(phrase, cast.when, cast.setting, without=without, role=role)
            if party is None or (party.code is None and phrase.text.casefold().startswith("any ")):
                continue  # "denied any role"
            if party.code is None and cast.coding.event in _FORCE:
                party = self._of_nation(phrase, party, acts=acts)
            if cast.coding.event in _FORCE:
                party = self._in_uniform(phrase, party)
            if party.code is None and not acts and cast.coding.event in ("ASSAULT", "COERCE"):
                party = _of_place(party, cast.places)
            if party.code is None and not acts and cast.coding.event in ("ASSAULT", "COERCE", "PROTEST"):
                party = _public(phrase, party, cast.setting)
            if party.code is None and cast.coding.event == "PROTEST":
                party = _at_home(phrase, party, cast.setting)
            if party.code is None and role == "object" and _is_thing(phrase, cast.coding):
                continue
            if party.code is None and acts and set(phrase.kinds) == {"weapon"}:
                continue  # "shells fell on the port": by whom is not told
            party = joined_to(party, tuple(found.values()), cast.clause.sentence)
            for one in self._each_nation(phrase, self._in_arms(phrase, party) if acts else party):
                found.setdefault((one.start, one.country if one.antecedent is not None else None), one)
        parties = somebody(tuple(found.values()), phrases)
        return not_where(parties, cast.places) if cast.coding.event == "ASSAULT" and role == "object" else parties

    def _each_nation(self, phrase: Phrase, party: _Named) -> tuple[_Named, ...]:
        """ "US and British forces": one phrase, two parties; also where "they" stands for it."""
        stands_for = party.antecedent if phrase.antecedent is not None else None
        words = phrase.span if stands_for is None else stands_for
        if party.country is None or " and " not in words.text:
            return (party,)
        head = phrase.head_start - phrase.start if stands_for is None else _last_word(words) - words.start
        matches = [m for m in self._catalogue.find(words.text) if m.label in ("GPE", "NORP")]
        if len(matches) != 2 or words.text[matches[0].end : matches[1].start].strip() not in (
            "and",
            ", and",
            "and the",
        ):
            return (party,)
        if matches[1].start > head and _HOME_OF.search(words.text[: matches[0].start]) is None:
            return (party,)
        found = []
        for match in matches:
            stand_in = Phrase(0, len(match.text), match.text, 0, len(match.text), match.text.casefold())
            nation = self._resolve(stand_in, self._published)
            if nation.country is None:
                return (party,)
            start = words.start + (match.start if match.start < head or match is matches[-1] else 0)
            end = words.end if match is matches[-1] else words.start + match.end
            span = Span(start, end, words.text[start - words.start : end - words.start])
            code = code_of(nation.country, party.sectors)
            one = replace(party, country=nation.country, entity=None, name=None, code=code)
            if stands_for is None:
                found.append(replace(one, start=span.start, end=span.end, text=span.text))
            else:
                found.append(replace(one, antecedent=span))
        return tuple(found)

    def _in_uniform(self, phrase: Phrase, party: Party) -> Party:
        """ "Our men were captured": of our forces. "Officers fired" in a story of police: of the police."""
        held = phrase.owner is not None or any(one in phrase.text.casefold() for one in _OURS)
        are_men = phrase.lemma in _LADS or phrase.text.casefold().endswith((" men", " boys", " lads"))
        if held and are_men and party.country is not None and not set(party.sectors) - _OF_STATE_OR_PRESS:
            rule = f"{party.rule}; men who fight are of the forces"
            return replace(party, sectors=("MIL",), code=code_of(party.country, ("MIL",)), rule=rule)
        if phrase.lemma == "officer" and party.sectors == ("MIL",) and party.entity is None and self._is_of_police:
            code = code_of(party.country, ("COP",)) if party.country is not None else party.code
            return replace(party, sectors=("COP",), code=code, rule=f"{party.rule}; the story is of police")
        return party

    def _of_nation(self, phrase: Phrase, party: Party, *, acts: bool) -> Party:
        """ "Greek F-16s bombed it", "burned Danish lorries": a thing that only its nation tells of."""
        before = phrase.text[: phrase.head_start - phrase.start]
        nations = [match for match in self._catalogue.find(before) if match.label == "NORP"]
        if party.entity is not None or party.country is not None or len(nations) != 1 or party.sectors:
            return party
        words = nations[0].text
        nation = self._resolve(Phrase(0, len(words), words, 0, len(words), words.casefold()), self._published)
        if nation.country is None:
            return party
        sectors = ("MIL",) if acts and _DESIGNATION.search(phrase.text) else ()
        rule = f"{words!r} before {phrase.lemma!r}"
        return replace(party, country=nation.country, sectors=sectors, code=code_of(nation.country, sectors), rule=rule)

    def _in_arms(self, phrase: Phrase, party: Party) -> Party:
        """A vessel or aircraft of a country that uses force is of its forces."""
        if (
            party.country is None
            or _kind_of(phrase.lemma) not in ("vessel", "warship", "aircraft")
            or set(party.sectors) - _SOFT
        ):
            return party
        armed = replace(
            party, sectors=("MIL",), code=code_of(party.country, ("MIL",)), rule=f"{party.rule}; it uses force"
        )
        self._mentions = (*self._mentions, _Mention(_kind_of(phrase.lemma) or "vessel", armed, party.start, 0))
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
            if "weapon" in phrase.kinds and (phrase.owner is not None or phrase.text.casefold().startswith(_OURS)):
                blank = Party(phrase.start, phrase.end, phrase.text)
                held = self._by_owner(phrase, blank, cast.when)
                if held.code is not None:
                    return (held,)
        return ()

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
        if party.country is None and not _is_settled(party):
            party = self._by_owner(phrase, party, when)
        party = self._by_publisher(phrase, party, when)
        party = self._by_name(phrase, party)
        party = self._by_nation(phrase, self._by_whole(phrase, party, when))
        party = self._by_mention(phrase, party, without, role)
        if party.code is None and (_kind_of(phrase.lemma) == "merchant" or _name_in(phrase.text) in self._ships):
            party = replace(
                party, sectors=("BUS",), code="MNC", rule="merchant shipping of no flag that the text states"
            )
        if "CRM" in party.sectors and party.country and ("'s " in phrase.text or "’s " in phrase.text):
            party = replace(
                party, sectors=(), code=party.country, rule=f"{party.rule}; what the holder is called gives no sector"
            )
        if means_both(phrase.text):
            return party
        if phrase.lemma in _PEERS and phrase.text.casefold().startswith(("his ", "her ", "their ", "its ", "the ")):
            return self._as_peer(phrase, party, when)
        if set(phrase.text.casefold().split()) & read_composition().abroad:
            return party  # "foreign reporters", "the international community": not of where they are
        if party.country is None and party.code is None and (rebels := self._homes.of_rebels(party)) is not None:
            party = self._resolve(phrase, when, rebels)
        if party.country is None and party.code is None and setting is not None:
            party = self._resolve(phrase, when, setting)
        return self._at_story_home(phrase, self._homes.of_namesake(phrase, party), when, without)

    def _as_peer(self, phrase: Phrase, party: Party, when: dt.date | None) -> Party:
        """ "His Lao counterpart": of the country that is named, in the office of whom "his" stands for."""
        named = [m for m in self._catalogue.find(phrase.text) if m.label in ("GPE", "NORP")]
        if len(named) != 1:
            return party if not named else replace(party, country=None, code=None, sectors=())
        stand_in = Phrase(0, len(named[0].text), named[0].text, 0, len(named[0].text), named[0].text.casefold())
        nation = self._resolve(stand_in, self._published)
        if nation.country is None:
            return party
        sectors: tuple[str, ...] = ("GOV",)
        if phrase.antecedent is not None:
            span = phrase.antecedent
            lemma = span.text.split()[-1].casefold()
            holder = Phrase(span.start, span.end, span.text, _last_word(span), span.end, lemma)
            sectors = self._resolve(holder, when).sectors or sectors
        return replace(
            party, entity=None, name=None, country=nation.country, sectors=sectors, how="stated",
            code=code_of(nation.country, sectors), rule=f"{named[0].text!r}, in a like office",
        )  # fmt: skip

    def _at_story_home(
        self, phrase: Phrase, party: Party, when: dt.date | None, without: frozenset[str] = frozenset()
    ) -> Party:
        """ "Police", "the strikers" of a story that is one country's own."""
        if party.country is not None or party.code is not None or not party.sectors:
            return party
        setting = self._homes.setting_for(phrase, party.sectors, without)
        return self._resolve(phrase, when, setting) if setting is not None else party

    def identify_speakers(self, speaker: Speaker) -> tuple[SpeakerParty, ...]:
        """Who speaks, of one level: two where the words join two nations ("Spanish and French ministers")."""
        return self._each_nation(speaker.phrase, self._identify_speaker(speaker, self._published))

    def _identify_speaker(self, speaker: Speaker, when: dt.date | None) -> SpeakerParty:
        """Who speaks: by the words, the holder ("her spokesman"), the publisher whose own officials need no country."""
        found = self._resolve_speaker(speaker, when)
        if found.country is not None or (found.entity is not None and found.code is not None):
            return found
        phrase = speaker.phrase
        party = Party(phrase.start, phrase.end, phrase.text, sectors=found.sectors, code=found.code, rule=found.rule)
        party = self._by_mention(phrase, self._by_owner(phrase, party, when))
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

    # --- by its holder ------------------------------------------------------------------------------

    def _by_owner(self, phrase: Phrase, party: Party, when: dt.date | None) -> Party:
        if phrase.lemma in read_composition().facing:
            return replace(party, sectors=(), code=None, rule="unresolved")  # "its allies" are others
        words = phrase.text.casefold()
        if phrase.owner is None and (words.startswith(_OURS) or any(f" of {one}" in words for one in _OURS)):
            holder = self._voice.party
            said = "the publisher's own"
        elif phrase.owner is not None:
            span = phrase.owner
            stand_in = Phrase(
                span.start, span.end, span.text, _last_word(span), span.end, span.text.split()[-1].casefold()
            )
            holder = self._voice.as_party(stand_in) or self._resolve(stand_in, when)
            if holder.country is None:
                holder = self._by_mention(stand_in, holder)
            said = f"held by {span.text!r}"
        else:
            return party
        if holder is None or holder.code is None:
            return party
        soft = set(party.sectors) <= _SOFT and (
            bool({"vehicle", "facility", "goods"} & set(phrase.kinds))
            or (phrase.lemma in _MEN and bool(set(holder.sectors) & _FORCES))  # "the colonel said his men ..."
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
        meant = self._resolve(
            Phrase(span.start, span.end, span.text, _last_word(span), span.end, span.text.split()[-1].casefold()),
            when,
            own,
        )
        return replace(
            party,
            country=meant.country,
            sectors=meant.sectors,
            code=meant.code,
            rule=f"stands for {span.text!r}; {meant.rule}",
        )

    # --- by an earlier mention -------------------------------------------------------------------------

    def _by_name(self, phrase: Phrase, party: Party) -> Party:
        """ "the Aurora Bay" where the document says whose it is elsewhere: "the Greek tanker Aurora Bay"."""
        if party.code is not None and party.code != "MNC":
            return party
        known = self._named.get(_name_in(phrase.text))
        if known is None or not known.code:
            return party
        return replace(
            party, country=known.country, sectors=known.sectors, code=known.code, entity=known.entity,
            antecedent=None, how="coreference", rule=f"named in {known.text!r}",
        )  # fmt: skip

    def _by_nation(self, phrase: Phrase, party: Party) -> Party:
        """ "US imperialism": in a partisan text the state itself."""
        noun = phrase.text.split()[-1].casefold()
        if party.code is not None or noun.removesuffix("s") not in _lists()["states"]["nouns"]:
            return party
        words = phrase.text if not phrase.text.isupper() else f"{phrase.text.rsplit(' ', 1)[0].title()} "
        for match in self._catalogue.find(words if not phrase.text.startswith("US ") else "US "):
            stand_in = Phrase(0, len(match.text), match.text, 0, len(match.text), match.text.casefold())
            nation = self._resolve(stand_in, self._published)
            if nation.country is not None:
                return replace(
                    party, country=nation.country, code=nation.country, rule=f"{noun!r} after a nation: its state"
                )
        return party

    def _by_whole(self, phrase: Phrase, party: Party, when: dt.date | None) -> Party:
        """ "the captain of the ferry", "two stewards of the Aurora Bay": of the country of what they belong to."""
        if (
            party.country is not None
            or _is_settled(party)
            or " of " not in phrase.text
            or (_kind_of(phrase.lemma) is None and "person" not in phrase.kinds)
        ):
            return party
        tail = phrase.text.rsplit(" of ", 1)[1]
        start = phrase.end - len(tail)
        lemma = tail.split()[-1].casefold()
        whole = Phrase(start, phrase.end, tail, _last_word(Span(start, phrase.end, tail)), phrase.end, lemma)
        found = self._resolve(whole, when)
        found = self._by_mention(whole, self._by_name(whole, found))
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

    def _by_flag(self, phrase: Phrase, party: Party) -> Party:
        """ "the Aurora Bay, a Greek-owned one": the nation that the apposition names."""
        if phrase.alias is None:
            return party
        for match in self._catalogue.find(phrase.alias.text):
            stand_in = Phrase(0, len(match.text), match.text, 0, len(match.text), match.text.casefold())
            nation = actors.resolve_party(stand_in, catalogue=self._catalogue, when=self._published)
            if nation.country is not None:
                code = code_of(nation.country, ("BUS",))
                rule = f"called {phrase.alias.text!r}"
                return replace(party, country=nation.country, sectors=("BUS",), code=code, rule=rule, how="coreference")
        return party

    def _by_mention(self, phrase: Phrase, party: Party, without: frozenset[str] = frozenset(), role: str = "") -> Party:
        kind = _kind_of_phrase(phrase)
        if kind is None or phrase.text[phrase.head_end - phrase.start :].startswith(" of "):
            return party  # "the crews of both ships" are theirs, whatever crews were named before
        before = [
            m
            for m in self._mentions
            if m.start < phrase.start and m.kind in _reach(kind) and m.party.country not in without
            if _can_be_as_many(phrase, m.party)
        ]
        if party.country is None:
            if _is_settled(party) or not _is_definite(phrase.text):
                return party
            found = self._fitting(before, role)
            if found is None or found.party.country is None:
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
            clearer = [
                m
                for m in self._mentions
                if m.kind == kind and m.party.country == party.country and set(m.party.sectors) - _SOFT
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

    def _fitting(self, before: Sequence[_Mention], role: str) -> _Mention | None:
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

    def _all_named(self, clauses: Sequence[Clause]) -> Iterator[Party | SpeakerParty]:
        """All whom a document names, as far as their own words say who they are."""
        seen: set[tuple[int, int]] = set()
        for clause in clauses:
            for phrase in (*(r.phrase for r in clause.relations), *(s.phrase for s in clause.speakers)):
                if (phrase.start, phrase.end) not in seen and phrase.kinds != ("pronoun",):
                    seen.add((phrase.start, phrase.end))
                    yield self._resolve(replace(phrase, antecedent=None), self._published)

    def _gather(self, clauses: Sequence[Clause]) -> tuple[_Mention, ...]:
        seen: dict[int, _Mention] = {}
        for clause in clauses:
            for relation in clause.relations:
                phrase = relation.phrase
                kind = _kind_of_phrase(phrase)
                named = _name_in(phrase.text)
                if phrase.start in seen or phrase.kinds == ("pronoun",) or (kind is None and not named):
                    continue
                party = self._resolve(phrase, self._published)
                if party.country is None:
                    party = self._by_owner(phrase, party, self._published)
                if party.country is None and phrase.alias is not None and named:
                    party = self._by_flag(phrase, party)
                if (
                    party.country is not None
                    and named
                    and (kind in ("vessel", "merchant", "warship") or phrase.alias is not None)
                ):
                    self._named.setdefault(named, party)
                is_new_ship = kind in ("vessel", "merchant") and not _is_definite(phrase.text)
                if kind is not None and (party.country is not None or is_new_ship):
                    seen[phrase.start] = _Mention(kind, party, phrase.start, clause.sentence.start, relation.name)
        ordered = sorted(seen.values(), key=lambda m: m.start)
        numbers = {start: index for index, start in enumerate(sorted({m.sentence for m in ordered}))}
        return tuple(replace(m, sentence=numbers[m.sentence]) for m in ordered)


def _is_of_police(clauses: Sequence[Clause]) -> bool:
    """Whether a text speaks of police and of no soldiers."""
    words = Counter(
        word.casefold().strip(".,;:'\"").removesuffix("'s")
        for sentence in dict.fromkeys(clause.sentence for clause in clauses)
        for word in sentence.text.split()
    )
    police = sum(words[word] for word in ("police", "policeman", "policemen", "policewoman", "constables"))
    soldiers = sum(words[word] for word in ("soldier", "soldiers", "troops", "army", "military", "navy", "marines"))
    return police > 2 * soldiers


def _ship_names(clauses: Sequence[Clause]) -> frozenset[str]:
    """Names that the text treats as ships without saying so: "the crew of the Aurora Bay", "boarded the Orion"."""
    found: set[str] = set()
    for clause in clauses:
        for relation in clause.relations:
            phrase = relation.phrase
            aboard = relation.name in ("aboard", "onto", "on board") and phrase.label not in ("GPE", "NORP")
            sailed = relation.name == "object" and clause.lemma in ("board", "sink", "torpedo", "moor", "refloat")
            if (aboard or sailed) and not {"country", "organisation"} & set(phrase.kinds):
                found.add(_name_in(phrase.text))
            if phrase.lemma in _CREW and (owned := phrase.owner) is not None and " " in owned.text:
                found.add(_name_in(owned.text))
            if (match := _OF_SHIP.search(phrase.text)) is not None:
                found.add(_name_in(match[1]))
    return frozenset(found - {""})


def _can_be_as_many(phrase: Phrase, party: Party) -> bool:
    """ "Both tankers" are not "the tug" told of before."""
    if phrase.text.split(" ", 1)[0].casefold() not in ("both", "these", "those", "two", "three", "all"):
        return True
    words = party.text.casefold().split()
    return words[0] not in ("a", "an", "the", "this", "that", "one") or words[-1].endswith("s") or "and" in words


def _is_settled(party: Party) -> bool:
    """An international body or a company group has no country and needs none."""
    return party.entity is not None and party.code is not None


def _name_in(text: str) -> str:
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


def _is_thing(phrase: Phrase, coding: Coding) -> bool:
    """What no deed of words is done to: "accepted with reservations", "condemned the move"; bombs that are dropped."""
    kinds = set(phrase.kinds)
    if not coding.among_parties:
        return coding.event in ("ASSAULT", "COERCE") and "weapon" in kinds and not kinds & _PARTIES
    if means_both(phrase.text):
        return False
    is_name = phrase.label is not None or phrase.text.split()[-1][:1].isupper()
    return not (kinds & _PARTIES or is_name or phrase.owner is not None or phrase.antecedent is not None)


def _is_local(phrase: Phrase) -> bool:
    """ "the authorities", "the police": those of the place that the clause names."""
    return phrase.lemma in _LOCAL and phrase.text.casefold().startswith("the ") and len(phrase.text.split()) == 2


def _of_its_speaker(phrase: Phrase, clause: Clause) -> Phrase:
    """ "Chad said that twenty of its soldiers were killed": whose they are is who says so."""
    if phrase.owner is not None or not clause.speakers or not _SOME_OF_ITS.match(phrase.text):
        return phrase
    said = max(clause.speakers, key=lambda speaker: speaker.level).phrase
    return replace(phrase, owner=Span(said.start, said.end, said.text))


def _sent(phrase: Phrase) -> bool:
    """ "Our negotiators", "its spokesman": of the body that they speak for."""
    return phrase.lemma in read_composition().belonging


def _not_weapons(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """A weapon is pointed, not hit, where somebody else is named too."""
    rest = tuple(p for p in phrases if "weapon" not in p.kinds or {"vessel", "aircraft", "party"} & set(p.kinds))
    return rest or tuple(p for p in phrases if p.owner is None)


def _at_home(phrase: Phrase, party: Party, setting: actors.Setting | None) -> Party:
    """People who protest somewhere, named by nothing else, are people of that country."""
    people = {"person", "party", "civilian"} & set(phrase.kinds) or phrase.label == "NORP"
    if setting is None or setting.country is None or not people or phrase.kinds == ("pronoun",):
        return party
    if "facility" in phrase.kinds:
        return party  # an embassy is of another country
    return replace(
        party,
        country=setting.country,
        sectors=("CVL",),
        code=code_of(setting.country, ("CVL",)),
        rule=f"protesters at home: {setting.rule}",
    )


def _is_definite(text: str) -> bool:
    """ "the ships", "both tankers", "six sailors", not "ships", "merchant ships", "more than 400 ships"."""
    first = text.casefold().removeprefix("only ").split(" ", 1)[0]
    return first in _DEFINITE or first.isdigit() or first in _NUMERALS


def _at_one_home(
    parties: tuple[Party, ...], others: tuple[Party, ...], setting: Setting | None, *, attacked: bool
) -> tuple[Party, ...]:
    """ "Turkish police arrested twenty students": people facing their own state, where no other is named.

    A government that shells a school may well shell another country's.
    """
    own = _STATE - {"GOV"} if attacked else _STATE
    states = {p.country for p in others if p.country and set(p.sectors) & own}
    if len(states) != 1 or any(p.country and p.country not in states for p in others):
        return parties
    country = next(iter(states))
    abroad = setting is not None and setting.country not in (None, country)
    if abroad or any(
        _kind_of(p.text.split()[-1].casefold()) == "mission" or "embassy" in p.text.casefold() for p in others
    ):
        return parties  # a crowd before a foreign embassy is of another country
    return tuple(
        replace(
            p,
            country=country,
            code=code_of(country, p.sectors),
            how="carried",
            rule=f"{p.rule}; facing the state of {country}, no other named",
        )
        if p.country is None
        and p.entity is None
        and p.sectors
        and set(p.sectors) <= _HOME
        and not any(word in p.text.casefold() for word in read_composition().abroad)
        else p
        for p in parties
    )


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


def _of_place(party: Party, found: Sequence[Place]) -> Party:
    """ "shelled Horlivka", "annexed Crimea": who is hit is the country that the place lies in."""
    for place in found:
        if place.country is not None and place.start >= party.start and place.end <= party.end:
            return replace(
                party, country=place.country, code=place.country, rule=f"the country of {place.text!r}; {place.rule}"
            )
    return party


def _public(phrase: Phrase, party: Party, setting: Setting | None) -> Party:
    """ "Rioted in a prison of northern Peru": public buildings and ways are of the country where they stand."""
    if setting is None or setting.country is None or phrase.lemma not in read_composition().public:
        return party
    rule = f"{phrase.lemma!r}: {setting.rule}"
    code = code_of(setting.country, party.sectors)
    return replace(party, country=setting.country, code=code, rule=rule)


def _kind_of_phrase(phrase: Phrase) -> str | None:
    kind = _kind_of(phrase.lemma)
    if kind == "vessel" and set(phrase.modifiers) & set(_lists()["trading"]["words"]):
        return "merchant"
    return kind


def _last_word(span: Span) -> int:
    return span.end - len(span.text.split()[-1])


def _kind_of(lemma: str) -> str | None:
    return alike().get(lemma)


def _reach(kind: str) -> frozenset[str]:
    return frozenset((kind, *_lists()["wider"].get(kind, ())))


@functools.cache
def _lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(_ALIKE.read_text(encoding="utf-8"))


@functools.cache
def alike() -> Mapping[str, str]:
    """Noun -> class of nouns that may speak of the same things."""
    found: dict[str, str] = {}
    for kind, nouns in _lists()["classes"].items():
        for noun in nouns:
            found.setdefault(noun, kind)
    return found
