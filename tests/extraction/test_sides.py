"""Who the other side is in a story between two countries: where the text leaves it out, where it must stay open."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.extraction.grammar import GrammarExtractor
from rashomon.records import Document, Report
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import load_catalogue

pytestmark = pytest.mark.model

# A border quarrel, told so that nobody doubts between whom it is.
QUARREL = (
    "Peru and Ecuador accused each other on Friday of moving markers on their frontier. "
    "Peruvian soldiers dug in along the Cenepa, the Ecuadorean army said in Quito. "
)
THIRD = (
    QUARREL + "Chilean generals, Chile's president and the Chilean press looked on; so did Bolivia. Chile sold arms. "
)


# id: text, the word of the trigger, codes of the actors, codes of the recipients; "-" for nobody, "?" for nobody known
CASES = {
    "a-village-that-one-side-shells": (
        QUARREL + "On Sunday the Peruvian army shelled a school.", "shelled", "PERMIL", "ECUEDU",
    ),
    "not-in-a-story-of-three": (THIRD + "On Sunday the Peruvian army shelled a school.", "shelled", "PERMIL", "?"),
    "not-what-police-do": (QUARREL + "In Lima Peruvian police beat a student.", "beat", "PERCOP", "PER"),
    "soldiers-against-the-other": (
        QUARREL + "Soldiers killed two Ecuadorean farmers near the river.", "killed", "PERMIL", "ECUAGR",
    ),
    "not-who-is-unknown": (
        QUARREL + "Unidentified gunmen killed two Ecuadorean farmers near the river.", "killed", "?", "ECUAGR",
    ),
    "nobody-hit": (QUARREL + "On Monday Ecuadorean gunners opened fire.", "opened", "ECUMIL", "PER"),
    "a-curfew-hits-nobody-abroad": (QUARREL + "Ecuador imposed a curfew.", "imposed", "ECU", "-"),
    "who-hits-back": (
        QUARREL + "Peruvian marines attacked an Ecuadorean patrol. Ecuador's troops hit back.", "hit back", "ECUMIL",
        "PERMIL",
    ),
    "who-struck-before-them": (
        QUARREL + "Peruvian marines attacked an Ecuadorean convoy. Youths hit back.", "hit back", "ECU", "PERMIL",
    ),
    "not-who-struck-himself": (
        QUARREL + "Peruvian marines attacked a convoy of Ecuador. Peruvian gunners fired back.", "fired back",
        "PERMIL", "ECU",
    ),
    "an-offer-to-nobody-named": (QUARREL + "Ecuador offered to resume talks.", "offered", "ECU", "PER"),
    "a-mediator-asks-both": (QUARREL + "Brazil appealed for restraint.", "appealed", "BRA", "PER+ECU"),
    "two-mediators-ask-both": (QUARREL + "Brazil and Chile appealed for restraint.", "appealed", "BRA+CHL", "PER+ECU"),
    "a-body-asks-both": (QUARREL + "The Security Council called for restraint.", "called", "IGOUNO", "PER+ECU"),
    "generals-who-meet": (QUARREL + "On Monday generals met on a bridge.", "met", "PERMIL+ECUMIL", "PERMIL+ECUMIL"),
    "generals-who-meet-somebody": (QUARREL + "On Monday generals met the bishop.", "met", "?", "?"),
    "them-is-both": (
        QUARREL + "Brazil's president telephoned both governments and invited them to Brasilia.", "invited", "BRAGOV",
        "PERGOV+ECUGOV",
    ),
    "a-base-of-no-gazetteer": (
        "LIMA, Jan 28 (Wire) - " + QUARREL + "Peruvian troops overran the Quilumay air base.", "overran", "PERMIL",
        "ECUMIL",
    ),
    "the-line-is-theirs": (QUARREL + "On Sunday Peruvian troops crossed the Line.", "crossed", "PERMIL", "ECU"),
    "no-charge-of-its-own": (
        QUARREL + "Peru dismissed the charges that were levelled at Peru.", "dismissed", "PER", "ECU",
    ),
    "a-mediator-asks-somebody": (QUARREL + "Brazil urged the United Nations to act.", "urged", "BRA", "IGOUNO"),
    "who-meets": (QUARREL + "Peru and Ecuador held talks in Brasilia.", "held", "PER+ECU", "PER+ECU"),
    "who-meets-with": (QUARREL + "Peru held talks with Ecuador in Brasilia.", "held", "PER", "ECU"),
    "both-prime-ministers": (
        QUARREL + "Brazil's president telephoned both foreign ministers.", "telephoned", "BRAGOV", "PERGOV+ECUGOV",
    ),
    "a-fleet-put-to-sea": (QUARREL + "On Sunday Peru's navy was put on alert.", "put", "PERMIL", "ECU"),
    "a-blow-that-was-not-struck": (QUARREL + "Peru denied that its army had shelled a road.", "shelled", "PERMIL", "?"),
}  # fmt: skip

# Texts of one side: publisher type, text, trigger, actors, recipients.
TOLD_BY_PERU = {
    "they-are-the-other": (
        "newspaper", "They burned two villages and poisoned a well. Peru will not forget. Ecuador is Ecuador.",
        "burned", "ECU", "PER",
    ),
    "they-are-whom-the-text-names": (
        "newspaper", "Rebels came at dawn. They burned two villages. Peru will not forget. Ecuador is Ecuador.",
        "burned", "?REB", "?",
    ),
    "our-men-who-fight": (
        "newspaper", "Ecuador shelled us. Ten of our men were captured. Ecuador will hear of Peru.", "captured",
        "ECU", "PERMIL",
    ),
    "a-paper-fights-no-battle": (
        "newspaper", "Ecuador shelled us. We fired no shot. Ecuador will hear of Peru.", "fired", "PER", "ECU",
    ),
    "our-women-do-not": (
        "newspaper", "Ecuador shelled us. Ten of our women were captured. Ecuador will hear of Peru.", "captured",
        "ECU", "PERCVL",
    ),
    "a-wire-takes-no-side": (
        "wire", "They burned two villages and poisoned a well. Ecuador and Peru differ; Peru and Ecuador always do.",
        "burned", "?", "?",
    ),
}  # fmt: skip


@cache
def _extractor() -> GrammarExtractor:
    return GrammarExtractor(names=load_catalogue(), gazetteer=load_gazetteer(), codebook=load_codebook("plover"))


def _report(text: str, trigger: str, **known: Any) -> Report:
    document = Document("d", text, "0" * 64, published="1995-01-30", **known)
    found = _extractor().report(document, _extractor().read(document)).reports
    return next(report for report in found if trigger in report.trigger.text)


def _codes(report: Report, role: str) -> str:
    parties = report.actors if role == "actor" else report.recipients
    if not parties:
        return "-"
    return "+".join(party.code or "?" + "".join(party.sectors) for party in parties)


def _agrees(found: str, wanted: str) -> bool:
    if wanted == "?":
        return all(code.startswith("?") for code in found.split("+"))
    pairs = zip(found.split("+"), wanted.split("+"), strict=False)
    return found.count("+") == wanted.count("+") and all(
        one == two or (len(two) == 3 and one.startswith(two)) for one, two in pairs
    )


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients"), CASES.values(), ids=CASES)
def test_the_other_of_two_sides(text: str, trigger: str, actors: str, recipients: str) -> None:
    report = _report(text, trigger)
    found = (_codes(report, "actor"), _codes(report, "recipient"))
    assert _agrees(found[0], actors) and _agrees(found[1], recipients), found


@pytest.mark.parametrize(("kind", "text", "trigger", "actors", "recipients"), TOLD_BY_PERU.values(), ids=TOLD_BY_PERU)
def test_in_a_text_of_one_side(kind: Any, text: str, trigger: str, actors: str, recipients: str) -> None:
    report = _report(text, trigger, publisher="The Daily", publisher_type=kind, publisher_country="PER")
    found = (_codes(report, "actor"), _codes(report, "recipient"))
    assert _agrees(found[0], actors) and _agrees(found[1], recipients), found


def test_the_reason_is_told() -> None:
    report = _report(CASES["a-village-that-one-side-shells"][0], "shelled")
    assert "of the two sides the one that is hit" in report.recipients[0].rule
