"""The archive: what is written is read back the same, whole, and only while its document stands."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.storage.made import make_filed

from rashomon.errors import StudyError
from rashomon.records import Comparison, Failure, Incident, Linked, Position, Run, Side, Value
from rashomon.storage.archive import open_archive
from rashomon.storage.locks import hold_study
from rashomon.storage.opening import ARCHIVE_FILE
from rashomon.storage.selection import Selection
from rashomon.storage.writing import ArchiveWriter, EchoMark, Filed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, *filed: Filed) -> None:
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        for one in filed:
            writer.put_document(one)


def link_all(filed: Filed, other: Filed) -> Linked:
    """One incident of two documents' reports, with one dispute."""
    reports = tuple(replace(report, incident="i1") for report in filed.reports + other.reports)
    ids = tuple(report.id for report in reports)
    incident = Incident("i1", "shelling, 1 February 2016", ids, event=Value("ASSAULT", "most", ids),
                        earliest="2016-02-01", latest="2016-02-01", publishers=2, independent=2, sides=1,
                        disputes=("d1",))  # fmt: skip
    dispute = Comparison("d1", "i1", "quantity", "conflict", (
        Position("12", ("A",), ids[:1], ("killing 12",)), Position("20", ("B",), ids[1:]),
    ), "figures part")  # fmt: skip
    return Linked(reports, (incident,), (dispute,))


def test_what_is_written_is_read_back_the_same(folder: Path) -> None:
    filed = make_filed("a", publisher="Sarun Post", published="2016-02-02", publisher_country="SYR")
    write(folder, filed)
    archive = open_archive(folder)
    assert list(archive.documents()) == [filed.document]
    assert archive.document("a") == filed.document
    assert list(archive.reports()) == list(filed.reports)
    assert archive.report(filed.reports[0].id) == filed.reports[0]
    assert archive.reading("a") == filed.reading
    assert list(archive.passed_over()) == list(filed.passed_over)
    assert [use.framing for use in archive.framings()] == list(filed.framings)
    assert archive.document("b") is None
    assert archive.report("b") is None


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"event": "ASSAULT"}, 2),
        ({"event": ("PROTEST", "ASSAULT")}, 2),
        ({"event": "PROTEST"}, 0),
        ({"actor": "SYR"}, 2),
        ({"actor": "SYRREB"}, 2),
        ({"actor": "Rebels"}, 2),
        ({"recipient": "SYR"}, 0),
        ({"party": "SYRGOV"}, 2),
        ({"speaker": "SYRREB"}, 0),
        ({"publisher": "Sarun Post"}, 1),
        ({"place": "Sarun"}, 2),
        ({"place": "SYR"}, 2),
        ({"since": "2016-01-30", "until": "2016-02-01"}, 2),
        ({"since": "2016-02-02"}, 0),
        ({"text": "rebels shelled"}, 2),
        ({"text": '"shelled rebels"'}, 0),
        ({"text": 'odd " -- ) OR (('}, 0),
        ({"text": "-- )("}, 2),
        ({"side": Side("government", ("SYR",))}, 2),
        ({"side": Side("government", (), ("Sarun Post",))}, 0),
        ({"dated": False}, 0),
        ({"certainty_below": 0.5}, 0),
        ({"review": "unreviewed", "modality": "actual", "document": "b"}, 1),
    ],
)
def test_a_selection_narrows(folder: Path, chosen: dict[str, object], found: int) -> None:
    write(folder, make_filed("a", publisher="Sarun Post"), make_filed("b", publisher="Wire"))
    archive = open_archive(folder)
    assert len(archive.reports(**chosen)) == found
    assert len(list(archive.reports(Selection(**chosen)))) == found  # type: ignore[arg-type]
    assert len(archive.list_reports(**chosen)) == found


def test_records_slice_like_a_list(folder: Path) -> None:
    write(folder, *(make_filed(f"d{number}") for number in range(5)))
    records = open_archive(folder).reports()
    whole = list(records)
    assert records[1:3] == tuple(whole[1:3])
    assert records[-1] == whole[-1]
    assert records[::2] == tuple(whole[::2])
    with pytest.raises(IndexError):
        records[5]


def test_every_query_of_the_archive_runs(folder: Path) -> None:
    write(folder, make_filed("a"))
    archive = open_archive(folder)
    for query in (
        "parties_counted",
        "codes_counted",
        "months_counted",
        "publishers_counted",
    ):
        archive.ask(query)
    assert archive.count_reports("event") == {"ASSAULT": 1}
    assert archive.summary().reports == 1
    for by in ("event", "month", "quad"):
        archive.count_dyads(by)
    assert archive.count_documents("publisher", told=Selection(event="ASSAULT")) == {None: 1}
    assert not archive.count_documents("publisher", told=Selection(event="PROTEST"))
    assert [row["reports"] for row in archive.list_documents()] == [1]


def test_search_finds_a_document_by_its_words(folder: Path) -> None:
    write(
        folder,
        make_filed("a"),
        make_filed("b", "Quiet in Sarun. Rebels shelled nobody on Monday 12, the ministry said."),
    )
    archive = open_archive(folder)
    assert [hit.document for hit in archive.search('"shelled Sarun"')] == ["a"]
    assert "[shelled]" in archive.search("shelled", marks=("[", "]"))[0].excerpt
    assert archive.search("  ") == ()


