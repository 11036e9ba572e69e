"""From tables to entities and names: reads the catalogue's CSV and TOML files and joins their rows."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import cast

from rashomon.errors import CatalogueError
from rashomon.records import PhraseKind
from rashomon.resolution.entities import ALWAYS, FOREVER, Agent, AgentForm, Entity, Form, Label, Name, Role

# Files of bodies and of office holders; countries, cities and nouns have files of their own form.
BODY_FILES = ("armed_groups.csv", "agencies.csv", "international.csv", "parties.csv", "media.csv", "companies.csv")
PERSON_FILES = ("offices.csv",)


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One line of an actor table: an entity, or one role of it where the name stands in several lines."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None  # alpha-3, "IGO/UNO", "NGO", "MNC", "IMG" or None
    sectors: tuple[str, ...] = ()
    label: Label = "ORG"
    title: str | None = None
    since: dt.date = ALWAYS
    until: dt.date = FOREVER
    short: tuple[str, ...] = ()  # surnames and the like that name it alone
    origin: str = ""
    entity: str | None = None  # an id of the user's own


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that does not hold: what was found, where, what was expected."""

    text: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All that a catalogue is built from."""

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    agents: Mapping[str, Agent]
    kinds: Mapping[str, tuple[PhraseKind, ...]]
    sectors: Mapping[str, str]
    held: Mapping[str, tuple[Role, ...]]  # places that another state holds, by name


def read_tables(extra: Sequence[ActorRow] = (), agents: Sequence[Agent] = ()) -> Tables:
    """The built-in tables with the user's rows and nouns.

    A user's row with the name of a built-in entity replaces its roles and adds to its names; one without
    country and sectors only adds names. A user's noun replaces ours.
    """
    entities: dict[str, Entity] = {}
    names: list[Name] = []
    for country, country_names in _countries():
        entities[country.id] = country
        names.extend(country_names)
    for name in _no_parties():
        entities[name.entity] = Entity(name.entity, name.text, "LOC", (), "no_parties.csv")
        names.append(name)
    called = {name.text: name.entity for name in names if name.form == "name"}
    for row in extra:
        if row.entity is None and row.name in called:
            names.extend(Name(text, called[row.name], "name", "GPE") for text in row.aliases)
    grouped: dict[str, list[ActorRow]] = {}
    for row in _builtin_rows():
        grouped.setdefault(identify(row), []).append(row)
    given: dict[str, list[ActorRow]] = {}
    for row in extra:
        if row.entity is not None or row.name not in called:
            given.setdefault(identify(row), []).append(row)
    for entity in grouped.keys() | given.keys():
        ours, theirs = grouped.get(entity, []), given.get(entity, [])
        stated = [row for row in theirs if row.country or row.sectors or row.title]
        entities[entity] = _join(entity, stated or ours or theirs)
        names.extend(_names_of(entity, [*ours, *theirs]))
    return Tables(
        entities=entities,
        names=tuple(dict.fromkeys(names)),
        agents=_with_spelled_hyphens(_agents() | {agent.noun: agent for agent in agents}),
        kinds=_kinds(),
        sectors=cast(dict[str, str], _toml("sectors.toml")),
        held=_held(),
    )


def identify(row: ActorRow) -> str:
    """The id of the entity that a row is about: the user's own or its name, "islamic-state"."""
    return row.entity or slug(row.name)


