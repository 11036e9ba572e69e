"""The figures of found reports against their gold: events, roles, marked answers, incidents, disputes, echoes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.records import Comparison, Document, Report, SpeakerParty
from rashomon.scoring.gold import Gold, GoldDispute
from rashomon.scoring.matching import Matching, Pair, are_accepted, assign, match

_UNNAMED_OUTCOMES = frozenset({"participants", "vehicles", "munitions", "displaced"})


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
        "figures": _accuracy(answer for pair in right for answer in figures_right(pair)),
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
    answers["speaker"] = (bool(claim.speaker) and are_accepted(claim.speaker, inner), bool(inner), bool(claim.speaker))
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


def figures_right(pair: Pair) -> list[bool]:
    """Outcome and number; a gold figure of kind "other" is met by any outcome that gold has no kind for."""
    told = {
        (outcome, quantity.low, quantity.high)
        for quantity in pair.report.quantities
        for outcome in {quantity.outcome, "other" if quantity.outcome in _UNNAMED_OUTCOMES else quantity.outcome}
    }
    return [(figure.kind, figure.low, figure.high) in told for figure in pair.claim.figures]


def _accuracy(answers: Iterable[bool | None]) -> float:
    scored = [answer for answer in answers if answer is not None]
    return sum(scored) / len(scored) if scored else 0.0


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
