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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.records import Clause, Document, Phrase, Place, PlaceRole, Relation
from rashomon.resolution.gazetteer import Entry, Gazetteer, fold
from rashomon.resolution.localities import Locality, attached, localities, named_by_kind
from rashomon.resolution.toponyms import Mention, Toponym, detect_mentions, read_cues, resolve_mentions

_ROLES: Mapping[str, PlaceRole] = {
    "in": "at", "at": "at", "near": "at", "on": "at", "off": "at", "outside": "at", "inside": "at", "around": "at",
    "across": "at", "along": "at", "throughout": "at", "within": "at", "through": "at", "beneath": "at", "beside": "at",
    "opposite": "at", "beyond": "at", "past": "at", "behind": "at", "up": "at", "down": "at",
    "over": "over", "above": "over", "from": "from", "out of": "from", "to": "to", "into": "to",
    "onto": "to", "toward": "to", "towards": "to",
}  # fmt: skip
_CONTINUING = ("participle", "conjunct", "result", "nominal", "relative", "purpose", "adverbial")
_HAPPENINGS = frozenset(("event", "time", "meeting", "measure", "statement", "document"))
_OPEN = ("airspace", "waters", "strait", "sea", "gulf", "bay", "ocean")
_PERSONAL = frozenset(("person", "party", "organisation", "armed", "government", "civilian", "country"))
_PARTICIPANTS = ("object", "indirect", "on", "of", "at", "subject", "attribute")
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
    " governorate city town village streets half part outskirts center centre heart capital island county parish sector"
    " residence home headquarter office parliament square crossing countryside hill valley river mountain village positions".split()
)
_LOCATED = re.compile(
    r"\b(?P<preposition>in|at|near|outside|off|inside|on|along|around|across|throughout|through|over|into|from|toward|towards)"
    r"\s+(?:the\s+|an?\s+)?(?:[a-z\d][\w'’-]*\s+){0,5}$"
)
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

    toponyms: tuple[Toponym, ...]  # in the order of the text, resolved together, with the unknown ones told by a word of kind
    senses: Mapping[str, Entry]  # folded name -> the place it means here
    doubtful: tuple[Toponym, ...] = ()  # names that are more often something else
    dateline: Toponym | None = None
    publisher_country: str | None = None


