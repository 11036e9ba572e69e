"""Whom the words that judge are aimed at: each framing goes to its report, and its target becomes a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rashomon.records import Framing, Party, Report, Span


def assign(
    framings: Iterable[Framing], reports: Sequence[Report], *, resolve: Callable[[Span], str | None]
) -> tuple[tuple[Report, ...], tuple[Framing, ...]]:
    """Gives each framing to the report of its sentence whose trigger is nearest, with the codes of its target.

    The codes are those of the sentence's parties that the target names, else what ``resolve`` makes of its words.
    Returns the reports with their framings, and the framings that stand in no report's sentence.
    """
    own: dict[int, list[Framing]] = {}
    outside: list[Framing] = []
    for framing in framings:
        near = [
            (abs(report.trigger.start - framing.start), index)
            for index, report in enumerate(reports)
            if report.kind == "event" and report.sentence.start <= framing.start < report.sentence.end
        ]
        parties = [party for _, index in near for party in (*reports[index].actors, *reports[index].recipients)]
        aimed = aim(framing, parties, resolve=resolve)
        if near:
            own.setdefault(min(near)[1], []).append(aimed)
        else:
            outside.append(aimed)
    shared = (
        replace(report, framings=(*report.framings, *own[index])) if index in own else report
        for index, report in enumerate(reports)
    )
    return tuple(shared), tuple(outside)


def aim(framing: Framing, parties: Sequence[Party], *, resolve: Callable[[Span], str | None]) -> Framing:
    """The framing with the codes of those it is aimed at; without any where its target names nobody."""
    target = framing.target
    if target is None:
        return framing
    codes = [party.code for party in parties if party.code and party.start < target.end and target.start < party.end]
    if not codes:
        code = resolve(target)
        codes = [code] if code else []
    return replace(framing, toward=tuple(dict.fromkeys(codes)))
