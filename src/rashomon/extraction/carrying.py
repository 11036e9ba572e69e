"""Roles that a report's clause leaves open, carried from the report before that tells of the same act.

"Nine guards were wounded" after "rebels fired on them": who wounded them is carried,
and says so (how = "carried", with the rule). What the document leaves open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.extraction.camps import answer_other_camp
from rashomon.extraction.opposing import name_opponents
from rashomon.extraction.sides import (
    CIVIL,
    answer_blows,
    answer_other_side,
    carry_party,
    countries,
    mirror,
    name_both,
)
from rashomon.records import Party, Period, Report
from rashomon.resolution.composition import read_composition
from rashomon.resolution.story_sides import StorySides

_MATERIAL = {"ASSAULT", "COERCE"}
# What a report says of the deed told in the sentence before, and which deeds those can be.
_IDEA = re.compile(
    r"\W*(?:the|this|that|his|her|their)\s+(?:idea|plan|proposal|offer|call|initiative|suggestion|appeal)s?\b"
)
_THIS = re.compile(r"\W*(?:this|these|such)\s", re.IGNORECASE)
_ANSWERED = {
    "SUPPORT": (_IDEA, frozenset(("REQUEST", "AGREE", "CONCEDE"))),
    "REJECT": (_IDEA, frozenset(("REQUEST", "AGREE", "CONCEDE"))),
    "ACCUSE": (_THIS, frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"))),
}
_MOVING_IN = {"MOBILIZE", "ASSAULT"}
_BREAKING = {"discontinue", "withdraw", "expel"}
_SEIZING = {"seize", "arrest", "abduct"}
_STAND_INS = {"he", "she", "it", "they", "him", "her", "them", "who", "which", "that", "himself", "themselves"}
_UNKNOWN = ("unidentified", "unknown", "unnamed")
_REACH = 10  # reports
_NEAR = 3


def carry(reports: Sequence[Report], sides: StorySides | None = None, home: str | None = None) -> list[Report]:
    """The reports of one document, in the order of its text, with open roles filled from their neighbours.

    ``sides`` are the two countries that the document's story is between, where it has such, ``home``
    the one country that it is of alone.
    """
    filled: list[Report] = []
    for report in _agree(reports):
        carries = report.event in _MATERIAL and report.modality in ("actual", "historical", "called_off")
        if carries:
            report = _carry_actor(report, filled)
        report = name_opponents(report, sides, only_people=True)
        if carries:
            report = _carry_recipient(report, filled)
        filled.append(name_opponents(report, sides))
    filled = _told_of_just_before(_crossed_into(_broken_with_beside(_denied_to_accuser(_accused_of_content(filled)))))
    return answer_other_camp(answer_other_side(answer_blows(mirror(name_both(filled, sides))), sides), home)


def _agree(reports: Sequence[Report]) -> list[Report]:
    """One phrase is one party in whatever report it stands: "[Farmers] marched in Peru and demanded reforms".

    A pronoun is whom it stands for, as read there: "[Farmers] marched in Peru. [They] demanded reforms".
    """
    known: dict[tuple[int, int], Party] = {}
    for report in reports:
        for party in (*report.actors, *report.recipients):
            if party.country is not None:
                known.setdefault((party.start, party.end), party)

    def same(party: Party) -> Party:
        if party.country is not None or party.entity is not None:
            return party
        if (twin := known.get((party.start, party.end))) is not None:
            return replace(twin, joined=party.joined)
        span = party.antecedent
        if (
            span is None
            or party.text.casefold() not in _STAND_INS
            or (meant := known.get((span.start, span.end))) is None
        ):
            return party
        rule = f"stands for {span.text!r}; {meant.rule}"
        return replace(
            party, name=meant.name, entity=meant.entity, country=meant.country, sectors=meant.sectors, code=meant.code,
            rule=rule,
        )  # fmt: skip

    agreed = []
    for report in reports:
        actors, recipients = tuple(map(same, report.actors)), tuple(map(same, report.recipients))
        if actors != report.actors or recipients != report.recipients:
            report = replace(report, actors=actors, recipients=recipients)
        agreed.append(report)
    return agreed


def _carry_actor(report: Report, before: Sequence[Report]) -> Report:
    """The doer of the nearest material act before on the same recipient."""
    if any(party.country or party.entity for party in report.actors):
        return report
    if any(not _is_anybody(party) for party in report.actors):
        return report
    if not _has_toll(report) and all(_is_new(party) for party in report.recipients):
        return report
    hit = countries(report.recipients)
    for other in reversed(before[-_REACH:]):
        doers = [party for party in other.actors if party.country or party.entity]
        if report.event == "ASSAULT" and any("JUD" in party.sectors for party in doers):
            continue  # courts do not shell
        if not _is_same_act(report, other) or not doers:
            continue
        theirs = countries(other.recipients)
        if other.mode in CIVIL or hit & countries(doers) or (hit and not hit & theirs) or not theirs:
            continue
        carried = tuple(carry_party(party, other) for party in doers)
        return replace(report, actors=carried, reasons=(*report.reasons, f"actor carried from {other.trigger.text!r}"))
    return report


def _carry_recipient(report: Report, before: Sequence[Report]) -> Report:
    """Whom the nearest material act before of the same doer hit, where this one names nobody we know."""
    if any(_is_known(party) or _is_new(party) for party in report.recipients) or not report.actors:
        return report
    doers = countries(report.actors)
    if not doers:
        return report
    for other in reversed(before[-_REACH:]):
        hit = [party for party in other.recipients if _is_known(party)]
        if not _is_same_act(report, other) or not hit:
            continue
        if not countries(other.actors) & doers or countries(hit) & doers:
            continue
        carried = tuple(carry_party(party, other) for party in hit)
        return replace(
            report, recipients=carried, reasons=(*report.reasons, f"recipient carried from {other.trigger.text!r}")
        )
    return report


def _accused_of_content(reports: list[Report]) -> list[Report]:
    """Who condemns an act condemns its doer: an accusation without a recipient takes its content's actor."""
    by_parent: dict[str, Report] = {}
    for report in reports:
        if report.content_of is not None:
            by_parent.setdefault(report.content_of, report)
    found = []
    for report in reports:
        content = by_parent.get(report.id)
        if report.event == "ACCUSE" and not report.recipients and content is not None:
            doers = [
                party for party in content.actors if party.country and party.country not in countries(report.actors)
            ]
            if doers:
                carried = tuple(carry_party(party, content) for party in doers)
                report = replace(
                    report, recipients=carried, reasons=(*report.reasons, "recipient: the doer of what it condemns")
                )
        found.append(report)
    return found


