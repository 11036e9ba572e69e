"""Where an event was: the places that a clause ties to its predicate, not any place that is named.

A place is taken, in this order: from the clause's own relations of place ("in", "at", "near",
"off", "over", "from", "to" ...); from inside its participants ("bases in Syria", "the embassy in
Baghdad", "a Moscow court"); from an object that is itself a place ("captured Palmyra"); from the
clause that it continues ("killing 25"); from a phrase of place at the head of its sentence. What
is farther away is weak evidence and says so in ``rule``: the place carried from the sentence before
(``carry_place``), the dateline. Demonyms are no places; an account's own word for a contested
place is kept; nothing is put on the middle of a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rashomon.records import Clause, Document, Phrase, Place, PlaceRole, Relation
from rashomon.resolution.gazetteer import Entry, Gazetteer, fold
from rashomon.resolution.toponyms import (
    Mention,
    Toponym,
    candidates,
    detect_toponyms,
    read_cues,
    resolve_mentions,
)

_ROLES: Mapping[str, PlaceRole] = {
    "in": "at", "at": "at", "near": "at", "on": "at", "off": "at", "outside": "at", "inside": "at", "around": "at",
    "across": "at", "along": "at", "throughout": "at", "within": "at", "through": "at", "beneath": "at", "beside": "at",
    "between": "at", "opposite": "at", "beyond": "at", "aboard": "at", "past": "at", "behind": "at", "by": "at",
    "where": "at", "over": "over", "above": "over", "from": "from", "out of": "from", "to": "to", "into": "to",
    "onto": "to", "toward": "to", "towards": "to", "for": "to", "amid": "at", "of": "at", "up": "at", "down": "at",
}  # fmt: skip
_LOCATIVE = frozenset(
    "in at near on off outside inside around across along throughout within through beneath beside between opposite"
    " beyond past behind over above from into onto toward towards to out".split()
)
_PARTICIPANTS = ("object", "indirect", "against", "with", "on", "by", "of", "at", "subject", "attribute")
_MOTION = frozenset(
    "go come arrive travel fly flee escape return retreat withdraw pull pull out move deploy send transfer take bring"
    " escort tow escort lead drive sail march advance enter leave land fire launch shell extradite deport expel ship"
    " transport carry evacuate relocate redeploy cross infiltrate migrate head retreat deliver export smuggle import"
    " evict visit push spread fall drop depart rush airlift haul remove relocate migrate drive out invade incursion"
    " return withdrawal deployment visit trip transfer deportation extradition evacuation raise strike attack".split()
)
_AERIAL = frozenset(
    "fly shoot shoot down down bring down hover circle patrol drop explode intercept crash pass overfly operate"
    " violate clash fire launch strike bomb flight raid airstrike sortie".split()
)
_INTO_PLACE = frozenset(
    "invade enter leave visit occupy annex bomb shell reach patrol overrun raid storm seize capture liberate besiege"
    " evacuate flee retake recapture blockade cross attack strike hit pound infiltrate tour".split()
)
_FACILITIES = frozenset(
    "court airport hospital port prison jail consulate embassy base airfield street market mosque church university"
    " school police suburb district neighborhood neighbourhood area station hotel square bridge barracks refinery"
    " stadium camp headquarters road highway checkpoint border plant depot cathedral garrison harbour harbor museum"
    " synagogue temple mall restaurant cafe nightclub metro subway building countryside outskirts region province"
    " governorate city town village".split()
)
_REACH = re.compile(
    r"^\s*,?\s*(?:(?:just|only|some|about|miles?|km|kilomet(?:er|re)s|nautical|\d+|the|its|an?|city|town|village|port"
    r"|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central|downtown|capital|suburbs?|outskirts|center|centre"
    r"|district|province|region|area|state|coast|middle|heart|edge|border|waters|streets?|part|parts|neighbou?rhood"
    r"|nearby|largest|second|restive|volatile|disputed|occupied|annexed|rebel-held|besieged|strategic|ancient"
    r"|coastal|mainly|troubled|in|at|near|on|off|outside|inside|of|around|along|between|within|and|for)\s+)*"
    r"(?:[A-Z][a-z]+\s+(?:city|town|village|capital|port|province|district|region|state)\s+of\s+)?(?:the\s+)?$"
)
_STARTS_PREPOSITION = re.compile(r"^\s*,?\s*(?:in|at|near|on|off|outside|inside|of|around|along|between|within)\b")
_OWNED = re.compile(
    r"\b(?P<owner>international|neutral|its|their|our|his|foreign|[A-Z][\w-]+(?: [A-Z][\w-]+)?(?:['’]s?)?)\s+"
    r"(?:own\s+)?(?:sovereign\s+|territorial\s+|national\s+|coastal\s+|internal\s+|exclusive\s+economic\s+)?"
    r"(?P<kind>waters|airspace|air\s+space|sea|seas|skies|territory|soil|coast|shores?|zone)\b"
)
_OF_COUNTRY = re.compile(r"\b(?:the\s+)?(?P<kind>airspace|waters|territory|coast|shores?)\s+of\s+(?:the\s+)?(?P<owner>[A-Z]\w+(?: [A-Z]\w+)?)")
_KINDS = {"sea": "waters", "seas": "waters", "waters": "waters", "zone": "waters", "airspace": "airspace", "skies": "airspace"}
_DISPLACED = re.compile(
    r"(?:\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?east|south-?east)(?:ern)?(?:\s+of)"
    r"|\b(?:near|outside|off|around|beyond|close to|not far from)|\d+\s*(?:km|kilomet(?:er|re)s|miles|nautical miles)[\w\s]*?(?:of|from))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central)\s+$", re.IGNORECASE)
_PROPER = re.compile(
    r"(?:[Aa]l-|[Ee]l-)?[A-ZÀ-Þ][\w’'-]*(?:\s+(?:(?:al|el|de|la|of|the|ez|bin)[\s-])?(?:[A-ZÀ-Þ][\w’'-]*|\d+\b))*"
)
_DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z][A-Z .'’-]{2,40}?)(?:/(?P<second>[A-Z][A-Z .'’-]{2,30}))?(?:,\s*[\w .]{2,24})?\s*"
    r"(?:\([\w .,-]{2,40}\)\s*)?[-–—:]{1,2}\s"
)
_FRONTED = re.compile(r"^\W*(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Oo]ff|[Ii]nside|[Aa]cross|[Oo]n)\b")


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What a document says of places as a whole; built once per document."""

    toponyms: tuple[Toponym, ...]  # in the order of the text, resolved together
    senses: Mapping[str, Entry]  # folded name -> the place it means here
    dateline: Toponym | None = None
    publisher_country: str | None = None


