"""From a web page to its text and what it says of itself, without menus, scripts and notices."""

from __future__ import annotations

import re

from rashomon.reading.metadata import Metadata


def read_webpage(page: bytes | str, *, url: str | None = None) -> tuple[str, Metadata]:
    """The main text of a page, paragraphs apart by an empty line, and its metadata; the text is empty if there is none.

    Method: trafilatura (Barbaresi 2021, ACL demo). Comments are left out, tables kept. A date is taken only from
    what the page states as its publication, never guessed from numbers in its text.
    """
    import trafilatura  # half a second to import, and most piles have no pages

    found = trafilatura.bare_extraction(
        page,
        url=url,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"},
    )
    if found is None:
        return "", Metadata()
    values = found if isinstance(found, dict) else found.as_dict()
    text = str(values.get("text") or "")
    title = _words(values.get("title"))
    language = _words(values.get("language")) or _declared_language(page)
    return (
        "\n\n".join(line.strip() for line in text.splitlines() if line.strip() and line.strip() != title),
        Metadata(
            title=title,
            published=_words(values.get("date")),
            publisher=_words(values.get("sitename")),
            url=_words(values.get("url")) or url,
            language=language,
        ),
    )


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _declared_language(page: bytes | str) -> str | None:
    start = page[:4000].decode("ascii", "ignore") if isinstance(page, bytes) else page[:4000]
    found = re.search(r"<html[^>]*\blang\s*=\s*[\"']?([A-Za-z]{2})\b", start, re.IGNORECASE)
    return found[1].lower() if found else None
