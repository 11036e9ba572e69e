"""Where output goes: records and pictures to standard output, progress and messages to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

_DOING = {
    "read": "Reading files",
    "extract": "Reading sentences",
    "link": "Setting accounts side by side",
    "settle": "Writing the archive",
}
_WIDTH_WITHOUT_TERMINAL = 120


def show(picture: RenderableType) -> None:
    """Prints a picture of a record."""
    Console(highlight=False, width=_width()).print(picture, markup=False)


def show_json(value: Any) -> None:
    """Prints JSON and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(message: str) -> None:
    """Prints a message beside the output."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, markup=False)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar for each step of a run, on a terminal only; gives the function that a run tells of its steps."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda step, done, total: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def watch(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(_DOING.get(step, step), total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield watch


def _width() -> int | None:
    """The terminal's own width; without one, wide enough that no line is broken oddly in a file."""
    return None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH_WITHOUT_TERMINAL
