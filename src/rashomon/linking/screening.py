"""The most that each pair of a block can score, for all pairs at once, so that only those that can reach zero are
compared.

The bound adds what is cheap to know exactly (days, event types, modality, who takes part, distance) and the most that
the rest can give; a pair that passes is bounded again with the words that its two sentences share. A pair that
likeness would join is never left out; a test holds it to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.linking.accounts import Account, PartyKey
from rashomon.linking.columns import (
    Flags,
    Integers,
    Marks,
    Numbers,
    Sets,
    code_values,
    flags,
    keep_sets,
    mark,
    numbers,
    share,
    shared_mass,
    shared_product,
)
from rashomon.linking.likeness import (
    ALIKE,
    ALOOF,
    CODED_SENSE,
    FAR_KM,
    KILOMETRES_A_DEGREE,
    NEAR_KM,
    OTHER_MATTER,
    Weights,
)
from rashomon.linking.rarity import CONTEXT_NAMES, MOST_TELLING, SAME_SUBJECT, Rarity
from rashomon.linking.senses import Senses
from rashomon.linking.vocabulary import load_vocabulary

_SLACK = 1e-4
_MOST_TRIGGERS = 2000  # with more, any two are taken to be able to mean one act


class Screen:
    """The reports of a pile as columns of numbers, and the bound that they give on a pair."""

    def __init__(self, accounts: Sequence[Account], rarity: Rarity, weights: Weights) -> None:
        self._weights = weights
        self._base = weights["bias"] + weights["pile"] * rarity.pile + _most_of_words(weights)
        self._verbal = flags(a.deed.verbal for a in accounts)
        self._time_columns(accounts, rarity)
        self._act_columns(accounts, rarity)
        self._party_columns(accounts, rarity)
        self._place_columns(accounts, rarity)
        self._word_columns(accounts, rarity)
        figures = [[f"{outcome} {low}-{high}" for outcome, low, high in a.figures] for a in accounts]
        self._figures, self._figure_tells = mark(figures)[0], _most(rarity, "figure", figures)

    def passing(self, rows: Integers) -> tuple[Integers, Integers, Numbers]:
        """The pairs of these sorted indices whose bound is above zero, by their positions, with their bounds."""
        bound = self._bound(rows)
        first, second = np.nonzero(np.triu(bound > -_SLACK, k=1))
        return first, second, bound[first, second]

    def sift(self, first: Integers, second: Integers, bound: Numbers) -> Flags:
        """Which of these pairs of indices, with their bounds, can still reach zero with the words that they share."""
        least = bound - _most_of_words(self._weights) + self._words(first, second)
        kept = np.asarray(least > -_SLACK)
        context = self._context(first[kept], second[kept]) - _most_of_context(self._weights)
        kept[kept] = least[kept] + context > -_SLACK
        return kept

    def _bound(self, rows: Integers) -> Numbers:
        weights = self._weights
        bound = self._base + self._time(rows) + self._act(rows) + self._parties(rows) + self._where(rows)
        told = max(weights["same_figure"], 0.0) * _all(np.minimum, self._figure_tells[rows])
        bound += np.where(_all(share, self._figures[rows]), told, 0.0)
        bound += sum(
            max(0.0, weights[name]) for name in ("other_figure", "other_count", "other_arms", "day_alone", "who_alone")
        )
        close = sum(
            max(weights[name], 0.0) for name in ("points_back", "points_elsewhere", "near_in_text", "same_sentence")
        )
        return bound + np.where(_all(np.equal, self._document[rows]), close, 0.0)

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

    def _time(self, rows: Integers) -> Numbers:
        weights = self._weights
        earliest, latest = self._earliest[rows], self._latest[rows]
        gap = np.maximum(0.0, np.maximum(earliest[None, :] - latest[:, None], earliest[:, None] - latest[None, :]))
        both, days, firm = _both(self._known[rows]), _both(self._exact[rows]), _both(self._firm[rows])
        same_day = weights["same_day"] * _all(np.maximum, self._day[rows])
        apart = weights["a_day_apart"] * np.where(firm, np.minimum(gap, 3.0), 1.0)
        told_together = _both(self._verbal[rows]) | _all(np.equal, self._document[rows])
        apart[firm & ((gap > 1) | (days & told_together))] = -np.inf
        names = ("published_near", "published_far", "told_before", "told_soon_after", "told_long_after")
        unknown = max(0.0, *(weights[name] for name in names))
        bound = np.where(both, np.where(gap == 0, np.where(days, same_day, weights["period_meets"]), apart), unknown)
        bound[_all(np.not_equal, self._denial[rows])] = -np.inf
        past = np.where(both, 0.0, weights["past_and_present"])
        status = np.where(_all(np.logical_or, self._past[rows]), past, weights["other_modality"])
        return bound + np.where(_all(np.equal, self._modality[rows]), 0.0, status)

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
        self._senses = _sense_table(tuple(kinds), self._weights)

    def _act(self, rows: Integers) -> Numbers:
        weights, event, mode = self._weights, self._event[rows], self._mode[rows]
        coded = _both(self._coded[rows])
        bound = self._events[event[:, None], event[None, :]] + np.where(coded, 0.0, weights["uncoded"])
        moded = np.where(_all(np.equal, mode), weights["same_mode"], weights["other_mode"])
        bound += np.where(coded & _all(np.equal, event) & _both(mode != 0), moded, 0.0)
        acts = self._acts[rows]
        apart = coded & _both((acts != 0) & ~self._general[rows]) & ~share(acts[:, None], self._beside[rows][None, :])
        context = np.where(coded, 0.0, max(weights["same_act_and_context"], 0.0))
        same_act = max(weights["same_act"], 0.0) * _all(np.minimum, self._act_tells[rows]) + context
        trigger = _all(share, self._trigger[rows])
        strange = ~trigger & (~coded | _both(~self._general[rows]))
        rest = np.where(strange, weights["other_trigger"], max(weights["other_trigger"], 0.0))
        bound += np.where(_all(share, acts), same_act, np.where(apart, weights["other_act"], rest))
        sense = np.where(apart, 0.0, _lookup(self._senses, self._sense[rows]) * np.where(coded, CODED_SENSE, 1.0))
        sense += np.where(_all(share, self._roots[rows]), max(weights["like_trigger"], 0.0), 0.0)
        same = max(weights["same_trigger"], 0.0) * _all(np.minimum, self._trigger_tells[rows])
        same += np.where(coded, 0.0, max(weights["same_trigger_and_context"], 0.0))
        same += max(weights["same_sentence_elsewhere"], 0.0)
        bound += np.where(trigger, np.maximum(same, sense), sense)
        twice = _all(np.equal, self._document[rows]) & _all(np.equal, self._holder[rows]) & _both(self._verbal[rows])
        return bound + np.where(twice, weights["told_apart"], 0.0)

    # --- who ---

    def _party_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        self._reciprocal = flags(a.cast.reciprocal for a in accounts)
        self._actors = _read_parties([a.cast.actors for a in accounts], "actor", rarity)
        self._recipients = _read_parties([a.cast.recipients for a in accounts], "recipient", rarity)

    def _parties(self, rows: Integers) -> Numbers:
        weights, total = self._weights, np.zeros((len(rows), len(rows)))
        reciprocal = _all(np.logical_or, self._reciprocal[rows])
        for role, (names, tells) in (("actor", self._actors), ("recipient", self._recipients)):
            both = _both(names[rows] != 0)
            meeting = _all(share, names[rows])
            told = max(0.0, weights[f"same_{role}"], weights[f"like_{role}"]) * _all(np.minimum, tells[rows])
            told = np.maximum(told, weights[f"sector_{role}"])
            other = np.where(reciprocal, max(0.0, weights[f"other_{role}"]), weights[f"other_{role}"])
            total += np.where(meeting, told, np.where(both, other, 0.0))
            if role == "actor":
                total[both & ~meeting & _both(self._verbal[rows])] = -np.inf
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

    def _where(self, rows: Integers) -> Numbers:
        weights, places, wide = self._weights, self._places[rows], self._within[rows]
        latitude, longitude = self._latitude[rows], self._longitude[rows]
        east = _all(np.subtract, longitude) * np.cos(np.radians(_all(np.add, latitude) / 2))
        kilometres = np.hypot(_all(np.subtract, latitude), east) * KILOMETRES_A_DEGREE
        best = max(0.0, *(weights[name] for name in ("place_contains", "place_near", "other_country")))
        contains = share(places[:, None], wide[None, :]) | share(wide[:, None], places[None, :])
        far = (kilometres > FAR_KM + 1) & _both(self._fine[rows])
        points = np.where(
            kilometres < NEAR_KM + 1, max(0.0, weights["place_near"]), np.where(far, weights["place_far"], 0)
        )
        points[far & _all(np.equal, self._document[rows]) & ~contains] = -np.inf
        other = np.where(_both(self._pointed[rows]) & ~contains, points, best)
        same = np.maximum(best, max(weights["same_place"], 0.0) * _all(np.minimum, self._place_tells[rows]))
        return np.where(_both(self._placed[rows]), np.where(_all(share, places), same, other), 0.0)

    # --- the words of their sentences ---

    def _word_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        words, names = rarity.of_words, rarity.of_names
        self._sentence = keep_sets([{word: words[word] for word in a.words} for a in accounts])
        self._names = keep_sets([{name: names[name] for name in a.names} for a in accounts])
        self._near = keep_sets([{word: words.get(word, 0.1) for word in a.near} for a in accounts])
        told = sorted({a.document for a in accounts})
        self._contexts = keep_sets([rarity.contexts.get(document, {}) for document in told], widest=CONTEXT_NAMES)
        place = {document: number for number, document in enumerate(told)}
        self._document = np.fromiter((place[a.document] for a in accounts), dtype=np.int64)
        self._acting = flags(bool(a.cast.actors) for a in accounts)
        self._publisher = code_values(("", *(a.publisher or "" for a in accounts)))[1:]

    def _words(self, first: Integers, second: Integers) -> Numbers:
        """By pair the most that the words of the two sentences give, the documents' likeness taken at its best."""
        weights = self._weights
        shared, near = _share_of(self._sentence, first, second), _share_of(self._near, first, second)
        names = np.minimum(2.0, shared_mass(self._names, first, second) / 3.0)
        alike = weights["shared_words"] * shared + weights["shared_names"] * names + weights["shared_near"] * near
        strange = (near == 0) & (self._near.mass[first] > 0) & (self._near.mass[second] > 0)
        verbal = self._verbal[first] & self._verbal[second]
        unknown = verbal & ~(self._acting[first] & self._acting[second])
        matter = verbal & (shared < OTHER_MATTER - _SLACK) & (names < 2 * OTHER_MATTER - _SLACK)
        total = alike + np.where(strange, weights["other_near"], 0.0) + _most_of_context(weights)
        total += np.where(unknown, weights["unknown_voice"], 0.0) + np.where(matter, weights["other_matter"], 0.0)
        again = share(self._trigger[first], self._trigger[second]) & (shared < ALIKE - _SLACK)
        total -= np.where(again, max(0.0, weights["same_sentence_elsewhere"]), 0.0)  # the bound took it for granted
        within = self._document[first] == self._document[second]
        wordless = (self._sentence.mass[first] == 0) | (self._sentence.mass[second] == 0)
        twice = wordless & (self._publisher[first] == self._publisher[second]) & (self._publisher[first] != 0)
        total = np.where(within, np.maximum(alike, 0.0) + _most_of_context(weights), total)
        return total + np.where(wordless, weights["wordless"], 0.0) + np.where(twice, weights["one_source_twice"], 0.0)

    def _context(self, first: Integers, second: Integers) -> Numbers:
        """By pair what the likeness of the two documents gives; nothing within one or where one has no names."""
        weights, sets = self._weights, self._contexts
        one, other = self._document[first], self._document[second]
        context = np.minimum(1.0, shared_product(sets, one, other) / SAME_SUBJECT)
        near, aloof = weights["shared_context"] * context, np.full(len(first), weights["other_context"])
        total = np.where(context >= ALOOF, near, aloof)
        total = np.where(np.abs(context - ALOOF) < _SLACK, np.maximum(near, aloof), total)
        return np.where((one == other) | (sets.sizes[one] == 0) | (sets.sizes[other] == 0), 0.0, total)


