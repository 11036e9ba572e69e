"""What two reports say was done: how alike it is, by type, mode, act and word, and when it is two acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rashomon.linking.accounts import Deed
from rashomon.linking.rarity import Rarity
from rashomon.linking.senses import sense_band
from rashomon.linking.vocabulary import find_acts, is_general, load_vocabulary


def compare_deeds(one: Deed, other: Deed, rarity: Rarity) -> dict[str, float]:
    """What holds of what two reports say was done."""
    found: dict[str, float] = {}
    if not (one.event and other.event):
        found["uncoded"] = 1.0
    else:
        if one.event == other.event:
            found["same_event"] = 1.0
        elif (one.event, other.event) in load_vocabulary().event_neighbours:
            found["neighbour_event"] = 1.0
        else:
            found["other_event"] = 1.0
            if one.family != other.family:
                found["other_family"] = 1.0
    if one.arms and other.arms and not one.arms & other.arms:
        found["other_arms"] = 1.0
    if one.things and other.things and not one.things & other.things and not (one.verbal or other.verbal):
        found["other_thing"] = 1.0
    if one.mode and other.mode and one.event == other.event:
        found["same_mode" if one.mode == other.mode else "other_mode"] = 1.0
    shared = one.acts & other.acts
    if shared and ("uncoded" in found or not one.trigger & other.trigger):  # one word is not told twice
        found["same_act"] = rarity.telling("act", shared) * (0.6 if one.verbal and other.verbal else 1.0)
    elif "uncoded" in found:
        if not one.trigger & other.trigger:
            found["other_trigger"] = 1.0
    elif (
        one.acts
        and other.acts
        and not shared
        and not (one.general or other.general or _neighbours(one.acts, other.acts))
    ):
        found["other_act"] = 1.0
    elif one.general != other.general and one.event != other.event and not _violent(other if one.general else one):
        found["other_act"] = 0.4  # "three were wounded" is rather not of a seizure
    elif not (one.general or other.general or one.trigger & other.trigger):
        found["other_trigger"] = 1.0
    if one.denial and other.denial:
        pass  # "denied" is told of anything
    elif one.trigger & other.trigger:
        if "uncoded" in found:
            found["bare_same_trigger"] = 0.5 if one.verbal and other.verbal else 1.0
        else:
            name = "same_plain_trigger" if _are_general(one.trigger & other.trigger) else "same_trigger"
            telling = rarity.telling("trigger", one.trigger & other.trigger)
            found[name] = telling * (0.5 if one.verbal and other.verbal else 1.0)
    else:
        if one.roots & other.roots:
            found["like_trigger"] = 1.0
        sense = sense_band(one.senses, other.senses)
        if sense and "uncoded" in found:
            found[f"bare_{sense}"] = 1.0
        elif sense and "other_act" not in found and not (one.general and other.general):
            found[sense] = 1.0
    return found


def _are_general(words: frozenset[str]) -> bool:
    """ "Killed", "attack": words that any act of violence is told with."""
    return all(is_general(word) for word in words)


def tell_two_acts(one: Sequence[Deed], other: Sequence[Deed]) -> bool:
    """Are there deeds in the two that no account of one happening mixes up, and more such than ones that fit?"""
    told = [(mine, theirs) for mine in map(_parting, one) for theirs in map(_parting, other) if mine and theirs]
    fitting = sum(1 for mine, theirs in told if mine & theirs or _neighbours(mine, theirs))
    return len(told) - fitting > max(fitting, 1)


@lru_cache(maxsize=20_000)
def _parting(deed: Deed) -> frozenset[str]:
    """The acts that the trigger itself names and that part happenings, of a coded deed."""
    if not deed.event or deed.general:
        return frozenset()
    return frozenset(act for word in deed.trigger for act in find_acts((word,))) & load_vocabulary().parting


def _violent(deed: Deed) -> bool:
    return not deed.acts or bool(deed.acts & load_vocabulary().violent)


def _neighbours(one: frozenset[str], other: frozenset[str]) -> bool:
    pairs = load_vocabulary().neighbours
    return any((a, b) in pairs for a in one for b in other)
