"""Works decisions into the record beside the pages: a page waits a moment for it, and shows what stands otherwise."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from rashomon.errors import RashomonError

log = logging.getLogger(__name__)


class Relinker:
    """Calls ``relink`` in a thread of its own: once for all decisions that came while it was at work."""

    def __init__(self, relink: Callable[[], object]) -> None:
        self._relink = relink
        self._changed = threading.Condition()
        self._wanted = 0
        self._done = 0
        self._at_work = False
        self.problem: str | None = None  # why the last call failed; the decisions are in their logs

    @property
    def is_behind(self) -> bool:
        """Whether decisions are written that the record does not show yet."""
        return self._done < self._wanted

    def ask(self, *, seconds: float = 1.0) -> bool:
        """Wants the record brought up to date; whether that was done within so many seconds."""
        with self._changed:
            self._wanted += 1
            mine = self._wanted
            if not self._at_work:
                self._at_work = True
                threading.Thread(target=self._work, name="relink", daemon=True).start()
            return self._changed.wait_for(lambda: self._done >= mine, seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                if self._done >= self._wanted:
                    self._at_work = False
                    return
                wanted = self._wanted
            try:
                self._relink()
                self.problem = None
            except RashomonError as error:
                self.problem = str(error)
                log.warning("decisions were not worked in: %s", error)
            except Exception as error:  # the pages must go on: they say that the record is behind
                self.problem = f"{type(error).__name__}: {error}"
                log.exception("decisions were not worked in")
            with self._changed:
                self._done = wanted
                self._changed.notify_all()
