"""Rashomon reads a pile of documents and records who did what to whom, when, where, according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

__version__ = "0.1.0"

from rashomon import records
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.pipeline import Explained
    from rashomon.storage.archive import Archive
    from rashomon.study import Study

__all__ = ["RashomonError", "__version__", "explain", "open_archive", "open_study", "records", "run"]

# The rooms are imported where they are used: reading an archive does not load the parser.


def run(
    paths: Iterable[Path | str] | Path | str,
    *,
    into: Path | str = "rashomon-study",
    published: str | None = None,
    publisher: str | None = None,
    names: Mapping[str, str] | None = None,
    codebook: str | Path | None = None,
    workers: int = 1,
) -> Archive:
    """Read files and folders into a study, and open its archive.

    ``published`` (an ISO date) and ``publisher`` fill in what documents do not say; ``names`` maps fields of theirs to
    ours ({"body": "text"}). Running again reads only what is new or changed. With ``workers`` above 1 the calling
    module must be importable (``if __name__ == "__main__":``).
    A new study begins with the ``study.toml`` of a folder that is read.

    Raises:
        InputError: a path is not there or may not be read.
        StudyError, CodebookError, CatalogueError: what the study declares does not hold.
    """
    from rashomon import pipeline
    from rashomon.reading.metadata import Given, Metadata
    from rashomon.study import choose_codebook, create_study, find_pattern

    several = [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
    study = create_study(into, pattern=find_pattern(several))
    if codebook is not None:
        study = choose_codebook(study, str(codebook))
    given = Given(Metadata(published=published, publisher=publisher), names)
    pipeline.run(study, several, given=given, workers=workers)
    return open_archive(into)


def explain(text: str, *, published: str | None = None, publisher: str | None = None) -> Explained:
    """What each step makes of a text: clauses, codings, reports, incidents. ``published`` is an ISO date.

    Raises:
        InputError: there is no text that can be read.
    """
    from rashomon import pipeline

    return pipeline.explain(text, published=published, publisher=publisher)


def open_archive(folder: Path | str) -> Archive:
    """Open the archive of a study folder for reading, also while a run writes it.

    Raises:
        StudyError: there is no archive there.
    """
    from rashomon.storage import archive

    return archive.open_archive(folder)


def open_study(folder: Path | str) -> Study:
    """Open a study folder: its files and what its study.toml declares.

    Raises:
        StudyError: there is no such folder, or its study.toml does not hold.
    """
    from rashomon import study

    return study.open_study(folder)
