"""Where the accounts of one incident part: facet by facet, and whether the difference is a dispute or only looks like
one.

A *conflict* needs two answers that cannot both hold, from two holders. "At least 25" beside 25 (the intervals meet), a
town beside its province (one contains the other), 19 then 25 by the same holder (a revision), 25 people beside 19
fighters (a scope), "might send" beside "sent" (the status moved on) are comparisons and no disputes. Two judging words
for one act ("defensive", "unprovoked") are *framing*: a dispute that is shown and not judged. When in doubt there is no
dispute: a false one costs trust faster than a missed one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rashomon.linking.accounts import days_of, is_denial, is_stated
from rashomon.linking.blaming import as_answer
from rashomon.linking.facets import (
    PlaceAnswer,
    answer_captivity,
    answer_justification,
    answer_means,
    answer_place,
    asks_who,
    denies_intent,
    denies_outcome,
    denies_role,
    places_part,
    points_at_claim,
)
from rashomon.linking.holders import Holder, find_holder
from rashomon.linking.likeness import intervals_meet
from rashomon.linking.telling import figure_words
from rashomon.records import (
    Comparison,
    ComparisonRelation,
    Document,
    Facet,
    Party,
    Polarity,
    Position,
    Quantity,
    Report,
    Side,
)

_COUNTED = ("killed", "injured", "missing", "detained", "displaced", "participants")
_ARMED = frozenset({"MIL", "REB", "UAF", "SPY", "PRM"})
_STANDS: Mapping[Polarity, Literal["affirms", "denies", "doubts"]] = {
    "affirmed": "affirms",
    "denied": "denies",
    "doubted": "doubts",
}
_HAPPENED = ("actual", "historical")
_AHEAD = ("planned", "threatened", "possible", "conditional", "demanded")


@dataclass(frozen=True, slots=True)
class Voice:
    """One report of the incident with who holds it and when it was published; an echo adds no holder."""

    report: Report
    holder: Holder
    published: str
    stand: Literal["affirms", "denies", "doubts"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One voice's answer on a facet."""

    value: str
    voice: Voice


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
    voices = [_voice(report, documents, sides, rejection=rejection) for report in reports]
    events = [voice for voice in voices if voice.report.kind == "event"]
    blaming = [_blaming_voice(blame, documents, sides) for blame in blames]
    found = [
        *_occurrence(incident, events, blaming),
        *_responsibility(incident, [*events, *blaming]),
        *_place(incident, voices),
        *_time(incident, events),
        *_quantity(incident, voices),
        *_target(incident, events),
        *_words(incident, voices),
        *_status(incident, events),
    ]
    return tuple(found)


# --- the facets ----------------------------------------------------------------------------------------------------


def _occurrence(incident: str, voices: Sequence[Voice], blaming: Sequence[Voice]) -> list[Comparison]:
    """Some say that it happened, others that it did not. Who denies only his part leaves the happening alone."""
    affirming = [v for v in voices if v.stand == "affirms" and v.report.modality in _HAPPENED]
    against = [v for v in voices if _stands_against(v, affirming) and not _denies_part(v, [*affirming, *blaming])]
    denying = [v for v in against if not denies_intent(v.report)]
    answers = [Answer("it happened", v) for v in affirming]
    answers += [Answer("it did not happen" if v.stand == "denies" else "doubtful", v) for v in denying]
    found = []
    if denying and _two_holders(answers):
        rule = "affirmed by some holders and denied by others"
        found.append(_comparison(incident, "occurrence", "conflict", answers, rule))
    intent = [v for v in against if denies_intent(v.report)]
    if intent and affirming:
        answers = [Answer("done on purpose", v) for v in affirming] + [Answer("not on purpose", v) for v in intent]
        if _two_holders(answers):
            rule = "one holder denies the intent, not the happening"
            found.append(_comparison(incident, "act", "conflict", answers, rule))
    return found


