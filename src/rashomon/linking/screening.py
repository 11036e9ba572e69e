"""The most that each pair of a block can score, for all pairs at once, so that only those that can reach zero are
compared.

The bound adds what is cheap to know exactly (days, event types, modality, who takes part, distance) and the most that
the rest can give; a pair that passes is bounded again with the words that its two sentences share. A pair that
likeness would join is never left out; a test holds it to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from rashomon.linking.accounts import Account, PartyKey
from rashomon.linking.columns import Marks, Numbers, Pairs, code_values, flags, mark, numbers
from rashomon.linking.distance import FAR_KM, KILOMETRES_A_DEGREE, NEAR_KM
from rashomon.linking.likeness import ALIKE, ALOOF, OTHER_MATTER, Weights
from rashomon.linking.rarity import MOST_TELLING, Rarity
from rashomon.linking.senses import Senses
from rashomon.linking.vocabulary import load_vocabulary
from rashomon.linking.wording import Wording

_SLACK = 1e-4  # by which a bound is above what rounding could make of it
_MOST_TRIGGERS = 2000  # with more, any two are taken to be able to mean one act


class Screen:
    """The reports of a pile as columns of numbers, and the bound that they give on pairs."""

    def __init__(self, accounts: Sequence[Account], rarity: Rarity, weights: Weights, wording: Wording) -> None:
        self._weights, self._wording = weights, wording
        self._base = weights["bias"] + weights["pile"] * rarity.pile + _most_of_words(weights) + _SLACK
        self._verbal = flags(a.deed.verbal for a in accounts)
        self._publisher = code_values(("", *(a.publisher or "" for a in accounts)))[1:]
        self._acting = flags(bool(a.cast.actors) for a in accounts)
        self._time_columns(accounts, rarity)
        self._act_columns(accounts, rarity)
        self._party_columns(accounts, rarity)
        self._place_columns(accounts, rarity)
        figures = [[f"{outcome} {low}-{high}" for outcome, low, high in a.figures] for a in accounts]
        self._figures, self._figure_tells = mark(figures)[0], _most(rarity, "figure", figures)

    def bound(self, pairs: Pairs) -> Numbers:
        """The most that each pair can score, -inf where the two may not be one."""
        weights = self._weights
        bound = self._base + self._time(pairs) + self._act(pairs) + self._parties(pairs) + self._where(pairs)
        told = max(weights["same_figure"], 0.0) * pairs.least(self._figure_tells)
        bound += np.where(pairs.share(self._figures), told, 0.0)
        bound += sum(
            max(0.0, weights[name]) for name in ("other_figure", "other_count", "other_arms", "day_alone", "who_alone")
        )
        close = sum(
            max(weights[name], 0.0) for name in ("points_back", "points_elsewhere", "near_in_text", "same_sentence")
        )
        return bound + np.where(pairs.same(self._wording.document), close, 0.0)

    def sift(self, pairs: Pairs, bound: Numbers) -> Pairs:
        """Those of the pairs, with their bounds, that can still reach zero with the words that they share."""
        least = bound - _most_of_words(self._weights) + self._words(pairs)
        kept = least > 0
        pairs, least = pairs.chosen(kept), least[kept]
        return pairs.chosen(least + self._context(pairs) - _most_of_context(self._weights) > 0)

    # --- when, and in what state ---

    def _time_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        self._known = flags(a.earliest is not None and a.latest is not None for a in accounts)
        self._earliest = numbers(float(a.earliest or 0) for a in accounts)
        self._latest = numbers(float(a.latest or 0) for a in accounts)
        self._exact = flags(a.exact for a in accounts)
        self._firm = flags(not a.carried for a in accounts)
        self._day = numbers(rarity.telling("day", [a.earliest]) if a.earliest is not None else 0.0 for a in accounts)
        self._modality = code_values(a.report.modality for a in accounts)
        self._past = flags(a.report.modality == "historical" for a in accounts)
        self._denial = flags(a.deed.denial for a in accounts)

    def _time(self, pairs: Pairs) -> Numbers:
        weights = self._weights
        gap = pairs.between(self._earliest, self._latest)
        both, days, firm = pairs.both(self._known), pairs.both(self._exact), pairs.both(self._firm)
        same_day = weights["same_day"] * pairs.most(self._day)
        apart = weights["a_day_apart"] * np.where(firm, np.minimum(gap, 3.0), 1.0)
        told_together = pairs.both(self._verbal) | pairs.same(self._wording.document)
        apart[firm & ((gap > 1) | (days & told_together))] = -np.inf
        names = ("published_near", "published_far", "told_before", "told_soon_after", "told_long_after")
        unknown = max(0.0, *(weights[name] for name in names))
        bound = np.where(both, np.where(gap == 0, np.where(days, same_day, weights["period_meets"]), apart), unknown)
        bound[~pairs.same(self._denial)] = -np.inf
        past = np.where(both, 0.0, weights["past_and_present"])
        status = np.where(pairs.either(self._past), past, weights["other_modality"])
        return bound + np.where(pairs.same(self._modality), 0.0, status)

    # --- what ---

    def _act_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        events = sorted({a.deed.event or "" for a in accounts})
        self._event = np.array([events.index(a.deed.event or "") for a in accounts], dtype=np.int64)
        self._events = _event_table(tuple(events), accounts, self._weights)
        self._mode = code_values(("", *(a.deed.mode or "" for a in accounts)))[1:]
        self._coded = flags(a.deed.event is not None for a in accounts)
        self._holder = code_values(a.holder for a in accounts)
        neighbours = load_vocabulary().neighbours
        wide = [[b for act in a.deed.acts for b in (act, *(b for x, b in neighbours if x == act))] for a in accounts]
        self._acts, self._beside = mark([a.deed.acts for a in accounts], wide)
        self._act_tells = _most(rarity, "act", [a.deed.acts for a in accounts])
        self._general = flags(a.deed.general for a in accounts)
        triggers = [a.deed.trigger for a in accounts]
        self._trigger, self._trigger_tells = mark(triggers)[0], _most(rarity, "trigger", triggers)
        self._roots = mark([a.deed.roots for a in accounts])[0]
        kinds: dict[Senses, int] = {}
        self._sense = np.fromiter((kinds.setdefault(a.deed.senses, len(kinds)) for a in accounts), dtype=np.int64)
        self._senses = _sense_table(tuple(kinds))

    def _act(self, pairs: Pairs) -> Numbers:
        weights = self._weights
        coded, specific = pairs.both(self._coded), pairs.both(~self._general)
        bound = self._events[self._event[pairs.first], self._event[pairs.second]]
        bound += np.where(coded, 0.0, weights["uncoded"])
        moded = np.where(pairs.same(self._mode), weights["same_mode"], weights["other_mode"])
        bound += np.where(coded & pairs.same(self._event) & pairs.both(self._mode != 0), moded, 0.0)
        apart = coded & specific & pairs.both(self._acts != 0) & ~pairs.share(self._acts, self._beside)
        context = np.where(coded, 0.0, max(weights["same_act_and_context"], 0.0))
        same_act = max(weights["same_act"], 0.0) * pairs.least(self._act_tells) + context
        trigger = pairs.share(self._trigger)
        strange = ~trigger & (~coded | specific)
        rest = np.where(strange, weights["other_trigger"], max(weights["other_trigger"], 0.0))
        bound += np.where(pairs.share(self._acts), same_act, np.where(apart, weights["other_act"], rest))
        most, bare = _most_of_sense(weights, ""), _most_of_sense(weights, "bare_")
        sense = np.where(apart, 0.0, self._sense_of(pairs) * np.where(coded, most, bare))
        sense += np.where(pairs.share(self._roots), max(weights["like_trigger"], 0.0), 0.0)
        again = max(weights["same_trigger"], weights["same_plain_trigger"], 0.0) * pairs.least(self._trigger_tells)
        bare_again = max(weights["bare_same_trigger"], 0.0) + max(weights["same_trigger_and_context"], 0.0)
        same = np.where(coded, again, bare_again)
        same += max(weights["same_sentence_elsewhere"], 0.0)
        bound += np.where(trigger, np.maximum(same, sense), sense)
        twice = pairs.same(self._wording.document) & pairs.same(self._holder) & pairs.both(self._verbal)
        return bound + np.where(twice, weights["told_apart"], 0.0)

    def _sense_of(self, pairs: Pairs) -> Numbers:
        if self._senses.shape == (1, 1):
            return np.full(len(pairs), self._senses[0, 0])
        found: Numbers = self._senses[self._sense[pairs.first], self._sense[pairs.second]]
        return found

    # --- who ---

    def _party_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        self._reciprocal = flags(a.cast.reciprocal for a in accounts)
        self._actors = _read_parties([a.cast.actors for a in accounts], "actor", rarity)
        self._recipients = _read_parties([a.cast.recipients for a in accounts], "recipient", rarity)

    def _parties(self, pairs: Pairs) -> Numbers:
        weights, total = self._weights, np.zeros(len(pairs))
        reciprocal = pairs.either(self._reciprocal)
        for role, (names, tells) in (("actor", self._actors), ("recipient", self._recipients)):
            both, meeting = pairs.both(names != 0), pairs.share(names)
            told = max(0.0, weights[f"same_{role}"], weights[f"like_{role}"]) * pairs.least(tells)
            told = np.maximum(told, weights[f"sector_{role}"])
            other = np.where(reciprocal, max(0.0, weights[f"other_{role}"]), weights[f"other_{role}"])
            total += np.where(meeting, told, np.where(both, other, 0.0))
            if role == "actor":
                total[both & ~meeting & pairs.both(self._verbal)] = -np.inf
        return total

    # --- where ---

    def _place_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        own = [[place.own for place in a.places if place.own] for a in accounts]
        wide = [[id for place in a.places for id in place.ids] for a in accounts]
        self._placed = flags(bool(a.places) for a in accounts)
        self._places, self._within = mark(own, wide)
        self._place_tells = _most(rarity, "place", own)
        single = [a.places[0] if len(a.places) == 1 and a.places[0].latitude is not None else None for a in accounts]
        self._pointed = flags(place is not None for place in single)
        self._fine = flags(place is not None and (place.precision or 9) <= 2 for place in single)
        self._latitude = numbers((place.latitude or 0.0) if place else 0.0 for place in single)
        self._longitude = numbers((place.longitude or 0.0) if place else 0.0 for place in single)

    def _where(self, pairs: Pairs) -> Numbers:
        weights, found = self._weights, np.zeros(len(pairs))
        placed = pairs.both(self._placed)
        pairs = pairs.chosen(placed)
        east = pairs.apart(self._longitude) * np.cos(np.radians(pairs.sum(self._latitude) / 2))
        kilometres = np.hypot(pairs.apart(self._latitude), east) * KILOMETRES_A_DEGREE
        best = max(0.0, *(weights[name] for name in ("place_contains", "place_near", "other_country")))
        contains = pairs.share(self._places, self._within)
        far = (kilometres > FAR_KM + 1) & pairs.both(self._fine)
        points = np.where(
            kilometres < NEAR_KM + 1, max(0.0, weights["place_near"]), np.where(far, weights["place_far"], 0)
        )
        points[far & pairs.same(self._wording.document) & ~contains] = -np.inf
        other = np.where(pairs.both(self._pointed) & ~contains, points, best)
        same = np.maximum(best, max(weights["same_place"], 0.0) * pairs.least(self._place_tells))
        found[placed] = np.where(pairs.share(self._places), same, other)
        return found

    # --- the words of their sentences ---

    def _words(self, pairs: Pairs) -> Numbers:
        """By pair the most that the words of the two sentences give, the documents' likeness taken at its best."""
        weights, wording = self._weights, self._wording
        shared, near, names = wording.shared_words(pairs), wording.shared_near(pairs), wording.shared_names(pairs)
        alike = weights["shared_words"] * shared + weights["shared_names"] * names + weights["shared_near"] * near
        strange = (near == 0) & pairs.both(wording.has_near)
        verbal = pairs.both(self._verbal)
        unknown = verbal & ~pairs.both(self._acting)
        matter = verbal & (shared < OTHER_MATTER - _SLACK) & (names < 2 * OTHER_MATTER - _SLACK)
        total = alike + np.where(strange, weights["other_near"], 0.0) + _most_of_context(weights)
        total += np.where(unknown, weights["unknown_voice"], 0.0) + np.where(matter, weights["other_matter"], 0.0)
        again = pairs.share(self._trigger) & (shared < ALIKE - _SLACK)
        total -= np.where(again, max(0.0, weights["same_sentence_elsewhere"]), 0.0)  # the bound took it for granted
        wordless = ~pairs.both(wording.has_words)
        twice = wordless & pairs.same(self._publisher) & (self._publisher[pairs.first] != 0)
        total = np.where(pairs.same(wording.document), np.maximum(alike, 0.0) + _most_of_context(weights), total)
        return total + np.where(wordless, weights["wordless"], 0.0) + np.where(twice, weights["one_source_twice"], 0.0)

    def _context(self, pairs: Pairs) -> Numbers:
        """By pair what the likeness of the two documents gives; nothing within one or where one has no names."""
        weights, wording = self._weights, self._wording
        context = wording.shared_context(pairs)
        near, aloof = weights["shared_context"] * context, np.full(len(pairs), weights["other_context"])
        total = np.where(context >= ALOOF, near, aloof)
        total = np.where(np.abs(context - ALOOF) < _SLACK, np.maximum(near, aloof), total)
        return np.where(pairs.same(wording.document) | ~pairs.both(wording.has_context), 0.0, total)


