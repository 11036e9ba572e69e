"""The two sides of a document's confrontation: who "both armies" are, and who the other is where one alone is named."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from rashomon.records import Party, Report
from rashomon.resolution.composition import read_composition
from rashomon.resolution.story_sides import StorySides
from rashomon.resolution.tables import code_of

_DOMINANT = 0.6
_VERBAL = {"REJECT", "ACCUSE", "REQUEST", "THREATEN"}
_BREAKING = {"discontinue", "withdraw", "expel"}
_GIVING = {"AGREE", "CONCEDE"}
_FORCE = {"ASSAULT", "COERCE", "MOBILIZE"}
# What a mediator does to nobody named is done to both sides: "appealed for restraint", "offered to mediate".
_MEDIATING = {"REQUEST", "CONSULT", "AGREE"}
_LOOK = 3  # reports
_NEXT = 4  # characters between two sentences of a paragraph
CIVIL = {"martial-law", "curfew", "censor", "ban", "misinformation", "cyber"}  # modes that hit nobody in particular
_MEETING = {"MIL", "GOV", "CVL"}  # who meets or fights the like of the other side
ARMED = {"MIL", "REB", "PRM", "SPY", "GOV"}  # who fights the other side; police and courts deal with their own people
_STRANGERS = {"unidentified", "unknown", "unnamed", "masked", "suspected", "foreign", "international", "civil", "stray"}
_SELF = {"themselves", "himself", "herself", "itself", "ourselves", "myself", "each other", "one another"}

Last = Mapping[str, tuple[Party, Report]]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The words of ``lexicons/en/sides.toml``."""

    both: frozenset[str]
    paired: frozenset[str]
    openings: tuple[str, ...]
    sectors: Mapping[str, str]
    unnamed: frozenset[str]
    answering: frozenset[str]


def means_both(text: str) -> bool:
    """Whether words stand for two sides that other words name: "both governments", "envoys of the two neighbours"."""
    _, whole = _of_whole(text)
    return whole.startswith(_strict()) and _paired(text) in read_pairing().both


def name_both(reports: list[Report], sides: StorySides | None) -> list[Report]:
    """ "urged both parties", "the two countries agreed": the two sides of the document's confrontation.

    So are those of whom none is named and who meet or fight each other: "generals met", in a story between two.
    """
    last = first_named(reports)
    pair = find_pair(reports) or (sides.pair if sides is not None else None) or _most_named(reports)
    if pair is None:
        return reports
    order = sorted(sorted(pair), key=lambda country: last[country][0].start if country in last else -1)
    found = []
    for report in reports:
        together = sides is not None and pair == sides.pair and _is_together(report)
        actors = _spread(report.actors, order, together=together)
        found.append(replace(report, actors=actors, recipients=_spread(report.recipients, order)))
    return found


def answer_other_side(reports: list[Report], sides: StorySides | None) -> list[Report]:
    """What one side does to nobody named it does to the other, in a document of two sides.

    Words first: a refusal, a demand, a threat, an offer, an apology. Of blows and of troops only where the
    whole story is between two countries; who hits back hits who hit just before. What a third party asks
    or offers, to nobody named, goes to both.
    """
    pair = find_pair(reports) or (sides.pair if sides is not None else None)
    last = first_named(reports)
    if pair is None or not pair <= last.keys():
        return reports
    found: list[Report] = []
    for report in reports:
        ours = countries(report.actors)
        is_third = _is_third(report.actors, pair) and sides is not None and pair == sides.pair
        if report.event in _MEDIATING and not report.recipients and not report.reciprocal and is_third:
            report = _aimed_at(report, sorted(pair, key=lambda country: last[country][0].start), last)
        elif _is_open(report) and not report.reciprocal and len(ours) == 1:
            before = found[-1] if found else None
            if before is not None and _hits_back(report, before):
                parties = tuple(carry_party(party, before) for party in before.actors)
                report = replace(report, recipients=parties, reasons=(*report.reasons, "recipient: who struck before"))
            elif ours < pair and _is_aimed(report, is_story=sides is not None and pair == sides.pair):
                report = _aimed_at(report, sorted(pair - ours), last)
        found.append(report)
    return found


