"""From tables to entities and names: reads the catalogue's CSV and TOML files and joins their rows."""

from __future__ import annotations

import csv
import datetime as dt
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
class Tables:
    """All that a catalogue is built from."""

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    agents: Mapping[str, Agent]
    kinds: Mapping[str, tuple[PhraseKind, ...]]
    sectors: Mapping[str, str]


def read_tables(extra: Sequence[ActorRow] = ()) -> Tables:
    """The built-in tables with the user's rows; a user's row with the name of a built-in entity replaces it."""
    replaced = {identify(row) for row in extra}
    rows = [row for row in _builtin_rows() if identify(row) not in replaced]
    rows.extend(extra)
    entities: dict[str, Entity] = {}
    names: list[Name] = []
    for country_entities, country_names in _countries():
        entities[country_entities.id] = country_entities
        names.extend(country_names)
    grouped: dict[str, list[ActorRow]] = {}
    for row in rows:
        grouped.setdefault(identify(row), []).append(row)
    for entity, together in grouped.items():
        entities[entity] = _join(entity, together)
        names.extend(_names_of(entity, together))
    return Tables(
        entities=entities,
        names=tuple(dict.fromkeys(names)),
        agents=_agents(),
        kinds=_kinds(),
        sectors=cast(dict[str, str], _toml("sectors.toml")),
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


def read_rows(lines: Iterable[str], *, origin: str, label: Label) -> Iterator[ActorRow]:
    """The rows of a CSV table of actors; raises ``CatalogueError`` with file and line."""
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    numbers = [number for number, _ in numbered][1:]
    for number, cells in zip(numbers, reader, strict=False):
        yield row_of(cells, origin=f"{origin}:{number}", label=label)


COLUMNS = frozenset(
    ("id", "name", "aliases", "short", "country", "sectors", "label", "title", "since", "until", "source", "note")
)


def row_of(cells: Mapping[str | None, object], *, origin: str, label: Label = "ORG") -> ActorRow:
    """One row from its cells; raises ``CatalogueError`` that says what is wrong with it."""
    unknown = [str(key) for key in cells if key not in COLUMNS]
    if unknown:
        raise CatalogueError(
            f"{origin}: unknown column {', '.join(unknown)}; expected some of {', '.join(sorted(COLUMNS))}"
        )
    name = _cell(cells, "name")
    if not name:
        raise CatalogueError(f"{origin}: no name; every row needs one")
    country = _cell(cells, "country") or None
    if country is not None and not _COUNTRY.fullmatch(country):
        raise CatalogueError(
            f"{origin}: country {country!r} is none; expected an ISO 3166 alpha-3 code, IGO/XXX, NGO, MNC or IMG"
        )
    sectors = _several(_cell(cells, "sectors"))
    wrong = [sector for sector in sectors if not re.fullmatch(r"[A-Z]{3}", sector)]
    if wrong:
        raise CatalogueError(f"{origin}: sector {wrong[0]!r} is none; expected three capitals such as MIL")
    given = _cell(cells, "label")
    if given and given not in _LABELS:
        raise CatalogueError(f"{origin}: label {given!r} is none of {', '.join(sorted(_LABELS))}")
    since, until = _day(_cell(cells, "since"), origin, first=True), _day(_cell(cells, "until"), origin, first=False)
    if since > until:
        raise CatalogueError(f"{origin}: since {since} is after until {until}")
    label = cast(Label, given) if given else label
    short = _several(_cell(cells, "short"))
    if label == "PERSON" and not short and " " in name:
        short = (name.split()[-1],)
    return ActorRow(
        name=name,
        aliases=_several(_cell(cells, "aliases")),
        country=country,
        sectors=sectors,
        label=label,
        title=_cell(cells, "title") or None,
        since=since,
        until=until,
        short=tuple(word for word in short if word != "-"),
        origin=origin,
        entity=_cell(cells, "id") or None,
    )


_COUNTRY = re.compile(r"[A-Z]{3}|IGO/[A-Z]{3,4}|NGO/[A-Z]{3}")
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


def _day(cell: str, origin: str, *, first: bool) -> dt.date:
    """A day from "2014", "2014-06" or "2014-06-29"; the first or the last day that it can mean."""
    if not cell:
        return ALWAYS if first else FOREVER
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", cell)
    if match is None:
        raise CatalogueError(f"{origin}: {cell!r} is no date; expected 2014, 2014-06 or 2014-06-29")
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if month > 12 or day > 31:
        raise CatalogueError(f"{origin}: {cell!r} is no date; expected 2014, 2014-06 or 2014-06-29")
    if day:
        return dt.date(year, month, day)
    if first:
        return dt.date(year, month or 1, 1)
    if not month or month == 12:
        return dt.date(year, 12, 31)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def _builtin_rows() -> Iterator[ActorRow]:
    for file in BODY_FILES:
        yield from read_rows(_lines(file), origin=file, label="ORG")
    for file in PERSON_FILES:
        yield from read_rows(_lines(file), origin=file, label="PERSON")


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


_NO_PLURAL = ("s", "ese", "men", "ch", "sh", "man")


_PEOPLE_KINDS: Mapping[str, tuple[PhraseKind, ...]] = {
    "MIL": ("armed",), "COP": ("armed",), "REB": ("armed",), "PRM": ("armed",), "UAF": ("armed",), "CRM": ("armed",),
    "GOV": ("government",), "LEG": ("government",), "SPY": ("government",), "JUD": ("court",),
}  # fmt: skip


def _agents() -> dict[str, Agent]:
    agents: dict[str, Agent] = {}
    for sector, forms in _toml("agents.toml").items():
        for form, nouns in cast(dict[str, list[str]], forms).items():
            kinds: tuple[PhraseKind, ...] = ()
            if form != "things":
                kinds = ("party", "person" if form == "people" else "organisation")
                kinds += _PEOPLE_KINDS.get(sector, ("civilian",) if form == "people" else ())
            for noun in nouns:
                before = agents.get(noun)
                if before is None:
                    agents[noun] = Agent(noun, (sector,), cast(AgentForm, form), kinds)
                else:
                    merged = kinds + tuple(kind for kind in before.kinds if kind not in kinds)
                    agents[noun] = Agent(noun, (*before.sectors, sector), before.form, merged)
    for noun, agent in list(agents.items()):
        agents.setdefault(noun.replace("-", " "), agent)
    return agents


def _kinds() -> dict[str, tuple[PhraseKind, ...]]:
    kinds: dict[str, tuple[PhraseKind, ...]] = {}
    for kind, nouns in _toml("kinds.toml").items():
        for noun in cast(list[str], nouns):
            kinds[noun] = (*kinds.get(noun, ()), cast(PhraseKind, kind))
    return kinds
