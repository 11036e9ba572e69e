"""From reports to groups: the reports that tell of one happening, by likeness inside blocks, and why they are together.

Denials, plans and threats of a happening stand with it, and so does "denied any role", which finds what it denies in
what others tell. Circumstances join the group of the report they are about. People's decisions are obeyed last and
always.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.linking.accounts import (
    Account,
    denied_acts,
    denies_outcome_of,
    read_accounts,
    read_contexts,
)
from rashomon.linking.blocks import BLOCK_LIMIT, find_pairs
from rashomon.linking.columns import Numbers, Pairs
from rashomon.linking.decisions import Word, obey, read_word
from rashomon.linking.deeds import tell_two_acts
from rashomon.linking.grouping import group_pairs
from rashomon.linking.likeness import Weights, compare_accounts, load_weights
from rashomon.linking.own_words import denies_claim
from rashomon.linking.rarity import Rarity
from rashomon.linking.screening import Screen
from rashomon.linking.weighing import Scores
from rashomon.linking.wording import Wording
from rashomon.records import Document, Report, Side

_ECHO_SCORE = 6.0
_DENIAL_FLOOR = 0.5
_BESIDE = 400  # characters
_LONG_AGO = 365  # days
_MOST_REASONS = 8
_RAREST = 8  # words of a denial by which what it denies is looked for
_TOLD_BY_MANY = 100  # groups: a word of more tells nothing


@dataclass(frozen=True, slots=True)
class Pile:
    """The reports of a pile as linking sees them, with what is rare among them and the weights in force."""

    accounts: tuple[Account, ...]
    rarity: Rarity
    weights: Weights


def read_pile(
    reports: Sequence[Report],
    documents: Mapping[str, Document],
    *,
    sides: Sequence[Side] = (),
    weights: Weights | None = None,
) -> Pile:
    """The events among the reports, ready to be compared."""
    accounts = read_accounts([report for report in reports if report.kind == "event"], documents, sides)
    return Pile(accounts, Rarity(accounts, read_contexts(documents, accounts)), weights or load_weights())


def group_reports(
    reports: Sequence[Report], documents: Mapping[str, Document], *, weights: Weights | None = None
) -> list[frozenset[str]]:
    """The ids of the reports of each incident, a report told once being an incident of its own."""
    return gather(read_pile(reports, documents, weights=weights), reports)


def gather(
    pile: Pile, reports: Sequence[Report], *, echoes: Mapping[str, str] | None = None, word: Word | None = None
) -> list[frozenset[str]]:
    """The groups of a pile: ``echoes`` are joined with what they repeat, ``word`` is what people decided."""
    word = word or read_word(())
    groups = _answer_denials(pile, _group_accounts(pile, echoes or {}, word))
    named = [{pile.accounts[index].report.id for index in group} for group in groups]
    _add_circumstances(named, reports)
    return sorted(obey(named, word), key=min)


def give_reasons(pile: Pile, groups: Iterable[frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """By the group's smallest id, how its first account is like each of the others: the score and its parts."""
    by_id = {account.report.id: account for account in pile.accounts}
    given: dict[str, tuple[str, ...]] = {}
    for group in groups:
        told = sorted((by_id[report] for report in group if report in by_id), key=lambda account: account.index)
        given[min(group)] = tuple(_reason(pile, told[0], other) for other in told[1 : _MOST_REASONS + 1])
    return given


def _reason(pile: Pile, one: Account, other: Account) -> str:
    likeness = compare_accounts(one, other, rarity=pile.rarity, weights=pile.weights)
    if likeness.barred:
        return f"{other.report.id} with {one.report.id}: kept together although {likeness.barred}"
    parts = sorted(
        ((pile.weights[name] * value, name) for name, value in likeness.reasons), key=lambda p: (-abs(p[0]), p[1])
    )
    words = ", ".join(f"{name.replace('_', ' ')} {value:+.1f}" for value, name in parts[:5])
    return f"{other.report.id} with {one.report.id}: {likeness.score:+.1f} ({words})"


def _group_accounts(pile: Pile, echoes: Mapping[str, str], word: Word) -> list[tuple[int, ...]]:
    accounts, rarity, weights = pile.accounts, pile.rarity, pile.weights
    index_of = {account.report.id: account.index for account in accounts}

    def known_pairs(told: Iterable[tuple[str, str]], value: float) -> dict[tuple[int, int], float]:
        found = ((index_of[a], index_of[b]) for a, b in told if a in index_of and b in index_of)
        return {(min(pair), max(pair)): value for pair in found}

    settled = known_pairs(echoes.items(), _ECHO_SCORE) | known_pairs(word.apart, -math.inf)
    wording = Wording(accounts, rarity)
    scores = Scores(accounts, rarity, weights, wording)
    screen = Screen(accounts, rarity, weights, wording)

    def score(pairs: Pairs) -> Numbers:
        values = scores.score(pairs)
        if settled:
            for place, pair in enumerate(pairs.told()):
                if pair in settled:
                    values[place] = settled[pair]
        return values

    edges = {pair: value for pair, value in settled.items() if value > 0}
    for pairs in find_pairs(accounts, rarity, screen=screen):
        values = score(pairs)
        edges |= zip(pairs.chosen(values > 0).told(), values[values > 0].tolist(), strict=True)

    def parted(one: Sequence[int], other: Sequence[int]) -> bool:
        return tell_two_acts([accounts[i].deed for i in one], [accounts[i].deed for i in other])

    return group_pairs(len(accounts), [(*pair, value) for pair, value in edges.items()], score, parted=parted)


