"""Figures: their bounds, whom they count, and which clause they belong to. Clauses are built by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Clause, Coding, Document, Phrase, Quantity, Relation, Span
from rashomon.resolution.numbers import find_numbers, read_number
from rashomon.resolution.quantities import find_figures, find_quantities

BOUNDS = [
    ("25 men", (25, 25)),
    ("at least 25", (25, None)),
    ("no fewer than a dozen", (12, None)),
    ("more than 1,500", (1500, None)),
    ("30 or more", (30, None)),
    ("up to 40", (None, 40)),
    ("as many as 1,200", (None, 1200)),
    ("fewer than ten", (None, 10)),
    ("nearly 200", (200, 200)),
    ("some 150", (150, 150)),
    ("between 20 and 30", (20, 30)),
    ("from five to seven", (5, 7)),
    ("20-30", (20, 30)),
    ("five or six", (5, 6)),
    ("twenty-four", (24, 24)),
    ("a hundred and five", (105, 105)),
    ("half a dozen", (6, 6)),
    ("both ships", (2, 2)),
    ("no one", (0, 0)),
    ("dozens of", (12, None)),
    ("hundreds of", (100, None)),
    ("tens of thousands of", (10000, None)),
    ("1.5 million", (1500000, 1500000)),
]


@pytest.mark.parametrize(("text", "bounds"), BOUNDS, ids=[text for text, _ in BOUNDS])
def test_words_bound_a_figure(text: str, bounds: tuple[int | None, int | None]) -> None:
    figure = find_figures(text)[0]
    assert (figure.low, figure.high) == bounds
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize("text", ["Apollo 11", "the S-400 battery", "$40", "Route 66", "2.5"])
def test_names_money_and_fractions_are_no_figures(text: str) -> None:
    assert find_figures(text) == ()


def test_the_reading_of_vague_numbers_can_be_chosen() -> None:
    [acled] = find_figures("dozens", counting="acled")
    [plural] = find_figures("dozens", counting="plural")
    assert (acled.low, acled.high, acled.qualifier) == (12, None, "dozens")
    assert (plural.low, plural.high) == (24, 99)
    with pytest.raises(KeyError):
        find_figures("dozens", counting="none such")


@given(st.integers(0, 999_999), st.sampled_from(["{}", "at least {}", "up to {}", "about {}", "between {} and {}"]))
def test_low_is_not_above_high(number: int, frame: str) -> None:
    for figure in find_figures(frame.format(f"{number:,}", f"{number + 7:,}")):
        assert figure.low is None or figure.high is None or figure.low <= figure.high


@given(st.integers(0, 10**7))
def test_digits_are_read_as_they_are_written(number: int) -> None:
    assert read_number(f"{number:,}") == read_number(str(number)) == number


def test_numerals_are_found_in_their_places() -> None:
    text = "Two of the 1,200 men and half a dozen women"
    assert [text[start:end] for start, end, _ in find_numbers(text)] == ["Two", "1,200", "half a dozen"]


# --- tied to a clause: text, predicate, its lemma, relations, what is counted


def phrase(text: str, words: str, head: str, **values: object) -> Phrase:
    start = text.index(words)
    head_start = text.index(head, start)
    lemma = {"men": "man", "children": "child", "women": "woman", "them": "they", "us": "we"}.get(
        head, head.removesuffix("s")
    )
    return Phrase(start, start + len(words), words, head_start, head_start + len(head), lemma, **values)  # type: ignore[arg-type]  # the fields of Phrase


def quantities(
    text: str,
    trigger: str,
    lemma: str,
    *relations: tuple[str, str, str],
    coding: Coding | None = None,
    pos: str = "verb",
) -> list[tuple[str, str | None, int | None, int | None]]:
    start = text.index(trigger)
    clause = Clause(
        "s1.c1", Span(0, len(text), text), 0, Span(start, start + len(trigger), trigger), lemma, pos, start,  # type: ignore[arg-type]  # a closed set
        tuple(Relation(name, phrase(text, words, head)) for name, words, head in relations), tense="past",
    )  # fmt: skip
    found: tuple[Quantity, ...] = find_quantities(clause, coding, document=Document("d", text, ""))
    for one in found:
        assert text[one.start : one.end] == one.text
    return [(one.outcome, one.population, one.low, one.high) for one in found]


def test_the_object_of_killing_is_killed() -> None:
    text = "The raid killed at least 25 of its fighters."
    found = quantities(
        text, "killed", "kill", ("subject", "The raid", "raid"), ("object", "25 of its fighters", "fighters")
    )
    assert found == [("killed", "fighters", 25, None)]


def test_the_subject_of_dying_is_killed() -> None:
    text = "Twelve miners died in the blast."
    assert quantities(text, "died", "die", ("subject", "Twelve miners", "miners")) == [("killed", "miners", 12, 12)]


def test_those_who_suffer_wounds_are_injured() -> None:
    text = "Three servicemen suffered light wounds."
    found = quantities(
        text, "suffered", "suffer", ("subject", "Three servicemen", "servicemen"), ("object", "light wounds", "wounds")
    )
    assert ("injured", "servicemen", 3, 3) in found


def test_a_part_of_those_counted_keeps_its_own_words() -> None:
    text = "The shell killed 12 people, including three children."
    found = quantities(text, "killed", "kill", ("object", "12 people", "people"))
    assert found == [("killed", "people", 12, 12), ("killed", "children", 3, 3)]


def test_the_subject_of_a_protest_takes_part() -> None:
    text = "Some 150 protesters gathered at the gate."
    assert quantities(text, "gathered", "gather", ("subject", "150 protesters", "protesters")) == [
        ("participants", "protesters", 150, 150)
    ]


def test_things_are_counted_as_what_they_are() -> None:
    text = "The fleet seized three vessels and sank a drone with 40 rockets."
    found = quantities(
        text,
        "seized",
        "seize",
        ("object", "three vessels", "vessels"),
        ("object", "a drone", "drone"),
        ("with", "40 rockets", "rockets"),
    )
    assert found == [("vessels", "vessels", 3, 3), ("aircraft", "drone", 1, 1), ("munitions", "rockets", 40, 40)]


def test_troops_sent_are_troops_and_troops_killed_are_killed() -> None:
    text = "The state sent 750 soldiers."
    assert quantities(text, "sent", "send", ("object", "750 soldiers", "soldiers")) == [
        ("troops", "soldiers", 750, 750)
    ]
    text = "The mine killed two soldiers."
    assert quantities(text, "killed", "kill", ("object", "two soldiers", "soldiers")) == [("killed", "soldiers", 2, 2)]


def test_a_toll_is_put_at_a_figure() -> None:
    text = "The agency puts the number of wounded at three."
    found = quantities(text, "puts", "put", ("object", "the number of wounded", "wounded"), ("at", "three", "three"))
    assert found == [("injured", None, 3, 3)]


def test_nobody_is_none() -> None:
    text = "No one was hurt."
    assert quantities(text, "hurt", "hurt", ("object", "No one", "one"))[0][2:] == (0, 0)


def test_a_count_stands_before_the_noun_of_the_act() -> None:
    text = "Police made 30 arrests."
    assert quantities(text, "arrests", "arrest", ("subject", "Police", "Police"), pos="noun") == [
        ("detained", None, 30, 30)
    ]


def test_days_and_durations_are_no_quantities() -> None:
    text = "The court jailed the men for 60 days on 14 May."
    found = quantities(
        text, "jailed", "jail", ("object", "the men", "men"), ("for", "60 days", "days"), ("on", "14 May", "May")
    )
    assert found == []


def test_the_mode_of_the_coding_says_what_came_of_those_counted() -> None:
    text = "Guards took 24 sailors to the fort."
    coding = Coding("s1.c1", "COERCE", "COERCE.take", "material conflict", -7.0, mode="arrest")
    assert quantities(text, "took", "take", ("object", "24 sailors", "sailors"), coding=coding) == [
        ("detained", "sailors", 24, 24)
    ]


def test_a_count_may_follow_those_counted() -> None:
    text = "Patrols searched ships bound for the port, more than 150 of them."
    assert quantities(text, "searched", "search", ("object", "ships", "ships")) == [("vessels", "ships", 150, None)]


def test_a_group_is_not_one() -> None:
    text = "Boats attacked a group of vessels."
    assert quantities(text, "attacked", "attack", ("object", "a group of vessels", "vessels")) == []


def test_the_outcome_of_the_coding_wins() -> None:
    text = "Guards took 24 sailors to the fort."
    coding = Coding("s1.c1", "COERCE", "COERCE.take", "material conflict", -7.0, outcome="detained")
    assert quantities(text, "took", "take", ("object", "24 sailors", "sailors"), coding=coding) == [
        ("detained", "sailors", 24, 24)
    ]
