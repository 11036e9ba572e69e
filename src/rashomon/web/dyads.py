"""For each pair of parties, what each teller tells of it: events counted, intensity on average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """How often a teller tells of one pair of parties, of one event type or month; ``intensity`` is summed up."""

    actor: str
    recipient: str
    holder: str | None
    is_side: bool  # a side of the study; else a country or a name
    what: str | None
    reports: int
    intensity: float | None

    def as_row(self) -> dict[str, Any]:
        """A flat row, with the mean intensity of the reports."""
        mean = None if self.intensity is None else round(self.intensity / self.reports, 2)
        return {**asdict(self), "intensity": mean}


@dataclass(frozen=True, slots=True)
class Telling:
    """What one teller tells of a dyad: the events, the most told first, and their mean intensity (-10 to 10)."""

    holder: str | None
    is_side: bool
    reports: int
    intensity: float | None
    events: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who is told to have acted on whom, by all who tell it."""

    actor: str
    recipient: str
    reports: int
    tellings: tuple[Telling, ...]


def told_by_side(
    every: Iterable[Mapping[str, Any]], of_sides: Mapping[str, Iterable[Mapping[str, Any]]], by: str
) -> tuple[Told, ...]:
    """Counts of ``dyads_counted`` by side; what no side tells stays with the country or name that tells it."""
    rest = {_key(row, by): _Sum(row["reports"], row["intensity"]) for row in every}
    of_side: dict[tuple[str, str, str, str | None], _Sum] = {}
    for name, rows in of_sides.items():
        for row in rows:
            actor, recipient, _, what = key = _key(row, by)
            one = _Sum(row["reports"], row["intensity"])
            of_side[actor, recipient, name, what] = of_side.get((actor, recipient, name, what), _Sum(0, None)).plus(one)
            rest[key] = rest.get(key, one).minus(one)  # a report that two sides tell counts for both
    told = [Told(*key[:3], True, key[3], one.reports, one.intensity) for key, one in of_side.items()]
    told += [Told(*key[:3], False, key[3], one.reports, one.intensity) for key, one in rest.items() if one.reports > 0]
    return tuple(told)


@dataclass(frozen=True, slots=True)
class _Sum:
    reports: int
    intensity: float | None

    def plus(self, other: _Sum) -> _Sum:
        known = [one for one in (self.intensity, other.intensity) if one is not None]
        return _Sum(self.reports + other.reports, sum(known) if known else None)

    def minus(self, other: _Sum) -> _Sum:
        return self.plus(_Sum(-other.reports, None if other.intensity is None else -other.intensity))


def group_dyads(rows: Iterable[Told]) -> list[Dyad]:
    """The counts by event as dyads, the most told first."""
    grouped: dict[tuple[str, str], dict[tuple[str | None, bool], list[Told]]] = {}
    for row in rows:
        tellers = grouped.setdefault((row.actor, row.recipient), {})
        tellers.setdefault((row.holder, row.is_side), []).append(row)
    dyads = [
        Dyad(actor, recipient, sum(row.reports for told in tellers.values() for row in told), _tell(tellers))
        for (actor, recipient), tellers in grouped.items()
    ]
    return sorted(dyads, key=lambda dyad: (-dyad.reports, dyad.actor, dyad.recipient))


def _tell(tellers: Mapping[tuple[str | None, bool], Sequence[Told]]) -> tuple[Telling, ...]:
    found = []
    for (holder, is_side), rows in tellers.items():
        counted = [(row.intensity, row.reports) for row in rows if row.intensity is not None]
        total = sum(reports for _, reports in counted)
        mean = round(sum(summed for summed, _ in counted) / total, 1) if total else None
        in_order = sorted(rows, key=lambda row: (-row.reports, row.what or ""))
        events = tuple((row.what or "circumstance", row.reports) for row in in_order)
        found.append(Telling(holder, is_side, sum(row.reports for row in rows), mean, events))
    return tuple(sorted(found, key=lambda telling: (not telling.is_side, -telling.reports, telling.holder or "")))


def _key(row: Mapping[str, Any], by: str) -> tuple[str, str, str | None, str | None]:
    return (row["actor"], row["recipient"], row["holder"], row[by])
