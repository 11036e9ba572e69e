"""The engine of one machine: SQLite for what is kept, a pool of processes for what is computed."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

from rashomon.storage.writing import ArchiveWriter

Row = TypeVar("Row")
Made = TypeVar("Made")

ROWS_A_BATCH = 8
FEWEST_ROWS = 24  # below, starting processes costs more than it gains


class LocalEngine:
    """Tables: "documents" (put ``Filed``, get ``Document``), "reports" (get, as extracted).

    With one worker, steps run in this process. With more, a step and its rows travel between processes: both must
    pickle. A worker that dies (out of memory) takes no run with it: its rows run again one by one, and ``broken``
    says what to make of the row that kills.
    """

    def __init__(self, writer: ArchiveWriter, *, workers: int = 1, broken: Callable[[Any], Any] | None = None) -> None:
        self._writer = writer
        self._workers = workers
        self._broken = broken

    def put(self, table: str, rows: Iterable[Any]) -> None:
        match table:
            case "documents":
                for row in rows:
                    self._writer.put_document(row)
            case _:
                raise ValueError(f"nothing is put into a table {table!r}")

    def get(self, table: str) -> Iterator[Any]:
        match table:
            case "documents":
                return self._writer.documents()
            case "reports":
                return self._writer.extracted()
            case _:
                raise ValueError(f"there is no table {table!r} to get")

    def each(self, step: Callable[[Iterable[Row]], Iterable[Made]], rows: Iterable[Row]) -> Iterator[Made]:
        iterator = iter(rows)
        first = list(islice(iterator, FEWEST_ROWS))
        if self._workers < 2 or len(first) < FEWEST_ROWS:
            yield from step(_chained(first, iterator))
        else:
            yield from self._pooled(step, _chained(first, iterator))

    def group(
        self,
        step: Callable[[str, Sequence[Row]], Iterable[Made]],
        rows: Iterable[Row],
        *,
        key: Callable[[Row], str],
    ) -> Iterator[Made]:
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(key(row), []).append(row)
        for name in sorted(groups):
            yield from step(name, groups[name])

    def _pooled(self, step: Callable[[Iterable[Row]], Iterable[Made]], rows: Iterator[Row]) -> Iterator[Made]:
        waiting: deque[tuple[list[Row], Future[list[Made]]]] = deque()
        pool = self._pool(self._workers)
        try:
            while True:
                while len(waiting) < self._workers * 3 and (batch := list(islice(rows, ROWS_A_BATCH))):
                    waiting.append((batch, pool.submit(_run, step, batch)))
                if not waiting:
                    return
                batch, future = waiting.popleft()
                try:
                    made = future.result()
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    unfinished = [batch, *(rest for rest, _ in waiting)]
                    waiting.clear()
                    for row in (row for rest in unfinished for row in rest):
                        yield from self._alone(step, row)
                    pool = self._pool(self._workers)
                else:
                    yield from made
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _alone(self, step: Callable[[Iterable[Row]], Iterable[Made]], row: Row) -> list[Made]:
        with self._pool(1) as pool:
            try:
                return pool.submit(_run, step, [row]).result()
            except BrokenProcessPool:
                if self._broken is None:
                    raise
                return [self._broken(row)]

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a forked child would share this process's database connection.
        return ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts_to_the_parent
        )


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(step: Callable[[Iterable[Row]], Iterable[Made]], batch: list[Row]) -> list[Made]:
    return list(step(batch))


def _chained(first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from rest
