"""What the archive gives: records read only when asked, and the rows that are no records of the contract."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar, overload

from rashomon.errors import MissingExtraError
from rashomon.records import Decision, Framing
from rashomon.storage.tables import as_row

if TYPE_CHECKING:
    import pandas

Row = sqlite3.Row
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FramingUse:
    """Words that judge, with where they stand; ``report`` is None outside any report."""

    document: str
    report: str | None
    framing: Framing


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found by its words; in the excerpt, they stand between the two marks given to ``search``."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """A decision and where it stands now: at a report by its id, by its quote, or nowhere any more."""

    decision: Decision
    anchored: Literal["id", "quote", "unanchored", "undone", "kept"]
    report: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a whole archive; dates are ISO days, None where nothing is dated."""

    documents: int
    unread: int
    publishers: int
    echoes: int
    published_first: str | None
    published_last: str | None
    reports: int
    unreviewed: int
    earliest: str | None
    latest: str | None
    incidents: int
    disputes: int
    passed_over: int
    failures: int


class Asked(Protocol):
    """What answers statements: an archive."""

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a statement."""
        ...

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement, one after the other."""
        ...


class Records(Sequence[T], Generic[T]):
    """Rows of one query as records: counted, sliced and read only when asked."""

    def __init__(self, archive: Asked, statement: str, values: Sequence[Any], decode: Callable[[Row], T]) -> None:
        self._archive = archive
        self._statement = statement
        self._values = tuple(values)
        self._decode = decode

    def __len__(self) -> int:
        unordered = self._statement.rpartition("\norder by ")[0] or self._statement  # what is counted needs no order
        return int(self._archive.rows(f"select count(*) from ({unordered})", self._values)[0][0])

    def __iter__(self) -> Iterator[T]:
        for row in self._archive.stream(self._statement, self._values):
            yield self._decode(row)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            if index.step in (None, 1) and (index.start or 0) >= 0 and (index.stop is None or index.stop >= 0):
                start = index.start or 0
                wanted = -1 if index.stop is None else max(0, index.stop - start)
                return tuple(map(self._decode, self._page(start, wanted)))
            return tuple(self)[index]
        rows = self._page(index if index >= 0 else len(self) + index, 1)
        if not rows:
            raise IndexError(index)
        return self._decode(rows[0])

    def __bool__(self) -> bool:
        return bool(self._page(0, 1))

    def __repr__(self) -> str:
        return f"<{len(self)} records>"

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with one row a record and flat columns.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        if find_spec("pandas") is None:
            raise MissingExtraError(
                "to_pandas() needs pandas, which is not installed. Install it: pip install 'rashomon[pandas]'"
            )
        import pandas

        return pandas.DataFrame([as_row(record) for record in self])

    def _page(self, start: int, wanted: int) -> list[Row]:
        return self._archive.rows(f"select * from ({self._statement}) limit ? offset ?", (*self._values, wanted, start))