def _denied_to_accuser(reports: list[Report]) -> list[Report]:
    """ "Chad blamed the rebels. They deny it": who denies answers the nearest who accused them.

    "Rejected the idea", "turned down the request": the nearest other who asked or offered, in the sentences before.
    """
    found: list[Report] = []
    for report in reports:
        if report.event == "REJECT" and not any(party.code for party in report.recipients) and report.mode is None:
            ours = {party.code for party in report.actors if party.code}
            for other in reversed(found[-_REACH:]):
                if other.event == "ACCUSE" and ours & {party.code for party in other.recipients}:
                    accusers = tuple(carry_party(party, other) for party in other.actors if party.code)
                    reasons = (*report.reasons, "recipient: who accused them")
                    report = replace(report, recipients=accusers or report.recipients, reasons=reasons)
                    break
            else:
                report = _refused_to_asker(report, found)
        found.append(report)
    return found


def _crossed_into(reports: list[Report]) -> list[Report]:
    """ "Hanoi accused Peking of crossing the frontier": whose border it is says who accuses."""
    by_id = {report.id: report for report in reports}
    found: list[Report] = []
    for report in reports:
        above = by_id.get(report.content_of or "")
        lines = [
            p for p in report.recipients if p.code is None and p.text.split()[-1].casefold() in read_composition().lines
        ]
        if report.event in _MOVING_IN and lines and above is not None and above.event == "ACCUSE":
            ours = countries(report.actors)
            owners = [party for party in above.actors if party.country and party.country not in ours]
            if ours and len(owners) == 1:
                carried = replace(
                    carry_party(owners[0], above), sectors=(), code=owners[0].country, entity=None, name=None
                )
                reasons = (*report.reasons, "recipient: whose border it is, who accuses")
                report = replace(report, recipients=(carried,), reasons=reasons)
        found.append(report)
    return found


