"""The four verbs by which the pipeline moves rows; a step knows neither the engine nor what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

Row = TypeVar("Row")
Made = TypeVar("Made")


class Engine(Protocol):
    """Where rows live and how steps run over them: a laptop's SQLite and processes, or a cluster.

    Whatever the engine, ``each`` and ``group`` give their answers in the order of what they were given.
    """

    def put(self, table: str, rows: Iterable[Any]) -> None:
        """Writes rows into a table, each as a transaction of its own."""
        ...

    def each(self, step: Callable[[Iterable[Row]], Iterable[Made]], rows: Iterable[Row]) -> Iterator[Made]:
        """Runs a step over batches of rows; the step sees some of the rows at a time, in their order."""
        ...

    def group(
        self,
        step: Callable[[str, Sequence[Row]], Iterable[Made]],
        rows: Iterable[Row],
        *,
        key: Callable[[Row], str],
    ) -> Iterator[Made]:
        """Runs a step over all rows of one key at a time, the keys in their order.

        No step asks for it on one machine, where linking takes many blocks at a time as columns; on a cluster the
        pairs of a block are compared where its rows are.
        """
        ...

    def get(self, table: str) -> Iterator[Any]:
        """The rows of a table, in a fixed order."""
        ...
