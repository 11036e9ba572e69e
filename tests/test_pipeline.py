"""The pipeline: what is new is read once, what is killed goes on, what people decided stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.fakes import ReadingAhead, ShellingPlugin, make_dying, make_shelling

from rashomon import pipeline
from rashomon.errors import InputError, StudyError
from rashomon.reading.metadata import Given, Metadata
from rashomon.records import Decision, Document
from rashomon.storage.archive import Archive, open_archive
from rashomon.storage.decisions import append_decisions
from rashomon.storage.local import FEWEST_ROWS, LocalEngine
from rashomon.storage.texts import read_texts
from rashomon.study import Study, choose_codebook, create_study

PILE = {
    "a": "Rebels shelled Sarun on 2016-02-01. The ministry denied it.",
    "b": "Militants shelled Talbis on 2019-11-20. Nobody was hurt.",
    "c": "Nothing happened.",
}


class Desk:
    """A study, a pile of files and the plugin that reads them."""

    def __init__(self, folder: Path) -> None:
        self.pile = folder / "pile"
        self.pile.mkdir()
        self.plugin = ShellingPlugin()
        (folder / "study").mkdir()
        (folder / "study" / "study.toml").write_text('extractor = "shelling"\n')
        self.study = create_study(folder / "study")
        for name, text in PILE.items():
            self.write(name, text)

    def write(self, name: str, text: str, **named: str) -> None:
        (self.pile / f"{name}.jsonl").write_text(json.dumps({"id": name, "text": text, **named}))

    def run(self, study: Study | None = None, **options: Any) -> pipeline.Outcome:
        self.plugin.asked.clear()
        options.setdefault("paths", [self.pile])
        return pipeline.run(study or self.study, plugins=pipeline.open_plugins(self.plugin), **options)

    @property
    def archive(self) -> Archive:
        return open_archive(self.study.folder)

    def reports(self) -> list[tuple[str, str]]:
        return [(report.document, report.actors[0].text) for report in self.archive.reports()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


BOTH = [("a", "Rebels"), ("b", "Militants")]


def test_a_pile_becomes_reports_incidents_and_what_was_passed_over(desk: Desk) -> None:
    outcome = desk.run()
    assert (outcome.found, outcome.new, outcome.extracted, outcome.failures) == (3, 3, 3, 0)
    assert desk.reports() == BOTH
    assert {report.run for report in desk.archive.reports()} == {outcome.run}
    assert [passed.reason for passed in desk.archive.passed_over()] == ["denial"]
    assert len(desk.archive.incidents()) == 2
    assert all(report.incident for report in desk.archive.reports())


def test_running_again_reads_only_what_is_new_or_changed(desk: Desk) -> None:
    desk.run()
    before = list(desk.archive.reports())
    outcome = desk.run()
    assert (outcome.new, outcome.extracted, outcome.relinked, desk.plugin.asked) == (0, 0, False, [])
    desk.write("d", "Soldiers shelled Marwa on 2022-05-05.")
    outcome = desk.run()
    assert (outcome.new, outcome.extracted, outcome.relinked) == (1, 1, True)
    assert desk.plugin.asked == ["read d", "report d"]
    assert [report for report in desk.archive.reports() if report.document != "d"] == before


def test_other_rules_code_anew_what_other_rules_would_read_otherwise(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run()
    monkeypatch.setattr(pipeline, "_edition", lambda *rooms: "coding" if "coding" in rooms else "as before")
    desk.run()
    monkeypatch.setattr(pipeline, "_edition", lambda *rooms: "other coding" if "coding" in rooms else "as before")
    assert desk.run().extracted == 3
    assert {asked.split()[0] for asked in desk.plugin.asked} == {"report"}  # the clauses were kept
    monkeypatch.setattr(pipeline, "_edition", lambda *rooms: "other everything")
    assert desk.run().extracted == 3
    assert {asked.split()[0] for asked in desk.plugin.asked} == {"read", "report"}


def test_reading_all_anew_gives_the_same_reports(desk: Desk) -> None:
    desk.run()
    before = {report.id for report in desk.archive.reports()}
    assert desk.run(anew=True).extracted == 3
    assert {report.id for report in desk.archive.reports()} == before


def test_a_changed_text_is_a_new_version_beside_the_old(desk: Desk) -> None:
    desk.run()
    desk.write("a", "Rebels shelled Sarun twice on 2016-02-01.")
    desk.run()
    versions = [document for document in desk.archive.documents() if document.id.startswith("a")]
    assert [document.supersedes for document in versions] == [None, "a"]
    assert desk.run().new == 0


def test_better_particulars_are_taken_and_worse_ones_do_not_undo_them(desk: Desk) -> None:
    (desk.pile / "e.txt").write_text("Guards shelled Homra.")
    desk.run()
    (document,) = (one for one in desk.archive.documents() if one.origin and one.origin.endswith("e.txt"))
    assert document.id.startswith("unknown-undated-")
    desk.run(given=Given(Metadata(published="2016-02-02", publisher="Post")))
    (document,) = (one for one in desk.archive.documents() if one.origin and one.origin.endswith("e.txt"))
    assert document.id.startswith("post-2016-02-02-")
    assert desk.run().new == 0
    assert len(desk.archive.documents()) == len(list(read_texts(desk.study.texts_file))) == 4
    assert {report.published_date for report in desk.archive.documents()} != {None}


def test_the_archive_can_be_deleted_and_is_built_again_from_the_texts(desk: Desk) -> None:
    desk.run()
    before = [(report.id, report.incident) for report in desk.archive.reports()]
    desk.study.archive_file.unlink()
    desk.run(paths=[])
    assert [(report.id, report.incident) for report in desk.archive.reports()] == before


def test_a_document_in_a_language_we_do_not_read_is_kept_and_searched(desk: Desk) -> None:
    desk.write("d", "Повстанцы shelled Сарун.", language="ru")
    desk.run()
    assert desk.archive.document_state("d") == "unread"
    assert desk.archive.summary().unread == 1
    assert [hit.document for hit in desk.archive.search("Сарун")] == ["d"]
    assert desk.reports() == BOTH


def test_a_document_that_breaks_the_extractor_is_a_failure_and_the_others_are_read(desk: Desk) -> None:
    desk.write("b2", "Rebels shelled boom.")
    outcome = desk.run()
    assert outcome.failures == 1
    (failure,) = desk.archive.failures()
    assert (failure.document, failure.step) == ("b2", "read")
    assert "boom" in failure.problem
    assert desk.reports() == BOTH
    assert desk.run().failures == 1


def test_documents_are_read_together_and_the_one_that_breaks_the_reader_alone_fails(desk: Desk) -> None:
    asked = desk.plugin.asked
    desk.plugin._make = lambda *, codebook, **_: ReadingAhead(asked, codebook)  # type: ignore[method-assign]
    desk.run()
    assert asked[0] == "read 3 at once"
    assert [one for one in asked if one.startswith("read ")][1:] == ["read a", "read b", "read c"]
    assert desk.reports() == BOTH
    desk.write("b2", "Rebels shelled boom.")
    desk.write("d", "Guards shelled Homra on 2019-11-21.")
    assert desk.run().failures == 1
    assert desk.archive.document_state("b2") == "failed"
    assert len(desk.reports()) == 3


def test_a_file_that_was_mended_is_a_failure_no_more(desk: Desk) -> None:
    (desk.pile / "e.txt").write_bytes(b"\xff")
    assert desk.run().failures == 1
    (desk.pile / "e.txt").write_text("Guards shelled Homra.")
    assert desk.run().failures == 0


class Killed(BaseException):
    pass


@pytest.mark.parametrize("at", range(1, 4))
@pytest.mark.parametrize("step", ["extract", "link", "settle"])
def test_a_run_that_is_killed_goes_on_and_doubles_nothing(desk: Desk, step: str, at: int) -> None:
    calls = 0

    def kill(name: str, done: int, total: int | None) -> None:
        nonlocal calls
        calls += name == step
        if name == step and calls == (at if step == "extract" else 1):
            raise Killed

    with pytest.raises(Killed):
        desk.run(watch=kill)
    done = [document.id for document in desk.archive.documents()]
    outcome = desk.run()
    assert outcome.extracted == 3 - len(done)
    assert not any(asked.endswith(tuple(done)) for asked in desk.plugin.asked) or not done
    assert desk.reports() == BOTH
    assert len(desk.archive.documents()) == 3
    assert len(desk.archive.incidents()) == 2


def test_another_codebook_codes_the_kept_clauses_without_reading(desk: Desk, tmp_path: Path) -> None:
    import shutil

    from rashomon.coding.codebook import BOOKS

    desk.run()
    shutil.copytree(BOOKS / "plover", tmp_path / "mine")
    book = tmp_path / "mine" / "book.toml"
    book.write_text(book.read_text().replace('name = "plover"', 'name = "mine"'))
    study = choose_codebook(desk.study, str(tmp_path / "mine"))
    outcome = desk.run(study)
    assert outcome.extracted == 3
    assert [asked for asked in desk.plugin.asked if asked.startswith("read")] == []
    assert all((report.codebook or "").startswith("mine") for report in desk.archive.reports())


def test_what_a_person_decided_stands_after_every_run(desk: Desk) -> None:
    desk.run()
    report = desk.archive.reports()[0]
    wrong = Decision("", "", "ada", "", "wrong", (report.id,), quote=report.trigger.text, context=report.sentence.text)
    corrected = Decision(
        "", "", "ada", "", "corrected", (desk.archive.reports()[1].id,), field="event", old='"ASSAULT"', new='"PROTEST"'
    )
    append_decisions(desk.study.decisions_folder, [wrong, corrected])
    for anew in (False, True):
        desk.run(anew=anew)
        assert [(one.event, one.review) for one in desk.archive.reports()] == [
            ("ASSAULT", "rejected"),
            ("PROTEST", "corrected"),
        ]
        assert {one.anchored for one in desk.archive.decisions()} == {"id"}
    desk.study.archive_file.unlink()
    desk.run()
    assert [one.review for one in desk.archive.reports()] == ["rejected", "corrected"]


def test_relinking_alone_puts_decisions_back(desk: Desk) -> None:
    desk.run()
    a, b = desk.archive.reports()
    append_decisions(desk.study.decisions_folder, [Decision("", "", "ada", "", "same", (a.id, b.id))])
    assert pipeline.relink(desk.study) is True
    assert len(desk.archive.incidents()) == 1
    assert pipeline.relink(desk.study) is False


def test_forgetting_a_document_removes_exactly_what_came_from_it(desk: Desk) -> None:
    desk.run()
    assert pipeline.forget(desk.study, ["a", "none"]) == ("a",)
    assert desk.reports() == BOTH[1:]
    assert len(desk.archive.incidents()) == 1
    assert "Sarun" not in desk.study.texts_file.read_text()


def test_what_study_toml_knows_of_a_publisher_fills_its_documents(desk: Desk) -> None:
    desk.write("a", PILE["a"], publisher="SANA")
    desk.run()
    toml = desk.study.folder / "study.toml"
    toml.write_text(toml.read_text() + '[[publisher]]\nname = "SANA"\ntype = "state_media"\ncountry = "SYR"\n')
    outcome = desk.run(create_study(desk.study.folder))
    assert outcome.extracted == 1
    document = desk.archive.document("a")
    assert document is not None
    assert (document.publisher_type, document.publisher_country) == ("state_media", "SYR")


def test_the_order_of_documents_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.run(paths=sorted(desk.pile.iterdir()))
    other = create_study(tmp_path / "other", pattern=desk.study.folder / "study.toml")
    desk.run(other, paths=sorted(desk.pile.iterdir(), reverse=True))
    one, two = open_archive(desk.study.folder), open_archive(other.folder)
    strip = {"run": None}
    assert [_without(report, strip) for report in one.reports()] == [
        _without(report, strip) for report in two.reports()
    ]
    assert list(one.incidents()) == list(two.incidents())


def _without(record: Any, named: dict[str, Any]) -> Any:
    from dataclasses import replace

    return replace(record, **named)


def test_a_path_that_is_not_there_and_an_unknown_extractor_are_one_clear_error(desk: Desk) -> None:
    with pytest.raises(InputError, match="no such file"):
        desk.run(paths=[desk.pile / "none"])
    (desk.study.folder / "study.toml").write_text('extractor = "oracle"\n')
    with pytest.raises(StudyError, match="no extractor 'oracle'"):
        desk.run(create_study(desk.study.folder))


def test_an_unknown_weight_of_linking_is_one_clear_error(desk: Desk) -> None:
    (desk.study.folder / "study.toml").write_text('extractor = "shelling"\n[linking]\nsame_dya = 2\n')
    with pytest.raises(StudyError, match="no weight 'same_dya'"):
        desk.run(create_study(desk.study.folder))


def test_the_table_of_steps_names_what_each_takes_and_gives() -> None:
    assert [step.name for step in pipeline.STEPS] == ["read", "keep", "extract", "echo", "decide", "link", "settle"]
    assert all(callable(step.function) and step.takes and step.gives for step in pipeline.STEPS)


def _tasks(count: int, text: str) -> list[pipeline.Task]:
    return [
        pipeline.Task(Document(f"d{number}", text if number == 5 else "Rebels shelled Sarun.", "0"), None)
        for number in range(count)
    ]


def _recipe(make: Any) -> pipeline.Recipe:
    return pipeline.Recipe("shelling", make, "plover", (), (), "acled", ("en",), "r", "s", "s/t")


def test_many_workers_give_what_one_gives_in_the_same_order() -> None:
    from functools import partial

    step = partial(pipeline.extract, _recipe(make_shelling))
    tasks = _tasks(FEWEST_ROWS + 9, "Guards shelled Homra.")
    engine: Any = None
    assert list(LocalEngine(engine, workers=2).each(step, tasks)) == list(LocalEngine(engine).each(step, tasks))


def test_a_worker_that_dies_takes_only_its_document_with_it() -> None:
    from functools import partial

    recipe = _recipe(make_dying)
    engine: Any = None
    local = LocalEngine(engine, workers=2, broken=partial(pipeline._give_up, recipe))
    filed = list(local.each(partial(pipeline.extract, recipe), _tasks(FEWEST_ROWS, "boom")))
    assert [(one.document.id, one.state) for one in filed if one.state != "read"] == [("d5", "failed")]
    assert len(filed) == FEWEST_ROWS


def test_a_copy_is_an_echo_and_stays_one_when_only_decisions_change(desk: Desk) -> None:
    words = (
        "Rebels shelled Sarun on 2016-02-01 and burnt the harbour master's office, the customs house and two ferries."
    )
    desk.write("first", words, publisher="Post", published="2016-02-02")
    desk.write("second", words, publisher="Wire", published="2016-02-03")
    desk.run()
    echoes = {document.id: document.echo_of for document in desk.archive.documents() if document.echo_of}
    assert echoes == {"second": "first"}
    report = next(iter(desk.archive.reports(document="first")))
    append_decisions(desk.study.decisions_folder, [Decision("", "", "ada", "", "wrong", (report.id,))])
    assert pipeline.relink(desk.study) is True
    assert {document.id: document.echo_of for document in desk.archive.documents() if document.echo_of} == echoes
    pipeline.forget(desk.study, ["first"])
    assert not [document.id for document in desk.archive.documents() if document.echo_of]
