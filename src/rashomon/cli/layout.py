"""The parts of which all that the terminal shows is built: headings, tables, counts and days in words."""

from __future__ import annotations

import datetime as dt
import re

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.naming import name_code

_CODE = re.compile(r"\b[A-Z]{3}(?:[A-Z]{3}){0,2}\b")


def heading(words: str, count: int | None = None, shown: int | None = None) -> RenderableType:
    """A heading, with how many of how many are shown."""
    line = Text(f"\n{words}", "bold")
    if count is not None and shown is not None and count > shown:
        line.append(f"  {shown} of {count}", "dim")
    return line


def indented(part: RenderableType, by: int = 2) -> RenderableType:
    """A part set in from the left."""
    return Padding(part, (0, 0, 0, by), expand=False)


def make_table(*columns: str) -> Table:
    """A plain table whose days and ids do not break."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("when", "id", "step"))
    return table


def shorten(text: str, most: int = 110) -> str:
    """The words on one line, cut at a word."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def days_in_words(first: str, last: str | None) -> str:
    """The days from first to last."""
    return day_in_words(first) if last in (None, first) else f"{day_in_words(first)} to {day_in_words(str(last))}"


def day_in_words(day: str) -> str:
    """ "20 June 2019"."""
    date = dt.date.fromisoformat(day[:10])
    return f"{date.day} {date:%B %Y}"


def name_codes(text: str | None) -> str:
    """Words for the actor codes in a line: "US military" where the record says USAMIL."""
    return _CODE.sub(lambda code: name_code(code[0]), text or "")
