"""Reading several documents at once says of each what reading it alone says."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.language.reader import DocumentReader
from rashomon.records import Document
from rashomon.resolution.names import load_catalogue

_TEXTS = (
    "Gunmen seized the ferry off Dhara on Monday.\n\nThe ministry said it had sent two frigates.",
    "",
    "Strike!",
    "The envoy, who had been held for a week, left for home.\n\nHis captors said nothing.\n\nNobody was hurt.",
    "Farmers blocked the road to the port because the tax on diesel had been raised again, the union's leader said.",
)

pytestmark = pytest.mark.model


def test_together_as_alone() -> None:
    reader = DocumentReader(load_catalogue())
    documents = [Document(f"d{n}", text, hashlib.sha256(text.encode()).hexdigest()) for n, text in enumerate(_TEXTS)]
    alone = [reader.read(document) for document in documents]
    assert list(reader.read_all(documents)) == alone
    assert list(reader.read_all(documents[::-1])) == alone[::-1]
    assert [len(reading.sentences) for reading in alone] == [2, 0, 1, 3, 1]
