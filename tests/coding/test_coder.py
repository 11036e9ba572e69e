"""The coder's rules on clauses built by hand: what governs, what joins, what is no report."""

from __future__ import annotations

import pytest
from tests.coding.clauses import clause, phrase, reading

from rashomon.coding.codebook import load_codebook
from rashomon.coding.coder import code, phrases_in
from rashomon.records import Clause, Coding, Span, Speaker

PLOVER = load_codebook("plover")
PERU, CHILE = phrase("Peru", 0), phrase("Chile", 20)
TOWN = phrase("the town", 30, kinds=("place", "facility"))


def coded(*clauses: Clause) -> dict[str, Coding]:
    """Coding by clause id."""
    return {coding.clause: coding for coding in code(reading(*clauses), PLOVER)[0]}


def said_by(text: str) -> tuple[Speaker, ...]:
    cue = Span(90, 94, "said")
    return (Speaker(0, phrase(text, 80, kinds=("party", "person")), cue, "named", "says", "direct"),)


def test_a_threat_takes_what_it_threatens_as_its_content() -> None:
    codings = coded(
        clause("c1", "threaten", subject=PERU),
        clause("c2", "bomb", 70, subject=PERU, object=CHILE, governor=("c1", "complement"), modality="threatened"),
    )
    assert codings["c1"].event == "THREATEN"
    assert codings["c1"].mode == "violence"
    assert codings["c1"].recipients == ("c2:object",)
    assert (codings["c2"].event, codings["c2"].content_of, codings["c2"].modality) == ("ASSAULT", "c1", "threatened")


@pytest.mark.parametrize(("verb", "event"), [("refuse", "REJECT"), ("demand", "REQUEST"), ("promise", "AGREE")])
def test_a_governing_verb_is_the_event_and_what_it_governs_is_none(verb: str, event: str) -> None:
    codings = coded(
        clause("c1", verb, subject=PERU, of=CHILE),
        clause(
            "c2",
            "release",
            70,
            subject=PERU,
            object=phrase("the prisoners", 40),
            governor=("c1", "complement"),
            tense="none",
        ),
    )
    assert {name: coding.event for name, coding in codings.items()} == {"c1": event}


def test_what_will_not_be_is_a_refusal() -> None:
    ban = phrase("the ban", 30, kinds=("measure",))
    (coding,) = coded(clause("c1", "lift", subject=PERU, object=ban, modality="planned", polarity="denied")).values()
    assert (coding.event, coding.polarity, coding.modality) == ("REJECT", "affirmed", "actual")


def test_cooperation_that_lies_ahead_is_agreement() -> None:
    (coding,) = coded(
        clause(
            "c1",
            "visit",
            subject=phrase("The president", 0, kinds=("person", "party")),
            object=CHILE,
            modality="planned",
        )
    ).values()
    assert coding.event == "AGREE"
    assert coding.trigger_id == "AGREE<CONSULT.visit"


def test_a_retreat_that_lies_ahead_stays_a_retreat() -> None:
    troops = phrase("the troops", 0, kinds=("troops", "party"))
    (coding,) = coded(clause("c1", "withdraw", subject=troops, from_=CHILE, modality="planned")).values()
    assert coding.event == "RETREAT"


def test_an_outcome_joins_the_act_that_it_is_bound_to() -> None:
    dead = phrase("25 fighters", 60, kinds=("armed", "party"))
    codings = coded(
        clause("c1", "shell", subject=PERU, object=TOWN),
        clause("c2", "kill", 70, subject=PERU, object=dead, governor=("c1", "participle")),
    )
    assert list(codings) == ["c1"]
    assert codings["c1"].merged == ("c2",)


def test_a_killing_on_its_own_is_an_assault() -> None:
    (coding,) = coded(
        clause("c1", "kill", subject=PERU, object=phrase("12 villagers", 30, kinds=("civilian", "party")))
    ).values()
    assert (coding.event, coding.outcome) == ("ASSAULT", "killed")


def test_a_happening_verb_lends_its_time_to_the_noun() -> None:
    strike = clause("c1", "airstrike", 10, pos="noun", on=TOWN, subject=PERU, governor=("c2", "nominal"))
    event = phrase("the airstrike", 6, kinds=("event",))
    codings = coded(strike, clause("c2", "take place", 40, subject=event, on=phrase("Sunday", 60, kinds=("time",))))
    assert codings["c1"].merged == ("c2",)


def test_a_noun_without_parties_only_mentions_an_event() -> None:
    assert coded(clause("c1", "war", pos="noun", tense="none")) == {}


def test_what_a_speaker_demands_is_a_request_by_the_speaker() -> None:
    let_go = clause(
        "c1", "leave", subject=PERU, object=TOWN, modality="demanded", speakers=said_by("The admiral"), tense="none"
    )
    (coding,) = coded(let_go).values()
    assert (coding.event, coding.actors, coding.recipients) == ("REQUEST", ("speaker",), ("subject",))


