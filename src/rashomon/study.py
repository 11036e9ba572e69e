"""The study folder and its study.toml: what the user declares of a pile, validated where it comes in."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rashomon.errors import StudyError
from rashomon.records import PublisherType, Side

STUDY_FILE = "study.toml"
DEFAULT_FOLDER = "rashomon-study"

Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Name = Annotated[str, Field(min_length=1)]


class SideTable(BaseModel):
    """A named set of parties: countries ("USA"), actor codes ("IRQREB") or ids of the catalogue; and publishers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    parties: tuple[Name, ...] = ()
    publishers: tuple[Name, ...] = ()


class PublisherTable(BaseModel):
    """What is known of a publisher, for documents that do not say it themselves."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    type: PublisherType | None = None
    country: Country | None = None


class Settings(BaseModel):
    """The keys of study.toml. All have defaults: an empty file is a study."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str | None = None
    codebook: str = "plover"  # a built-in name, or a folder beside study.toml
    extractor: str = "grammar"  # the name of a registered extractor
    actors: tuple[str, ...] = ()  # files of the user's own actors, beside study.toml
    places: tuple[str, ...] = ()  # tables of the user's own places, beside study.toml
    counting: Literal["acled"] = "acled"  # what "dozens" and "hundreds" count as
    languages: tuple[str, ...] = ("en",)  # which languages are read; the others are stored and searched
    names: Mapping[str, str] = {}  # their field -> ours, as --map
    linking: Mapping[str, float] = {}  # weights of linking that differ from those that ship
    side: tuple[SideTable, ...] = ()
    publisher: tuple[PublisherTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """A study folder: where its files are, and what its study.toml declares."""

    folder: Path
    settings: Settings

    @property
    def texts_file(self) -> Path:
        return self.folder / "documents.jsonl"

    @property
    def decisions_folder(self) -> Path:
        return self.folder / "decisions"

    @property
    def archive_file(self) -> Path:
        return self.folder / "archive.sqlite"

    @property
    def sides(self) -> tuple[Side, ...]:
        return tuple(Side(side.name, side.parties, side.publishers) for side in self.settings.side)

    def file(self, name: str) -> Path:
        """A file or folder that study.toml names: relative to the study folder."""
        path = Path(name).expanduser()
        return path if path.is_absolute() else self.folder / path


def open_study(folder: Path | str) -> Study:
    """The study in a folder that is there.

    Raises:
        StudyError: there is no such folder, or its study.toml does not hold.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise StudyError(f"{folder}: there is no such study folder. Make one: rashomon run DOCUMENTS --into {folder}")
    return Study(folder, read_settings(folder / STUDY_FILE))


def create_study(folder: Path | str, *, pattern: Path | None = None) -> Study:
    """The study in a folder, made if it is not there; ``pattern`` is a study.toml to begin with.

    Raises:
        StudyError: the folder cannot be made or holds something else, or a study.toml does not hold.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise StudyError(f"{folder}: this is a file. Give the path of a folder for the study")
    own = folder / STUDY_FILE
    if pattern is not None and not own.exists():
        read_settings(pattern)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not own.exists():
            own.write_text(pattern.read_text("utf-8") if pattern else _FIRST_SETTINGS, "utf-8")
            (folder / ".gitignore").write_text(_DERIVED, "utf-8")
    except OSError as error:
        raise StudyError(f"{folder}: the study folder cannot be made ({error}). Give another with --into") from error
    return open_study(folder)


def find_pattern(paths: Iterable[Path]) -> Path | None:
    """The study.toml that lies in a folder to be read: a new study begins with it."""
    return next((path / STUDY_FILE for path in paths if (path / STUDY_FILE).is_file()), None)


def read_settings(path: Path) -> Settings:
    """The settings of a study.toml; all defaults where there is none.

    Raises:
        StudyError: names the file, the key, what was expected and what to do.
    """
    if not path.exists():
        return Settings()
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"{path}: this is no TOML ({error}). Mend that line") from error
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise StudyError("\n".join(_says(path, problem) for problem in error.errors())) from error
    _check_sides(settings, path)
    return settings


def choose_codebook(study: Study, codebook: str) -> Study:
    """The study with another codebook, written into its study.toml; the rest of the file stays as it is."""
    return _declare(study, "codebook", codebook)


def add_actors(study: Study, file: str) -> Study:
    """The study with one more file of the user's own actors, written into its study.toml."""
    if file in study.settings.actors:
        return study
    return _declare(study, "actors", [*study.settings.actors, file])


def _declare(study: Study, key: str, value: str | list[str]) -> Study:
    """Writes one key of study.toml.

    Raises:
        StudyError: the key stands there over several lines.
    """
    path = study.folder / STUDY_FILE
    text = path.read_text("utf-8") if path.exists() else ""
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    tables = re.search(r"(?m)^\s*\[", text)
    head, rest = (text[: tables.start()], text[tables.start() :]) if tables else (text, "")
    if re.search(rf"(?m)^{key}\s*=", head):
        head = re.sub(rf"(?m)^{key}\s*=.*$", lambda _: line, head, count=1)
    else:
        head = f"{line}\n{head}"
    try:
        Settings.model_validate(tomllib.loads(head + rest))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise StudyError(f"{path}: {key} stands over several lines. Write there yourself: {line}") from error
    path.write_text(head + rest, "utf-8")
    return open_study(study.folder)


_DERIVED = "# What a run builds again\narchive.sqlite*\nrun.lock*\ndecisions/.lock*\n"
_FIRST_SETTINGS = """\
# What you know of this pile. Every key can be left out; docs/study.md tells of all of them.
#
# codebook = "plover"              # or a folder of your own beside this file
#
# [[side]]                         # who counts as one side when positions are compared
# name = "Government"
# parties = ["SYR", "SYRMIL"]      # countries, actor codes, ids of the catalogue
# publishers = ["SANA"]
#
# [[publisher]]                    # what documents do not say of their publisher themselves
# name = "SANA"
# type = "state_media"
# country = "SYR"
"""


def _says(path: Path, problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = ", ".join(_keys_beside(problem["loc"]))
        return f"{path}: unknown key {where!r}. Known here: {known}. Remove it or mend its name"
    return f"{path}: {where}: {problem['msg'].lower()}, found {problem['input']!r}. Mend the value"


def _keys_beside(where: tuple[str | int, ...]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {"side": SideTable, "publisher": PublisherTable}
    table = tables.get(str(where[0]), Settings)
    return sorted(table.model_fields) if len(where) > 1 else sorted(Settings.model_fields)


def _check_sides(settings: Settings, path: Path) -> None:
    names = [side.name for side in settings.side]
    for name in names:
        if names.count(name) > 1:
            raise StudyError(f"{path}: side: two sides are named {name!r}. Give each its own name")
    for field in ("parties", "publishers"):
        seen: dict[str, str] = {}
        for side in settings.side:
            for member in getattr(side, field):
                if seen.setdefault(member, side.name) != side.name:
                    raise StudyError(
                        f"{path}: side: {member!r} is on the side {seen[member]!r} and on {side.name!r}. "
                        "Leave it on one of them"
                    )
