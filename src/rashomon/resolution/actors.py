"""Who a phrase refers to: entity, country and sectors by its words and the date, with the rule that says why.

A phrase is taken apart into its head, what stands before it (adjectives, possessors, compounds such
as "Iran-backed") and what follows it ("of the Russian coast guard", "in Syria"). What the words do
not say stays unknown: a party is never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rashomon.records import How, Party, Phrase, Speaker, SpeakerParty
from rashomon.resolution.composition import Composition, read_composition, singular
from rashomon.resolution.entities import Agent, Entity, Name, Role
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import Catalogue, Found


@dataclass(frozen=True, slots=True)
class Setting:
    """The country that a bare agent noun ("the police", "protesters") takes from its clause, and why."""

    country: str | None
    rule: str


def resolve_party(
    phrase: Phrase, *, catalogue: Catalogue, when: dt.date | None, setting: Setting | None = None
) -> Party:
    """The party that a phrase refers to.

    ``when`` is the date of the event (or of publication): offices and the standing of armed groups
    hang on it. A phrase that cannot be resolved keeps its words, with the rule "unresolved".
    """
    reading, how = _read_phrase(phrase, _Reader(catalogue, when), setting)
    party = Party(
        start=phrase.start,
        end=phrase.end,
        text=phrase.text,
        how=how,
        antecedent=phrase.antecedent,
        joined=phrase.joined,
    )
    if reading is None:
        return party
    return replace(
        party,
        name=reading.name,
        entity=reading.entity,
        country=reading.country,
        sectors=reading.sectors,
        code=reading.code,
        rule="; ".join(dict.fromkeys(reading.rules)) or "unresolved",
    )


def resolve_speaker(
    speaker: Speaker, *, catalogue: Catalogue, when: dt.date | None, setting: Setting | None = None
) -> SpeakerParty:
    """The party that a speaker is, as ``resolve_party``; an unnamed speaker keeps its words and what they say."""
    party = resolve_party(speaker.phrase, catalogue=catalogue, when=when, setting=setting)
    return SpeakerParty(
        level=speaker.level,
        start=party.start,
        end=party.end,
        text=party.text,
        kind=speaker.kind,
        cue=speaker.cue,
        stance=speaker.stance,
        quote=speaker.quote,
        name=party.name,
        entity=party.entity,
        country=party.country,
        sectors=party.sectors,
        code=party.code,
        antecedent=party.antecedent,
        rule=party.rule,
    )


_POSSESSIVE_PRONOUNS = frozenset(("its", "their", "his", "her", "our", "my", "your", "whose"))
_PRONOUNS = frozenset(
    ("i", "we", "he", "she", "it", "they", "me", "us", "him", "her", "them", "who", "which", "that", "this", "these", "those", "you", "one", "itself", "himself", "herself", "themselves")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the words of a phrase say of who it is."""

    base: str | None = None  # what the code starts with: a country, "IGOUNO", "NGO", "IMG", "MNC"
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    name: str | None = None
    rules: tuple[str, ...] = ()
    noun: str | None = None  # the common noun that gave the sector
    agent: Agent | None = None

    @property
    def country(self) -> str | None:
        return self.base if self.base and len(self.base) == 3 and self.base not in _NO_STATE else None

    @property
    def code(self) -> str | None:
        if self.base is None:
            return None
        if self.base.startswith("IGO") or self.base == "MNC" or not self.sectors:
            return self.base
        return self.base + self.sectors[0]


_NO_STATE = frozenset(("IGO", "NGO", "IMG", "MNC"))