def test_linking_is_written_whole_and_replaced_whole(folder: Path) -> None:
    a, b = make_filed("a"), make_filed("b")
    write(folder, a, b)
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        linked = link_all(a, b)
        writer.settle(linked, originals={}, echoes=(EchoMark("b", "a", "the same words"),), note="n")
        assert writer.note("linked") == "n"
        archive = open_archive(folder)
        assert list(archive.reports()) == sorted(linked.reports, key=lambda report: report.document)
        assert archive.incident(linked.reports[1].id) == archive.incident("i1") == linked.incidents[0]
        assert list(archive.disputes()) == list(archive.comparisons(incident="i1")) == list(linked.comparisons)
        assert archive.document("b").echo_of == "a"  # type: ignore[union-attr]
        assert len(archive.reports(disputed=True)) == 2
        assert [row["id"] for row in archive.list_incidents(one_sided=True, told=Selection(actor="SYR"))] == ["i1"]
        writer.settle(Linked(a.reports + b.reports, (), ()), originals={})
        assert list(archive.incidents()) == []
        assert len(archive.reports(disputed=True)) == 0
        assert list(archive.reports()) == list(a.reports + b.reports)


def test_decided_reports_keep_what_the_extractor_gave(folder: Path) -> None:
    a = make_filed("a")
    write(folder, a)
    report = a.reports[0]
    corrected = replace(report, event="PROTEST", review="corrected", actors=())
    added = replace(report, id="added-1", review="added")
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        writer.settle(Linked((corrected, added), (), ()), originals={report.id: report, "added-1": None})
        archive = open_archive(folder)
        assert {found.id for found in archive.reports()} == {report.id, "added-1"}
        assert archive.report(report.id) == corrected
        assert len(archive.reports(actor="SYR")) == 1
        assert list(writer.extracted()) == [report]
        writer.settle(Linked((report,), (), ()), originals={})
        assert list(archive.reports()) == [report]


def test_removing_a_document_removes_exactly_its_reports(folder: Path) -> None:
    a, b = make_filed("a"), make_filed("b")
    write(folder, a, b)
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        writer.remove_document("a")
    archive = open_archive(folder)
    assert list(archive.reports()) == list(b.reports)
    assert len(archive.reports(text="rebels")) == 1
    for table, left in (("parties", 2), ("places", 1), ("quantities", 1), ("readings", 1), ("framings", 1)):
        assert archive.rows(f"select count(*) from {table}")[0][0] == left, table
    assert len(archive.passed_over()) == 1


def test_writing_a_document_again_doubles_nothing(folder: Path) -> None:
    filed = make_filed("a")
    write(folder, filed, filed, filed)
    archive = open_archive(folder)
    assert list(archive.reports()) == list(filed.reports)
    assert len(archive.documents()) == len(archive.passed_over()) == len(archive.framings()) == 1
    assert len(archive.search("rebels")) == 1


def test_a_transaction_that_breaks_leaves_what_was_there(folder: Path) -> None:
    filed = make_filed("a")
    write(folder, filed)
    doubled = replace(filed, reports=filed.reports * 2)
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer, pytest.raises(sqlite3.IntegrityError):
        writer.put_document(doubled)
    assert list(open_archive(folder).reports()) == list(filed.reports)


def test_readers_see_whole_documents_while_a_run_writes(folder: Path) -> None:
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        archive = open_archive(folder)
        for number in range(4):
            writer.put_document(make_filed(f"d{number}"))
            assert len(archive.reports()) == len(archive.documents()) == number + 1


def test_failures_and_runs_are_kept_once(folder: Path) -> None:
    run = Run("r1", "2020-01-01T00:00:00Z", "0", "grammar", "model", "plover", "rules")
    failure = Failure("pile/broken.txt", "read", "broken.txt: not UTF-8 at byte 3; save it as UTF-8")
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        for _ in range(2):
            writer.put_run(run)
            writer.put_failures([failure])
        archive = open_archive(folder)
        assert list(archive.failures()) == [failure]
        assert list(archive.runs()) == [run]
        writer.put_failures([], origins=["pile/broken.txt"])
        assert list(archive.failures()) == []


def test_an_archive_of_another_layout_is_built_again(folder: Path) -> None:
    write(folder, make_filed("a"))
    connection = sqlite3.connect(folder / ARCHIVE_FILE)
    connection.execute("update meta set value = 'old'")
    connection.commit()
    connection.close()
    with pytest.raises(StudyError, match="delete it and run again"):
        open_archive(folder)
    write(folder)
    assert len(open_archive(folder).documents()) == 0


def test_no_archive_is_one_clear_message(folder: Path) -> None:
    with pytest.raises(StudyError, match="rashomon run"):
        open_archive(folder)


def test_a_study_is_held_by_one_run(folder: Path) -> None:
    with hold_study(folder), pytest.raises(StudyError, match="another run"), hold_study(folder):
        pass
    with hold_study(folder):
        pass


def test_result_sets_become_data_frames(folder: Path) -> None:
    pytest.importorskip("pandas")
    a, b = make_filed("a"), make_filed("b")
    write(folder, a, b)
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        writer.settle(link_all(a, b), originals={})
    archive = open_archive(folder)
    frame = archive.reports().to_pandas()
    assert list(frame["actor_codes"]) == ["SYRREB", "SYRREB"]
    assert list(archive.incidents().to_pandas()["disputes"]) == [1]
    assert len(archive.documents().to_pandas()) == 2
    assert len(archive.comparisons().to_pandas()) == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    written=st.lists(st.sampled_from("abcd"), min_size=1, max_size=6),
    removed=st.sets(st.sampled_from("abcd")),
)
def test_the_archive_holds_exactly_what_was_not_removed(
    tmp_path_factory: pytest.TempPathFactory, written: list[str], removed: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        for name in written:
            writer.put_document(make_filed(name))
        for name in sorted(removed):
            writer.remove_document(name)
    archive = open_archive(folder)
    kept = sorted(set(written) - removed)
    assert sorted(document.id for document in archive.documents()) == kept
    assert sorted(report.document for report in archive.reports()) == kept
    assert len(archive.search("rebels")) == len(kept)
