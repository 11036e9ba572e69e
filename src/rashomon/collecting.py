"""Work that makes many small values at once, done without Python's collector of circles.

The collector goes through what is alive every few hundred values, and finds nothing to free while a document is read
or a pile is linked. It goes on where it was when the work is done.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector back: for a ``with``, or as the decorator of a function that is no generator."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
