"""The brief: what a pile holds, on which points its accounts part, and what only one side tells."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Comparison, Failure, Incident, Report
from rashomon.storage.archive import Archive
from rashomon.storage.found import Summary
from rashomon.storage.selection import IncidentSelection, Selection


@dataclass(frozen=True, slots=True)
class PublisherCount:
    """One publisher and how much of the archive, or of what was chosen, is its; None: documents that name none."""

    publisher: str | None
    type: str | None
    country: str | None
    documents: int
    reports: int


@dataclass(frozen=True, slots=True)
class EventCount:
    """One event type and how many of its reports are of which status."""

    event: str
    reports: int
    denied: int  # or doubted
    ahead: int  # planned, threatened, possible, demanded, conditional
    called_off: int
    historical: int


@dataclass(frozen=True, slots=True)
class Contested:
    """One dispute with the incident that it is about."""

    dispute: Comparison
    incident: Incident | None


@dataclass(frozen=True, slots=True)
class OneSided:
    """An incident that one side alone tells of, with who tells it."""

    incident: Incident
    holders: tuple[str, ...]
    report: Report | None  # the account to show: the one that we read best


@dataclass(frozen=True, slots=True)
class ChosenCount:
    """The counts of the chosen reports; dates are ISO days, None where nothing is dated."""

    documents: int
    publishers: int
    reports: int
    unreviewed: int
    earliest: str | None
    latest: str | None
    incidents: int
    disputes: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What an archive holds, in the order in which an analyst asks; ``chosen`` is None where nothing was chosen."""

    summary: Summary
    chosen: ChosenCount | None
    publishers: tuple[PublisherCount, ...]
    events: tuple[EventCount, ...]
    contested: tuple[Contested, ...]
    one_sided: tuple[OneSided, ...]
    one_sided_in_all: int
    failures: tuple[Failure, ...]


def read_brief(archive: Archive, selection: Selection | None = None, *, most: int = 5) -> Brief:
    """The brief of an archive, with so many disputes, incidents of one side and failures at most.

    With a selection, all but the summary and the failures is of what the chosen reports tell.
    """
    told = IncidentSelection(told=selection)
    told_once, disputes = archive.list_one_sided(told), archive.disputes(told)
    narrowed = selection is not None and selection != Selection()
    return Brief(
        summary=archive.summary(),
        chosen=ChosenCount(**dict(archive.ask("chosen_counted", selection)[0]), disputes=len(disputes))
        if narrowed
        else None,
        publishers=tuple(
            PublisherCount(*row)
            for row in archive.ask("publishers_told" if narrowed else "publishers_counted", selection)
        ),
        events=tuple(EventCount(*row) for row in archive.ask("events_counted", selection)),
        contested=tuple(Contested(one, archive.incident(one.incident)) for one in disputes[:most]),
        one_sided=tuple(_one_sided(archive, id) for id in told_once[:most]),
        one_sided_in_all=len(told_once),
        failures=archive.failures()[:most],
    )


def _one_sided(archive: Archive, id: str) -> OneSided:
    incident = archive.incident(id)
    assert incident is not None  # the id was read from the same table
    best = archive.reports(incident=id, order="certainty")[:1]
    holders = archive.count_reports("holder", incident=id)
    return OneSided(incident, tuple(str(holder) for holder in holders if holder), best[0] if best else None)
