"""The positions of a dispute with how many independent accounts and echoes stand behind each, and their own words."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Comparison
from rashomon.storage.archive import Archive

_COUNTED = 2_000  # reports of one position


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the report that it is of."""

    text: str
    report: str
    document: str


@dataclass(frozen=True, slots=True)
class ToldPosition:
    """One answer of some holders on a facet."""

    value: str
    holders: tuple[str, ...]
    independent: int
    echoes: int
    said: tuple[Said, ...]


def tell_positions(archive: Archive, comparison: Comparison, *, most: int = 2) -> tuple[ToldPosition, ...]:
    """The positions of a comparison, each with so many sentences at most; own words before echoes."""
    found = []
    for position in comparison.positions:
        rows = archive.list_reports(id=position.reports[:_COUNTED])[:] if position.reports else ()
        echoes = sum(row["echo_of"] is not None for row in rows)
        said: dict[str, Said] = {}
        for row in sorted(rows, key=lambda row: (row["echo_of"] is not None, row["published"] or "", row["id"])):
            said.setdefault(row["sentence"], Said(row["sentence"], row["id"], row["document"]))
        found.append(
            ToldPosition(
                position.value, position.holders, len(rows) - echoes, echoes, tuple(said.values())[:most]
            )
        )  # fmt: skip
    return tuple(found)
