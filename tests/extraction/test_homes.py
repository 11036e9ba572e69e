"""Whose bare people are: of the story's one country, of the publisher's, of the one whose rebels are named; or open.

A row is a text with the publisher's type and country, a word of the trigger, and the codes of the actors and of
the recipients, joined by "+"; "-" for nobody, "?" for words that we cannot resolve.
"""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.extraction.grammar import GrammarExtractor
from rashomon.records import Document, Party, PublisherType
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import load_catalogue

pytestmark = pytest.mark.model

NEPAL = "KATHMANDU, May 3 - Nepal mourned on Monday. Nepal's king spoke in Pokhara. "
BETWEEN = "Chad and Libya talked on Monday. Chadian soldiers left Libya, and Libyan soldiers left Chad. "
FINLAND: tuple[PublisherType, str] = ("newspaper", "FIN")
WIRE: tuple[PublisherType, str] = ("wire", "GBR")

CASES = {
    # a story of one country
    "troops": (f"{NEPAL}Troops shot six farmers.", WIRE, "shot", "NPLMIL", "NPLAGR"),
    "civilians": (f"{NEPAL}The rebels killed nine civilians.", WIRE, "killed", "NPLREB", "NPLCVL"),
    "helicopters": (f"{NEPAL}Helicopters fired rockets at the rebels.", WIRE, "fired", "NPLMIL", "NPLREB"),
    "parliament": (f"{NEPAL}The rebels thanked parliament.", WIRE, "thanked", "NPLREB", "NPLLEG"),
    "he-is-the-general": (
        f"{NEPAL}General Thapar visited the barracks. He warned the rebels.", WIRE, "warned", "NPLMIL", "NPLREB",
    ),
    "others-abroad": (
        f"{NEPAL}Japan sent rice. A court in Oslo freed a man.\n\nSoldiers arrested two students.",
        WIRE, "arrested", "NPLMIL", "NPLEDU",
    ),
    "not-foreigners": (f"{NEPAL}A neighbouring government armed the rebels.", WIRE, "armed", "?", "NPLREB"),
    "not-passengers": (f"{NEPAL}The rebels held six passengers.", WIRE, "held", "NPLREB", "?"),
    # between two states
    "whose-soldiers": (f"{BETWEEN}Soldiers shot six farmers.", WIRE, "shot", "?", "?"),
    "whose-parliament": (f"{BETWEEN}Parliament condemned the attack.", WIRE, "condemned", "?", "-"),
    # a newspaper's own
    "own-parliament": (
        "Russia closed the border with Finland, and Russia asked Finland for coal. Parliament condemned Moscow.",
        FINLAND, "condemned", "FINLEG", "RUSGOV",
    ),
    "not-where-another-s-is-named": (
        "Russia closed the border with Finland. Russian police fined Russia's press. Policemen arrested two men.",
        FINLAND, "arrested", "?", "FINCVL",
    ),
    "not-of-what-it-only-reads-about": (
        "Chad shelled Libya. Libya shelled Chad. Finland watched. The police arrested two men.",
        FINLAND, "arrested", "?", "?",
    ),
    # rebels of one country, wherever they are
    "rebels-abroad": (
        "Philippine rebels hold an island. Talks were held in Oslo. In Oslo the rebels refused to disarm.",
        WIRE, "refused", "PHLREB", "-",
    ),
    "rebels-of-two": (
        "Philippine rebels hold an island. Thai rebels hold a hill. Rebels accused Japan.", WIRE, "accused", "?", "JPN",
    ),
    "a-rebel-base-abroad": (
        "Philippine troops talked in Kuala Lumpur.\n\nPhilippine rebels hold an island. Soldiers shelled a rebel camp.",
        WIRE, "shelled", "?", "PHLREB",
    ),
    # not of where a journey ends, nor of where others talked
    "a-journey's-end": (
        "Chad shelled Libya. The minister fled to Colombo on Monday.", WIRE, "fled", "?", "LKAGOV",
    ),
    "where-others-talked": (
        "Chad and Libya signed an accord in Algiers on Monday. Soldiers shot six farmers.", WIRE, "shot", "?", "?",
    ),
    "where-it-was-done": (
        "Chad shelled Libya. Gunmen fired in Tripoli on Monday. Soldiers shot six farmers.",
        WIRE, "shot", "LBYMIL", "LBYAGR",
    ),
    # of the place from where it is told
    "the-crowd": (
        "RIGA, May 3 - Latvia and Russia talked in Riga on Monday. Russia and Latvia closed the border. A mob "
        "stoned the guards.",
        WIRE, "stoned", "LVACVL", "?",
    ),
    # outlaws of one's own land fight its state
    "gangs-and-policemen": (
        "Russia thanked Finland. Finland thanked Norway. Norway thanked Russia. The gangs wounded a policeman.",
        FINLAND, "wounded", "FINCRM", "FINCOP",
    ),
    # a newspaper's own government, whosever else is named
    "the-prime-minister": (
        "Russia's prime minister left. Russia closed the border with Finland. The prime minister thanked Norway.",
        FINLAND, "thanked", "FINGOV", "NOR",
    ),
    # officers of the police, or of the army
    "officers-of-the-police": (
        f"{NEPAL}The police left Pokhara. Officers shot six farmers.", WIRE, "shot", "NPLCOP", "NPLAGR",
    ),
    "officers-of-the-army": (
        f"{NEPAL}The army left Pokhara. Officers shot six farmers.", WIRE, "shot", "NPLMIL", "NPLAGR",
    ),
    # names that are another country's too
    "indians-of-bolivia": (
        "LA PAZ, May 3 - Bolivia sent its army to Oruro. In Cochabamba Indians attacked the army of Bolivia.",
        WIRE, "attacked", "BOLCVL", "BOLMIL",
    ),
    "indians-of-india": (
        "LA PAZ, May 3 - Bolivia asked India for rice. India agreed. Indians attacked Bolivia's embassy in Delhi.",
        WIRE, "attacked", "IND", "BOLGOV",
    ),
    "a-congress-of-one-s-own": (
        "SANTIAGO, May 3 - Chile's students marched in Valparaiso. Chile's president scolded Congress.",
        WIRE, "scolded", "CHLGOV", "CHLLEG",
    ),
    "the-american-congress": (
        "SANTIAGO, May 3 - Chile asked Washington for loans. Chile's president scolded Congress.",
        WIRE, "scolded", "CHLGOV", "USALEG",
    ),
}  # fmt: skip


