"""Reading a codebook: what is refused, and with what advice; PLOVER is complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.coding.codebook import load_codebook, pattern_words
from rashomon.errors import CodebookError

BOOK = 'name = "mine"\ntitle = "Mine"\nversion = "1"\ndescription = "A test."\n'
EVENT = """
name = "HELP"
title = "Help"
definition = "Somebody helps."
quad = "material cooperation"
intensity = 5
[modes]
money = { definition = "by money" }
[[trigger]]
verbs = ["help"]
mode = "money"
examples = ["[actor Peru] [event helped] [recipient Chile]."]
"""


def write(folder: Path, book: str = BOOK, event: str = EVENT) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "book.toml").write_text(book, "utf-8")
    (folder / "help.toml").write_text(event, "utf-8")
    return folder


def test_plover_has_its_sixteen_types_with_sentences() -> None:
    plover = load_codebook("plover")
    assert set(plover.events) == {
        "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    for event in plover.events.values():
        assert len(event.all_examples()) >= 30, event.name
        assert len(event.all_counter_examples()) >= 12, event.name
        assert (event.intensity > 0) == event.quad.endswith("cooperation"), event.name
        for mode in event.modes.values():
            assert mode.intensity is None or (mode.intensity > 0) == (event.intensity > 0), event.name


def test_the_sign_of_accuse_is_said_beside_the_number() -> None:
    accuse = load_codebook("plover").events["ACCUSE"]
    assert accuse.intensity == -3
    assert accuse.intensity_note is not None and "slip of sign" in accuse.intensity_note


def test_plover_knows_many_words() -> None:
    plover = load_codebook("plover")
    words = {word for e in plover.events.values() for t in e.triggers for word in (*t.verbs, *t.nouns, *t.adjectives)}
    assert len(words) >= 1200


def test_a_codebook_is_loaded_once() -> None:
    assert load_codebook("plover") is load_codebook("plover")


def test_a_small_codebook_is_read(tmp_path: Path) -> None:
    codebook = load_codebook(write(tmp_path / "mine"))
    assert codebook.label.startswith("mine 1 ")
    assert codebook.events["HELP"].triggers[0].id == "HELP.help"


@pytest.mark.parametrize(
    ("book", "event", "complaint"),
    [
        (BOOK, EVENT.replace("verbs", "verb"), r"key 'trigger\[1\].verb' is not known; did you mean 'verbs'"),
        (BOOK + "colour = 1\n", EVENT, "book.toml: key 'colour' is not known; the keys here are name"),
        (BOOK, EVENT.replace('mode = "money"', 'mode = "cash"'), "has the mode 'cash'; the modes of HELP are: money"),
        (BOOK, EVENT.replace("[actor Peru]", "[hero Peru]"), "unknown role 'hero'"),
        (BOOK, EVENT.replace("[event helped]", "helped"), "marks no"),
        (BOOK, EVENT.replace("intensity = 5", "intensity = 50"), "less than or equal to 10"),
        (BOOK, EVENT.replace("examples", 'when = { object = ["@HARM"] }\nexamples'), "HARM; there is no file"),
        (BOOK, EVENT.replace('verbs = ["help"]\n', ""), "has no words"),
        (BOOK, EVENT + "[[", "not readable as TOML"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_refused_with_file_key_and_advice(
    tmp_path: Path, book: str, event: str, complaint: str
) -> None:
    with pytest.raises(CodebookError, match=complaint):
        load_codebook(write(tmp_path / "mine", book, event))


def test_a_missing_codebook_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="Built-in codebooks: plover"):
        load_codebook(tmp_path / "nowhere")


def test_articles_do_not_count_in_an_idiom() -> None:
    assert pattern_words("take to the streets") == ("take", "to", "streets")
