"""Whose the nameless are in a story between two countries: who fights one of them, or is hit by it, is the other's.

"The soldiers" who shell a Chilean port in a story of Chile and Peru are Peru's; in a Peruvian paper
"they" who struck us are Chile's. Nothing is said of words that name somebody, nor in a story of three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.extraction.sides import ARMED, countries, is_nameless, of_country, read_pairing
from rashomon.records import Party, Report
from rashomon.resolution.story_sides import StorySides

_FOUGHT = {"ASSAULT", "COERCE"}
_ARMED_EVENTS = {"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION"}


def name_opponents(report: Report, sides: StorySides | None, *, only_people: bool = False) -> Report:
    """The report with the nameless on either side of a blow given their side, in a document between two countries.

    With ``only_people`` words that say no sector ("the wheelhouse", "them") are left for what the acts before tell.
    """
    if sides is None or report.event not in _ARMED_EVENTS:
        return report
    only_people = only_people or report.polarity == "denied"  # a blow that was not struck hit no house
    doers, hit = countries(report.actors), countries(report.recipients)
    actors, recipients = report.actors, report.recipients
    if report.event in _FOUGHT and not hit and len(doers) == 1 and doers < sides.pair and not _is_at_home(actors):
        recipients = _of_side(
            recipients, sides.against(next(iter(doers))), "of the two sides the one that is hit", only_people
        )
    if not doers and len(hit) == 1 and hit < sides.pair and all(map(_can_strike, actors)):
        actors = _of_side(actors, sides.against(next(iter(hit))), "of the two sides the one that strikes", only_people)
    if not doers and not hit and report.event in _FOUGHT and sides.teller is not None:
        actors = _they(actors, sides.against(sides.teller))
        if actors != report.actors:
            recipients = _of_side(recipients, sides.teller, "of the two sides the one that is hit", False)
    if actors == report.actors and recipients == report.recipients:
        return report
    return replace(report, actors=actors, recipients=recipients)


def _of_side(parties: tuple[Party, ...], country: str | None, why: str, only_people: bool) -> tuple[Party, ...]:
    """The parties, of whom the text names none, as this country's; a thing beside people is none of them."""
    if country is None or not parties or not all(is_nameless(party) for party in parties):
        return parties
    people = tuple(party for party in parties if set(party.sectors) - {"BUS"})
    if only_people and not people:
        return parties
    return tuple(of_country(party, country, why) for party in people or parties)


def _they(actors: tuple[Party, ...], country: str | None) -> tuple[Party, ...]:
    """ "They shelled the school", of nobody that the text named before: the other side, in a text of one side."""
    if country is None or len(actors) != 1 or actors[0].text.casefold() != "they":
        return actors
    if actors[0].code is not None or actors[0].sectors:  # "the rebels" of some country
        return actors
    return (of_country(actors[0], country, "of the two sides the other, in a text of one; nobody is named before"),)


def _can_strike(party: Party) -> bool:
    return bool(ARMED & set(party.sectors)) or (
        party.text.casefold() in read_pairing().unnamed and not set(party.sectors) - ARMED
    )


def _is_at_home(actors: Sequence[Party]) -> bool:
    """Police, courts and crowds deal with their own people first."""
    return any(party.sectors and not set(party.sectors) & ARMED for party in actors)
