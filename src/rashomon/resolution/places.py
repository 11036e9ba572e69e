"""Where an event was: the places that a clause ties to its predicate, not any place that is named.

A place is taken, in this order: from the clause's own relations of place and an object that is
itself a place; from inside its participants ("bases in Syria", "a Moscow court"); from a phrase of
place behind the predicate; from the clause that it continues or that continues it ("killing 25",
"when troops shelled ..."); from a phrase of place at the head of its sentence; from the act itself,
where it is one of home ("Chad declared a curfew in four provinces"). Farther away is weak
evidence and says so in ``rule``: the place carried from the sentence before (``carry_place``). The
dateline and the publisher's country only help to tell which of several bearers a name means.
Demonyms are no places; an account keeps its own word for a contested place; nothing is put on the
middle of a country.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rashomon.records import Clause, Document, Place, Relation
from rashomon.resolution.clause_places import PlaceFinder
from rashomon.resolution.clause_words import read_clause_words
from rashomon.resolution.gazetteer import Gazetteer, fold
from rashomon.resolution.home_places import find_home
from rashomon.resolution.place_context import PlaceContext, finest, place_of, read_context
from rashomon.resolution.place_names import Mention, Toponym
from rashomon.resolution.toponyms import resolve_mentions

__all__ = ["PlaceContext", "carry_place", "find_places", "finest", "read_context", "resolve_toponym"]

_NOT_HERE = ("planned", "threatened", "demanded", "conditional", "historical", "possible")
_LEADING_BACK = ("the", "this", "that", "these", "those", "their", "his", "her", "its", "both", "all", "they", "he",
    "she", "it", "others", "some", "another", "two", "three")  # fmt: skip


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
    finder = PlaceFinder(document.text, context, gazetteer)
    found = finder.of_clause(clause)
    if not found and clauses:
        found = finder.of_window(clause, clauses) or finder.of_neighbours(clause, clauses)
    found = found or finder.of_sentence(clause, clauses or {})
    return found or find_home(clause, text=document.text, context=context, gazetteer=gazetteer)


def carry_place(previous: tuple[Place, ...], clause: Clause) -> tuple[Place, ...]:
    """The place of the sentence before, for a clause of the same scene that states none.

    Carried only once, by an act (not by words spoken), of the same time (the clause has no date of
    its own), whose words lead back to the scene: "a van of the consulate was torched".
    Countries are not carried: they are too coarse to be the scene.
    """
    scene = tuple(place for place in previous if _is_scene(place))
    words = read_clause_words()
    if len(scene) != 1 or clause.speakers or clause.modality in _NOT_HERE or clause.lemma in words.speaking:
        return ()
    if any(relation.name == "when" or relation.phrase.label == "DATE" for relation in clause.relations):
        return ()
    if not _leads_back(clause):
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
    elif context and (entry := context.senses.get(fold(name))):
        return place_of(Toponym(0, len(name), name, entry, "document"), "at", "document", gazetteer)
    country = context.publisher_country if context else None
    toponym = resolve_mentions(text, mentions, gazetteer=gazetteer, publisher_country=country)[0]
    return place_of(toponym, "at", toponym.rule, gazetteer)


def _is_scene(place: Place) -> bool:
    return place.role in ("at", "over") and place.precision not in (6, None) and place.how == "stated"


def _leads_back(clause: Clause) -> bool:
    words = read_clause_words()
    for nouns in re.findall(r"\bthe\s+([a-z]+(?:\s+[a-z]+)?)", clause.sentence.text):
        if any(noun in words.scene or noun.removesuffix("s") in words.scene for noun in nouns.split()):
            return True
    if re.search(r"\b(?:there|nearby)\b", clause.sentence.text):
        return True
    if any(relation.name == "subject" and relation.phrase.lemma in words.scene for relation in clause.relations):
        return True  # "Police used tear gas"
    return any(_is_definite(relation) for relation in clause.relations if relation.name in ("subject", "object"))


def _is_definite(relation: Relation) -> bool:
    phrase = relation.phrase
    first = phrase.text.split(" ", 1)[0].casefold()
    if phrase.how != "stated":
        return True
    return first in _LEADING_BACK and phrase.label not in ("GPE", "ORG", "NORP", "PERSON")
