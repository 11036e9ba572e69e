"""The app: every page in its forms, nothing of a document runs, nothing outside the study is served."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.web.made import HOSTILE_TEXT, Browser, Desk

PAGES = (
    "/",
    "/documents",
    "/incidents",
    "/disputes",
    "/reports",
    "/timeline",
    "/actors",
    "/methods",
    "/decisions",
    "/audit",
    "/actors?actor=SYR&recipient=IRQ",
    "/search?q=shelled",
    "/words",
    "/words?words=butchers&holder=Sarun+Post&kind=loaded",
    "/examples",
    "/alias",
    "/alias?words=Rebels&field=actors",
    "/?event=ASSAULT",
    "/documents?q=shelled&type=newspaper",
    "/timeline?lanes=side&since=2016-01-01&until=2016-03-01",
    "/incidents?sides=one",
)
LISTS = ("/documents", "/incidents", "/reports", "/timeline", "/alias?words=Rebels&field=actors")


class Tags(HTMLParser):
    """What a browser would make of a page: its scripts, and whatever else could run or lead to a script."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))
        if tag in ("img", "iframe", "object", "embed", "b"):
            self.faults.append(tag)
        for name, value in attrs:
            leads = name in ("href", "src", "action") and (value or "").lower().startswith(("javascript:", "//"))
            if name.startswith("on") or name == "style" or leads:  # a style attribute is refused by the policy
                self.faults.append(f"{tag} {name}={value}")


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return desk.browser


