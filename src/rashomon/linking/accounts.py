"""A report as linking sees it: what it looks at is taken out of the record once, so that a pair is compared quickly."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar, cast

from rashomon.linking.holders import find_holder
from rashomon.linking.own_words import (
    acts_denied,
    acts_pointed_at,
    is_denial,
    read_acts,
    tells_of_many,
    words_beside,
)
from rashomon.linking.senses import Senses, find_senses
from rashomon.linking.vocabulary import (
    find_acts,
    find_kinds,
    load_stopwords,
    load_vocabulary,
    stem,
    stems,
    words_of,
)
from rashomon.records import Document, Party, Period, Report, Side

VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE", "YIELD"})
_FAMILY = {
    "ASSAULT": "force", "COERCE": "force", "MOBILIZE": "force", "PROTEST": "force", "FIGHT": "force",
    "AID": "help", "COOPERATE": "help", "RETREAT": "help", "CONCEDE": "help", "YIELD": "help",
    "CONSULT": "talk", "ACCUSE": "word", "REQUEST": "word", "REJECT": "word", "THREATEN": "word",
    "AGREE": "word", "SUPPORT": "word", "SANCTION": "force",
}  # fmt: skip
_NAME = re.compile(r"(?<![.!?\u201c\"] )(?<!^)\b[A-Z][\w-]+")
_CAPITAL = re.compile(r"\b[A-Z][\w-]+")
_STRETCH = 3  # days
_OUTCOME_REACH = 400  # characters
_OUTCOMES = frozenset({"+", "*", "death", "injury", "damage"})
_CONTEXT = 3000  # characters
_Value = TypeVar("_Value", bound=Hashable)
_NOBODY = frozenset({"IGO", "NGO", "MNC", "INT"})


Figure = tuple[str, int | None, int | None]  # the outcome, its least and its most


@dataclass(frozen=True, slots=True)
class PartyKey:
    """Who a party is, as far as it was resolved; ``side`` is the declared side, else the country or organisation."""

    side: str
    country: str | None
    sectors: frozenset[str]
    entity: str | None


@dataclass(frozen=True, slots=True)
class PlaceKey:
    """A place of a report: its ids with all that contain it, and its point where it is finer than a country."""

    ids: frozenset[str]
    own: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What a report says was done, by its coding and its own words; many reports of a pile hold the same."""

    event: str | None
    mode: str | None
    family: str
    verbal: bool
    acts: frozenset[str]  # groups of acts the report's own words name
    general: bool  # its own words can name any act of violence, or an outcome of one
    trigger: frozenset[str]  # stems of its trigger
    roots: frozenset[str]  # their first five letters: "investigate", "investigation"
    senses: Senses  # what its trigger can mean
    arms: frozenset[str]  # the kinds of arms that stand beside its trigger
    things: frozenset[str]  # the kinds of things that it was done to
    denial: bool  # "denied any role": what it denies is told elsewhere
    total: bool  # of many happenings: "so far", "on 14 occasions", between two days


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part by a report."""

    actors: tuple[PartyKey, ...]
    recipients: tuple[PartyKey, ...]
    reciprocal: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One report, ready to be compared."""

    index: int
    report: Report
    deed: Deed
    cast: Cast
    earliest: int | None  # ordinal days
    latest: int | None
    exact: bool  # known to the day
    carried: bool  # its period was carried on from another sentence
    published: int | None
    places: tuple[PlaceKey, ...]
    words: frozenset[str]  # stems of its sentence
    near: frozenset[str]  # stems of the words on both sides of its trigger
    names: frozenset[str]  # capitalised words of its sentence, lower case
    figures: tuple[Figure, ...]
    anaphor: frozenset[str]  # groups of acts that its words point back at ("the attack")
    antecedent: str | None  # the report before it in the text that they can mean
    denied: frozenset[str]  # the groups of acts that the words behind the denial name
    holder: str
    side: str | None  # the holder's
    document: str
    publisher: str | None
    start: int

    @property
    def is_single(self) -> bool:
        """Is it of one happening on a known day?"""
        return self.exact and not self.deed.total


def read_accounts(
    reports: Sequence[Report], documents: Mapping[str, Document], sides: Sequence[Side] = ()
) -> tuple[Account, ...]:
    """Take out of each report what linking looks at; the order is that of the documents' dates and of the text."""
    side_of = {party: side.name for side in sides for party in side.parties}
    ordered = sorted(reports, key=lambda report: (*_order(report, documents.get(report.document)), report.id))
    share = _Shared()
    numbered = [
        _read_account(index, report, documents.get(report.document), sides, side_of, share)
        for index, report in enumerate(ordered)
    ]
    for account, earlier in _find_antecedents(numbered):
        numbered[account.index] = _inherit(account, numbered[earlier.index])
    return tuple(numbered)


