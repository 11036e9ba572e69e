"""The places that one clause names or takes over: by its relations, inside its participants, from its neighbours.

The rules of grammar are here; the word lists stand in ``gazetteers/clauses.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.records import Clause, Phrase, Place, PlaceRole, Relation
from rashomon.resolution.clause_words import read_clause_words
from rashomon.resolution.gazetteer import Gazetteer, fold
from rashomon.resolution.home_places import find_own_territory
from rashomon.resolution.localities import Locality, attached, localities
from rashomon.resolution.place_context import PlaceContext, finest, is_fine, lying_in, place_of
from rashomon.resolution.place_names import Mention, Toponym, read_cues
from rashomon.resolution.territories import find_territory
from rashomon.resolution.toponyms import resolve_mentions

_ROLES: Mapping[str, PlaceRole] = {
    "in": "at", "at": "at", "near": "at", "on": "at", "off": "at", "outside": "at", "inside": "at", "around": "at",
    "across": "at", "along": "at", "throughout": "at", "within": "at", "through": "at", "beneath": "at", "beside": "at",
    "opposite": "at", "beyond": "at", "past": "at", "behind": "at", "up": "at", "down": "at",
    "over": "over", "above": "at", "from": "from", "out of": "from", "to": "to", "into": "to",
    "onto": "to", "toward": "to", "towards": "to",
}  # fmt: skip
_FARTHEST = 5_000  # characters of a paragraph, however long, before "the camp" in which its name is sought
_CONTINUING = ("participle", "conjunct", "result", "nominal", "adverbial")
_PARTICIPANTS = ("object", "indirect", "on", "of", "at", "subject", "attribute")
_OF_PARTIES = ("to", "from", "toward", "towards", "onto", "behind", "by")
_HAPPENINGS = frozenset(("event", "time", "meeting", "measure", "statement", "document"))
_PERSONAL = frozenset(("person", "party", "organisation", "armed", "government", "civilian", "country"))
_OPEN = ("airspace", "waters", "strait", "sea", "gulf", "bay", "ocean")
_KINDS_MEANT: Mapping[str, tuple[str, ...]] = {
    "city": ("city", "town"), "town": ("city", "town"), "village": ("city", "town"), "province": ("admin1", "region"),
    "governorate": ("admin1",), "island": ("island", "islands"), "plant": ("power plant", "site"), "gulf": ("gulf",),
    "airfield": ("base", "airport"), "region": ("region", "admin1", "disputed"), "peninsula": ("peninsula", "disputed"),
}  # fmt: skip
_SETTLED = ("city", "country", "continent", "admin1", "admin2", "former country", "town")
_LOCATED = re.compile(
    r"\b(?P<preposition>in|at|near|outside|off|inside|on|along|around|across|throughout|through|over|into|from|toward|towards)"
    r"\s+(?:the\s+|an?\s+)?(?:[a-z\d][\w'’-]*\s+){0,5}(?:[A-Z]\w+-[a-z]+\s+)?$"
)
_DISPLACED = re.compile(
    r"(?:\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?east|south-?east)(?:ern)?(?:\s+of)"
    r"|\b(?:near|outside|off|around|beyond|close to|not far from)"
    r"|\d+\s*(?:km|kilomet(?:er|re)s|miles|nautical miles)[\w\s]*?(?:of|from))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central)\s+$", re.IGNORECASE)
_PROPER = re.compile(
    r"(?<![\w’'-])(?:[Aa]l-|[Ee]l-)?[A-ZÀ-Þ][\w’'-]{0,40}"
    r"(?:\s{1,3}(?:(?:al|el|de|la|of|the|ez|bin)[\s-])?(?:[A-ZÀ-Þ][\w’'-]{0,40}|\d+\b)){0,5}"
)
_FRONTED = re.compile(r"^\W*(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Oo]ff|[Ii]nside|[Aa]cross|[Oo]n)\b")
_NO_PLACE_OF_THE_ACT = re.compile(r"\s*,?\s*(?:from|of|over|toward|towards|between|under)\b")
_FAR = 400  # characters: no phrase reaches farther
_LANDMARK = re.compile(r"\s+(?:[a-z]+\s+)?(?:near|outside|close to|north of|south of|east of|west of)\s+(?:the\s+)?")
_PARTED = re.compile(r"\b(?:by|with|for|against|that|who|and|but|as)\b")
_DATED = re.compile(
    r"\b(?:last|next|on|in|this|that)\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|morning|night"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)"
)
_OTHER_EVENT = re.compile(
    r"\b(?:for|after|before|over|about|since|despite|following|because of|against)\s+(?:[\w-]+\s+){0,3}$"
)
_NEW_CLAUSE = re.compile(r"[;:]|,\s+(?:as|who|which|where|when|while|after|before|because|but)\b")


class PlaceFinder:
    """Finds the places of the clauses of one document; each method is one way in which a text says where."""

    def __init__(self, text: str, context: PlaceContext, gazetteer: Gazetteer) -> None:
        self._text = text
        self._context = context
        self._gazetteer = gazetteer
        self._adjectives = read_cues().adjectives
        self._words = read_clause_words()

    def of_clause(self, clause: Clause) -> tuple[Place, ...]:
        found = [place for relation in clause.relations for place in self._of_relation(relation, clause)]
        if clause.lemma in self._words.speaking:  # "condemned the raid on Kirkuk": the words were spoken elsewhere
            subjects = [relation for relation in clause.relations if relation.name == "subject"]
            found = [place for place in found if ":attached" not in place.rule and ":on" not in place.rule]
            found = found or [place for relation in subjects for place in self._inside(relation, clause)]
            return finest(self._lodged(found))
        objects = [place for relation in clause.relations for place in self._as_object(relation, clause)]
        told = {toponym.start for toponym in self._toponyms(clause.sentence.start, clause.sentence.end)}
        if found:  # beside a phrase of place only an exact object: "captured Tal Rifaat in northern Aleppo"
            objects = [place for place in objects if place.start in told and place.precision in (1, None)]
        found.extend(objects)
        if not found:
            found = [place for relation in clause.relations for place in self._inside(relation, clause)]
        return finest(self._lodged(found))

    def of_window(self, clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Place, ...]:
        """Names after a preposition of place between the predicate and the next, whatever the parser ties them to."""
        if clause.lemma in self._words.speaking:
            return ()
        start = clause.trigger.end
        later = [
            other.head_start
            for other in _mates(clause, clauses)
            if other.head_start > start and other.sentence == clause.sentence
        ]
        end = min([*later, clause.sentence.end])
        if boundary := _NEW_CLAUSE.search(self._text, start, end):
            end = boundary.start()
        for toponym in self._toponyms(start, end):
            preposition = self._located(toponym, start)
            if not preposition:
                continue
            found = self._of_names([toponym, *self._attached(toponym.end, named=True)], _ROLES[preposition], "window")
            if held := [place for place in found if self._holds(place, preposition, clause)]:
                return finest(held)
        return ()

    def of_neighbours(self, clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Place, ...]:
        """The place of the clause that this one continues, else of one that continues it."""
        seen: set[str] = set()
        at: Clause | None = clause
        while at is not None and at.id not in seen:
            seen.add(at.id)
            for below in () if at.lemma in self._words.speaking else _mates(at, clauses):
                if (
                    below.id in seen
                    or not below.governor
                    or below.governor.clause != at.id
                    or not self._continues(at, below)
                ):
                    continue
                found = self.of_clause(below) or self._of_children(below, clauses, seen)
                if found:
                    return _carried(found, below.governor.relation)
            governor, below_head = at.governor, at.head_start
            if governor is None or governor.relation not in _CONTINUING or governor.clause not in clauses:
                return ()
            if governor.relation == "adverbial" and not self._continues(clauses[governor.clause], at):
                return ()  # "two days after ..."
            if governor.relation == "conjunct" and clause.lemma in self._words.speaking and _has_subject(clause, at):
                return ()  # "shells fell on Gisenyi, and Kigali blamed the army"
            at = clauses[governor.clause]
            if governor.relation == "conjunct" and _begins_anew(clause, at, self._text[at.head_start : below_head]):
                return ()  # "they sent some to Basra, and on Friday the minister approved more"
            if governor.relation == "nominal" and self._is_apart(at, below_head):
                return ()
            if found := self.of_clause(at):
                return _carried(found, f"{governor.relation} of")
        return ()

    def of_sentence(self, clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Place, ...]:
        """The phrase of place at the head of the sentence: "In Lima, some 90 teachers marched ..."."""
        above = clauses.get(clause.governor.clause) if clause.governor else None
        if above is not None and above.lemma in self._words.speaking:
            return ()  # where it was said, not where what is spoken of was
        sentence = clause.sentence
        head = sentence.text.split(",", 1)[0]
        if len(head) > 60 or not _FRONTED.match(sentence.text) or "," not in sentence.text:
            return ()
        return finest(
            self._of_names(self._toponyms(sentence.start, sentence.start + len(head)), "at", "sentence:fronted")
        )

    def _lodged(self, places: list[Place]) -> list[Place]:
        """A name that no gazetteer holds lies in the known place beside it; that one is then no place of its own."""
        places = [place for place in places if not self._is_landmark(place, places)]
        unknown = [
            place
            for place in places
            if place.gazetteer_id is None and place.country is None and place.rule == "unresolved"
        ]
        known = [place for place in places if place.gazetteer_id and place.role == "at" and place.kind not in _OPEN]
        if not unknown or len(known) != 1:
            return places
        entry = self._gazetteer.entry(known[0].gazetteer_id or "")
        return [lying_in(place, entry, self._gazetteer) for place in unknown] if entry else places

    def _is_landmark(self, place: Place, others: Sequence[Place]) -> bool:
        """ "the Zamzam camp near El Fasher": another place of the clause, which this one only helps to find."""
        return any(
            other.end < place.start and _LANDMARK.fullmatch(self._text[other.end : place.start])
            for other in others
            if place.start - other.end < 40
        )

    def _is_apart(self, above: Clause, head: int) -> bool:
        """Is the event that a clause names another's: "condemned the seizure", "in retaliation for the downing"?"""
        if above.lemma in self._words.speaking:
            return True
        stretch = self._text[min(above.head_start, head) : head]
        return bool(_OTHER_EVENT.search(stretch))

    def _of_children(self, clause: Clause, clauses: Mapping[str, Clause], seen: set[str]) -> tuple[Place, ...]:
        for below in _mates(clause, clauses):
            governor = below.governor
            if governor is None or governor.clause != clause.id or below.id in seen:
                continue
            if governor.relation in ("nominal", "relative", "participle") and (found := self.of_clause(below)):
                return found
        return ()

    def _continues(self, above: Clause, below: Clause) -> bool:
        """Does the clause below tell of the same scene?"""
        governor = below.governor
        if governor is None:
            return False
        if governor.relation in ("nominal", "participle", "result"):
            return True
        if governor.relation == "conjunct":  # "shot and wounded a guard in Hebron"
            between = self._text[above.trigger.end : max(above.trigger.end, below.trigger.start)]
            return len(between) < 30 and not re.search(r"[,;:]", between)
        if governor.relation == "adverbial":
            first, last = sorted((above.head_start, below.head_start))
            return bool(re.search(r"\b(?:when|while|as)\b", self._text[first:last]))
        return False

    def _of_relation(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        role = _ROLES.get(relation.name)
        if relation.name == "when":  # "patrolled Harare Saturday", taken for one phrase
            names = [name for name in self._toponyms(relation.phrase.start, relation.phrase.end) if is_fine(name)]
            yield from self._of_names(names, "at", "relation:when")
            return
        if role is None or relation.phrase.how != "stated":
            return
        if relation.name in ("into", "onto") and clause.lemma not in self._words.moving:
            role = "at"  # "slammed into the base"
        own = find_own_territory(
            clause, relation.phrase, text=self._text, context=self._context, gazetteer=self._gazetteer
        )
        if own is not None:
            yield replace(own, role="at" if role == "to" else role)
            return
        for place in self._of_phrase(relation.phrase, role, f"relation:{relation.name}"):
            if ":attached" in place.rule and role == "to" and clause.lemma not in self._words.moving:
                place = replace(place, role="at")  # "gave flour to families in Idlib"
            if self._holds(place, relation.name, clause):
                yield place

    def _holds(self, place: Place, name: str, clause: Clause) -> bool:
        """Is it where the event was, and not whom it concerned ("a warning to Iran", "sanctions on Syria")?"""
        coarse = place.kind in ("country", "continent", "former country") and ":attached" not in place.rule
        lemmas = {clause.lemma, clause.light or ""}
        entry = self._gazetteer.entry(place.gazetteer_id or "") if name in _OF_PARTIES else None
        if name in _OF_PARTIES and (coarse or (entry is not None and entry.capital and ":attached" not in place.rule)):
            return clause.lemma in self._words.moving  # not "sent condolences to Ankara"
        if name == "on" and ":attached" not in place.rule and place.kind in _SETTLED:
            return bool(lemmas & self._words.striking)
        if name in ("over", "above") and place.kind not in _OPEN:
            return bool(lemmas & self._words.flying) or any(
                "aircraft" in other.phrase.kinds for other in clause.relations
            )
        return True

    def _of_phrase(self, phrase: Phrase, role: PlaceRole, rule: str) -> list[Place]:
        """The places that a phrase of place names, with what is attached to it: "a cafe in the centre of Haifa"."""
        territory = self._territory(phrase.start, phrase.end)
        if territory is not None:
            into = role == "to" and rule.endswith("into")  # to intrude into waters is to be there
            return [replace(territory, role="at" if into else role)]
        names = self._names(phrase, sure=rule.endswith((":into", ":near", ":outside", ":inside")))
        if names and names[-1].end <= phrase.head_start and _HAPPENINGS.intersection(phrase.kinds):
            return []  # "the 1967 Mideast war"
        if names:
            return self._of_names([*names, *self._attached(names[-1].end, named=True)], role, rule)
        if phrase.label in ("DATE", "TIME"):
            return []
        attached_names = self._attached_to(phrase)
        if not attached_names and (meant := self._meant(phrase)):
            return [replace(meant, role=role)]
        return self._of_names(attached_names, role, f"{rule}:attached")

    def _meant(self, phrase: Phrase) -> Place | None:
        """ "the camp", "the strait": the only place of that kind that the paragraph has named so far."""
        if not re.fullmatch(r"(?:the|this|that) [a-z]+", phrase.text, re.IGNORECASE):
            return None
        kinds = _KINDS_MEANT.get(phrase.lemma, (phrase.lemma,))
        start = max(phrase.start - _FARTHEST, 0)
        start = max(start, self._text.rfind("\n", start, phrase.start) + 1)
        named = {
            toponym.entry.id: toponym
            for toponym in self._toponyms(start, phrase.start)
            if toponym.entry and toponym.entry.kind in kinds
        }
        if len(named) != 1:
            return None
        (toponym,) = named.values()
        place = place_of(toponym, "at", f"coreference:{phrase.lemma} ({toponym.rule})", self._gazetteer)
        return replace(place, start=phrase.start, end=phrase.end, text=phrase.text, how="coreference")

    def _inside(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        """Places inside a participant: "bases in Syria", "the embassy in Baghdad", "a Moscow court"."""
        phrase = relation.phrase
        if relation.name not in _PARTICIPANTS or phrase.how != "stated":
            return
        names = self._toponyms(phrase.start, phrase.end)
        for at, toponym in enumerate(names):
            located = self._located(toponym, phrase.start)
            of = re.search(r"\bof\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$", self._text[phrase.start : toponym.start])
            if located or (of and is_fine(toponym) and not _PERSONAL.intersection(phrase.kinds)):
                rest = [*names[at:], *self._attached(names[-1].end, named=True)]
                yield from self._of_names(rest, "at", f"{relation.name}:{located or 'of'}")
                return
            if is_fine(toponym) and self._is_modifier(toponym, phrase):
                yield from self._of_names([toponym], "at", f"{relation.name}:modifier")
                return
        if relation.name == "subject" and phrase.end > clause.head_start and clause.pos == "verb":
            return
        names = self._attached_to(phrase)
        if names and not _NO_PLACE_OF_THE_ACT.match(self._text[phrase.end : names[0].start]):
            yield from self._of_names(names, "at", f"{relation.name}:attached")

    def _as_object(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        """An object that is itself a place: "captured Palmyra", "entered Iraq", "stormed the village of ..."."""
        if relation.name != "object" or relation.phrase.how != "stated":
            return
        phrase = relation.phrase
        territory = self._territory(phrase.start, phrase.end) or find_own_territory(
            clause, phrase, text=self._text, context=self._context, gazetteer=self._gazetteer
        )
        if territory is not None:
            yield replace(territory, rule=f"object:{territory.rule}")
            return
        names = self._names(phrase, sure=clause.lemma in self._words.only_places)
        if not names and (meant := self._meant(phrase)):
            yield meant
            return
        at_head = [name for name in names if name.start < phrase.head_end and name.end > phrase.head_start]
        if not at_head and phrase.lemma not in self._words.facilities:
            done_to = clause.lemma in self._words.entering | self._words.striking
            if not done_to or _PERSONAL.intersection(phrase.kinds):
                return  # else "patrolled Jerusalem's main thoroughfares"
        if self._is_done_to(clause, names):
            yield from self._of_names([*names, *self._attached(phrase.end, named=bool(at_head))], "at", "object:place")

    def _is_done_to(self, clause: Clause, names: Sequence[Toponym]) -> bool:
        """Is the place what the act is done to, and not a government that is spoken to ("asked London")?"""
        lemmas = {clause.lemma, clause.light or ""}
        if lemmas & (self._words.entering | self._words.striking):
            return True
        if lemmas & self._words.speaking:
            return False
        return any(is_fine(name) and name.entry and not name.entry.capital for name in names)

    def _names(self, phrase: Phrase, *, sure: bool = False) -> list[Toponym]:
        """The names in a phrase of place; where the parser sees a place, the doubtful and the unknown ones too.

        ``sure``: the word before takes nothing but places ("into ...", "stormed ..."), whatever the parser sees.
        """
        names = self._toponyms(phrase.start, phrase.end)
        sees_place = phrase.label in ("GPE", "LOC", "FAC") or (sure and phrase.label in (None, "ORG", "PERSON"))
        if names or not sees_place:
            return names
        names = [name for name in self._context.doubtful if phrase.start <= name.start < phrase.end]
        if names:
            return names
        matches = [
            match for match in _PROPER.finditer(self._text, phrase.start, phrase.end) if match.end() > phrase.head_start
        ]
        if not matches:
            return []
        start = matches[0].start()
        if self._text[max(0, start - 4) : start].casefold() == "the ":
            return []  # "the Berdyansk": a ship
        name = re.sub(r"['’]s?$", "", matches[0].group())
        if fold(name) in self._adjectives or fold(name.split()[0]) in self._adjectives or len(name) < 3:
            return []
        entry = resolve_mentions(name, [Mention(0, len(name), name)], gazetteer=self._gazetteer)[0].entry
        return [Toponym(start, start + len(name), name, entry, "alone" if entry else "unresolved")]

    def _toponyms(self, start: int, end: int) -> list[Toponym]:
        return list(self._context.between(start, end))

    def _attached(self, end: int, *, named: bool = False) -> list[Toponym]:
        return attached(self._text, end, self._context.between(end, end + _FAR), named=named)

    def _attached_to(self, phrase: Phrase) -> list[Toponym]:
        """What is attached to a phrase; "sanctions on Serbia" are nowhere, "a raid on Jenin" is."""
        names = self._attached(phrase.end)
        if not names or not re.match(r"\s+on\b", self._text[phrase.end : names[0].start]):
            return names
        is_settled = names[0].entry is not None and names[0].entry.kind in _SETTLED
        return [] if is_settled and phrase.lemma not in self._words.striking else names

    def _located(self, toponym: Toponym, start: int) -> str:
        """The preposition of place before a name, from ``start`` on; empty if there is none."""
        match = _LOCATED.search(self._text[max(start, toponym.start - 70) : toponym.start])
        if match is None or match.group("preposition") in ("from", "over") or _PARTED.search(match.group()):
            return ""
        return match.group("preposition")

    def _is_modifier(self, toponym: Toponym, phrase: Phrase) -> bool:
        """ "a Moscow court", "Baghdad's airport": the name stands before the head, which is a facility."""
        return toponym.end <= phrase.head_start and phrase.lemma in self._words.facilities

    def _of_names(self, names: Sequence[Toponym], role: PlaceRole, rule: str) -> list[Place]:
        names = [name for name in names if fold(name.text) not in self._adjectives]
        return [self._of_locality(locality, role, rule) for locality in localities(self._text, names, self._gazetteer)]

    def _of_locality(self, locality: Locality, role: PlaceRole, rule: str) -> Place:
        toponym = locality.toponym
        place = place_of(toponym, role, f"{rule} ({toponym.rule})", self._gazetteer)
        if toponym.entry is None:
            outer = next((outer for outer in locality.outer if outer.entry), None)
            if outer and outer.entry:
                return lying_in(place, outer.entry, self._gazetteer)
            return self._by_dateline(place)
        before = self._text[max(0, toponym.start - 40) : toponym.start]
        if _DISPLACED.search(before) and place.precision == 1:
            return replace(place, precision=2)
        if _PART.search(before) and place.kind in ("country", "admin1"):
            return replace(place, precision=5, latitude=None, longitude=None)
        return place

    def _by_dateline(self, place: Place) -> Place:
        """An unknown name under a dateline: the dateline's country, and the rule says so; no point, no division."""
        dateline = self._context.dateline
        if dateline is None or dateline.entry is None or dateline.entry.country is None:
            return place
        country = self._gazetteer.country(dateline.entry.country)
        within = (country.id,) if country else ()
        return replace(
            place,
            country=dateline.entry.country,
            within=within,
            precision=6,
            rule=f"unresolved: dateline {dateline.text}",
        )

    def _territory(self, start: int, end: int) -> Place | None:
        return find_territory(self._text, start, end, gazetteer=self._gazetteer, senses=self._context.senses)


def _begins_anew(clause: Clause, above: Clause, between: str) -> bool:
    """Has a conjunct a subject and a time of its own: "..., and last Friday the minister approved more"?"""
    has_subject = any(
        relation.name == "subject" and relation.phrase.how == "stated" and relation.phrase.start > above.head_start
        for relation in clause.relations
    )
    return has_subject and bool(_DATED.search(between))


def _has_subject(clause: Clause, after: Clause) -> bool:
    return any(r.name == "subject" and r.phrase.how == "stated" for r in clause.relations) or clause.id == after.id


def _mates(clause: Clause, clauses: Mapping[str, Clause]) -> Iterator[Clause]:
    """The clauses of the same sentence, by their ids: "s2.c1", "s2.c2" ..."""
    sentence, _, number = clause.id.rpartition(".c")
    if not number.isdigit():
        yield from (other for other in clauses.values() if other.sentence == clause.sentence)
        return
    at = 1
    while (other := clauses.get(f"{sentence}.c{at}")) is not None:
        yield other
        at += 1


def _carried(places: tuple[Place, ...], relation: str) -> tuple[Place, ...]:
    """Places taken over from a neighbour; where it went is where this one was: "were brought to Kerch and held"."""
    return tuple(
        replace(place, how="carried", role="at" if place.role == "to" else place.role, rule=f"{relation}:{place.rule}")
        for place in places
    )
