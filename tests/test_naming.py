"""Words for codes."""

from __future__ import annotations

import pytest

from rashomon.naming import name_code, read_code


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("USA", "United States"),
        ("USAMIL", "US military"),
        ("IRQREBUAF", "Iraqi armed group, armed men of unknown side"),
        ("USA and IRNGOV", "United States and Iranian government"),
        ("not IRNGOV", "not the Iranian government"),
        ("not IRN", "not Iran"),
        ("not his men", "not his men"),
        ("IGOUNO", "UNO, an intergovernmental body"),
        ("MNC", "a company"),
        ("CHEGOV", "Swiss government"),
        ("NATO", "NATO"),
        ("ZZZMIL", "ZZZMIL"),
        ("a Pentagon spokesman", "a Pentagon spokesman"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_code_has_words_and_other_words_stay(code: str | None, words: str) -> None:
    assert name_code(code) == words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Iran", "IRN"),
        ("  iranian   Military ", "IRNMIL"),
        ("irnmil", "IRNMIL"),
        ("US military", "USAMIL"),
        ("IGOUNO", "IGOUNO"),
        ("his men", None),
        ("ZZZ", None),
        ("", None),
    ],
)
def test_words_that_people_write_lead_to_a_code(words: str, code: str | None) -> None:
    assert read_code(words) == code
