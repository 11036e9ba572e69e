"""What an incident says of itself: its values with the rule and the reports behind each, its toll, its counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from rashomon.linking.accounts import days_of
from rashomon.linking.holders import Holder, find_holder
from rashomon.linking.own_words import is_denial
from rashomon.linking.titles import title_incident
from rashomon.records import (
    Comparison,
    Document,
    Incident,
    IncidentLink,
    Outcome,
    Quantity,
    Report,
    Side,
    Toll,
    Value,
)

_PRECISION = {"day": 0, "week": 1, "month": 2, "year": 3, "decade": 4, "unknown": 5}


def tell_incident(
    incident: str,
    reports: Sequence[Report],
    documents: Mapping[str, Document],
    *,
    sides: Sequence[Side] = (),
    links: Sequence[IncidentLink] = (),
    disputes: Sequence[Comparison] = (),
) -> Incident:
    """The incident of these reports; echoes count in ``publishers`` and not in ``independent``."""
    holders = {report.id: find_holder(report, documents.get(report.document), sides) for report in reports}
    own = [report for report in reports if report.echo_of is None]
    events = [report for report in own if report.kind == "event"] or [r for r in reports if r.kind == "event"]
    earliest, latest, period = _period(reports)
    deeds = [report for report in events if not is_denial(report)] or events  # "rejected the charge" is of a deed
    event = _most_told(deeds, lambda report: report.event)
    mode = _most_told([r for r in events if event and r.event == event.value], lambda report: report.mode)
    modality = _modality(events)
    return Incident(
        id=incident,
        title=title_incident(event, mode, period, modality, reports, disputes),
        reports=tuple(report.id for report in reports),
        event=event,
        mode=mode,
        period=period,
        earliest=earliest,
        latest=latest,
        places=_values(
            reports, lambda r: [p.name or p.text for p in r.places if p.role in ("at", "over")], "told as place"
        ),
        actors=_values(events, lambda r: [p.code or p.name or p.text for p in r.actors], "told as actor"),
        recipients=_values(events, lambda r: [p.code or p.name or p.text for p in r.recipients], "told as recipient"),
        publishers=len({_publisher(report, documents) for report in reports}),
        independent=len({report.document for report in own}) or 1,
        sides=len({holder.side for holder in holders.values() if holder.side}),
        quantities=_tolls(reports, holders),
        modality=modality,
        links=tuple(links),
        disputes=tuple(comparison.id for comparison in disputes),
        reasons=(f"{len(reports)} reports of {len({r.document for r in reports})} documents, {len(own)} not echoes",),
    )


def figure_words(quantity: Quantity) -> str:
    """A figure as its interval: "25", "25 or more", "10 to 20", "at most 30"."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return quantity.text
    if low == high:
        return str(low)
    if high is None:
        return f"{low} or more"
    return f"at most {high}" if not low else f"{low} to {high}"


def _publisher(report: Report, documents: Mapping[str, Document]) -> str:
    document = documents.get(report.document)
    return (document.publisher if document else None) or report.document


def _most_told(reports: Sequence[Report], read: Callable[[Report], str | None]) -> Value | None:
    """The value that most documents tell; between equals the one told first."""
    told: dict[str, list[str]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    first: dict[str, int] = {}
    for position, report in enumerate(sorted(reports, key=lambda r: (r.sentence.start, r.trigger.start))):
        value = read(report)
        if value is not None:
            told[value].append(report.id)
            documents[value].add(report.document)
            first.setdefault(value, position)
    if not told:
        return None
    best = min(told, key=lambda value: (-len(documents[value]), -len(told[value]), first[value]))
    rule = "all that tell it" if len(told) == 1 else f"told by most documents ({len(documents[best])})"
    return Value(best, rule, tuple(sorted(told[best])))


def _values(reports: Sequence[Report], read: Callable[[Report], list[str]], rule: str) -> tuple[Value, ...]:
    told: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for value in dict.fromkeys(read(report)):
            told[value].append(report.id)
    ranked = sorted(told.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Value(value, f"{rule} by {len(ids)}", tuple(sorted(ids))) for value, ids in ranked)


def _period(reports: Sequence[Report]) -> tuple[str | None, str | None, Value | None]:
    """The most exact period that most tell; earliest and latest are the range of that precision."""
    dated = [(report, report.period) for report in reports if report.period and days_of(report.period)]
    if not dated:
        return None, None, None
    finest = min(_PRECISION[period.precision] for _, period in dated)
    fine = [(report, period) for report, period in dated if _PRECISION[period.precision] == finest]
    counts = Counter(period.edtf or f"{period.earliest}/{period.latest}" for _, period in fine)
    value = min(counts, key=lambda edtf: (-counts[edtf], edtf))
    ids = tuple(sorted(r.id for r, p in fine if (p.edtf or f"{p.earliest}/{p.latest}") == value))
    earliest = min(period.earliest for _, period in fine if period.earliest)
    latest = max(period.latest for _, period in fine if period.latest)
    return earliest, latest, Value(value, "the most exact, told by most", ids)


def _modality(reports: Sequence[Report]) -> Value | None:
    """What became of it by the accounts: called off wins over plans, an actual account over both."""
    if not reports:
        return None
    by_modality: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.polarity == "affirmed":
            by_modality[report.modality].append(report.id)
    for modality, rule in (
        ("actual", "told as having happened"),
        ("historical", "told as past background"),
        ("called_off", "told as called off"),
    ):
        if by_modality[modality]:
            return Value(modality, rule, tuple(sorted(by_modality[modality])))
    rest = {modality: ids for modality, ids in by_modality.items() if ids}
    if rest:
        best = min(rest, key=lambda modality: (-len(rest[modality]), modality))
        return Value(best, "told by most", tuple(sorted(rest[best])))
    return Value("actual", "only denied or doubted", tuple(sorted(report.id for report in reports)))


def _tolls(reports: Sequence[Report], holders: Mapping[str, Holder]) -> tuple[Toll, ...]:
    """Per outcome the range over all accounts, and each figure with its holder; a denied figure is left out."""
    told: dict[Outcome, list[tuple[Report, Quantity]]] = defaultdict(list)
    for report in reports:
        if report.polarity == "affirmed":
            for quantity in report.quantities:
                told[quantity.outcome].append((report, quantity))
    tolls = []
    for outcome, figures in sorted(told.items()):
        lows = [q.low for _, q in figures if q.low is not None]
        highs = [q.high for _, q in figures]
        by_holder: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for report, quantity in figures:
            by_holder[holders[report.id].name, figure_words(quantity), quantity.population or ""].append(report.id)
        values = tuple(
            Value(f"{holder}: {figure}{' ' + population if population else ''}", "as told", tuple(sorted(set(ids))))
            for (holder, figure, population), ids in sorted(by_holder.items())
        )
        high = None if any(value is None for value in highs) else max(value for value in highs if value is not None)
        tolls.append(Toll(outcome, min(lows) if lows else None, high, values, "lowest to highest figure told"))
    return tuple(tolls)
