"""Documents: every format gives the same record, and what is broken is named and left out."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.reading.documents import (
    LONGEST_DOCUMENT,
    find_fault,
    find_headline,
    guess_language,
    make_document,
    read_documents,
)
from rashomon.reading.metadata import Given, Metadata
from rashomon.records import Document, Failure

TEXT = "Rebels shelled the port of Sarun on Monday. Twelve people were killed, the ministry of the interior said."
SECOND = (
    "A spokesman for the rebels denied that civilians had been hit, and said that the port had been used by soldiers."
)


def read(*paths: Path, given: Given | None = None) -> tuple[list[Document], list[Failure]]:
    found = list(read_documents(paths, given))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Failure)]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


FRONT = f"---\ntitle: Port shelled\npublished: 2016-02-02\nsource: Sarun Post\nsource_country: Syria\n---\n{TEXT}"
RECORD = {
    "title": "Port shelled",
    "published": "2016-02-02",
    "source": "Sarun Post",
    "source_country": "SYR",
    "text": TEXT,
}
PAGE = f"""<html lang="en"><head><title>Port shelled</title>
<meta property="og:site_name" content="Sarun Post"><meta property="og:title" content="Port shelled">
<meta property="article:published_time" content="2016-02-02T10:00:00Z">
<link rel="canonical" href="http://Post.example/port/?utm_source=feed"></head>
<body><nav>Home</nav><article><h1>Port shelled</h1><p>{TEXT}</p><p>{SECOND}</p></article>
<script>alert(1)</script></body></html>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", FRONT),
        ("a.md", FRONT),
        ("a.txt", FRONT.replace("\n", "\r\n")),
        ("a.txt", "\ufeff" + FRONT),
        ("a.txt", FRONT.encode("utf-16")),
        ("a.jsonl", json.dumps(RECORD) + "\n\n"),
        (
            "a.csv",
            "title;published;source;source_country;text\n" + f'Port shelled;2 February 2016;Sarun Post;SY;"{TEXT}"\n',
        ),
    ],
    ids=["front matter", "markdown", "windows lines", "byte mark", "utf-16", "json lines", "csv"],
)
def test_every_format_gives_the_same_document(tmp_path: Path, name: str, content: str | bytes) -> None:
    documents, failures = read(write(tmp_path / name, content))
    assert failures == []
    (document,) = documents
    assert document.text == TEXT
    assert (document.title, document.publisher, document.published) == ("Port shelled", "Sarun Post", "2016-02-02")
    assert (document.publisher_country, document.language) == ("SYR", "en")
    assert document.id == f"sarun-post-2016-02-02-{document.sha256[:12]}"


MARKDOWN = """# Harbour closed

**14:05** — The coast guard *says* it has turned back
two [trawlers](https://example.org/t). ![map](m.png)

* nets cut
* a crew held

| Date | Act |
|---|---|
| 3 May | boarded |

> "No," said the \\*mayor\\*. 2 * 3 is _six_; see the_old_pier.
"""


def test_of_markdown_the_words_are_kept(tmp_path: Path) -> None:
    (document,), failures = read(write(tmp_path / "a.md", MARKDOWN))
    assert failures == []
    assert document.text == (
        "Harbour closed\n\n14:05 — The coast guard says it has turned back\ntwo trawlers.\n\n"
        "nets cut\n\na crew held\n\nDate, Act\n\n3 May, boarded\n\n"
        '"No," said the *mayor*. 2 * 3 is six; see the_old_pier.'
    )
    assert document.title == "Harbour closed"
    assert "markdown-it-py" in (document.reader or "")
    (plain,), _ = read(write(tmp_path / "a.txt", MARKDOWN))
    assert "**14:05**" in plain.text


def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    (document,), failures = read(write(tmp_path / "a.html", PAGE))
    assert failures == []
    assert document.text == f"{TEXT}\n\n{SECOND}"
    assert document.id == document.url == "https://post.example/port"
    assert (document.publisher, document.published, document.language) == ("Sarun Post", "2016-02-02", "en")


@pytest.mark.parametrize(
    "beside", ['published = 2016-02-02\npublisher = "Post"\n', '{"published": "2016-02-02", "publisher": "Post"}']
)
def test_a_sidecar_tells_of_its_text(tmp_path: Path, beside: str) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / f"a.txt.{'json' if beside.startswith('{') else 'toml'}", beside)
    (document,), failures = read(tmp_path)
    assert failures == []
    assert (document.published, document.publisher) == ("2016-02-02", "Post")