def is_nameless(party: Party) -> bool:
    """Whether words name nobody in particular, whom a story may still tell: "the soldiers", "them", "a school"."""
    words = party.text.split()
    if party.country is not None or party.entity is not None or (party.code is not None) or means_both(party.text):
        return False
    if party.text.casefold() in _SELF or words[0].casefold() in _STRANGERS or "CRM" in party.sectors:
        return False
    if len(words) == 1 and (party.sectors or party.text.casefold() in read_pairing().unnamed):
        return True  # "Soldiers", which opens a sentence
    if words[-1].casefold() in read_composition().lines:
        return True  # "the Line"
    return words[-1][:1].islower() or words[-1][:1].isdigit()


def answer_blows(reports: list[Report]) -> list[Report]:
    """ "Marines stormed the camp of Sahrawi families. Youths hit back": the youths are of those who were struck."""
    found: list[Report] = []
    for report in reports:
        words = set(report.trigger.text.casefold().split())
        before = next((one for one in reversed(found[-_LOOK:]) if _is_known_blow(one) and follows(report, one)), None)
        if before is not None and report.event == "ASSAULT" and words & read_pairing().answering:
            struck = countries(before.recipients)
            if report.actors and all(map(is_nameless, report.actors)) and len(struck) == 1:
                doers = tuple(
                    of_country(party, next(iter(struck)), "who was struck just before") for party in report.actors
                )
                report = replace(report, actors=doers)
            ours = countries(report.actors)
            is_answer = bool(ours) and ours <= struck and not ours & countries(before.actors)
            if is_answer and not any(party.code for party in report.recipients):
                parties = tuple(carry_party(party, before) for party in before.actors)
                report = replace(report, recipients=parties, reasons=(*report.reasons, "recipient: who struck before"))
        found.append(report)
    return found


def of_country(party: Party, country: str, why: str) -> Party:
    """A party of whom the story tells the country."""
    rule = f"{party.rule}; {country}: {why}"
    return replace(party, country=country, code=code_of(country, party.sectors), how="coreference", rule=rule)


def mirror(reports: list[Report]) -> list[Report]:
    """ "Norway and Sweden met": who does a thing together, with nobody else, does it to each other."""
    return [
        replace(report, recipients=report.actors)
        if report.reciprocal and not report.recipients and len({p.code for p in report.actors if p.code}) > 1
        else report
        for report in reports
    ]


def find_pair(reports: Sequence[Report]) -> frozenset[str] | None:
    """The two countries that most of a document's acts are between, if there are two."""
    pairs: Counter[frozenset[str]] = Counter()
    for report in reports:
        for actor in countries(report.actors):
            for recipient in countries(report.recipients):
                if actor != recipient:
                    pairs[frozenset((actor, recipient))] += 1
    if not pairs:
        return None
    (pair, count), *rest = pairs.most_common(2)
    if count < 2 or count / pairs.total() < _DOMINANT or (rest and rest[0][1] == count):
        return None
    return pair


def first_named(reports: Sequence[Report]) -> Last:
    """Where each country is named first, as a party: the country itself rather than somebody of it."""
    found: dict[str, tuple[Party, Report]] = {}
    for report in reports:
        for party in (*report.actors, *report.recipients):
            if party.country is not None and party.how != "carried":
                known = found.get(party.country)
                if known is None or (known[0].code != party.country == party.code and party.how == "stated"):
                    found[party.country] = (party, report)
    return found


def countries(parties: Sequence[Party]) -> set[str]:
    """The countries of parties."""
    return {party.country for party in parties if party.country}


def carry_party(party: Party, origin: Report) -> Party:
    """A party in a role of another report than the one that names it."""
    return replace(party, how="carried", rule=f"carried from {origin.trigger.text!r}; {party.rule}")


def follows(report: Report, before: Report) -> bool:
    """Whether a report is of the same sentence as another or of the next one."""
    return before.sentence == report.sentence or 0 <= report.sentence.start - before.sentence.end < _NEXT


