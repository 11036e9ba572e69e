"""Roles that a report's clause leaves open, carried from the report before that tells of the same act.

"Nine guards were wounded" after "rebels fired on them": who wounded them is carried,
and says so (how = "carried", with the rule). What the document leaves open stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rashomon.records import Party, Period, Report
from rashomon.resolution.composition import read_composition

_MATERIAL = {"ASSAULT", "COERCE"}
_VERBAL = {"REJECT", "ACCUSE", "REQUEST", "THREATEN"}
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
_CIVIL = {"martial-law", "curfew", "censor", "ban", "misinformation", "cyber"}  # modes that hit nobody in particular
_BOTH = {
    "sides", "parties", "countries", "nations", "governments", "states", "neighbours", "neighbors", "armies", "rivals",
    "two", "capitals", "leaders", "presidents", "prime ministers", "premiers", "ministers", "foreign ministers",
    "militaries", "allies", "powers", "belligerents", "foes", "peoples", "side", "army", "country", "government",
    "adversaries", "forces", "navies", "delegations", "camps",
}  # fmt: skip
_OF_BOTH = {
    "armies": "MIL", "army": "MIL", "militaries": "MIL", "forces": "MIL", "navies": "MIL", "governments": "GOV",
    "government": "GOV", "capitals": "GOV", "leaders": "GOV", "presidents": "GOV", "prime ministers": "GOV",
    "premiers": "GOV", "ministers": "GOV", "foreign ministers": "GOV", "delegations": "GOV",
}  # fmt: skip
_PAIRING = ("both ", "the two ", "two ", "each ", "either ", "the ")
_MOVING_IN = {"MOBILIZE", "ASSAULT"}
_BREAKING = {"discontinue", "withdraw", "expel"}
_SEIZING = {"seize", "arrest", "abduct"}
_UNKNOWN = ("unidentified", "unknown", "unnamed")
_REACH = 10  # reports
_NEAR = 3
_DOMINANT = 0.6


def means_both(text: str) -> bool:
    """Whether words stand for two sides that other words name: "both governments", "envoys of the two neighbours"."""
    _, whole = _of_whole(text)
    return whole.startswith(_PAIRING[:-1]) and _paired(text) in _BOTH


def _of_whole(text: str) -> tuple[str, str]:
    """ "Commanders of both armies": who of them is meant, and the words that mean both; lower case."""
    head, of, whole = text.casefold().rpartition(" of ")
    return (head, whole) if of and whole.startswith(_PAIRING[:-1]) else ("", text.casefold())


def _paired(text: str) -> str:
    _, words = _of_whole(text)
    for opening in _PAIRING:
        words = words.removeprefix(opening)
    return words


def carry(reports: Sequence[Report]) -> list[Report]:
    """The reports of one document, in the order of its text, with open roles filled from their neighbours."""
    reports = _agree(reports)
    filled: list[Report] = []
    for report in reports:
        if report.event in _MATERIAL and report.modality in ("actual", "historical", "called_off"):
            report = _carry_actor(report, filled)
            report = _carry_recipient(report, filled)
        filled.append(report)
    filled = _told_of_just_before(_crossed_into(_broken_with_beside(_denied_to_accuser(_accused_of_content(filled)))))
    pair, last = _sides(filled)
    if pair is None:
        spoken = _most_named(filled)
        return filled if spoken is None else [_both_sides(report, spoken, last) for report in filled]
    return _other_side([_both_sides(report, pair, last) for report in filled], pair, last)


def _agree(reports: Sequence[Report]) -> list[Report]:
    """One phrase is one party in whatever report it stands: "[Farmers] marched in Peru and demanded reforms"."""
    known: dict[tuple[int, int], Party] = {}
    for report in reports:
        for party in (*report.actors, *report.recipients):
            if party.country is not None:
                known.setdefault((party.start, party.end), party)

    def same(party: Party) -> Party:
        twin = known.get((party.start, party.end))
        if twin is None or party.country is not None or party.entity is not None:
            return party
        return replace(twin, joined=party.joined)

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
    hit = _countries(report.recipients)
    for other in reversed(before[-_REACH:]):
        doers = [party for party in other.actors if party.country or party.entity]
        if report.event == "ASSAULT" and any("JUD" in party.sectors for party in doers):
            continue  # courts do not shell
        if not _is_same_act(report, other) or not doers:
            continue
        theirs = _countries(other.recipients)
        if other.mode in _CIVIL or hit & _countries(doers) or (hit and not hit & theirs) or not theirs:
            continue
        carried = tuple(_carried(party, other) for party in doers)
        return replace(report, actors=carried, reasons=(*report.reasons, f"actor carried from {other.trigger.text!r}"))
    return report


def _carry_recipient(report: Report, before: Sequence[Report]) -> Report:
    """Whom the nearest material act before of the same doer hit, where this one names nobody we know."""
    if any(_is_known(party) or _is_new(party) for party in report.recipients) or not report.actors:
        return report
    doers = _countries(report.actors)
    if not doers:
        return report
    for other in reversed(before[-_REACH:]):
        hit = [party for party in other.recipients if _is_known(party)]
        if not _is_same_act(report, other) or not hit:
            continue
        if not _countries(other.actors) & doers or _countries(hit) & doers:
            continue
        carried = tuple(_carried(party, other) for party in hit)
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
                party for party in content.actors if party.country and party.country not in _countries(report.actors)
            ]
            if doers:
                carried = tuple(_carried(party, content) for party in doers)
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
                    accusers = tuple(_carried(party, other) for party in other.actors if party.code)
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
            ours = _countries(report.actors)
            owners = [party for party in above.actors if party.country and party.country not in ours]
            if ours and len(owners) == 1:
                carried = replace(
                    _carried(owners[0], above), sectors=(), code=owners[0].country, entity=None, name=None
                )
                reasons = (*report.reasons, "recipient: whose border it is, who accuses")
                report = replace(report, recipients=(carried,), reasons=reasons)
        found.append(report)
    return found


def _broken_with_beside(reports: list[Report]) -> list[Report]:
    """ "Lima sent troops to the border with Chile and broke off relations": the one other country of the sentence."""
    found: list[Report] = []
    for report in reports:
        ours = _countries(report.actors)
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
                carried = replace(_carried(party, other), sectors=(), code=party.country, entity=None, name=None)
                report = replace(report, recipients=(carried,), reasons=(*report.reasons, "recipient: beside it"))
        found.append(report)
    return found


def _refused_to_asker(report: Report, before: Sequence[Report]) -> Report:
    ours = _countries(report.actors)
    for other in reversed(before[-_NEAR:]):
        askers = tuple(party for party in other.actors if party.country and party.country not in ours)
        is_answer = other.event == "REQUEST" and other is before[-1] and report.actors  # "the tug's master refused"
        if other.event in ("REQUEST", "AGREE", "ACCUSE") and askers and (ours or is_answer):
            carried = tuple(_carried(party, other) for party in askers)
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
                carried = tuple(_carried(party, before) for party in doers)
                reasons = (*report.reasons, f"recipient: whose {before.trigger.text!r} it is about")
                report = replace(report, recipients=carried, reasons=reasons)
        found.append(report)
    return found


def _sides(reports: Sequence[Report]) -> tuple[frozenset[str] | None, dict[str, tuple[Party, Report]]]:
    """The two countries that most of a document's acts are between, if there are two, and where each is named first."""
    pairs: Counter[frozenset[str]] = Counter()
    last: dict[str, tuple[Party, Report]] = {}
    for report in reports:
        for actor in _countries(report.actors):
            for recipient in _countries(report.recipients):
                if actor != recipient:
                    pairs[frozenset((actor, recipient))] += 1
        for party in (*report.actors, *report.recipients):
            if party.country is not None and party.how != "carried":
                last.setdefault(party.country, (party, report))
    if not pairs:
        return None, last
    (pair, count), *rest = pairs.most_common(2)
    if count < 2 or count / pairs.total() < _DOMINANT or (rest and rest[0][1] == count):
        return None, last
    return pair, last


