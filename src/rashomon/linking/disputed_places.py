"""Where and when: places that exclude each other, periods that do not meet."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.linking.accounts import days_of, is_stated
from rashomon.linking.facets import PlaceAnswer, answer_place, places_part
from rashomon.linking.voices import HAPPENED, Answer, Voice, are_opposed, meet, record_comparison, sides_of
from rashomon.records import Comparison, Report


def compare_places(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """Where: a legal standing against another, or two places that neither contain nor neighbour each other."""
    answers: list[tuple[PlaceAnswer, Voice]] = []
    for voice in voices:
        if voice.stand == "affirms" and voice.report.modality in (*HAPPENED, "called_off"):
            answer = answer_place(voice.report)
            if answer is not None:
                answers.append((answer, voice))
    conflicting: set[int] = set()
    refined = False
    for i, (one, first) in enumerate(answers):
        for j, (other, second) in enumerate(answers[i + 1 :], start=i + 1):
            parting = places_part(one, other)
            if parting == "conflict" and are_opposed(first, second) and not _name_other_doers(first, second):
                conflicting |= {i, j}
            elif parting == "refinement" and one.value != other.value:
                refined = True
    if conflicting:
        chosen = [Answer(answers[i][0].value, answers[i][1]) for i in sorted(conflicting)]
        return [
            record_comparison(
                incident,
                "place",
                "conflict",
                chosen,
                "two places, or two standings of one place, that exclude each other",
            )
        ]
    denied = _denied_place(answers, voices)
    if denied:
        return [
            record_comparison(
                incident, "place", "conflict", denied, "a place that one holder states and another denies"
            )
        ]
    if refined:
        told = [Answer(answer.value, voice) for answer, voice in answers]
        return [record_comparison(incident, "place", "refinement", told, "one place contains or neighbours the other")]
    return []


def compare_times(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """When: periods that do not meet. A day's difference is within time zones and customs of dating."""
    dated = [
        (days, v)
        for v in voices
        if v.stand == "affirms" and (days := days_of(v.report.period)) and is_stated(v.report.period)
    ]
    answers = [Answer(_period_words(v.report), v) for _, v in dated]
    if len({answer.value for answer in answers}) < 2:
        return []
    gap, holders = 0, False
    for i, (one, first) in enumerate(dated):
        for other, second in dated[i + 1 :]:
            apart = max(other[0] - one[1], one[0] - other[1])
            if apart > 0 and first.holder.name != second.holder.name:
                gap, holders = max(gap, apart), True
    if holders and gap > 1:
        return [
            record_comparison(incident, "time", "conflict", answers, f"periods {gap} days apart, by different holders")
        ]
    rule = "a day apart: time zones and nights allow for it" if gap == 1 else "one period contains the other"
    return [record_comparison(incident, "time", "refinement", answers, rule)]


def _name_other_doers(one: Voice, other: Voice) -> bool:
    """Two places told with two doers are rather two happenings."""
    mine, theirs = one.report.actors, other.report.actors
    return bool(sides_of(mine) and sides_of(theirs)) and not meet(mine, theirs)


def _denied_place(answers: Sequence[tuple[PlaceAnswer, Voice]], voices: Sequence[Voice]) -> list[Answer]:
    """ "They claim it was over international waters. Officials disputed that": the place, and that it was not."""
    for voice in voices:
        if voice.stand != "denies" or voice.report.kind != "circumstance" or voice.report.facet != "place":
            continue
        denied = answer_place(voice.report)
        if denied is None:
            continue
        stated = [(a, v) for a, v in answers if _is_one_place(a, denied) and v.holder.name != voice.holder.name]
        if stated:
            value = stated[0][0].value
            return [*(Answer(value, v) for _, v in stated), Answer(f"not {value}", voice)]
    return []


def _is_one_place(one: PlaceAnswer, other: PlaceAnswer) -> bool:
    if one.standing is not None:
        return one.standing == other.standing and one.country == other.country
    return one.value == other.value


def _period_words(report: Report) -> str:
    period = report.period
    assert period is not None
    return period.edtf or f"{period.earliest}/{period.latest}"
