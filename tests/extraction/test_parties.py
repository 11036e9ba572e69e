"""Who did it to whom, sentence by sentence: each row a class of phrase, with the codes that must come out.

A row is a sentence, a word of the trigger, the codes of the actors and those of the recipients, joined by "+";
"-" for nobody, "?" for words that we cannot resolve. Only the country counts where the code has three letters.
"""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.extraction.grammar import GrammarExtractor
from rashomon.records import Document, Party, Report
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import load_catalogue

pytestmark = pytest.mark.model

CASES = {
    # a participle that says what its subject does
    "opposed-to": ("Chad is committed to the accord with Niger.", "committed", "TCD", "NER"),
    "engaged-in": (
        "Hutu forces were engaged in massacres in Burundi against the Tutsi population.",
        "engaged",
        "BDI",
        "BDI",
    ),
    # people by the place where they are
    "ethnic-group-in-a-country": (
        "Ethnic Russians in eastern Estonia are demanding a UN presence.",
        "demanding",
        "EST",
        "IGO",
    ),
    "camp-for-refugees": ("A camp for Somali refugees was attacked by Kenyan gunmen.", "attacked", "KEN", "SOM"),
    "jail-of-the-country": ("Prisoners rioted on Monday at a jail in northern Peru.", "rioted", "PER", "PER"),
    "embassy-is-not": ("Students rioted at an embassy in northern Peru.", "rioted", "PER", "?"),
    # at home
    "fundamentalists-at-home": (
        "Islamic fundamentalists went on hunger strike, demanding that Tunisian President Ben Ali resign.",
        "went",
        "TUN",
        "TUN",
    ),
    "newspaper-at-home": (
        "The Polish government ordered the opposition newspaper to suspend publication.",
        "ordered",
        "POLGOV",
        "POLJRN",
    ),
    "foreign-newspapers-are-not": (
        "The Polish government ordered foreign newspapers to suspend publication.",
        "ordered",
        "POLGOV",
        "?",
    ),
    # two sides, named by other words
    "commanders-of-both": (
        "Ethiopia accused Eritrea of shelling Badme. Commanders of both armies met on June 6.",
        "met",
        "ETHMIL+ERIMIL",
        "ETHMIL+ERIMIL",
    ),
    "both-sides": ("Laos said that Thailand had lied. Japan urged both sides to stop.", "urged", "JPN", "?"),
    "the-two-countries": (
        "Ethiopia accused Eritrea of lying. In 1962 the two countries fought a brief war.",
        "fought",
        "ETH+ERI",
        "ETH+ERI",
    ),
    # things that only their nation tells of
    "aircraft-by-their-letters": ("Turkish F-16s bombed a camp.", "bombed", "TURMIL", "?"),
    "aircraft-by-their-maker": ("Two Indian Sukhois bombed a camp.", "bombed", "IND", "?"),
    "goods-of-a-nation": ("Gunmen attacked a Danish lorry.", "attacked", "?", "DNK"),
    "two-nations-tell-nothing": ("Two Greek or Turkish Sukhois bombed a camp.", "bombed", "?", "?"),
    # officers are of the force that the story is of
    "officers-of-the-police": ("Police sealed off the port. Officers beat a student in Lima.", "beat", "PERCOP", "PER"),
    "officers-of-the-army": ("The army sealed off the port. Officers beat a student in Lima.", "beat", "PERMIL", "PER"),
    # joined in one role
    "joined-to-a-nation": (
        "Uganda arrested six Rwandan officers and drivers.",
        "arrested",
        "UGA",
        "RWAMIL+RWACVL",
    ),
    "embassy-marched-to": (
        "Some 3,000 people marched to the French embassy in Bamako.",
        "marched",
        "MLI",
        "FRA",
    ),
    "fallen-in-a-clash": (
        "Twelve Malian soldiers were killed in clashes with Chadian troops on Monday.",
        "clashes",
        "TCDMIL",
        "MLIMIL",
    ),
    "clash-between": (
        "Clashes between Chadian troops and Malian soldiers went on.",
        "Clashes",
        "TCDMIL+MLIMIL",
        "TCDMIL+MLIMIL",
    ),
    "stones-at": ("Miners threw stones at the police in Rustenburg.", "threw", "ZAF", "ZAFCOP"),
    "not-the-place-beside": ("At Rustenburg miners threw stones at the police.", "threw", "ZAF", "ZAFCOP"),
    "gas-at": ("Police fired tear gas at students in Lima.", "fired", "PERCOP", "PER"),
    "weapons-of-a-country": ("Israel destroyed Iranian missiles in Syria.", "destroyed", "ISR", "IRN"),
    "fell-upon": ("Three hundred Chinese soldiers fell upon the Indian patrol.", "fell", "CHNMIL", "INDMIL"),
    "whose-border": ("China accused Vietnam of crossing the frontier.", "crossing", "VNM", "CHN"),
    "nobody-s-border": ("Gunmen of Vietnam crossed the frontier.", "crossed", "VNM", "?"),
    "them-in-a-place": ("Soldiers lined up six farmers in Dili and executed them.", "executed", "TLS", "TLS"),
    "houses-where-they-stand": ("The rebels burned houses in Kigali.", "burned", "RWA", "RWA"),
    "in-a-town-protesters": (
        "In Lubumbashi protesters set fire to the offices of the ruling party.",
        "set",
        "COD",
        "COD",
    ),
    "of-a-town-protesters": ("Lubumbashi protesters marched on Monday.", "marched", "COD", "-"),
    "its-soldiers-of-the-speaker": (
        "Chad said that twenty of its soldiers were killed in clashes with Sudanese troops.",
        "clashes",
        "SDNMIL",
        "TCDMIL",
    ),
    "their-men-of-others": (
        "Sudan said that its soldiers attacked Chad and killed five of their men.",
        "attacked",
        "SDNMIL",
        "TCD",
    ),
    "own-ambassador-recalled": (
        "Turkey recalled its ambassador on Monday. Turkey accused Israel of lying. Turkey condemned Israel.",
        "recalled",
        "TUR",
        "ISR",
    ),
    "another-s-ambassador": ("Turkey expelled the Israeli ambassador.", "expelled", "TUR", "ISRGOV"),
    "foreign-reporters": ("Foreign reporters were arrested in Lima.", "arrested", "-", "?"),
    "front-line-troops": ("Indian front-line troops shelled Chinese troops.", "shelled", "INDMIL", "CHNMIL"),
    "with-stones": ("Colombian troops fought with stones.", "fought", "COLMIL", "-"),
    "gave-it-backing": ("Canada gave Peru its full backing.", "backing", "CAN", "PER"),
    "government-soldiers": ("Dozens of Malian government soldiers fled.", "fled", "MLIMIL", "-"),
    "government-officials": ("Malian government officials visited Chad.", "visited", "MLIGOV", "TCD"),
    # what names nobody
    "a-language": ("Moldova praised the use of the Russian language.", "praised", "MDA", "-"),
    "a-neighbour-is-another": ("Greece accused its neighbour of smuggling.", "accused", "GRC", "?"),
    "activities-are-no-party": (
        "Al-Shabaab threatened last night to take up terrorist attacks in Kenya again.",
        "threatened",
        "SOM",
        "KEN",
    ),
    "naval-is-nobody": ("The naval blockade of Chile began in May.", "blockade", "-", "CHL"),
    # its own
    "its-own-citizens": (
        "Norway has refused to deploy soldiers in Mali and has urged its nationals to leave the country.",
        "urged",
        "NOR",
        "NOR",
    ),
    "the-drone-of-the-other": ("Iran said that Israel had shot down its drone.", "shot down", "ISR", "IRN"),
    # the doer of what is condemned, and not who suffered it
    "crimes-committed-by": (
        "Serbian police have opened an investigation into crimes committed by Bosnian forces against Serb civilians.",
        "investigation",
        "SRBCOP",
        "BIHMIL",
    ),
    "the-killing-by": (
        "Angola condemned the killing of farmers by South African commandos.",
        "condemned",
        "AGO",
        "ZAFMIL",
    ),
    "protest-against-violations-by": (
        "Salah Amrani, a Tunisian lawyer, staged a hunger strike in protest against violations by Tunisian troops.",
        "hunger strike",
        "TUN",
        "TUN",
    ),
    "boycott-of-their-elections": ("Opposition parties boycotted Egypt's elections.", "boycotted", "?", "EGY"),
    # a thing shared with somebody; what is demanded of somebody
    "links-with": ("Moldova announced a suspension of rail links with Romania.", "suspension", "MDA", "ROU"),
    "truce-with": ("Basque separatists demanded a truce with the Spanish army.", "demanded", "ESP", "ESPMIL"),
    # threats on a condition
    "if-on-what-is-threatened": (
        "Moscow threatened to stop talks on arms control if Washington went ahead with the deployment.",
        "threatened",
        "RUSGOV",
        "USAGOV",
    ),
    "said-it-would-unless": (
        "Russia said it would impose sanctions on Georgia if it joined the alliance.",
        "sanctions",
        "RUS",
        "GEO",
    ),
    "fired-to-disperse": (
        "Turkish police opened fire on Kurdish students to clear a hall in Diyarbakir, killing one person.",
        "opened fire",
        "TURCOP",
        "TUR",
    ),
    # pronouns
    "their-of-a-people": (
        "Americans should remember the day when the gunners shot down their spy plane.",
        "shot down",
        "?",
        "USAMIL",
    ),
    "their-is-no-one-mans": (
        "Obama met the Danes on Monday. On Tuesday he imposed tariffs on their ministers.",
        "tariffs",
        "USAGOV",
        "DNKGOV",
    ),
    "accused-of-a-gerund": ("Chad accuses the ferry of smuggling rifles.", "accuses", "TCD", "MNC"),
    # what a letter answers; a ship without a flag; whom the sentence before is about
    "reply-to-a-letter-from": (
        "Hun Sen refused to send an answer to a letter from Thai Prime Minister Chuan Leekpai.",
        "refused",
        "KHM",
        "THA",
    ),
    "a-ship-by-its-crew": (
        "Pirates seized the Aurora Bay off Oman. The crew of the Aurora Bay hid below deck.",
        "seized",
        "?",
        "MNC",
    ),
    "backed-the-idea": (
        "Norway proposed a ceasefire in Yemen. Sweden backed the idea.",
        "backed",
        "SWE",
        "NOR",
    ),
    "condemns-this": (
        "Israel bombed the port of Hodeida. Turkey condemns this aggression.",
        "condemns",
        "TUR",
        "ISR",
    ),
    "asked-and-refused": (
        "Ecuador demanded that the trawler turn back. Its skipper refused.",
        "refused",
        "?",
        "ECU",
    ),
    # who fell in whose fire
    "died-in-police-firing": ("Six people died in police firing in Dhaka on Tuesday.", "firing", "BGDCOP", "BGDCVL"),
    "injured-in-army-shelling": (
        "Three villagers were injured in army shelling near Kunduz.",
        "shelling",
        "AFGMIL",
        "AFG",
    ),
    "who-died-did-nothing": ("Twenty people died in a raid on the port of Kobe.", "raid", "-", "JPN"),
    # the agencies' day before the verb
    "subject-before-a-day": ("Syria Thursday reimposed blockades on Homs.", "blockades", "SYR", "SYR"),
}


