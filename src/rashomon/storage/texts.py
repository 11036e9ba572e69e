"""The texts of a study as they were read: documents.jsonl, the primary file that all else is built from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from rashomon.errors import StudyError
from rashomon.records import Document


def read_texts(path: Path) -> Iterator[Document]:
    """The documents of a study; of two lines with one id the later holds.

    Raises:
        StudyError: a line cannot be read; names the line.
    """
    last: dict[str, int] = {}
    for number, document in _lines(path):
        last[document.id] = number
    for number, document in _lines(path):
        if last[document.id] == number:
            yield document


def append_texts(path: Path, documents: Iterable[Document]) -> None:
    """Writes documents to the end of the file; when this returns, they are on the disk."""
    rows = b"".join(msgspec.json.encode(document) + b"\n" for document in documents)
    if not rows:
        return
    with path.open("r+b" if path.exists() else "x+b") as file:
        file.seek(0, os.SEEK_END)
        end = file.tell()
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":  # a line cut off by a crash: it was never used
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
        file.write(rows)
        file.flush()
        os.fsync(file.fileno())


def rewrite_texts(path: Path, documents: Iterable[Document]) -> None:
    """Writes the file anew, all or nothing: what is not among the documents is gone from it."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    beside.touch()
    append_texts(beside, documents)
    beside.replace(path)


_DECODER = msgspec.json.Decoder(Document)


def _lines(path: Path) -> Iterator[tuple[int, Document]]:
    if not path.exists():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                document = _DECODER.decode(line)
            except msgspec.MsgspecError as error:
                if not line.endswith(b"\n"):
                    return
                raise StudyError(
                    f"{path}, line {number}: no document as a study keeps it ({error}). "
                    "Restore the file from a copy, or remove the line and read the document again"
                ) from error
            yield number, document
