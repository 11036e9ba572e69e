"""The system under test, in one place: how a benchmark gets readings, reports and incidents in memory."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.records import Document, Linked, Report

if TYPE_CHECKING:
    from rashomon.extraction.extractor import Extraction
    from rashomon.extraction.grammar import GrammarExtractor
    from rashomon.language.reader import DocumentReader
    from rashomon.records import Reading

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"


@dataclass(frozen=True, slots=True)
class Found:
    """What a run over a pile of documents gives."""

    documents: tuple[Document, ...]  # echoes marked
    linked: Linked
    extractions: tuple[Extraction, ...]


def read_documents(path: Path) -> tuple[Document, ...]:
    """The documents of a ``documents.jsonl``."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_document(json.loads(line)) for line in lines if line.strip())


def document(text: str, *, id: str = "d", published: str | None = None, **known: str | None) -> Document:
    """A document made of a text as it is, so that the gold's offsets hold."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=id, text=text, sha256=sha, published=published, **known)  # type: ignore[arg-type]


@cache
def extractor() -> GrammarExtractor:
    """The default extractor with the codebook, catalogue and gazetteer that ship."""
    from rashomon.coding.codebook import load_codebook
    from rashomon.extraction.grammar import GrammarExtractor
    from rashomon.resolution.gazetteer import load_gazetteer
    from rashomon.resolution.names import load_catalogue

    return GrammarExtractor(names=load_catalogue(), gazetteer=load_gazetteer(), codebook=load_codebook("plover"))


@cache
def _reader() -> DocumentReader:
    from rashomon.language.reader import DocumentReader
    from rashomon.resolution.names import load_catalogue

    return DocumentReader(load_catalogue())


def read(document: Document) -> Reading:
    """What the document says, before any codebook."""
    return _reader().read(document)


def extract(document: Document) -> Extraction:
    """The document's reports."""
    return extractor().report(document, extractor().read(document))


def extract_all(documents: Sequence[Document]) -> list[Extraction]:
    """The reports of each document, read eight at a time as a run does."""
    found: list[Extraction] = []
    for first in range(0, len(documents), 8):
        together = documents[first : first + 8]
        readings = extractor().read_all(together)
        found.extend(extractor().report(d, reading) for d, reading in zip(together, readings, strict=True))
    return found


def extract_texts(texts: Iterable[str]) -> list[tuple[Report, ...]]:
    """The reports of each text taken as a document of its own."""
    return [extract(document(text, id=f"t{i}")).reports for i, text in enumerate(texts)]


def link(reports: Sequence[Report], documents: Sequence[Document]) -> Linked:
    """Incidents and comparisons of the reports."""
    from rashomon.linking import incidents

    return incidents.link(reports, documents)


def mark_echoes(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with ``echo_of`` filled in."""
    import dataclasses

    from rashomon.reading.echoes import find_echoes

    origin = {echo.document: echo.original for echo in find_echoes(documents) if echo.kind == "copy"}
    return tuple(dataclasses.replace(d, echo_of=origin.get(d.id)) for d in documents)


def run(documents: Sequence[Document]) -> Found:
    """Everything: echoes, reports, incidents, comparisons."""
    marked = mark_echoes(documents)
    extractions = tuple(extract_all(marked))
    return Found(marked, link([r for e in extractions for r in e.reports], marked), extractions)


def _document(fields: dict[str, str]) -> Document:
    return document(
        unicodedata.normalize("NFC", fields["text"]),
        id=fields["id"],
        published=fields.get("published"),
        title=fields.get("title"),
        publisher=fields.get("source"),
        publisher_type=fields.get("source_type"),
        publisher_country=fields.get("source_country"),
        url=fields.get("url"),
        language=fields.get("language"),
    )


@cache
def spacy_pipeline() -> Any:
    """spaCy's own pipeline with the pipes that we use and nothing of ours in it."""
    import spacy

    from rashomon.language import parser

    ours = parser._load_model().pipe_names
    model = spacy.load(parser.MODEL)
    for name in [name for name in model.pipe_names if name not in ours]:
        model.disable_pipe(name)
    return model
