"""Found reports set against gold: which claims were found, with which roles, linked how, and which disputes.

The gold is a folder with ``documents.jsonl`` and ``gold.json``: claims, each with a piece of the text
that is unique in it and the values a careful coder accepts, best first; incidents and disputes over the
claims; pieces of text that are no events; pairs of documents that repeat each other. An empty list and
``null`` mean "not stated in the text" and are not scored.
"""

from __future__ import annotations

import calendar
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.records import Comparison, Document, Party, Report, SpeakerParty

# --- gold ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A number that a claim states: of what outcome, between what bounds (``None`` = open)."""

    kind: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim of one document with the values that are accepted for it, best first."""

    id: str
    document: str
    start: int  # where ``within`` lies in the document
    end: int
    event: tuple[str, ...]
    mode: tuple[str | None, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    date: str | None = None  # EDTF
    place: tuple[str, ...] = ()  # ISO 3166 alpha-3
    modality: tuple[str, ...] = ("actual",)
    polarity: str = "affirmed"
    speaker: tuple[str, ...] = ()  # codes, or "unnamed"; empty: the document's own voice
    figures: tuple[GoldFigure, ...] = ()
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDispute:
    """A point of an incident on which claims part; each position is the ids of its claims."""

    id: str
    incident: str
    facets: tuple[str, ...]
    positions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All that is known to be right about a pile of documents."""

    claims: tuple[GoldClaim, ...]
    disputes: tuple[GoldDispute, ...] = ()
    non_events: tuple[tuple[str, int, int], ...] = ()  # document, start, end
    duplicates: frozenset[frozenset[str]] = frozenset()


FACETS = {"toll": ("quantity",), "nature": ("act", "justification")}