def _answer_denials(pile: Pile, groups: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """ "Tehran denied any role" joins the incident whose act others ascribe to Tehran, wherever that is told."""
    accounts, rarity = pile.accounts, pile.rarity
    denying = {n for n, group in enumerate(groups) if all(accounts[index].deed.denial for index in group)}
    telling = {n: [accounts[index] for index in group] for n, group in enumerate(groups) if n not in denying}
    answering = {place: [accounts[index] for index in groups[place]] for place in sorted(denying)}
    joined: dict[int, int] = {}
    for place, near in _within_reach(answering, telling, rarity):
        fits = [
            (max(_answers(denial, telling[number], rarity) for denial in answering[place]), -number) for number in near
        ]
        best, number = max(fits, default=(0.0, 0))
        if best > _DENIAL_FLOOR:
            joined[place] = -number
    members = [list(group) for group in groups]
    for place, target in joined.items():
        if target not in joined:
            members[target] += members[place]
            members[place] = []
    return [tuple(sorted(group)) for group in members if group]


def _within_reach(
    denials: Mapping[int, Sequence[Account]], groups: Mapping[int, Sequence[Account]], rarity: Rarity
) -> Iterator[tuple[int, Collection[int]]]:
    """By group of denials the groups that may be what it denies: in a large pile those of its documents and those that
    share one of its rarest words with it.
    """
    if len(groups) <= BLOCK_LIMIT:
        yield from ((place, groups) for place in denials)
        return
    rarest = {place: {w for d in told for w in rarity.rarest(d.words, _RAREST)} for place, told in denials.items()}
    wanted = set[str]().union(*rarest.values())
    by_word, by_document = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for number, told in groups.items():
        for account in told:
            by_document[account.document].add(number)
            for word in account.words & wanted:
                by_word[word].add(number)
    for place, told in denials.items():
        near = set[int]().union(*(by_document[denial.document] for denial in told))
        yield place, near.union(*(by_word[word] for word in rarest[place] if len(by_word[word]) <= _TOLD_BY_MANY))


def _answers(denial: Account, group: Sequence[Account], rarity: Rarity) -> float:
    """How well a group fits what is denied: it is ascribed to the denier, shares words, and is near in time or text."""
    deniers = {party.side for party in denial.cast.actors}
    ascribed = any(deniers & {party.side for party in account.cast.actors} for account in group)
    if any(
        account.side in deniers
        and account.report.polarity == "affirmed"
        and deniers & {party.side for party in account.cast.actors}
        for account in group
    ):
        return 0.0  # they tell it of themselves
    nobody = all(not account.cast.actors for account in group)
    named = denied_acts(denial)
    told = {act for account in group for act in account.deed.acts}
    if named and not named & told:
        return 0.0
    beside = any(a.document == denial.document and abs(a.start - denial.start) < _BESIDE for a in group)
    days = [account.latest for account in group if account.latest is not None]
    if not beside and days and denial.published is not None and denial.published - max(days) > _LONG_AGO:
        return 0.0  # nobody denies without a word of it what is years past
    if any(account.deed.verbal for account in group) or not (ascribed or nobody) or not denies_claim(denial.report):
        if not (beside and (named & told or _suffered(denial, deniers, group))):
            return 0.0
        ascribed = True
    best = 0.0
    for account in group:
        value = 2.0 * rarity.shared_words(denial, account) + rarity.shared_names(denial, account)
        if denial.document == account.document:
            value += 1.0 / (1.0 + abs(denial.start - account.start) / 300.0)
        elif denial.published and account.published and abs(denial.published - account.published) > 14:
            value -= 0.5
        best = max(best, value)
    return best + (0.5 if ascribed else 0.0) + (0.5 if named & told else 0.0)


def _suffered(denial: Account, deniers: set[str], group: Sequence[Account]) -> bool:
    """ "Denied losing any ship": the one to whom it is said to have been done denies what came of it."""
    harmed = any(deniers & {party.side for party in account.cast.recipients} for account in group)
    return harmed and denies_outcome_of(denial)


def _add_circumstances(groups: list[set[str]], reports: Sequence[Report]) -> None:
    """A circumstance joins the incident of the report it is about; one about nothing stands alone."""
    group_of = {report: group for group in groups for report in group}
    waiting = [report for report in reports if report.kind == "circumstance"]
    for report in waiting:
        group = group_of.get(report.about or "")
        if group is None:
            group = set()
            groups.append(group)
        group.add(report.id)
        group_of[report.id] = group
