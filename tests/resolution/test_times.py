"""Time expressions: found in a text, resolved to EDTF, tied to clauses. Table: words, seen from, what they mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Clause, Document, Governor, Period, Phrase, Reading, Relation, Span
from rashomon.resolution.almanac import load_calendar
from rashomon.resolution.carried_times import is_background
from rashomon.resolution.edtf import find_bounds, read_edtf, write_days
from rashomon.resolution.times import find_periods, find_times, period_of, resolve_time, tense_around, timex_value

WEDNESDAY = dt.date(2021, 3, 17)
ANCHOR = Period(0, 7, "5 March", "2021-03-05", "2021-03-05", "2021-03-05", None, "day", "relative", "test")

FROM_PUBLICATION = [
    ("on Monday", "2021-03-15"),
    ("on Wednesday", "2021-03-17"),
    ("last Wednesday", "2021-03-10"),
    ("next Wednesday", "2021-03-24"),
    ("late Thursday night", "2021-03-11"),
    ("last Sunday and Monday", "2021-03-14/2021-03-15"),
    ("from Friday to Sunday", "2021-03-12/2021-03-14"),
    ("yesterday morning", "2021-03-16"),
    ("the day before yesterday", "2021-03-15"),
    ("last night", "2021-03-16"),
    ("overnight", "2021-03-16/2021-03-17"),
    ("today", "2021-03-17"),
    ("earlier this week", "2021-03-15/2021-03-17"),
    ("last week", "2021-03-08/2021-03-14"),
    ("last weekend", "2021-03-13/2021-03-14"),
    ("this month", "2021-03"),
    ("last month", "2021-02"),
    ("last year", "2020"),
    ("last May", "2020-05"),
    ("in October", "2020-10"),
    ("May of last year", "2020-05"),
    ("late November", "2020-11-21~/2020-11-30~"),
    ("25 November", "2020-11-25"),
    ("Nov. 25, 2018", "2018-11-25"),
    ("the 3rd of February", "2021-02-03"),
    ("Friday, March 12", "2021-03-12"),
    ("between 5 and 7 March", "2021-03-05/2021-03-07"),
    ("between 25 November and 10 December", "2020-11-25/2020-12-10"),
    ("from 28 December to 3 January 2020", "2019-12-28/2020-01-03"),
    ("11-14 February", "2021-02-11/2021-02-14"),
    ("2019-06-22", "2019-06-22"),
    ("25/11/2018", "2018-11-25"),
    ("July 1988", "1988-07"),
    ("in 2003", "2003"),
    ("from 1980 to 1988", "1980/1988"),
    ("2014-2019", "2014/2019"),
    ("the 1980s", "198X"),
    ("the early 1990s", "1990~/1993~"),
    ("the 19th century", "18XX"),
    ("the summer of 2006", "2006-22"),
    ("last winter", "2020-24"),
    ("the first quarter of 2018", "2018-01/2018-03"),
    ("a week ago", "2021-03-10~"),
    ("two weeks ago", "2021-03-03~"),
    ("ten days ago", "2021-03-07"),
    ("three months ago", "2020-12~"),
    ("twenty years ago", "2001~"),
    ("the past 40 years", "1981/2021"),
    ("the past three days", "2021-03-14/2021-03-17"),
    ("Christmas Eve", "2020-12-24"),
    ("Nowruz 2019", "2019-03-20/2019-03-21"),
    ("9/11", "2001-09-11"),
    ("Good Friday 2019", "2019-04-19"),
    ("Ramadan 2019", "2019-05-06~/2019-06-04~"),
    ("Yom Kippur 1973", "1973-10-06"),
    ("last Thanksgiving", "2020-11-26"),
]
FROM_THE_EVENT_BEFORE = [
    ("two days later", "2021-03-07"),
    ("a fortnight earlier", "2021-02-19~"),
    ("the next day", "2021-03-06"),
    ("the same day", "2021-03-05"),
    ("that night", "2021-03-05"),
    ("the following Monday", "2021-03-08"),
    ("three days before that", "2021-03-02"),
    ("24 hours later", "2021-03-06"),
    ("in the evening", "2021-03-05"),
    ("the following month", "2021-04"),
    ("at 07:10 Moscow time", "2021-03-05"),
]
TIMES_OF_DAY = [
    ("at 07:10 Moscow time", "T07:10"),
    ("at 4.10 p.m. local time", "T16:10"),
    ("at noon today", "T12:00"),
    ("before dawn on Thursday", "dawn"),
    ("the night of 25 November", "night"),
    ("on Monday evening", "evening"),
    ("9 a.m. Tuesday", "T09:00"),
]
NO_DAY = ["daily", "every Friday", "three days", "now", "recently", "for weeks"]
NO_TIME = [
    "about 2000 people marched",
    "Prime Minister May resigned",
    "they may march",
    "the 16-year-old was hurt",
    "flight 1907",
    "the fall of the city",
    "April Glaspie met him",
    "$2012",
]


@pytest.mark.parametrize(("words", "edtf"), FROM_PUBLICATION, ids=lambda value: value)
def test_words_are_seen_from_publication(words: str, edtf: str) -> None:
    period = resolve_time(words, published=WEDNESDAY)
    assert period.edtf == edtf
    assert words[period.start : period.end] == period.text


@pytest.mark.parametrize(("words", "edtf"), FROM_THE_EVENT_BEFORE, ids=lambda value: value)
def test_words_are_counted_from_the_event_before(words: str, edtf: str) -> None:
    assert resolve_time(words, published=WEDNESDAY, anchor=ANCHOR).edtf == edtf


@pytest.mark.parametrize(("words", "time_of_day"), TIMES_OF_DAY, ids=lambda value: value)
def test_time_of_day_is_kept(words: str, time_of_day: str) -> None:
    assert resolve_time(words, published=WEDNESDAY, anchor=ANCHOR).time_of_day == time_of_day


@pytest.mark.parametrize("words", NO_DAY)
def test_repeated_vague_and_lasting_times_name_no_day(words: str) -> None:
    period = resolve_time(words, published=WEDNESDAY)
    assert (period.edtf, period.precision, period.basis) == (None, "unknown", "unknown")


@pytest.mark.parametrize("text", NO_TIME)
def test_look_alikes_are_no_times(text: str) -> None:
    assert find_times(text) == ()


@pytest.mark.parametrize(
    "words", ["on Tuesday", "yesterday", "last May", "25 November", "two days ago", "the past week"]
)
def test_relative_dates_without_publication_keep_their_words(words: str) -> None:
    period = resolve_time(words, published=None)
    assert (period.edtf, period.precision) == (None, "unknown")
    assert period.text in words


@pytest.mark.parametrize(
    ("words", "tense", "edtf"),
    [
        ("will meet on Sunday", "future", "2021-03-21"),
        ("met on Sunday", "past", "2021-03-14"),
        ("will meet in May", "future", "2021-05"),
        ("until Friday", "past", "../2021-03-19"),
        ("since December", "past", "2020-12/.."),
        ("since December", "present", "2020-12/2021-03-17"),
        ("for two years", "present", "2019-03/2021-03"),
        ("for two years", "past", None),
        ("the vote of 12 April", "past", "2021-04-12"),  # most of a year back, a month ahead
    ],
)
def test_tense_decides_where_words_look(words: str, tense: str, edtf: str | None) -> None:
    assert resolve_time(words, published=WEDNESDAY, tense=tense).edtf == edtf


@pytest.mark.parametrize(
    ("words", "type", "value"),
    [
        ("last week", "DATE", "2021-W10"),
        ("Monday night", "TIME", "2021-03-15TNI"),
        ("five hours", "DURATION", "PT5H"),
        ("5 1/2 hours", "DURATION", "PT5H30M"),
        ("the past four months", "DURATION", "P4M"),
        ("every day", "SET", "P1D"),
        ("now", "DATE", "PRESENT_REF"),
        ("the third quarter", "DATE", "2020-Q3"),
        ("a decade ago", "DATE", "2011"),
    ],
)
def test_values_are_those_of_timeml(words: str, type: str, value: str) -> None:
    assert timex_value(find_times(words)[0], published=WEDNESDAY) == (type, value)


def test_tense_is_read_from_the_words_around() -> None:
    text = "The envoy will fly home on Friday. He landed on Friday."
    first, second = find_times(text)
    assert tense_around(text, first.start, first.end) == "future"
    assert tense_around(text, second.start, second.end) == "past"


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2019, "2019-04-21"),
        ("orthodox easter", 2019, "2019-04-28"),
        ("passover", 2019, "2019-04-20"),
        ("rosh hashanah", 2023, "2023-09-16"),
        ("ashura", 2019, "2019-09-10"),
        ("election day", 1998, "1998-11-03"),
        ("memorial day", 2019, "2019-05-27"),
    ],
)
def test_named_days_fall_where_the_calendar_says(name: str, year: int, day: str) -> None:
    assert [found.isoformat() for found in load_calendar().days[name].in_year(year)] == [day]


# --- laws ------------------------------------------------------------------------------------------------------

days = st.dates(dt.date(1990, 1, 8), dt.date(2089, 12, 20))
all_words = st.sampled_from([words for words, _ in FROM_PUBLICATION + FROM_THE_EVENT_BEFORE] + NO_DAY)
tenses = st.sampled_from(["past", "present", "future", "none"])


@given(all_words, days, tenses)
def test_earliest_is_not_after_latest_and_both_are_those_of_edtf(words: str, published: dt.date, tense: str) -> None:
    period = resolve_time(words, published=published, tense=tense, anchor=ANCHOR)
    if period.edtf is None:
        assert period.earliest is period.latest is None
        return
    first, last = find_bounds(period.edtf)
    assert period.earliest == (first.isoformat() if first else None)
    assert period.latest == (last.isoformat() if last else None)
    assert period.earliest is None or period.latest is None or period.earliest <= period.latest


@given(
    st.sampled_from(["Monday", "last Friday", "next Sunday", "Tuesday night", "last weekend", "this week"]),
    days,
    tenses,
)
def test_a_week_later_weekdays_are_a_week_later(words: str, published: dt.date, tense: str) -> None:
    week = dt.timedelta(days=7)
    here = find_bounds(resolve_time(words, published=published, tense=tense).edtf or "")
    later = find_bounds(resolve_time(words, published=published + week, tense=tense).edtf or "")
    assert here[0] and later[0] and later[0] - here[0] == week


@given(days, days)
def test_edtf_is_read_back_as_it_was_written(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    text = write_days(first, last)
    assert str(read_edtf(text)) == text
    assert find_bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["198X", "2018-11~", "2018-22", "../2018-11-25", "2018-12/..", "2018-XX", "2018-11-XX", "2018?/2019%"]
)
def test_edtf_level_1_is_read(text: str) -> None:
    assert str(read_edtf(text)) == text


@pytest.mark.parametrize("text", ["", "2018-13", "2018-02-30", "25 November", "2019/2018", "../..", "2018-11-25T10:00"])
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_edtf(text)


@given(st.text(alphabet=st.sampled_from("on 25 November MaySunday-/,.'12098lastweek theago")))
def test_every_match_reslices_and_none_overlaps(text: str) -> None:
    end = 0
    for match in find_times(text):
        assert text[match.start : match.end] == match.text
        assert match.start >= end
        end = match.end


PIECES = """
about a two 3 40 5000 12,000 99999999 several few half days weeks months years decades hours ago later before after the
past last next this early late 25 31 30 November May Feb. February 2018 1990 0 29 of on in since until from to and
between morning night 9 a.m. 20:45 GMT Monday Sundays Christmas Ramadan weekend quarter first century 1980s '90s every
daily 2018-02-30 31/12/2019 spring - , that same following yesterday midnight Q3 and-a-half fortnight
"""
pieces = st.sampled_from(PIECES.split())


@given(st.lists(pieces, max_size=7).map(" ".join), days, tenses)
def test_no_words_make_the_resolver_fail(words: str, published: dt.date, tense: str) -> None:
    for anchor in (None, ANCHOR):
        period = resolve_time(words, published=published, tense=tense, anchor=anchor)
        assert words[period.start : period.end] == period.text
        if period.edtf:
            assert str(read_edtf(period.edtf)) == period.edtf
    for match in find_times(words):
        timex_value(match, published=published, tense=tense)


# --- clauses -----------------------------------------------------------------------------------------------------


def phrase(text: str, words: str, head: str | None = None, *, after: int = 0) -> Phrase:
    start = text.index(words, after)
    head = head or words.split()[-1]
    head_start = text.index(head, start)
    return Phrase(start, start + len(words), words, head_start, head_start + len(head), head.lower())


def clause(text: str, trigger: str, *relations: tuple[str, str], id: str = "s1.c1", **values: object) -> Clause:
    start = text.index(trigger)
    made = tuple(Relation(name, phrase(text, words)) for name, words in relations)
    sentence = Span(0, len(text), text)
    span = Span(start, start + len(trigger), trigger)
    defaults: dict[str, object] = {"tense": "past", "main": True, "lemma": trigger} | values
    return Clause(
        id=id, sentence=sentence, paragraph=0, trigger=span, pos="verb", head_start=start, relations=made, **defaults
    )  # type: ignore[arg-type]  # the defaults are those of Clause


def document(text: str, **values: str) -> Document:
    made: dict[str, str] = {"published": "2021-03-17"} | values
    return Document("d1", text, "", **made)  # type: ignore[arg-type]  # the fields of Document


def test_the_expression_in_a_relation_wins() -> None:
    text = "On Monday the envoy said troops shelled the port on 3 March."
    shelled = clause(text, "shelled", ("subject", "troops"), ("on", "3 March"), main=False)
    period = period_of(shelled, document=document(text))
    assert period is not None
    assert (period.edtf, period.text, period.basis) == ("2021-03-03", "3 March", "relative")


def test_day_and_time_of_day_are_joined() -> None:
    text = "On 3 March at 07:10 the boats entered the bay."
    entered = clause(text, "entered", ("on", "3 March"), ("at", "07:10"))
    period = period_of(entered, document=document(text))
    assert period is not None
    assert (period.edtf, period.time_of_day) == ("2021-03-03", "T07:10")


def test_two_days_after_another_event_is_told_from_its_day() -> None:
    text = "A court on Tuesday jailed the men, two days after gunboats fired on them."
    fired = clause(text, "fired", ("subject", "gunboats"), main=False, id="s1.c2")
    jailed = clause(text, "jailed", ("when", "Tuesday"), id="s1.c1")
    found = [period_of(one, document=document(text), clauses=(jailed, fired)) for one in (jailed, fired)]
    assert [period.edtf if period else None for period in found] == ["2021-03-16", "2021-03-14"]


def test_an_end_is_not_the_day_of_the_event() -> None:
    text = "The court extended the arrest until late April."
    extended = clause(text, "extended", ("object", "the arrest"), ("until", "late April"))
    assert period_of(extended, document=document(text)) is None


def test_the_participle_shares_the_day_of_its_governor() -> None:
    text = "Jets bombed the camp on Sunday, killing two."
    bombed = clause(text, "bombed", ("on", "Sunday"))
    killing = clause(text, "killing", tense="none", main=False, id="s1.c2", governor=Governor("s1.c1", "participle"))
    period = period_of(killing, document=document(text), clauses=(bombed, killing))
    assert period is not None
    assert (period.edtf, period.basis) == ("2021-03-14", "carried")


def test_the_event_before_carries_its_day_on_in_the_past_only() -> None:
    text = "The crew was taken ashore."
    taken = clause(text, "taken")
    carried = period_of(taken, document=document(text), anchor=ANCHOR)
    assert carried is not None
    assert (carried.edtf, carried.basis) == ("2021-03-05", "carried")
    for tense in ("present", "future"):
        assert period_of(clause(text, "taken", tense=tense), document=document(text), anchor=ANCHOR) is None


def test_background_carries_its_year_to_nothing() -> None:
    background = Period(0, 4, "1998", "1998", "1998-01-01", "1998-12-31", None, "year", "stated", "year")
    assert is_background(background, dt.date(2021, 3, 20))
    assert not is_background(background, dt.date(1999, 6, 1))
    assert not is_background(background, None)
    text = "Soldiers took the town."
    taken = clause(text, "took", tense="past")
    assert period_of(taken, document=document(text), anchor=background) is None


def test_a_text_without_a_date_carries_a_day_and_no_bare_year() -> None:
    text = "Soldiers took the town."
    taken = clause(text, "took", tense="past")
    year = Period(0, 4, "1998", "1998", "1998-01-01", "1998-12-31", None, "year", "stated", "year")
    day = Period(0, 10, "4 May 1998", "1998-05-04", "1998-05-04", "1998-05-04", None, "day", "stated", "day")
    undated = replace(document(text), published=None)
    assert period_of(taken, document=undated, anchor=year) is None
    carried = period_of(taken, document=undated, anchor=day)
    assert carried is not None and (carried.edtf, carried.basis) == ("1998-05-04", "carried")


def test_the_publication_date_is_taken_only_for_an_act_of_the_publisher() -> None:
    text = "Ukraine demands that the crew go free."
    demands = clause(text, "demands", ("subject", "Ukraine"), tense="present", lemma="demand")
    own = period_of(demands, document=document(text, publisher="Ministry of Ukraine", publisher_type="government"))
    assert own is not None
    assert (own.edtf, own.rule) == ("2021-03-17", "present tense of the document")
    assert period_of(demands, document=document(text, publisher="The Daily Gull", publisher_type="newspaper")) is None


def test_no_date_is_no_period() -> None:
    text = "Troops shelled the port."
    assert period_of(clause(text, "shelled", ("subject", "Troops")), document=document(text)) is None


def test_a_sentence_cut_within_a_date_is_read_in_its_line() -> None:
    text = "19 February: troops seized the tanker."
    seized = clause(text, "seized", ("object", "tanker"))
    cut = Clause(
        **{name: getattr(seized, name) for name in seized.__slots__} | {"sentence": Span(3, len(text), text[3:])}
    )
    period = period_of(cut, document=document(text))
    assert period is not None and period.edtf == "2021-02-19"


def test_the_same_act_told_again_has_its_day() -> None:
    first = "Gunmen seized the ferry on 3 March."
    text = first + "\nThe owner condemned the seizure of the ferry."
    told = clause(text, "seized", ("object", "ferry"), ("on", "3 March"), lemma="seize", id="s1.c1")
    told = Clause(**{name: getattr(told, name) for name in told.__slots__} | {"sentence": Span(0, len(first), first)})
    start = text.index("seizure")
    ferry = phrase(text, "ferry", after=start)
    again = Clause(
        "s2.c1", Span(len(first) + 1, len(text), text[len(first) + 1 :]), 1, Span(start, start + 7, "seizure"),
        "seizure", "noun", start, (Relation("object", ferry),),
    )  # fmt: skip
    found = find_periods(Reading("d1", (), (told, again)), document=document(text))
    assert found["s2.c1"].edtf == "2021-03-03"
    assert found["s2.c1"].basis == "carried"