def _stands_against(voice: Voice, affirming: Sequence[Voice]) -> bool:
    """Does the denial or doubt meet what others affirm? It names a party of theirs, and another's account it denies.

    "No one was hurt" denies an outcome and not the deed; "nobody burns a school for fun" names nobody.
    """
    report = voice.report
    if voice.stand == "affirms" or report.modality not in _HAPPENED or denies_outcome(report):
        return False
    if any(other.holder.name == voice.holder.name and other.report.document == report.document for other in affirming):
        return False  # who tells it himself in the same text does not deny it
    if report.event == "REJECT" and points_at_claim(report) and not _sides(report.actors):
        return False  # "the group denies it": of a deed or of a part in it, nobody can tell
    return any(
        other.holder.name != voice.holder.name
        and (other.holder.side or "?") != (voice.holder.side or "!")
        and (report.event == "REJECT" or _names_the_same(report, other.report))
        for other in affirming
    )


def _names_the_same(denied: Report, told: Report) -> bool:
    """Does the denial name somebody, and nobody other than who is told in that role?"""
    if not (_sides(denied.actors) or _sides(denied.recipients)):
        return False
    roles = ((denied.actors, told.actors), (denied.recipients, told.recipients))
    return all(_sides(one) & _sides(other) or not (_sides(one) and _sides(other)) for one, other in roles)


def _denies_part(voice: Voice, affirming: Sequence[Voice]) -> bool:
    """Is it the doer that is denied, not the deed? Then he or third parties tell it with another doer or with none."""
    report = voice.report
    denied = _sides(report.actors)
    if denies_role(report) or asks_who(report):
        return True
    if not denied:
        return False
    same, others, nobody = set[str](), set[str](), set[str]()
    for other in affirming:
        named = _sides(other.report.actors)
        if other.report.echo_of is None and report.event in ("REJECT", other.report.event):
            (same if denied & named else others if named else nobody).add(other.report.document)
        if named and not denied & named and other.holder.name == voice.holder.name:
            return True
    if report.event == "REJECT" and not same:
        return False  # a witness, not the one who is blamed
    if report.event == "REJECT" and points_at_claim(report):
        return True  # "rejected the accusation", and the accusation is of him
    return len(others) > len(same) or len(nobody) > 1


