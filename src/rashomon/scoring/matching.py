"""Which report was found for which claim: the best one-to-one matching, and what is right about each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import Party, Report, SpeakerParty
from rashomon.scoring.gold import GoldClaim, bounds


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the report that was found for it; ``None`` where the gold states nothing to score."""

    claim: GoldClaim
    report: Report
    event: bool
    actor: bool | None
    recipient: bool | None
    mode: bool | None
    date: bool | None

    @property
    def dyad(self) -> bool:
        """The event and both roles are right; a role that the gold does not state cannot be wrong."""
        return self.event and self.actor is not False and self.recipient is not False


@dataclass(frozen=True, slots=True)
class Matching:
    """Claims and reports matched one to one, with what is left on either side."""

    pairs: tuple[Pair, ...]
    missed: tuple[GoldClaim, ...]
    spurious: tuple[Report, ...]
    left_out: tuple[Report, ...]  # contents of rightly found reports, at most one each; not held against us

    @property
    def right(self) -> tuple[Pair, ...]:
        """The pairs whose event agrees: all other figures are taken over these."""
        return tuple(pair for pair in self.pairs if pair.event)


def match(claims: Sequence[GoldClaim], reports: Sequence[Report]) -> Matching:
    """Match claims and reports one to one: as many right events as can be, then roles, then nearness.

    A report can match a claim of its document when its trigger overlaps the claim's piece of text.
    Circumstances are no reports of an event and take no part.
    """
    told = [report for report in reports if report.event is not None]
    pairs: list[Pair] = []
    for document in sorted({claim.document for claim in claims}):
        possible: dict[tuple[int, int], Pair] = {}
        for c, claim in enumerate(claims):
            for r, report in enumerate(told):
                if claim.document == document == report.document and _overlap(claim, report):
                    possible[c, r] = _pair(claim, report)
        pairs += [possible[chosen] for chosen in assign({key: _weigh(pair) for key, pair in possible.items()})]
    matched = {pair.claim.id for pair in pairs}
    taken = {pair.report.id for pair in pairs}
    alone = [report for report in told if report.id not in taken]
    rightly_found = {pair.report.id for pair in pairs if pair.event}
    left_out: dict[str, Report] = {}
    for report in alone:
        if report.content_of in rightly_found:
            left_out.setdefault(report.content_of, report)
    return Matching(
        pairs=tuple(pairs),
        missed=tuple(claim for claim in claims if claim.id not in matched),
        spurious=tuple(report for report in alone if left_out.get(report.content_of or "") is not report),
        left_out=tuple(left_out.values()),
    )


def assign(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one choice among the (row, column) pairs with the greatest sum of weights, all positive.

    The Hungarian method with potentials (Jonker and Volgenant's shortest augmenting paths). A row
    may stay alone: it then takes a column of its own that weighs nothing.
    """
    rows = sorted({row for row, _ in weights})
    columns = sorted({column for _, column in weights})
    n, m = len(rows), len(columns) + len(rows)
    cost = [[-weights.get((row, column), 0.0) for column in columns] + [0.0] * n for row in rows]
    row_potential, column_potential = [0.0] * (n + 1), [0.0] * (m + 1)
    holder = [0] * (m + 1)  # holder[j]: the row (from 1) that has column j
    for i in range(1, n + 1):
        holder[0], j0 = i, 0
        least, came_from, used = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while holder[j0]:
            used[j0] = True
            i0, delta, j1 = holder[j0], float("inf"), 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                reduced = cost[i0 - 1][j - 1] - row_potential[i0] - column_potential[j]
                if reduced < least[j]:
                    least[j], came_from[j] = reduced, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(m + 1):
                if used[j]:
                    row_potential[holder[j]] += delta
                    column_potential[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
        while j0:
            holder[j0] = holder[came_from[j0]]
            j0 = came_from[j0]
    chosen = [(rows[holder[j] - 1], columns[j - 1]) for j in range(1, len(columns) + 1) if holder[j]]
    return sorted(pair for pair in chosen if pair in weights)


def are_accepted(accepted: Sequence[str], parties: Sequence[Party | SpeakerParty]) -> bool:
    """More than half of the parties given are accepted."""
    right = sum(any(accepts(one, code) for one in accepted for code in _codes(party)) for party in parties)
    return right * 2 > len(parties)


def accepts(accepted: str, code: str) -> bool:
    """A bare country (or IGO, NGO, MNC) takes any sector of it; a sector must agree."""
    return code == accepted or (len(accepted) == 3 and code.startswith(accepted))


def _overlap(claim: GoldClaim, report: Report) -> bool:
    return report.trigger.start < claim.end and claim.start < report.trigger.end


def _weigh(pair: Pair) -> float:
    """Events first, then roles, then nearness: each step outweighs all that follow it."""
    claim, trigger = pair.claim, pair.report.trigger
    apart = abs(claim.start + claim.end - trigger.start - trigger.end)
    return 1e6 * pair.event + 1e3 * ((pair.actor is True) + (pair.recipient is True)) + 1 + 1 / (1 + apart)


def _pair(claim: GoldClaim, report: Report) -> Pair:
    return Pair(
        claim=claim,
        report=report,
        event=report.event in claim.event,
        actor=are_accepted(claim.actor, report.actors) if claim.actor else None,
        recipient=are_accepted(claim.recipient, report.recipients) if claim.recipient else None,
        mode=report.mode in claim.mode if claim.mode else None,
        date=_is_as_exact(claim.date, report) if claim.date else None,
    )


def _codes(party: Party | SpeakerParty) -> set[str]:
    codes = {party.code} if party.code else set()
    if party.country:
        codes |= {party.country} | {party.country + sector for sector in party.sectors}
    if isinstance(party, SpeakerParty) and party.kind == "unnamed":
        codes.add("unnamed")
    return codes


def _is_as_exact(date: str, report: Report) -> bool:
    """The report's period is the gold's or lies within it."""
    period = report.period
    if period is None or period.earliest is None or period.latest is None:
        return False
    first, last = bounds(date)
    return first <= period.earliest and period.latest <= last