def _most_named(reports: Sequence[Report]) -> frozenset[str] | None:
    """The two countries that a document speaks of most, where its acts alone do not tell the sides."""
    named: dict[int, str] = {}
    for report in reports:
        for party in (*report.actors, *report.recipients):
            if party.country is not None and party.how != "carried":
                named.setdefault(party.start, party.country)
        for speaker in report.speakers:
            if speaker.country is not None:
                named.setdefault(speaker.start, speaker.country)
    counted = Counter(named.values()).most_common(3)
    if len(counted) < 2 or (len(counted) > 2 and counted[2][1] * 2 > counted[1][1]):
        return None
    return frozenset((counted[0][0], counted[1][0]))


def _both_sides(report: Report, pair: frozenset[str], last: dict[str, tuple[Party, Report]]) -> Report:
    """ "urged both parties", "the two countries agreed": the two sides of the document's confrontation."""
    return replace(report, actors=_spread(report.actors, pair, last), recipients=_spread(report.recipients, pair, last))


def _spread(
    parties: tuple[Party, ...], pair: frozenset[str], last: dict[str, tuple[Party, Report]]
) -> tuple[Party, ...]:
    found: list[Party] = []
    for party in parties:
        words = _paired(party.text)
        is_both = words in _BOTH and (party.country is None or (party.code or "").endswith("UNK"))
        if not is_both or not pair <= last.keys():
            found.append(party)
            continue
        own = party.sectors if _of_whole(party.text)[0] else ()
        sectors = own or ((_OF_BOTH[words],) if words in _OF_BOTH else ())
        for country in sorted(pair, key=lambda c: last[c][0].start):
            found.append(
                replace(
                    party,
                    country=country,
                    sectors=sectors,
                    code=country + "".join(sectors),
                    how="coreference",
                    rule=f"both sides of this document's confrontation: {country}",
                )
            )
    return tuple(found)


def _other_side(reports: list[Report], pair: frozenset[str], last: dict[str, tuple[Party, Report]]) -> list[Report]:
    """A refusal, demand or threat to nobody named goes to the other side, in a document of two sides."""
    found = []
    for report in reports:
        ours = _countries(report.actors)
        breaking = report.event == "SANCTION" and report.mode in _BREAKING
        if (report.event in _VERBAL or breaking) and not report.recipients and len(ours) == 1 and ours < pair:
            other = next(iter(pair - ours))
            if other in last:
                party, origin = last[other]
                rule = f"the other side of this document's confrontation: {other}"
                carried = replace(_carried(party, origin), sectors=(), code=other, entity=None, name=None, rule=rule)
                report = replace(report, recipients=(carried,), reasons=(*report.reasons, f"recipient carried: {rule}"))
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


def _carried(party: Party, origin: Report) -> Party:
    return replace(party, how="carried", rule=f"carried from {origin.trigger.text!r}; {party.rule}")


def _countries(parties: Sequence[Party]) -> set[str]:
    return {party.country for party in parties if party.country}