def read_gold(path: Path, documents: Mapping[str, str]) -> Gold:
    """The gold of ``path`` (a gold.json); ``documents`` gives each document's text by its id.

    Raises ``InputError`` when the file cannot be read or a piece of text is not found once.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise InputError(f"{path}: not a gold.json that can be read ({problem})") from problem
    return Gold(
        claims=tuple(_read_claim(claim, documents, path) for claim in raw.get("claims", ())),
        disputes=tuple(_read_dispute(dispute) for dispute in raw.get("disputes", ())),
        non_events=tuple((piece["doc"], *_find_piece(piece, documents, path)) for piece in raw.get("non_events", ())),
        duplicates=frozenset(frozenset(pair) for pair in raw.get("duplicates", ())),
    )


# --- scores ----------------------------------------------------------------------------------------


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
class Tally:
    """Right ones, all that were found, all that were wanted."""

    right: float = 0
    found: float = 0
    wanted: float = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


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


@dataclass(frozen=True, slots=True)
class Score:
    """What ``score`` found out: the matching, and the figures by name."""

    matching: Matching
    figures: dict[str, float] = field(default_factory=dict)
    disputes: tuple[tuple[GoldDispute, Comparison], ...] = ()  # each gold dispute with the one that found it
    non_events: tuple[Report, ...] = ()  # reports made of what is no event


def score(
    gold: Gold, documents: Sequence[Document], reports: Sequence[Report], comparisons: Sequence[Comparison] = ()
) -> Score:
    """Set linked reports and their comparisons against the gold.

    ``figures``: event_p, event_r, event_f1, dyad_f1; accuracies over the pairs whose event agrees: mode,
    actor, recipient, date, figures; F1 over the answers that are not the usual one: modality_marked,
    polarity_marked, speaker_marked, place_marked; incident_pair_f1 over the matched claims
    (incident_pair_f1_all: claims that were not found count as alone); dispute_r, dispute_p;
    non_events_coded and echoes_false (numbers); echoes_found (share).
    """
    matching = match(gold.claims, reports)
    pairs, right = matching.pairs, matching.right
    events = Tally(len(right), len(pairs) + len(matching.spurious), len(gold.claims))
    dyads = Tally(sum(pair.dyad for pair in right), events.found, events.wanted)
    non_events = _coded_non_events(gold, matching)
    disputes = _find_disputes(gold, matching, reports, comparisons)
    echoes = {frozenset((d.id, d.echo_of)) for d in documents if d.echo_of}
    figures = {
        "event_p": events.precision,
        "event_r": events.recall,
        "event_f1": events.f1,
        "dyad_f1": dyads.f1,
        **{name: _accuracy(getattr(pair, name) for pair in right) for name in ("mode", "actor", "recipient", "date")},
        **{f"{name}_marked": tally.f1 for name, tally in marked_tallies(right).items()},
        "figures": _accuracy(answer for pair in right for answer in _figures_right(pair)),
        "non_events_coded": len({_overlapped(gold, report) for report in non_events}),
        "incident_pair_f1": pairwise([(pair.claim.incident, pair.report.incident) for pair in pairs]).f1,
        "incident_pair_f1_all": pairwise(
            [(pair.claim.incident, pair.report.incident) for pair in pairs]
            + [(claim.incident, None) for claim in matching.missed]
        ).f1,
        "dispute_r": len(disputes) / len(gold.disputes) if gold.disputes else 0.0,
        "dispute_p": len(disputes) / n if (n := sum(c.is_dispute for c in comparisons)) else 0.0,
        "echoes_found": len(echoes & gold.duplicates) / len(gold.duplicates) if gold.duplicates else 1.0,
        "echoes_false": len(echoes - gold.duplicates),
    }
    return Score(matching=matching, figures=figures, disputes=disputes, non_events=non_events)


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


def marked_tallies(pairs: Iterable[Pair]) -> dict[str, Tally]:
    """Modality, polarity, speaker and place, counted only where the answer is not the usual one."""
    tallies: dict[str, Tally] = {name: Tally() for name in ("modality", "polarity", "speaker", "place")}
    for pair in pairs:
        for name, (right, found, wanted) in marked_answers(pair).items():
            old = tallies[name]
            tallies[name] = Tally(old.right + right, old.found + found, old.wanted + wanted)
    return tallies


def marked_answers(pair: Pair) -> dict[str, tuple[bool, bool, bool]]:
    """Of each marked field: was it right, was it found as marked, is it marked in the gold."""
    claim, report = pair.claim, pair.report
    answers: dict[str, tuple[bool, bool, bool]] = {}
    if claim.modality == ("actual",) or "actual" not in claim.modality:
        wanted, found = "actual" not in claim.modality, report.modality != "actual"
        answers["modality"] = (wanted and found and report.modality in claim.modality, found, wanted)
    wanted, found = claim.polarity != "affirmed", report.polarity != "affirmed"
    answers["polarity"] = (wanted and found and report.polarity == claim.polarity, found, wanted)
    inner = innermost(report.speakers)
    answers["speaker"] = (bool(claim.speaker) and _are_accepted(claim.speaker, inner), bool(inner), bool(claim.speaker))
    countries = [place.country for place in report.places if place.country and place.role in ("at", "over")]
    in_country = sum(country in claim.place for country in countries) * 2 > len(countries)
    answers["place"] = (bool(claim.place) and in_country, bool(countries), bool(claim.place))
    return answers


def innermost(speakers: Sequence[SpeakerParty]) -> tuple[SpeakerParty, ...]:
    """The speakers of the innermost level: those who are said to know."""
    deepest = max((speaker.level for speaker in speakers), default=0)
    return tuple(speaker for speaker in speakers if speaker.level == deepest)


def pairwise(labels: Sequence[tuple[str | None, str | None]]) -> Tally:
    """Pairs put together, over items labelled (gold, found); ``None`` is a group of one.

    The three numbers are counted from the sizes of the groups, so that a hundred thousand items cost no more.
    """

    def together(groups: Iterable[object]) -> int:
        return sum(size * (size - 1) // 2 for size in Counter(groups).values())

    return Tally(
        right=together(pair for pair in labels if None not in pair),
        found=together(found for _, found in labels if found is not None),
        wanted=together(wanted for wanted, _ in labels if wanted is not None),
    )


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share of ``total`` judged ones (Wilson 1927); 95 % unless ``z`` says otherwise."""
    if not total:
        return 0.0, 1.0
    share, spread = right / total, z * z / total
    centre = (share + spread / 2) / (1 + spread)
    reach = z * (share * (1 - share) / total + spread / (4 * total)) ** 0.5 / (1 + spread)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def accepts(accepted: str, code: str) -> bool:
    """A bare country (or IGO, NGO, MNC) takes any sector of it; a sector must agree."""
    return code == accepted or (len(accepted) == 3 and code.startswith(accepted))


def bounds(edtf: str) -> tuple[str, str]:
    """The first and the last day that an EDTF date or interval can mean: "2018-11" -> 2018-11-01, 2018-11-30."""
    first, _, last = edtf.partition("/")
    return _day(first, last=False), _day(last or first, last=True)


# --- reading gold ------------------------------------------------------------------------------------


