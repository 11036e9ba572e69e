"""What the sets' programs count, on hand-built reports: triples of codes, the chosen report, matched attributions."""

from __future__ import annotations

import pytest
from benchmarks.event_plover_gsr import gold_triples, main_report, triples

from benchmarks import attribution_polnear, event_case2021_t2, event_plover_gsr, event_plv, factuality
from rashomon.records import Clause, Party, Report, Span


def party(code: str, start: int = 0, end: int = 5) -> Party:
    return Party(start, end, "words", country=code[:3], sectors=(code[3:],) if code[3:] else (), code=code or None)


def report(event: str | None = "ASSAULT", actors: str = "", recipients: str = "", **known: object) -> Report:
    trigger = known.pop("trigger", Span(0, 4, "word"))
    return Report(
        str(known.pop("id", "r")),
        "d",
        "event",
        Span(0, 20, "s"),
        trigger,  # type: ignore[arg-type]
        event=event,
        actors=tuple(party(code) for code in actors.split()),
        recipients=tuple(party(code) for code in recipients.split()),
        **known,  # type: ignore[arg-type]
    )


def record(event: str, source: str, target: str) -> dict[str, object]:
    return {
        "event": event,
        "source": [{"code": code} for code in source.split()],
        "target": [{"code": code} for code in target.split()],
    }


@pytest.mark.parametrize(
    ("gold", "wanted"),
    [
        (record("DEMAND", "NOR", "SWE"), {("NOR", "REQUEST", "SWE")}),
        (record("FIGHT", "NOR SWE", "DNK"), {("NOR", "ASSAULT", "DNK"), ("SWE", "ASSAULT", "DNK")}),
        (record("AGREE", "NOR SWE", ""), {("NOR", "AGREE", "SWE"), ("SWE", "AGREE", "NOR")}),
        (record("AGREE", "NOR", ""), {("NOR", "AGREE", None)}),
        (record("INVESTIGATE", "", "NOR"), {(None, "ACCUSE", "NOR")}),
        (record("PROTEST", "NOR NOR", ""), {("NOR", "PROTEST", "NOR")}),
    ],
)
def test_gold_triples(gold: dict[str, object], wanted: set[object]) -> None:
    assert gold_triples(gold) == wanted


def test_a_code_counts_by_its_first_three_letters_and_an_unresolved_party_is_left_out() -> None:
    assert triples(report(actors="NORMIL", recipients="SWEGOV SWECVL")) == {("NOR", "ASSAULT", "SWE")}
    assert triples(Report("r", "d", "event", Span(0, 1, "s"), Span(0, 1, "t"), "AGREE", actors=(party(""),))) == {
        (None, "AGREE", None)
    }


def test_a_reciprocal_report_stands_in_both_directions() -> None:
    found = triples(report("CONSULT", "NOR", "SWE", reciprocal=True))
    assert found == {("NOR", "CONSULT", "SWE"), ("SWE", "CONSULT", "NOR")}
    assert triples(report("CONSULT", "NOR SWE", "NOR SWE", reciprocal=True)) == found
    assert triples(report("CONSULT", "NORGOV", "NORLAB", reciprocal=True)) == {("NOR", "CONSULT", "NOR")}


def test_the_main_report_is_of_the_main_clause_and_no_content_of_another() -> None:
    reports = (
        report(id="content", content_of="main", main=True),
        report(id="first"),
        report(id="main", main=True, trigger=Span(9, 12, "did")),
        report(None, id="circumstance", main=True),
    )
    assert [r.id for r in main_report(reports)] == ["main"]
    assert [r.id for r in main_report(reports[:2])] == ["first"]
    assert main_report(()) == ()


def test_the_marked_pair_chooses_the_report() -> None:
    gold = {"source_spans": [[10, 15]], "target_spans": [[30, 35]]}

    def told(id: str, actor: int, recipient: int, **known: object) -> Report:
        return Report(
            id,
            "d",
            "event",
            Span(0, 40, "s"),
            Span(0, 4, "word"),
            "ASSAULT",
            actors=(party("NOR", actor, actor + 3),),
            recipients=(party("SWE", recipient, recipient + 3),),
            **known,  # type: ignore[arg-type]
        )

    both, one, swapped, none = told("both", 10, 30), told("one", 10, 0), told("swapped", 30, 10), told("none", 0, 0)
    for better, worse in ((both, one), (one, swapped), (swapped, none)):
        chosen = event_plv.choose(gold, [worse, better])
        assert chosen is not None and chosen.id == better.id
    assert event_plv.choose(gold, []) is None


def test_an_attribution_matches_by_the_speakers_head_and_by_cue_or_content() -> None:
    gold = [{"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 40]]}]
    assert attribution_polnear.match(gold, {(4, 13, 17): [50]}) == [(0, 0)]
    assert attribution_polnear.match(gold, {(4, 60, 65): [20]}) == [(0, 0)]
    assert attribution_polnear.match(gold, {(4, 60, 65): [50]}) == []
    assert attribution_polnear.match(gold, {(14, 13, 17): [20]}) == []


@pytest.mark.parametrize(
    ("modality", "polarity", "value"),
    [
        ("actual", "affirmed", 3.0),
        ("historical", "affirmed", 3.0),
        ("actual", "denied", -3.0),
        ("called_off", "affirmed", -3.0),
        ("actual", "doubted", 0.0),
        ("planned", "affirmed", 0.0),
        ("possible", "denied", 0.0),
    ],
)
def test_factuality_of_a_clause(modality: str, polarity: str, value: float) -> None:
    clause = Clause("c", Span(0, 5, "s"), 0, Span(0, 1, "t"), "do", "verb", 0, modality=modality, polarity=polarity)  # type: ignore[arg-type]
    assert factuality.factuality(clause) == value


def test_tokens_joined_by_blanks_are_found_again() -> None:
    starts = factuality.token_starts("Nobody fired .")
    assert starts == [0, 7, 13, 15]


@pytest.mark.parametrize(
    ("reports", "kind"),
    [
        ([report(mode="aerial")], "AIR_STRIKE"),
        ([report("PROTEST", mode="demo"), report(actors="NORCOP", recipients="NOROPP")], "PROTEST_WITH_INTER"),
        ([report("AGREE"), report(mode="suicide-attack")], "SUIC_BOMB"),
        ([], "OTHER"),
    ],
)
def test_sub_event_types(reports: list[Report], kind: str) -> None:
    assert event_case2021_t2.sub_event_type(reports) == kind


def test_the_sixteen_classes_have_a_quad() -> None:
    assert len(event_plv.QUADS) == 15
    assert set(event_plover_gsr.CLASSES.values()) <= set(event_plv.QUADS)
