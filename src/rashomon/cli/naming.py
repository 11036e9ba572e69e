"""The commands about data of the user's own: codebooks and names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from rashomon.cli import explaining, rendering
from rashomon.cli.reading import AsJson, StudyFolder, book_of, place_of
from rashomon.cli.terminal import say, show, show_json
from rashomon.coding.checking import check_codebook
from rashomon.coding.checking import new_codebook as make_codebook
from rashomon.coding.codebook import load_codebook
from rashomon.coding.gaps import find_gaps
from rashomon.errors import InputError
from rashomon.records import Document, Reading
from rashomon.resolution.dictionaries import Dictionary, Format, find_overlaps, read_dictionary, write_dictionary
from rashomon.resolution.entities import FOREVER, Entity
from rashomon.resolution.names import Catalogue, load_catalogue
from rashomon.resolution.tables import row_of
from rashomon.storage.archive import Archive, open_archive
from rashomon.study import DEFAULT_FOLDER, add_actors, open_study

codebook_app = typer.Typer(no_args_is_help=True, help="Make, check and widen codebooks.")
actors_app = typer.Typer(no_args_is_help=True, help="Names of your own: who is who.")

Book = Annotated[str, typer.Argument(help="The codebook's folder, or the name of a built-in one.")]
StudyOption = Annotated[Path, typer.Option("--study", help="The study folder.")]

# Offices with one holder at a time; of senators and spokesmen there are several.
_SOLE = ("minister", "president", "chancellor", "king", "supreme leader", "secretary of state", "secretary of defense")


@codebook_app.command("new")
def new_codebook(
    folder: Annotated[Path, typer.Argument(help="The folder to make; its name is the codebook's.")],
    pattern: Annotated[str, typer.Option("--from", help="The codebook to begin with.")] = "plover",
    as_json: AsJson = False,
) -> None:
    """Make a codebook of your own from another: edit its TOML files, then check it."""
    made = make_codebook(folder, place_of(pattern))
    if as_json:
        show_json({"name": made.name, "folder": folder.as_posix(), "from": pattern})
    else:
        say(f"Made {folder} from {pattern}. Edit its files, then: rashomon codebook check {folder}")


def check(book: Book, as_json: AsJson = False) -> None:
    """Check a codebook: its keys and names, and every example and counter-example as a test. Exit code 1: it fails."""
    from rashomon.language.reader import DocumentReader

    place = book_of(book)
    reader = DocumentReader(load_catalogue())
    problems = check_codebook(place, lambda text: reader.read(Document("example", text, "", language="en")))
    if as_json:
        show_json(rendering.as_json(problems))
    else:
        show(explaining.render_problems(problems))
    if problems:
        raise typer.Exit(1)


codebook_app.command("check")(check)


@codebook_app.command("gaps")
def codebook_gaps(
    folder: StudyFolder,
    book: Annotated[str | None, typer.Option("--codebook", help="By default the study's own.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 40,
    as_json: AsJson = False,
) -> None:
    """List the predicates with two parties that no trigger knows, by frequency, with their sentences."""
    from rashomon import pipeline

    study = open_study(folder)
    codebook = load_codebook(place_of(book) if book else pipeline.find_codebook(study))
    with open_archive(folder) as archive:
        gaps = find_gaps(_readings(archive), codebook)[:limit]
    if as_json:
        show_json(rendering.as_json(gaps))
    else:
        show(explaining.render_gaps(gaps))


@actors_app.command("add")
def add_actor(
    name: Annotated[str, typer.Argument(help="The name, as it stands in texts.")],
    study: StudyOption = Path(DEFAULT_FOLDER),
    country: Annotated[str | None, typer.Option(help="ISO 3166 alpha-3, IGO/XXX, NGO or MNC.")] = None,
    sectors: Annotated[str | None, typer.Option(help="PLOVER sectors, the first the main one: MIL|GOV")] = None,
    aliases: Annotated[list[str] | None, typer.Option("--alias", help="Another name; may be repeated.")] = None,
    label: Annotated[str, typer.Option(help="ORG, PERSON, GPE, NORP, LOC or FAC.")] = "ORG",
    title: Annotated[str | None, typer.Option(help="The office of a person, like foreign minister.")] = None,
    since: Annotated[str | None, typer.Option(help="From when this holds: 2014 or 2014-06-29.")] = None,
    until: Annotated[str | None, typer.Option(help="Until when this holds.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add a name to a study; it wins over the built-in ones from the next run on."""
    opened = open_study(study)
    cells: dict[str | None, object] = {
        "name": name, "aliases": "|".join(aliases or ()), "country": country, "sectors": sectors, "label": label,
        "title": title, "since": since, "until": until,
    }  # fmt: skip
    row = row_of(cells, origin="actors add")
    path = opened.folder / "actors.csv"
    rows = (*read_dictionary(path).rows, row) if path.is_file() else (row,)
    write_dictionary(Dictionary(rows), path)
    add_actors(opened, "actors.csv")
    if as_json:
        show_json({"name": row.name, "file": path.as_posix()})
    else:
        say(f"Added {row.name} to {path}. Read again: rashomon run --into {study}")


