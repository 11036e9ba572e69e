"""The figures of hand-built reports: what counts as right, as marked, as together, as a dispute found."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Comparison, Document, Place, Position, Quantity, Report, Span, SpeakerParty
from rashomon.scoring import (
    Gold,
    GoldClaim,
    GoldDispute,
    GoldFigure,
    Matching,
    Pair,
    marked_tallies,
    match,
    pairwise,
    score,
    wilson,
)

WORDS = "alpha beta gamma delta epsilon zeta eta theta"
PLACES = {word: (WORDS.index(word), WORDS.index(word) + len(word)) for word in WORDS.split()}


def claim(word: str, **known: object) -> GoldClaim:
    return GoldClaim(f"c-{word}", "d", *PLACES[word], ("ASSAULT",), **known)  # type: ignore[arg-type]


def report(word: str, event: str | None = "ASSAULT", **known: object) -> Report:
    start, end = PLACES[word]
    kind = "event" if event else "circumstance"
    return Report(f"r-{word}", "d", kind, Span(0, len(WORDS), WORDS), Span(start, end, word), event, **known)  # type: ignore[arg-type]


def speaker(level: int, code: str, kind: str = "named") -> SpeakerParty:
    return SpeakerParty(
        level,
        0,
        5,
        "alpha",
        kind,
        Span(0, 5, "alpha"),
        "says",
        "indirect",
        country=code[:3] or None,
        code=code or None,  # type: ignore[arg-type]
    )


def pair(gold: GoldClaim, **known: object) -> Pair:
    return match([gold], [report(gold.id[2:], **known)]).pairs[0]


@pytest.mark.parametrize(
    ("field", "gold", "found", "tally"),
    [
        pytest.param("modality", {}, {}, (0, 0, 0), id="actual and found so says nothing"),
        pytest.param("modality", {"modality": ("planned",)}, {"modality": "planned"}, (1, 1, 1), id="planned"),
        pytest.param("modality", {"modality": ("planned",)}, {}, (0, 0, 1), id="planned and missed"),
        pytest.param("modality", {}, {"modality": "possible"}, (0, 1, 0), id="a possibility that nobody stated"),
        pytest.param("modality", {"modality": ("planned",)}, {"modality": "possible"}, (0, 1, 1), id="the wrong mark"),
        pytest.param(
            "modality", {"modality": ("actual", "demanded")}, {"modality": "demanded"}, (0, 0, 0), id="left out"
        ),
        pytest.param("polarity", {"polarity": "denied"}, {"polarity": "denied"}, (1, 1, 1), id="denied"),
        pytest.param("polarity", {"polarity": "denied"}, {"polarity": "doubted"}, (0, 1, 1), id="doubted for denied"),
        pytest.param(
            "speaker",
            {"speaker": ("NORGOV",)},
            {"speakers": (speaker(0, "SWEGOV"), speaker(1, "NORGOV"))},
            (1, 1, 1),
            id="the innermost speaker counts",
        ),
        pytest.param("speaker", {"speaker": ("NORGOV",)}, {"speakers": (speaker(0, "SWE"),)}, (0, 1, 1), id="wrong"),
        pytest.param("speaker", {}, {"speakers": (speaker(0, "SWE"),)}, (0, 1, 0), id="own voice"),
        pytest.param(
            "speaker",
            {"speaker": ("unnamed",)},
            {"speakers": (speaker(0, "", "unnamed"),)},
            (1, 1, 1),
            id="unnamed speaker",
        ),
        pytest.param(
            "place", {"place": ("NOR",)}, {"places": (Place(0, 5, "alpha", country="NOR"),)}, (1, 1, 1), id="place"
        ),
        pytest.param("place", {}, {"places": (Place(0, 5, "alpha", country="NOR"),)}, (0, 1, 0), id="place not stated"),
        pytest.param(
            "place",
            {"place": ("NOR",)},
            {"places": (Place(0, 5, "alpha", country="NOR", role="to"),)},
            (0, 0, 1),
            id="a goal is not where it happened",
        ),
    ],
)
def test_marked_answers(field: str, gold: dict[str, object], found: dict[str, object], tally: tuple[int, ...]) -> None:
    counted = marked_tallies([pair(claim("alpha", **gold), **found)])[field]
    assert (counted.right, counted.found, counted.wanted) == tally


def test_precision_counts_every_report_and_recall_every_claim() -> None:
    gold = Gold(claims=(claim("alpha"), claim("beta"), claim("gamma")))
    figures = score(gold, (), [report("alpha"), report("beta", "COERCE"), report("delta"), report("theta")]).figures
    assert figures["event_p"] == pytest.approx(1 / 4)
    assert figures["event_r"] == pytest.approx(1 / 3)
    assert figures["event_f1"] == pytest.approx(2 / 7)


def test_a_figure_needs_outcome_and_number() -> None:
    gold = Gold(claims=(claim("alpha", figures=(GoldFigure("injured", 6, 6), GoldFigure("killed", 3, None))),))
    quantities = (
        Quantity(0, 5, "alpha", "injured", low=6, high=6),
        Quantity(0, 5, "alpha", "killed", low=3, high=3),
    )
    assert score(gold, (), [report("alpha", quantities=quantities)]).figures["figures"] == 0.5


def test_incidents_are_counted_in_pairs_and_a_missed_claim_is_alone() -> None:
    gold = Gold(claims=tuple(claim(word, incident="i") for word in ("alpha", "beta", "gamma")))
    reports = [report("alpha", incident="x"), report("beta", incident="x")]
    figures = score(gold, (), reports).figures
    assert figures["incident_pair_f1"] == 1.0
    assert figures["incident_pair_f1_all"] == pytest.approx(2 * 1 / (1 + 3))


@given(st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from([None, "x", "y"])), max_size=12))
def test_pairs_counted_from_sizes_are_the_pairs_counted_one_by_one(labels: list[tuple[str | None, str | None]]) -> None:
    def same(a: str | None, b: str | None) -> bool:
        return a is not None and a == b

    pairs = list(combinations(labels, 2))
    counted = pairwise(labels)
    assert counted.wanted == sum(same(a[0], b[0]) for a, b in pairs)
    assert counted.found == sum(same(a[1], b[1]) for a, b in pairs)
    assert counted.right == sum(same(a[0], b[0]) and same(a[1], b[1]) for a, b in pairs)


def dispute(*positions: tuple[str, ...], facet: str = "place", relation: str = "conflict") -> Comparison:
    told = tuple(Position(str(n), (), tuple(f"r-{word}" for word in words)) for n, words in enumerate(positions))
    return Comparison("x", "i", facet, relation, told, "rule")  # type: ignore[arg-type]


DISPUTED = Gold(
    claims=tuple(claim(word) for word in ("alpha", "beta", "gamma", "delta")),
    disputes=(GoldDispute("g", "i", ("place",), (("c-alpha", "c-beta"), ("c-gamma",))),),
)
REPORTS = [
    *(report(word) for word in ("alpha", "beta", "gamma", "delta")),
    report("zeta", None, about="r-gamma"),
]


@pytest.mark.parametrize(
    ("found", "right"),
    [
        pytest.param(dispute(("alpha",), ("gamma",)), True, id="two positions stand for two"),
        pytest.param(dispute(("alpha",), ("beta",)), False, id="both stand for one"),
        pytest.param(dispute(("alpha",), ("gamma",), facet="time"), False, id="another facet"),
        pytest.param(dispute(("alpha",), ("gamma",), relation="revision"), False, id="a revision is no dispute"),
        pytest.param(dispute(("alpha",), ("zeta",)), True, id="a circumstance stands for its report"),
        pytest.param(dispute(("alpha", "gamma"), ("gamma",)), False, id="no majority"),
        pytest.param(dispute(("alpha", "beta", "gamma"), ("gamma",)), True, id="majority"),
        pytest.param(dispute(("alpha",), ("delta",)), False, id="an undisputed claim stands for nothing"),
    ],
)
def test_a_dispute_is_found_when_two_positions_stand_for_two(found: Comparison, right: bool) -> None:
    figures = score(DISPUTED, (), REPORTS, [found]).figures
    assert figures["dispute_r"] == (1.0 if right else 0.0)
    assert figures["dispute_p"] == (1.0 if right else 0.0)


def test_one_found_dispute_counts_for_one() -> None:
    twice = [dispute(("alpha",), ("gamma",)), dispute(("beta",), ("gamma",))]
    figures = score(DISPUTED, (), REPORTS, twice).figures
    assert (figures["dispute_r"], figures["dispute_p"]) == (1.0, 0.5)


def test_non_events_are_counted_once_each() -> None:
    gold = Gold(claims=(claim("alpha"),), non_events=(("d", PLACES["beta"][0], PLACES["gamma"][1]),))
    reports = [report("alpha"), report("beta"), report("gamma")]
    assert score(gold, (), reports).figures["non_events_coded"] == 1


def test_echoes_are_found_in_either_direction_and_false_ones_counted() -> None:
    documents = [
        Document("a", "", ""),
        Document("b", "", "", echo_of="a"),
        Document("c", "", "", echo_of="a"),
    ]
    gold = Gold(claims=(), duplicates=frozenset({frozenset({"a", "b"})}))
    figures = score(gold, documents, []).figures
    assert (figures["echoes_found"], figures["echoes_false"]) == (1.0, 1)


def test_an_empty_matching_has_figures() -> None:
    assert score(Gold(claims=()), (), ()).matching == Matching((), (), (), ())


@pytest.mark.parametrize(("right", "total", "low", "high"), [(45, 50, 0.786, 0.957), (0, 10, 0.0, 0.278), (0, 0, 0, 1)])
def test_wilson_intervals_are_those_of_the_tables(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=0.001)
