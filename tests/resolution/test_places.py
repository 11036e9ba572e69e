"""The place of the event: on clauses made by hand from marked text, and the parts of a phrase of place."""

from __future__ import annotations

import dataclasses
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Clause, Document, Governor, Phrase, PhraseKind, Place, Relation, Span, Speaker
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.places import carry_place, find_places, read_context, resolve_toponym

GAZETTEER = load_gazetteer()
MARK = re.compile(r"\[(?P<name>[\w+]+)(?::(?P<label>[A-Z]+))?(?:/(?P<kinds>[a-z,]+))? (?P<text>[^\]]+)\]")


NO_PREPOSITIONS = ("trigger", "subject", "object", "when")


def made(marked: str, lemma: str, *, light: str | None = None, id: str = "c1") -> tuple[Clause, Document]:
    """A clause from marked text: "[subject Gunmen] [trigger stormed] [object a base] [near:GPE Ramadi]".

    A preposition stands in its mark alone. After a colon stands the label, after a stroke the kinds. The head is the
    last word before "of", "in" or "at", its lemma the word without a final s.
    """
    text, relations, trigger, at = "", [], Span(0, 0, ""), 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        if match.group("name") not in NO_PREPOSITIONS:
            text += match.group("name") + " "
        start, words = len(text), match.group("text")
        text += words
        at = match.end()
        if match.group("name") == "trigger":
            trigger = Span(start, len(text), words)
            continue
        head = re.split(r" (?:of|in|at) ", words)[0].split()[-1]
        head_start = start + words.index(head)
        kinds: tuple[PhraseKind, ...] = tuple(match.group("kinds").split(",")) if match.group("kinds") else ()  # type: ignore[assignment]
        phrase = Phrase(
            start,
            len(text),
            words,
            head_start,
            head_start + len(head),
            head.lower().removesuffix("s"),
            kinds,
            label=match.group("label"),
        )
        relations.append(Relation(match.group("name"), phrase))
    text += marked[at:]
    document = Document("d", text, hashlib.sha256(text.encode()).hexdigest())
    sentence = Span(0, len(text), text)
    clause = Clause(
        id, sentence, 0, trigger, lemma, "noun" if light else "verb", trigger.start, tuple(relations), light, main=True
    )
    return clause, document


def places(marked: str, lemma: str, *, light: str | None = None) -> tuple[Place, ...]:
    clause, document = made(marked, lemma, light=light)
    found = find_places(
        clause,
        document=document,
        context=read_context(document, GAZETTEER),
        gazetteer=GAZETTEER,
        clauses={clause.id: clause},
    )
    for place in found:
        assert document.text[place.start : place.end] == place.text
    return found


def told(marked: str, lemma: str, *, light: str | None = None) -> list[tuple[str, str | None, str]]:
    return [(place.text, place.country, place.role) for place in places(marked, lemma, light=light)]


