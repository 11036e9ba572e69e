"""What people decided: one append-only, hash-chained, fsynced log for each person."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from rashomon.errors import DecisionError
from rashomon.records import Decision
from rashomon.storage.locks import hold

FIRST = "0" * 16  # what stands before the first entry of a log


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """All decisions in the logs of a folder, in the order of their time.

    Raises:
        DecisionError: a log was changed by hand; names the file and the line.
    """
    if not folder.is_dir():
        return ()
    found = [decision for log in sorted(folder.glob("*.jsonl")) for decision in read_log(log)]
    order = {decision.id: place for place, decision in enumerate(found)}
    return tuple(sorted(found, key=lambda decision: (decision.when, order[decision.id])))


def read_log(log: Path) -> tuple[Decision, ...]:
    """The decisions of one log, its chain verified; a last line that was cut off by a crash is passed over."""
    decisions: list[Decision] = []
    previous = FIRST
    lines = log.read_bytes().split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        fault: str | None = None
        try:
            decision = _DECODER.decode(line)
        except msgspec.MsgspecError as error:
            fault = f"it cannot be read: {error}"
        else:
            if decision.previous != previous or decision.id != chain(decision):
                fault = "its hash does not follow from what stands before"
        if fault is not None:
            if number == len(lines):
                break  # no line end: it was never acknowledged
            raise DecisionError(f"{log}, line {number}: {_CHANGED}; {fault}")
        decisions.append(decision)
        previous = decision.id
    return tuple(decisions)


def append_decisions(folder: Path, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Writes decisions of one person to the end of that person's log, and returns them with their place in the chain.

    ``id``, ``previous`` and an empty ``when`` are filled in. When this returns, the entries are on the disk.

    Raises:
        DecisionError: the name can be no file name, or the log was changed by hand.
    """
    wanted = tuple(decisions)
    if not wanted:
        return ()
    log = log_of(folder, wanted[0].who)
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder / ".lock", says="another decision is being written; try again", seconds=10):
        written = read_log(log) if log.exists() else ()
        previous = written[-1].id if written else FIRST
        entries: list[Decision] = []
        for decision in wanted:
            entry = replace(decision, previous=previous, when=decision.when or _now())
            entry = replace(entry, id=chain(entry))
            entries.append(entry)
            previous = entry.id
        with log.open("r+b" if log.exists() else "x+b") as file:
            whole = file.read()
            if whole and not whole.endswith(b"\n"):
                if sum(bool(line.strip()) for line in whole.split(b"\n")) == len(written):
                    file.write(b"\n")
                else:  # cut off by a crash
                    file.seek(whole.rfind(b"\n") + 1)
                    file.truncate()
            file.write(b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries))
            file.flush()
            os.fsync(file.fileno())
    return tuple(entries)


def chain(decision: Decision) -> str:
    """The hash of an entry with the one before it."""
    return hashlib.sha256(msgspec.json.encode(replace(decision, id=""))).hexdigest()[:16]


def log_of(folder: Path, who: str) -> Path:
    """The log of a person.

    Raises:
        DecisionError: the name can be no file name.
    """
    name = who.strip()
    if not re.fullmatch(r"[\w][\w .@-]{0,60}", name):
        raise DecisionError(f"{who!r} can be no name of a log. Use letters, digits, dots and dashes")
    return folder / f"{name}.jsonl"


_DECODER = msgspec.json.Decoder(Decision)
_CHANGED = "the log was changed by hand (it is append-only: undo by a new entry). Restore it from a copy"


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