@functools.cache
def read_pairing() -> Pairing:
    """The word lists, read once."""
    text = (resources.files("rashomon") / "lexicons" / "en" / "sides.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    sectors = {word: sector for sector, words in tables["sectors"].items() for word in words}
    unnamed, answering = (frozenset(tables[name]["words"]) for name in ("unnamed", "answering"))
    return Pairing(
        frozenset(tables["both"]), frozenset(tables["paired"]), tuple(tables["openings"]), sectors, unnamed, answering
    )


def _is_third(actors: Sequence[Party], pair: frozenset[str]) -> bool:
    """Whether those who act are neither side: other countries, or a body of many."""
    return bool(actors) and all(
        party.country not in pair and (party.country is not None or (party.code or "").startswith("IGO"))
        for party in actors
    )


def _is_open(report: Report) -> bool:
    """Whether a report names nobody it is done to; "the sea" to which a fleet is ordered is nobody."""
    if report.event == "MOBILIZE":
        return all(is_nameless(party) and not party.sectors for party in report.recipients)
    return not report.recipients


def _is_aimed(report: Report, *, is_story: bool) -> bool:
    """Whether an act is of a kind that one side does to the other where it names nobody."""
    if report.event in _VERBAL or (report.event == "SANCTION" and report.mode in _BREAKING):
        return True
    if not is_story:
        return False
    is_armed = any(not party.sectors or set(party.sectors) & ARMED for party in report.actors)
    return report.event in _GIVING or (report.event in _FORCE and report.mode not in CIVIL and is_armed)


def _is_known_blow(report: Report) -> bool:
    is_known = countries(report.actors) and countries(report.recipients)
    return report.event in ("ASSAULT", "COERCE") and report.polarity == "affirmed" and bool(is_known)


def _hits_back(report: Report, before: Report) -> bool:
    """ "A patrol came under fire and answered it": one blow upon another, in this sentence or the one before."""
    ours, theirs = countries(report.actors), countries(before.actors)
    is_blow = report.event == "ASSAULT" and before.event in ("ASSAULT", "COERCE")
    return (
        is_blow
        and follows(report, before)
        and bool(theirs)
        and not ours & theirs
        and bool(ours & countries(before.recipients))
    )


def _aimed_at(report: Report, others: Sequence[str], last: Last) -> Report:
    parties = []
    for other in others:
        party, origin = last[other]
        rule = f"the other side of this document's confrontation: {other}"
        parties.append(replace(carry_party(party, origin), sectors=(), code=other, entity=None, name=None, rule=rule))
    said = ", ".join(dict.fromkeys(party.rule for party in parties))
    return replace(report, recipients=tuple(parties), reasons=(*report.reasons, f"recipient carried: {said}"))


def _most_named(reports: Sequence[Report]) -> frozenset[str] | None:
    """The two countries that a document's parties are of most, where its acts alone do not tell the sides."""
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


def _spread(parties: tuple[Party, ...], pair: Sequence[str], *, together: bool = False) -> tuple[Party, ...]:
    found: list[Party] = []
    for party in parties:
        text = party.text
        if party.antecedent is not None and means_both(party.antecedent.text):
            text = party.antecedent.text  # "both governments ... them"
        words = _paired(text)
        is_open = party.country is None or (party.code or "").endswith("UNK")
        if not is_open or not (together or means_both(text) or words in read_pairing().paired):
            found.append(party)
            continue
        own = party.sectors if together or _of_whole(text)[0] else ()
        sectors = own or ((read_pairing().sectors[words],) if words in read_pairing().sectors else ())
        for country in pair:
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


def _is_together(report: Report) -> bool:
    """ "Major generals met", "the men fought": many of whom none is named, with nobody else named."""
    if not report.reciprocal or report.recipients or len(report.actors) != 1 or report.speakers:
        return False
    party = report.actors[0]
    is_many = party.text.casefold().endswith(("s", "men", "people")) and bool(set(party.sectors) & _MEETING)
    return is_many and is_nameless(party)


def _of_whole(text: str) -> tuple[str, str]:
    """ "Commanders of both armies": who of them is meant, and the words that mean both; lower case."""
    head, of, whole = text.casefold().rpartition(" of ")
    return (head, whole) if of and whole.startswith(_strict()) else ("", text.casefold())


def _paired(text: str) -> str:
    _, words = _of_whole(text)
    for opening in read_pairing().openings:
        words = words.removeprefix(opening)
    return words


@functools.cache
def _strict() -> tuple[str, ...]:
    """The openings but "the", which pairs nothing by itself."""
    return tuple(opening for opening in read_pairing().openings if opening != "the ")
