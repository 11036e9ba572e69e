"""Acts of home: a country's parliament or court acts there, its martial law holds there, "ten regions" are its own.

The text names the country as the party, not as the place; so the place is inferred, ``how`` says
"elided" and ``rule`` begins with "home:".
"""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.records import Clause, Phrase, Place, Relation
from rashomon.resolution.clause_words import read_clause_words
from rashomon.resolution.gazetteer import Gazetteer
from rashomon.resolution.place_context import PlaceContext, place_of
from rashomon.resolution.place_names import Toponym
from rashomon.resolution.territories import country_named

_OWN_TERRITORY = re.compile(
    r"\b(?P<whose>its|their|our)\s+(?:own\s+)?(?:sovereign\s+|national\s+)?"
    r"(?P<kind>(?:territorial\s+)?waters|territorial\s+sea|airspace|soil|territory)\b",
    re.IGNORECASE,
)
_KINDS = {"sea": "waters"}
_NAME = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)?")


def find_home(clause: Clause, *, text: str, context: PlaceContext, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The country of the subject, where the act is one of home; else nothing."""
    for relation in clause.relations:
        phrase = relation.phrase
        if relation.name != "subject" or phrase.how not in ("stated", "elided"):
            continue
        rule = _rule(clause, phrase, context)
        if rule and (place := _country_of(phrase, rule, text, context, gazetteer)):
            return (place,)
    return ()


def _rule(clause: Clause, subject: Phrase, context: PlaceContext) -> str | None:
    words = read_clause_words()
    objects = (relation.phrase.text for relation in clause.relations if relation.name == "object")
    said = " ".join((clause.trigger.text, *objects)).casefold()
    if subject.lemma in words.home_bodies:
        return f"home:{subject.lemma}"
    if any(measure in said for measure in words.home_measures):
        return "home:measure"
    if any(_is_own_region(relation, context) for relation in clause.relations):
        return "home:region"
    return None


def _is_own_region(relation: Relation, context: PlaceContext) -> bool:
    """ "in ten regions", "across two provinces": regions without a name."""
    phrase = relation.phrase
    if relation.name not in ("in", "across", "throughout") or phrase.lemma not in read_clause_words().home_regions:
        return False
    return not context.between(phrase.start, phrase.end)


def find_own_territory(
    clause: Clause, phrase: Phrase, *, text: str, context: PlaceContext, gazetteer: Gazetteer
) -> Place | None:
    """ "its airspace", "our own soil": the country of the subject, else of the innermost speaker; else nothing."""
    match = _OWN_TERRITORY.search(text, phrase.start, phrase.end)
    if match is None:
        return None
    subjects = [relation.phrase for relation in clause.relations if relation.name == "subject"]
    speakers = [speaker.phrase for speaker in reversed(clause.speakers)]
    owners = [*speakers, *subjects] if match.group("whose").casefold() == "our" else [*subjects, *speakers]
    for owner in owners:
        place = _country_of(owner, "", text, context, gazetteer)
        if place is not None:
            kind = _KINDS.get(match.group("kind").split()[-1], match.group("kind").split()[-1])
            words = match.group()
            return Place(
                match.start(), match.end(), words, name=words, country=place.country, precision=6, kind=kind,
                how="coreference", within=(place.gazetteer_id or "",), rule=f"territory:{kind} of {place.country}",
            )  # fmt: skip
    return None


def _country_of(phrase: Phrase, rule: str, text: str, context: PlaceContext, gazetteer: Gazetteer) -> Place | None:
    """The country that a party's phrase names: "Ukraine's parliament", "the Iranian judiciary"."""
    for match in _NAME.finditer(text, phrase.start, phrase.end):
        for name in (match.group(), match.group().split()[0]):
            code = country_named(name, gazetteer=gazetteer, senses=context.senses)
            country = gazetteer.country(code) if code else None
            if country is not None:
                toponym = Toponym(match.start(), match.start() + len(name), name, country, "party")
                return replace(place_of(toponym, "at", rule, gazetteer), how="elided")
    return None
