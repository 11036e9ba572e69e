"""Keeps what is asked of the whole archive again and again, for as long as the archive stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Kept:
    """Values by name; one is made anew when the archive's files have changed since it was made."""

    def __init__(self, archive: Path) -> None:
        self._files = (archive, archive.with_name(archive.name + "-wal"))
        self._values: dict[str, tuple[object, Any]] = {}

    def get(self, name: str, make: Callable[[], T]) -> T:
        """The value of this name. Two threads may make it at once; both make the same."""
        state = tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in self._files if file.exists())
        found = self._values.get(name)
        if found is None or found[0] != state:
            found = (state, make())
            self._values[name] = found
        return cast(T, found[1])