def read_context(document: Document, gazetteer: Gazetteer) -> PlaceContext:
    """The names of places of a document, resolved together, and its dateline."""
    mentions = list(detect_mentions(document.text, gazetteer))
    dateline = _dateline(document.text, gazetteer)
    if dateline:
        mentions = [dateline, *(mention for mention in mentions if mention.start >= dateline.end)]
    resolved = resolve_mentions(document.text, mentions, gazetteer=gazetteer, publisher_country=document.publisher_country)
    known = tuple(toponym for toponym, mention in zip(resolved, mentions, strict=True) if mention.sure)
    doubtful = tuple(toponym for toponym, mention in zip(resolved, mentions, strict=True) if not mention.sure)
    toponyms = sorted((*known, *named_by_kind(document.text, known)), key=lambda toponym: toponym.start)
    senses = {fold(toponym.text): toponym.entry for toponym in known if toponym.entry}
    return PlaceContext(tuple(toponyms), senses, doubtful, known[0] if dateline else None, document.publisher_country)


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
        found = finder.of_window(clause, clauses) or finder.of_neighbours(clause, clauses)
    return found or finder.of_sentence(clause)


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
        self._text = document.text
        self._context = context
        self._gazetteer = gazetteer
        self._adjectives = read_cues().adjectives

    def of_clause(self, clause: Clause) -> tuple[Place, ...]:
        found = [place for relation in clause.relations for place in self._of_relation(relation, clause)]
        objects = [place for relation in clause.relations for place in self._as_object(relation, clause)]
        told = {toponym.start for toponym in self._context.toponyms}
        found.extend(place for place in objects if not found or (place.start in told and place.precision in (1, None)))
        if not found:
            found = [place for relation in clause.relations for place in self._inside(relation, clause)]
        return self._finest(self._lodged(found))

    def of_window(self, clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Place, ...]:
        """Names with a preposition of place between the predicate and the next one, whatever the parser ties them to."""
        start = clause.trigger.end
        later = [other.head_start for other in clauses.values() if other.head_start > start and other.sentence == clause.sentence]
        end = min([*later, clause.sentence.end])
        found = [toponym for toponym in self._toponyms(start, end) if self._located(toponym, start)]
        return self._finest(self._of_names(found[:1], "at", "window") if found else [])

    def of_neighbours(self, clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Place, ...]:
        """The place of the clause that this one continues, else of one that continues it."""
        seen: set[str] = set()
        at: Clause | None = clause
        while at is not None and at.id not in seen:
            seen.add(at.id)
            for below in clauses.values():
                if below.id in seen or not below.governor or below.governor.clause != at.id or not self._continues(at, below):
                    continue
                found = self.of_clause(below) or self._of_children(below, clauses, seen)
                if found:
                    return _carried(found, below.governor.relation)
            governor = at.governor
            if governor is None or governor.relation not in _CONTINUING or governor.clause not in clauses:
                return ()
            at = clauses[governor.clause]
            if found := self.of_clause(at):
                return _carried(found, f"{governor.relation} of")
        return ()

    def of_sentence(self, clause: Clause) -> tuple[Place, ...]:
        """The phrase of place at the head of the sentence: "In Kyiv, about 150 protesters gathered ..."."""
        sentence = clause.sentence
        head = sentence.text.split(",", 1)[0]
        if len(head) > 60 or not _FRONTED.match(sentence.text) or "," not in sentence.text:
            return ()
        return self._finest(self._of_names(self._toponyms(sentence.start, sentence.start + len(head)), "at", "sentence:fronted"))

    def _lodged(self, places: list[Place]) -> list[Place]:
        """A name that no gazetteer holds lies in the known place beside it; that one is then no place of its own."""
        unknown = [place for place in places if place.gazetteer_id is None and place.country is None and place.rule == "unresolved"]
        known = [place for place in places if place.gazetteer_id and place.role == "at" and place.kind not in _OPEN]
        if not unknown or len(known) != 1:
            return places
        entry = self._gazetteer.entry(known[0].gazetteer_id or "")
        return [_lying_in(place, entry, self._gazetteer) for place in unknown] if entry else places

    def _of_children(self, clause: Clause, clauses: Mapping[str, Clause], seen: set[str]) -> tuple[Place, ...]:
        for below in clauses.values():
            if below.governor and below.governor.clause == clause.id and below.id not in seen:
                if below.governor.relation in ("nominal", "relative", "participle"):
                    if found := self.of_clause(below):
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
        if role is None or relation.phrase.how != "stated":
            return
        for place in self._of_phrase(relation.phrase, role, f"relation:{relation.name}"):
            if self._holds(place, relation.name, clause):
                yield place

    def _holds(self, place: Place, name: str, clause: Clause) -> bool:
        """Is it where the event was, and not whom it concerned ("a warning to Iran", "sanctions on Syria")?"""
        coarse = place.kind in ("country", "continent", "former country") and ":attached" not in place.rule
        if name in ("to", "from", "on", "toward", "towards", "onto", "between", "behind", "by") and coarse:
            return clause.lemma in _MOTION or (clause.light or "") in _MOTION
        if name in ("over", "above") and place.kind not in _OPEN:
            return clause.lemma in _AERIAL or any("aircraft" in relation.phrase.kinds for relation in clause.relations)
        return True

    def _of_phrase(self, phrase: Phrase, role: PlaceRole, rule: str) -> list[Place]:
        """The places that a phrase of place names, with what is attached to it: "a cafe in the centre of Haifa"."""
        owned = self._owned(phrase.start, phrase.end + 40, phrase)
        if owned is not None:
            return [replace(owned, role=role)]
        names = self._names(phrase)
        if names and names[-1].end <= phrase.head_start and _HAPPENINGS.intersection(phrase.kinds):
            return []  # "the 1967 Mideast war"
        if names:
            return self._of_names([*names, *self._attached(names[-1].end, named=True)], role, rule)
        if phrase.label in ("DATE", "TIME"):
            return []
        return self._of_names(self._attached(phrase.end), role, f"{rule}:attached")

    def _inside(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        """Places inside a participant: "bases in Syria", "the embassy in Baghdad", "a Moscow court"."""
        phrase = relation.phrase
        if relation.name not in _PARTICIPANTS or phrase.how != "stated":
            return
        names = self._toponyms(phrase.start, phrase.end)
        for at, toponym in enumerate(names):
            located = self._located(toponym, phrase.start)
            of = re.search(r"\bof\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}$", self._text[phrase.start : toponym.start])
            if located or (of and _is_fine(toponym) and not _PERSONAL.intersection(phrase.kinds)):
                rest = [*names[at:], *self._attached(names[-1].end, named=True)]
                yield from self._of_names(rest, "at", f"{relation.name}:{located or 'of'}")
                return
            if _is_fine(toponym) and self._is_modifier(toponym, phrase):
                yield from self._of_names([toponym], "at", f"{relation.name}:modifier")
                return
        if relation.name == "subject" and phrase.end > clause.head_start and clause.pos == "verb":
            return
        names = self._attached(phrase.end)
        if names and not re.match(r"\s*,?\s*(?:from|of|over|toward|towards|between|under)\b", self._text[phrase.end : names[0].start]):
            yield from self._of_names(names, "at", f"{relation.name}:attached")

    def _as_object(self, relation: Relation, clause: Clause) -> Iterator[Place]:
        """An object that is itself a place: "captured Palmyra", "entered Iraq", "stormed the village of ..."."""
        if relation.name != "object" or relation.phrase.how != "stated":
            return
        phrase = relation.phrase
        owned = self._owned(phrase.start, phrase.end, phrase)
        if owned is not None:
            yield replace(owned, rule=f"object:{owned.rule}")
            return
        names = self._names(phrase)
        at_head = [name for name in names if name.start < phrase.head_end and name.end > phrase.head_start]
        if not at_head and phrase.lemma not in _FACILITIES:
            return
        if any(_is_fine(name) for name in names) or clause.lemma in _INTO_PLACE:
            yield from self._of_names([*names, *self._attached(phrase.end, named=bool(at_head))], "at", "object:place")

    def _names(self, phrase: Phrase) -> list[Toponym]:
        """The names in a phrase of place; where the parser sees a place, the doubtful and the unknown ones too."""
        names = self._toponyms(phrase.start, phrase.end)
        if names or phrase.label not in ("GPE", "LOC", "FAC"):
            return names
        names = [name for name in self._context.doubtful if phrase.start <= name.start < phrase.end]
        if names:
            return names
        matches = [match for match in _PROPER.finditer(self._text, phrase.start, phrase.end) if match.end() > phrase.head_start]
        if not matches:
            return []
        start = matches[0].start()
        name = re.sub(r"['’]s?$", "", matches[0].group())
        if fold(name) in self._adjectives or fold(name.split()[0]) in self._adjectives or len(name) < 3:
            return []
        entry = resolve_mentions(name, [Mention(0, len(name), name)], gazetteer=self._gazetteer)[0].entry
        return [Toponym(start, start + len(name), name, entry, "alone" if entry else "unresolved")]

    def _toponyms(self, start: int, end: int) -> list[Toponym]:
        return [toponym for toponym in self._context.toponyms if start <= toponym.start < end]

    def _attached(self, end: int, *, named: bool = False) -> list[Toponym]:
        return attached(self._text, end, self._context.toponyms, named=named)

    def _located(self, toponym: Toponym, start: int) -> str:
        """The preposition of place before a name, from ``start`` on; empty if there is none."""
        match = _LOCATED.search(self._text[max(start, toponym.start - 70) : toponym.start])
        return match.group("preposition") if match and match.group("preposition") not in ("from", "over") else ""

    def _is_modifier(self, toponym: Toponym, phrase: Phrase) -> bool:
        """ "a Moscow court", "Baghdad's airport": the name stands before the head, which is a facility."""
        return toponym.end <= phrase.head_start and phrase.lemma in _FACILITIES

    def _of_names(self, names: Sequence[Toponym], role: PlaceRole, rule: str) -> list[Place]:
        names = [name for name in names if fold(name.text) not in self._adjectives]
        return [self._of_locality(locality, role, rule) for locality in localities(self._text, names, self._gazetteer)]

    def _of_locality(self, locality: Locality, role: PlaceRole, rule: str) -> Place:
        toponym = locality.toponym
        place = _place(toponym, role, f"{rule} ({toponym.rule})", self._gazetteer)
        if toponym.entry is None:
            outer = next((outer for outer in locality.outer if outer.entry), None)
            return _lying_in(place, outer.entry, self._gazetteer) if outer and outer.entry else place
        before = self._text[max(0, toponym.start - 40) : toponym.start]
        if _DISPLACED.search(before) and place.precision == 1:
            return replace(place, precision=2)
        if _PART.search(before) and place.kind in ("country", "admin1"):
            return replace(place, precision=5, latitude=None, longitude=None)
        return place

    def _owned(self, start: int, end: int, phrase: Phrase) -> Place | None:
        """International or a country's own waters, airspace or territory."""
        text = self._text[start:end]
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
        text = self._text[start:end]
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

    def _finest(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Without doubles, and without what contains another of them: Fallujah, not Anbar beside it."""
        found: dict[tuple[int, int], Place] = {}
        for place in places:
            found.setdefault((place.start, place.end), place)
        kept = sorted(found.values(), key=lambda place: place.start)
        outer = {container for place in kept for container in place.within}
        finest = [place for place in kept if not (place.gazetteer_id and place.gazetteer_id in outer and place.kind not in ("waters", "airspace"))]
        return tuple(finest)


def _carried(places: tuple[Place, ...], relation: str) -> tuple[Place, ...]:
    return tuple(replace(place, how="carried", rule=f"{relation}:{place.rule}") for place in places)


def _lying_in(place: Place, outer: Entry, gazetteer: Gazetteer) -> Place:
    """A name that no gazetteer holds, in a place that one does: its country and division are known, its point is not."""
    within = (outer.id, *gazetteer.containers(outer.id))
    admin = next((entry.name for entry in map(gazetteer.entry, within) if entry and entry.kind == "admin1"), None)
    precision = 2 if outer.precision == 1 else outer.precision
    return replace(place, country=outer.country, admin=admin, within=within, precision=precision, rule=f"unresolved: in {outer.name}")


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


