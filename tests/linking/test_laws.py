"""The laws of linking, for any pile that hypothesis can think of."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.made_reports import document, figure, report

from rashomon.linking.incidents import link
from rashomon.records import Decision, Document, Linked, Report

SENTENCES = (
    ("{0} forces bombed a depot of {1} near the river.", "bombed", "ASSAULT"),
    ("{0} forces shelled a depot of {1} near the river.", "shelled", "ASSAULT"),
    ("{0} forces seized a ship of {1} in the strait.", "seized", "COERCE"),
    ("{0} accused {1} of piracy in the strait.", "accused", "ACCUSE"),
    ("{0} called on {1} to release the ship.", "called on", "REQUEST"),
    ("{0} denied any role in the bombing.", "denied", "REJECT"),
)
NAMES = {"USA": "American", "IRN": "Iranian"}
SWAP = {"USA": "IRN", "IRN": "USA"}
DAYS = (None, "2019-06-13", "2019-06-14", "2019-06-20")


@st.composite
def piles(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Reports as the choices they are made of, so that a pile can be told again with two countries exchanged."""
    size = draw(st.integers(1, 9))
    return [
        {
            "sentence": draw(st.sampled_from(SENTENCES)),
            "actor": draw(st.sampled_from(("USA", "IRN"))),
            "day": draw(st.sampled_from(DAYS)),
            "polarity": draw(st.sampled_from(("affirmed", "affirmed", "denied"))),
            "modality": draw(st.sampled_from(("actual", "actual", "planned", "called_off"))),
            "killed": draw(st.sampled_from((None, None, 3, 25))),
            "document": draw(st.integers(0, 3)),
            "at": number * 150,
        }
        for number in range(size)
    ]


def tell(pile: Sequence[dict[str, Any]], *, swapped: bool = False) -> tuple[list[Report], list[Document]]:
    def of(country: str) -> str:
        return SWAP[country] if swapped else country

    reports = []
    for number, row in enumerate(pile):
        text, trigger, event = row["sentence"]
        actor, recipient = of(row["actor"]), of(SWAP[row["actor"]])
        killed = row["killed"]
        reports.append(
            report(
                f"r{number}",
                f"d{row['document']}",
                text.format(NAMES[actor], NAMES[recipient]),
                trigger,
                event=event,
                actor=f"{actor}MIL",
                recipient=f"{recipient}MIL",
                day=row["day"],
                polarity=row["polarity"],
                modality=row["modality"],
                figures=(figure("killed", killed, killed),) if killed else (),
                at=row["at"],
            )
        )
    documents = [
        document(
            f"d{n}", f"publisher {n}", f"2019-06-{21 + n}", publisher_country=of(country), publisher_type="government"
        )
        for n, country in enumerate(("USA", "IRN", "USA", "IRN"))
    ]
    return reports, documents


def shape(linked: Linked) -> Any:
    """What linking says, without the order in which the reports were given."""
    return (
        sorted((r.id, r.incident, r.echo_of) for r in linked.reports),
        sorted(linked.incidents, key=lambda incident: incident.id),
        sorted(linked.comparisons, key=lambda comparison: comparison.id),
    )


@settings(max_examples=60, deadline=None)
@given(piles(), st.randoms(use_true_random=False))
def test_order_of_reports_and_documents_changes_nothing(pile: list[dict[str, Any]], random: Any) -> None:
    reports, documents = tell(pile)
    before = shape(link(reports, documents))
    random.shuffle(reports)
    random.shuffle(documents)
    assert shape(link(reports, documents)) == before


@settings(max_examples=60, deadline=None)
@given(piles(), st.data())
def test_not_same_is_never_overruled(pile: list[dict[str, Any]], data: st.DataObject) -> None:
    reports, documents = tell(pile)
    ids = [r.id for r in reports]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    if len(ids) < 2:
        return
    words = data.draw(st.lists(st.tuples(st.sampled_from(("same", "not-same")), pairs), max_size=8))
    decisions = [
        Decision(f"d{n}", "", "ana", f"2026-01-{n + 1:02d}T00:00:00Z", what, targets)  # type: ignore[arg-type]
        for n, (what, targets) in enumerate(words)
    ]
    incident_of = {r.id: r.incident for r in link(reports, documents, decisions=decisions).reports}
    for what, (one, other) in words:
        if what == "not-same":
            assert incident_of[one] != incident_of[other]