def read_contexts(documents: Mapping[str, Document], accounts: Sequence[Account]) -> dict[str, Counter[str]]:
    """By document the names in its title and text with their counts: names tell subjects apart better than words."""
    told = {account.document for account in accounts}
    return {
        id: _names(f"{document.title or ''}\n{document.text[:_CONTEXT]}")
        for id, document in documents.items()
        if id in told
    }


def denied_acts(account: Account) -> frozenset[str]:
    """The acts that the words after a denial name: "denies that anyone asked" is of asking."""
    return account.denied - {"*", "+"}


def denies_outcome_of(account: Account) -> bool:
    """ "Denied losing any aircraft", "denied that it had been hit": an outcome and no act is named."""
    return bool(account.denied) and account.denied <= _OUTCOMES


def party_key(party: Party, side_of: Mapping[str, str]) -> PartyKey | None:
    """The key of a party, or None where nothing of it was resolved."""
    country = party.country if party.country not in _NOBODY else None
    nation = country or (party.code if party.code not in _NOBODY else None)
    if nation is None and party.entity is None:
        return None
    side = next(
        (side_of[name] for name in (party.entity, party.code, party.country) if name and name in side_of),
        nation or party.entity or "",
    )
    return PartyKey(side, nation, frozenset(party.sectors), party.entity)


def days_of(period: Period | None) -> tuple[int, int] | None:
    """The earliest and latest day of a period as ordinals, or None where it is not known."""
    if period is None or not period.earliest or not period.latest:
        return None
    return _ordinal(period.earliest), _ordinal(period.latest)


def is_stated(period: Period | None) -> bool:
    """Does the text say when of this very event? A period carried on from another sentence is weak evidence."""
    return period is not None and period.basis != "carried"


class _Shared:
    """Equal values become one: a pile tells of the same deeds, parties and places over and over."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Hashable] = {}

    def __call__(self, value: _Value) -> _Value:
        return cast(_Value, self._values.setdefault(value, value))


def _read_account(
    index: int,
    report: Report,
    document: Document | None,
    sides: Sequence[Side],
    side_of: Mapping[str, str],
    share: _Shared,
) -> Account:
    holder = find_holder(report, document, sides)
    days = days_of(report.period)
    sentence = words_of(report.sentence.text)
    beside = words_of(" ".join(words_beside(report)))
    denial = is_denial(report)
    published = document.published if document else None
    return Account(
        index=index,
        report=report,
        deed=share(_read_deed(report, beside, denial=denial)),
        cast=share(
            Cast(_party_keys(report.actors, side_of), _party_keys(report.recipients, side_of), report.reciprocal)
        ),
        earliest=days[0] if days else None,
        latest=days[1] if days else None,
        exact=bool(days and days[1] - days[0] <= 1),
        carried=not is_stated(report.period),
        published=_ordinal(published) if published else None,
        places=share(_place_keys(report)),
        words=share(_content(sentence)),
        near=share(_content(beside)),
        names=frozenset(share(name.lower()) for name in _NAME.findall(report.sentence.text)) - load_stopwords(),
        figures=tuple((q.outcome, q.low, q.high) for q in report.quantities),
        anaphor=share(acts_pointed_at(sentence, words_of(report.trigger.text))),
        antecedent=None,
        denied=acts_denied(report) if denial else frozenset(),
        holder=holder.name,
        side=holder.side,
        document=report.document,
        publisher=document.publisher if document else None,
        start=report.trigger.start,
    )


def _order(report: Report, document: Document | None) -> tuple[str, int, int, str]:
    """By the documents' dates, then as in the text."""
    published = document.published if document else None
    return published or "", report.trigger.start, report.sentence.start, report.event or ""


def _read_deed(report: Report, beside: Sequence[str], *, denial: bool) -> Deed:
    acts, trigger = read_acts(report), _content(words_of(report.trigger.text))
    return Deed(
        event=report.event,
        mode=report.mode,
        family=_FAMILY.get(report.event or "", "other"),
        verbal=report.event in VERBAL,
        acts=acts - {"*", "+"},
        general=bool(acts & {"*", "+"}),
        trigger=trigger,
        roots=frozenset(word[:5] for word in trigger if len(word) >= 5),
        senses=find_senses(stems(report.trigger.text)),
        arms=frozenset(find_kinds(tuple(map(stem, beside)), "arms")),
        things=_read_things(report),
        denial=denial,
        total=_is_total(report),
    )


