"""The commands about data of the user's own: codebooks and names."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.reading import AsJson, place_of
from rashomon.cli.terminal import say, show_json
from rashomon.coding.codebook import load_codebook
from rashomon.errors import CodebookError

codebook_app = typer.Typer(no_args_is_help=True, help="Make, check and widen codebooks.")
actors_app = typer.Typer(no_args_is_help=True, help="Names of your own: who is who.")


@codebook_app.command("new")
def new_codebook(
    folder: Annotated[Path, typer.Argument(help="The folder to make; its name is the codebook's.")],
    pattern: Annotated[str, typer.Option("--from", help="The codebook to begin with.")] = "plover",
    as_json: AsJson = False,
) -> None:
    """Make a codebook of your own from another: edit its TOML files, then check it."""
    if folder.exists():
        raise CodebookError(f"{folder}: this is there already. Give a folder that is not")
    book = load_codebook(place_of(pattern))
    shutil.copytree(book.folder, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    path = folder / "book.toml"
    path.write_text(path.read_text("utf-8").replace(f'name = "{book.name}"', f'name = "{folder.name}"', 1), "utf-8")
    made = load_codebook(folder)
    if as_json:
        show_json({"name": made.name, "folder": folder.as_posix(), "from": book.label})
    else:
        say(f"Made {folder} from {book.label}. Edit its files, then: rashomon codebook check {folder}")


@codebook_app.command("check")
def check_codebook(
    folder: Annotated[Path, typer.Argument(help="The codebook's folder, or the name of a built-in one.")],
    as_json: AsJson = False,
) -> None:
    """Check a codebook: its keys, its names, and every example and counter-example as a test."""
    check(folder, as_json=as_json)


def check(
    folder: Annotated[Path, typer.Argument(help="The codebook's folder, or the name of a built-in one.")],
    as_json: AsJson = False,
) -> None:
    """Short for: codebook check."""
    raise NotImplementedError
