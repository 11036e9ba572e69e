"""study.toml: what holds is read, what does not is named with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import StudyError
from rashomon.records import Side
from rashomon.study import STUDY_FILE, Settings, add_actors, choose_codebook, create_study, open_study

FULL = """
title = "The port"
codebook = "mine"
languages = ["en"]

[names]
body = "text"

[linking]
bias = -3

[[side]]
name = "Government"
parties = ["SYR"]
publishers = ["SANA"]

[[side]]
name = "Rebels"
parties = ["SYRREB"]

[[publisher]]
name = "SANA"
type = "state_media"
country = "SYR"
"""


def make(folder: Path, text: str) -> Path:
    (folder / STUDY_FILE).write_text(text, "utf-8")
    return folder


def test_what_is_declared_is_read(tmp_path: Path) -> None:
    study = open_study(make(tmp_path, FULL))
    assert study.sides == (Side("Government", ("SYR",), ("SANA",)), Side("Rebels", ("SYRREB",)))
    assert study.settings.publisher[0].type == "state_media"
    assert study.settings.names == {"body": "text"}
    assert study.settings.linking == {"bias": -3}
    assert study.file("mine") == tmp_path / "mine"


@pytest.mark.parametrize("text", ["", "# nothing"])
def test_an_empty_file_is_a_study(tmp_path: Path, text: str) -> None:
    assert open_study(make(tmp_path, text)).settings == Settings()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('colour = "red"', "unknown key 'colour'. Known here: actors,"),
        ('[[side]]\nname = "A"\ncolour = "red"', "unknown key 'side.0.colour'. Known here: name, parties, publishers"),
        ('[[publisher]]\nname = "A"\ntype = "rumour"', "publisher.0.type"),
        ('[[publisher]]\nname = "A"\ncountry = "Syria"', "publisher.0.country"),
        ("codebook = 3", "codebook: input should be a valid string, found 3"),
        ("codebook = ", "no TOML"),
        ('[[side]]\nname = "A"\n[[side]]\nname = "A"', "two sides are named 'A'"),
        (
            '[[side]]\nname = "A"\nparties = ["SYR"]\n[[side]]\nname = "B"\nparties = ["SYR"]',
            "'SYR' is on the side 'A' and on 'B'",
        ),
        ('counting = "guess"', "counting"),
    ],
)
def test_what_does_not_hold_is_named_with_its_file_and_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(StudyError) as error:
        open_study(make(tmp_path, text))
    assert says in str(error.value)
    assert str(tmp_path / STUDY_FILE) in str(error.value)


def test_a_new_study_begins_with_the_pattern_and_keeps_its_own_file(tmp_path: Path) -> None:
    pattern = make(tmp_path, FULL) / STUDY_FILE
    assert create_study(tmp_path / "a", pattern=pattern).settings.title == "The port"
    make(tmp_path / "a", 'title = "Mine"')
    assert create_study(tmp_path / "a", pattern=pattern).settings.title == "Mine"
    assert create_study(tmp_path / "b").settings == Settings()


def test_a_pattern_that_does_not_hold_makes_no_study(tmp_path: Path) -> None:
    with pytest.raises(StudyError):
        create_study(tmp_path / "a", pattern=make(tmp_path, "colour = 1") / STUDY_FILE)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("text", ["", FULL, 'title = "A"\n# codebook = "x"\n', '[names]\nbody = "text"\n'])
def test_another_codebook_is_written_and_the_rest_stays(tmp_path: Path, text: str) -> None:
    study = open_study(make(tmp_path, text))
    for name in ("../other", 'odd "name"'):
        changed = choose_codebook(study, name)
        assert changed.settings == study.settings.model_copy(update={"codebook": name})
    assert set(text.splitlines()) - {'codebook = "mine"'} <= set(
        (tmp_path / STUDY_FILE).read_text("utf-8").splitlines()
    )


def test_files_of_actors_are_added_once(tmp_path: Path) -> None:
    study = open_study(make(tmp_path, FULL))
    for file in ("actors.csv", "more.csv", "actors.csv"):
        study = add_actors(study, file)
    assert study.settings.actors == ("actors.csv", "more.csv")


def test_a_key_over_several_lines_is_left_to_the_user(tmp_path: Path) -> None:
    study = open_study(make(tmp_path, 'actors = [\n  "a.csv",\n]\n'))
    with pytest.raises(StudyError, match="Write there yourself"):
        add_actors(study, "b.csv")
    assert open_study(tmp_path).settings.actors == ("a.csv",)


def test_no_folder_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="rashomon run"):
        open_study(tmp_path / "none")
    (tmp_path / "file").write_text("")
    with pytest.raises(StudyError, match="this is a file"):
        create_study(tmp_path / "file")