def test_names_of_theirs_are_mapped_to_ours(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", json.dumps({"body": TEXT, "outlet": "Post", "key": 7}))
    (document,), _ = read(path, given=Given(names={"body": "text", "outlet": "publisher", "key": "id"}))
    assert (document.id, document.publisher, document.text) == ("7", "Post", TEXT)


def test_what_is_given_fills_only_what_is_unknown(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", FRONT)
    write(tmp_path / "b.txt", TEXT)
    (a, b), _ = read(tmp_path, given=Given(Metadata(published="2020-01-01", publisher="Pile")))
    assert (a.published, a.publisher) == ("2016-02-02", "Sarun Post")
    assert (b.published, b.publisher) == ("2020-01-01", "Pile")


def test_what_is_unknown_stays_unknown(tmp_path: Path) -> None:
    (document,), _ = read(write(tmp_path / "a.txt", "Shells fell."))
    assert (document.published, document.publisher, document.title, document.language) == (None, None, None, None)


BROKEN = {
    "latin": (b"Le gouvernement a d\xe9menti.", "not UTF-8: byte 0xe9 at 19 (line 1)"),
    "empty": (b"", "there is no text"),
    "blank": (b" \n\n\t", "there is no text"),
    "binary": (bytes(range(256)) * 20, "a NUL byte at 0"),
    "nul": (b"Shells fell\x00 on the port.", "a NUL byte at 11"),
    "no sentence": (b"shells " * 20_000, "no end of a sentence"),
    "no words": (b"x" * 20_001, "without a space"),
    "20 MB": (b"Shells fell.\n" * 1_600_000, "Split it"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_named_and_the_run_goes_on(tmp_path: Path, name: str) -> None:
    content, says = BROKEN[name]
    write(tmp_path / "a.txt", content)
    write(tmp_path / "b.txt", TEXT)
    documents, (failure,) = read(tmp_path)
    assert [document.text for document in documents] == [TEXT]
    assert says in failure.problem
    assert "a.txt" in failure.origin
    assert failure.step == "read"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no JSON object"),
        ("[1]", "expected a JSON object, found list"),
        ('{"body": "x"}', "--map theirs=text"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "a\\ud800b"}', "surrogate"),
        ("\udce9".encode("utf-8", "surrogateescape"), "no JSON object"),
        ("[" * 100_000, "no JSON object"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path, line: str | bytes, says: str) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    path = write(tmp_path / "a.jsonl", raw + b"\n" + json.dumps({"text": TEXT}).encode())
    documents, (failure,) = read(path)
    assert len(documents) == 1
    assert says in failure.problem
    assert failure.origin.endswith("a.jsonl:1")


def test_a_value_that_cannot_be_read_is_unknown_and_named(tmp_path: Path) -> None:
    record = {"text": TEXT, "published": "01/02/2016", "source_type": "rumour", "source_country": "Nowhere"}
    (document,), (failure,) = read(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert (document.published, document.publisher_type, document.publisher_country) == (None, None, None)
    assert failure.step == "metadata"
    assert all(value in failure.problem for value in ("01/02/2016", "rumour", "Nowhere"))


def test_right_to_left_text_and_emoji_are_documents(tmp_path: Path) -> None:
    arabic = "قال مسؤولون إن القوات دخلت المدينة يوم الاثنين بعد قصف استمر ثلاثة أيام على الميناء."
    write(tmp_path / "a.txt", arabic)
    write(tmp_path / "b.txt", f"\U0001f4a5\U0001f1f8\U0001f1fe {TEXT}")
    (a, b), failures = read(tmp_path)
    assert failures == []
    assert a.language == "ar"
    assert b.text.startswith("\U0001f4a5")


def test_folders_are_read_in_order_without_what_stands_beside(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    for name in ("b.txt", "deeper/c.txt", "a.txt", ".hidden.txt", "README.md", "study.toml"):
        write(tmp_path / name, TEXT)
    write(tmp_path / "d.pdf", "%PDF")
    documents, (failure,) = read(tmp_path)
    assert [Path(document.origin or "").name for document in documents] == ["a.txt", "b.txt", "c.txt"]
    assert "no reader for .pdf" in failure.problem


def test_a_study_folder_is_not_a_pile(tmp_path: Path) -> None:
    write(tmp_path / "archive.sqlite", "")
    write(tmp_path / "documents.jsonl", "{}")
    assert read(tmp_path) == ([], [])


def test_a_path_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file or folder"):
        list(read_documents([tmp_path / "none"]))


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Port shelled\n\nRebels shelled it.", "Port shelled"),
        ("# Port shelled\n\nRebels shelled it.", "Port shelled"),
        ("Rebels shelled it.\n\nTwelve died.", None),
        ("Port shelled\nRebels shelled it.", None),
        ("Port shelled", None),
    ],
)
def test_a_headline_is_a_short_first_line_alone(text: str, headline: str | None) -> None:
    assert find_headline(text) == headline


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, "en"),
        ("Shells fell.", None),
        ("Повстанцы обстреляли порт в понедельник, погибли двенадцать человек, сообщило министерство.", "ru"),
        ("Los rebeldes bombardearon el puerto el lunes y mataron a doce personas, dijo el ministerio.", "es"),
    ],
)
def test_the_language_is_guessed_only_where_there_is_enough(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_document_in_nfc_or_a_failure_that_says_why(text: str) -> None:
    (found,) = make_document(text, Metadata(language="en"), origin="here")
    if isinstance(found, Failure):
        assert find_fault(text) is not None or not text.strip("\ufeff\r\n\t ")
        assert found.problem.startswith("here: ")
    else:
        assert unicodedata.is_normalized("NFC", found.text)
        assert "\r" not in found.text
        (again,) = make_document(found.text, Metadata(language="en"), origin="there")
        assert isinstance(again, Document)
        assert (again.text, again.sha256, again.id) == (found.text, found.sha256, found.id)


def test_the_longest_document_is_a_long_book() -> None:
    assert find_fault("A. " * (LONGEST_DOCUMENT // 3)) is None
    assert find_fault("A. " * (LONGEST_DOCUMENT // 3 + 1)) is not None
