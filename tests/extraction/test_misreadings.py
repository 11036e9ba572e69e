"""Classes of misreading that a careful reader of the example found, each with a sentence of our own."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.extraction.grammar import GrammarExtractor
from rashomon.records import Document, Report
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import load_catalogue

pytestmark = pytest.mark.model


@cache
def extractor() -> GrammarExtractor:
    return GrammarExtractor(names=load_catalogue(), gazetteer=load_gazetteer(), codebook=load_codebook("plover"))


def report(
    text: str, publisher: str = "Lindow Post", kind: str = "newspaper", country: str = "NZL"
) -> tuple[Report, ...]:
    document = Document(
        "d", text, "0" * 64, published="2019-06-22", publisher=publisher, publisher_type=kind, publisher_country=country
    )
    return extractor().report(document, extractor().read(document)).reports


def find(reports: tuple[Report, ...], words: str) -> Report:
    return next(one for one in reports if words in one.trigger.text)


def codes(parties: tuple[object, ...]) -> list[str | None]:
    return [getattr(party, "code", None) for party in parties]


@pytest.mark.parametrize("kind", ["government", "state_media", "military"])
def test_the_ministry_in_the_text_of_a_state_is_its_own(kind: str) -> None:
    found = report("The foreign ministry condemned the raid on Tripoli.", "Gazette", kind, "CHL")
    assert codes(find(found, "condemned").actors) == ["CHLGOV"]


def test_the_ministry_in_a_newspaper_is_not_of_the_country_of_the_paper() -> None:
    found = report("The foreign ministry condemned Peru.")
    assert codes(find(found, "condemned").actors) != ["NZLGOV"]


def test_it_after_the_ministry_in_the_text_of_a_state_is_the_ministry() -> None:
    found = report(
        "The foreign ministry spoke on Monday. It summoned the Peruvian ambassador.", "Gazette", "government", "CHL"
    )
    assert codes(find(found, "summoned").actors) == ["CHLGOV"]


def test_a_national_security_council_is_not_that_of_the_united_nations() -> None:
    found = report("Ghana's National Security Council condemned Togo. The National Security Council condemned Benin.")
    assert codes(found[0].actors) == ["GHAGOV"]
    assert codes(found[1].actors) != ["IGOUNO"]


def test_a_model_of_aircraft_is_counted_as_one() -> None:
    found = report("Rebels shot down a Reaper over Sirte.")
    assert "aircraft" in [quantity.outcome or "" for quantity in found[0].quantities] or found[0].mode == "aerial"


NOTE = """This note lists what is known.

12 May, Deir ez-Zor. A drone strike killed six medics. Two lorries were destroyed on 14 May.