@cache
def _extractor() -> GrammarExtractor:
    return GrammarExtractor(names=load_catalogue(), gazetteer=load_gazetteer(), codebook=load_codebook("plover"))


def _report(text: str, trigger: str) -> Report:
    document = Document("d", text, "0" * 64, published="2009-06-22")
    found = _extractor().report(document, _extractor().read(document)).reports
    return next(report for report in found if trigger in report.trigger.text)


def _fit(parties: tuple[Party, ...], wanted: str) -> bool:
    if wanted in ("-", "?"):
        return not any(party.code for party in parties) and (wanted == "?" or not parties)
    codes = [party.code or "" for party in parties]
    expected = wanted.split("+")
    return len(codes) == len(expected) and all(
        code == other or (len(other) == 3 and code[:3] == other) for code, other in zip(codes, expected, strict=True)
    )


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), CASES.values(), ids=list(CASES))
def test_the_parties_of_an_event(text: str, trigger: str, actors: str, recipients: str) -> None:
    report = _report(text, trigger)
    told = [(p.text, p.code, p.rule) for p in (*report.actors, *report.recipients)]
    assert _fit(report.actors, actors), told
    assert _fit(report.recipients, recipients), told


def test_what_is_refused_is_no_report_of_its_own() -> None:
    document = Document("d", "Nepal rejected an Indian request to interrogate the prisoners.", "0" * 64)
    reports = _extractor().report(document, _extractor().read(document)).reports
    assert [report.event for report in reports] == ["REJECT"]


