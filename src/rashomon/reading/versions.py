"""Which documents are new: a text read again is passed over, a changed one is a new version of the old."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rashomon.reading.documents import made_id
from rashomon.records import Document

# What people tell of a text; what was told once is not lost when it is not told again.
TOLD = ("title", "publisher", "publisher_type", "publisher_country", "published", "url", "language")


class Versions:
    """The documents of a study by id, by text and by origin; grows by those that are admitted."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_id: dict[str, Document] = {}
        self._by_text: dict[tuple[str | None, str], str] = {}
        self._by_origin: dict[str | None, str] = {}
        self.replaced: set[str] = set()  # ids of documents that now have another id
        for document in documents:
            self._remember(document)

    def admit(self, document: Document) -> Document | None:
        """The document as the study is to keep it; None where the study has it already.

        The same text from the same place under better particulars takes the place of the old one. Another text under
        a known id, or in a known file, is a new version and says which it ``supersedes``.
        """
        known = self._known(document)
        if known is not None:
            told = {name: getattr(document, name) or getattr(known, name) for name in TOLD}
            better = replace(known, **told, origin=document.origin, reader=document.reader)
            is_version = known.id.rpartition("#")[0] == document.id
            if document.id != made_id(document) and not is_version:
                better = replace(better, id=document.id)
            elif known.id == made_id(known):
                better = replace(better, id=made_id(better))
            if better.id == known.id and all(getattr(better, name) == getattr(known, name) for name in TOLD):
                return None
            if better.id != known.id:
                self.replaced.add(known.id)
                self._by_id.pop(known.id)
            return self._remember(better)
        older = self._by_id.get(document.id)
        if older is not None:
            id = f"{document.id}#{document.sha256[:8]}"
            if id in self._by_id:
                return None
            return self._remember(replace(document, id=id, supersedes=self._newest(older.id)))
        same_file = self._by_origin.get(document.origin)
        if same_file is not None and not _is_row(document.origin):
            return self._remember(replace(document, supersedes=same_file))
        return self._remember(document)

    def _known(self, document: Document) -> Document | None:
        same = self._by_id.get(document.id)
        if same is not None and same.sha256 == document.sha256:
            return same
        id = self._by_text.get((document.origin, document.sha256))
        return self._by_id.get(id) if id is not None else None

    def _newest(self, id: str) -> str:
        newer = {document.supersedes: document.id for document in self._by_id.values() if document.supersedes}
        while id in newer:
            id = newer[id]
        return id

    def _remember(self, document: Document) -> Document:
        self.replaced.discard(document.id)
        self._by_id[document.id] = replace(document, text="")
        self._by_text[document.origin, document.sha256] = document.id
        self._by_origin[document.origin] = document.id
        return document


def _is_row(origin: str | None) -> bool:
    """Whether the origin is a row of a table, whose number moves when others are added."""
    return origin is None or origin.rpartition(":")[2].isdigit()
