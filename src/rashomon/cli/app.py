"""The commands, put together, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from rashomon import __version__
from rashomon.cli import deciding, naming, reading, showing
from rashomon.cli.terminal import say, show
from rashomon.errors import RashomonError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads a pile of documents about a confrontation and records who did what to whom, when, where, according to "
    "whom, and where the accounts part. It records who said what; it does not decide what is true.",
)
app.command()(reading.run)
app.command()(showing.explain)
app.command(name="show")(showing.show_study)
app.command()(showing.serve)
app.command()(showing.export)
app.command()(deciding.decide)
app.command()(reading.recode)
app.command()(reading.forget)
app.command()(naming.check)
app.command()(showing.score)
app.add_typer(naming.codebook_app, name="codebook")
app.add_typer(naming.actors_app, name="actors")
app.add_typer(deciding.audit_app, name="audit")


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        show(__version__)
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command. What goes wrong on purpose is one clear message and exit code 2."""
    try:
        app(args=arguments, prog_name="rashomon")
    except RashomonError as error:
        say(f"rashomon: {error}")
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
