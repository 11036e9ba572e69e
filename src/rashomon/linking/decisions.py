"""What people decided about incidents, applied to the groups: always obeyed, against any likeness.

"same" and "split" are done in the order in which they were taken, so that of one person the later word holds. Of two
people a parting holds against the other's joining, whoever spoke last: a wrong join hides that accounts part, a wrong
parting is seen. "not-same" is never overruled: not by likeness, not by chaining, not by a "same" that would bring the
two together again, of whoever; only the person's own "undo" lifts it. An incident's id is its smallest report's, and
every member's id leads to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.records import Decision

_Parted = dict[tuple[str, str], set[str | None]]  # two reports and who parted them, None for a "not-same"


@dataclass(frozen=True, slots=True)
class Move:
    """A "same" or a "split": of a split the first target is of the group that the others leave."""

    what: Literal["same", "split"]
    who: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """The standing decisions, by what they ask for, each as ids of reports."""

    apart: tuple[tuple[str, str], ...]
    moves: tuple[Move, ...]
    not_disputes: frozenset[str]


def read_word(decisions: Sequence[Decision]) -> Word:
    """The decisions that still stand, in the order in which they were taken; undone ones are left out."""
    undone = {target for decision in decisions if decision.what == "undo" for target in decision.targets}
    standing = sorted((d for d in decisions if d.id not in undone), key=lambda d: (d.when, d.who, d.targets))
    return Word(
        apart=tuple(
            (min(one, other), max(one, other))
            for d in standing
            if d.what == "not-same"
            for position, one in enumerate(d.targets)
            for other in d.targets[position + 1 :]
        ),
        moves=tuple(
            Move(d.what, d.who, d.targets)
            for d in standing
            if d.what == "split" or (d.what == "same" and len(d.targets) > 1)
        ),
        not_disputes=frozenset(target for d in standing if d.what == "not-a-dispute" for target in d.targets),
    )


def obey(groups: Iterable[Iterable[str]], word: Word) -> list[frozenset[str]]:
    """The groups of report ids as people want them."""
    group_of: dict[str, set[str]] = {}
    for group in groups:
        members = set(group)
        group_of.update(dict.fromkeys(members, members))
    parted: _Parted = {}
    for one, other in word.apart:
        _part(parted, {one}, {other}, None)
        if one in group_of and other in group_of and group_of[one] is group_of[other]:
            _move(group_of, {other})
    for move in word.moves:
        known = [target for target in move.targets if target in group_of]
        if move.what == "split":
            _split_off(group_of, move, parted)
            continue
        barred = _bars(parted, move.who)
        for other in known[1:]:
            _bring_together(group_of, known[0], other, barred)
    unique = {id(members): frozenset(members) for members in group_of.values()}
    return list(unique.values())


def _split_off(group_of: dict[str, set[str]], move: Move, parted: _Parted) -> None:
    whole = group_of.get(move.targets[0], set())
    leaving = {target for target in (move.targets[1:] or move.targets) if target in whole}
    if leaving and leaving != whole:
        _part(parted, leaving, whole - leaving, move.who)
        _move(group_of, leaving)


def _part(parted: _Parted, some: Iterable[str], others: Collection[str], who: str | None) -> None:
    """Nobody but the one who parted them may bring them together; ``None``: nobody may."""
    for one in some:
        for other in others:
            parted.setdefault((min(one, other), max(one, other)), set()).add(who)


def _bars(parted: _Parted, who: str) -> dict[str, set[str]]:
    """By report those with which this person may not join it."""
    barred: dict[str, set[str]] = {}
    for (one, other), people in parted.items():
        if people - {who}:
            barred.setdefault(one, set()).add(other)
            barred.setdefault(other, set()).add(one)
    return barred


def _bring_together(group_of: dict[str, set[str]], one: str, other: str, barred: Mapping[str, set[str]]) -> None:
    """Join the whole groups; where a bar stands between members, only the two themselves, if that is allowed."""
    here, there = group_of[one], group_of[other]
    if here is there:
        return
    if not _is_barred(here, there, barred):
        here |= there
        group_of.update(dict.fromkeys(there, here))
    elif not _is_barred(here, {other}, barred):
        there.discard(other)
        here.add(other)
        group_of[other] = here
    elif not _is_barred({one}, there, barred):
        here.discard(one)
        there.add(one)
        group_of[one] = there
    elif other not in barred.get(one, ()):
        here.discard(one)
        there.discard(other)
        pair = {one, other}
        group_of.update(dict.fromkeys(pair, pair))


def _is_barred(here: set[str], there: set[str], barred: Mapping[str, set[str]]) -> bool:
    return any(barred.get(member, set()) & there for member in here)


def _move(group_of: dict[str, set[str]], leaving: set[str]) -> None:
    for member in leaving:
        group_of[member].discard(member)
    group_of.update(dict.fromkeys(leaving, leaving))
