"""The voices of an incident: each report with who holds it, what it answers on a facet, and when two answers part."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rashomon.linking.blaming import as_answer
from rashomon.linking.holders import Holder, find_holder, is_of_state
from rashomon.linking.own_words import is_denial
from rashomon.records import Comparison, ComparisonRelation, Document, Facet, Party, Polarity, Position, Report, Side

_STANDS: Mapping[Polarity, Literal["affirms", "denies", "doubts"]] = {
    "affirmed": "affirms",
    "denied": "denies",
    "doubted": "doubts",
}
HAPPENED = ("actual", "historical")
AHEAD = ("planned", "threatened", "possible", "conditional", "demanded")


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


def read_voice(report: Report, documents: Mapping[str, Document], sides: Sequence[Side], *, rejection: bool) -> Voice:
    """``rejection``: the incident is itself a refusal; else who rejects in it denies what the others tell."""
    document = documents.get(report.document)
    holder = find_holder(report, document, sides)
    stand: Literal["affirms", "denies", "doubts"] = _STANDS[report.polarity]
    if is_denial(report) and not rejection:
        stand = "denies"
        if not report.speakers and report.actors:
            holder = _as_holder(report.actors)
    return Voice(report, holder, (document.published if document else None) or "", stand)


def read_blame(blame: Report, documents: Mapping[str, Document], sides: Sequence[Side]) -> Voice:
    """ "Washington blames the militia": that the militia did it, held by Washington."""
    voice = read_voice(as_answer(blame), documents, sides, rejection=False)
    return voice if blame.speakers else replace(voice, holder=_as_holder(blame.actors))


def are_opposed(one: Voice, other: Voice) -> bool:
    """Two holders of two sides, or of one country, one of its state and one not; never a party and itself."""
    return bool(one.holder.side and other.holder.side) and not one.holder.is_beside(other.holder)


def have_opposed(answers: Sequence[Answer], kind: Callable[[Answer], str]) -> bool:
    """Do two opposed holders give answers of two kinds, and no report both?"""
    parting = [(one, other) for i, one in enumerate(answers) for other in answers[i + 1 :] if kind(one) != kind(other)]
    both = any(one.voice.report.id == other.voice.report.id for one, other in parting)
    return not both and any(are_opposed(one.voice, other.voice) for one, other in parting)


def exclude_each_other(answers: Sequence[Answer]) -> bool:
    """Two values of which no holder names both."""
    values: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        values[answer.voice.holder.name].add(answer.value)
    return len({answer.value for answer in answers}) > 1 and all(len(told) == 1 for told in values.values())


def have_two_holders(answers: Sequence[Answer]) -> bool:
    """Is there a holder of one answer who does not hold another that is told?"""
    by_value: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        by_value[answer.value].add(answer.voice.holder.name)
    sets = list(by_value.values())
    return len(sets) > 1 and any(one != other for i, one in enumerate(sets) for other in sets[i + 1 :])


def sides_of(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(side for party in parties if (side := party.country or party.code or party.entity))


def meet(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """Is a party of the one of the same country as one of the other, and not one of its state, the other not?"""
    return any(
        sides_of((a,)) & sides_of((b,)) and (None in (of := (is_of_state(a), is_of_state(b))) or of[0] == of[1])
        for a in one
        for b in other
    )


def speaks_for(voice: Voice, parties: Sequence[Party]) -> bool:
    """Is the holder of the side of one of them?"""
    holder = voice.holder
    return any(
        holder.side in sides_of((party,))
        and (holder.of_state is None or is_of_state(party) is None or holder.of_state == is_of_state(party))
        for party in parties
    )


def name_parties(parties: Sequence[Party]) -> str:
    return " and ".join(dict.fromkeys(party.code or party.name or party.text for party in parties))


def record_comparison(
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


def _as_holder(parties: Sequence[Party]) -> Holder:
    return Holder(name_parties(parties), parties[0].country or parties[0].code, is_of_state(parties[0]))


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
