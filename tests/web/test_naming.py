"""Words for codes."""

from __future__ import annotations

import pytest

from rashomon.web.naming import name_code, name_codes


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("USA", "United States"),
        ("USAMIL", "United States military"),
        ("IRQREBUAF", "Iraq armed group armed men of unknown side"),
        ("USA and IRNGOV", "United States and Iran government"),
        ("not IRNGOV", "not Iran government"),
        ("IGOUNO", "UNO, intergovernmental body"),
        ("NATO", "NATO"),
        ("ZZZMIL", "ZZZMIL"),
        ("a Pentagon spokesman", "a Pentagon spokesman"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_code_has_words_and_other_words_stay(code: str | None, words: str) -> None:
    assert name_code(code) == words


def test_codes_in_a_title_have_words() -> None:
    assert name_codes("Talks: USAGOV and IRN, 2 May") == "Talks: United States government and Iran, 2 May"
    assert name_codes("ASSAULT near the UN base") == "ASSAULT near the UN base"
