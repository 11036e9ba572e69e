"""Reads a phrase as a party: its noun gives the sector, what stands before and after it says whose it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.resolution.composition import read_composition, singular
from rashomon.resolution.entities import Agent
from rashomon.resolution.hints import Hint, hint_of, hints_before
from rashomon.resolution.homes import country_of_place
from rashomon.resolution.names import Catalogue, Found
from rashomon.resolution.naming import choose_name, countries_beside, read_name
from rashomon.resolution.readings import Introductions, Reading, of_agent
from rashomon.resolution.wording import ASIDE, BELONGS, STANDS, WORD, Words, compound_of, take_apart


class PartyReader:
    """Reads phrases with one catalogue, for one day, in one document."""

    def __init__(self, catalogue: Catalogue, when: dt.date | None, introductions: Introductions | None = None) -> None:
        self._catalogue = catalogue
        self._when = when
        self._introductions = introductions or Introductions()
        self._composition = read_composition()
        self._known: dict[tuple[str, tuple[int, int] | None, int], Reading | None] = {}

    def read(self, text: str, *, head: tuple[int, int] | None = None, depth: int = 0) -> Reading | None:
        """What the words say, or None where they name nobody that we know."""
        key = (text, head, depth)
        if key not in self._known:
            self._known[key] = self._read(text, head, depth)
        return self._known[key]

    def _read(self, text: str, head: tuple[int, int] | None, depth: int) -> Reading | None:
        words = take_apart(text, self._catalogue, head)
        if words is None or depth > _DEPTH:
            return None
        found = words.name_at(words.head)
        is_plain = found is not None and compound_of(text, found, self._composition) == "plain"
        if found is not None and is_plain and not self._is_title_of_another(words, found):
            named = self._read_name(words, found)
            if named is not None:
                return named
        introduced = self._introduced(words)
        if introduced is not None and introduced.base is not None:
            return introduced
        own = self._read_noun(words, depth)  # "King Foo of Tonga" says more than "King Foo" before
        return own if own is not None and (introduced is None or own.base is not None) else introduced

    def join(self, own: Reading, owner: Reading) -> Reading:
        """A noun and whose it is: "navy" and "Iran" make IRNMIL, "spokesman" and "Hezbollah" LBNREB."""
        passes_on = own.noun is None or own.noun in self._composition.belonging
        sectors = owner.sectors if owner.sectors and passes_on else own.sectors
        return replace(own, base=owner.base, sectors=sectors, rules=own.rules + owner.rules)

    def place(
        self, own: Reading, country: str | None, why: str, place: str | None = None, *, of_story: bool = False
    ) -> Reading:
        """A bare noun in the country of its clause: "the police" in Paris are FRACOP; shipping of no flag is MNC.

        ``of_story``: the country is that of the whole story, whose troops and tanks are meant too.
        """
        if own.noun in self._composition.shipping and own.sectors[:1] == ("BUS",):
            return replace(own, base="MNC", rules=(*own.rules, "shipping of no stated flag is MNC"))
        if country is None or own.agent is None or own.entity is not None or not own.sectors:
            return own
        is_in_arms = of_story and own.sectors[0] in ("MIL", "REB")
        if own.agent.form == "things" and not is_in_arms:
            return own
        if own.noun in self._composition.foreign or (own.noun in self._composition.moving and not of_story):
            return own
        holder = self._catalogue.holder_of_place(place, self._when) if place is not None else None
        if holder is not None and own.sectors[:1] in _OF_HOLDER:
            country, why = holder, f"{place!r}, which it holds"
        return self._in_office(replace(own, base=country, rules=(*own.rules, f"{country} from {why}")))

    def agent_ending_at(self, words: Words, last: int) -> tuple[int, Reading] | None:
        """The longest agent noun that ends with this word, and the index of its first word."""
        for first in range(max(0, last - 3), last + 1):
            if any(words.has_break(index) for index in range(first, last)):
                continue
            spelled = [words.word(index).lower() for index in range(first, last + 1)]
            agent = self._catalogue.agent_of(" ".join(spelled)) or self._catalogue.agent_of(
                " ".join([*spelled[:-1], singular(spelled[-1])])
            )
            if agent is not None:
                return first, of_agent(agent, words.between(first, last))
        return None

    # --- names --------------------------------------------------------------------------------------

    def _read_name(self, words: Words, found: Found) -> Reading | None:
        name = choose_name(found.names, countries_beside(words, found), catalogue=self._catalogue, when=self._when)
        if name is None or name.form in ("place", "no party"):
            return None
        if name.form == "surname" and self._has_other_given_name(words, found):
            return None
        reading = read_name(name, catalogue=self._catalogue, when=self._when)
        if name.form == "people" and (before := self._country_before(words, found)) is not None:
            rule = f"people of {reading.base} in {before.base}"
            return Reading(before.base, ("CVL",), rules=(*reading.rules, *before.rules, rule))  # "Kosovo Serbs"
        if name.form == "people" and (of := re.match(r"\s+of\s+(.+)", words.after_head())) is not None:
            home = self._country_in(of[1])  # "the Albanians of southern Serbia"
            if home is not None and home.base != reading.base:
                return replace(home, sectors=("CVL",), rules=(*reading.rules, *home.rules))
        if reading.base == "NGO":
            return self._national_branch(words, found, reading)
        if name.label != "PERSON" or reading.sectors not in ((), ("ELI",)):
            return reading
        # "President Yanukovych" of somebody whom we do not know in office on the day: the text says that he was.
        first = words.first_of(found)
        title = self.agent_ending_at(words, first - 1) if first and not words.has_break(first - 1) else None
        if title is None or self._is_past(words, title[0]):
            return reading
        return replace(reading, sectors=title[1].sectors, rules=(*reading.rules, *title[1].rules))

    def _is_title_of_another(self, words: Words, found: Found) -> bool:
        """ "Secretary-General" alone is the United Nations'; after "Arab League" it is a noun."""
        title = self._catalogue.agent_of(words.text[found.start : found.end].lower())
        return title is not None and any(other.start < found.start for other in words.names)

    def _national_branch(self, words: Words, found: Found, reading: Reading) -> Reading:
        """ "the British Red Cross": a body of no country, of the country that stands right before it."""
        country = self._country_before(words, found)
        if country is None:
            return reading
        return replace(country, sectors=reading.sectors, entity=None, name=None, rules=reading.rules + country.rules)

    def _country_before(self, words: Words, found: Found) -> Reading | None:
        """The country whose name or adjective stands right before a name."""
        first = words.first_of(found)
        before = words.name_at(first - 1) if first and not words.has_break(first - 1) else None
        if before is None or before.names[0].form not in ("adjective", "name"):
            return None
        return read_name(before.names[0], catalogue=self._catalogue, when=self._when)

    def _has_other_given_name(self, words: Words, found: Found) -> bool:
        """ "Adam Abbas" is not Mahmoud Abbas: a capitalised word before the surname that is no title."""
        first = words.first_of(found)
        if first == 0:
            return False
        before = words.word(first - 1)
        gap = words.text[words.tokens[first - 1][1] : found.start].strip(" .")
        if not before[0].isupper() or gap or words.name_at(first - 1) is not None:
            return False
        known = self._composition.abbreviations.keys() | self._composition.determiners | self._composition.honours
        return before.lower() not in known and self.agent_ending_at(words, first - 1) is None

    def _introduced(self, words: Words) -> Reading | None:
        """A name that the document explains elsewhere: "the Aurora Bay", once "the Greek tanker Aurora Bay"."""
        last = words.head
        if not words.word(last)[0].isupper():
            return None
        for first in range(max(0, last - 3), last + 1):
            reading = self._introductions.names.get(words.between(first, last))
            if reading is not None and not (first and self._is_unlike(words, first)):
                return reading
        return None

    def _is_unlike(self, words: Words, first: int) -> bool:
        """A capitalised word before the name that is no title: another name."""
        before = words.word(first - 1)
        if not before[0].isupper() or before.lower() in self._composition.determiners or words.has_break(first - 1):
            return False
        return self.agent_ending_at(words, first - 1) is None and words.name_at(first - 1) is None

    # --- common nouns -------------------------------------------------------------------------------

    def _read_noun(self, words: Words, depth: int) -> Reading | None:
        first, own = self._noun(words)
        # "Foreign Minister Ada Quist", "secretary of state Ada Quist": whoever else is known to hold the office
        bears_name = own is None or _NAMED_AFTER.match(words.after_head()) is not None
        if own is None:
            first, own = self._title(words)
        if own is None and (named := self._name_before(words)) is not None:
            return named
        gathered = self._gathered(words, own, depth)
        if gathered is not None:
            return gathered
        if own is None and words.name_at(words.head) is not None and "ethnic" in words.text.lower():
            people = self._catalogue.agent_of("people")
            own = Reading(sectors=("CVL",), rules=("an ethnic group is CVL",), noun="people", agent=people)
        if own is None and not self._can_be_owned(words):
            return None
        own = self._with_body_noun(words, first, own or Reading())
        hints = self._hints(words, first)
        owner = self._owner_of(words, first, own, hints, depth)
        reading = self.join(own, owner) if owner is not None else own
        if own.noun is None and not own.sectors and owner is not None:
            # a thing of somebody: the country, and the sector of a body that has it ("gates of the embassy")
            is_of_body = owner.agent is not None and owner.agent.form == "bodies"
            keeps = owner.is_body or is_of_body or _HELD_BY.search(words.text) is not None
            sectors = owner.sectors if keeps else ()
            reading = replace(owner, sectors=sectors, entity=None, name=None, noun=None, agent=None)
        backers = [hint.text for hint in hints if hint.kind == "backing"]
        backers.extend(match[1] for match in _BACKED_BY.finditer(words.after_head()))
        if backers:
            reading = replace(reading, rules=reading.rules + tuple(f"backed by {backer}" for backer in backers))
        if reading.base is None and not reading.sectors:
            return None
        reading = self._in_past(words, first, self._afloat(reading))
        return reading if bears_name else self._in_office(reading)

    def _noun(self, words: Words) -> tuple[int, Reading | None]:
        """The agent noun at the head, and the index of its first word."""
        before = self.agent_ending_at(words, words.head)
        if before is None or before[0] == words.head:
            after = self._noun_with_complement(words)
            if after is not None:
                return words.head, after
        return before if before is not None else (words.head, None)

    def _noun_with_complement(self, words: Words) -> Reading | None:
        """ "secretary of state", "member of parliament": a noun with its "of"."""
        if words.head + 2 >= len(words.tokens) or words.word(words.head + 1).lower() not in ("of", "in"):
            return None
        for last in range(min(len(words.tokens) - 1, words.head + 5), words.head + 1, -1):
            spelled = [words.word(index).lower() for index in range(words.head, last + 1)]
            agent = self._catalogue.agent_of(" ".join([singular(spelled[0]), *spelled[1:]]))
            if agent is not None:
                return of_agent(agent, words.between(words.head, last))
        return None

    def _title(self, words: Words) -> tuple[int, Reading | None]:
        """The title before a name that we do not know: "the patrol boat Condor", "Senator Valencia", "HMS Duncan"."""
        index = words.head
        if not words.word(index)[0].isupper() or self._catalogue.kinds_of(words.word(index).lower()):
            return index, None
        while index > 0:
            index -= 1
            word = words.word(index)
            if word in self._composition.prefixes:
                country, sector = self._composition.prefixes[word]
                rule = f"{word!r} is a ship of {country or 'trade'}"
                return index, Reading(country, (sector,), rules=(rule,), noun="ship under a prefix")
            short = self._composition.abbreviations.get(word.lower())
            if short:
                agent = self._catalogue.agent_of(short)
                return index, of_agent(agent, word) if agent is not None else None
            found = self.agent_ending_at(words, index)
            name = words.name_at(index)
            if found is not None and (name is None or words.first_of(name) == found[0]):
                return found
            if not word[0].isupper() or words.has_break(index):
                break
        return words.head, None

    def _name_before(self, words: Words) -> Reading | None:
        """ "Al Masirah TV", "Boeing 737": a body's name with a word after it that says nothing."""
        if words.head == 0 or not words.word(words.head)[0].isupper() or words.has_break(words.head - 1):
            return None
        found = words.name_at(words.head - 1)
        if found is None or found.names[0].form != "proper" or found.names[0].label != "ORG":
            return None
        return self._read_name(words, found)

    def _gathered(self, words: Words, own: Reading | None, depth: int) -> Reading | None:
        """ "crowds of farmers", "boats of the Danish coast guard": what the head is made of."""
        noun = singular(words.word(words.head).lower())
        match = re.match(r"\s+of\s+(.+)", words.after_head(), re.DOTALL)
        is_noun_alone = own is None or own.noun is None or " " not in own.noun
        if noun not in self._composition.gathering or match is None or not is_noun_alone:
            return None
        inner = self.read(match[1], depth=depth + 1)
        if inner is None or (own is not None and not inner.sectors):
            return None
        hints = [hint for hint in self._hints(words, words.head) if hint.kind in ("plain", "owning")]
        return self.join(inner, hints[-1].reading) if inner.base is None and hints else inner

    def _with_body_noun(self, words: Words, first: int, own: Reading) -> Reading:
        """ "navy vessels", "rebel commander": a body named before a thing or a rank gives the sector."""
        is_general = own.noun in self._composition.belonging or (own.agent is not None and own.agent.form == "things")
        if own.noun is not None and not is_general:
            return own
        if own.noun is None and singular(words.word(words.head).lower()) in self._composition.unstaffed:
            return own
        for index in range(first - 1, -1, -1):
            if words.text[words.tokens[index][1] :][:1] == "-":
                continue  # "front-line troops" are of no front
            found = None if words.name_at(index) is not None else self.agent_ending_at(words, index)
            if found is None or found[1].agent is None or not _is_body_noun(found[1].agent):
                continue
            if found[1].sectors[:1] == ("GOV",) and own.sectors[:1] in _ARMED:
                continue  # "government soldiers" are soldiers
            if found[1].noun not in self._composition.gathering:
                return replace(found[1], noun=own.noun or found[1].noun, agent=own.agent or found[1].agent)
        return own

    def _can_be_owned(self, words: Words) -> bool:
        """Whether a head that is no agent can stand for its owner: a base can, an attack or an ally cannot."""
        word = words.word(words.head)
        noun = singular(word.lower())
        if (word[0].isupper() and words.head > 0) or noun in self._composition.unowned:
            return False
        kinds = self._catalogue.kinds_of(noun) or self._catalogue.kinds_of(word.lower())
        return not set(kinds) & _NO_PARTY

    def _afloat(self, reading: Reading) -> Reading:
        """Ships and crews of a country are of its navy or of its trade: the noun alone does not say which."""
        if reading.noun not in self._composition.afloat or reading.country is None or reading.agent is None:
            return reading
        if reading.sectors != reading.agent.sectors or reading.sectors == ("MIL",):
            return reading  # said: "navy crew"; or likely: "sailors"
        return replace(reading, sectors=(), rules=(*reading.rules[1:], f"{reading.noun!r}: of the navy or of trade"))

    # --- whose it is --------------------------------------------------------------------------------

    def _owner_of(self, words: Words, first: int, own: Reading, hints: Sequence[Hint], depth: int) -> Reading | None:
        if own.base is not None:
            return None
        after = words.after_head()
        noun = singular(words.word(words.head).lower())
        if noun in self._composition.facing:
            return self._complement(after, own, depth, belonging=_HOME)
        if noun in self._composition.relational:
            return self._complement(after, own, depth, belonging=BELONGS | _HOME)
        plain = [hint for hint in hints if hint.kind == "plain"]
        bodies = [hint for hint in plain if hint.is_body]
        lands = [hint for hint in plain if not hint.is_body]
        owning = [hint for hint in hints if hint.kind == "owning"]
        holding = [hint for hint in hints if hint.kind == "holding"]
        if bodies:
            return bodies[-1].reading
        possessor = words.possessor_before(first)
        owner = self.read(possessor[0], depth=depth + 1) if possessor is not None else None
        if possessor is not None and owner is None:
            owner = self._lying_in(possessor[0], people=100_000)  # "Florida's attorney general"
        if owner is not None and owner.base is not None and (owner.sectors or not lands):
            return owner
        if owning or lands:
            return (owning or lands)[-1].reading
        held = _HELD_BY.search(after)
        if held is not None:
            return self.read(held[1], depth=depth + 1)
        complement = self._complement(after, own, depth)
        if complement is not None:
            return complement
        return holding[-1].reading if holding else self._place_before(words, first)

    def _hints(self, words: Words, first: int) -> list[Hint]:
        return hints_before(words, first, catalogue=self._catalogue, when=self._when)

    def _complement(
        self, after: str, own: Reading, depth: int, *, belonging: frozenset[str] = BELONGS
    ) -> Reading | None:
        """Whose by what follows: the body or country after "of" and "for", the country after "in" and "at"."""
        names = self._catalogue.find_all(after)
        passes_on = own.noun is None or own.noun in self._composition.belonging
        for match in WORD.finditer(after):
            if any(found.start < match.start() < found.end for found in names):
                continue
            preposition = match.group().lower()
            part = after[match.end() :].strip(" ,.;")
            if preposition in ASIDE and not (preposition == "to" and own.noun in self._composition.serving):
                return None
            if (preposition in belonging or preposition == "to") and part:
                inner = self.read(part, depth=depth + 1)
                if inner is not None and (inner.base is not None or (passes_on and inner.sectors)):
                    return replace(inner, entity=None, name=None)
                if inner is None and preposition == "of" and (place := self._lying_in(part, people=15_000)):
                    return place
            if preposition in STANDS and part and own.noun not in self._composition.posted:
                place = self._held_place(part, own) or self._country_in(part)
                if place is not None:
                    return place
        return None

    def _held_place(self, text: str, own: Reading) -> Reading | None:
        """ "courts in Simferopol": who holds the place sets up its courts and its police."""
        holder = self._catalogue.holder_of_place(text.removeprefix("the "), self._when)
        if holder is None or own.sectors[:1] not in _OF_HOLDER:
            return None
        return Reading(holder, rules=(f"in {text!r}, which {holder} holds",))

    def _country_in(self, text: str) -> Reading | None:
        """Where something lies: "in Russian-annexed Crimea" makes it Russia's court, "in Odesa" Ukraine's police."""
        for found in self._catalogue.find_all(text):
            hint = hint_of(text, found, catalogue=self._catalogue, when=self._when)
            if hint is not None and hint.reading.country and hint.kind != "backing" and not hint.is_body:
                return Reading(hint.reading.country, rules=(f"in {text!r}",))
        return self._lying_in(text, people=15_000)

    def _lying_in(self, text: str, *, people: int) -> Reading | None:
        country = country_of_place(text, people=people)
        return Reading(country, rules=(f"{text!r} lies in {country}",)) if country is not None else None

    def _place_before(self, words: Words, first: int) -> Reading | None:
        """ "Shanghai authorities": a place before the noun that the catalogue does not know."""
        run: list[str] = []
        for index in range(first - 1, -1, -1):
            word = words.word(index)
            lower = word.lower()
            if (
                not word[0].isupper()
                or lower in self._composition.determiners
                or lower in self._composition.abbreviations
            ):
                break
            if self._catalogue.agent_of(singular(lower)) is None:
                run.insert(0, word)
        for size in range(len(run), 0, -1):
            text = " ".join(run[:size])
            place = self._lying_in(text, people=100_000)
            if place is not None:
                return place
        return None

    # --- offices ------------------------------------------------------------------------------------

    def _in_past(self, words: Words, first: int, reading: Reading) -> Reading:
        """ "former president", "retired general": out of office, of the elite."""
        if reading.agent is None or reading.agent.form != "people" or not self._is_past(words, first):
            return reading
        if reading.sectors[:1] not in (("GOV",), ("LEG",), ("MIL",), ("SPY",)):
            return reading
        return replace(reading, sectors=("ELI",), rules=(*reading.rules, "out of office"), noun=None)

    def _is_past(self, words: Words, first: int) -> bool:
        return any(words.word(index).lower() in self._composition.past for index in range(first))

    def _in_office(self, reading: Reading) -> Reading:
        """The person who holds the office on the day: "the Russian foreign minister"."""
        title = self._composition.titles.get(reading.noun or "")
        if title is None or reading.country is None or self._when is None or reading.entity is not None:
            return reading
        if reading.agent is not None and reading.sectors != reading.agent.sectors:
            return reading  # "the president of the miners' union"
        holder = self._catalogue.holder(reading.country, title, self._when)
        if holder is None:
            return reading
        rule = f"{title} of {reading.country} on {self._when}: {holder.name}"
        return replace(reading, entity=holder.id, name=holder.name, rules=(*reading.rules, rule))


_DEPTH = 4
_HOME = frozenset(("in",))
_OF_HOLDER = (("GOV",), ("COP",), ("JUD",), ("MIL",), ("LEG",), ("SPY",))
_ARMED = (("MIL",), ("COP",))
_NO_PARTY = frozenset(("event", "statement", "measure", "meeting", "document", "time", "money", "number", "pronoun"))
_NAMED_AFTER = re.compile(r"\s+of\s+[a-z]\w*\s+[A-Z]")
_HELD_BY = re.compile(
    r"\b(?:controlled|held|run|owned|operated|manned|used|led|commanded|loyal|belonging|affiliated|occupied|staffed"
    r"|crewed|chartered)\s+(?:by|to|with)\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_BACKED_BY = re.compile(
    r"\b(?:backed|supported|armed|funded|allied|aligned|sponsored)\s+(?:by|with)\s+(.+)", re.IGNORECASE | re.DOTALL
)


def _is_body_noun(agent: Agent) -> bool:
    """ "navy", "rebel", "opposition" pass their sector on; "official" and "private" before a noun are adjectives."""
    return agent.form == "bodies" or agent.sectors[0] in ("REB", "COP", "OPP", "CRM", "UAF")
