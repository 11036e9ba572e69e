"""Names of places in plain text: which are found, and which place each means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.place_names import Mention
from rashomon.resolution.toponym_detection import detect_toponyms
from rashomon.resolution.toponyms import resolve_mentions

GAZETTEER = load_gazetteer()


def found(text: str) -> list[str]:
    return [mention.text for mention in detect_toponyms(text, GAZETTEER)]


def meant(text: str, publisher: str | None = None) -> dict[str, tuple[str | None, str]]:
    """Name -> (country, division or kind) as understood."""
    mentions = detect_toponyms(text, GAZETTEER)
    resolved = resolve_mentions(text, mentions, gazetteer=GAZETTEER, publisher_country=publisher)
    answers = {}
    for toponym in resolved:
        assert toponym.entry is not None
        admin = next(
            (
                place.name
                for container in GAZETTEER.containers(toponym.entry.id)
                if (place := GAZETTEER.entry(container)) and place.kind == "admin1"
            ),
            toponym.entry.kind,
        )
        answers[toponym.text] = (toponym.entry.country, admin)
    return answers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on Goma and Bukavu overnight.", ["Goma", "Bukavu"]),
        ("Patrols in the Strait of Hormuz and the Gulf of Oman were doubled.", ["Strait of Hormuz", "Gulf of Oman"]),
        ("Talks in Addis Ababa, Ethiopia, ended.", ["Addis Ababa", "Ethiopia"]),
        ("Basra's port was closed.", ["Basra"]),
        ("The convoy left al-Tanf for Deir ez-Zor.", ["al-Tanf", "Deir ez-Zor"]),
        ("He addressed delegates at the United Nations.", ["United Nations"]),
        ("A bus burned in Russian-occupied Crimea.", ["Crimea"]),
    ],
)
def test_places_are_found(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The Iranian and Iraqi ministers met.",
        "A judge named Jordan Smith read the verdict.",
        "President Lincoln is quoted often.",
        "The United Nations regretted the incident.",
        "Police said nothing. They left.",
        "The trawler Grace 4 was towed.",
        "Reading the report took hours.",
        "On Monday the union met, and in May it will meet again.",
    ],
    ids=["demonyms", "a surname", "a title", "an organisation", "openings", "a ship", "a word", "days and months"],
)
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A court in Paris, Texas, heard the case.", "Paris", "USA"),
        ("A court in Paris heard the case.", "Paris", "FRA"),
        ("Sheriffs from Athens and Savannah, Georgia, met.", "Georgia", "USA"),
        ("Tbilisi and Batumi in Georgia lost power.", "Georgia", "GEO"),
        ("In Basra, Mosul and Kirkuk, and later in Babylon, shops closed.", "Babylon", "IRQ"),
        ("The Syrian city of Hama was quiet.", "Hama", "SYR"),
        ("Fighting reached Tripoli; Misrata and Benghazi were calm.", "Tripoli", "LBY"),
        ("Clashes in Tripoli, Lebanon, went on.", "Tripoli", "LBN"),
        ("Hyderabad, Karachi and Sukkur were flooded.", "Hyderabad", "PAK"),
        ("Hyderabad, Chennai and Bengaluru were flooded.", "Hyderabad", "IND"),
    ],
)
def test_the_words_beside_and_the_other_places_decide(text: str, name: str, country: str) -> None:
    assert meant(text)[name][0] == country


def test_what_contains_is_the_division_not_its_town() -> None:
    assert meant("The strike began in Rochester, New York, at noon.")["New York"] == ("USA", "admin1")


def test_a_name_keeps_one_sense_throughout_a_document() -> None:
    text = "Officers in Athens, Georgia, made arrests. Athens has 120,000 people. Athens was calm."
    mentions = [mention for mention in detect_toponyms(text, GAZETTEER) if mention.text == "Athens"]
    assert len(mentions) == 3
    everything = detect_toponyms(text, GAZETTEER)
    resolved = resolve_mentions(text, everything, gazetteer=GAZETTEER)
    assert {toponym.entry.country for toponym in resolved if toponym.text == "Athens" and toponym.entry} == {"USA"}


def test_the_publisher_is_weak_evidence() -> None:
    assert meant("A fire broke out in Valencia.", publisher="ESP")["Valencia"][0] == "ESP"
    assert meant("A fire broke out in Valencia.", publisher="VEN")["Valencia"][0] == "VEN"
    assert meant("A fire broke out in Valencia, Venezuela.", publisher="ESP")["Valencia"][0] == "VEN"
    assert meant("A fire broke out in Warsaw.", publisher="USA")["Warsaw"][0] == "POL"


def test_an_unknown_name_stays_unresolved() -> None:
    (toponym,) = resolve_mentions("Zzyqqxburg", [Mention(0, 10, "Zzyqqxburg")], gazetteer=GAZETTEER)
    assert toponym.entry is None
    assert toponym.rule == "unresolved"


NAMES = ("Tripoli", "Paris", "Basra", "Georgia", "Hyderabad", "Gori", "Springfield", "Valencia", "Athens", "Lebanon")


@given(st.permutations(NAMES), st.integers(2, len(NAMES)))
def test_the_order_of_the_places_of_a_document_changes_nothing(names: list[str], many: int) -> None:
    chosen = sorted(names[:many])

    def senses(order: list[str]) -> dict[str, str | None]:
        text = " | ".join(order)
        starts = [sum(len(name) + 3 for name in order[:at]) for at in range(len(order))]
        mentions = [Mention(start, start + len(name), name) for start, name in zip(starts, order, strict=True)]
        resolved = resolve_mentions(text, mentions, gazetteer=GAZETTEER)
        return {toponym.text: toponym.entry.id if toponym.entry else None for toponym in resolved}

    assert senses(names[:many]) == senses(chosen) == senses(chosen[::-1])


@given(st.text(alphabet=st.sampled_from("Basra Gom,'.-’\n al-Tunis\"(US)é"), max_size=60))
def test_every_span_re_slices(text: str) -> None:
    for mention in detect_toponyms(text, GAZETTEER):
        assert text[mention.start : mention.end] == mention.text