def _responsibility(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """Who did it: two doers of two sides, or one that is named and denies. A finer name is a refinement."""
    affirming = [v for v in voices if v.stand == "affirms" and v.report.modality in _HAPPENED]
    answers = _named_by_side([v for v in affirming if _sides(v.report.actors)])
    denials = [
        v for v in voices if v.stand != "affirms" and not denies_outcome(v.report) and _denies_part(v, affirming)
    ]
    denied = [
        Answer(f"not {_who(v.report.actors)}", v) for v in denials if v.report.actors and not denies_intent(v.report)
    ]
    blamed = [a for a in answers if any(_sides(a.voice.report.actors) & _sides(d.voice.report.actors) for d in denied)]
    sides = {side for answer in answers for side in _sides(answer.voice.report.actors)}
    if denied and (blamed or answers) and _two_holders([*answers, *denied]):
        return [_comparison(incident, "responsibility", "conflict", [*answers, *denied], "the party named denies it")]
    if len(sides) > 1 and _is_contested(answers):
        return [
            _comparison(
                incident, "responsibility", "conflict", answers, "holders of different sides name different doers"
            )
        ]
    answers = [Answer(_who(v.report.actors), v) for v in affirming if v.report.actors]
    values = {answer.value for answer in answers}
    if len(values) > 1 and _two_holders(answers):
        return [
            _comparison(incident, "responsibility", "refinement", answers, "names of one side, or doers told together")
        ]
    return []


def _is_contested(answers: Sequence[Answer]) -> bool:
    """Do the parties themselves disagree? One side that is named says otherwise, and nobody names both."""
    by_side: dict[str, set[frozenset[str]]] = defaultdict(set)
    for answer in answers:
        if answer.voice.holder.side:
            by_side[answer.voice.holder.side].add(frozenset(_sides(answer.voice.report.actors)))
    named = {side for answer in answers for side in _sides(answer.voice.report.actors)}
    joint = any(len(_sides(answer.voice.report.actors)) > 1 for answer in answers)
    if joint or len(by_side) < 2:
        return False
    for side in by_side.keys() & named:
        for other, told in by_side.items():
            if other != side and any(not (mine & theirs) for mine in by_side[side] for theirs in told):
                return True
    return False


def _place(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """Where: a legal standing against another, or two places that neither contain nor neighbour each other."""
    answers: list[tuple[PlaceAnswer, Voice]] = []
    for voice in voices:
        if voice.stand == "affirms" and voice.report.modality in (*_HAPPENED, "called_off"):
            answer = answer_place(voice.report)
            if answer is not None:
                answers.append((answer, voice))
    conflicting: set[int] = set()
    refined = False
    for i, (one, first) in enumerate(answers):
        for j, (other, second) in enumerate(answers[i + 1 :], start=i + 1):
            parting = places_part(one, other)
            if parting == "conflict" and first.holder.name != second.holder.name and _are_opposed(first, second):
                conflicting |= {i, j}
            elif parting == "refinement" and one.value != other.value:
                refined = True
    if conflicting:
        chosen = [Answer(answers[i][0].value, answers[i][1]) for i in sorted(conflicting)]
        return [
            _comparison(
                incident,
                "place",
                "conflict",
                chosen,
                "two places, or two standings of one place, that exclude each other",
            )
        ]
    denied = _denied_place(answers, voices)
    if denied:
        return [_comparison(incident, "place", "conflict", denied, "a place that one holder states and another denies")]
    if refined:
        told = [Answer(answer.value, voice) for answer, voice in answers]
        return [_comparison(incident, "place", "refinement", told, "one place contains or neighbours the other")]
    return []


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


def _time(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
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
        return [_comparison(incident, "time", "conflict", answers, f"periods {gap} days apart, by different holders")]
    rule = "a day apart: time zones and nights allow for it" if gap == 1 else "one period contains the other"
    return [_comparison(incident, "time", "refinement", answers, rule)]


def _quantity(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """How many: per outcome, intervals that do not meet; scope and revision are told apart first."""
    told: dict[str, list[tuple[Quantity, Voice]]] = defaultdict(list)
    for voice in voices:
        if voice.report.modality in _HAPPENED:
            for quantity in voice.report.quantities:
                given = quantity.low is not None or quantity.high is not None
                none = quantity.high == 0 and denies_outcome(voice.report)  # "nobody was killed" is a figure
                if quantity.outcome in _COUNTED and given and (none or voice.stand == "affirms"):
                    told[quantity.outcome].append((quantity, voice))
    found = []
    for outcome, figures in sorted(told.items()):
        relations: dict[ComparisonRelation, set[int]] = defaultdict(set)
        for i, (one, first) in enumerate(figures):
            for j, (other, second) in enumerate(figures[i + 1 :], start=i + 1):
                relation = _two_figures((one, first), (other, second), voices)
                if relation:
                    relations[relation] |= {i, j}
        for named in _FIGURE_RULES:
            chosen = relations.get(named)
            if chosen:
                answers = [
                    Answer(
                        f"{figure_words(figures[i][0])} {figures[i][0].population or ''} {outcome}".replace("  ", " "),
                        figures[i][1],
                    )
                    for i in sorted(chosen)
                ]
                found.append(_comparison(incident, "quantity", named, answers, f"{outcome}: {_FIGURE_RULES[named]}"))
                break
    return found


_FIGURE_RULES: Mapping[ComparisonRelation, str] = {
    "conflict": "intervals that do not meet, by different holders",
    "scope": "figures of different populations",
    "revision": "a later figure of the same holder, or of one who is no party",
    "refinement": "intervals that meet",
}


def _two_figures(
    one: tuple[Quantity, Voice], other: tuple[Quantity, Voice], voices: Sequence[Voice]
) -> ComparisonRelation | None:
    (first, here), (second, there) = one, other
    if (first.low, first.high) == (second.low, second.high):
        return None
    nobody = any(quantity.high == 0 and not _population(quantity) for quantity in (first, second))
    if _population(first) != _population(second) and not nobody:
        return "scope"
    if intervals_meet((first.low, first.high), (second.low, second.high)):
        return "refinement" if here.holder.name != there.holder.name else None
    if here.holder.name == there.holder.name:
        return "revision" if here.published != there.published else None
    if here.report.document == there.report.document and not (here.report.speakers or there.report.speakers):
        return None
    if _are_opposed(here, there):
        return "conflict"
    parties = {side for voice in voices for side in _sides(voice.report.actors) | _sides(voice.report.recipients)}
    is_party = here.holder.side in parties or there.holder.side in parties
    if here.published[:10] != there.published[:10] and not (is_party and here.holder.side and there.holder.side):
        return "revision"
    return "conflict"


def _population(quantity: Quantity) -> str:
    """Who is counted, where that narrows the count: "people" and "persons" are all."""
    population = (quantity.population or "").lower()
    return (
        ""
        if population in ("people", "persons", "person", "others", "victims", "dead", "killed", "wounded")
        else population
    )


def _target(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """To whom: fighters for one, civilians for another."""
    answers = []
    for voice in voices:
        sectors = {sector for party in voice.report.recipients for sector in party.sectors}
        kind = "civilian" if "CVL" in sectors and not sectors & _ARMED else "armed" if sectors & _ARMED else None
        if kind and voice.stand == "affirms" and voice.report.event == "ASSAULT":
            answers.append(Answer(f"{kind}: {_who(voice.report.recipients)}", voice))
    kinds = {answer.value.split(":")[0] for answer in answers}
    if len(kinds) > 1 and _opposed_answers(answers, lambda answer: answer.value.split(":")[0]):
        return [_comparison(incident, "target", "conflict", answers, "armed for one side, civilian for the other")]
    return []


def _words(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """How it is called: the means, the captivity, the justification, by words of one kind against another's."""
    found = []
    affirmed = [v for v in voices if v.stand == "affirms"]
    means = [Answer(value, v) for v in affirmed for value in answer_means(v.report)]
    if _excludes(means) and _two_holders(means):
        found.append(_comparison(incident, "act", "conflict", means, "holders name different means, none names both"))
    captivity = [Answer(value, v) for v in affirmed for value in answer_captivity(v.report)]
    if _opposed_answers(captivity, lambda answer: answer.value):
        found.append(
            _comparison(
                incident, "justification", "framing", captivity, "captivity of war or hostage-taking beside law"
            )
        )
    justification = [Answer(value, v) for v in affirmed for value in answer_justification(v.report)]
    if _opposed_answers(justification, lambda answer: answer.value):
        found.append(
            _comparison(incident, "justification", "framing", justification, "words that clear beside words that blame")
        )
    return found


def _status(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """What had become of it when each account was given: planned, then done or called off. No dispute."""
    answers = [Answer(v.report.modality.replace("_", " "), v) for v in voices if v.stand == "affirms"]
    told = {answer.value for answer in answers}
    if len(told) > 1 and told & {word.replace("_", " ") for word in (*_AHEAD, "called_off")}:
        return [
            _comparison(
                incident, "status", "status", answers, "one account tells it as ahead, another as done or called off"
            )
        ]
    return []


# --- what two answers are to each other ------------------------------------------------------------------------------


def _are_opposed(one: Voice, other: Voice) -> bool:
    """Two holders of different sides, or two that are no party; never a party and itself."""
    if one.holder.side and other.holder.side:
        return one.holder.side != other.holder.side
    return False


def _opposed_answers(answers: Sequence[Answer], kind: object) -> bool:
    read = kind if callable(kind) else str
    return any(
        read(one) != read(other) and _are_opposed(one.voice, other.voice)
        for i, one in enumerate(answers)
        for other in answers[i + 1 :]
    ) and not any(
        read(one) != read(other) and one.voice.holder.name == other.voice.holder.name
        for i, one in enumerate(answers)
        for other in answers[i + 1 :]
        if one.voice.report.id == other.voice.report.id
    )


def _excludes(answers: Sequence[Answer]) -> bool:
    """Two values of which no holder names both."""
    values: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        values[answer.voice.holder.name].add(answer.value)
    return len({answer.value for answer in answers}) > 1 and all(len(told) == 1 for told in values.values())


def _two_holders(answers: Sequence[Answer]) -> bool:
    """Is there a holder of one answer who does not hold another that is told?"""
    by_value: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        by_value[answer.value].add(answer.voice.holder.name)
    sets = list(by_value.values())
    return len(sets) > 1 and any(one != other for i, one in enumerate(sets) for other in sets[i + 1 :])


def _sides(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(side for party in parties if (side := party.country or party.code or party.entity))


def _named_by_side(voices: Sequence[Voice]) -> list[Answer]:
    """The doers as answers: "IRN" and "IRNMIL" are one answer, told by the shorter code."""
    shortest: dict[frozenset[str], str] = {}
    for voice in voices:
        side, name = _sides(voice.report.actors), _who(voice.report.actors)
        shortest[side] = min((name, shortest.get(side, name)), key=lambda code: (len(code), code))
    return [Answer(shortest[_sides(voice.report.actors)], voice) for voice in voices]


def _who(parties: Sequence[Party]) -> str:
    return " and ".join(dict.fromkeys(party.code or party.name or party.text for party in parties))


# --- making the record -----------------------------------------------------------------------------------------------


def _voice(report: Report, documents: Mapping[str, Document], sides: Sequence[Side], *, rejection: bool) -> Voice:
    """``rejection``: the incident is itself a refusal; else who rejects in it denies what the others tell."""
    document = documents.get(report.document)
    holder = find_holder(report, document, sides)
    stand: Literal["affirms", "denies", "doubts"] = _STANDS[report.polarity]
    if is_denial(report) and not rejection:
        stand = "denies"
        if not report.speakers and report.actors:
            holder = _as_holder(report.actors)
    return Voice(report, holder, (document.published if document else None) or "", stand)


def _blaming_voice(blame: Report, documents: Mapping[str, Document], sides: Sequence[Side]) -> Voice:
    """ "Washington blames the militia": that the militia did it, held by Washington."""
    voice = _voice(as_answer(blame), documents, sides, rejection=False)
    return voice if blame.speakers else replace(voice, holder=_as_holder(blame.actors))


def _as_holder(parties: Sequence[Party]) -> Holder:
    return Holder(_who(parties), parties[0].country or parties[0].code)


def _comparison(
    incident: str, facet: Facet, relation: ComparisonRelation, answers: Sequence[Answer], rule: str
) -> Comparison:
    """The positions in a neutral order: by the day on which each was first told, then by their words."""
    grouped: dict[str, list[Voice]] = defaultdict(list)
    for answer in answers:
        grouped[answer.value].append(answer.voice)
    ranked = sorted(grouped.items(), key=lambda item: (min(voice.published or "9999" for voice in item[1]), item[0]))
    positions = tuple(_position(value, voices) for value, voices in ranked)
    seed = "\n".join((incident, facet, relation, *(f"{p.value}={','.join(p.reports)}" for p in positions)))
    return Comparison(
        id=f"c-{hashlib.sha256(seed.encode()).hexdigest()[:12]}",
        incident=incident,
        facet=facet,
        relation=relation,
        positions=positions,
        rule=rule,
    )


def _position(value: str, voices: Sequence[Voice]) -> Position:
    own = [voice for voice in voices if voice.report.echo_of is None] or list(voices)
    return Position(
        value=value,
        holders=tuple(sorted({voice.holder.name for voice in own})),
        reports=tuple(sorted({voice.report.id for voice in voices})),
        quotes=tuple(
            dict.fromkeys(
                voice.report.sentence.text for voice in sorted(own, key=lambda v: (v.published, v.report.trigger.start))
            )
        ),
    )


def _period_words(report: Report) -> str:
    period = report.period
    assert period is not None
    return period.edtf or f"{period.earliest}/{period.latest}"