def _most_of_words(weights: Weights) -> float:
    names = ("shared_words", "unknown_voice", "other_matter", "wordless", "one_source_twice")
    most = sum(max(0.0, weights[name]) for name in names) + 2 * max(0.0, weights["shared_names"])
    return most + max(0.0, weights["shared_near"], weights["other_near"]) + _most_of_context(weights)


def _most_of_context(weights: Weights) -> float:
    return max(0.0, weights["shared_context"], weights["other_context"])


def _event_table(events: tuple[str, ...], accounts: Sequence[Account], weights: Weights) -> Numbers:
    families = {account.deed.event or "": account.deed.family for account in accounts}
    neighbours = load_vocabulary().event_neighbours
    table = np.zeros((len(events), len(events)))
    for i, one in enumerate(events):
        for j, other in enumerate(events):
            if not (one and other):
                continue
            if one == other:
                table[i, j] = weights["same_event"]
            elif (one, other) in neighbours:
                table[i, j] = weights["neighbour_event"]
            else:
                other_family = weights["other_family"] if families[one] != families[other] else 0.0
                table[i, j] = weights["other_event"] + other_family
    return table


def _most_of_sense(weights: Weights, kind: str) -> float:
    return max(0.0, weights[f"{kind}same_sense"], weights[f"{kind}near_sense"])