def read_context(document: Document, gazetteer: Gazetteer) -> PlaceContext:
    """The names of places of a document, resolved together, and its dateline."""
    mentions = list(detect_toponyms(document.text, gazetteer))
    dateline = _dateline(document.text, gazetteer)
    if dateline and not any(mention.start == dateline.start for mention in mentions):
        mentions.insert(0, dateline)
    toponyms = resolve_mentions(
        document.text, mentions, gazetteer=gazetteer, publisher_country=document.publisher_country
    )
    senses = {fold(toponym.text): toponym.entry for toponym in toponyms if toponym.entry}
    start = dateline.start if dateline else -1
    first = next((toponym for toponym in toponyms if toponym.start == start), None)
    return PlaceContext(toponyms, senses, first, document.publisher_country)


def find_places(
    clause: Clause,
    *,
    document: Document,
    context: PlaceContext,
    gazetteer: Gazetteer,
    clauses: Mapping[str, Clause] | None = None,
) -> tuple[Place, ...]:
    """The places of the event that the clause tells of; empty when the text ties none to it.

    Args:
        clauses: the document's clauses by id; with them, a clause without a place of its own takes
            that of the clause it continues ("..., killing 25").

    Returns:
        Places with spans into the document. A name that no gazetteer holds keeps its words, with
        rule "unresolved". Latitude and longitude are degrees (WGS 84), None for a country.
    """
    finder = _Finder(document, context, gazetteer)
    found = finder.of_clause(clause)
    if not found and clauses:
        found = finder.of_neighbours(clause, clauses)
    if not found:
        found = finder.of_sentence(clause)
    return found


def carry_place(previous: tuple[Place, ...], clause: Clause) -> tuple[Place, ...]:
    """The place of the sentence before, for a clause of the same scene that states none.

    Carried only when the clause tells of the past or of nothing dated elsewhere and its words lead
    back: a definite or possessive participant ("the embassy", "the crew", "they"), or the act itself
    ("the attack"). Countries are not carried: they are too coarse to be the scene.
    """
    scene = tuple(place for place in previous if place.role in ("at", "over") and place.precision not in (6, None))
    if not scene or clause.speakers or clause.modality in ("planned", "threatened", "demanded", "conditional", "historical"):
        return ()
    if not any(_leads_back(relation) for relation in clause.relations if relation.name in ("subject", "object")):
        return ()
    return tuple(replace(place, how="carried", rule=f"carried:{place.rule}") for place in scene)


