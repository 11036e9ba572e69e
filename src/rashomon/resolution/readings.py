"""What the words of a phrase say of who it is: a reading, before it becomes a party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from rashomon.resolution.entities import Agent, Entity, Role


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a phrase say of who it is."""

    base: str | None = None  # what the code starts with: a country, "IGOUNO", "NGO", "IMG", "MNC"
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    name: str | None = None
    rules: tuple[str, ...] = ()
    noun: str | None = None  # the common noun that gave the sector
    agent: Agent | None = None
    is_body: bool = False  # an organisation by its name

    @property
    def country(self) -> str | None:
        return self.base if self.base and len(self.base) == 3 and self.base not in NO_STATE else None

    @property
    def code(self) -> str | None:
        if self.base is None:
            return None
        if self.base.startswith("IGO") or self.base == "MNC" or not self.sectors:
            return self.base
        return self.base + self.sectors[0]


@dataclass(frozen=True, slots=True, eq=False)
class Introductions:
    """Whom a document introduces: the names that it explains; each document has its own."""

    names: Mapping[str, Reading] = field(default_factory=dict)  # "Aurora Bay", from "the Greek tanker Aurora Bay"


NO_STATE = frozenset(("IGO", "NGO", "IMG", "MNC"))


def from_role(entity: Entity, role: Role, rule: str) -> Reading:
    base: str | None = role.country
    if base is None and role.code:
        base = role.code if role.code.startswith("IGO") else role.code[:3] if role.code[:3] in NO_STATE else None
    return Reading(base=base, sectors=role.sectors, entity=entity.id, name=entity.name, rules=(rule,))


def said_of(entity: Entity, role: Role, when: dt.date | None) -> str:
    code = role.code or "of no country"
    if role.title is not None:
        day = f" on {when}" if when is not None else ""
        return f"{entity.name} is {code}: {role.title}{day}"
    return f"{entity.name} is {code}"


def of_agent(agent: Agent, text: str) -> Reading:
    if agent.sectors == ("UNK",):
        return Reading(rules=(f"{text.lower()!r} says no sector",), noun=agent.noun, agent=agent)
    return Reading(
        sectors=agent.sectors, rules=(f"{text.lower()!r} is {agent.sectors[0]}",), noun=agent.noun, agent=agent
    )