@cache
def extractor() -> GrammarExtractor:
    return GrammarExtractor(names=load_catalogue(), gazetteer=load_gazetteer(), codebook=load_codebook())


@pytest.mark.parametrize(("text", "publisher", "trigger", "actors", "recipients"), CASES.values(), ids=list(CASES))
def test_whose_bare_people_are(
    text: str, publisher: tuple[PublisherType, str], trigger: str, actors: str, recipients: str
) -> None:
    kind, country = publisher
    document = Document("d", text, "0" * 64, published="2003-05-05", publisher_type=kind, publisher_country=country)
    engine = extractor()
    reports = engine.report(document, engine.read(document)).reports
    told = [report for report in reports if trigger in report.trigger.text]
    assert told, [report.trigger.text for report in reports]
    assert _codes(told[-1].actors) == actors, told[-1].actors
    assert _codes(told[-1].recipients) == recipients, told[-1].recipients


def _codes(parties: tuple[Party, ...]) -> str:
    return "+".join(party.code or "?" for party in parties) or "-"


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [("Supreme Soviet of Lake Land", "FIN", "FINREB"), ("Lake Land Committee", "FIN", "FINREB")],
    ids=["another-country's-name", "a-name-of-none"],
)
def test_a_publisher_is_of_the_country_that_is_stated_for_it(name: str, country: str, code: str) -> None:
    document = Document(
        "d", "We thank Norway.", "0" * 64, published="1992-05-05", publisher=name, publisher_type="armed_group",
        publisher_country=country,
    )  # fmt: skip
    reports = extractor().report(document, extractor().read(document)).reports
    assert _codes(reports[0].actors) == code
