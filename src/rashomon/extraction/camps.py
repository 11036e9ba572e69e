"""The two camps of a quarrel within one country, its state and its people: who is meant where only one is named.

"Police opened fire" in a story of Bolivia's miners: on the miners, who are named before or after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from rashomon.extraction.sides import CIVIL, carry_party, follows, is_nameless, of_country
from rashomon.records import Party, Report

Camp = Literal["state", "people"]

_STATE = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"}
_PEOPLE = {"CVL", "REB", "OPP", "LAB", "EDU", "AGR", "REL", "SOC", "REF", "CRM", "UAF", "MIN", "ELI"}
_FORCE = ("COP", "MIL", "PRM")  # who fights for the state
_RULE = ("GOV", "LEG", "JUD", "COP", "MIL")  # of whom its people ask
_BLOWS = {"ASSAULT", "COERCE", "THREATEN"}
_ASKING = {"REQUEST", "ACCUSE", "REJECT"}  # by its people
_YIELDING = {"CONCEDE", "AGREE"}
_FIGHTING = {"COP", "MIL", "PRM", "GOV", "REB", "OPP", "LAB"}  # "youths" strike whom they are told to strike
_LEAST = 2  # parties of a camp


def answer_other_camp(reports: list[Report], home: str | None) -> list[Report]:
    """What one camp does to nobody named it does to the other, in a document on one country's own quarrel.

    Who hits back hits who struck just before. Arrests that nobody is told to make are the police's, where the text
    names them. ``home`` is the country that the story is of alone.
    """
    camps = _name_camps(reports, home)
    if home is None or camps is None:
        return reports
    found: list[Report] = []
    for report in reports:
        doers = {_camp(party, home) for party in report.actors}
        before = found[-1] if found else None
        other = _other(doers)
        if other is not None and not report.recipients and not report.reciprocal:
            if before is not None and _strikes_back(report, before, home):
                parties = tuple(carry_party(party, before) for party in before.actors)
                report = replace(report, recipients=parties, reasons=(*report.reasons, "recipient: who struck before"))
            elif report.event in _BLOWS and report.mode not in CIVIL and _strikes(report):
                report = _filled(report, "recipient", camps[other][0])
            elif report.event in _YIELDING or (report.event in _ASKING and other == "state"):
                report = _filled(report, "recipient", camps[other][1])
        if report.event in ("ASSAULT", "COERCE") and report.recipients and _fights(report.actors) and other is not None:
            report = _hit_at_home(report, home)
        if report.event == "COERCE" and report.mode == "arrest" and not report.actors and report.recipients:
            police = camps["state"][0]
            if "COP" in police[0].sectors and all(_camp(party, home) == "people" for party in report.recipients):
                report = _filled(report, "actor", police)
        found.append(report)
    return found


Named = tuple[Party, Report]


def _name_camps(reports: Sequence[Report], home: str | None) -> Mapping[Camp, tuple[Named, Named]] | None:
    """Of each camp whom blows fall on and whom words are for: those whom the text names most; None for one alone."""
    counted: dict[Camp, Counter[str]] = {"state": Counter(), "people": Counter()}
    first: dict[str, Named] = {}
    for report in reports:
        for party in (*report.actors, *report.recipients):
            camp = _camp(party, home)
            if camp is not None and party.code is not None and party.how != "carried":
                counted[camp][party.code] += 1
                first.setdefault(party.code, (party, report))
    if min(counter.total() for counter in counted.values()) < _LEAST:
        return None
    people = first[counted["people"].most_common(1)[0][0]]
    state = counted["state"]

    def most(sectors: Sequence[str]) -> Named:
        fitting = {code: count for code, count in state.items() if code[3:] in sectors} or dict(state)
        return first[max(fitting, key=lambda code: fitting[code])]

    return {"state": (most(_FORCE), most(_RULE[:1])), "people": (people, people)}


def _camp(party: Party, home: str | None) -> Camp | None:
    if party.country != home or not party.sectors:
        return None
    if party.sectors[0] in _STATE:
        return "state"
    return "people" if party.sectors[0] in _PEOPLE else None


def _other(doers: set[Camp | None]) -> Camp | None:
    match sorted(map(str, doers)):
        case ["state"]:
            return "people"
        case ["people"]:
            return "state"
    return None


def _strikes_back(report: Report, before: Report, home: str) -> bool:
    """One blow upon another: those hit just before were of this camp, and of the other who struck them."""
    ours = {_camp(party, home) for party in report.actors}
    theirs = {_camp(party, home) for party in before.actors}
    hit = {_camp(party, home) for party in before.recipients}
    is_blow = report.event == "ASSAULT" and before.event in ("ASSAULT", "COERCE")
    return is_blow and follows(report, before) and None not in theirs and bool(theirs) and ours == hit != theirs


def _strikes(report: Report) -> bool:
    """Whether a blow is one camp's on the other: by those who fight, and no toll of which nobody is told."""
    has_toll = any(quantity.outcome in ("killed", "injured") for quantity in report.quantities)
    return not has_toll and all(set(party.sectors) & _FIGHTING for party in report.actors)


def _fights(actors: Sequence[Party]) -> bool:
    return all(not set(party.sectors) & {"JUD", "LEG"} for party in actors)


def _filled(report: Report, role: Literal["actor", "recipient"], named: Named) -> Report:
    party, origin = named
    rule = f"the other camp of a quarrel at home: {party.text!r}"
    one = replace(carry_party(party, origin), rule=rule)
    reasons = (*report.reasons, f"{role} carried: {rule}")
    if role == "actor":
        return replace(report, actors=(one,), reasons=reasons)
    return replace(report, recipients=(one,), reasons=reasons)


def _hit_at_home(report: Report, home: str) -> Report:
    if not all(is_nameless(party) for party in report.recipients):
        return report
    hit = tuple(of_country(party, home, "the one country of the quarrel") for party in report.recipients)
    return replace(report, recipients=hit)