def _read_things(report: Report) -> frozenset[str]:
    """The kinds of things that the words of its recipients name, or what these stand for; not a whole clause."""
    at = report.trigger
    spans = [p.antecedent or p for p in report.recipients if not p.start <= at.start < p.end]
    return frozenset(kind for span in spans for kind in find_kinds(stems(span.text), "things"))


def _is_total(report: Report) -> bool:
    """Is it told of a stretch of days, or with words for more than one time?"""
    days = days_of(report.period)
    between = report.period is not None and "/" in (report.period.edtf or "")
    stretch = between and days is not None and days[1] - days[0] >= _STRETCH
    return stretch or tells_of_many(report)


def _names(text: str) -> Counter[str]:
    return Counter(word for name in _CAPITAL.findall(text) if (word := name.lower()) not in load_stopwords())


def _find_antecedents(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """By account the nearest report before it in the text that it points back at: for "the attack", "those strikes" one
    of such an act; for "the rockets" one with rockets; for "nobody was killed", which says no more, an act of force.
    """
    by_document: dict[str, list[Account]] = {}
    for account in accounts:
        by_document.setdefault(account.document, []).append(account)
    for told in by_document.values():
        told.sort(key=lambda account: account.start)
        for number, account in enumerate(told):
            thing, outcome = _armed_with(account), _is_bare_outcome(account)
            for earlier in reversed(told[:number]) if account.anaphor or thing or outcome else ():
                any_act = "*" in account.anaphor and earlier.deed.family == "force"
                same_thing = thing & earlier.words and earlier.deed.family == "force" and not earlier.report.content_of
                beside = account.start - earlier.start < _OUTCOME_REACH and earlier.report.event == "ASSAULT"
                if any_act or account.anaphor & earlier.deed.acts or same_thing or (outcome and beside):
                    yield account, earlier
                    break


def _armed_with(account: Account) -> frozenset[str]:
    """The arms that an undated report speaks of as told before: "the rockets"."""
    if not account.deed.arms or account.earliest is not None:
        return frozenset()
    words = words_of(" ".join(words_beside(account.report)))
    determiners = load_vocabulary().determiners
    after = [stem(word) for before, word in pairwise(words) if before in determiners]
    return frozenset(word for word in after if find_kinds((word,), "arms"))


def _is_bare_outcome(account: Account) -> bool:
    """ "Nobody had been killed": an outcome without a time, a place or a doer of its own."""
    stated = account.earliest is not None or account.places or account.report.actors
    acts = find_acts(stems(account.report.trigger.text))
    return not stated and account.report.event == "ASSAULT" and "+" in acts and acts <= _OUTCOMES


def _inherit(account: Account, earlier: Account) -> Account:
    """ "The attack" was when, where and on whom the attack before it was, where its own report does not say."""
    undated = account.earliest is None
    return replace(
        account,
        antecedent=earlier.report.id,
        earliest=earlier.earliest if undated else account.earliest,
        latest=earlier.latest if undated else account.latest,
        exact=earlier.exact if undated else account.exact,
        carried=True if undated else account.carried,
        places=account.places or earlier.places,
        cast=replace(account.cast, recipients=account.cast.recipients or earlier.cast.recipients),
        deed=replace(account.deed, acts=account.deed.acts or earlier.deed.acts),
    )


def _party_keys(parties: Sequence[Party], side_of: Mapping[str, str]) -> tuple[PartyKey, ...]:
    return tuple(key for party in parties if (key := party_key(party, side_of)) is not None)


def _place_keys(report: Report) -> tuple[PlaceKey, ...]:
    keys = []
    for place in report.places:
        if place.role not in ("at", "over") or place.rule == "unresolved":
            continue
        own = place.gazetteer_id or (place.name or place.text).lower()
        ids = frozenset((own, *place.within, *((place.country,) if place.country else ())))
        point = place.precision is not None and place.precision <= 3
        keys.append(
            PlaceKey(
                ids,
                own,
                place.country,
                place.latitude if point else None,
                place.longitude if point else None,
                place.precision,
            )
        )
    return tuple(keys)


def _content(words: Sequence[str]) -> frozenset[str]:
    """The stems of the words that tell something."""
    return frozenset(stem(word) for word in words if len(word) > 2 and word not in load_stopwords())


@lru_cache(maxsize=20_000)
def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day[:10]).toordinal()
