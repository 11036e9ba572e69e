"""What a person has seen already: the newest run at the last visit, noted in the study folder; no cookie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

VISITS_FILE = "visits.json"


@dataclass(frozen=True, slots=True)
class Visit:
    """When somebody last looked, and which run was the newest then."""

    run: str
    when: str


def read_visit(folder: Path, who: str) -> Visit | None:
    """The last visit of a person; None where none is noted or the note cannot be read."""
    return _read(folder / VISITS_FILE).get(who)


def note_visit(folder: Path, who: str, visit: Visit) -> None:
    """Notes a visit; a folder that may not be written in keeps no note."""
    path = folder / VISITS_FILE
    visits = _read(path) | {who: visit}
    try:
        path.write_bytes(msgspec.json.encode(visits))
    except OSError:
        return


def _read(path: Path) -> dict[str, Visit]:
    if not path.is_file():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Visit])
    except (OSError, msgspec.MsgspecError):
        return {}
