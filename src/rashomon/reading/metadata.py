"""What is known of a publication, from whatever names people give it: publisher, date, title, url, language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rashomon.records import PublisherType

# Their name -> ours. A user's own names come by --map.
SYNONYMS = {"source": "publisher", "source_type": "publisher_type", "source_country": "publisher_country"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of its text; None is unknown, and stays unknown."""

    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    publisher_type: str | None = None
    publisher_country: str | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """This, with the other's values where this has none."""
        filled = {field.name: getattr(other, field.name) for field in fields(self) if getattr(self, field.name) is None}
        return replace(self, **filled)


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the whole pile: values for what is unknown, and names for what is known.

    ``names`` maps a field of theirs to one of ours: {"body": "text", "outlet": "publisher"}.
    """

    metadata: Metadata = Metadata()
    names: Mapping[str, str] | None = None


FIELDS = ("text", *(field.name for field in fields(Metadata)))


def pick_fields(record: Mapping[str, Any], given: Given) -> tuple[str | None, Metadata]:
    """The text and the metadata of a record under any of the names we know; other fields are left alone."""
    picked: dict[str, str] = {}
    for name, value in record.items():
        ours = _our_name(str(name).strip(), given)
        words = _as_words(value)
        if ours in FIELDS and words is not None:
            picked.setdefault(ours, words)
    text = picked.pop("text", None)
    return text, Metadata(**picked)


def check_metadata(metadata: Metadata) -> tuple[Metadata, tuple[str, ...]]:
    """The metadata in their one form, and what was wrong with the values that had to be left unknown."""
    wrong: list[str] = []
    published = parse_date(metadata.published)
    if metadata.published and published is None:
        wrong.append(
            f"the publication date {metadata.published!r} is not a date we can read without guessing; "
            "it is kept as unknown. Write it as 2019-06-22"
        )
    kind = metadata.publisher_type.strip().lower().replace(" ", "_") if metadata.publisher_type else None
    if kind is not None and kind not in get_args(PublisherType):
        wrong.append(
            f"the publisher's type {metadata.publisher_type!r} is none of {', '.join(get_args(PublisherType))}; "
            "it is kept as unknown"
        )
        kind = None
    country = parse_country(metadata.publisher_country)
    if metadata.publisher_country and country is None:
        wrong.append(
            f"the publisher's country {metadata.publisher_country!r} is no country we know; it is kept as unknown. "
            "Write it as three letters, like IRQ"
        )
    url = canonical_url(metadata.url) if metadata.url else None
    language = metadata.language.strip().lower().replace("_", "-").split("-")[0] if metadata.language else None
    checked = replace(
        metadata,
        published=published,
        publisher_type=kind,
        publisher_country=country,
        url=url or metadata.url,
        language=language or None,
    )
    return checked, tuple(wrong)


def parse_date(text: str | None) -> str | None:
    """An ISO day; None for what is no date or can be read in two ways ("01/02/2019").

    >>> parse_date("22 June 2019"), parse_date("2019-06-22T08:00:00Z"), parse_date("01/02/2019")
    ('2019-06-22', '2019-06-22', None)
    """
    if not text:
        return None
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?", text):
        try:
            return dt.date.fromisoformat(text[:10]).isoformat()
        except ValueError:
            return None
    if found := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})|(\d{4})(\d{2})(\d{2})", text):
        return _day(*(int(part) for part in found.groups() if part))
    words = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.replace(",", " "))
    if found := re.fullmatch(r"(?:[A-Za-z]+ )?\s*(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})(?:\s.*)?", words):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := re.fullmatch(r"(?:[A-Za-z]+ )?\s*([A-Za-z]{3,9})\.?\s+(\d{1,2})\s+(\d{4})(?:\s.*)?", words):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def parse_country(text: str | None) -> str | None:
    """ISO 3166 alpha-3 of a code or a name; None for what is no country we know."""
    if not text or not text.strip():
        return None
    import countrynames  # a tenth of a second that looking at an archive saves

    code = countrynames.to_code_3(text.strip())
    return str(code) if code else None


def canonical_url(url: str) -> str | None:
    """The one form of an address: no fragment, no tracking parameters, sorted query; None for what is no web address.

    >>> canonical_url("HTTP://News.Example/a/?utm_source=x&b=1#top")
    'https://news.example/a?b=1'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)]
    path = parts.path.rstrip("/")
    return urlunsplit(("https", parts.netloc.lower(), path, urlencode(sorted(query)), ""))


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The ``name: value`` lines between two ``---`` at the start of a text, and the text after them.

    Lists, nesting and comments of YAML are left alone: a value is the words after the colon, without their quotes.
    """
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    values: dict[str, str] = {}
    for line in found[1].splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip() and not name.startswith((" ", "\t", "#", "-")):
            value = value.strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
                value = value[1:-1]
            values[name.strip()] = value
    return values, text[found.end() :]


_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_[ce]id$|ref$|ref_src$", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _our_name(name: str, given: Given) -> str:
    if given.names and name in given.names:
        return given.names[name]
    return SYNONYMS.get(name.lower(), name.lower())


def _as_words(value: Any) -> str | None:
    """A value as words: numbers and dates too, lists and tables not."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1 if word[:3].lower() in _MONTHS else 0


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