def _sense_table(kinds: tuple[Senses, ...]) -> Numbers:
    """Can two kinds of trigger mean one act (1) or not (0)? One number where there are too many kinds."""
    if len(kinds) > _MOST_TRIGGERS:
        return np.full((1, 1), 1.0)
    table: Numbers = np.zeros((len(kinds), len(kinds)))
    own: dict[int, list[int]] = defaultdict(list)
    broader: dict[int, list[int]] = defaultdict(list)
    for number, senses in enumerate(kinds):
        for sense in senses.own:
            own[sense].append(number)
        for sense in senses.broader:
            broader[sense].append(number)
    for sense, having in own.items():
        for there in (having, broader[sense]):
            table[np.ix_(having, there)] = 1.0
            table[np.ix_(there, having)] = 1.0
    return table


def _read_parties(told: Sequence[Sequence[PartyKey]], role: str, rarity: Rarity) -> tuple[Marks, Numbers]:
    """Who takes part as bits, and how telling the rarest is; of a declared side, which others may share, the most."""
    names = [[name for party in row for name in (party.country, party.entity) if name] for row in told]
    declared = flags(any(party.side != party.country for party in row) for row in told)
    tells = _most(rarity, role, [[party.side for party in row] for row in told])
    return mark(names)[0], np.where(declared, MOST_TELLING, tells)


def _most(rarity: Rarity, kind: str, rows: Iterable[Iterable[str]]) -> Numbers:
    """By row how telling its rarest value is."""
    return numbers(rarity.telling(kind, row) for row in rows)
