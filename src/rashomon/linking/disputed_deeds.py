"""Whether it happened, who did it and to whom: where the accounts of one incident part on the deed itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.linking.facets import asks_who, denies_intent, denies_outcome, denies_role, points_at_claim
from rashomon.linking.holders import is_of_state
from rashomon.linking.voices import (
    HAPPENED,
    Answer,
    Voice,
    are_opposed,
    have_opposed,
    have_two_holders,
    meet,
    name_parties,
    record_comparison,
    sides_of,
    speaks_for,
)
from rashomon.records import Comparison, Report

_ARMED = frozenset({"MIL", "REB", "UAF", "SPY", "PRM"})
_SPOKEN = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT"})


def compare_occurrence(incident: str, voices: Sequence[Voice], blaming: Sequence[Voice]) -> list[Comparison]:
    """Some say that it happened, others that it did not. Who denies only his part leaves the happening alone."""
    affirming = [v for v in voices if v.stand == "affirms" and v.report.modality in HAPPENED]
    against = [v for v in voices if _stands_against(v, affirming) and not _denies_part(v, [*affirming, *blaming])]
    denying = [v for v in against if not denies_intent(v.report)]
    answers = [Answer("it happened", v) for v in affirming]
    answers += [Answer("it did not happen" if v.stand == "denies" else "doubtful", v) for v in denying]
    found = []
    if denying and have_two_holders(answers):
        rule = "affirmed by some holders and denied by others"
        found.append(record_comparison(incident, "occurrence", "conflict", answers, rule))
    intent = [v for v in against if denies_intent(v.report)]
    if intent and affirming:
        answers = [Answer("done on purpose", v) for v in affirming] + [Answer("not on purpose", v) for v in intent]
        if have_two_holders(answers):
            rule = "one holder denies the intent, not the happening"
            found.append(record_comparison(incident, "act", "conflict", answers, rule))
    return found


def compare_doers(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """Who did it: two doers of two sides, or one that is named and denies. A finer name is a refinement.

    Of an accusation or a refusal nobody asks whose it is: "denied any part" in its incident is of the deed behind it.
    """
    if voices and all(voice.report.event in _SPOKEN for voice in voices):
        return []
    affirming = [v for v in voices if v.stand == "affirms" and v.report.modality in HAPPENED]
    answers = _named_by_side([v for v in affirming if sides_of(v.report.actors)])
    denials = [
        v for v in voices if v.stand != "affirms" and not denies_outcome(v.report) and _denies_part(v, affirming)
    ]
    denied = [
        Answer(f"not {name_parties(v.report.actors)}", v)
        for v in denials
        if v.report.actors and not denies_intent(v.report)
    ]
    if denied and answers and have_two_holders([*answers, *denied]):
        return [
            record_comparison(incident, "responsibility", "conflict", [*answers, *denied], "the party named denies it")
        ]
    if _is_contested(answers):
        return [
            record_comparison(
                incident, "responsibility", "conflict", answers, "holders of different sides name different doers"
            )
        ]
    answers = [Answer(name_parties(v.report.actors), v) for v in affirming if v.report.actors]
    values = {answer.value for answer in answers}
    if len(values) > 1 and have_two_holders(answers):
        return [
            record_comparison(
                incident, "responsibility", "refinement", answers, "names of one side, or doers told together"
            )
        ]
    return []


def compare_targets(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """To whom: fighters for one, civilians for another."""
    answers = []
    for voice in voices:
        sectors = {sector for party in voice.report.recipients for sector in party.sectors}
        kind = "civilian" if "CVL" in sectors and not sectors & _ARMED else "armed" if sectors & _ARMED else None
        if kind and voice.stand == "affirms" and voice.report.event == "ASSAULT":
            answers.append(Answer(f"{kind}: {name_parties(voice.report.recipients)}", voice))
    by_side: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        by_side[answer.voice.holder.side or answer.voice.holder.name].add(answer.value.split(":")[0])
    if any(len(kinds) > 1 for kinds in by_side.values()):
        return []  # who tells of both does not say that it was one of them
    if have_opposed(answers, lambda answer: answer.value.split(":")[0]):
        return [
            record_comparison(incident, "target", "conflict", answers, "armed for one side, civilian for the other")
        ]
    return []


def _stands_against(voice: Voice, affirming: Sequence[Voice]) -> bool:
    """Does the denial or doubt meet what others affirm? It names a party of theirs, and another's account it denies.

    "No one was hurt" denies an outcome and not the deed; "nobody burns a school for fun" names nobody.
    """
    report = voice.report
    if voice.stand == "affirms" or report.modality not in HAPPENED or denies_outcome(report):
        return False
    own = [v for v in affirming if v.holder.name == voice.holder.name and v.report.document == report.document]
    if any(report.event == "REJECT" or _names_the_same(report, v.report, doer=True) for v in own):
        return False  # who tells it himself in the same text does not deny it
    if report.event == "REJECT" and points_at_claim(report) and not sides_of(report.actors):
        return False  # "the group denies it": of a deed or of a part in it, nobody can tell
    return any(
        other.holder.name != voice.holder.name
        and not other.holder.is_beside(voice.holder)
        and (report.event == "REJECT" or _names_the_same(report, other.report))
        for other in affirming
    )


def _names_the_same(denied: Report, told: Report, *, doer: bool = False) -> bool:
    """Does the denial name somebody, and nobody other than who is told in that role? ``doer``: both must name him, or
    neither.
    """
    if doer and bool(sides_of(denied.actors)) != bool(sides_of(told.actors)):
        return False
    if not (sides_of(denied.actors) or sides_of(denied.recipients)):
        return False
    roles = ((denied.actors, told.actors), (denied.recipients, told.recipients))
    return all(meet(one, other) or not (sides_of(one) and sides_of(other)) for one, other in roles)


def _denies_part(voice: Voice, affirming: Sequence[Voice]) -> bool:
    """Is it the doer that is denied, not the deed? Then he or third parties tell it with another doer or with none."""
    report = voice.report
    if denies_role(report) or asks_who(report):
        return True
    if not sides_of(report.actors):
        return False
    same, others, nobody = set[str](), set[str](), set[str]()
    for other in affirming:
        named = sides_of(other.report.actors)
        if other.report.echo_of is None and report.event in ("REJECT", other.report.event):
            met = meet(report.actors, other.report.actors)
            (same if met else others if named else nobody).add(other.report.document)
        if named and not meet(report.actors, other.report.actors) and other.holder.name == voice.holder.name:
            return True
    if report.event == "REJECT" and not same:
        return False  # a witness, not the one who is blamed
    if report.event == "REJECT" and points_at_claim(report):
        return any(v.report.event == "ASSAULT" for v in affirming)  # who did it; of help or a siege that there is none
    return len(others) > len(same) or len(nobody) > 1


def _is_contested(answers: Sequence[Answer]) -> bool:
    """Do the parties themselves disagree? One that is named says otherwise, and nobody names both."""
    told = [(answer.voice, answer.voice.report.actors) for answer in answers]
    if any(not meet((one,), (other,)) for _, actors in told for one in actors for other in actors):
        return False
    return any(
        are_opposed(here, there) and not meet(mine, theirs) and any(speaks_for(here, actors) for _, actors in told)
        for here, mine in told
        for there, theirs in told
    )


def _named_by_side(voices: Sequence[Voice]) -> list[Answer]:
    """The doers as answers: "IRN" and "IRNMIL" are one answer, told by the shorter code; "IRNREB" is another."""
    shortest: dict[frozenset[tuple[str, bool]], str] = {}
    for voice in voices:
        side, name = _camps(voice), name_parties(voice.report.actors)
        shortest[side] = min((name, shortest.get(side, name)), key=lambda code: (len(code), code))
    return [Answer(shortest[_camps(voice)], voice) for voice in voices]


def _camps(voice: Voice) -> frozenset[tuple[str, bool]]:
    return frozenset(
        (side, is_of_state(party) is not False) for party in voice.report.actors for side in sides_of((party,))
    )