@pytest.mark.parametrize("path", PAGES)
def test_a_page_renders_with_its_standing_line_and_its_policy(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert "It does not decide what is true." in answer.text
    assert '<main id="main"' in answer.text and '<html lang="en">' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_also_json(browser: Browser, path: str) -> None:
    name, _, query = path.partition("?")
    answer = browser.get(f"{'/brief' if name == '/' else name}.json?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    answer.json()


@pytest.mark.parametrize("path", LISTS)
def test_every_table_is_also_csv(browser: Browser, path: str) -> None:
    name, _, query = path.partition("?")
    answer = browser.get(f"{name}.csv?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert rows
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=@+"]


def test_a_document_an_incident_and_a_report_have_pages_in_both_forms(browser: Browser) -> None:
    report = browser.get("/reports.json").json()[0]
    for path in (f"/documents/{quote(report['document'], safe='')}", f"/incidents/{report['incident']}",
                 f"/reports/{report['id']}"):  # fmt: skip
        assert browser.get(path).status_code == 200
        assert browser.get(f"{path}.json").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/documents/nobody", "/incidents/none", "/reports/none", "/static/../app.py", "/static/%2e%2e/app.py",
     "/documents/../../study.toml", "/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/..%2fstudy.toml", "/openapi.json",
     "/docs", "/archive.sqlite", "/study.toml"],
)  # fmt: skip
def test_nothing_outside_the_study_is_served(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_filters_narrow_what_is_listed(browser: Browser) -> None:
    every = browser.get("/reports.json").json()
    of_post = browser.get("/reports.json", params={"publisher": "Sarun Post"}).json()
    assert [row["document"] for row in of_post] == ["a"]
    assert len(every) == 5
    assert browser.get("/reports.json", params={"event": "PROTEST"}).json() == []
    assert {row["document"] for row in browser.get("/reports.json", params={"since": "2019-01-01"}).json()} == {"b"}
    incidents = browser.get("/incidents.json", params={"until": "2016-12-31"}).json()
    assert incidents and all(row["latest"] < "2017" for row in incidents)
    assert [row["id"] for row in browser.get("/documents.json", params={"publisher": "Talbis Wire"}).json()] == ["b"]


def test_the_brief_counts_what_was_chosen_beside_the_whole(browser: Browser) -> None:
    whole = browser.get("/brief.json").json()
    assert whole["chosen"] is None and whole["summary"]["documents"] == 3
    of_post = browser.get("/brief.json", params={"publisher": "Sarun Post"}).json()
    assert of_post["summary"] == whole["summary"]
    assert [(one["publisher"], one["documents"], one["reports"]) for one in of_post["publishers"]] == [
        ("Sarun Post", 1, 1)
    ]
    counts = of_post["chosen"]
    assert (counts["documents"], counts["publishers"], counts["reports"], counts["incidents"]) == (1, 1, 1, 1)
    assert counts["earliest"] == "2016-02-01"
    nothing = browser.get("/brief.json", params={"event": "PROTEST"}).json()
    assert nothing["chosen"]["reports"] == 0 and nothing["sides"] == 0 and nothing["publishers"] == []
    page = browser.get("/", params={"publisher": "Sarun Post"}).text
    assert (
        "1 report</a> in <a" in page and "Talbis Wire" not in page.partition("Publishers</h2>")[2].partition("</ul>")[0]
    )


QUERIES = (
    "?page=0", "?page=-1", "?page=x", "?page=99999999999", "?order=drop", "?event=", "?nonsense=1", "?since=tomorrow",
    "?until=%27%3B--", "?q=%22", "?lanes=x", "?profile=x",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "path", ["/reports", "/incidents", "/documents", "/timeline", "/actors", "/disputes", "/search"]
)
def test_no_query_breaks_a_page(browser: Browser, path: str, query: str) -> None:
    assert browser.get(path + query).status_code == 200


def test_a_hostile_document_is_text_everywhere(browser: Browser) -> None:
    pages = [*PAGES, "/documents/" + quote("<b>", safe="")]
    pages += [f"/incidents/{row['id']}" for row in browser.get("/incidents.json").json()]
    pages += [f"/reports/{row['id']}" for row in browser.get("/reports.json").json()]
    for path in pages:
        page = Tags()
        page.feed(browser.get(path).text)
        assert page.scripts == ["/static/rashomon.js"], path
        assert not page.faults, path
    assert "{{ 7*7 }}" in browser.get("/documents/" + quote("<b>", safe="")).text


def test_marks_stand_at_the_right_words_after_emoji_and_overrides(browser: Browser) -> None:
    page = browser.get("/documents/" + quote("<b>", safe="")).text
    words = [
        html.unescape(word) for word in re.findall(r'<span class="m [^"]*" data-marks="[^"]*">([^<]*)</span>', page)
    ]
    for triple in (("Rebels", "shelled", "Sarun"), ("Militants", "shelled", "Talbis"), ("Guards", "shelled", "Marda")):
        assert all(word in words for word in triple)
    text = re.search(r'<section class="text"[^>]*>(.*?)</section>', page, re.S)
    assert text is not None
    shown = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"\n", "", text[1])))
    assert shown == HOSTILE_TEXT.replace("\n", "")


def test_a_name_that_leads_elsewhere_is_refused_as_a_host(browser: Browser) -> None:
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 403
    assert browser.get("/", headers={"host": "localhost:8733"}).status_code == 200
    assert browser.get("/", headers={"host": "[::1]:8733"}).status_code == 200


def test_a_long_text_is_shown_in_parts_and_a_report_leads_to_its_own(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    text = "Rebels shelled Sarun. " + "Nothing was heard of it.\n" * 3_600 + "Guards shelled Marda."
    desk.pile.write_text(json.dumps({"id": "long", "text": text}))
    desk.run()
    last = desk.browser.get("/documents/long.json").json()["reports"][-1]["id"]
    first = desk.browser.get("/documents/long").text
    assert "Part 1 of 3" in first and "Rebels" in first and f"card-{last}" not in first
    own = desk.browser.get(f"/documents/long?report={last}").text
    assert "Part 3 of 3" in own and f'id="card-{last}"' in own and f'id="r-{last}"' in own
    assert desk.browser.get("/documents/long?part=99").status_code == 200