@pytest.mark.parametrize(
    ("marked", "lemma", "expected"),
    [
        ("[subject Gunmen] [trigger killed] [object three guards] [in:GPE Goma].", "kill", [("Goma", "COD", "at")]),
        ("[subject Boats] [trigger collided] [in the Gulf of Aden].", "collide", [("Gulf of Aden", None, "at")]),
        ("[subject Marines] [trigger landed] [on Abu Musa].", "land", [("Abu Musa", None, "at")]),
        ("[subject Troops] [trigger withdrew] [from:GPE Chad].", "withdraw", [("Chad", "TCD", "from")]),
        ("[subject Envoys] [trigger flew] [to:GPE Muscat].", "fly", [("Muscat", "OMN", "to")]),
        ("[subject A jet] [trigger crashed] [over:GPE Homs].", "crash", [("Homs", "SYR", "over")]),
        ("[object A bus] was [trigger hit] [off:GPE Latakia].", "hit", [("Latakia", "SYR", "at")]),
    ],
    ids=["in", "a gulf", "on an island", "from", "to", "over", "off"],
)
def test_relations_of_place_name_the_place(
    marked: str, lemma: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert told(marked, lemma) == expected


@pytest.mark.parametrize(
    ("marked", "lemma"),
    [
        ("[subject The minister] sent [trigger a warning] [to:GPE Chad].", "warning"),
        ("[subject The council] [trigger called] [on:GPE Moscow] to stop.", "call"),
        ("[subject Ministers] [trigger quarrelled] [over:GPE Chad].", "quarrel"),
        ("[subject The union] [trigger asked] [object:GPE London] for help.", "ask"),
        ("[subject Iraqi soldiers] [trigger stopped] [object an Iranian lorry].", "stop"),
        ("[subject Iran] [trigger accused] [object Qatar] of theft.", "accuse"),
        ("[subject:ORG The Baghdad Times] [trigger closed].", "close"),
        ("[subject Crews] [trigger towed] [object the Nikopol].", "tow"),
        ("[subject The union] [trigger condemned] [object the raid] on Goma.", "condemn"),
        ("[subject The union] [trigger lifted] [object sanctions] on Serbia.", "lift"),
        ("[subject The emir] [trigger offered] [object thanks] [to:GPE Ankara].", "offer"),
        ("[object The crew] was [trigger held] in custody by Nigeria.", "hold"),
        ("[subject The landing] of marines in the south [trigger alarmed] [object Chile].", "alarm"),
    ],
    ids=[
        "to a party",
        "called on",
        "quarrel over",
        "a capital asked",
        "demonyms",
        "countries",
        "a newspaper",
        "a ship",
        "what is condemned",
        "sanctions on",
        "to a government",
        "by a government",
        "an alarmed country",
    ],
)
def test_whom_the_act_concerns_is_no_place(marked: str, lemma: str) -> None:
    assert told(marked, lemma) == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[subject Jets] [trigger hit] [object bases in Syria and Iraq].", [("Syria", "SYR"), ("Iraq", "IRQ")]),
        ("[subject A crowd] [trigger burned] [object the embassy] in Tripoli, Libya.", [("Tripoli", "LBY")]),
        ("[subject A Minsk court] [trigger jailed] [object two editors].", [("Minsk", "BLR")]),
        ("[subject Demonstrators in Beirut] [trigger threw] [object stones].", [("Beirut", "LBN")]),
        ("[subject Rebels] [trigger captured] [object:GPE Bambari].", [("Bambari", "CAF")]),
        ("[subject Soldiers] [trigger entered] [object:GPE Rwanda].", [("Rwanda", "RWA")]),
    ],
)
def test_participants_name_the_place(marked: str, expected: list[tuple[str, str]]) -> None:
    lemma = {
        "hit": "hit",
        "burned": "burn",
        "jailed": "jail",
        "threw": "throw",
        "captured": "capture",
        "entered": "enter",
    }
    trigger = re.search(r"trigger (\w+)", marked)
    assert trigger is not None
    assert [(text, country) for text, country, _ in told(marked, lemma[trigger.group(1)])] == expected


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("a cafe in the centre of Haifa", "Haifa"),
        ("the Karrada district of Baghdad", "Karrada"),
        ("a market in Fallujah, Anbar province", "Fallujah"),
        ("the Syrian town of Palmyra, Homs province", "Palmyra"),
        ("the West Bank city of Nablus", "Nablus"),
        ("Baghdad's Green Zone", "Baghdad's Green Zone"),
    ],
)
def test_the_finest_name_of_a_phrase_is_the_place(phrase: str, name: str) -> None:
    (place,) = places(f"[subject A bomb] [trigger exploded] [in {phrase}].", "explode")
    assert place.text == name


def test_a_name_that_no_gazetteer_holds_keeps_its_words_and_its_country() -> None:
    (place,) = places("[subject Men] [trigger fired] [in the village of Zzorqa in Homs].", "fire")
    assert (place.text, place.country, place.latitude, place.gazetteer_id) == ("Zzorqa", "SYR", None, None)
    assert place.rule == "unresolved: in Homs"
    (alone,) = places("[subject Men] [trigger fired] [in the village of Zzorqa].", "fire")
    assert (alone.text, alone.country, alone.rule) == ("Zzorqa", None, "unresolved")


@pytest.mark.parametrize(
    ("words", "country", "precision", "kind"),
    [
        ("international waters", None, 7, "waters"),
        ("international airspace", None, 7, "airspace"),
        ("Omani territorial waters", "OMN", 6, "waters"),
        ("Iraq's airspace", "IRQ", 6, "airspace"),
        ("the airspace of Turkey", "TUR", 6, "airspace"),
        ("Ukrainian soil", "UKR", 6, "soil"),
    ],
)
def test_waters_airspace_and_soil_are_places(words: str, country: str | None, precision: int, kind: str) -> None:
    (place,) = places(f"[subject The drone] [trigger flew] [over {words}].", "fly")
    assert (place.country, place.precision, place.kind) == (country, precision, kind)
    assert place.latitude is None


