"""The command line: each verb on a small real study; one clear message and exit code 2 where it cannot be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rashomon.cli import main
from rashomon.coding.codebook import BOOKS
from rashomon.storage.archive import open_archive
from rashomon.storage.decisions import read_decisions

pytestmark = pytest.mark.model

PILE = [
    {
        "id": "ministry",
        "source": "Ministry of Defence of Iraq",
        "source_country": "IRQ",
        "published": "2016-02-02",
        "text": "Militants attacked the port of Basra on Monday, killing 12 people, the ministry said.",
    },
    {
        "id": "wire",
        "source": "Wire",
        "published": "2016-02-02",
        "text": "The militants denied that they had attacked the port of Basra on Monday.\n\n"
        "Nineteen people were killed in the attack on Basra on Monday, doctors said.\n\n"
        "It was reported that Oman might send troops to Basra.",
    },
    {"id": "russian", "language": "ru", "text": "Боевики атаковали порт Басры в понедельник."},
]

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command; its exit code and what it printed on either way."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "pile").mkdir()
    (folder / "pile" / "documents.jsonl").write_text("\n".join(map(json.dumps, PILE)), "utf-8")
    (folder / "pile" / "broken.txt").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(SystemExit) as stop:
        main(["run", str(folder / "pile"), "--into", str(folder / "study"), "--workers", "1", "--json"])
    assert not stop.value.code
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A copy of the study, for commands that change it."""
    return Path(shutil.copytree(made / "study", tmp_path / "study"))


def test_run_ends_with_a_brief(made: Path, call: Call) -> None:
    code, out, err = call("run", made / "pile", "--into", made / "study", "--workers", 1)
    assert code == 0
    assert "3 documents from 2 publishers" in out
    assert "What is reported" in out
    assert "ASSAULT" in out
    assert "broken.txt" in out
    assert "in a language that is not read" in out
    assert "It does not decide what is true." in out
    assert "3 documents found, 0 new or changed, 0 read" in err


def test_run_as_json_is_json_alone(made: Path, call: Call) -> None:
    code, out, err = call("run", made / "pile", "--into", made / "study", "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["outcome"]["found"] == 3
    assert told["brief"]["summary"]["unread"] == 1


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ([], "What is reported"),
        (["incidents"], "2016-02-01"),
        (["incidents", "--profile", "ucdp"], "best"),
        (["disputes"], ""),
        (["reports"], "attacked the port of Basra"),
        (["reports"], "according to somebody unnamed (“reported”)"),
        (["documents"], "ministry"),
        (["document", "wire"], "Nineteen people were killed"),
        (["document", "russian"], "not read"),
        (["failures"], "broken.txt"),
        (["passed-over"], ""),
        (["decisions"], "None."),
        (["search", "port Basra"], "wire"),
    ],
)
def test_show_shows_every_part(made: Path, call: Call, what: list[str], says: str) -> None:
    code, out, _ = call("show", made / "study", *what)
    assert code == 0
    assert says in out
    code, out, _ = call("show", made / "study", *what, "--json")
    assert code == 0
    json.loads(out)


def test_show_leads_from_an_incident_to_its_words(made: Path, call: Call) -> None:
    report = next(iter(open_archive(made / "study").reports(document="ministry", event="ASSAULT")))
    code, out, _ = call("show", made / "study", "report", report.id)
    assert code == 0
    assert "killing 12 people" in out
    assert "Ministry of Defence of Iraq" in out
    code, out, _ = call("show", made / "study", "incident", report.id)
    assert code == 0
    assert "Accounts" in out
    told = json.loads(call("show", made / "study", "incident", report.id, "--json")[1])
    assert report.id in [one["id"] for one in told["reports"]]


def test_explain_shows_each_step(call: Call) -> None:
    code, out, _ = call("explain", "Militants shelled the port on Monday.", "--published", "2016-02-02")
    assert code == 0
    for words in ("Clauses", "Codings", "Reports", "Incidents", "ASSAULT", "2016-02-01"):
        assert words in out
    told = json.loads(call("explain", "Militants shelled the port.", "--json")[1])
    assert told["reports"][0]["event"] == "ASSAULT"
    assert told["reading"]["clauses"][0]["trigger"]["text"] == "shelled"


def test_export_writes_the_contract(made: Path, call: Call, tmp_path: Path) -> None:
    code, _, err = call("export", made / "study", "--to", "jsonl", "--out", tmp_path / "out")
    assert code == 0
    assert "reports.jsonl" in err
    assert (tmp_path / "out" / "schema.json").is_file()


