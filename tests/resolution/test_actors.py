"""Parties are resolved from the words of a phrase and the date; what they do not say stays unknown."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Party, Phrase, Span, Speaker
from rashomon.resolution.actors import Setting, resolve_party, resolve_speaker
from rashomon.resolution.names import load_catalogue

CATALOGUE = load_catalogue()
DAY = dt.date(2019, 7, 1)


def phrase(text: str, *, head: str | None = None, alias: str | None = None, antecedent: str | None = None) -> Phrase:
    start = text.rindex(head) if head else len(text)
    return Phrase(
        start=0,
        end=len(text),
        text=text,
        head_start=start,
        head_end=start + len(head or ""),
        lemma=(head or "").lower(),
        alias=Span(0, len(alias), alias) if alias else None,
        antecedent=Span(0, len(antecedent), antecedent) if antecedent else None,
    )


def party(text: str, *, when: dt.date | None = DAY, setting: Setting | None = None, **words: str) -> Party:
    return resolve_party(phrase(text, **words), catalogue=CATALOGUE, when=when, setting=setting)


CODES = [
    # names
    ("Russia", "RUS"),
    ("the US", "USA"),
    ("the Kremlin", "RUSGOV"),
    ("Tehran", "IRNGOV"),
    ("Iranians", "IRN"),
    ("the European Union", "IGOEEC"),
    ("the U.N. Security Council", "IGOUNO"),
    ("NATO", "IGONATO"),
    ("Amnesty International", "NGOSOC"),
    ("the FSB", "RUSSPY"),
    ("Boko Haram", "NGAREB"),
    ("the Revolutionary Guards", "IRNMIL"),
    # a country and a noun
    ("Ukrainian sailors", "UKRMIL"),
    ("three Ukrainian navy vessels", "UKRMIL"),
    ("Iranian officials", "IRNGOV"),
    ("Russian patrol boats", "RUSMIL"),
    ("the British tanker", "GBRBUS"),
    ("French farmers", "FRAAGR"),
    ("a Kenyan court", "KENJUD"),
    ("Turkish police officers", "TURCOP"),
    ("Colombian lawmakers", "COLLEG"),
    ("Syrian refugees", "SYRREF"),
    ("750 more American troops", "USAMIL"),
    # possessors and complements
    ("the commander of Iran's navy", "IRNMIL"),
    ("the Russian foreign ministry's spokeswoman", "RUSGOV"),
    ("Moscow's envoy", "RUSGOV"),
    ("Hezbollah's leader", "LBNREB"),
    ("a spokesman for the Taliban", "AFGREB"),
    ("ships of the Russian coast guard", "RUSSPY"),
    ("a group of Ukrainian soldiers", "UKRMIL"),
    ("hundreds of Sudanese protesters", "SDNCVL"),
    ("the parliament of Georgia", "GEOLEG"),
    ("police in Nairobi", "KENCOP"),
    ("Shanghai police", "CHNCOP"),
    ("targets in Syria", "SYR"),
    ("bases controlled by the Popular Mobilisation Forces", "IRQREB"),
    ("the US ambassador to Iraq", "USAGOV"),
    ("the British embassy in Tehran", "GBRGOV"),
    ("a court in Russian-annexed Crimea", "RUSJUD"),
    ("Boko Haram gunmen", "NGAREB"),
    ("the Danish Red Cross", "DNKHLH"),
    ("a Bosnian Croat politician", "BIHPTY"),
    ("Kosovo Serbs", "XKXCVL"),
    ("Florida's attorney general", "USAGOV"),
    ("an aide to President Putin", "RUSGOV"),
    ("Saudi Aramco facilities", "SAUBUS"),
    ("the Arab League Secretary-General", "IGOARL"),
    ("Lahore High Court", "PAKJUD"),
    ("residents of Aleppo", "SYRCVL"),
    ("Kenyan soldiers serving in Somalia", "KENMIL"),
    ("the gates of the Russian consulate", "RUSGOV"),
    ("the Israeli services", "ISRSPY"),
    ("a British group", "GBR"),
    ("Ukraine's allies in NATO", "IGONATO"),
    ("European Union lawmakers", "IGOEEC"),
    # compounds
    ("an Iran-backed Iraqi militia", "IRQREB"),
    ("a Norwegian-owned tanker", "NORBUS"),
    ("the Saudi-led coalition", "SAUMIL"),
    ("pro-Iranian militiamen in Iraq", "IRQPRM"),
    # titles
    ("German Chancellor Angela Merkel", "DEUGOV"),
    ("former Ukrainian president Viktor Yanukovych", "UKRELI"),
    ("HMS Nonesuch", "GBRMIL"),
    ("the merchant ships", "MNC"),
]


@pytest.mark.parametrize(("text", "code"), CODES, ids=[text for text, _ in CODES])
def test_a_phrase_has_its_code(text: str, code: str) -> None:
    found = party(text)
    assert found.code == code
    assert found.rule != "unresolved"


NOBODY = [
    "US airstrikes",
    "the attack",
    "Zorblax",
    "Adam Zorblax",
    "puppies",
    "it",
    "the sanctions",
    "last Tuesday",
    "the Persian Gulf",
    "the group",
    "the enemies of Peru",
    "Danish allies",
]


@pytest.mark.parametrize("text", NOBODY)
def test_what_names_no_party_stays_unresolved(text: str) -> None:
    found = party(text)
    assert (found.code, found.country, found.entity, found.rule) == (None, None, None, "unresolved")
    assert found.text == text


BARE = [
    ("the police", ("COP",)),
    ("the border ship Don", ("MIL",)),
    ("masked men", ("UAF",)),
    ("an opposition lawmaker", ("LEG",)),
    ("smugglers", ("CRM",)),
    ("a national intelligence agency", ("SPY",)),
]


@pytest.mark.parametrize(("text", "sectors"), BARE)
def test_a_bare_noun_has_a_sector_and_no_country(text: str, sectors: tuple[str, ...]) -> None:
    found = party(text)
    assert (found.sectors, found.country, found.code) == (sectors, None, None)


def test_a_bare_noun_takes_the_country_of_its_setting_and_says_so() -> None:
    found = party("the police", setting=Setting("GRC", "the place 'Athens'"))
    assert found.code == "GRCCOP"
    assert "the place 'Athens'" in found.rule


@pytest.mark.parametrize(
    "text", ["the embassy", "the tankers", "peacekeepers", "refugees", "their soldiers", "the warship"]
)
def test_what_may_be_from_elsewhere_takes_no_setting(text: str) -> None:
    assert party(text, setting=Setting("GRC", "the place 'Athens'")).country is None


OFFICES = [
    ("the Russian foreign minister", dt.date(2018, 11, 25), "sergei-lavrov"),
    ("the British prime minister", dt.date(2018, 11, 25), "theresa-may"),
    ("the British prime minister", dt.date(2020, 11, 25), "boris-johnson"),
    ("the U.S. Secretary of State", dt.date(2020, 1, 2), "mike-pompeo"),
    ("Iran's president", dt.date(2015, 7, 14), "hassan-rouhani"),
    ("the president of Ukraine", dt.date(2014, 8, 1), "petro-poroshenko"),
    ("the Iranian foreign minister", None, None),
    ("the British prime minister Ada Quist", dt.date(2018, 11, 25), None),  # the text names another
    ("US secretary of state Ada Quist", dt.date(2020, 1, 2), None),
]


@pytest.mark.parametrize(("text", "when", "entity"), OFFICES)
def test_an_office_is_held_by_whom_on_the_day(text: str, when: dt.date | None, entity: str | None) -> None:
    assert party(text, when=when).entity == entity


STANDING = [
    ("the Taliban", dt.date(2019, 1, 1), "AFGREB"),
    ("the Taliban", dt.date(2022, 1, 1), "AFGGOV"),
    ("Angela Merkel", dt.date(2017, 4, 1), "DEUGOV"),
    ("Angela Merkel", dt.date(2023, 4, 1), "DEUELI"),
    ("Vladimir Putin", dt.date(1999, 3, 1), "RUSSPY"),
    ("Volodymyr Zelensky", dt.date(2015, 3, 1), "UKR"),
]


@pytest.mark.parametrize(("text", "when", "code"), STANDING)
def test_standing_hangs_on_the_date(text: str, when: dt.date, code: str) -> None:
    assert party(text, when=when).code == code


def test_courts_of_a_held_place_are_its_holders() -> None:
    assert party("courts in Simferopol", when=dt.date(2013, 1, 1)).code == "UKRJUD"
    assert party("courts in Simferopol", when=dt.date(2019, 1, 1)).code == "RUSJUD"
    assert party("residents of Simferopol", when=dt.date(2019, 1, 1)).country != "RUS"
    setting = Setting("UKR", "the place 'Crimea'", "Crimea")
    assert party("a court", when=dt.date(2019, 1, 1), setting=setting).code == "RUSJUD"


def test_people_spoken_of_before_take_no_setting() -> None:
    setting = Setting("GRC", "the place 'Athens'")
    assert party("three of the men", setting=setting).country is None
    assert party("three men", setting=setting).country == "GRC"


def test_a_backer_is_kept_in_the_rule() -> None:
    assert "backed by Iran" in party("an Iran-backed Iraqi militia").rule
    assert "backed by Iran" in party("a militia backed by Iran").rule


def test_an_antecedent_stands_for_a_pronoun() -> None:
    found = party("they", antecedent="Iranian officials")
    assert (found.code, found.how) == ("IRNGOV", "coreference")
    assert found.antecedent == Span(0, 17, "Iranian officials")


def test_an_antecedent_owns_what_its_pronoun_owns() -> None:
    assert party("its sailors", antecedent="Ukraine").code == "UKRMIL"


def test_an_apposition_names_the_holder() -> None:
    found = party("The commander of Iran's navy", alias="Rear Admiral Hossein Khanzadi")
    assert (found.entity, found.code) == ("hossein-khanzadi", "IRNMIL")


def test_a_surname_with_another_given_name_is_somebody_else() -> None:
    assert party("Adam Putin").entity is None
    assert party("President Putin").entity == "vladimir-putin"


def test_an_acronym_is_no_pronoun() -> None:
    assert party("US").code == "USA"


def test_a_speaker_is_resolved_like_a_party() -> None:
    speaker = Speaker(
        level=0,
        phrase=phrase("Iranian officials"),
        cue=Span(20, 24, "said"),
        kind="named",
        stance="says",
        quote="indirect",
    )
    found = resolve_speaker(speaker, catalogue=CATALOGUE, when=DAY)
    assert (found.code, found.cue.text, found.stance) == ("IRNGOV", "said", "says")


PATTERNS = [
    "{name}",
    "the {adjective} army",
    "{adjective} officials",
    "a {adjective} court",
    "{name}'s navy",
    "the government of {name}",
    "{adjective}-backed rebels",
    "a {adjective}-owned tanker",
    "police in {name}",
    "hundreds of {adjective} protesters",
    "{adjective} warships",
    "the {adjective} embassy in {other}",
    "{name}'s ambassador to {other}",
    "a {adjective} militia backed by {other}",
]
COUNTRIES = {
    "Peru": ("Peruvian", "PER"),
    "Norway": ("Norwegian", "NOR"),
    "Kenya": ("Kenyan", "KEN"),
    "Iran": ("Iranian", "IRN"),
    "Ukraine": ("Ukrainian", "UKR"),
    "Israel": ("Israeli", "ISR"),
    "Russia": ("Russian", "RUS"),
}


@given(st.sampled_from(PATTERNS), st.permutations(sorted(COUNTRIES)))
def test_swapping_two_countries_mirrors_the_party(pattern: str, order: list[str]) -> None:
    one, two = order[:2]
    first, second = (
        party(pattern.format(name=name, adjective=COUNTRIES[name][0], other=other), when=None)
        for name, other in ((one, two), (two, one))
    )
    assert _mirror(first.code, one, two) == second.code
    assert first.sectors == second.sectors
    if first.entity is None and second.entity is None:
        assert _mirror(first.rule, one, two) == second.rule


def _mirror(text: str | None, one: str, two: str) -> str | None:
    if text is None:
        return None
    swap: dict[str, str] = {}
    for here, there in ((one, two), (two, one)):
        swap |= {here: there, COUNTRIES[here][0]: COUNTRIES[there][0], COUNTRIES[here][1]: COUNTRIES[there][1]}
    return re.sub("|".join(sorted(swap, key=len, reverse=True)), lambda match: swap[match.group()], text)


@given(st.text(max_size=60))
def test_any_text_gives_a_party_with_its_words(text: str) -> None:
    found = party(text)
    assert found.text == text
    assert found.rule
