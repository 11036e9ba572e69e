"""For each pair of parties, what each teller tells of it: events counted, intensity on average."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Telling:
    """What one teller tells of a dyad: the events, the most told first, and their mean intensity (-10 to 10)."""

    holder: str | None
    reports: int
    intensity: float | None
    events: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who is told to have acted on whom, by all who tell it."""

    actor: str | None
    recipient: str | None
    reports: int
    tellings: tuple[Telling, ...]


def group_dyads(rows: Sequence[Mapping[str, Any]]) -> list[Dyad]:
    """Dyads out of the rows of ``dyads_counted``, the most told first."""
    grouped: dict[tuple[str | None, str | None], dict[str | None, list[Mapping[str, Any]]]] = {}
    for row in rows:
        tellers = grouped.setdefault((row["actor"], row["recipient"]), {})
        tellers.setdefault(row["holder"], []).append(row)
    dyads = [
        Dyad(actor, recipient, sum(row["reports"] for told in tellers.values() for row in told), _tell(tellers))
        for (actor, recipient), tellers in grouped.items()
    ]
    return sorted(dyads, key=lambda dyad: (-dyad.reports, dyad.actor or "", dyad.recipient or ""))


def _tell(tellers: Mapping[str | None, Sequence[Mapping[str, Any]]]) -> tuple[Telling, ...]:
    found = []
    for holder, rows in tellers.items():
        counted = [(row["intensity"], row["reports"]) for row in rows if row["intensity"] is not None]
        total = sum(reports for _, reports in counted)
        mean = round(sum(summed for summed, _ in counted) / total, 1) if total else None
        events = tuple((row["event"] or "circumstance", row["reports"]) for row in rows)
        found.append(Telling(holder, sum(row["reports"] for row in rows), mean, events))
    return tuple(sorted(found, key=lambda telling: (-telling.reports, telling.holder or "")))
