"""Accounts set side by side: the reports of a pile become incidents, and where they part comparisons."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.collecting import uncollected
from rashomon.linking.blaming import find_blames
from rashomon.linking.comparisons import compare_incident
from rashomon.linking.decisions import Word, read_word
from rashomon.linking.echoing import find_report_echoes
from rashomon.linking.gathering import gather, give_reasons, read_pile
from rashomon.linking.likeness import Weights
from rashomon.linking.relating import find_links
from rashomon.linking.telling import tell_incident
from rashomon.records import Comparison, Decision, Document, Incident, Linked, Report, Side


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
    with uncollected():
        return _link(reports, documents, sides, read_word(decisions), weights)


def _link(
    reports: Sequence[Report],
    documents: Sequence[Document],
    sides: Sequence[Side],
    word: Word,
    weights: Weights | None,
) -> Linked:
    by_id = {document.id: document for document in documents}
    live = [report for report in reports if report.review != "rejected"]
    echoes = find_report_echoes(live, by_id)
    pile = read_pile(live, by_id, sides=sides, weights=weights)
    groups = gather(pile, live, echoes=echoes, word=word)
    incident_of = {report: min(group) for group in groups for report in group}
    found = [
        dataclasses.replace(report, incident=incident_of.get(report.id), echo_of=echoes.get(report.id))
        for report in reports
    ]
    incidents, comparisons = _tell(found, groups, by_id, sides, word)
    reasons = give_reasons(pile, groups)
    incidents = tuple(
        dataclasses.replace(incident, reasons=(*incident.reasons, *reasons[incident.id])) for incident in incidents
    )
    return Linked(tuple(found), incidents, comparisons)


def _tell(
    reports: Sequence[Report],
    groups: Sequence[frozenset[str]],
    documents: Mapping[str, Document],
    sides: Sequence[Side],
    word: Word,
) -> tuple[tuple[Incident, ...], tuple[Comparison, ...]]:
    by_id = {report.id: report for report in reports}
    members = {min(group): [by_id[report] for report in sorted(group)] for group in groups}
    links, blames = find_links(members), find_blames(members)
    incidents, comparisons = [], []
    disputed: dict[str, list[str]] = defaultdict(list)
    for incident, told in members.items():
        compared = compare_incident(incident, told, documents, sides=sides, blames=blames.get(incident, ()))
        found = [comparison for comparison in compared if comparison.id not in word.not_disputes]
        comparisons += found
        disputed[incident] = [comparison.id for comparison in found if comparison.is_dispute]
        incidents.append(
            tell_incident(
                incident, told, documents, sides=sides, links=links.get(incident, ()),
                disputes=[comparison for comparison in found if comparison.is_dispute],
            )
        )  # fmt: skip
    return tuple(incidents), tuple(comparisons)
