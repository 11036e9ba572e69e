"""What a person writes becomes a party, a place with its coordinates, a period, a figure; or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.storage.made import make_filed
from tests.web.made import Desk

from rashomon.errors import DecisionError
from rashomon.records import Quantity, Span
from rashomon.study import Settings, Study
from rashomon.web.correcting import (
    cut_words,
    describe_entry,
    find_correctable,
    look_up,
    make_figure,
    make_party,
    make_period,
    make_place,
    write_figure,
)

STUDY = Study(Path("nowhere"), Settings())
FILED = make_filed("a")
REPORT = FILED.reports[0]
AT = Span(0, 6, "Rebels")


@pytest.mark.parametrize(
    ("words", "code", "country", "sectors"),
    [
        ("Iranian military", "IRNMIL", "IRN", ("MIL",)),
        ("IRQREBUAF", "IRQREBUAF", "IRQ", ("REB", "UAF")),
        ("Peru", "PER", "PER", ()),
        ("IGOUNO", "IGOUNO", None, ()),
        ("", None, None, ()),
    ],
)
def test_a_party_is_written_in_words_or_as_a_code(
    words: str, code: str | None, country: str | None, sectors: tuple[str, ...]
) -> None:
    party = make_party(AT, words)
    assert (party.code, party.country, party.sectors, party.text) == (code, country, sectors, "Rebels")


def test_who_is_nobody_is_refused() -> None:
    with pytest.raises(DecisionError, match="nobody whom the codes know"):
        make_party(AT, "the neighbours")


def test_a_corrected_place_has_its_coordinates() -> None:
    place = make_place(Span(0, 6, "Trujil"), "Trujillo", STUDY, None)
    assert place.name == "Trujillo"
    assert place.latitude is not None and place.longitude is not None and place.gazetteer_id
    again = make_place(Span(0, 6, "Trujil"), place.gazetteer_id, STUDY, None)
    assert again == place


def test_places_in_a_country_of_the_report_come_first() -> None:
    found = look_up("Tripoli", STUDY)
    lebanese = next(entry for entry in found if entry.country == "LBN")
    near = make_filed("b", "Rebels shelled Tripoli on Monday, killing 12, the ministry said. Sarun is quiet.").reports[
        0
    ]
    party = make_party(AT, "Lebanon")
    moved = type(near)(**{**{name: getattr(near, name) for name in near.__dataclass_fields__}, "recipients": (party,)})
    assert look_up("Tripoli", STUDY, moved)[0] == lebanese
    assert "Lebanon" in describe_entry(lebanese, STUDY)


def test_a_place_of_no_gazetteer_keeps_its_name() -> None:
    place = make_place(Span(0, 6, "Rebels"), "Qwxzville", STUDY, None)
    assert (place.name, place.latitude, place.gazetteer_id) == ("Qwxzville", None, None)
    assert "no gazetteer" in place.rule


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("2014-03-05", "2014-03-05", "2014-03-05", "day"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("1999", "1999-01-01", "1999-12-31", "year"),
        ("2014-03-05/2014-03-07", "2014-03-05", "2014-03-07", "day"),
    ],
)
def test_a_period_is_a_day_a_month_a_year_or_two_days(words: str, earliest: str, latest: str, precision: str) -> None:
    period = make_period(AT, words)
    assert (period.earliest, period.latest, period.precision) == (earliest, latest, precision)


@pytest.mark.parametrize("words", ["", "Monday", "2014-02-30", "2014-13", "2014-03-07/2014-03-05", "0000"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(DecisionError, match="no day"):
        make_period(AT, words)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("25", 25, 25),
        ("19-25", 19, 25),
        ("19 to 25", 19, 25),
        ("25+", 25, None),
        ("-25", None, 25),
        ("1,200", 1200, 1200),
    ],
)
def test_a_figure_is_exact_between_at_least_or_at_most(words: str, low: int | None, high: int | None) -> None:
    old = Quantity(0, 2, "12", "killed", None, 12, 12)
    figure = make_figure(Span(0, 2, "12"), words, old)
    assert (figure.low, figure.high, figure.outcome) == (low, high, "killed")
    assert make_figure(Span(0, 2, "12"), write_figure(figure), old) == figure


@pytest.mark.parametrize("words", ["", "many", "25-19", "1 2", "12+13"])
def test_what_is_no_figure_is_refused(words: str) -> None:
    with pytest.raises(DecisionError, match="no figure"):
        make_figure(Span(0, 2, "12"), words, Quantity(0, 2, "12", "killed", None, 12, 12))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (0, 10**6), (-3, 4), (6, 14), (6, 7)])
def test_ends_that_hold_no_whole_words_are_refused(start: int, end: int) -> None:
    with pytest.raises(DecisionError):
        cut_words(FILED.document, start, end, "actors")


def test_the_words_of_an_event_are_four_at_most() -> None:
    text = FILED.document.text
    assert cut_words(FILED.document, 0, text.index(" on"), "trigger").text == "Rebels shelled Sarun"
    with pytest.raises(DecisionError, match="4 at most"):
        cut_words(FILED.document, 0, text.index(","), "trigger")


def test_all_that_a_card_shows_can_be_corrected() -> None:
    fields = {one.field for one in find_correctable(REPORT)}
    assert {"event", "trigger", "modality", "polarity", "actors.0", "recipients", "places.0", "period"} <= fields
    assert {"quantities.0", "speakers.0"} <= fields


def test_a_place_is_looked_up_on_the_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    id = desk.browser.get("/reports.json").json()[0]["id"]
    page = desk.browser.get(f"/reports/{id}?field=places&name=Trujillo").text
    assert page.count('type="radio"') > 2
    assert "Trujillo, city" in page or "Trujillo," in page