def test_a_cancelled_restriction_is_told_once() -> None:
    document = Document("d", "Georgia cancelled restrictions on the sale of wine.", "0" * 64)
    reports = _extractor().report(document, _extractor().read(document)).reports
    assert [report.event for report in reports] == ["CONCEDE"]


@pytest.mark.parametrize(
    ("text", "publisher_type", "actor"),
    [
        ("General Phung Quang arrested two men.", "military", "VNMMIL"),
        ("General Phung Quang arrested two men.", "newspaper", None),
        ("President Phung Quang arrested two men.", "military", None),
        ("The Army arrested two men.", "government", "VNMMIL"),
    ],
    ids=["own-general", "not-of-a-newspaper", "not-a-head-of-state", "the-army-in-capitals"],
)
def test_officials_of_a_state_in_its_own_text(text: str, publisher_type: str, actor: str | None) -> None:
    document = Document(
        "d", text, "0" * 64, published="1979-02-20", publisher="Office of Vietnam", publisher_type=publisher_type,
        publisher_country="VNM",
    )  # fmt: skip
    reports = _extractor().report(document, _extractor().read(document)).reports
    assert [party.code for party in reports[0].actors] == [actor]


def test_the_dateline_with_its_country_is_no_part_of_the_sentence() -> None:
    text = "BUNIA, Democratic Republic of Congo, Nov 20 (Wire) - Rebels burned a church in Bunia on Tuesday."
    document = Document("d", text, "0" * 64, published="2012-11-21")
    reports = _extractor().report(document, _extractor().read(document)).reports
    assert [party.text for party in reports[0].actors] == ["Rebels"]


def test_a_body_s_initials_are_no_place() -> None:
    report = _report("Youths stoned a U.N. compound in Abidjan.", "stoned")
    assert [place.name for place in report.places] == ["Abidjan"]


def test_where_a_deal_was_made_is_not_where_it_is_kept() -> None:
    assert _report("Chadian rebels left the town under the Nairobi deal.", "left").places == ()
