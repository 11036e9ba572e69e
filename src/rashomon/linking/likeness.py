"""How likely two reports tell of one happening: a sum of weighted reasons, in log-odds, and what forbids it outright.

What a report does not state is neutral: two reports without a place are not alike in their place. The weights are data
(weights.toml), read by a person and moved by learning.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rashomon.linking.accounts import Account, Cast, Figure, PartyKey
from rashomon.linking.deeds import compare_deeds
from rashomon.linking.distance import compare_places, distance_band
from rashomon.linking.rarity import Rarity

Weights = Mapping[str, float]

_STATE = frozenset({"GOV", "MIL", "SPY", "COP", "PRM"})  # one account says the army, another the state
ALOOF = 0.25
_BEYOND_WHO = frozenset({
    "same_act", "same_trigger", "same_plain_trigger", "like_trigger", "same_sense", "near_sense", "bare_same_trigger",
    "bare_same_sense", "bare_near_sense", "same_place", "same_figure", "points_back", "shared_names", "shared_near",
})  # fmt: skip
_ALIKE = _BEYOND_WHO | {"same_actor", "like_actor", "same_recipient", "like_recipient"}
# Figures that say which deed it was; those of its toll are what accounts part on.
_OF_THE_DEED = frozenset({"troops", "participants", "vehicles", "vessels", "aircraft", "munitions"})
OTHER_MATTER = 0.15  # of shared words: two who demand something demand the same thing, or not
ALIKE = 0.75  # of the words of two sentences, to be one sentence told twice
NEAR_CHARACTERS = 450


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two accounts are: log-odds, the reasons with their values, and why they may not be one."""

    score: float
    reasons: tuple[tuple[str, float], ...]
    barred: str | None = None