@settings(max_examples=80, deadline=None)
@given(piles(), st.data())
def test_the_last_word_of_one_person_holds(pile: list[dict[str, Any]], data: st.DataObject) -> None:
    """Of "same" and "split" by one person, the last that names two reports says whether they are together."""
    reports, documents = tell(pile)
    ids = [r.id for r in reports]
    if len(ids) < 2:
        return
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    words = data.draw(st.lists(st.tuples(st.sampled_from(("same", "split")), pairs), min_size=1, max_size=8))
    decisions = [
        Decision(f"d{n}", "", "ana", f"2026-01-{n + 1:02d}T00:00:00Z", what, targets)  # type: ignore[arg-type]
        for n, (what, targets) in enumerate(words)
    ]
    incident_of = {r.id: r.incident for r in link(reports, documents, decisions=decisions).reports}
    what, (one, other) = words[-1]
    assert (incident_of[one] == incident_of[other]) == (what == "same")


@settings(max_examples=80, deadline=None)
@given(piles(), st.data())
def test_nobody_joins_what_another_split_off(pile: list[dict[str, Any]], data: st.DataObject) -> None:
    reports, documents = tell(pile)
    ids = [r.id for r in reports]
    if len(ids) < 2:
        return
    together = Decision("d0", "", "ana", "2026-01-01T00:00:00Z", "same", tuple(ids))
    leaving = data.draw(st.lists(st.sampled_from(ids[1:]), min_size=1, unique=True))
    parting = Decision("d1", "", "ana", "2026-01-02T00:00:00Z", "split", (ids[0], *leaving))
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    joining = [
        Decision(f"d{n}", "", "ben", f"2026-01-{n:02d}T00:00:00Z", "same", pair)
        for n, pair in enumerate(data.draw(st.lists(pairs, max_size=6)), start=3)
    ]
    incident_of = {r.id: r.incident for r in link(reports, documents, decisions=[together, parting, *joining]).reports}
    for one in leaving:
        assert all(incident_of[one] != incident_of[other] for other in ids if other not in leaving)


@settings(max_examples=60, deadline=None)
@given(piles())
def test_swapping_two_countries_mirrors_the_incidents_and_disputes(pile: list[dict[str, Any]]) -> None:
    there, back = link(*tell(pile)), link(*tell(pile, swapped=True))
    assert [(r.id, r.incident) for r in there.reports] == [(r.id, r.incident) for r in back.reports]

    def disputes(linked: Linked) -> list[Any]:
        return sorted(
            (c.incident, c.facet, c.relation, sorted(p.reports for p in c.positions)) for c in linked.comparisons
        )

    assert disputes(there) == disputes(back)


@settings(max_examples=60, deadline=None)
@given(piles(), st.integers(0, 3))
def test_removing_a_document_leaves_no_trace_of_it(pile: list[dict[str, Any]], gone: int) -> None:
    reports, documents = tell(pile)
    kept = [r for r in reports if r.document != f"d{gone}"]
    linked = link(kept, [d for d in documents if d.id != f"d{gone}"])
    alive = {r.id for r in kept}
    assert {r.id for r in linked.reports} == alive
    named = {id for incident in linked.incidents for id in incident.reports}
    named |= {id for c in linked.comparisons for position in c.positions for id in position.reports}
    named |= {value.reports[0] for incident in linked.incidents for value in incident.actors}
    assert named <= alive
    holders = {holder for c in linked.comparisons for position in c.positions for holder in position.holders}
    assert f"publisher {gone}" not in holders


@settings(max_examples=60, deadline=None)
@given(piles())
def test_every_report_is_in_exactly_one_incident_whose_id_is_its_smallest(pile: list[dict[str, Any]]) -> None:
    linked = link(*tell(pile))
    members = [id for incident in linked.incidents for id in incident.reports]
    assert sorted(members) == sorted(r.id for r in linked.reports)
    for incident in linked.incidents:
        assert incident.id == min(incident.reports)
        assert all(r.incident == incident.id for r in linked.reports if r.id in incident.reports)


@settings(max_examples=40, deadline=None)
@given(piles())
def test_a_dispute_has_two_positions_with_holders_and_quotes(pile: list[dict[str, Any]]) -> None:
    linked = link(*tell(pile))
    for dispute in linked.comparisons:
        if dispute.is_dispute:
            assert len(dispute.positions) > 1
            assert all(p.holders and p.reports and p.quotes for p in dispute.positions)


def test_linking_again_gives_the_same() -> None:
    pile = [
        {
            "sentence": SENTENCES[0],
            "actor": "USA",
            "day": "2019-06-13",
            "polarity": "affirmed",
            "modality": "actual",
            "killed": 3,
            "document": n,
            "at": 0,
        }
        for n in range(4)
    ]
    reports, documents = tell(pile)
    once = link(reports, documents)
    assert link(once.reports, documents) == once
    assert dataclasses.replace(once) == once
