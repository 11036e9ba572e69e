"""Which entity a name in a phrase stands for, on a day and beside other names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from rashomon.resolution.entities import Entity, Name
from rashomon.resolution.names import Catalogue, Found
from rashomon.resolution.readings import Reading, from_role, said_of
from rashomon.resolution.wording import Words

_OF_STATE = (("GOV",), ("LEG",), ("MIL",), ("SPY",))


def choose_name(
    names: Sequence[Name], beside: Sequence[str], *, catalogue: Catalogue, when: dt.date | None
) -> Name | None:
    """The reading of a name that fits the countries beside it and the day; None where two fit alike."""
    if _is_one(names):
        return names[0]
    fitting = [name for name in names if _country_of(name, catalogue) in beside]
    if _is_one(fitting):
        return fitting[0]
    ranked = [name for name in names if name.form == names[0].form]
    if _is_one(ranked):
        return ranked[0]
    entities = [(name, catalogue.entity(name.entity)) for name in ranked]
    held = [name for name, entity in entities if entity is not None and entity.role_at(when) is not None]
    return held[0] if _is_one(held) else None


def countries_beside(words: Words, found: Found) -> list[str]:
    """The countries that the other names of the phrase name."""
    return [
        name.entity
        for other in words.names
        if other is not found
        for name in other.names[:1]
        if name.form in ("name", "adjective", "people", "capital")
    ]


def read_name(name: Name, *, catalogue: Catalogue, when: dt.date | None) -> Reading:
    """What a name says: a country, the government that a capital or a seat stands for, or an entity in its role."""
    entity = catalogue.entity(name.entity)
    if entity is None or name.form in ("place", "no party"):
        return Reading()
    if name.form in ("name", "adjective", "people"):
        return Reading(entity.id, (), entity.id, entity.name, (f"{name.text!r} is {entity.id}",))
    if name.form in ("seat", "capital"):
        what = ", the capital," if name.form == "capital" else ""
        rule = f"{name.text!r}{what} stands for the government of {entity.id}"
        return Reading(entity.id, ("GOV",), entity.id, entity.name, (rule,))
    return read_entity(entity, when=when)


def read_entity(entity: Entity, *, when: dt.date | None) -> Reading:
    """An entity in the role that it has on the day; who has left an office of state is of the elite."""
    held = entity.role_at(when)
    if held is not None:
        return from_role(entity, held, said_of(entity, held, when))
    ended = [role for role in entity.roles if role.until < (when or dt.date.max)]
    if ended:
        last = max(ended, key=lambda role: (role.until, role.since))
        reading = from_role(entity, last, f"{entity.name}: {last.title or 'active'} until {last.until}")
        is_of_state = entity.label == "PERSON" and last.sectors[:1] in _OF_STATE
        return replace(reading, sectors=("ELI",)) if is_of_state else reading
    first = min(entity.roles, key=lambda role: role.since)
    reading = from_role(entity, first, f"{entity.name}: {first.title or 'active'} only from {first.since}")
    return replace(reading, sectors=()) if entity.label == "PERSON" else reading


def _is_one(names: Sequence[Name]) -> bool:
    return len({name.entity for name in names}) == 1


def _country_of(name: Name, catalogue: Catalogue) -> str | None:
    entity = catalogue.entity(name.entity)
    return entity.country if entity is not None else None