def resolve_toponym(
    name: str, *, gazetteer: Gazetteer, context: PlaceContext | None = None, container: str | None = None
) -> Place:
    """The place that a name means, by the document's other places if a context is given.

    Args:
        container: a name that the text gives as containing it ("Texas" for Paris, Texas).

    Returns:
        A place whose span is the name itself (0 to its length); rule "unresolved" when no place bears the name.
    """
    text = f"{name}, {container}" if container else name
    mentions = [Mention(0, len(name), name)]
    if container:
        mentions.append(Mention(len(name) + 2, len(text), container))
    if not container and context and (entry := context.senses.get(fold(name))):
        return _place(Toponym(0, len(name), name, entry, "document"), "at", "document", gazetteer)
    country = context.publisher_country if context else None
    toponym = resolve_mentions(text, mentions, gazetteer=gazetteer, publisher_country=country)[0]
    return _place(toponym, "at", toponym.rule, gazetteer)


class _Finder:
    """Finds the places of the clauses of one document."""

    def __init__(self, document: Document, context: PlaceContext, gazetteer: Gazetteer) -> None:
        self._document = document
        self._context = context
        self._gazetteer = gazetteer
        self._adjectives = read_cues().adjectives

    def of_clause(self, clause: Clause) -> tuple[Place, ...]:
        found = [place for relation in clause.relations for place in self._of_relation(relation, clause)]
        if not found:
            found = [place for relation in clause.relations for place in self._inside(relation, clause)]
        if not found:
            found = [place for relation in clause.relations for place in self._as_object(relation, clause)]
        return self._finest(found)

    def of_neighbours(self, clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Place, ...]:
        """The place of the clause that this one continues, else of one that continues it."""
        governor = clause.governor
        seen = {clause.id}
        while governor and governor.clause in clauses and governor.clause not in seen:
            if governor.relation not in ("participle", "conjunct", "result", "nominal", "relative", "purpose", "adverbial"):
                break
            above = clauses[governor.clause]
            seen.add(above.id)
            if found := self.of_clause(above):
                return tuple(replace(place, how="carried", rule=f"{governor.relation}:{place.rule}") for place in found)
            governor = above.governor
        for below in clauses.values():
            if below.governor and below.governor.clause == clause.id and below.governor.relation in ("nominal", "participle", "result"):
                if found := self.of_clause(below):
                    return tuple(replace(place, how="carried", rule=f"{below.governor.relation}:{place.rule}") for place in found)
        return ()

    def of_sentence(self, clause: Clause) -> tuple[Place, ...]:
        """The phrase of place at the head of the sentence: "In Kyiv, about 150 protesters gathered ..."."""
        sentence = clause.sentence
        head = sentence.text.split(",", 1)[0]
        if len(head) > 60 or not _FRONTED.match(sentence.text) or "," not in sentence.text:
            return ()
        found = [
            self._of_toponym(toponym, "at", "sentence:fronted")
            for toponym in self._toponyms(sentence.start, sentence.start + len(head))
        ]
        return self._finest(found)

    def _of_relation(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        role = _ROLES.get(relation.name)
        if role is None or relation.phrase.how != "stated" or relation.name in ("of", "by", "for"):
            return
        phrase = relation.phrase
        for place in self._of_phrase(phrase, role, f"relation:{relation.name}"):
            if self._holds(place, relation.name, clause):
                yield place

    def _holds(self, place: Place, name: str, clause: Clause) -> bool:
        """Is it where the event was, and not whom it concerned ("a warning to Iran", "sanctions on Syria")?"""
        coarse = place.kind in ("country", "continent") and "kind" not in place.rule
        if name in ("to", "from", "on", "toward", "towards", "onto", "between", "with", "behind", "by") and coarse:
            return clause.lemma in _MOTION or (clause.light or "") in _MOTION
        if name in ("over", "above") and place.kind not in ("airspace", "waters", "strait", "sea", "gulf", "bay", "ocean"):
            return clause.lemma in _AERIAL or any(
                "aircraft" in relation.phrase.kinds for relation in clause.relations
            )
        return True

    def _of_phrase(self, phrase: Phrase, role: PlaceRole, rule: str) -> list[Place]:
        """The places that a phrase of place names, with what is attached to it: "a cafe in the centre of Haifa"."""
        owned = self._owned(phrase.start, phrase.end + 40, phrase)
        if owned is not None:
            return [replace(owned, role=role)]
        toponyms = self._toponyms(phrase.start, phrase.end)
        if not toponyms:
            toponyms = self._attached(phrase.end)
            if toponyms:
                rule = f"{rule}:attached"
        if toponyms:
            toponyms = [*toponyms, *self._attached(toponyms[-1].end)]
            return [self._of_toponym(toponym, role, rule) for toponym in toponyms]
        unknown = self._unknown(phrase)
        return [replace(unknown, role=role)] if unknown else []

    def _inside(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        """Places inside a participant: "bases in Syria", "the embassy in Baghdad", "a Moscow court"."""
        phrase = relation.phrase
        if relation.name not in _PARTICIPANTS or phrase.how != "stated":
            return
        for toponym in self._toponyms(phrase.start, phrase.end):
            before = self._document.text[phrase.start : toponym.start]
            preposition = re.search(r"\b(in|at|near|outside|off|inside|on|of|around|along)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}(?:of\s+)?$", before)
            if preposition and (preposition.group(1) != "of" or _is_fine(toponym)):
                yield self._of_toponym(toponym, "at", f"{relation.name}:{preposition.group(1)}")
                continue
            after = re.match(r"(?:['’]s)?\s+(?:[a-z-]+\s+){0,2}?([a-z]+)", self._document.text[toponym.end : toponym.end + 40])
            if after and after.group(1) in _FACILITIES and _is_fine(toponym) and toponym.end < phrase.end:
                yield self._of_toponym(toponym, "at", f"{relation.name}:modifier")
        if relation.name == "subject" and clause.pos == "verb" and phrase.end > clause.head_start:
            return
        for toponym in self._attached(phrase.end):
            yield self._of_toponym(toponym, "at", f"{relation.name}:attached")

    def _as_object(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        """An object that is itself a place: "captured Palmyra", "entered Iraq"."""
        if relation.name != "object" or relation.phrase.how != "stated":
            return
        phrase = relation.phrase
        owned = self._owned(phrase.start, phrase.end, phrase)
        if owned is not None:
            yield replace(owned, rule=f"object:{owned.rule}")
            return
        for toponym in self._toponyms(phrase.head_start, phrase.head_end):
            if toponym.entry is None:
                continue
            if _is_fine(toponym) or clause.lemma in _INTO_PLACE:
                yield self._of_toponym(toponym, "at", "object:place")

    def _toponyms(self, start: int, end: int) -> list[Toponym]:
        return [
            toponym
            for toponym in self._context.toponyms
            if toponym.start < end and toponym.end > start and toponym.start >= start and fold(toponym.text) not in self._adjectives
        ]

    def _attached(self, end: int) -> list[Toponym]:
        """The name of a place that a preposition ties to what ends here."""
        text = self._document.text
        for toponym in self._context.toponyms:
            if toponym.start < end:
                continue
            between = text[end : toponym.start]
            if len(between) > 60:
                break
            if (_STARTS_PREPOSITION.match(between) and _REACH.match(between)) or re.fullmatch(r",\s+", between):
                if re.fullmatch(r",\s+", between) and not self._is_within(end, toponym):
                    break
                return [toponym, *self._attached(toponym.end)]
            break
        return []

    def _is_within(self, end: int, outer: Toponym) -> bool:
        """Does the place that ends here lie in the other ("Fallujah, Anbar")?"""
        inner = next((toponym for toponym in self._context.toponyms if toponym.end == end), None)
        if inner is None or inner.entry is None or outer.entry is None:
            return False
        return self._gazetteer.contains(outer.entry.id, inner.entry.id)

    def _owned(self, start: int, end: int, phrase: Phrase) -> Place | None:
        """International or a country's own waters, airspace or territory."""
        text = self._document.text[start:end]
        for pattern in (_OWNED, _OF_COUNTRY):
            match = pattern.search(text)
            if not match or match.start() >= phrase.end - start:
                continue
            owner, kind = match.group("owner"), re.sub(r"\s+", "", match.group("kind"))
            place = self._owned_place(owner, _KINDS.get(kind, kind), start + match.start(), start + match.end())
            if place is not None:
                return place
        return None

    def _owned_place(self, owner: str, kind: str, start: int, end: int) -> Place | None:
        text = self._document.text[start:end]
        place = Place(start, end, text, name=text, kind=kind, precision=6)
        if owner in ("international", "neutral"):
            if kind not in ("waters", "airspace", "territory"):
                return None
            return replace(place, precision=7, rule=f"kind:{owner} {kind}")
        bare = re.sub(r"['’]s?$", "", owner)
        code = self._adjectives.get(fold(bare)) or self._adjectives.get(fold(bare.split()[-1]))
        if code is None:
            entry = self._context.senses.get(fold(bare))
            code = entry.country if entry and entry.kind == "country" else None
        if code is None or code.startswith("rashomon:"):
            return None
        country = self._gazetteer.country(code)
        within = (country.id,) if country else ()
        return replace(place, country=code, gazetteer_id=country.id if country else None, within=within, rule=f"kind:{kind} of a country")

    def _unknown(self, phrase: Phrase) -> Place | None:
        """A proper name of a place that no gazetteer holds keeps its words."""
        if phrase.label not in ("GPE", "LOC", "FAC") or fold(phrase.text) in self._adjectives:
            return None
        head = self._document.text[phrase.start : phrase.end]
        names = [match for match in _PROPER.finditer(head) if match.end() > phrase.head_start - phrase.start]
        if not names or fold(names[0].group()) in self._adjectives:
            return None
        start, end = phrase.start + names[0].start(), phrase.start + names[0].end()
        name = re.sub(r"['’]s?$", "", self._document.text[start:end])
        entries, _, _ = candidates(name, self._gazetteer)
        if entries:
            toponym = resolve_mentions(name, [Mention(0, len(name), name)], gazetteer=self._gazetteer)[0]
            moved = Toponym(start, start + len(name), name, toponym.entry, toponym.rule)
            return self._of_toponym(moved, "at", "relation:alone")
        return Place(start, start + len(name), name, name=name, rule="unresolved")

    def _of_toponym(self, toponym: Toponym, role: PlaceRole, rule: str) -> Place:
        before = self._document.text[max(0, toponym.start - 40) : toponym.start]
        place = _place(toponym, role, f"{rule} ({toponym.rule})", self._gazetteer)
        if _DISPLACED.search(before) and place.precision == 1:
            return replace(place, precision=2)
        if _PART.search(before) and place.kind in ("country", "admin1"):
            return replace(place, precision=5, latitude=None, longitude=None)
        return place

    def _finest(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Without doubles, and without what contains another of them: Fallujah, not Anbar beside it."""
        found: dict[tuple[int, int], Place] = {}
        for place in places:
            found.setdefault((place.start, place.end), place)
        kept = sorted(found.values(), key=lambda place: place.start)
        outer = {container for place in kept for container in place.within}
        finest = [place for place in kept if not (place.gazetteer_id and place.gazetteer_id in outer and place.kind not in ("waters", "airspace"))]
        return tuple(finest)


def _place(toponym: Toponym, role: PlaceRole, rule: str, gazetteer: Gazetteer) -> Place:
    entry = toponym.entry
    if entry is None:
        return Place(toponym.start, toponym.end, toponym.text, name=toponym.text, role=role, rule="unresolved")
    within = gazetteer.containers(entry.id)
    coarse = entry.kind in ("country", "continent", "former country") or entry.precision == 6
    admin = next((place.name for place in map(gazetteer.entry, within) if place and place.kind == "admin1"), None)
    return Place(
        toponym.start,
        toponym.end,
        toponym.text,
        name=entry.name,
        country=entry.country,
        latitude=None if coarse else entry.latitude,
        longitude=None if coarse else entry.longitude,
        gazetteer_id=entry.id,
        precision=entry.precision,
        role=role,
        rule=rule,
        admin=entry.name if entry.kind == "admin1" else admin,
        kind=entry.kind,
        within=within,
    )


def _is_fine(toponym: Toponym) -> bool:
    return toponym.entry is not None and toponym.entry.kind not in ("country", "continent", "former country")


def _dateline(text: str, gazetteer: Gazetteer) -> Mention | None:
    match = _DATELINE.match(text)
    if not match:
        return None
    name = match.group("place").strip()
    return Mention(match.start("place"), match.start("place") + len(name), name) if gazetteer.knows(name) else None


def _leads_back(relation: Relation) -> bool:
    phrase = relation.phrase
    if phrase.how != "stated":
        return True
    first = phrase.text.split(" ", 1)[0].casefold()
    return first in ("the", "this", "that", "these", "those", "their", "his", "her", "its", "both", "all", "they", "he", "she", "it", "others", "some", "another", "two", "three")