def test_decide_changes_the_study_and_can_be_taken_back(study: Path, call: Call) -> None:
    report = next(iter(open_archive(study).reports(document="ministry", event="ASSAULT")))
    told = json.loads(
        call("decide", "wrong", report.id, "--study", study, "--by", "ada", "--why", "a dream", "--json")[1]
    )
    assert (told["who"], told["what"], told["why"], told["quote"]) == ("ada", "wrong", "a dream", report.trigger.text)
    changed = open_archive(study).report(report.id)
    assert changed is not None
    assert changed.review == "rejected"
    assert call("decide", "undo", told["id"], "--study", study, "--by", "ada")[0] == 0
    assert open_archive(study).report(report.id) == report
    assert len(read_decisions(study / "decisions")) == 2


def test_decide_adds_corrects_and_names(study: Path, call: Call) -> None:
    archive = open_archive(study)
    report = next(iter(archive.reports(document="ministry", event="ASSAULT")))
    corrected = call("decide", "corrected", report.id, "--field", "modality", "--new", "planned", "--study", study)
    assert corrected[0] == 0
    missed = call(
        "decide", "missed", "--document", "wire", "--quote", "doctors said", "--event", "CONSULT", "--study", study
    )
    assert missed[0] == 0
    alias = call("decide", "alias", "--quote", report.actors[0].text, "--new", '{"country": "SYR"}', "--study", study)
    assert alias[0] == 0
    found = {one.id: one for one in archive.reports()}
    assert (found[report.id].modality, found[report.id].actors[0].country) == ("planned", "SYR")
    assert [one.trigger.text for one in found.values() if one.review == "added"] == ["doctors said"]


def test_same_and_not_same_are_obeyed(study: Path, call: Call) -> None:
    archive = open_archive(study)
    one, other = [report.id for report in archive.reports(kind="event")][:2]
    for what, together in (("same", True), ("not-same", False)):
        assert call("decide", what, one, other, "--study", study)[0] == 0
        incidents = {archive.report(id).incident for id in (one, other)}  # type: ignore[union-attr]
        assert (len(incidents) == 1) is together


def test_a_codebook_is_checked_by_its_own_sentences(call: Call, tmp_path: Path) -> None:
    assert call("codebook", "new", tmp_path / "mine")[0] == 0
    broken = tmp_path / "broken"
    shutil.copytree(tmp_path / "mine", broken)
    path = broken / "protest.toml"
    path.write_text(path.read_text("utf-8") + '\n[[example]]\ntext = "[actor Students] [event slept]."\n', "utf-8")
    code, out, _ = call("check", broken)
    assert code == 1
    assert "slept" in out
    assert "protest.toml" in out
    told = json.loads(call("codebook", "check", broken, "--json")[1])
    assert any("slept" in problem["problem"] for problem in told)
    (broken / "aid.toml").write_text('colour = "red"\n' + path.read_text("utf-8"), "utf-8")


def test_gaps_are_listed(made: Path, call: Call) -> None:
    code, out, _ = call("codebook", "gaps", made / "study", "--json")
    assert code == 0
    json.loads(out)


def test_names_of_ones_own_are_added_and_win(study: Path, call: Call) -> None:
    assert call("actors", "add", "Basra Shield", "--country", "IRQ", "--sectors", "PRM", "--study", study)[0] == 0
    assert call("actors", "add", "Basra Sword", "--country", "IRQ", "--sectors", "REB", "--study", study)[0] == 0
    listed = json.loads(call("actors", "list", "basra", "--study", study, "--json")[1])
    assert {row["name"]: row["code"] for row in listed} == {"Basra Shield": "IRQPRM", "Basra Sword": "IRQREB"}
    assert call("actors", "check", "--study", study)[0] in (0, 1)
    assert call("actors", "add", "Basra Mace", "--country", "Iraq", "--study", study)[0] == 2


def test_names_are_imported_and_what_is_malformed_is_named(study: Path, call: Call, tmp_path: Path) -> None:
    table = tmp_path / "ours.csv"
    table.write_text("name,country,sectors\nBasra Shield,IRQ,PRM\nBasra Sword,Iraq,REB\n", "utf-8")
    code, _, err = call("actors", "import", table, "--study", study)
    assert (code, "ours.csv:3" in err) == (2, True)
    code, _, err = call("actors", "import", table, "--lenient", "--study", study)
    assert code == 0
    assert "left out" in err
    assert "Basra Shield" in call("actors", "list", "basra", "--study", study)[1]
    assert call("actors", "import", table, "--format", "guess", "--study", study)[0] == 2


def test_forget_takes_a_document_out(study: Path, call: Call) -> None:
    assert call("forget", study, "wire")[0] == 0
    assert open_archive(study).document("wire") is None
    assert "Nineteen" not in (study / "documents.jsonl").read_text("utf-8")
    assert call("forget", study, "wire")[0] == 2


