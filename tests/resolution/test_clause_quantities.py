"""Figures in whole sentences read by the model: which verb's they are, of whom, how many."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.language.reader import DocumentReader
from rashomon.records import Document
from rashomon.resolution.names import load_catalogue
from rashomon.resolution.quantities import find_quantities

# text, verb, its figures as "outcome low-high population"
CASES = [
    ("The death toll from Sunday's attack rose to 41.", "rose", ["killed 41-41"]),
    ("Security forces killed 14 militants and arrested six others.", "killed", ["killed 14-14 militants"]),
    ("Security forces killed 14 militants and arrested six others.", "arrested", ["detained 6-6 others"]),
    ("The blast left three dead and nine injured.", "left", ["killed 3-3 dead", "injured 9-9"]),
    ("Some 20,000 people were displaced by the fighting.", "displaced", ["displaced 20000-20000 people"]),
    (
        "The state will deploy 1,500 troops and a dozen fighter jets.",
        "deploy",
        ["troops 1500-1500 troops", "aircraft 12-12 jets"],
    ),
    ("All five crew members died.", "died", ["killed 5-5 members"]),
    ("The army fired more than a dozen ballistic missiles at two bases.", "fired", ["munitions 12-open missiles"]),
    ("The crash killed all 176 people on board.", "killed", ["killed 176-176 people"]),
    ("A crowd of several hundred people gathered at the gate.", "gathered", ["participants 300-open people"]),
    (
        "Five people, three of them children, were killed in the strike.",
        "killed",
        ["killed 5-5 people", "killed 3-3 children"],
    ),
    ("Tens of thousands of people marched through the capital.", "marched", ["participants 10000-open people"]),
    ("At least 30 civilians were reported killed.", "reported", ["killed 30-open civilians"]),
    ("The ministry said 12 of its soldiers had been killed and 20 captured.", "captured", ["detained 20-20"]),
    ("Dozens were wounded.", "wounded", ["injured 12-open"]),
    ("Between 50 and 60 rebels surrendered.", "surrendered", ["other 50-60 rebels"]),
    (
        "The navy seized four tankers and their 58 crew.",
        "seized",
        ["vessels 4-4 tankers", "detained 58-58 crew"],
    ),
    ("The rebels said they had shot down two helicopters.", "shot down", ["aircraft 2-2 helicopters"]),
    ("Two missiles struck the base, wounding 34 troops.", "wounding", ["injured 34-34 troops"]),
    ("Officials said 8 people were missing.", "were", ["missing 8-8 people"]),
    ("They deployed 5 to 6 thousand soldiers.", "deployed", ["troops 5000-6000 soldiers"]),
    ("The court jailed the two men for 12 years on 3 May.", "jailed", ["detained 2-2 men"]),
    ("The two sides met on 4 July.", "met", []),
    ("Troops stormed the tanker in 2019.", "stormed", []),
]


@cache
def reader() -> DocumentReader:
    return DocumentReader(load_catalogue())


@pytest.mark.model
@pytest.mark.parametrize(("text", "verb", "figures"), CASES, ids=[f"{verb}: {text[:40]}" for text, verb, _ in CASES])
def test_figures_go_to_their_verb(text: str, verb: str, figures: list[str]) -> None:
    document = Document("d", text, "", published="2021-01-08")
    clause = next(one for one in reader().read(document).clauses if verb in one.trigger.text)
    found = []
    for quantity in find_quantities(clause, None, document=document):
        assert text[quantity.start : quantity.end] == quantity.text
        ends = "-".join("open" if end is None else str(end) for end in (quantity.low, quantity.high))
        found.append(f"{quantity.outcome} {ends} {quantity.population or ''}".strip())
    assert found == figures