def test_an_exhortation_to_oneself_is_passed_over() -> None:
    we = phrase("We", 0, kinds=("pronoun",))
    talk = clause("c1", "negotiate", subject=we, with_=CHILE, modality="demanded", speakers=said_by("The bishop"))
    codings, passed = code(reading(talk), PLOVER)
    assert codings == ()
    assert [over.reason for over in passed] == ["an exhortation to oneself or to everyone"]


def test_a_denial_gives_way_to_what_it_denies() -> None:
    codings = coded(
        clause("c1", "deny", subject=PERU),
        clause("c2", "bomb", 70, subject=PERU, object=CHILE, governor=("c1", "complement"), polarity="denied"),
    )
    assert {name: coding.event for name, coding in codings.items()} == {"c2": "ASSAULT"}


def test_a_denial_of_nothing_codable_is_a_rejection() -> None:
    (coding,) = coded(clause("c1", "deny", subject=PERU, object=phrase("any role", 30, kinds=("statement",)))).values()
    assert coding.event == "REJECT"


def test_an_accusation_keeps_its_content_and_accuses_who_did_it() -> None:
    codings = coded(
        clause("c1", "condemn", subject=PERU, object=phrase("the shelling", 30, kinds=("event",))),
        clause("c2", "shelling", 34, pos="noun", subject=CHILE, object=TOWN, governor=("c1", "nominal"), tense="none"),
    )
    assert codings["c1"].recipients == ("c2:subject",)
    assert codings["c2"].content_of == "c1"


def test_a_clause_that_can_be_no_report_is_passed_over_with_the_reason() -> None:
    codings, passed = code(reading(clause("c1", "bomb", subject=PERU, object=CHILE, skip="slogan")), PLOVER)
    assert codings == ()
    assert [(over.text, over.reason) for over in passed] == [("bomb", "slogan")]


def test_an_uncoded_predicate_leaves_no_trace() -> None:
    assert code(reading(clause("c1", "resemble", subject=PERU, object=CHILE)), PLOVER) == ((), ())


def test_those_who_meet_are_reciprocal() -> None:
    (coding,) = coded(clause("c1", "meet", subject=PERU, with_=CHILE)).values()
    assert (coding.event, coding.reciprocal, coding.recipients) == ("CONSULT", True, ("with",))


def test_role_names_lead_to_phrases_of_other_clauses_and_speakers() -> None:
    one = clause("c1", "threaten", subject=PERU, speakers=said_by("The admiral"))
    two = clause("c2", "bomb", 70, object=(CHILE, TOWN))
    clauses = {"c1": one, "c2": two}
    assert phrases_in(("subject", "c2:object"), one, clauses) == (PERU, CHILE, TOWN)
    assert [found.text for found in phrases_in(("speaker",), one, clauses)] == ["The admiral"]


def test_contexts_come_from_the_paragraph() -> None:
    text = "Ahead of the election, rebels shelled the town."
    codings, _ = code(reading(clause("c1", "shell", subject=PERU, object=TOWN), text=text), PLOVER)
    assert {"election", "military"} <= set(codings[0].contexts)


def test_every_number_of_a_coding_stands_in_the_codebook() -> None:
    (coding,) = coded(clause("c1", "shell", subject=PERU, object=TOWN)).values()
    assert (coding.mode, coding.cameo, coding.goldstein, coding.intensity) == ("heavy-weapons", "194", -10.0, -10.0)
    assert coding.reasons[0] == "ASSAULT: 'shell' (ASSAULT.shell)"


def test_a_name_given_to_a_thing_is_no_act_of_the_one_who_gives_it() -> None:
    raids = phrase("the air raids", 20, kinds=("event",))
    named = clause("c1", "attack", pos="noun", light="call", subject=PERU, object=raids, on=TOWN)
    called = clause("c2", "strike", pos="noun", light="call", subject=phrase("The union", 0))
    assert "c1" not in coded(named)
    assert coded(called)["c2"].event == "PROTEST"


def test_a_broad_trigger_gives_way_to_one_with_words_as_long() -> None:
    """The wide net of words for pounding is told last, although it asks for a doer and a target."""
    broad = [t for t in PLOVER.events["ASSAULT"].triggers if t.broad and "shell" in t.verbs]
    assert broad and len(broad[0].when) > 1
    (coding,) = coded(clause("c1", "shell", subject=PERU, object=TOWN)).values()
    assert coding.trigger_id == "ASSAULT.shell"


def test_none_asks_that_nobody_is_said_to_have_done_it() -> None:
    battery = phrase("the battery", 20, kinds=("weapon",))
    assert [c.event for c in coded(clause("c1", "silence", object=battery, passive=True)).values()] == ["ASSAULT"]
    bank = phrase("the bank", kinds=("organisation",))
    assert not coded(clause("c1", "silence", subject=bank, object=battery))


def test_a_noun_tells_of_its_event_where_a_verb_says_that_it_happened_at_a_place() -> None:
    river = phrase("the river", 30, kinds=("place",))
    fighting = clause("c1", "fighting", 10, pos="noun", governor=("c2", "nominal"))
    rage = clause("c2", "rage", 20, subject=phrase("fighting", 10, kinds=("event",)), around=river)
    assert coded(fighting, rage)["c1"].event == "ASSAULT"
