"""From files and folders to documents; what cannot be read becomes a failure that says what to do."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from rashomon.errors import InputError
from rashomon.reading.markdown import read_markdown
from rashomon.reading.metadata import FIELDS, Given, Metadata, check_metadata, pick_fields, split_front_matter
from rashomon.reading.webpage import read_webpage
from rashomon.records import Document, Failure, PublisherType

Reader = Callable[[Path, Given], Iterator[Document | Failure]]

LONGEST_DOCUMENT = 8_000_000  # characters: a very long book; beyond it is a dump of something else
LONGEST_SENTENCE = 50_000  # characters without the end of a sentence or a line: no prose
LONGEST_WORD = 10_000  # characters without a space: no words
FEWEST_LETTERS = 60  # below, no guess at the language


def read_documents(
    paths: Iterable[Path], given: Given | None = None, *, readers: Mapping[str, Reader] | None = None
) -> Iterator[Document | Failure]:
    """The documents of files and folders, in the order of their names; what cannot be read becomes a failure.

    ``readers`` maps the ending of a file's name (".txt") to what reads it. In folders, hidden files, sidecars,
    ``study.toml``, READMEs and licences are passed over, and so is a folder that holds a study's archive.

    Raises:
        InputError: a path is not there or may not be read.
    """
    given = given or Given()
    readers = READERS if readers is None else readers
    for path in find_files(paths):
        reader = readers.get(path.suffix.lower())
        if reader is None:
            yield Failure(
                origin=path.as_posix(),
                step="read",
                problem=f"{path.name}: no reader for {path.suffix or 'a file without an ending'}; "
                f"expected one of {', '.join(sorted(readers))}. Convert it to text, or leave it out",
            )
        elif not os.access(path, os.R_OK):
            yield Failure(path.as_posix(), "read", f"{path.name}: may not be read. Change its permissions")
        else:
            yield from reader(path, given)


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that these paths mean.

    Raises:
        InputError: a path is not there or may not be read.
    """
    paths = tuple(paths)
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder. Give the path of a file or a folder to read")
        if not os.access(path, os.R_OK):
            raise InputError(f"{path}: may not be read. Change its permissions, or leave it out")
    for path in paths:
        if path.is_dir():
            yield from _files_below(path)
        else:
            yield path