def slug(name: str) -> str:
    """A name as an id: "Kata'ib Hezbollah" -> "kataib-hezbollah"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['\u2019.]", "", plain.lower())).strip("-")


def code_of(country: str | None, sectors: Sequence[str]) -> str:
    """Country and first sector, "USAMIL"; "IGOUNO" for bodies of states, "NGOHLH", "MNC"; "" where nothing is known."""
    first = sectors[0] if sectors else ""
    if country is None:
        return first
    kind, _, group = country.partition("/")
    if kind in ("IGO", "MNC"):
        return kind + group
    if kind == "NGO":
        return kind + (group or first)
    return country + first


def read_rows(lines: Iterable[str], *, origin: str, label: Label) -> Iterator[ActorRow | Problem]:
    """The rows of a CSV table of actors; a line that does not hold is a problem with file and line."""
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    numbers = [number for number, _ in numbered][1:]
    for number, cells in zip(numbers, reader, strict=False):
        yield read_row(cells, origin=f"{origin}:{number}", label=label)


COLUMNS = frozenset(
    ("id", "name", "aliases", "short", "country", "sectors", "label", "title", "since", "until", "source", "note")
)


def row_of(cells: Mapping[str | None, object], *, origin: str, label: Label = "ORG") -> ActorRow:
    """One row from its cells; raises ``CatalogueError`` that says what is wrong with it."""
    row = read_row(cells, origin=origin, label=label)
    if isinstance(row, Problem):
        raise CatalogueError(row.text)
    return row


def read_row(cells: Mapping[str | None, object], *, origin: str, label: Label = "ORG") -> ActorRow | Problem:
    """One row from its cells, or the problem that says what is wrong with it."""
    name = _cell(cells, "name")
    country = _cell(cells, "country") or None
    sectors = _several(_cell(cells, "sectors"))
    given = _cell(cells, "label") or label
    since, until = _day(_cell(cells, "since"), first=True), _day(_cell(cells, "until"), first=False)
    wrong = _what_is_wrong(cells, name, country, sectors, given)
    if wrong is None and (since is None or until is None):
        wrong = (
            f"{_cell(cells, 'since' if since is None else 'until')!r} is no date; expected 2014, 2014-06 or 2014-06-29"
        )
    if since is None or until is None or wrong is not None:
        return Problem(f"{origin}: {wrong}")
    if since > until:
        return Problem(f"{origin}: since {since} is after until {until}")
    short = _several(_cell(cells, "short"))
    if given == "PERSON" and not short and " " in name:
        short = (name.split()[-1],)
    return ActorRow(
        name=name,
        aliases=_several(_cell(cells, "aliases")),
        country=country,
        sectors=sectors,
        label=cast(Label, given),
        title=_cell(cells, "title") or None,
        since=since,
        until=until,
        short=tuple(word for word in short if word != "-"),
        origin=origin,
        entity=_cell(cells, "id") or None,
    )


def _what_is_wrong(
    cells: Mapping[str | None, object], name: str, country: str | None, sectors: Sequence[str], label: str
) -> str | None:
    unknown = [str(key) for key in cells if key not in COLUMNS and key is not None]
    if unknown:
        return f"unknown column {unknown[0]!r}; expected some of {', '.join(sorted(COLUMNS))}"
    if None in cells:
        return "more cells than columns; put a cell with a comma into quotes"
    if not name:
        return "no name; every row needs one"
    if country is not None and not _COUNTRY.fullmatch(country):
        return f"country {country!r} is none; expected an ISO 3166 alpha-3 code, IGO/XXX, NGO, MNC or IMG"
    if country is not None and len(country) == 3 and country not in _NO_STATE and country not in country_codes():
        return f"country {country!r} is no code of ISO 3166"
    wrong = [sector for sector in sectors if sector not in sector_codes()]
    if wrong:
        return f"sector {wrong[0]!r} is none; expected some of {', '.join(sorted(sector_codes()))}"
    return None if label in _LABELS else f"label {label!r} is none of {', '.join(sorted(_LABELS))}"


@functools.cache
def country_codes() -> frozenset[str]:
    """The codes of the countries that the catalogue has."""
    lines = (line for line in _lines("countries.csv") if not line.startswith("#"))
    return frozenset(cells["code"] for cells in csv.DictReader(lines))


@functools.cache
def sector_codes() -> frozenset[str]:
    """The codes of the sectors."""
    return frozenset(_toml("sectors.toml"))


def describe_agent(noun: str, sectors: tuple[str, ...], form: AgentForm) -> Agent:
    """An agent noun with the kinds that follow from its sector and form."""
    kinds: tuple[PhraseKind, ...] = ()
    if form != "things":
        kinds = ("party", "person" if form == "people" else "organisation")
        kinds += _PEOPLE_KINDS.get(sectors[0], ("civilian",) if form == "people" else ())
    return Agent(noun, sectors, form, kinds)


def agent_sectors(title: str) -> tuple[str, ...]:
    """The sectors of a title by the nouns that it has: "president of Ruritania" is GOV; () where none is known."""
    agents = _agents()
    words = title.lower().replace("-", " ").split()
    for size in range(min(4, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            agent = agents.get(" ".join(words[first : first + size]))
            if agent is not None:
                return agent.sectors[:1]
    return ()


_COUNTRY = re.compile(r"[A-Z]{3}|IGO/[A-Z]{3,4}|NGO/[A-Z]{3}|MNC/[A-Z]{3}")
_LABELS = frozenset(("GPE", "NORP", "ORG", "PERSON", "LOC", "FAC"))


def _cell(cells: Mapping[str | None, object], key: str) -> str:
    value = cells.get(key)
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "|".join(str(part) for part in value)
    return str(value).strip()


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _day(cell: str, *, first: bool) -> dt.date | None:
    """A day from "2014", "2014-06" or "2014-06-29", the first or the last that it can mean; None: no date."""
    if not cell:
        return ALWAYS if first else FOREVER
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", cell)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if not 1 <= year <= 9999 or month > 12:
        return None
    last = 31 if month in (0, 12) else (dt.date(year, month + 1, 1) - dt.timedelta(days=1)).day
    if day > last or (match[3] and not day) or (match[2] and not month):
        return None
    return dt.date(year, month or (1 if first else 12), day or (1 if first else last))


def _builtin_rows() -> Iterator[ActorRow]:
    for file in (*BODY_FILES, *PERSON_FILES):
        for row in read_rows(_lines(file), origin=file, label="PERSON" if file in PERSON_FILES else "ORG"):
            if isinstance(row, Problem):
                raise CatalogueError(row.text)
            yield row


def _lines(file: str) -> list[str]:
    return (resources.files("rashomon") / "catalogue" / file).read_text(encoding="utf-8").splitlines()


def _toml(file: str) -> dict[str, object]:
    return tomllib.loads((resources.files("rashomon") / "catalogue" / file).read_text(encoding="utf-8"))


def _join(entity: str, rows: Sequence[ActorRow]) -> Entity:
    roles = {
        Role(
            country=None if row.country is None or "/" in row.country or row.country in _NO_STATE else row.country,
            sectors=row.sectors,
            code=code_of(row.country, row.sectors),
            title=row.title,
            since=row.since,
            until=row.until,
        )
        for row in rows
    }
    first = min(rows, key=lambda row: (row.since, row.origin))
    ordered = sorted(roles, key=lambda role: (role.since, role.until, role.code, role.title or ""))
    return Entity(id=entity, name=first.name, label=first.label, roles=tuple(ordered), origin=first.origin)


_NO_STATE = frozenset(("IGO", "NGO", "MNC", "IMG"))


def _names_of(entity: str, rows: Sequence[ActorRow]) -> Iterator[Name]:
    for row in rows:
        for text in (row.name, *row.aliases):
            yield Name(text, entity, "proper", row.label)
            if 2 <= len(text) <= 5 and text.isalpha() and text.isupper():
                yield Name(".".join(text) + ".", entity, "proper", row.label)
        for text in row.short:
            yield Name(text, entity, "surname", row.label)


def _countries() -> Iterator[tuple[Entity, list[Name]]]:
    lines = [line for line in _lines("countries.csv") if not line.startswith("#")]
    for cells in csv.DictReader(lines):
        code = cells["code"]
        names: list[Name] = []

        def add(texts: Iterable[str], form: Form, label: Label, *, code: str = code, names: list[Name] = names) -> None:
            names.extend(Name(text, code, form, label) for text in texts)

        add((cells["name"], *_several(cells["names"])), "name", "GPE")
        add(_several(cells["adjectives"]), "adjective", "NORP")
        people = _several(cells["people"])
        add(people, "people", "NORP")
        add((word + "s" for word in people if not word.endswith(_NO_PLURAL)), "people", "NORP")
        add(_several(cells["capital"]), "capital", "GPE")
        add(_several(cells["seats"]), "seat", "ORG")
        yield Entity(code, cells["name"], "GPE", (Role(code, (), code),), "countries.csv"), names


def _held() -> dict[str, tuple[Role, ...]]:
    held: dict[str, tuple[Role, ...]] = {}
    for cells in csv.DictReader(line for line in _lines("held.csv") if not line.startswith("#")):
        since = _day(cells["since"], first=True) or ALWAYS
        until = _day(cells["until"], first=False) or FOREVER
        role = Role(cells["holder"], (), cells["holder"], None, since, until)
        held[cells["place"]] = (*held.get(cells["place"], ()), role)
    return held


def _no_parties() -> Iterator[Name]:
    for cells in csv.DictReader(line for line in _lines("no_parties.csv") if not line.startswith("#")):
        form: Form = "place" if cells["kind"] == "place" else "no party"
        yield Name(cells["name"], slug(cells["name"]), form, "LOC")


_NO_PLURAL = ("s", "ese", "men", "ch", "sh", "man")


_PEOPLE_KINDS: Mapping[str, tuple[PhraseKind, ...]] = {
    "MIL": ("armed",), "COP": ("armed",), "REB": ("armed",), "PRM": ("armed",), "UAF": ("armed",), "CRM": ("armed",),
    "GOV": ("government",), "LEG": ("government",), "SPY": ("government",), "JUD": ("court",),
}  # fmt: skip


def _agents() -> dict[str, Agent]:
    agents: dict[str, Agent] = {}
    for sector, forms in _toml("agents.toml").items():
        for form, nouns in cast(dict[AgentForm, list[str]], forms).items():
            for noun in nouns:
                agent = describe_agent(noun, (sector,), form)
                before = agents.get(noun)
                if before is not None:
                    kinds = before.kinds + tuple(kind for kind in agent.kinds if kind not in before.kinds)
                    agent = Agent(noun, tuple(dict.fromkeys((*before.sectors, sector))), before.form, kinds)
                agents[noun] = agent
    return agents


def _with_spelled_hyphens(agents: Mapping[str, Agent]) -> dict[str, Agent]:
    """A phrase is read by words: "thief-taker" is met as "thief taker"."""
    return {noun.replace("-", " "): agent for noun, agent in agents.items()} | dict(agents)


def _kinds() -> dict[str, tuple[PhraseKind, ...]]:
    kinds: dict[str, tuple[PhraseKind, ...]] = {}
    for kind, nouns in _toml("kinds.toml").items():
        for noun in cast(list[str], nouns):
            kinds[noun] = (*kinds.get(noun, ()), cast(PhraseKind, kind))
    return kinds
