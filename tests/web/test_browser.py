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
    page.locator('#missed [name="event"]').fill("COERCE")
    page.locator('#missed [name="actors"]').fill("Militants")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    start = HOSTILE_TEXT.index("shelled", HOSTILE_TEXT.index("Militants"))
    for _ in range(2):
        (added,) = window.reports(review="added")
        assert (added.event, added.trigger.start) == ("COERCE", start)
        window.desk.run()
    assert window.troubles == []


def test_axe_finds_no_serious_fault(window: Window) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    report = window.reports(document="a")[0]
    for path in (*VIEWS, "/documents/a", f"/incidents/{report.incident}", f"/reports/{report.id}"):
        found = axe.Axe().run(window.go(path)).response["violations"]
        assert not [(path, one["id"]) for one in found if one["impact"] in ("serious", "critical")]
