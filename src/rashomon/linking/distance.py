"""How near two reports' places come: the same, one within the other, near, far, or in two countries."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rashomon.linking.accounts import PlaceKey
from rashomon.linking.rarity import Rarity

NEAR_KM = 30.0
FAR_KM = 60.0
KILOMETRES_A_DEGREE = 111.2


def compare_places(one: Sequence[PlaceKey], other: Sequence[PlaceKey], rarity: Rarity) -> dict[str, float]:
    """What holds of where two reports have it."""
    band = distance_band(one, other)
    if not band:
        return {}
    shared = {place.own for place in one} & {place.own for place in other}
    if band == "same_place" and shared:
        return {band: rarity.telling("place", (own for own in shared if own))}
    return {band: 1.0}


def distance_band(one: Sequence[PlaceKey], other: Sequence[PlaceKey]) -> str:
    """How near the finest places of two reports come, in the words of the weights; nothing where one is unknown."""
    if not one or not other:
        return ""
    bands = [place_band(a, b) for a in _finest(one) for b in _finest(other)]
    order = ("same_place", "place_near", "place_contains", "", "other_country", "place_far")
    return min(bands, key=order.index)


def _finest(places: Sequence[PlaceKey]) -> list[PlaceKey]:
    best = min(place.precision or 9 for place in places)
    return [place for place in places if (place.precision or 9) == best]


def place_band(one: PlaceKey, other: PlaceKey) -> str:
    if one.own == other.own:
        return "same_place"
    if one.latitude is not None and other.latitude is not None:
        kilometres = _kilometres(one, other)
        if one.own in other.ids or other.own in one.ids:
            return "place_contains"
        if kilometres <= NEAR_KM:
            return "place_near"
        if kilometres > FAR_KM and (one.precision or 9) <= 2 and (other.precision or 9) <= 2:
            return "place_far"
        return ""
    if one.own in other.ids or other.own in one.ids:
        return "place_contains"
    if one.precision == 7 or other.precision == 7:
        return ""  # at sea and in the air a country is what the accounts dispute
    if one.country and other.country and one.country != other.country:
        return "other_country"
    return "place_contains" if one.country and one.country == other.country else ""


def _kilometres(one: PlaceKey, other: PlaceKey) -> float:
    assert one.latitude is not None and other.latitude is not None
    assert one.longitude is not None and other.longitude is not None
    north = (one.latitude - other.latitude) * KILOMETRES_A_DEGREE
    middle = math.radians((one.latitude + other.latitude) / 2)
    east = (one.longitude - other.longitude) * KILOMETRES_A_DEGREE * math.cos(middle)
    return math.hypot(north, east)
