"""Writes the reference pages from the program itself: ``python docs/generate.py``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from rashomon import records
from rashomon.cli import app
from rashomon.coding.codebook import load_codebook
from rashomon.coding.reference import codebook_pages
from rashomon.exporting import build_schema

PLACE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py; do not edit. -->\n\n"


def write_commands() -> str:
    """The page of the commands."""
    root = typer.main.get_command(app)
    parts = [
        NOTE,
        "# Commands\n\n",
        "Every command but `serve` has `--json` (JSON and nothing else); all have `--help`.\n",
    ]
    for name, command in _commands(root, ""):
        parts.append(f"\n## rashomon {name}\n\n{_paragraph(command.help)}\n\n")
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        options = [one for one in command.params if one.param_type_name == "option" and one.name != "help"]
        usage = " ".join(_metavar(one) for one in arguments)
        parts.append(f"    rashomon {name} {usage}".rstrip() + "\n")
        if arguments or options:
            parts.append("\n| | |\n|---|---|\n")
        for one in arguments:
            parts.append(f"| `{_metavar(one)}` | {_cell(getattr(one, 'help', ''))} |\n")
        for one in options:
            default = "" if one.default in (None, False, (), []) or one.required else f" (default `{one.default}`)"
            parts.append(f"| `{', '.join(one.opts)}` | {_cell(one.help)}{default} |\n")
    return "".join(parts)


def write_record() -> str:
    """The page of the record: the files, their fields and the closed sets."""
    parts = [
        NOTE,
        "# The record\n\n",
        f"The public contract, `schema_version` {records.SCHEMA_VERSION}. `rashomon export DIR --to jsonl --out OUT` ",
        "writes these files, one JSON object a line, and `schema.json`, their JSON Schema. Offsets are Unicode code ",
        "points into the document's text, and for every span `text[start:end]` is the span's text. Null, or an empty ",
        "list, means that the text does not state it.\n",
    ]
    schema = build_schema()
    for name, table in schema["properties"].items():
        parts.append(f"\n## {name}.jsonl\n\n")
        parts.append(_fields_of(schema["$defs"][table["$ref"].rpartition("/")[2]]))
    shown = {table["$ref"].rpartition("/")[2] for table in schema["properties"].values()}
    parts.append("\n## Parts of these\n")
    for name in sorted(set(schema["$defs"]) - shown):
        doc = _paragraph(schema["$defs"][name].get("description", ""))
        parts.append(f"\n### {name}\n\n{doc}\n\n" + _fields_of(schema["$defs"][name]))
    return "".join(parts)


def _commands(command: Any, before: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield before.strip(), command
        return
    for name, one in inner.items():
        yield from _commands(one, f"{before} {name}")


def _metavar(argument: Any) -> str:
    name = argument.name.upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _fields_of(definition: dict[str, Any]) -> str:
    rows = "".join(f"| `{name}` | {_type(field)} |\n" for name, field in definition["properties"].items())
    return f"| field | type |\n|---|---|\n{rows}"


def _type(field: dict[str, Any]) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    return str(field.get("type", "any"))


def _paragraph(text: str | None) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", (text or "").strip()))


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": write_commands,
    "record.md": write_record,
    **{
        f"plover/{name}": (lambda text=text: NOTE + text)  # type: ignore[misc]  # the page is written already
        for name, text in codebook_pages(load_codebook("plover")).items()
    },
}

if __name__ == "__main__":
    for file, write in PAGES.items():
        (PLACE / file).parent.mkdir(parents=True, exist_ok=True)
        (PLACE / file).write_text(write(), "utf-8")