def make_document(
    text: str, metadata: Metadata, *, origin: str, given: Given | None = None, reader: str | None = None
) -> Iterator[Document | Failure]:
    """One document of a text and what is known of it, with the failures found on the way.

    The text is kept as it is but for its form: line ends become "\\n", letters NFC. The id is the user's own, else
    the canonical URL, else publisher, date and a hash of the text.
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if problem := find_fault(text):
        yield Failure(origin, "read", f"{origin}: {problem}")
        return
    metadata = metadata.or_else((given or Given()).metadata)
    metadata, wrong = check_metadata(metadata)
    if wrong:
        yield Failure(origin, "metadata", f"{origin}: {'; '.join(wrong)}")
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    title = unicodedata.normalize("NFC", metadata.title.strip()) if metadata.title else find_headline(text)
    document = Document(
        id="",
        text=text,
        sha256=sha256,
        title=title,
        publisher=metadata.publisher.strip() if metadata.publisher else None,
        publisher_type=cast(PublisherType | None, metadata.publisher_type),
        publisher_country=metadata.publisher_country,
        published=metadata.published,
        url=metadata.url,
        language=metadata.language or guess_language(text),
        origin=origin,
        reader=reader or f"rashomon {version('rashomon')}",
    )
    yield replace(document, id=metadata.id or metadata.url or made_id(document))


def made_id(document: Document) -> str:
    """The id of a document that has none of its own: publisher, date and a hash of the text."""
    publisher = re.sub(r"[^\w]+", "-", (document.publisher or "unknown").lower()).strip("-")[:40]
    return f"{publisher}-{document.published or 'undated'}-{document.sha256[:12]}"


def find_fault(text: str) -> str | None:
    """Why a text cannot be read as a document, and what to do; None if it can."""
    if not text.strip():
        return "there is no text in it. Leave it out, or check how it was saved"
    if "\x00" in text:
        place = text.index("\x00")
        return f"a NUL character at {place:,}: this is no text. Save it as plain text in UTF-8"
    if len(text) > LONGEST_DOCUMENT:
        return f"{len(text):,} characters, more than {LONGEST_DOCUMENT:,}. Split it into its documents"
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "half of a character (a lone surrogate). Save it as UTF-8"
    if found := _LONG_WORD.search(text):
        return f"{LONGEST_WORD:,} characters without a space at {found.start():,}: these are no words. Take them out"
    for found in _LONG_LINE.finditer(text):
        if not _SENTENCE_END.search(found[0]):
            return (
                f"no end of a sentence in {len(found[0]):,} characters at {found.start():,}: this is no prose. "
                "Break it into sentences or lines, or leave it out"
            )
    return None


def find_headline(text: str) -> str | None:
    """The first line of a text where it is a headline: short, without a full stop, an empty line after it."""
    first, _, rest = text.lstrip("\n").partition("\n")
    first = first.strip()
    if not 3 <= len(first) <= 200 or not rest.startswith("\n") or not rest.strip():
        return None
    if first.startswith("#"):
        return first.lstrip("#").strip() or None
    return None if first[-1] in ".,;:\"”'’" else first


def guess_language(text: str) -> str | None:
    """ISO 639-1 of a text, None where it is too short to tell. Method: py3langid (Lui & Baldwin 2012)."""
    sample = text[:6000]
    if sum(letter.isalpha() for letter in sample) < FEWEST_LETTERS:
        return None
    words = re.findall(r"[a-z]+", sample.lower())
    if len(words) > 20 and sum(word in _ENGLISH for word in words) > 0.18 * len(words):
        return "en"  # plain, and saves loading the model for most piles
    return str(_language_model().classify(sample)[0])


def _files_below(folder: Path) -> Iterator[Path]:
    if (folder / "archive.sqlite").exists():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _files_below(path)
        elif path.is_file() and not _is_beside(path):
            yield path


def _is_beside(path: Path) -> bool:
    """Whether a file of a folder only says something about the others."""
    if path.name == "study.toml" or path.stem.upper() in ("README", "LICENSE", "LICENCE", "NOTICE"):
        return True
    return path.suffix.lower() in (".toml", ".json") and path.with_suffix("").is_file()


def _read_text(path: Path, given: Given) -> Iterator[Document | Failure]:
    origin = path.as_posix()
    text = _decoded(path)
    if isinstance(text, Failure):
        yield text
        return
    beside = _sidecar(path)
    if isinstance(beside, Failure):
        yield beside
        beside = {}
    front, text = split_front_matter(text)
    metadata = pick_fields(front, given)[1].or_else(pick_fields(beside, given)[1])
    reader = None
    if path.suffix.lower() == ".md" and find_fault(text) is None:
        text = read_markdown(text)
        reader = f"rashomon {version('rashomon')}, markdown-it-py {version('markdown-it-py')}"
    yield from make_document(text, metadata, origin=origin, given=given, reader=reader)


def _read_page(path: Path, given: Given) -> Iterator[Document | Failure]:
    origin = path.as_posix()
    if path.stat().st_size > LONGEST_DOCUMENT:
        yield Failure(origin, "read", f"{origin}: a page of {path.stat().st_size:,} bytes. Save the article alone")
        return
    page = path.read_bytes()
    if b"\x00" in page[:4000] and not page.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Failure(origin, "read", f"{origin}: NUL bytes: this is no web page. Save it as HTML")
        return
    text, metadata = read_webpage(page)
    beside = _sidecar(path)
    if isinstance(beside, Failure):
        yield beside
        beside = {}
    if not text:
        yield Failure(origin, "read", f"{origin}: no article was found in the page. Save its text as .txt")
        return
    metadata = pick_fields(beside, given)[1].or_else(metadata)
    reader = f"rashomon {version('rashomon')}, trafilatura {version('trafilatura')}"
    yield from make_document(text, metadata, origin=origin, given=given, reader=reader)


def _read_json_lines(path: Path, given: Given) -> Iterator[Document | Failure]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            origin = f"{path.as_posix()}:{number}"
            if not line.strip():
                continue
            try:
                record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except (UnicodeDecodeError, ValueError, RecursionError) as error:
                yield Failure(origin, "read", f"{origin}: no JSON object on this line ({error}). Mend or remove it")
                continue
            if not isinstance(record, dict):
                yield Failure(origin, "read", f"{origin}: expected a JSON object, found {type(record).__name__}")
                continue
            yield from _from_record(record, origin, given)


def _read_csv(path: Path, given: Given) -> Iterator[Document | Failure]:
    text = _decoded(path, longest=sys.maxsize)
    if isinstance(text, Failure):
        yield text
        return
    csv.field_size_limit(LONGEST_DOCUMENT * 4)  # Python's own limit is 128 KB, less than a long article
    first_line = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=first_line.count)
    try:
        for number, record in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            record.pop(None, None)  # cells beyond the last column
            yield from _from_record(record, f"{path.as_posix()}:{number}", given)
    except csv.Error as error:
        yield Failure(path.as_posix(), "read", f"{path}: no table that we can read ({error}). Save it as CSV in UTF-8")


def _from_record(record: Mapping[str, Any], origin: str, given: Given) -> Iterator[Document | Failure]:
    text, metadata = pick_fields(record, given)
    if text is None:
        has = ", ".join(map(str, record))[:200] or "nothing"
        yield Failure(
            origin,
            "read",
            f"{origin}: no text. The record has: {has}. Expected a field `text` "
            f"(ours are {', '.join(FIELDS)}); name yours with --map theirs=text",
        )
        return
    yield from make_document(text, metadata, origin=origin, given=given)


READERS: Mapping[str, Reader] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".html": _read_page,
    ".htm": _read_page,
    ".jsonl": _read_json_lines,
    ".csv": _read_csv,
}

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}")
_LONG_LINE = re.compile(rf"[^\n]{{{LONGEST_SENTENCE},}}")
_SENTENCE_END = re.compile(r"[.!?…。؟।]")
_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "by", "at", "from", "it",
    "he", "his", "her", "she", "they", "said", "has", "have", "had", "not", "but", "be", "are", "were", "an",
    "which", "who", "will", "would", "this",
})  # fmt: skip


@cache
def _language_model() -> Any:
    import py3langid  # its model takes most of a second to load

    return py3langid


def _decoded(path: Path, *, longest: int = LONGEST_DOCUMENT * 4) -> str | Failure:
    """The text of a file: UTF-8, or UTF-16 with its mark."""
    origin = path.as_posix()
    size = path.stat().st_size
    if size > longest:
        return Failure(origin, "read", f"{origin}: {size:,} bytes, too much for one text. Split it into its documents")
    raw = path.read_bytes()
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if encoding != "utf-16" and b"\x00" in raw:
        return Failure(
            origin, "read", f"{origin}: a NUL byte at {raw.index(0):,}: this is no text. Save it as plain text in UTF-8"
        )
    try:
        return raw.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Failure(
            origin,
            "read",
            f"{origin}: not UTF-8: byte 0x{raw[error.start]:02x} at {error.start:,} (line {line:,}). Save it as UTF-8",
        )


def _sidecar(path: Path) -> Mapping[str, Any] | Failure:
    """What ``name.txt.toml`` or ``name.txt.json`` says of ``name.txt``."""
    for ending, parse in ((".toml", tomllib.loads), (".json", json.loads)):
        beside = path.with_name(path.name + ending)
        if not beside.is_file():
            continue
        try:
            values = parse(beside.read_text("utf-8"))
        except ValueError as error:
            return Failure(beside.as_posix(), "metadata", f"{beside}: cannot be read ({error}). Mend it or remove it")
        if isinstance(values, dict):
            return values
        return Failure(beside.as_posix(), "metadata", f"{beside}: expected a table of fields, like published = ...")
    return {}
