"""The way between PLOVER's types and modes and CAMEO's codes, with the Goldstein score of each code.

The table is ``cameo.csv`` of a codebook: ``code,event,mode,goldstein,name``. One row of a type (or of a
type and mode) is marked ``default``: the code that stands for it when a trigger gives none.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.errors import CodebookError

_COLUMNS = ["code", "event", "mode", "goldstein", "default", "name"]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One code of CAMEO 1.1b3, with what it is in PLOVER."""

    code: str
    event: str
    mode: str | None
    goldstein: float  # -10 to 10, Goldstein (1992) as extended to CAMEO
    is_default: bool
    name: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """All rows of the table."""

    codes: tuple[CameoCode, ...]
    _by_code: Mapping[str, CameoCode] = field(init=False, repr=False)
    _defaults: Mapping[tuple[str, str | None], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {row.code: row for row in self.codes})
        object.__setattr__(self, "_defaults", {(row.event, row.mode): row.code for row in self.codes if row.is_default})

    def cameo(self, event: str, mode: str | None) -> str | None:
        """The code of an event type and mode; of the type alone where the mode has none."""
        return self._defaults.get((event, mode)) or self._defaults.get((event, None))

    def goldstein(self, code: str | None) -> float | None:
        """The score of a code, or of the nearest code above it ("1954" -> "195")."""
        while code:
            row = self._by_code.get(code)
            if row is not None:
                return row.goldstein
            code = code[:-1]
        return None

    def plover(self, code: str) -> tuple[str, str | None] | None:
        """The PLOVER type and mode of a CAMEO code; ``None`` for codes that PLOVER dropped (01, most of 02)."""
        while code:
            row = self._by_code.get(code)
            if row is not None:
                return row.event, row.mode
            code = code[:-1]
        return None


def read_crosswalk(path: Path) -> Crosswalk:
    """The crosswalk of a ``cameo.csv``; raises :class:`CodebookError` with the line that does not hold."""
    rows: list[CameoCode] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        if reader.fieldnames != _COLUMNS:
            raise CodebookError(f"{path.name}: the columns are {reader.fieldnames}; expected {_COLUMNS}.")
        for row in reader:
            if not _is_number(row["goldstein"]):
                raise CodebookError(
                    f"{path.name}: code {row['code']}: goldstein is {row['goldstein']!r}, not a number."
                )
            rows.append(
                CameoCode(
                    code=row["code"],
                    event=row["event"],
                    mode=row["mode"] or None,
                    goldstein=float(row["goldstein"]),
                    is_default=row["default"] == "default",
                    name=row["name"],
                )
            )
    return Crosswalk(tuple(rows))


def _is_number(text: str | None) -> bool:
    try:
        float(text or "")
    except ValueError:
        return False
    return True