@cache
def load_weights() -> Weights:
    """The weights that ship with the package."""
    text = (files("rashomon.linking") / "weights.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}


def compare_accounts(one: Account, other: Account, *, rarity: Rarity, weights: Weights) -> Likeness:
    """The likeness of two accounts with its reasons."""
    features = find_features(one, other, rarity)
    score = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return Likeness(score, tuple(features.items()), bar(one, other))


AHEAD = frozenset({"planned", "possible", "threatened", "demanded", "conditional"})


def bar(one: Account, other: Account) -> str | None:
    """Why two accounts cannot be of one happening whatever else they share, or None."""
    first, second = one.report, other.report
    if first.content_of == second.id or second.content_of == first.id:
        return "one is what the other says"
    if one.deed.denial != other.deed.denial:
        return "one denies what is told elsewhere"  # and is brought there by what it denies
    if deny_apart(one.denied, other.denied) and one.document != other.document:
        return "they deny different things"
    if _past_and_ahead(first.modality, second.modality):
        return "one is long past, the other lies ahead"
    gap = _gap(one, other)
    firm = not (one.carried or other.carried)
    if gap is not None and gap > 1 and firm:
        return "different days"
    verbal = one.deed.verbal and other.deed.verbal
    if verbal and gap == 1 and one.exact and other.exact and firm:
        return "spoken on different days"
    if gap == 1 and one.exact and other.exact and firm and one.document == other.document:
        return "different days in one text"
    if verbal and are_strangers(one.cast, other.cast):
        return "spoken by different parties"
    if one.document == other.document and distance_band(one.places, other.places) == "place_far":
        return "different places in one text"
    return None


def deny_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Are different acts denied?"""
    return one != other and not one & other


def are_strangers(one: Cast, other: Cast) -> bool:
    """Do both name who acts, and nobody the same?"""
    return bool(one.actors and other.actors) and not _meet(one.actors, other.actors)


def find_features(one: Account, other: Account, rarity: Rarity) -> dict[str, float]:
    """What holds of a pair, by the names of weights.toml, with its strength (1 where it is plain yes)."""
    parts = (
        compare_deeds(one.deed, other.deed, rarity),
        compare_casts(one.cast, other.cast, rarity),
        compare_places(one.places, other.places, rarity),
        compare_figures(one.figures, other.figures, rarity),
    )
    found: dict[str, float] = {"pile": rarity.pile} if rarity.pile else {}
    for part in parts:
        found |= part
    return found | compare_the_rest(one, other, rarity, parts[0], alike_in(found))


def compare_the_rest(
    one: Account, other: Account, rarity: Rarity, deeds: Mapping[str, float], alike: Alike
) -> dict[str, float]:
    """What holds of a pair beyond its deeds, casts, places and figures: time, status, words, where it stands."""
    found: dict[str, float] = {}
    if not (one.words and other.words):
        found["wordless"] = 1.0
        if one.publisher and one.publisher == other.publisher:
            found["one_source_twice"] = 1.0
    gap = _gap(one, other)
    _time_features(one, other, rarity, gap, found)
    if (one.deed.total and other.is_single) or (other.deed.total and one.is_single):
        found["total_and_single"] = 1.0
    if one.deed.verbal and other.deed.verbal and one.document == other.document and one.holder == other.holder:
        found["told_apart"] = 1.0
    _word_features(one, other, rarity, deeds, found)
    _status_features(one, other, gap, found)
    alike_here = alike_in(found)
    if "same_day" in found and not (alike.any or alike_here.any):
        found["day_alone"] = 1.0
    if gap is None and "uncoded" not in deeds and not (alike.beyond_who or alike_here.beyond_who):
        found["who_alone"] = 1.0
    return found


class Alike(NamedTuple):
    """Whether something beyond the day makes two accounts alike, and whether something beyond who takes part does."""

    any: bool
    beyond_who: bool


def alike_in(found: Mapping[str, float]) -> Alike:
    """What of these features makes two accounts alike."""
    return Alike(not _ALIKE.isdisjoint(found), not _BEYOND_WHO.isdisjoint(found))


def _past_and_ahead(one: str, other: str) -> bool:
    return (one == "historical" and other in AHEAD) or (other == "historical" and one in AHEAD)


def _gap(one: Account, other: Account) -> int | None:
    """Days between two periods; 0 where they meet; None where one is unknown."""
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return None
    return max(0, other.earliest - one.latest, one.earliest - other.latest)


def length_of(account: Account) -> int:
    """The days of its period, at least one; of an unknown one 1."""
    if account.earliest is None or account.latest is None:
        return 1
    return max(1, account.latest - account.earliest + 1)


def _time_features(one: Account, other: Account, rarity: Rarity, gap: int | None, found: dict[str, float]) -> None:
    if gap is not None:
        if gap:
            found["a_day_apart"] = 1.0 if one.carried or other.carried else float(min(gap, 3))
        elif one.exact and other.exact:
            found["same_day"] = rarity.telling(
                "day", [day for day in (one.earliest, other.earliest) if day is not None]
            )
        else:
            lengths = (length_of(one), length_of(other))
            found["period_meets"] = math.sqrt(min(lengths) / max(lengths))  # a day within a month says little
        return
    if one.published is None or other.published is None:
        return
    if one.earliest is None and other.earliest is None:
        apart = abs(one.published - other.published)
        if apart <= 3:
            found["published_near"] = 1.0
        elif apart > 30:
            found["published_far"] = 1.0
        return
    dated, undated = (one, other) if one.earliest is not None else (other, one)
    if undated.report.modality == "actual" and dated.earliest is not None and undated.published is not None:
        since = undated.published - dated.earliest
        if since < 0:
            found["told_before"] = 1.0
        elif since <= 7:
            found["told_soon_after"] = 1.0
        elif since > 30:
            found["told_long_after"] = 1.0


def compare_casts(one: Cast, other: Cast, rarity: Rarity) -> dict[str, float]:
    """What holds of who takes part by two reports."""
    found: dict[str, float] = {}
    actors = _party_band(one.actors, other.actors)
    recipients = _party_band(one.recipients, other.recipients)
    if (actors == "other" and recipients in ("other", "") and _swapped(one, other)) or (
        actors == recipients == "sector" and _swapped_at_home(one, other)
    ):
        if not (one.reciprocal or other.reciprocal):
            found["swapped_roles"] = 1.0
        return found
    if actors:
        found[f"{actors}_actor"] = _party_weight(actors, "actor", one.actors, other.actors, rarity)
    if recipients:
        found[f"{recipients}_recipient"] = _party_weight(
            recipients, "recipient", one.recipients, other.recipients, rarity
        )
    return found


def _party_weight(band: str, role: str, one: Sequence[PartyKey], other: Sequence[PartyKey], rarity: Rarity) -> float:
    if band in ("other", "sector"):
        return 1.0
    return rarity.telling(role, {party.side for party in one} & {party.side for party in other})


def _party_band(one: Sequence[PartyKey], other: Sequence[PartyKey]) -> str:
    """ "same" (country and sector, or entity), "like" (country), "sector" (country, another sector), "other", or
    nothing.
    """
    if not one or not other:
        return ""
    best = ""
    for a in one:
        for b in other:
            if a.entity and a.entity == b.entity:
                return "same"
            if a.country == b.country and a.country is not None:
                if a.sectors & b.sectors:
                    return "same"
                if not (a.sectors and b.sectors) or (a.sectors & _STATE and b.sectors & _STATE):
                    best = "like"
                elif not best:
                    best = "sector"
    return best or "other"


def _swapped(one: Cast, other: Cast) -> bool:
    return _meet(one.actors, other.recipients) and _meet(one.recipients, other.actors)


def _swapped_at_home(one: Cast, other: Cast) -> bool:
    """Police on strikers, strikers on police: of one country, and each is what the other was."""
    pairs = ((one.actors, other.recipients), (one.recipients, other.actors))
    return all(_party_band(mine, theirs) in ("same", "like") for mine, theirs in pairs)


def _meet(one: Sequence[PartyKey], other: Sequence[PartyKey]) -> bool:
    return any(
        (a.country and a.country == b.country) or (a.entity and a.entity == b.entity) for a in one for b in other
    )


def compare_figures(one: Sequence[Figure], other: Sequence[Figure], rarity: Rarity) -> dict[str, float]:
    """What holds of the figures of two reports."""
    found: dict[str, float] = {}
    for outcome, low, high in one:
        for outcome_there, low_there, high_there in other:
            if outcome != outcome_there:
                continue
            if (low, high) == (low_there, high_there):
                value = rarity.telling("figure", (f"{outcome} {low}-{high}",)) if low else 0.0
                found["same_figure"] = max(found.get("same_figure", 0.0), value)
            elif not intervals_meet((low, high), (low_there, high_there)):
                found["other_count" if outcome in _OF_THE_DEED else "other_figure"] = 1.0
    return found


def intervals_meet(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Can both figures hold? An open end reaches as far as it must."""
    low = max(one[0] or 0, other[0] or 0)
    highs = [high for high in (one[1], other[1]) if high is not None]
    return not highs or low <= min(highs)


def _word_features(
    one: Account, other: Account, rarity: Rarity, deeds: Mapping[str, float], found: dict[str, float]
) -> None:
    same_document = one.document == other.document
    if same_document and one.report.sentence.start == other.report.sentence.start:
        found["same_sentence"] = 1.0
        return
    shared = rarity.shared_words(one, other)
    if shared:
        found["shared_words"] = shared
    near = rarity.shared_near(one, other)
    if near:
        found["shared_near"] = near
    elif one.near and other.near and not same_document:
        found["other_near"] = 1.0
    names = rarity.shared_names(one, other)
    if names:
        found["shared_names"] = names
    if one.deed.verbal and other.deed.verbal:
        if not (one.cast.actors and other.cast.actors):
            found["unknown_voice"] = 1.0
        if shared < OTHER_MATTER and names < 2 * OTHER_MATTER:
            found["other_matter"] = 1.0
    if not same_document:
        context = rarity.shared_context(one.document, other.document)
        if context is not None:
            found["shared_context" if context >= ALOOF else "other_context"] = 1.0 if context < ALOOF else context
            if "bare_same_trigger" in deeds:
                found["same_trigger_and_context"] = context
            elif "uncoded" in deeds and "same_act" in deeds:
                found["same_act_and_context"] = context
        if shared > ALIKE and len(one.words & other.words) >= 5:
            same = one.deed.event == other.deed.event and one.deed.trigger & other.deed.trigger
            found["same_sentence_elsewhere" if same else "same_sentence"] = 1.0
        return
    if abs(one.start - other.start) < NEAR_CHARACTERS:
        found["near_in_text"] = 1.0
    earlier, later = (one, other) if one.start < other.start else (other, one)
    if later.antecedent is not None:
        found["points_back" if later.antecedent == earlier.report.id else "points_elsewhere"] = 1.0


def _status_features(one: Account, other: Account, gap: int | None, found: dict[str, float]) -> None:
    first, second = one.report.modality, other.report.modality
    if first == second:
        return
    if "historical" in (first, second) and gap is None:
        found["past_and_present"] = 1.0
    elif "historical" not in (first, second):
        found["other_modality"] = 1.0
