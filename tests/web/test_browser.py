"""The pages in a real browser: keys work, marks light up, a selection becomes a report, nothing hostile runs.

Skipped where there is no Playwright or no chromium.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.web.made import HOSTILE_TEXT, Desk

from rashomon import pipeline
from rashomon.storage.archive import open_archive
from rashomon.web.app import create_app

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium")

OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
VIEWS = ("/", "/incidents", "/reports", "/timeline", "/actors", "/methods", "/audit")
HOSTILE = "/documents/" + quote("<b>", safe="")


class Window:
    """A browser's window on a served study, with what went wrong in it."""

    def __init__(self, desk: Desk, page: Any, address: str) -> None:
        self.desk = desk
        self.page = page
        self.address = address
        self.troubles: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: (self.troubles.append(f"dialog {dialog.message}"), dialog.dismiss()))

    def go(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page

    def reports(self, **chosen: Any) -> list[Any]:
        with open_archive(self.desk.study.folder) as archive:
            return list(archive.reports(**chosen))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def window(tmp_path: Path, chromium: Any) -> Iterator[Window]:
    import uvicorn

    desk = Desk(tmp_path)
    app = create_app(desk.study.folder, relink=lambda: pipeline.relink(desk.study), who="reader")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield Window(desk, context.new_page(), f"http://127.0.0.1:{port}")
    context.close()
    server.should_exit = True
    thread.join(timeout=10)


def test_every_view_renders_and_nothing_hostile_runs(window: Window) -> None:
    report = window.reports(document="<b>")[0]
    ids = (f"/incidents/{report.incident}", f"/reports/{report.id}", HOSTILE)
    for path in (*VIEWS, *ids, "/documents", "/disputes", "/search?q=shelled"):
        page = window.go(path)
        assert page.locator("main h1").count() == 1, path
        assert page.evaluate("document.querySelectorAll('script').length") == 1, path
    assert window.troubles == []


def test_a_field_lights_its_words_also_after_emoji(window: Window) -> None:
    page = window.go(HOSTILE)
    page.locator('.card [data-lights$=":actor"]').first.focus()
    assert page.locator(".m.lit").all_inner_texts() == ["Rebels"]
    assert window.troubles == []


def test_a_report_is_accepted_rejected_and_undone_with_keys_alone(window: Window) -> None:
    page = window.go("/documents/a")
    for key, review in (("a", "accepted"), ("u", "unreviewed"), ("r", "rejected")):
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press(key)
        assert [report.review for report in window.reports(document="a")] == [review]
    assert window.troubles == []


def test_keys_lead_and_are_listed(window: Window) -> None:
    page = window.go("/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("i")
    assert page.url.endswith("/incidents")
    with page.expect_navigation():
        page.keyboard.press("n")
    assert "#card-" in page.url
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    assert window.troubles == []


def test_words_selected_after_emoji_become_a_report_that_survives_a_new_reading(window: Window) -> None:
    page = window.go(HOSTILE)
    page.evaluate("""() => {
        const line = document.querySelectorAll("#text p")[1];
        const word = [...line.querySelectorAll(".m.event")][0];
        getSelection().selectAllChildren(word);
    }""")
    page.keyboard.press("m")
    assert page.locator('#missed [name="words"]').input_value() == "shelled"
    page.locator('#missed [name="event"]').select_option("COERCE")
    page.locator('#missed [name="actors"]').fill("Militants")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    start = HOSTILE_TEXT.index("shelled", HOSTILE_TEXT.index("Militants"))
    for _ in range(2):
        (added,) = window.reports(review="added")
        assert (added.event, added.trigger.start) == ("COERCE", start)
        window.desk.run()
    assert window.troubles == []


def test_the_ends_of_words_are_moved_by_keys_and_kept(window: Window) -> None:
    page = window.go(HOSTILE)
    start = HOSTILE_TEXT.index("Militants shelled")
    page.locator('.card [data-path="actors.0"]').nth(1).focus()
    page.keyboard.press("e")
    handle = page.locator(".handle.end")
    assert page.evaluate("document.activeElement.className") == "handle end"
    assert handle.get_attribute("aria-valuetext") == "Militants"
    page.keyboard.press("ArrowRight")
    assert page.locator(".resize q").inner_text() == "Militants shelled"
    page.keyboard.press("Shift+ArrowLeft")
    assert handle.get_attribute("aria-valuetext") == "Militants shelle"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    (report,) = window.reports(document="<b>", review="corrected")
    assert (report.actors[0].start, report.actors[0].text) == (start, "Militants shelled")
    assert HOSTILE_TEXT[report.actors[0].start : report.actors[0].end] == "Militants shelled"
    window.desk.run()
    assert [one.actors[0].text for one in window.reports(document="<b>", review="corrected")] == ["Militants shelled"]
    assert window.troubles == []


def test_the_ends_of_words_are_moved_by_mouse_and_left_by_escape(window: Window) -> None:
    page = window.go("/documents/a")
    field = page.locator('.card [data-path="recipients.0"]').first
    for is_kept in (False, True):
        field.hover()
        field.locator("[data-resize]").click()
        box = page.locator(".handle.end").bounding_box()
        until = page.evaluate("""() => {
            const range = document.createRange();
            const node = [...document.querySelector("#text p").childNodes].at(-1);
            range.selectNodeContents(document.querySelector("#text p"));
            return range.getBoundingClientRect().right - 4;
        }""")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(until, box["y"] + box["height"] / 2, steps=8)
        page.mouse.up()
        words = page.locator(".resize q").inner_text()
        assert words.startswith("Sarun on")
        if not is_kept:
            page.keyboard.press("Escape")
            assert page.locator(".resize").count() == 0
            continue
        with page.expect_navigation():
            page.locator(".resize button").first.click()
        (report,) = window.reports(document="a")
        assert report.recipients[0].text == words
    assert window.troubles == []


def test_a_review_is_done_by_keys_alone(window: Window) -> None:
    """Next least certain, a field corrected with its reason and everywhere, the rest accepted, one taken back."""
    page = window.go("/")
    page.keyboard.press("n")
    page.wait_for_url("**/documents/**")
    page.goto(window.address + "/documents/a")
    page.keyboard.press("j")
    page.keyboard.press("f")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.dataset.path") == "actors.0"
    with page.expect_navigation():
        page.keyboard.press("c")
    assert "field=actors.0" in page.url
    page.wait_for_function("document.activeElement.name === 'new'")
    page.keyboard.press("Control+a")
    page.keyboard.type("Syrian armed group")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "why"
    page.keyboard.type("the group says so")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/alias" in page.url and "1 place would change" in page.locator("main").inner_text()
    page.locator('[name="why"]').focus()
    page.keyboard.type("the same group")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    codes = [party.code for report in window.reports() for party in report.actors if party.text == "Rebels"]
    assert codes == ["SYRREB", "SYRREB"]
    with page.expect_navigation():
        page.keyboard.press("u")
    codes = [party.code for report in window.reports() for party in report.actors if party.text == "Rebels"]
    assert sorted(map(str, codes)) == ["None", "SYRREB"]
    assert window.troubles == []


def test_days_are_chosen_on_the_strip_by_keys_and_by_mouse(window: Window) -> None:
    page = window.go("/timeline?lanes=publisher")
    first = page.locator(".brush-handle").first
    first.focus()
    assert first.get_attribute("role") == "slider"
    page.keyboard.press("ArrowRight")
    day = first.get_attribute("aria-valuetext")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"since={day}" in page.url and "lanes=publisher" in page.url
    assert page.locator('[name="since"]').input_value() == day
    page = window.go("/timeline")
    box = page.locator("svg[data-brush]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    assert page.locator('[name="since"]').input_value() < page.locator('[name="until"]').input_value()
    assert window.troubles == []


def test_the_filter_goes_along_from_page_to_page(window: Window) -> None:
    page = window.go("/reports?publisher=Sarun+Post")
    page.get_by_role("navigation", name="Pages").get_by_text("Incidents").click()
    page.wait_for_url("**/incidents?publisher=Sarun+Post")
    assert page.locator("tbody tr").count() == 1
    page.locator(".chip").click()
    page.wait_for_url("**/incidents")
    assert page.locator("tbody tr").count() > 1
    assert window.troubles == []


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_hangs_over_the_edge(window: Window, width: int) -> None:
    window.page.set_viewport_size({"width": width, "height": 800})
    report = window.reports(document="a")[0]
    for path in (*VIEWS, "/documents", "/documents/a", f"/incidents/{report.incident}", f"/reports/{report.id}"):
        assert window.go(path).evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_axe_finds_no_serious_fault(window: Window) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    report = window.reports(document="a")[0]
    paths = (f"/incidents/{report.incident}", f"/reports/{report.id}?field=places", "/alias?field=actors&words=Rebels")
    for path in (*VIEWS, "/documents", "/disputes", "/documents/a", *paths):
        found = axe.Axe().run(window.go(path)).response["violations"]
        assert not [(path, one["id"]) for one in found if one["impact"] in ("serious", "critical")]
