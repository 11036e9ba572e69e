"""What the catalogue holds: entities with their roles over time, the names they go by, nouns for those who act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from rashomon.records import PhraseKind

Label = Literal["GPE", "NORP", "ORG", "PERSON", "LOC", "FAC"]
# How a name stands for its entity: "Iran", "Iranian", "Tehran" (which acts for Iran), "Zarif" (a person or a body).
Form = Literal["name", "adjective", "people", "capital", "seat", "proper", "surname", "place", "no party"]
AgentForm = Literal["people", "bodies", "things"]

FOREVER = dt.date.max
ALWAYS = dt.date.min


@dataclass(frozen=True, slots=True)
class Role:
    """What an entity is for a time: its country, sectors and office, from ``since`` to ``until``, both included."""

    country: str | None  # ISO 3166 alpha-3, None for bodies between states
    sectors: tuple[str, ...]
    code: str  # "IRNMIL", "IGOUNO", "NGOHLH"
    title: str | None = None  # "president", of people
    since: dt.date = ALWAYS
    until: dt.date = FOREVER


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that acts: a country, a body, a person; with its roles over time."""

    id: str
    name: str
    label: Label
    roles: tuple[Role, ...]
    origin: str = ""  # file and line that states it

    def role_at(self, when: dt.date | None) -> Role | None:
        """The role held on that day; without a day the only one or the latest."""
        if when is None:
            return max(self.roles, key=lambda role: (role.until, role.since), default=None)
        held = [role for role in self.roles if role.since <= when <= role.until]
        return max(held, key=lambda role: role.since, default=None)

    @property
    def country(self) -> str | None:
        """The country of all its roles, None where they differ."""
        countries = {role.country for role in self.roles}
        return countries.pop() if len(countries) == 1 else None


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which an entity is called."""

    text: str
    entity: str
    form: Form
    label: Label


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun for those who act: "sailor" is MIL."""

    noun: str
    sectors: tuple[str, ...]
    form: AgentForm
    kinds: tuple[PhraseKind, ...]
