"""The commands that read: run, recode, forget."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from rashomon.cli import rendering
from rashomon.cli.terminal import progress, say, show, show_json
from rashomon.coding.codebook import BOOKS, load_codebook
from rashomon.errors import InputError
from rashomon.reading.metadata import FIELDS, Given, Metadata, parse_date
from rashomon.storage.archive import open_archive
from rashomon.storage.brief import read_brief
from rashomon.study import DEFAULT_FOLDER, Study, choose_codebook, create_study, find_pattern, open_study

StudyFolder = Annotated[Path, typer.Argument(help="The study folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders: .txt .md .html .jsonl .csv")] = None,
    into: Annotated[Path, typer.Option(help="The study folder; made if it is not there.")] = Path(DEFAULT_FOLDER),
    published: Annotated[str | None, typer.Option(help="Publication date where a document has none.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher where a document has none.")] = None,
    names: Annotated[list[str] | None, typer.Option("--map", help="A field of theirs = ours: body=text")] = None,
    codebook: Annotated[str | None, typer.Option(help="A codebook's name or folder; the study keeps it.")] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: one for each core.")] = 0,
    anew: Annotated[bool, typer.Option("--anew", help="Read all again, also what has not changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read documents into a study and tell what they hold. Run again to read what is new or changed."""
    given = _given(published, publisher, names or ())
    if not paths and not into.is_dir():
        raise InputError(f"nothing to read. Give files or folders: rashomon run DOCUMENTS --into {into}")
    _check_paths(paths or (), into)
    chosen = None if codebook is None else _place_of(codebook, into)
    study = create_study(into, pattern=find_pattern(paths or ()))
    if chosen is not None:
        study = choose_codebook(study, chosen)
    _run(study, paths or (), given=given, workers=workers, anew=anew, as_json=as_json)


def recode(
    folder: StudyFolder,
    codebook: Annotated[str, typer.Option(help="A codebook's name or folder; the study keeps it.")],
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: one for each core.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Code a study's clauses with another codebook, without parsing its texts again."""
    open_archive(folder).close()
    study = choose_codebook(open_study(folder), _place_of(codebook, folder))
    _run(study, (), given=Given(), workers=workers, anew=False, as_json=as_json)


def forget(
    folder: StudyFolder,
    documents: Annotated[list[str], typer.Argument(help="Ids of documents.")],
    as_json: AsJson = False,
) -> None:
    """Take documents out of a study: their texts and exactly their reports. Decisions stay in their logs."""
    from rashomon import pipeline

    gone = pipeline.forget(open_study(folder), documents)
    if missing := sorted(set(documents) - set(gone)):
        raise InputError(f"{folder}: there is no document {', '.join(missing)}. See: rashomon show {folder} documents")
    if as_json:
        show_json({"forgotten": list(gone)})
    else:
        say(f"Forgotten: {', '.join(gone)}")


def book_of(codebook: str) -> str | Path:
    """A codebook as the user names it: a built-in one by its name, or a folder."""
    return codebook if (BOOKS / codebook / "book.toml").is_file() else Path(codebook)


def place_of(codebook: str) -> str | Path:
    """The same, loaded once.

    Raises:
        CodebookError: it does not hold.
    """
    place = book_of(codebook)
    load_codebook(place)
    return place


def _run(study: Study, paths: Sequence[Path], *, given: Given, workers: int, anew: bool, as_json: bool) -> None:
    from rashomon import pipeline

    try:
        with progress(quiet=as_json) as watch:
            outcome = pipeline.run(
                study, paths, given=given, workers=workers or os.cpu_count() or 1, anew=anew, watch=watch
            )
    except KeyboardInterrupt:
        say("rashomon: stopped. What was read is kept; run the same command to go on.")
        raise typer.Exit(130) from None
    with open_archive(study.folder) as archive:
        brief = read_brief(archive)
    if as_json:
        show_json({"outcome": rendering.as_json(outcome), "brief": rendering.as_json(brief)})
        return
    say(_told(outcome, bool(paths)))
    show(rendering.render_brief(brief, title=title_of(study), folder=str(study.folder)))


def title_of(study: Study) -> str:
    """The study's own title, else the name of its folder."""
    return study.settings.title or study.folder.resolve().name


def _told(outcome: Any, has_paths: bool) -> str:
    parts = []
    if has_paths:
        parts.append(f"{outcome.found} documents found, {outcome.new} new or changed")
    parts.append(f"{outcome.extracted} read")
    if outcome.removed:
        parts.append(f"{outcome.removed} removed")
    return ", ".join(parts) + ".\n"


def _given(published: str | None, publisher: str | None, names: Iterable[str]) -> Given:
    day = parse_date(published)
    if published is not None and day is None:
        raise InputError(f"--published {published}: no date that has one meaning. Write it as 2019-06-22")
    mapped: dict[str, str] = {}
    for name in names:
        theirs, equals, ours = name.partition("=")
        if not equals or not theirs.strip() or ours.strip() not in FIELDS:
            raise InputError(f"--map {name}: expected theirs=ours, ours being one of {', '.join(FIELDS)}")
        mapped[theirs.strip()] = ours.strip()
    return Given(Metadata(published=day, publisher=publisher), mapped)


def _check_paths(paths: Iterable[Path], into: Path) -> None:
    """Before a study is made: that what is to be read is there."""
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder. Give the path of a file or a folder to read")
        if not os.access(path, os.R_OK):
            raise InputError(f"{path}: may not be read. Change its permissions, or leave it out")
        if path.resolve() == into.resolve():
            raise InputError(f"{path}: this is the study folder itself. Give another with --into")


def _place_of(codebook: str, study: Path) -> str:
    """A codebook as study.toml names it: its name, or its place beside the study."""
    place = place_of(codebook)
    if isinstance(place, str):
        return place
    return Path(os.path.relpath(place.resolve(), study.resolve())).as_posix()
