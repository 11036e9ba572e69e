"""Where the accounts of one incident part: facet by facet, and whether the difference is a dispute or only looks like
one.

A *conflict* needs two answers that cannot both hold, from two holders. "At least 25" beside 25 (the intervals meet), a
town beside its province (one contains the other), 19 then 25 by the same holder (a revision), 25 people beside 19
fighters (a scope), "might send" beside "sent" (the status moved on) are comparisons and no disputes. Two judging words
for one act ("defensive", "unprovoked") are *framing*: a dispute that is shown and not judged. When in doubt there is no
dispute: a false one costs trust faster than a missed one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.linking.disputed_deeds import compare_doers, compare_occurrence, compare_targets
from rashomon.linking.disputed_figures import compare_figures
from rashomon.linking.disputed_places import compare_places, compare_times
from rashomon.linking.facets import answer_captivity, answer_justification, answer_means
from rashomon.linking.voices import (
    AHEAD,
    Answer,
    Voice,
    exclude_each_other,
    have_opposed,
    have_two_holders,
    read_blame,
    read_voice,
    record_comparison,
)
from rashomon.records import Comparison, Document, Report, Side


def compare_incident(
    incident: str,
    reports: Sequence[Report],
    documents: Mapping[str, Document],
    *,
    sides: Sequence[Side] = (),
    blames: Sequence[Report] = (),
) -> tuple[Comparison, ...]:
    """All comparisons of one incident, disputes among them, in the order of the facets; ``blames`` are the accusations
    of other incidents that point at this one.
    """
    rejection = all(report.event in ("REJECT", None) for report in reports)
    voices = [read_voice(report, documents, sides, rejection=rejection) for report in reports]
    events = [voice for voice in voices if voice.report.kind == "event"]
    blaming = [read_blame(blame, documents, sides) for blame in blames]
    found = [
        *compare_occurrence(incident, events, blaming),
        *compare_doers(incident, [*events, *blaming]),
        *compare_places(incident, voices),
        *compare_times(incident, events),
        *compare_figures(incident, voices),
        *compare_targets(incident, events),
        *_words(incident, voices),
        *_status(incident, events),
    ]
    return tuple(comparison for comparison in found if len(comparison.positions) > 1)


def _words(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """How it is called: the means, the captivity, the justification, by words of one kind against another's."""
    found = []
    affirmed = [v for v in voices if v.stand == "affirms"]
    means = [Answer(value, v) for v in affirmed for value in answer_means(v.report)]
    if exclude_each_other(means) and have_two_holders(means):
        found.append(
            record_comparison(incident, "act", "conflict", means, "holders name different means, none names both")
        )
    captivity = [Answer(value, v) for v in affirmed for value in answer_captivity(v.report)]
    if have_opposed(captivity, lambda answer: answer.value):
        found.append(
            record_comparison(
                incident, "justification", "framing", captivity, "captivity of war or hostage-taking beside law"
            )
        )
    justification = [Answer(value, v) for v in affirmed for value in answer_justification(v.report)]
    if have_opposed(justification, lambda answer: answer.value):
        found.append(
            record_comparison(
                incident, "justification", "framing", justification, "words that clear beside words that blame"
            )
        )
    return found


def _status(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """What had become of it when each account was given: planned, then done or called off. No dispute."""
    answers = [Answer(v.report.modality.replace("_", " "), v) for v in voices if v.stand == "affirms"]
    told = {answer.value for answer in answers}
    if len(told) > 1 and told & {word.replace("_", " ") for word in (*AHEAD, "called_off")}:
        return [
            record_comparison(
                incident, "status", "status", answers, "one account tells it as ahead, another as done or called off"
            )
        ]
    return []
