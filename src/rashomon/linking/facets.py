"""What one report answers on a facet, read from its places and words: standing, means, captivity, justification."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.linking.accounts import PlaceKey
from rashomon.linking.distance import place_band
from rashomon.linking.own_words import points_with_pronoun
from rashomon.linking.vocabulary import find_acts, find_kinds, load_vocabulary, stems, words_of
from rashomon.records import Report

_INTENT = frozenset({"purpose", "deliberately", "intentionally", "intent", "wilfully", "willfully", "deliberate"})
_CLAUSE = 80  # characters


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Where a report has it: a legal standing ("international", or the country whose waters it says), or places."""

    value: str
    standing: str | None  # "international" or "national"
    country: str | None
    keys: tuple[PlaceKey, ...]
    over: bool = False  # above a place: a ship taken "to Kerch" may have been taken anywhere


def answer_place(report: Report) -> PlaceAnswer | None:
    """The report's place; for a circumstance of another facet none."""
    if report.kind == "circumstance" and report.facet != "place":
        return None
    told = [place for place in report.places if place.role in ("at", "over")]
    if report.content_of:  # "at the UN she condemned the seizure": where it was said, not where it was done
        told = [place for place in told if place.start >= report.trigger.start]
    country = next((place.country for place in told if place.country), None)
    texts = [place.text for place in told] or [_after_trigger(report)]
    if report.kind == "circumstance":
        texts.append(report.sentence.text)
    for text in texts:
        standing = find_standing(text)
        nation = country or _adjective(text)
        if standing == "international":
            return PlaceAnswer(_as_said(text, "international waters or airspace"), standing, None, ())
        if standing == "national" and nation:
            return PlaceAnswer(_as_said(text, f"{nation}: its waters, airspace or soil"), standing, nation, ())
    keys = tuple(
        PlaceKey(
            frozenset((place.gazetteer_id or (place.name or place.text).lower(), *place.within)),
            place.gazetteer_id or (place.name or place.text).lower(),
            place.country,
            place.latitude if place.precision is not None and place.precision <= 3 else None,
            place.longitude if place.precision is not None and place.precision <= 3 else None,
            place.precision,
        )
        for place in told
        if place.rule != "unresolved"
    )
    if not keys:
        return None
    value = ", ".join(dict.fromkeys(place.name or place.text for place in told if place.rule != "unresolved"))
    return PlaceAnswer(value, None, country, keys, any(place.role == "over" for place in told))


def places_part(one: PlaceAnswer, other: PlaceAnswer) -> str | None:
    """A conflict where both cannot hold, a refinement where one is finer, None where nothing can be compared."""
    if one.standing or other.standing:
        if one.standing == other.standing == "international":
            return None
        if one.standing and other.standing:
            return None if one.country and one.country == other.country else "conflict"
        bare = other if one.standing else one
        stood = one if one.standing else other
        if stood.standing == "international":
            return "conflict" if bare.country and bare.over else None
        if bare.country is None:
            return None
        return "refinement" if bare.country == stood.country else "conflict"
    bands = {place_band(a, b) for a in one.keys for b in other.keys}
    if bands & {"same_place", "place_near", ""}:
        return None
    if "place_contains" in bands:
        return "refinement"
    return "conflict" if bands else None


def find_standing(text: str) -> str | None:
    """ "international" or "national" by the words of acts.toml."""
    kinds = find_kinds(stems(text), "standing")
    return kinds[0] if kinds else None


def answer_means(report: Report) -> list[str]:
    """What the act was done with, by the report's own words, where it is an act of force."""
    return _kinds(report, "means") if report.event == "ASSAULT" else []


def answer_captivity(report: Report) -> list[str]:
    """How the taking of people is called."""
    taken = any(quantity.outcome == "detained" for quantity in report.quantities)
    return _kinds(report, "captivity") if report.event == "COERCE" or taken or report.facet == "status" else []


def answer_justification(report: Report) -> list[str]:
    """What the act is said to have been for, where it is an act."""
    if report.event in ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION") or report.facet == "justification":
        return _kinds(report, "justification")
    return []


def denies_role(report: Report) -> bool:
    """ "denied any role", "no part in": the doer is denied, not the deed."""
    words = set(stems(report.sentence.text))
    vocabulary = load_vocabulary()
    return bool(words & vocabulary.anaphors and words & vocabulary.denials)


def asks_who(report: Report) -> bool:
    """ "It is not known who mined the road": the doer is in doubt, not the deed."""
    before = words_of(report.sentence.text[: max(0, report.trigger.start - report.sentence.start)])
    return report.polarity != "affirmed" and "who" in before[-4:]


def denies_outcome(report: Report) -> bool:
    """ "No one was hurt": an outcome of nought, which leaves the deed as it was."""
    acts = find_acts(stems(report.trigger.text))
    return report.polarity != "affirmed" and "+" in acts and acts <= {"+", "*", "death", "injury", "damage"}


def points_at_claim(report: Report) -> bool:
    """ "Rejected the charge", "denies it": the claim is only pointed at, and no act of it is named."""
    denied = load_vocabulary().denied
    after = report.sentence.text[max(0, report.trigger.end - report.sentence.start) :]
    if points_with_pronoun(after):
        return True
    rest = stems(after)
    return bool(denied & set(rest)) and not find_acts(tuple(word for word in rest if word not in denied))


def denies_intent(report: Report) -> bool:
    """ "did not ram it on purpose": the intent is denied, not the happening."""
    return report.polarity == "denied" and bool(_INTENT & set(words_of(report.sentence.text)))


def _kinds(report: Report, facet: str) -> list[str]:
    return find_kinds(stems(report.sentence.text), facet)


def _adjective(text: str) -> str | None:
    """The word before "waters", "airspace" ...: "Omani"."""
    words = words_of(text)
    for position, word in enumerate(words):
        if (
            position
            and find_standing(word) == "national"
            and words[position - 1] not in ("territorial", "its", "their", "our", "the")
        ):
            return words[position - 1]
        if position > 1 and words[position - 1] == "territorial" and find_standing(word) == "national":
            return words[position - 2]
    return None


def _after_trigger(report: Report) -> str:
    """The words right behind the trigger, to the end of its clause: "in international waters"."""
    rest = report.sentence.text[max(0, report.trigger.end - report.sentence.start) :][:_CLAUSE]
    return re.split(r"[,;:.]| and | but | that | who | which | when | while | after ", rest, maxsplit=1)[0]


def _as_said(text: str, otherwise: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 6 else otherwise
