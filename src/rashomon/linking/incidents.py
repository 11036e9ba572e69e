"""Accounts set side by side: reports of one happening become an incident, and where they part a comparison.

Events are grouped by likeness inside blocks; denials, plans and threats of a happening stand with it under their own
modality, and so does "denied any role", which finds what it denies in what others tell. Circumstances join the incident
of the report they are about. People's decisions are obeyed last and always.
"""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.linking.accounts import Account, denied_acts, read_accounts, read_contexts
from rashomon.linking.blocks import find_pairs
from rashomon.linking.comparisons import compare_incident
from rashomon.linking.decisions import Word, obey, read_word
from rashomon.linking.echoing import find_report_echoes
from rashomon.linking.grouping import group_pairs
from rashomon.linking.likeness import Rarity, Weights, load_weights, score_accounts
from rashomon.linking.relating import find_links
from rashomon.linking.screening import Screen
from rashomon.linking.telling import tell_incident
from rashomon.records import Comparison, Decision, Document, Incident, Linked, Report, Side

_ECHO_SCORE = 6.0
_DENIAL_FLOOR = 0.5
_BESIDE = 400  # characters


def link(
    reports: Sequence[Report],
    documents: Sequence[Document],
    *,
    sides: Sequence[Side] = (),
    decisions: Sequence[Decision] = (),
    weights: Weights | None = None,
) -> Linked:
    """Link the reports of a pile: incidents, comparisons, and the reports with both filled in.

    ``sides`` are those of the study; without one each country is its own. ``decisions`` of people are obeyed always.
    ``weights`` default to those of weights.toml. The order of reports and documents changes nothing.
    """
    by_id = {document.id: document for document in documents}
    live = [report for report in reports if report.review != "rejected"]
    word = read_word(decisions)
    echoes = find_report_echoes(live, by_id)
    groups = group_reports(live, by_id, sides=sides, echoes=echoes, weights=weights, word=word)
    incident_of = {report: min(group) for group in groups for report in group}
    found = [
        dataclasses.replace(report, incident=incident_of.get(report.id), echo_of=echoes.get(report.id, report.echo_of))
        for report in reports
    ]
    incidents, comparisons = _tell(found, groups, by_id, sides, word)
    return Linked(tuple(found), incidents, comparisons)


def group_reports(
    reports: Sequence[Report],
    documents: Mapping[str, Document],
    *,
    sides: Sequence[Side] = (),
    echoes: Mapping[str, str] | None = None,
    weights: Weights | None = None,
    word: Word | None = None,
) -> list[frozenset[str]]:
    """The ids of the reports of each incident, a report told once being an incident of its own."""
    weights = weights or load_weights()
    word = word or read_word(())
    accounts = read_accounts([report for report in reports if report.kind == "event"], documents, sides)
    rarity = Rarity(accounts, read_contexts(documents, accounts))
    groups = _group_accounts(accounts, rarity, echoes or {}, weights, word)
    groups = _answer_denials(accounts, groups, rarity)
    named = [{accounts[index].report.id for index in group} for group in groups]
    _add_circumstances(named, reports)
    return sorted(obey(named, word), key=min)


def _group_accounts(
    accounts: Sequence[Account], rarity: Rarity, echoes: Mapping[str, str], weights: Weights, word: Word
) -> list[tuple[int, ...]]:
    index_of = {account.report.id: account.index for account in accounts}
    apart = {
        (min(index_of[a], index_of[b]), max(index_of[a], index_of[b]))
        for a, b in word.apart
        if a in index_of and b in index_of
    }

    def score(one: int, other: int) -> float:
        if (one, other) in apart or (other, one) in apart:
            return -math.inf
        return score_accounts(accounts[one], accounts[other], rarity=rarity, weights=weights)

    screen = Screen(accounts, rarity, weights)
    scores = {pair: value for pair in find_pairs(accounts, rarity, screen=screen) if (value := score(*pair)) > 0}
    for echo, original in echoes.items():
        if echo in index_of and original in index_of:
            pair = (index_of[echo], index_of[original])
            pair = (min(pair), max(pair))
            if pair not in apart:
                scores[pair] = _ECHO_SCORE
    return group_pairs(len(accounts), scores, score)


def _answer_denials(
    accounts: Sequence[Account], groups: list[tuple[int, ...]], rarity: Rarity
) -> list[tuple[int, ...]]:
    """ "Tehran denied any role" joins the incident whose act others ascribe to Tehran, also when told in another
    document.
    """
    joined: dict[int, int] = {}
    for place, group in enumerate(groups):
        if len(group) != 1 or not accounts[group[0]].denial:
            continue
        denial = accounts[group[0]]
        best = max(
            (
                (_answers(denial, [accounts[i] for i in other], rarity), -number)
                for number, other in enumerate(groups)
                if number != place
            ),
            default=(0.0, 0),
        )
        if best[0] > _DENIAL_FLOOR:
            joined[place] = -best[1]
    members = [list(group) for group in groups]
    for place, target in joined.items():
        if target not in joined:
            members[target] += members[place]
            members[place] = []
    return [tuple(sorted(group)) for group in members if group]


def _answers(denial: Account, group: Sequence[Account], rarity: Rarity) -> float:
    """How well a group fits what is denied: it is ascribed to the denier, shares words, and is near in time or text."""
    deniers = {party.side for party in denial.actors}
    ascribed = any(deniers & {party.side for party in account.actors} for account in group)
    nobody = all(not account.actors for account in group)
    named = denied_acts(denial)
    told = {act for account in group for act in account.acts}
    beside = any(a.document == denial.document and abs(a.start - denial.start) < _BESIDE for a in group)
    if any(account.verbal for account in group) or not (ascribed or nobody):
        if not (named & told and beside):
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


def _tell(
    reports: Sequence[Report],
    groups: Sequence[frozenset[str]],
    documents: Mapping[str, Document],
    sides: Sequence[Side],
    word: Word,
) -> tuple[tuple[Incident, ...], tuple[Comparison, ...]]:
    by_id = {report.id: report for report in reports}
    members = {min(group): [by_id[report] for report in sorted(group)] for group in groups}
    links = find_links(members)
    incidents, comparisons = [], []
    disputed: dict[str, list[str]] = defaultdict(list)
    for incident, told in members.items():
        found = [c for c in compare_incident(incident, told, documents, sides=sides) if c.id not in word.not_disputes]
        comparisons += found
        disputed[incident] = [comparison.id for comparison in found if comparison.is_dispute]
        incidents.append(
            tell_incident(
                incident, told, documents, sides=sides, links=links.get(incident, ()),
                disputes=[comparison for comparison in found if comparison.is_dispute],
            )
        )  # fmt: skip
    return tuple(incidents), tuple(comparisons)