def _read_claim(raw: Mapping[str, Any], documents: Mapping[str, str], path: Path) -> GoldClaim:
    start, end = _find_piece(raw, documents, path)
    return GoldClaim(
        id=raw["id"],
        document=raw["doc"],
        start=start,
        end=end,
        event=_listed(raw["event"]),
        mode=tuple(raw.get("mode") or ()),
        actor=_listed(raw.get("actor")),
        recipient=_listed(raw.get("recipient")),
        date=raw.get("date"),
        place=_listed(raw.get("place")),
        modality=_listed(raw.get("modality") or "actual"),
        polarity=raw.get("polarity") or "affirmed",
        speaker=_listed(raw.get("attributed_to")),
        figures=tuple(GoldFigure(f["kind"], f.get("low"), f.get("high")) for f in raw.get("figures") or ()),
        incident=raw.get("incident"),
    )


def _listed(value: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _read_dispute(raw: Mapping[str, Any]) -> GoldDispute:
    return GoldDispute(
        id=raw["id"],
        incident=raw["incident"],
        facets=_listed(raw.get("facets")) or FACETS.get(raw["about"], (raw["about"],)),
        positions=tuple(tuple(position["claims"]) for position in raw["positions"]),
    )


def _find_piece(raw: Mapping[str, Any], documents: Mapping[str, str], path: Path) -> tuple[int, int]:
    text, within = documents.get(raw["doc"], ""), raw["within"]
    if text.count(within) != 1:
        raise InputError(
            f"{path}: {raw.get('id', 'a piece')} of document {raw['doc']}: found {text.count(within)} times, "
            f"expected once: {within!r}. Give a piece of the text that is unique in its document."
        )
    start = text.index(within)
    return start, start + len(within)


# --- one claim and one report ---------------------------------------------------------------------------


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
        actor=_are_accepted(claim.actor, report.actors) if claim.actor else None,
        recipient=_are_accepted(claim.recipient, report.recipients) if claim.recipient else None,
        mode=report.mode in claim.mode if claim.mode else None,
        date=_is_as_exact(claim.date, report) if claim.date else None,
    )


def _are_accepted(accepted: Sequence[str], parties: Sequence[Party | SpeakerParty]) -> bool:
    """More than half of the parties given are accepted."""
    right = sum(any(accepts(one, code) for one in accepted for code in _codes(party)) for party in parties)
    return right * 2 > len(parties)


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


def _day(edtf: str, *, last: bool) -> str:
    plain = edtf.strip("~?%")
    year, month, day = [*plain.split("-"), "", ""][:3]
    year = year.replace("X", "9" if last else "0")
    if not month or month == "XX":
        return f"{year}-12-31" if last else f"{year}-01-01"
    if not day or day == "XX":
        return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1] if last else 1:02}"
    return f"{year}-{month}-{day}"


def _figures_right(pair: Pair) -> list[bool]:
    told = {(quantity.outcome, quantity.low, quantity.high) for quantity in pair.report.quantities}
    return [(figure.kind, figure.low, figure.high) in told for figure in pair.claim.figures]


def _accuracy(answers: Iterable[bool | None]) -> float:
    scored = [answer for answer in answers if answer is not None]
    return sum(scored) / len(scored) if scored else 0.0


# --- non-events and disputes -----------------------------------------------------------------------------


def _coded_non_events(gold: Gold, matching: Matching) -> tuple[Report, ...]:
    return tuple(report for report in matching.spurious if _overlapped(gold, report) is not None)


def _overlapped(gold: Gold, report: Report) -> tuple[str, int, int] | None:
    for document, start, end in gold.non_events:
        if report.document == document and report.trigger.start < end and start < report.trigger.end:
            return document, start, end
    return None


def _find_disputes(
    gold: Gold, matching: Matching, reports: Sequence[Report], comparisons: Sequence[Comparison]
) -> tuple[tuple[GoldDispute, Comparison], ...]:
    claim_of = {pair.report.id: pair.claim.id for pair in matching.pairs}
    for report in reports:
        if report.about in claim_of:
            claim_of.setdefault(report.id, claim_of[report.about])
    found = [comparison for comparison in comparisons if comparison.is_dispute]
    weights = {
        (g, f): 1.0
        for g, wanted in enumerate(gold.disputes)
        for f, comparison in enumerate(found)
        if comparison.facet in wanted.facets and len(_stands_for(wanted, comparison, claim_of)) > 1
    }
    return tuple((gold.disputes[g], found[f]) for g, f in assign(weights))


def _stands_for(wanted: GoldDispute, comparison: Comparison, claim_of: Mapping[str, str]) -> set[int]:
    """The gold positions that the comparison's positions stand for, each by the majority of its disputed claims."""
    stood_for: set[int] = set()
    for position in comparison.positions:
        claims = {claim_of[report] for report in position.reports if report in claim_of}
        votes = [len(claims.intersection(told)) for told in wanted.positions]
        best = max(range(len(votes)), key=votes.__getitem__)
        if votes[best] * 2 > sum(votes):
            stood_for.add(best)
    return stood_for
