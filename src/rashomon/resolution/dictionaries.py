"""Users' own actor dictionaries: tables (CSV, TOML), PETRARCH dictionaries and Wikidata dumps, read into rows.

A malformed line is named by file and line; ``lenient`` leaves it out and reads on.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast

from rashomon.errors import CatalogueError
from rashomon.resolution.entities import ALWAYS, FOREVER, Agent, AgentForm, Entity
from rashomon.resolution.petrarch import looks_like_agents, read_petrarch_actors, read_petrarch_agents
from rashomon.resolution.tables import ActorRow, Problem, describe_agent, read_row, read_rows
from rashomon.resolution.wikidata import read_wikidata

Format = Literal["csv", "toml", "petrarch-actors", "petrarch-agents", "wikidata"]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The rows and the agent nouns of a user's file, and what was left out of it."""

    rows: tuple[ActorRow, ...]
    agents: tuple[Agent, ...] = ()
    problems: tuple[str, ...] = ()


def read_dictionary(path: Path, *, lenient: bool = False, format: Format | None = None) -> Dictionary:
    """The actors and agent nouns of a file.

    Without ``format`` it is told by the file's ending: ``.csv``; ``.toml`` (``[[actor]]`` tables with the
    columns of the CSV, and ``[agents.COP] people = [...]``); ``.json``, ``.jsonl`` and ``.ndjson``, also
    packed as ``.gz`` or ``.bz2`` (a Wikidata dump, one entity a line); ``.txt``, ``.actors`` and
    ``.agents`` (PETRARCH). Raises ``CatalogueError`` at the first line that does not hold; with
    ``lenient`` such lines are left out and named in ``problems``.
    """
    if not path.is_file():
        raise CatalogueError(f"{path}: no such file; expected a dictionary of actors")
    rows: list[ActorRow] = []
    agents: list[Agent] = []
    problems: list[str] = []
    for entry in _entries(path, format or tell_format(path)):
        match entry:
            case ActorRow():
                rows.append(entry)
            case Agent():
                agents.append(entry)
            case Problem() if lenient:
                problems.append(entry.text)
            case Problem():
                raise CatalogueError(f"{entry.text}. Mend the line, or leave it out with --lenient")
    return Dictionary(tuple(rows), tuple(agents), tuple(problems))


def write_dictionary(dictionary: Dictionary, path: Path) -> None:
    """Writes rows (and agents, which only TOML has) as ``read_dictionary`` reads them: ``.csv`` or ``.toml``."""
    if path.suffix.lower() == ".toml":
        path.write_text(_as_toml(dictionary), encoding="utf-8")
        return
    if dictionary.agents:
        raise CatalogueError(f"{path}: agent nouns have no place in a CSV table; write a .toml file")
    text = io.StringIO()
    table = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    table.writeheader()
    for row in dictionary.rows:
        table.writerow({key: "|".join(value) if isinstance(value, tuple) else value for key, value in _cells(row)})
    path.write_text(text.getvalue(), encoding="utf-8")


def tell_format(path: Path) -> Format:
    """The format of a dictionary by its name, and for PETRARCH files by what stands in it."""
    endings = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in (".gz", ".bz2")]
    ending = endings[-1] if endings else ""
    if ending in (".json", ".jsonl", ".ndjson"):
        return "wikidata"
    if ending == ".toml":
        return "toml"
    if ending in (".txt", ".actors", ".agents"):
        return "petrarch-agents" if ending == ".agents" or looks_like_agents(_text(path)) else "petrarch-actors"
    if ending == ".csv":
        return "csv"
    raise CatalogueError(f"{path}: the ending {ending!r} says no format; expected .csv, .toml, .txt, .json or .jsonl")


def find_overlaps(entities: Iterable[Entity], titles: Iterable[str]) -> Iterator[str]:
    """Offices of one holder (``titles``) that two people hold on one day, said in one line each."""
    sole = frozenset(titles)
    holders: dict[tuple[str, str], list[tuple[dt.date, dt.date, str]]] = {}
    for entity in entities:
        for role in entity.roles:
            if role.title in sole and role.country is not None:
                holders.setdefault((role.country, role.title), []).append((role.since, role.until, entity.name))
    for (country, title), held in sorted(holders.items()):
        for (_, until, one), (since, _, other) in pairwise(sorted(held)):
            if since < until and one != other:
                yield f"{country} {title}: {one} until {until} and {other} from {since}; mend one of the dates"


_COLUMNS = ("name", "aliases", "short", "country", "sectors", "label", "title", "since", "until", "id")


def _entries(path: Path, format: Format) -> Iterator[ActorRow | Agent | Problem]:
    match format:
        case "csv":
            yield from read_rows(_text(path).splitlines(), origin=str(path), label="ORG")
        case "toml":
            yield from _toml_entries(path)
        case "petrarch-actors":
            yield from read_petrarch_actors(_text(path).splitlines(), origin=str(path))
        case "petrarch-agents":
            yield from read_petrarch_agents(_text(path).splitlines(), origin=str(path))
        case "wikidata":
            yield from read_wikidata(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path}: byte {error.start} is no UTF-8; save the file as UTF-8") from error


def _toml_entries(path: Path) -> Iterator[ActorRow | Agent | Problem]:
    try:
        tables = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        yield Problem(f"{path}: {error}")
        return
    unknown = sorted(tables.keys() - {"actor", "agents"})
    if unknown:
        yield Problem(f"{path}: unknown key {unknown[0]!r}; expected [[actor]] tables and [agents.SECTOR]")
    for number, cells in enumerate(tables.get("actor", []), 1):
        yield read_row(cells, origin=f"{path}: actor {number}")
    for sector, forms in tables.get("agents", {}).items():
        for form, nouns in forms.items():
            if form not in ("people", "bodies", "things") or not isinstance(nouns, list):
                yield Problem(f"{path}: agents.{sector}.{form}: expected people, bodies or things with a list of nouns")
                continue
            for noun in nouns:
                yield describe_agent(str(noun).lower(), (sector,), cast(AgentForm, form))


def _cells(row: ActorRow) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    yield "name", row.name
    yield "aliases", row.aliases
    yield "short", row.short
    yield "country", row.country or ""
    yield "sectors", row.sectors
    yield "label", row.label
    yield "title", row.title or ""
    yield "since", "" if row.since == ALWAYS else row.since.isoformat()
    yield "until", "" if row.until == FOREVER else row.until.isoformat()
    yield "id", row.entity or ""


def _as_toml(dictionary: Dictionary) -> str:
    lines: list[str] = []
    for row in dictionary.rows:
        lines.append("[[actor]]")
        for key, value in _cells(row):
            if value:
                written = list(value) if isinstance(value, tuple) else value
                lines.append(f"{key} = {json.dumps(written, ensure_ascii=False)}")
        lines.append("")
    nouns: dict[str, dict[str, list[str]]] = {}
    for agent in dictionary.agents:
        nouns.setdefault(agent.sectors[0], {}).setdefault(agent.form, []).append(agent.noun)
    for sector, forms in nouns.items():
        lines.append(f"[agents.{sector}]")
        lines.extend(f"{form} = {json.dumps(words, ensure_ascii=False)}" for form, words in forms.items())
        lines.append("")
    return "\n".join(lines)