Tikrit, 16 May: Gunmen shelled the base. Nobody was hurt."""


def test_a_heading_dates_and_places_what_stands_below_it() -> None:
    strike, destroyed, shelled = report(NOTE)
    assert strike.period is not None
    assert (strike.period.edtf, strike.period.basis) == ("2019-05-12", "carried")
    assert "heading" in strike.period.rule
    assert [(place.text, place.how) for place in strike.places] == [("Deir ez-Zor", "carried")]
    assert destroyed.period is not None
    assert destroyed.period.edtf == "2019-05-14"
    assert shelled.period is not None
    assert shelled.period.edtf == "2019-05-16"
    assert codes(shelled.actors) != []
    assert [party.text for party in shelled.actors] == ["Gunmen"]


def figures(one: Report) -> list[tuple[str, int | None]]:
    return [(quantity.outcome, quantity.low) for quantity in one.quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At five minutes past four the army shelled the village.", [[]]),
        ("An air strike killed six medics.", [[("killed", 6)]]),
        ("Rebels killed one civilian and injured five.", [[("killed", 1), ("injured", 5)]]),
        ("The army shelled the village on Monday. No one was hurt.", [[("injured", 0)]]),
        ("No one was killed when rebels shelled Goma.", [[("killed", 0)]]),
        ("Chad sent two squadrons to Mali.", [[]]),
        ("Benin condemned a US strike on Togo.", [[], []]),
    ],
)
def test_numbers_belong_to_the_act_and_count_what_they_stand_before(
    text: str, expected: list[list[tuple[str, int]]]
) -> None:
    assert [figures(one) for one in report(text)] == expected


@pytest.mark.parametrize(
    ("text", "words", "event", "modality"),
    [
        ("A crowd withdrew from the Turkish embassy in Tripoli.", "withdrew", "RETREAT", "actual"),
        ("The parliament voted to expel Turkish troops.", "expel", "SANCTION", "planned"),
        ("Chad blamed the rebels for the raid. The rebels deny it.", "deny", "REJECT", "actual"),
        ("Russia launched 22 missiles at Ukrainian bases.", "launched", "ASSAULT", "actual"),
        ("Rockets slammed into the base near Kirkuk.", "slammed", "ASSAULT", "actual"),
    ],
)
def test_what_a_clause_is_called(text: str, words: str, event: str, modality: str) -> None:
    one = find(report(text), words)
    assert (one.event, one.modality) == (event, modality)


@pytest.mark.parametrize(
    "text",
    [
        '"We do not seek war with Turkey," Chad said.',
        "The base houses American soldiers.",
        "These are bases that host American troops.",
        "The officer asked not to be named.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    assert report(text) == ()


def test_who_denies_answers_who_accused_them() -> None:
    found = report("Chad blamed Seleka for the raid on Monday. The group denies it.")
    assert codes(find(found, "denies").recipients) == ["TCD"]


def test_all_of_them_are_those_of_the_clause_before() -> None:
    found = report("A court in Bamako met. Malian boats fired on three Chadian vessels and captured all of them.")
    assert codes(find(found, "captured").recipients)[0][:3] == "TCD"  # type: ignore[index]


def test_who_fired_the_rockets_told_of_before_attacked() -> None:
    found = report("Rockets hit a base near Kirkuk on Monday. Seleka fired the rockets, France said.")
    assert find(found, "fired").event == "ASSAULT"


def test_missiles_fired_at_nothing_are_a_test() -> None:
    assert find(report("North Korea launched two missiles on Monday."), "launched").event == "MOBILIZE"


def test_who_speaks_holds_the_office_when_it_is_printed_and_not_when_it_happened() -> None:
    found = find(report("The British prime minister said that France bombed Sfax in 1943."), "bombed")
    assert found.modality == "historical"
    assert [speaker.name for speaker in found.speakers] == ["Theresa May"]


def test_ministers_of_two_nations_are_two_speakers_of_one_level() -> None:
    for text in (
        "Danish and Greek ministers said that Togo shelled Benin.",
        "The Danish and Greek ministers met in Oslo. They claimed that Togo shelled Benin.",
    ):
        speakers = find(report(text), "shelled").speakers
        assert [(speaker.country, speaker.level) for speaker in speakers] == [("DNK", 0), ("GRC", 0)]


def test_a_minister_of_one_nation_is_one_speaker() -> None:
    [speaker] = find(report("The Danish minister said that Togo and Ghana shelled Benin."), "shelled").speakers
    assert speaker.country == "DNK"


@pytest.mark.parametrize("words", ["Peru and its allies", "Peru and its neighbours"])
def test_who_stands_beside_a_party_is_not_that_party(words: str) -> None:
    found = find(report(f"Rebels attacked Chad. {words} shelled Talbis."), "shelled")
    assert codes(found.actors) == ["PER", None]


def test_people_of_two_countries_are_two_parties() -> None:
    for text in (
        "The presidents of Spain and Portugal condemned Togo.",
        "Envoys from Spain and Portugal condemned Togo.",
    ):
        assert codes(find(report(text), "condemned").actors) == ["ESPGOV", "PRTGOV"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Togo has offered to send observers.", "offered"),
        ("A plan of Togo was accepted, with reservations, by Benin.", "accepted"),
        ("Togo and Benin accused each other.", "accused"),
        ("The council condemned the move.", "condemned"),
    ],
)
def test_what_is_no_party_is_no_recipient(text: str, words: str) -> None:
    assert not [party for party in find(report(text), words).recipients if party.code is None]


def test_who_accuse_each_other_do_so_both_ways() -> None:
    found = find(report("Togo and Benin accused each other of a raid."), "accused")
    assert found.reciprocal
    assert codes(found.actors) == ["TGO", "BEN"]


def test_to_whom_something_is_given_is_a_recipient() -> None:
    assert codes(find(report("France agreed to give Chad a loan."), "agreed").recipients) == ["TCD"]


def test_bombs_are_dropped_on_somebody() -> None:
    found = find(report("Danish planes dropped bombs on three Ghanaian outposts."), "dropped")
    assert codes(found.recipients) == ["GHAMIL"]


def test_thousands_are_people_and_shells_are_nobody() -> None:
    assert codes(find(report("Thousands marched in Guayaquil."), "marched").actors) == ["ECUCVL"]
    assert find(report("Shells fell on the port."), "fell").actors == ()


def test_who_calls_a_claim_false_denies_it_and_not_who_made_it() -> None:
    found = find(report("Benin's claim that Togo had bombed Sarun is untrue, the Togolese envoy said."), "bombed")
    assert (found.polarity, [speaker.country for speaker in found.speakers]) == ("denied", ["TGO"])
    [doubted] = list(report("Despite Benin's claims that Togo bombed Sarun, the port was open."))
    assert doubted.polarity == "doubted"