@pytest.mark.parametrize(
    ("marked", "lemma", "name"),
    [
        (
            "Ships crowd the Kerch Strait. [subject Patrols] [trigger closed] [object the strait].",
            "close",
            "Kerch Strait",
        ),
        ("Many live in Zamzam camp. [subject Shells] [trigger fell] [in the camp].", "fall", "Zamzam camp"),
        ("Kinshasa is full. [subject Looters] [trigger roamed] [in the city].", "roam", "Kinshasa"),
        ("[subject Chad] [trigger closed] [object schools] [across the country].", "close", "Chad"),
    ],
)
def test_the_only_place_of_its_kind_is_meant(marked: str, lemma: str, name: str) -> None:
    (place,) = places(marked, lemma)
    assert (place.name, place.how) == (name, "coreference")
    assert place.text.startswith("the ")


def test_of_two_places_of_a_kind_none_is_meant() -> None:
    assert told("Kinshasa and Lagos are full. [subject Looters] [trigger roamed] [in the city].", "roam") == []


def test_a_landmark_is_no_second_place() -> None:
    marked = "[subject Shells] [trigger hit] [object the Zamzam camp] [near El Fasher]."
    assert [text for text, _, _ in told(marked, "hit")] == ["Zamzam camp"]


def test_after_a_comma_a_government_that_speaks_is_no_place() -> None:
    marked = "[subject Jets] [trigger crossed] [over the Taiwan Strait], Taipei said."
    assert [text for text, _, _ in told(marked, "cross")] == ["Taiwan Strait"]


def test_its_own_airspace_is_the_subjects_else_the_speakers() -> None:
    (place,) = places("[subject Iran] [trigger downed] [object a drone] [in its own airspace].", "down")
    assert (place.text, place.country, place.how) == ("its own airspace", "IRN", "coreference")
    clause, document = made("Pakistan said [subject the clash] [trigger happened] [on its soil].", "happen")
    speaker = Speaker(0, Phrase(0, 8, "Pakistan", 0, 8, "pakistan"), Span(9, 13, "said"), "named", "says", "indirect")
    (theirs,) = find_places(
        dataclasses.replace(clause, speakers=(speaker,)),
        document=document,
        context=read_context(document, GAZETTEER),
        gazetteer=GAZETTEER,
    )
    assert theirs.country == "PAK"


def test_an_unknown_name_under_a_dateline_has_its_country_and_says_so() -> None:
    (place,) = places("MOSUL, Iraq - [subject A bomb] [trigger exploded] [in the village of Zzorqa].", "explode")
    assert (place.country, place.latitude, place.rule) == ("IRQ", None, "unresolved: dateline MOSUL")


def test_the_dateline_alone_is_no_place() -> None:
    assert told("MOSUL, Iraq - [subject A bomb] [trigger killed] [object two men].", "kill") == []


def test_nothing_is_put_on_the_middle_of_a_country() -> None:
    (place,) = places("[subject Floods] [trigger killed] [object ten] [in:GPE Pakistan].", "kill")
    assert (place.country, place.precision, place.latitude, place.longitude) == ("PAK", 6, None, None)
    (part,) = places("[subject Floods] [trigger killed] [object ten] [in northern Pakistan].", "kill")
    assert (part.country, part.precision, part.latitude) == ("PAK", 5, None)


def test_beside_a_town_is_near_it() -> None:
    (place,) = places("[subject A mine] [trigger exploded] [at a crossing] north of Gori.", "explode")
    assert (place.text, place.precision) == ("Gori", 2)


def test_the_phrase_at_the_head_of_a_sentence_is_the_place_of_what_follows() -> None:
    assert told("In Dakar, [subject students] [trigger clashed] [with police].", "clash") == [("Dakar", "SEN", "at")]


@pytest.mark.parametrize(
    ("marked", "lemma", "light", "country"),
    [
        ("[subject Mali's parliament] [trigger passed] [object the bill].", "pass", None, "MLI"),
        ("[subject Ukraine] [trigger declared martial law] [in ten regions].", "martial law", "declare", "UKR"),
        ("[subject Chad] [trigger closed] [object schools] [in two provinces].", "close", None, "TCD"),
    ],
)
def test_acts_of_home_are_at_home(marked: str, lemma: str, light: str | None, country: str) -> None:
    (place,) = places(marked, lemma, light=light)
    assert (place.country, place.how) == (country, "elided")
    assert place.rule.startswith("home:")