def test_recode_codes_with_another_codebook(study: Path, call: Call, tmp_path: Path) -> None:
    assert call("codebook", "new", tmp_path / "mine", "--from", "plover")[0] == 0
    code, out, _ = call("recode", study, "--codebook", tmp_path / "mine", "--workers", 1)
    assert code == 0
    assert "What is reported" in out
    assert {(report.codebook or "").split("-")[0].split(" ")[0] for report in open_archive(study).reports()} == {"mine"}


def test_audit_lists_a_sample_and_tells_the_precision(study: Path, call: Call) -> None:
    sample = json.loads(call("audit", "sample", study, "-n", 2, "--json")[1])
    assert sample == json.loads(call("audit", "sample", study, "-n", 2, "--json")[1])
    assert len(sample) == 2
    assert "Nobody has judged" in call("audit", "result", study)[1]
    call("decide", "accepted", sample[0]["id"], "--study", study)
    call("decide", "wrong", sample[1]["id"], "--study", study)
    result = json.loads(call("audit", "result", study, "--json")[1])
    assert (result["judged"], result["right"]) == (2, 1)
    assert result["low"] < 0.5 < result["high"]


def refusals(made: Path) -> dict[str, tuple[list[Any], str]]:
    study = made / "study"
    return {
        "no path": (["run", made / "none", "--into", made / "x"], "there is no such file or folder"),
        "nothing": (["run", "--into", made / "x"], "nothing to read"),
        "into a file": (["run", made / "pile", "--into", made / "pile" / "broken.txt"], "this is a file"),
        "into itself": (["run", study, "--into", study], "the study folder itself"),
        "no day": (["run", made / "pile", "--published", "01/02/2016"], "2019-06-22"),
        "no map": (["run", made / "pile", "--map", "body"], "theirs=ours"),
        "no codebook": (["run", made / "pile", "--codebook", made / "none"], "none"),
        "no study": (["show", made / "none"], "rashomon run"),
        "no part": (["show", study, "everything"], "passed-over"),
        "no id": (["show", study, "report"], "report ID"),
        "no report": (["show", study, "report", "x"], "there is no report 'x'"),
        "no rule": (["show", study, "incidents", "--profile", "guess"], "ucdp"),
        "no format": (["export", study, "--to", "xml"], "Known: jsonl"),
        "no decision": (["decide", "perhaps", "x", "--study", study], "not-same"),
        "no target": (["decide", "wrong", "x", "--study", study], "there is no report"),
        "one target": (["decide", "same", "x", "--study", study], "needs 2"),
        "no dispute": (["decide", "not-a-dispute", "x", "--study", study], "there is no dispute"),
        "no words": (
            ["decide", "missed", "--document", "wire", "--quote", "zebra", "--event", "AID", "--study", study],
            "stand not in",
        ),
        "there already": (["codebook", "new", made / "pile"], "there already"),
        "no gold": (["score", study, "--gold", made / "none"], "no such file"),
    }


@pytest.mark.parametrize("name", sorted(refusals(Path())))
def test_what_cannot_be_is_one_clear_message(made: Path, call: Call, name: str) -> None:
    arguments, says = refusals(made)[name]
    code, out, err = call(*arguments)
    assert code == 2
    assert says in " ".join(err.split())
    assert err.startswith("rashomon: ")
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["run", "--colour", "red"], ["fly"], ["explain"], ["run", "--workers", "many"]])
def test_an_unknown_option_or_command_is_exit_code_2(call: Call, arguments: list[str]) -> None:
    code, _, err = call(*arguments)
    assert code == 2
    assert "Traceback" not in err


def test_an_unknown_key_of_a_codebook_or_a_study_names_file_and_key(made: Path, call: Call, tmp_path: Path) -> None:
    shutil.copytree(BOOKS / "plover", tmp_path / "mine")
    book = tmp_path / "mine" / "book.toml"
    book.write_text('colour = "red"\n' + book.read_text("utf-8"), "utf-8")
    code, _, err = call("run", made / "pile", "--into", tmp_path / "s", "--codebook", tmp_path / "mine")
    assert (code, "book.toml" in err, "colour" in err) == (2, True, True)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "study.toml").write_text('colour = "red"\n')
    code, _, err = call("run", made / "pile", "--into", tmp_path / "t")
    assert (code, "study.toml" in err, "'colour'" in err) == (2, True, True)


def test_help_and_version(call: Call) -> None:
    assert "rashomon" in call("--version")[1] or call("--version")[1].strip()
    code, out, _ = call("--help")
    assert code == 0
    assert "It records who said what" in " ".join(out.split())