def _most_of_words(weights: Weights) -> float:
    names = ("shared_words", "unknown_voice", "other_matter", "wordless", "one_source_twice")
    most = sum(max(0.0, weights[name]) for name in names) + 2 * max(0.0, weights["shared_names"])
    return most + max(0.0, weights["shared_near"], weights["other_near"]) + _most_of_context(weights)


def _most_of_context(weights: Weights) -> float:
    return max(0.0, weights["shared_context"], weights["other_context"])


def _share_of(sets: Sets, first: Integers, second: Integers) -> Numbers:
    """0-1 by pair: the weight of the shared values by that of the lighter row's."""
    least = np.minimum(sets.mass[first], sets.mass[second])
    shared = shared_mass(sets, first, second)
    return np.minimum(1.0, np.divide(shared, least, out=np.zeros(len(first)), where=least > 0))


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


def _sense_table(kinds: tuple[Senses, ...], weights: Weights) -> Numbers:
    """What two kinds of trigger can give for what they can mean; one number where there are too many kinds."""
    most = max(0.0, weights["same_sense"], weights["near_sense"])
    if len(kinds) > _MOST_TRIGGERS:
        return np.full((1, 1), most)
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
            table[np.ix_(having, there)] = most
            table[np.ix_(there, having)] = most
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


def _all(operation: Callable[[Any, Any], Any], column: NDArray[Any]) -> Any:
    """The operation on each pair of a column's values."""
    return operation(column[:, None], column[None, :])


def _both(column: Flags) -> Flags:
    both: Flags = column[:, None] & column[None, :]
    return both


def _lookup(table: Numbers, kinds: Integers) -> Numbers:
    if table.shape == (1, 1):
        return np.full((len(kinds), len(kinds)), table[0, 0])
    found: Numbers = table[kinds[:, None], kinds[None, :]]
    return found
