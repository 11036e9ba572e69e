"""Metadata: one form of each value, and no guess where a value can be read in two ways."""

from __future__ import annotations

import pytest

from rashomon.reading.metadata import canonical_url, parse_country, parse_date, split_front_matter


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2019-06-22", "2019-06-22"),
        ("2019-06-22T23:59:00+03:30", "2019-06-22"),
        ("20190622", "2019-06-22"),
        ("2019/6/22", "2019-06-22"),
        ("22 June 2019", "2019-06-22"),
        ("June 22nd, 2019", "2019-06-22"),
        ("Saturday 22 June 2019 10:04", "2019-06-22"),
        ("Sat, 22 Jun 2019 10:04:00 GMT", "2019-06-22"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("01/02/2019", None),
        ("2019-13-01", None),
        ("2019", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_where_it_has_one_meaning(words: str | None, day: str | None) -> None:
    assert parse_date(words) == day


@pytest.mark.parametrize(
    ("words", "code"), [("IRQ", "IRQ"), ("iq", "IRQ"), ("Iraq", "IRQ"), ("United States", "USA"), ("Nowhere", None)]
)
def test_a_country_is_three_letters(words: str, code: str | None) -> None:
    assert parse_country(words) == code


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://News.example/a/", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=3#top", "https://news.example/a?id=3"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("file:///a", None),
        ("javascript:alert(1)", None),
        ("https://[broken", None),
        ("no address", None),
    ],
)
def test_an_address_has_one_form(url: str, canonical: str | None) -> None:
    assert canonical_url(url) == canonical


def test_front_matter_is_taken_off_and_read_line_by_line() -> None:
    values, text = split_front_matter(
        '---\ntitle: "A: B"\nurl: https://news.example/a\ntags:\n  - x\n---\nText.\n---\n'
    )
    assert values == {"title": "A: B", "url": "https://news.example/a", "tags": ""}
    assert text == "Text.\n---\n"


def test_a_text_without_front_matter_is_left_alone() -> None:
    assert split_front_matter("--- a dash\nText.") == ({}, "--- a dash\nText.")