def _broken_with_beside(reports: list[Report]) -> list[Report]:
    """ "Lima sent troops to the border with Chile and broke off relations": the one other country of the sentence."""
    found: list[Report] = []
    for report in reports:
        ours = countries(report.actors)
        if report.event == "SANCTION" and report.mode in _BREAKING and not report.recipients and len(ours) == 1:
            beside = [
                (party, other)
                for other in found[-_NEAR:]
                if other.sentence.start == report.sentence.start
                for party in (*other.recipients, *other.actors)
                if party.country and party.country not in ours
            ]
            if len({party.country for party, _ in beside}) == 1:
                party, other = beside[-1]
                carried = replace(carry_party(party, other), sectors=(), code=party.country, entity=None, name=None)
                report = replace(report, recipients=(carried,), reasons=(*report.reasons, "recipient: beside it"))
        found.append(report)
    return found


def _refused_to_asker(report: Report, before: Sequence[Report]) -> Report:
    ours = countries(report.actors)
    for other in reversed(before[-_NEAR:]):
        askers = tuple(party for party in other.actors if party.country and party.country not in ours)
        is_answer = other.event == "REQUEST" and other is before[-1] and report.actors  # "the tug's master refused"
        if other.event in ("REQUEST", "AGREE", "ACCUSE") and askers and (ours or is_answer):
            carried = tuple(carry_party(party, other) for party in askers)
            return replace(report, recipients=carried, reasons=(*report.reasons, "recipient: who asked or offered it"))
    return report


def _told_of_just_before(reports: list[Report]) -> list[Report]:
    """ "Oslo proposed a truce. Bonn backed the idea"; "Togo raided the port. Chad condemns this raid": whose it is."""
    found: list[Report] = []
    for report in reports:
        answered = _ANSWERED.get(report.event or "")
        if answered is not None and found and not any(party.code for party in report.recipients):
            before, (object_, events) = found[-1], answered
            after = report.sentence.text[max(0, report.trigger.end - report.sentence.start) :]
            is_next = 0 <= report.sentence.start - before.sentence.end < 4
            ours = {party.country for party in report.actors if party.country}
            doers = [party for party in before.actors if party.code and party.country not in ours]
            if is_next and doers and report.actors and before.event in events and object_.match(after):
                carried = tuple(carry_party(party, before) for party in doers)
                reasons = (*report.reasons, f"recipient: whose {before.trigger.text!r} it is about")
                report = replace(report, recipients=carried, reasons=reasons)
        found.append(report)
    return found


def _is_same_act(report: Report, other: Report) -> bool:
    """Whether the one before can be of the same act: it happened, and no other day or country is stated for it."""
    if other.event not in _MATERIAL or other.reciprocal or other.modality not in ("actual", "historical"):
        return False
    if other.event != report.event and other.mode not in _SEIZING and report.mode not in _SEIZING:
        return False  # who forbids rallies does not shell
    if other.polarity != "affirmed" or report.polarity == "denied":
        return other.polarity == report.polarity
    one, two = report.period, other.period
    if one is not None and two is not None and _are_apart(one, two):
        return False
    here = {place.country for place in report.places if place.country and place.how == "stated"}
    there = {place.country for place in other.places if place.country and place.how == "stated"}
    return not here or not there or bool(here & there)


def _are_apart(one: Period, two: Period) -> bool:
    if not (one.earliest and one.latest and two.earliest and two.latest):
        return False
    return one.latest < two.earliest or two.latest < one.earliest


def _is_anybody(party: Party) -> bool:
    """ "hooded men": words that anybody fits; "the ayatollahs" are somebody, whom we do not know."""
    words = party.text.split()
    if words[0].casefold() in _UNKNOWN:
        return False  # the text says that nobody knows
    return (
        words[0].casefold()
        not in ("the", "this", "these", "who", "which", "what", "his", "her", "their", "its", "a", "an")
        and words[-1].islower()
    )


def _is_new(party: Party) -> bool:
    """ "a car", "an empty house": something not spoken of before, so none of those of the act before."""
    is_owned = "'s " in party.text or "’s " in party.text or " of " in party.text
    return party.code is None and not is_owned and party.text.split()[0].casefold() in ("a", "an", "another")


def _is_known(party: Party) -> bool:
    """Whether we know who it is; "all three vessels" of no flag are known only where they are new."""
    if party.code == "MNC" and party.entity is None:
        return not party.text.casefold().startswith(("the ", "all ", "both ", "these ", "those "))
    return party.code is not None


def _has_toll(report: Report) -> bool:
    return any(quantity.outcome in ("killed", "injured", "missing", "detained") for quantity in report.quantities)
