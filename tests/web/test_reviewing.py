"""Review in the browser: decisions survive a new reading, and come from our own pages only."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.web.made import ADDRESS, HOSTILE_TEXT, Browser, Desk

from rashomon.records import Report
from rashomon.storage.archive import open_archive
from rashomon.storage.decisions import read_decisions


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def token_of(browser: Browser) -> str:
    found = re.search(r'name="token" value="([^"]+)"', browser.get("/documents/a").text)
    assert found is not None
    return found[1]


def send(desk: Desk, what: str, *, headers: dict[str, str] | None = None, **fields: str | list[str]) -> httpx.Response:
    form = {"token": token_of(desk.browser), "what": what, "back": "/documents/a", **fields}
    return desk.browser.post("/decisions", data=form, headers={"origin": ADDRESS, **(headers or {})})


def report_of(desk: Desk, document: str) -> Report:
    return open_archive(desk.study.folder).reports(document=document)[0]


def test_a_report_is_accepted_and_stays_so_when_the_pile_is_read_anew(desk: Desk) -> None:
    report = report_of(desk, "a")
    answer = send(desk, "accepted", target=report.id, back=f"/documents/a#card-{report.id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/a#card-{report.id}")
    assert report_of(desk, "a").review == "accepted"
    desk.run()
    assert report_of(desk, "a").review == "accepted"
    (decision,) = read_decisions(desk.study.decisions_folder)
    assert (decision.what, decision.quote, decision.context) == ("accepted", "shelled", report.sentence.text)


def test_what_was_rejected_is_undone(desk: Desk) -> None:
    report = report_of(desk, "a")
    send(desk, "wrong", target=report.id)
    assert report_of(desk, "a").review == "rejected"
    assert "Undo" in desk.browser.get("/documents/a").text
    send(desk, "undo")
    assert report_of(desk, "a").review == "unreviewed"
    assert send(desk, "undo").status_code == 422


CORRECTIONS = (
    ("modality", "planned", "", lambda report: report.modality == "planned"),
    ("polarity", "denied", "", lambda report: report.polarity == "denied"),
    ("event", "THREATEN", "", lambda report: (report.event, report.quad) == ("THREATEN", "verbal conflict")),
    ("actors.0", "SYRREB", "", lambda report: (report.actors[0].country, report.actors[0].text) == ("SYR", "Rebels")),
    ("recipients.0", "SYR", "Sarun on", lambda report: report.recipients[0].text == "Sarun on"),
    ("actors", "IRN", "Sarun", lambda report: [party.text for party in report.actors] == ["Rebels", "Sarun"]),
    ("places", "Sarun", "Sarun", lambda report: report.places[0].name == "Sarun"),
    ("period", "2016-02", "", lambda report: report.period.latest == "2016-02-29"),
)  # fmt: skip


@pytest.mark.parametrize(("field", "new", "words", "holds"), CORRECTIONS, ids=[case[0] for case in CORRECTIONS])
def test_a_field_is_corrected_with_a_reason(desk: Desk, field: str, new: str, words: str, holds: object) -> None:
    report = report_of(desk, "a")
    answer = send(desk, "corrected", target=report.id, field=field, new=new, words=words, why="as the text says")
    assert answer.status_code == 303, answer.text
    changed = report_of(desk, "a")
    assert changed.review == "corrected"
    assert holds(changed)  # type: ignore[operator]  # a case's own question
    text = open_archive(desk.study.folder).document("a").text  # type: ignore[union-attr]  # it is there
    for party in (*changed.actors, *changed.recipients, *changed.places):
        assert text[party.start : party.end] == party.text


@pytest.mark.parametrize(
    "fields",
    [{"field": "modality", "new": "planned"}, {"field": "id", "new": "x", "why": "y"},
     {"field": "modality", "new": "<b>", "why": "y"}, {"field": "period", "new": "2016-02-31", "why": "y"},
     {"field": "actors.0", "new": "Iran!", "why": "y"}, {"field": "actors.0", "words": "nowhere", "why": "y"},
     {"field": "event", "new": "PARTY", "why": "y"}],
)  # fmt: skip
def test_a_correction_that_cannot_hold_is_refused_with_a_message(desk: Desk, fields: dict[str, str]) -> None:
    answer = send(desk, "corrected", target=report_of(desk, "a").id, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert read_decisions(desk.study.decisions_folder) == ()


def test_a_missed_report_is_added_where_it_was_selected_and_survives(desk: Desk) -> None:
    start = HOSTILE_TEXT.index("shelled", HOSTILE_TEXT.index("Militants"))
    answer = send(
        desk, "missed", document="<b>", words="shelled", start=str(start), event="COERCE", actors="Militants",
        actors_code="SYRREB", place="Talbis", period="2016-02-02", modality="actual", polarity="doubted",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    desk.run()
    (added,) = open_archive(desk.study.folder).reports(review="added")
    assert (added.trigger.start, added.event, added.polarity) == (start, "COERCE", "doubted")
    assert HOSTILE_TEXT[added.actors[0].start : added.actors[0].end] == "Militants"
    assert added.period is not None and added.period.earliest == "2016-02-02"
    assert added.id in desk.browser.get("/documents/" + quote("<b>", safe="")).text


def test_incidents_are_merged_by_their_ids_or_links(desk: Desk) -> None:
    one, other = report_of(desk, "a"), report_of(desk, "b")
    assert one.incident != other.incident
    assert send(desk, "same", target=[str(one.incident), f"{ADDRESS}/incidents/{other.incident}#x"]).status_code == 303
    assert report_of(desk, "a").incident == report_of(desk, "b").incident
    assert send(desk, "same", target=[one.id, one.id]).status_code == 422


def test_an_incident_is_split_and_one_account_must_stay(desk: Desk) -> None:
    one, other = report_of(desk, "a"), report_of(desk, "<b>")
    assert one.incident == other.incident
    assert send(desk, "split", incident=str(one.incident), target=[one.id, other.id]).status_code == 422
    assert send(desk, "split", incident=str(one.incident), target=[one.id]).status_code == 303
    assert report_of(desk, "a").incident != report_of(desk, "<b>").incident


def test_a_phrase_is_corrected_everywhere_after_a_look_at_what_changes(desk: Desk) -> None:
    shown = desk.browser.get("/alias?field=actors&words=Rebels").text
    assert "2 places would change" in shown
    assert send(desk, "alias", field="actors", words="Rebels", new="SYRREB", why="the group").status_code == 303
    codes = [p.code for r in open_archive(desk.study.folder).reports() for p in r.actors if p.text == "Rebels"]
    assert codes == ["SYRREB", "SYRREB"]


FOREIGN = (
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": ""}, {"sec-fetch-site": "cross-site"},
    {"origin": "http://127.0.0.1:9"},
)  # fmt: skip


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_what_another_site_sends_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    assert send(desk, "accepted", headers=headers, target=report_of(desk, "a").id).status_code == 403
    assert read_decisions(desk.study.decisions_folder) == ()


def test_a_write_without_the_sessions_token_is_refused(desk: Desk) -> None:
    for token in ("", "x", token_of(desk.open())):
        assert send(desk, "accepted", token=token, target=report_of(desk, "a").id).status_code == 403


def test_it_leads_back_into_the_app_only(desk: Desk) -> None:
    for back in ("http://evil.example/", "//evil.example", "/\\evil.example", "", "javascript:alert(1)"):
        answer = send(desk, "accepted", target=report_of(desk, "a").id, back=back)
        assert answer.headers["location"] == "/"


def test_the_next_report_is_the_least_certain_that_nobody_judged(desk: Desk) -> None:
    first = desk.browser.get("/next").headers["location"]
    id = first.partition("#card-")[2]
    following = desk.browser.get(f"/next?after={id}").headers["location"]
    assert following != first and "#card-" in following
    send(desk, "accepted", target=id)
    assert desk.browser.get("/next").headers["location"] != first


def test_a_judged_sample_gives_a_precision_with_its_interval(desk: Desk) -> None:
    assert "Nobody has judged" in desk.browser.get("/methods").text
    assert desk.browser.get("/audit?n=2&seed=3").text.count('class="sample"') == 2
    send(desk, "accepted", target=report_of(desk, "a").id)
    send(desk, "wrong", target=report_of(desk, "b").id)
    precision = json.loads(desk.browser.get("/methods.json").text)["precision"]
    assert (precision["judged"], precision["right"]) == (2, 1)
    assert precision["low"] < 0.5 < precision["high"]


def test_what_is_new_since_the_last_visit_is_told(desk: Desk) -> None:
    assert "read</a>, telling of" not in desk.browser.get("/").text
    desk.pile.write_text(desk.pile.read_text() + "\n" + json.dumps({"id": "d", "text": "Guards shelled Sarun."}))
    desk.run(anew=False)
    assert "1 document read</a>, telling of 1 incident" in desk.open().get("/").text


def test_without_a_relink_the_pages_only_read(desk: Desk) -> None:
    browser = desk.open(writes=False)
    assert 'action="/decisions"' not in browser.get("/documents/a").text
    assert browser.post("/decisions", data={"what": "undo"}, headers={"origin": ADDRESS}).status_code == 403


def test_what_was_judged_is_an_example_in_marked_text(desk: Desk) -> None:
    send(desk, "accepted", target=report_of(desk, "a").id)
    (example,) = desk.browser.get("/examples.json").json()
    assert example["text"] == "[actor Rebels] [event shelled] [recipient Sarun] on [time 2016-02-01]."
    page = html.unescape(desk.browser.get("/examples").text)
    assert '{ text = "[actor Rebels] [event shelled] [recipient Sarun] on [time 2016-02-01]." }' in page


def test_a_log_that_was_changed_by_hand_is_told_and_nothing_is_written_to_it(desk: Desk) -> None:
    report = report_of(desk, "a")
    send(desk, "accepted", target=report.id)
    log = desk.study.decisions_folder / "reader.jsonl"
    log.write_text(log.read_text().replace("accepted", "wrong"))
    before = log.read_text()
    assert "changed by hand" in desk.browser.get("/documents/a").text
    assert send(desk, "wrong", target=report.id).status_code == 422
    assert log.read_text() == before
