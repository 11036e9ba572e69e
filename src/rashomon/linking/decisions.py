"""What people decided about incidents, applied to the groups: always obeyed, against any likeness.

"not-same" is never overruled: not by likeness, not by chaining, not by a "same" that would bring the two together
again; only the person's own "undo" lifts it. An incident's id is its smallest report's, and every member's id leads to
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import Decision


@dataclass(frozen=True, slots=True)
class Word:
    """The standing decisions, by what they ask for, each as ids of reports."""

    same: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, str], ...]
    split: tuple[tuple[str, ...], ...]
    not_disputes: frozenset[str]


def read_word(decisions: Sequence[Decision]) -> Word:
    """The decisions that still stand, in the order in which they were taken; undone ones are left out."""
    undone = {target for decision in decisions if decision.what == "undo" for target in decision.targets}
    standing = sorted((d for d in decisions if d.id not in undone), key=lambda d: (d.when, d.who, d.targets))
    return Word(
        same=tuple(d.targets for d in standing if d.what == "same" and len(d.targets) > 1),
        apart=tuple(
            (min(one, other), max(one, other))
            for d in standing
            if d.what == "not-same"
            for position, one in enumerate(d.targets)
            for other in d.targets[position + 1 :]
        ),
        split=tuple(d.targets for d in standing if d.what == "split"),
        not_disputes=frozenset(target for d in standing if d.what == "not-a-dispute" for target in d.targets),
    )


def obey(groups: Iterable[Iterable[str]], word: Word) -> list[frozenset[str]]:
    """The groups of report ids as people want them."""
    group_of: dict[str, set[str]] = {}
    for group in groups:
        members = set(group)
        group_of.update(dict.fromkeys(members, members))
    barred: dict[str, set[str]] = {}
    for one, other in word.apart:
        barred.setdefault(one, set()).add(other)
        barred.setdefault(other, set()).add(one)
    _take_apart(group_of, word)
    for targets in word.same:
        known = [target for target in targets if target in group_of]
        for other in known[1:]:
            _bring_together(group_of, known[0], other, barred)
    unique = {id(members): frozenset(members) for members in group_of.values()}
    return list(unique.values())


def _take_apart(group_of: dict[str, set[str]], word: Word) -> None:
    for one, other in word.apart:
        if one in group_of and other in group_of and group_of[one] is group_of[other]:
            _move(group_of, {other})
    for targets in word.split:
        whole = group_of.get(targets[0])
        if whole is None:
            continue
        leaving = {target for target in (targets[1:] or targets) if target in whole}
        if leaving and leaving != whole:
            _move(group_of, leaving)


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