@actors_app.command("import")
def import_actors(
    file: Annotated[Path, typer.Argument(help="A table of actors (.csv, .toml) or another dictionary that is known.")],
    study: StudyOption = Path(DEFAULT_FOLDER),
    format: Annotated[
        str | None, typer.Option(help="csv, toml, petrarch-actors, petrarch-agents or wikidata; else by the ending.")
    ] = None,
    lenient: Annotated[bool, typer.Option("--lenient", help="Leave malformed lines out, and name them.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take the names of a file into a study."""
    opened = open_study(study)
    if format is not None and format not in get_args(Format):
        raise InputError(f"--format {format}: there is no such format. Known: {', '.join(get_args(Format))}")
    dictionary = read_dictionary(file, lenient=lenient, format=cast(Format | None, format))
    name = f"actors-{file.stem}.{'toml' if dictionary.agents else 'csv'}"
    write_dictionary(dictionary, opened.folder / name)
    load_catalogue(opened.folder / name)
    add_actors(opened, name)
    count = len(dictionary.rows) + len(dictionary.agents)
    if as_json:
        show_json({"imported": count, "left_out": list(dictionary.problems), "file": name})
        return
    for problem in dictionary.problems:
        say(f"left out: {problem}")
    say(f"Imported {count} rows into {opened.folder / name}. Read again: rashomon run --into {study}")


@actors_app.command("list")
def list_actors(
    word: Annotated[str | None, typer.Argument(help="Only names with this word.")] = None,
    study: Annotated[Path | None, typer.Option("--study", help="With the names of this study.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the names that are known, with their roles over time."""
    catalogue = load_catalogue(*_files(study))
    wanted = (word or "").casefold()
    entities = [entity for entity in catalogue.entities() if wanted in f"{entity.id} {entity.name}".casefold()]
    rows = [row for entity in entities[:limit] for row in _roles(entity)]
    if as_json:
        show_json(rows)
    else:
        show(rendering.render_rows(rows))
        if len(entities) > limit:
            say(f"{limit} of {len(entities)}; more with --limit")


@actors_app.command("check")
def check_actors(
    files: Annotated[list[Path] | None, typer.Argument(help="Tables of actors; without any, the study's own.")] = None,
    study: Annotated[Path | None, typer.Option("--study", help="With the names of this study.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check names: malformed lines, and offices that two people hold at one time. Exit code 1: something is wrong."""
    places = [*_files(study), *(files or ())]
    problems = [problem for path in places for problem in read_dictionary(path, lenient=True).problems]
    if not problems:
        catalogue = load_catalogue(*places)
        problems.extend(find_overlaps(catalogue.entities(), _sole(catalogue)))
    if as_json:
        show_json({"problems": problems})
    else:
        show("\n".join(problems) or "Nothing is wrong.")
    if problems:
        raise typer.Exit(1)


def _files(study: Path | None) -> tuple[Path, ...]:
    if study is None:
        return ()
    opened = open_study(study)
    return tuple(opened.file(name) for name in opened.settings.actors)


def _sole(catalogue: Catalogue) -> frozenset[str]:
    titles = {role.title for entity in catalogue.entities() for role in entity.roles if role.title}
    return frozenset(title for title in titles if title.endswith(_SOLE))


def _readings(archive: Archive) -> Iterator[Reading]:
    for row in archive.list_documents():
        reading = archive.reading(row["id"])
        if reading is not None:
            yield reading


def _roles(entity: Entity) -> Iterator[dict[str, str]]:
    for role in entity.roles:
        yield {
            "name": entity.name,
            "code": role.code,
            "sectors": " ".join(role.sectors),
            "title": role.title or "",
            "since": "" if role.since == dt.date.min else role.since.isoformat(),
            "until": "" if role.until == FOREVER else role.until.isoformat(),
            "id": entity.id,
        }