def test_a_clause_takes_the_place_of_the_one_it_continues() -> None:
    marked = "[subject Jets] [trigger struck] [object a depot] [near:GPE Hodeidah], killing six."
    above, document = made(marked, "strike")
    start = document.text.index("killing")
    below = dataclasses.replace(
        above,
        id="c2",
        trigger=Span(start, start + 7, "killing"),
        head_start=start,
        lemma="kill",
        relations=(),
        governor=Governor("c1", "participle"),
    )
    context = read_context(document, GAZETTEER)
    clauses = {"c1": above, "c2": below}
    (place,) = find_places(below, document=document, context=context, gazetteer=GAZETTEER, clauses=clauses)
    assert (place.name, place.country, place.how) == ("Hodeidah", "YEM", "carried")
    assert place.rule.startswith("participle of:")


def scene() -> tuple[Place, ...]:
    return places("[subject A crowd] [trigger gathered] [outside the embassy] in Khartoum.", "gather")


def test_the_scene_is_carried_to_a_clause_that_leads_back_to_it() -> None:
    clause, _ = made("[object A car] of the embassy was [trigger burned].", "burn")
    (place,) = carry_place(scene(), clause)
    assert (place.name, place.how) == ("Khartoum", "carried")
    assert carry_place((place,), clause) == (), "carried once"


@pytest.mark.parametrize(
    "clause",
    [
        made("[subject Ministers] [trigger met].", "meet")[0],
        made("[subject The embassy] [trigger condemned] [object it].", "condemn")[0],
        made("[subject The embassy] [trigger closed] [on:DATE 4 March].", "close")[0],
        dataclasses.replace(made("[subject They] [trigger march].", "march")[0], modality="planned"),
        dataclasses.replace(
            made("[subject They] [trigger fled].", "flee")[0],
            speakers=(Speaker(0, Phrase(0, 4, "They", 0, 4, "they"), Span(0, 4, "They"), "named", "says", "direct"),),
        ),
    ],
    ids=["nothing leads back", "words spoken", "a date of its own", "planned", "another speaker"],
)
def test_the_scene_is_not_carried(clause: Clause) -> None:
    assert carry_place(scene(), clause) == ()


def test_a_country_is_not_carried() -> None:
    country = places("[subject Floods] [trigger killed] [object ten] [in:GPE Pakistan].", "kill")
    clause, _ = made("[object The dam] was [trigger repaired].", "repair")
    assert carry_place(country, clause) == ()


def test_an_account_keeps_its_own_word_for_a_contested_place() -> None:
    (theirs,) = places("[subject Ships] [trigger met] [in Russian waters] near Crimea.", "meet")
    (ours,) = places("[subject Ships] [trigger met] [in Ukrainian waters] near Crimea.", "meet")
    assert (theirs.country, ours.country) == ("RUS", "UKR")


@pytest.mark.parametrize(
    ("name", "container", "country", "kind"),
    [
        ("Paris", None, "FRA", "city"),
        ("Paris", "Texas", "USA", "city"),
        ("Kuh-e Mobarak", "Hormozgan", "IRN", "site"),
        ("Zzyqqxburg", None, None, None),
    ],
)
def test_a_single_name_resolves(name: str, container: str | None, country: str | None, kind: str | None) -> None:
    place = resolve_toponym(name, gazetteer=GAZETTEER, container=container)
    assert (place.country, place.kind) == (country, kind)
    assert (place.rule == "unresolved") == (country is None)


TOWNS = ("Goma", "Gori", "Hodeidah", "Basra", "Minsk", "Bambari")


@given(st.sampled_from(TOWNS), st.sampled_from(TOWNS))
def test_two_places_swapped_are_found_swapped(one: str, other: str) -> None:
    """The mirror: what is from one and to the other turns round with the names."""

    def roles(first: str, second: str) -> list[tuple[str, str]]:
        found = places(f"[subject Lorries] [trigger drove] [from:GPE {first}] [to:GPE {second}].", "drive")
        return sorted((place.role, place.text) for place in found)

    if one == other:
        return
    assert roles(one, other) == [("from", one), ("to", other)]
    assert roles(other, one) == [("from", other), ("to", one)]