def _read_phrase(phrase: Phrase, reader: _Reader, setting: Setting | None) -> tuple[_Reading | None, How]:
    first = phrase.text.split(" ", 1)[0].lower()
    is_pronoun = phrase.text.lower() in _PRONOUNS and not (phrase.text.isupper() and len(phrase.text) > 1)
    has_owner_pronoun = first in _POSSESSIVE_PRONOUNS
    head = (phrase.head_start - phrase.start, phrase.head_end - phrase.start)
    own = None if is_pronoun else reader.read(phrase.text, head=head)
    meant = reader.read(phrase.antecedent.text) if phrase.antecedent is not None else None
    if meant is not None and phrase.antecedent is not None and (own is None or own.base is None):
        said = f"stands for {phrase.antecedent.text!r}"
        if own is not None and own.sectors and (has_owner_pronoun or not meant.sectors):
            joined = reader.join(own, meant)
            return replace(joined, rules=(said, *joined.rules)), "coreference"
        return replace(meant, rules=(said, *meant.rules)), "coreference"
    if phrase.alias is not None and (own is None or own.entity is None or own.base is None):
        alias = reader.read(phrase.alias.text)
        if alias is not None and (own is None or own.base is None or (alias.entity and alias.base == own.base)):
            own = replace(alias, rules=(f"called {phrase.alias.text!r}", *alias.rules))
    if own is None:
        return None, phrase.how
    if own.base is None and not has_owner_pronoun and phrase.antecedent is None:
        own = reader.place_in(own, setting)
    return own, phrase.how


_WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['\u2019](?!s\b)[^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s\b|(?<=s)['\u2019](?=\s|$)|\s['\u2019]s\b")
_BELONGS = ("of", "for", "within", "inside")
_STANDS = ("in", "at", "from", "near", "across", "around", "outside", "throughout", "along", "on")
_SENDS = ("from", "at", "with")
_ASIDE = (
    "to",
    "against",
    "with",
    "over",
    "about",
    "by",
    "under",
    "between",
    "during",
    "after",
    "before",
    "since",
    "as",
    "who",
    "that",
    "which",
    "whose",
    "bound",
    "and",
    "or",
)
_CUT = frozenset((*_BELONGS, *_STANDS, *_SENDS, *_ASIDE))
_HELD_BY = re.compile(
    r"\b(?:controlled|held|run|owned|operated|manned|used|led|commanded|loyal|belonging|affiliated|occupied|staffed|crewed|chartered)\s+(?:by|to|with)\s+(.+)",
    re.IGNORECASE,
)
_BACKED_BY = re.compile(r"\b(?:backed|supported|armed|funded|allied|aligned|sponsored)\s+(?:by|with)\s+(.+)", re.IGNORECASE)  # fmt: skip
_NOT_A_PARTY = frozenset(("event", "statement", "measure", "meeting", "document", "time", "money", "number", "pronoun"))
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """A text taken apart: its words, the names in it, and where its head is."""

    text: str
    tokens: tuple[tuple[int, int], ...]
    names: tuple[Found, ...]
    head: int  # index into tokens

    def word(self, index: int) -> str:
        start, end = self.tokens[index]
        return self.text[start:end]

    def name_at(self, index: int) -> Found | None:
        start, _ = self.tokens[index]
        return next((found for found in self.names if found.start <= start < found.end), None)


@dataclass(frozen=True, slots=True)
class _Hint:
    """A name before or after the head, and what it says of the head."""

    kind: str  # "plain", "owning", "holding", "backing"
    reading: _Reading
    text: str
    is_body: bool  # an organisation or a person, not a country


class _Reader:
    """Reads phrases with one catalogue, for one date."""

    def __init__(self, catalogue: Catalogue, when: dt.date | None) -> None:
        self._catalogue = catalogue
        self._when = when
        self._composition: Composition = read_composition()

    def read(self, text: str, *, head: tuple[int, int] | None = None, depth: int = 0) -> _Reading | None:
        """What the words say, or None where they name nobody that we know."""
        words = self._take_apart(text, head)
        if words is None or depth > _DEPTH:
            return None
        found = words.name_at(words.head)
        if found is not None and self._is_whole_name(words, found):
            named = self._read_name(words, found)
            if named is not None:
                return named
        return self._read_noun(words, depth)

    def join(self, own: _Reading, owner: _Reading) -> _Reading:
        """A noun and whose it is: "navy" and "Iran" make IRNMIL, "spokesman" and "Hezbollah" LBNREB."""
        sectors = own.sectors
        rules = own.rules + owner.rules
        if owner.sectors and (own.noun is None or own.noun in self._composition.belonging) and _is_body(owner):
            sectors = owner.sectors
        return replace(own, base=owner.base, sectors=sectors, rules=rules)

    def place_in(self, own: _Reading, setting: Setting | None) -> _Reading:
        """A bare noun in the country of its clause: "the police" in Paris are FRACOP."""
        if own.noun in self._composition.shipping and own.sectors == ("BUS",):
            return replace(own, base="MNC", rules=(*own.rules, "shipping of no stated flag is MNC"))
        if setting is None or setting.country is None or own.agent is None or own.entity is not None:
            return own
        if own.agent.form == "things" or own.noun in self._composition.foreign:
            return own
        return self._in_office(
            replace(own, base=setting.country, rules=(*own.rules, f"{setting.country} from {setting.rule}"))
        )

    # --- names --------------------------------------------------------------------------------

    def _read_name(self, words: _Words, found: Found) -> _Reading | None:
        context = self._countries_beside(words, found)
        name = self._choose(found.names, context)
        if name is None:
            return None
        if name.form == "surname" and self._has_other_given_name(words, found):
            return None
        reading = self._reading_of(name)
        if name.label == "PERSON" and reading.sectors in ((), ("ELI",)):
            return self._with_stated_title(words, found, reading)
        return reading

    def _with_stated_title(self, words: _Words, found: Found, reading: _Reading) -> _Reading:
        """ "President Yanukovych" of somebody whom we do not know in office on the day: the text says that he was."""
        first = next(index for index, (start, _) in enumerate(words.tokens) if start >= found.start)
        title = self._agent_ending_at(words, first - 1) if first else None
        if title is None or self._has_break(words, first - 1) or self._is_past(words, title[0]):
            return reading
        return replace(reading, sectors=title[1].sectors, rules=(*reading.rules, *title[1].rules))

    def _reading_of(self, name: Name) -> _Reading:
        entity = self._catalogue.entity(name.entity)
        if entity is None:
            return _Reading()
        match name.form:
            case "name" | "adjective" | "people":
                return _Reading(
                    base=entity.id, entity=entity.id, name=entity.name, rules=(f"{name.text!r} is {entity.id}",)
                )
            case "seat":
                rule = f"{name.text!r} stands for the government of {entity.id}"
                return _Reading(base=entity.id, sectors=("GOV",), entity=entity.id, name=entity.name, rules=(rule,))
            case "capital":
                rule = f"{name.text!r}, the capital, stands for the government of {entity.id}"
                return _Reading(base=entity.id, sectors=("GOV",), entity=entity.id, name=entity.name, rules=(rule,))
        return self._reading_of_entity(entity)

    def _reading_of_entity(self, entity: Entity) -> _Reading:
        held = entity.role_at(self._when)
        if held is not None:
            return _from_role(entity, held, _said_of(entity, held, self._when))
        when = self._when or dt.date.max
        before = [role for role in entity.roles if role.until < when]
        if before:
            last = max(before, key=lambda role: (role.until, role.since))
            rule = f"{entity.name}: {last.title or 'active'} until {last.until}"
            if entity.label == "PERSON" and last.sectors[:1] in (("GOV",), ("LEG",), ("MIL",), ("SPY",)):
                return replace(_from_role(entity, last, rule), sectors=("ELI",))
            return _from_role(entity, last, rule)
        first = min(entity.roles, key=lambda role: role.since)
        rule = f"{entity.name}: {first.title or 'active'} only from {first.since}"
        reading = _from_role(entity, first, rule)
        return replace(reading, sectors=()) if entity.label == "PERSON" else reading

    def _choose(self, names: Sequence[Name], context: Sequence[str]) -> Name | None:
        """The reading of a name that fits the countries beside it and the date; None where two fit alike."""
        if len({name.entity for name in names}) == 1:
            return names[0]
        fitting = [name for name in names if self._country_of(name) in context]
        if len({name.entity for name in fitting}) == 1:
            return fitting[0]
        ranked = [name for name in names if name.form == names[0].form]
        if len({name.entity for name in ranked}) == 1:
            return ranked[0]
        entities = ((name, self._catalogue.entity(name.entity)) for name in ranked)
        held = [name for name, entity in entities if entity is not None and entity.role_at(self._when) is not None]
        return held[0] if len({name.entity for name in held}) == 1 else None

    def _country_of(self, name: Name) -> str | None:
        entity = self._catalogue.entity(name.entity)
        return entity.country if entity is not None else None

    def _countries_beside(self, words: _Words, found: Found) -> list[str]:
        return [
            name.entity
            for other in words.names
            if other is not found
            for name in other.names[:1]
            if name.form in ("name", "adjective", "people", "capital")
        ]

    def _has_other_given_name(self, words: _Words, found: Found) -> bool:
        """ "Adam Abbas" is not Mahmoud Abbas: a capitalised word before the surname that is no title."""
        first = next(index for index, (start, _) in enumerate(words.tokens) if start >= found.start)
        if first == 0:
            return False
        before = words.word(first - 1)
        start, end = words.tokens[first - 1]
        if not before[0].isupper() or words.text[end : found.start].strip(" .") or words.name_at(first - 1):
            return False
        lower = before.lower()
        known = lower in self._composition.abbreviations or lower in _DETERMINERS or lower in _HONORIFICS
        return not (known or self._agent_ending_at(words, first - 1) is not None)

    def _is_whole_name(self, words: _Words, found: Found) -> bool:
        """Whether the name is the head itself and no compound such as "US-led"."""
        return self._compound(words.text, found) == "plain"

    # --- common nouns ---------------------------------------------------------------------------

    def _read_noun(self, words: _Words, depth: int) -> _Reading | None:
        first, own = self._noun(words)
        if own is None:
            first, own = self._title(words)
        after = words.text[words.tokens[words.head][1] :]
        gathered = self._gathered(words, own, after, depth)
        if gathered is not None:
            return gathered
        if own is None and words.name_at(words.head) is not None and "ethnic" in words.text.lower():
            own = _Reading(sectors=("CVL",), rules=("an ethnic group is CVL",), noun="people")
        if own is None and not self._can_be_owned(words):
            return None
        hints = self._hints_before(words, first)
        owner = self._owner(words, first, depth)
        held_by = self._held_by(after, depth)
        own = own or _Reading()
        own = self._with_body_noun(words, first, own)
        chosen = self._choose_owner(words, first, own, hints, owner, held_by, after, depth)
        rules = tuple(f"backed by {hint.text}" for hint in hints if hint.kind == "backing")
        backed = _BACKED_BY.search(after)
        if backed is not None:
            rules += (f"backed by {backed[1]}",)
        reading = self.join(own, chosen) if chosen is not None else own
        if own.noun is None and chosen is not None and not own.sectors:
            # a thing or a place of somebody: the country alone, "targets in Syria"
            reading = replace(chosen, sectors=chosen.sectors if held_by is chosen else (), entity=None, name=None)
        reading = replace(reading, rules=reading.rules + rules)
        if reading.base is None and not reading.sectors:
            return None
        return self._in_office(self._in_past(words, first, reading))

    def _noun(self, words: _Words) -> tuple[int, _Reading | None]:
        """The longest agent noun that ends at the head, and the index of its first word."""
        after = self._agent_with_complement(words)
        before = self._agent_ending_at(words, words.head)
        if after is not None and (before is None or before[0] == words.head):
            return after
        return before if before is not None else (words.head, None)

    def _agent_ending_at(self, words: _Words, last: int) -> tuple[int, _Reading] | None:
        for first in range(max(0, last - 3), last + 1):
            if any(self._has_break(words, index) for index in range(first, last)):
                continue
            agent = self._agent([words.word(index).lower() for index in range(first, last + 1)])
            if agent is not None:
                return first, _of_agent(agent, words.text[words.tokens[first][0] : words.tokens[last][1]])
        return None

    def _agent_with_complement(self, words: _Words) -> tuple[int, _Reading] | None:
        """ "secretary of state", "member of parliament": a noun with its "of"."""
        if words.head + 2 >= len(words.tokens) or words.word(words.head + 1).lower() not in ("of", "in"):
            return None
        for last in range(min(len(words.tokens) - 1, words.head + 5), words.head + 1, -1):
            spelled = [words.word(index).lower() for index in range(words.head, last + 1)]
            agent = self._catalogue.agent_of(" ".join([singular(spelled[0]), *spelled[1:]]))
            if agent is not None:
                text = words.text[words.tokens[words.head][0] : words.tokens[last][1]]
                return words.head, _of_agent(agent, text)
        return None

    def _agent(self, spelled: list[str]) -> Agent | None:
        whole = " ".join(spelled)
        agent = self._catalogue.agent_of(whole)
        if agent is not None:
            return agent
        return self._catalogue.agent_of(" ".join([*spelled[:-1], singular(spelled[-1])]))

    def _title(self, words: _Words) -> tuple[int, _Reading | None]:
        """The title before a name that we do not know: "the border ship Don", "Senator Feliciano Valencia", "HMS Duncan"."""
        index = words.head
        if not words.word(index)[0].isupper():
            return index, None
        while index > 0:
            index -= 1
            word = words.word(index)
            if word in self._composition.prefixes:
                country, sector = self._composition.prefixes[word]
                rule = f"{word!r} is a ship of {country or 'trade'}"
                return index, _Reading(country, (sector,), rules=(rule,), noun="ship")
            short = self._composition.abbreviations.get(word.lower())
            if short:
                agent = self._catalogue.agent_of(short)
                return index, _of_agent(agent, word) if agent is not None else None
            found = self._agent_ending_at(words, index)
            if found is not None and words.name_at(index) is None:
                return found
            if not word[0].isupper() or self._has_break(words, index):
                break
        return words.head, None

    def _has_break(self, words: _Words, index: int) -> bool:
        """Whether something other than a blank or a hyphen stands after this word."""
        gap = words.text[words.tokens[index][1] : words.tokens[index + 1][0]]
        return gap.strip(" -\u2010\u2011\n") != ""

    def _gathered(self, words: _Words, own: _Reading | None, after: str, depth: int) -> _Reading | None:
        """ "hundreds of demonstrators", "ships of the Russian coast guard": what the head is made of."""
        noun = singular(words.word(words.head).lower())
        match = re.match(r"\s+of\s+(.+)", after, re.DOTALL)
        is_noun_alone = own is None or own.noun is None or " " not in own.noun
        if noun not in self._composition.gathering or match is None or not is_noun_alone:
            return None
        inner = self.read(match[1], depth=depth + 1)
        if inner is None or (own is not None and not inner.sectors):
            return None
        hints = [hint for hint in self._hints_before(words, words.head) if hint.kind in ("plain", "owning")]
        if inner.base is None and hints:
            inner = self.join(inner, hints[-1].reading)
        return inner

    def _with_body_noun(self, words: _Words, first: int, own: _Reading) -> _Reading:
        """ "navy vessels", "rebel commander": a body named before a thing or a rank gives the sector."""
        is_general = own.noun in self._composition.belonging or (own.agent is not None and own.agent.form == "things")
        if own.noun is not None and not is_general:
            return own
        for index in range(first - 1, -1, -1):
            found = self._agent_ending_at(words, index)
            if words.name_at(index) is not None or found is None:
                continue
            _, body = found
            if body.agent is not None and _is_body_noun(body.agent) and body.noun not in self._composition.gathering:
                return replace(body, noun=own.noun or body.noun, agent=own.agent or body.agent)
        return own

    def _can_be_owned(self, words: _Words) -> bool:
        """Whether a head that is no agent can stand for its owner: a base can, an attack cannot."""
        word = words.word(words.head)
        if word[0].isupper() and words.head > 0:
            return False
        kinds = self._catalogue.kinds_of(singular(word.lower())) or self._catalogue.kinds_of(word.lower())
        return not (set(kinds) & _NOT_A_PARTY)

    # --- whose it is ------------------------------------------------------------------------------

    def _choose_owner(
        self,
        words: _Words,
        first: int,
        own: _Reading,
        hints: Sequence[_Hint],
        owner: _Reading | None,
        held_by: _Reading | None,
        after: str,
        depth: int,
    ) -> _Reading | None:
        if own.base is not None:
            return None
        plain = [hint for hint in hints if hint.kind == "plain"]
        bodies = [hint for hint in plain if hint.is_body]
        lands = [hint for hint in plain if not hint.is_body]
        owning = [hint for hint in hints if hint.kind == "owning"]
        if bodies:
            return bodies[-1].reading
        if owner is not None and owner.base is not None and (_is_body(owner) or not lands):
            return owner
        if owning:
            return owning[-1].reading
        if lands:
            return lands[-1].reading
        if held_by is not None:
            return held_by
        complement = self._complement(after, own, depth)
        if complement is not None:
            return complement
        holding = [hint for hint in hints if hint.kind == "holding"]
        if holding:
            return holding[-1].reading
        return self._place_before(words, first)

    def _hints_before(self, words: _Words, first: int) -> list[_Hint]:
        begin = self._after_possessive(words, first)
        end = words.tokens[first][0]
        return [
            hint for found in words.names if begin <= found.start < end for hint in self._hint(words.text, found)
        ] + [hint for hint in self._regions(words.text[begin:end])]

    def _hint(self, text: str, found: Found) -> Iterable[_Hint]:
        kind = self._compound(text, found)
        if kind == "passing":
            return
        name = self._choose(found.names, ())
        if name is None:
            return
        reading = self._reading_of(name)
        is_body = name.form in ("proper", "surname", "seat")
        if not is_body:
            reading = replace(reading, sectors=())
        yield _Hint(kind, reading, text[found.start : found.end], is_body)

    def _regions(self, text: str) -> Iterable[_Hint]:
        for match in _WORD.finditer(text):
            country = self._composition.regions.get(match.group())
            if country is not None:
                rule = f"{match.group()!r} lies in {country}"
                yield _Hint("plain", _Reading(country, rules=(rule,)), match.group(), False)

    def _compound(self, text: str, found: Found) -> str:
        """What a name in a compound says: "Iran-backed" backing, "Saudi-led" owning, "pro-Iran" backing, "Iranian-made" passing."""
        after = re.match(r"[-\u2010\u2011 ](\w+)", text[found.end :])
        hyphen = after is not None and text[found.end] != " "
        if after is not None:
            word = after[1].lower()
            for kind, suffixes in (
                ("backing", self._composition.backing),
                ("owning", self._composition.owning),
                ("holding", self._composition.holding),
                ("passing", self._composition.passing),
            ):
                if word in suffixes and (hyphen or kind in ("owning", "holding")):
                    return kind
        if re.search(r"\bethnic[- ]$", text[: found.start], re.IGNORECASE):
            return "passing"
        before = re.search(r"(\w+)[-\u2010\u2011]$", text[: found.start])
        if before is not None and before[1].lower() in self._composition.siding:
            return "backing" if before[1].lower() == "pro" else "passing"
        return "plain"

    def _after_possessive(self, words: _Words, first: int) -> int:
        """Where the noun phrase after the last possessor begins."""
        end = words.tokens[first][0]
        marks = [match.end() for match in _POSSESSIVE.finditer(words.text) if match.end() <= end]
        return marks[-1] if marks else 0

    def _owner(self, words: _Words, first: int, depth: int) -> _Reading | None:
        end = words.tokens[first][0]
        marks = [match for match in _POSSESSIVE.finditer(words.text) if match.end() <= end]
        if not marks:
            return None
        return self.read(words.text[: marks[-1].start()], depth=depth + 1)

    def _held_by(self, after: str, depth: int) -> _Reading | None:
        match = _HELD_BY.search(after)
        return self.read(match[1], depth=depth + 1) if match is not None else None

    def _complement(self, after: str, own: _Reading, depth: int) -> _Reading | None:
        """Whose by what follows: the body or country after "of" and "for", the country after "in" and "at"."""
        names = self._catalogue.find_all(after)
        passes_on = own.noun is None or own.noun in self._composition.belonging
        for match in _WORD.finditer(after):
            if any(found.start < match.start() < found.end for found in names):
                continue
            preposition = match.group().lower()
            if preposition in _ASIDE:
                return None
            part = after[match.end() :].strip(" ,.;")
            if not part:
                continue
            if preposition in _BELONGS or preposition in _SENDS:
                inner = self.read(part, depth=depth + 1)
                if inner is not None and (inner.base is not None or (passes_on and inner.sectors)):
                    return inner
            if preposition in _STANDS:
                place = self._country_in(part)
                if place is not None:
                    return place
        return None

    def _country_in(self, text: str) -> _Reading | None:
        """The country in which a place lies: "in Russian-annexed Crimea" is Russia's court, "in Odesa" Ukraine's police."""
        held: _Reading | None = None
        for found in self._catalogue.find_all(text):
            for hint in self._hint(text, found):
                base = hint.reading.base
                if base is None or hint.reading.country is None or hint.kind == "backing" or hint.is_body:
                    continue
                held = held or _Reading(base, rules=(f"in {text!r}",))
        if held is not None:
            return held
        country = _country_of_place(text, people=15_000)
        return _Reading(country, rules=(f"{text!r} lies in {country}",)) if country is not None else None

    def _place_before(self, words: _Words, first: int) -> _Reading | None:
        """ "Shanghai authorities": a place before the noun that the catalogue does not know."""
        run: list[str] = []
        for index in range(first - 1, -1, -1):
            word = words.word(index)
            lower = word.lower()
            if not word[0].isupper() or lower in _DETERMINERS or lower in self._composition.abbreviations:
                break
            if self._agent([lower]) is None:
                run.insert(0, word)
        for size in range(len(run), 0, -1):
            text = " ".join(run[:size])
            country = _country_of_place(text, people=100_000)
            if country is not None:
                return _Reading(country, rules=(f"{text!r} lies in {country}",))
        return None

    # --- offices ------------------------------------------------------------------------------------

    def _in_past(self, words: _Words, first: int, reading: _Reading) -> _Reading:
        if reading.agent is None or reading.agent.form != "people" or not self._is_past(words, first):
            return reading
        if reading.sectors[:1] not in (("GOV",), ("LEG",), ("MIL",), ("SPY",)):
            return reading
        return replace(reading, sectors=("ELI",), rules=(*reading.rules, "out of office"), noun=None)

    def _is_past(self, words: _Words, first: int) -> bool:
        return any(words.word(index).lower() in self._composition.past for index in range(first))

    def _in_office(self, reading: _Reading) -> _Reading:
        """The person who holds the office on the day: "the Russian foreign minister"."""
        title = self._composition.titles.get(reading.noun or "")
        if title is None or reading.country is None or self._when is None or reading.entity is not None:
            return reading
        holder = self._catalogue.holder(reading.country, title, self._when)
        if holder is None:
            return reading
        rule = f"{title} of {reading.country} on {self._when}: {holder.name}"
        return replace(reading, entity=holder.id, name=holder.name, rules=(*reading.rules, rule))

    # --- words ----------------------------------------------------------------------------------------

    def _take_apart(self, text: str, head: tuple[int, int] | None) -> _Words | None:
        tokens = tuple((match.start(), match.end()) for match in _WORD.finditer(text))
        if not tokens:
            return None
        names = self._catalogue.find_all(text)
        index = None
        if head is not None:
            index = next((at for at, (start, end) in enumerate(tokens) if start <= head[0] < end), None)
        if index is None:
            index = _find_head(text, tokens, names)
        return _Words(text, tokens, names, index)


_COMMON = frozenset(("university", "college", "union", "institute", "school", "academy", "center", "centre", "general", "president", "house", "park", "police", "church", "ministry", "republic", "national", "central", "federal", "state", "people", "supreme", "green", "white", "red", "black", "major", "international", "world", "first", "second", "orange", "victory", "liberty", "freedom", "independence", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))  # fmt: skip
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those", "some", "any", "no", "all", "both", "two", "three", "four", "five", "six", "many", "several", "more", "new", "other", "another", "top", "senior", "local", "then", "for", "and"))  # fmt: skip
_HONORIFICS = frozenset(("ayatollah", "imam", "sheikh", "sheik", "mullah", "hajj", "haj", "sayyed", "sayyid", "lord", "sir", "dame", "prince", "princess", "baroness", "comrade", "brother", "sister", "dear", "even", "under", "with", "against", "to", "of", "from", "when", "while", "if", "but", "as", "mr", "mrs", "ms", "dr"))  # fmt: skip


def _find_head(text: str, tokens: Sequence[tuple[int, int]], names: Sequence[Found]) -> int:
    """The last word before the first preposition, comma or relative that is not inside a name."""

    def inside(start: int) -> bool:
        return any(found.start < start < found.end for found in names)

    last = 0
    for index, (start, end) in enumerate(tokens):
        if index and not inside(start):
            gap = text[tokens[index - 1][1] : start]
            word = text[start:end].lower()
            if any(sign in gap for sign in ",;:()[]\u2013\u2014") or word in _CUT:
                break
            if word.endswith("ed") and index + 1 < len(tokens) and text[slice(*tokens[index + 1])].lower() == "by":
                break
            if word in ("held", "run", "led", "belonging", "loyal") and not gap.endswith("-"):
                break
        if text[start:end].lower() != "s":
            last = index
    return last


def _from_role(entity: Entity, role: Role, rule: str) -> _Reading:
    base: str | None = role.country
    if base is None and role.code:
        base = role.code if role.code.startswith("IGO") else role.code[:3] if role.code[:3] in _NO_STATE else None
    return _Reading(base=base, sectors=role.sectors, entity=entity.id, name=entity.name, rules=(rule,))


def _said_of(entity: Entity, role: Role, when: dt.date | None) -> str:
    code = role.code or "of no country"
    if role.title is not None:
        day = f" on {when}" if when is not None else ""
        return f"{entity.name} is {code}: {role.title}{day}"
    return f"{entity.name} is {code}"


def _of_agent(agent: Agent, text: str) -> _Reading:
    return _Reading(
        sectors=agent.sectors, rules=(f"{text.lower()!r} is {agent.sectors[0]}",), noun=agent.noun, agent=agent
    )


def _is_body_noun(agent: Agent) -> bool:
    """ "navy", "rebel", "opposition" pass their sector on; "official" and "private" before a noun are adjectives."""
    return agent.form == "bodies" or agent.sectors[0] in ("REB", "COP", "OPP", "CRM", "UAF")


def _is_body(reading: _Reading) -> bool:
    return bool(reading.sectors)


def _country_of_place(text: str, *, people: int) -> str | None:
    """The country of a division, or of a city of so many people, where its name leaves no doubt."""
    name = re.sub(
        r"^(?:the|city of|town of|northern|southern|eastern|western|central)\s+", "", text.strip(), flags=re.IGNORECASE
    )
    name = re.sub(r"\s+(?:state|province|region|city|county|district|oblast)$", "", name, flags=re.IGNORECASE)
    if not name or not name[0].isupper() or singular(name.split()[0].lower()) in _COMMON:
        return None
    entries = [entry for entry in load_gazetteer().find(name) if entry.kind != "country"]
    own = [entry for entry in entries if entry.id.startswith("rashomon:")]
    if own:
        return own[0].country
    divisions = {entry.country for entry in entries if entry.kind == "admin1" and not entry.alternate}
    weights: dict[str, int] = {}
    for entry in entries:
        if entry.country is not None:
            weights[entry.country] = max(weights.get(entry.country, 0), entry.population)
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(divisions) == 1 and (not ranked or ranked[0][0] in divisions or ranked[0][1] < 100_000):
        return next(iter(divisions))
    if not ranked or (ranked[0][1] < people):
        return None
    if len(ranked) > 1 and ranked[1][1] * 3 > ranked[0][1]:
        return None
    return ranked[0][0]
