"""Which day belongs to which verb, in whole sentences read by the model; all are published on Friday 8 January 2021."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.language.reader import DocumentReader
from rashomon.records import Document
from rashomon.resolution.names import load_catalogue
from rashomon.resolution.times import find_periods

# text, then verb = day; "-" for none
CASES = [
    (
        "Gunmen killed four policemen in Ghazni on Tuesday, a day after a bomb wounded nine people in Herat.",
        {"killed": "2021-01-05", "wounded": "2021-01-04"},
    ),
    (
        "Rebels who seized the town last month withdrew overnight.",
        {"seized": "2020-12", "withdrew": "2021-01-07/2021-01-08"},
    ),
    (
        "In the six weeks since the truce collapsed, shelling has killed 120 civilians.",
        {"killed": "2020-11-27/2021-01-08"},
    ),
    ("A meeting that had been planned for Tuesday was cancelled by Peru.", {"planned": "2021-01-12"}),
    ("The port was reopened on Tuesday.", {"reopened": "2021-01-05"}),
    ("Turkish marines stormed a Greek ferry bound for Rhodes before dawn on Monday.", {"stormed": "2021-01-04"}),
    ("Last month they crossed the river to burn houses in Rwanda.", {"burn": "2020-12"}),
    ("Last month they planned to burn houses in Rwanda.", {"burn": "-"}),
    ("Since Monday, more than 3,000 people have fled the valley.", {"fled": "2021-01-04/2021-01-08"}),
    ("Talks are due to resume in Geneva on 12 February.", {"resume": "2021-02-12"}),
    (
        "The minister, who resigned on Friday, said the army had shelled the hospital on 2 January.",
        {"resigned": "2021-01-08", "shelled": "2021-01-02", "said": "-"},
    ),
    (
        "Two soldiers were killed and five wounded when a mine exploded on Saturday.",
        {"killed": "2021-01-02", "wounded": "2021-01-02", "exploded": "2021-01-02"},
    ),
    ("After last week's raid the government imposed a curfew on Sunday.", {"imposed": "2021-01-03"}),
    ("From 3 to 7 January aircraft bombed the port.", {"bombed": "2021-01-03/2021-01-07"}),
    ("The vessel, seized in 2016, was released yesterday.", {"seized": "2016", "released": "2021-01-07"}),
    (
        "Police arrested 30 demonstrators at a rally on Sunday and released them on Monday.",
        {"arrested": "2021-01-03", "released": "2021-01-04"},
    ),
    ("The army said it would withdraw its troops next week.", {"withdraw": "2021-01-11/2021-01-17", "said": "-"}),
    (
        "The two sides signed a truce in 2015 but fighting resumed two years later.",
        {"signed": "2015", "fighting": "2017~"},
    ),
    ("At least a dozen people died when jets struck a market at dawn on Friday.", {"died": "2021-01-08"}),
    (
        "On Thursday the foreign minister condemned the killing of five fishermen the day before.",
        {"condemned": "2021-01-07", "killing": "2021-01-06"},
    ),
    ("The parliament will vote on the bill on 20 January.", {"vote": "2021-01-20"}),
    ("Turkey shot down a Russian jet in November 2015.", {"shot down": "2015-11"}),
    ("Up to 40 vehicles crossed the border during the night of 3 to 4 January.", {"crossed": "2021-01-03/2021-01-04"}),
    ("In the past two days, shelling killed 17 civilians.", {"killed": "2021-01-06/2021-01-08"}),
    ("The court extended the arrest until late April.", {"extended": "-"}),
    ("The port was calm in 2014, when gunmen seized the harbour.", {"seized": "2014"}),
    ("Troops stormed the town on Sunday. They burned the mill.", {"stormed": "2021-01-03", "burned": "2021-01-03"}),
    ("Troops stormed the town on Sunday. They have burned the mill.", {"burned": "-"}),
    (
        "Gunmen seized a ferry on 3 January. The owner condemned the seizure.",
        {"seizure": "2021-01-03", "condemned": "-"},
    ),
    ("The raid began on Sunday. Two days later, the rebels shelled the port.", {"shelled": "2021-01-05"}),
]


@cache
def reader() -> DocumentReader:
    return DocumentReader(load_catalogue())


@pytest.mark.model
@pytest.mark.parametrize(("text", "days"), CASES, ids=[text[:48] for text, _ in CASES])
def test_a_verb_takes_the_day_that_is_its_own(text: str, days: dict[str, str]) -> None:
    document = Document("d", text, "", published="2021-01-08", publisher="The Gull", publisher_type="newspaper")
    reading = reader().read(document)
    acts = {clause.id for clause in reading.clauses if clause.lemma in ("condemn", "say")}
    periods = find_periods(reading, document=document, acts=acts)
    for period in periods.values():
        assert text[period.start : period.end] == period.text
    found = {}
    for words in days:
        clause = next(clause for clause in reading.clauses if words in clause.trigger.text)
        told = periods.get(clause.id)
        found[words] = told.edtf if told and told.edtf else "-"
    assert found == days


@pytest.mark.model
def test_a_statement_dates_its_own_demands_and_no_other() -> None:
    text = "The Mission calls on Arden to free the crew. Arden denies that it holds anyone."
    document = Document(
        "d", text, "", published="2021-01-08", publisher="Mission of the Northern League", publisher_type="igo"
    )
    reading = reader().read(document)
    periods = find_periods(reading, document=document)
    found = {clause.lemma: periods.get(clause.id) for clause in reading.clauses}
    call = found["call"]
    assert call is not None and call.edtf == "2021-01-08" and call.rule == "present tense of the document"
    assert found["deny"] is None


@pytest.mark.model
def test_other_words_for_an_act_have_its_day_where_the_codebook_calls_both_the_same() -> None:
    text = (
        "Patrol boats captured three vessels on Tuesday. The sea was calm.\n"
        "The owner says his ships were seized without warning."
    )
    document = Document("d", text, "", published="2021-01-08", publisher="The Gull", publisher_type="newspaper")
    reading = reader().read(document)
    events = {clause.id: "COERCE/seize" for clause in reading.clauses if clause.lemma in ("capture", "seize")}
    seized = next(clause for clause in reading.clauses if clause.lemma == "seize")
    assert find_periods(reading, document=document).get(seized.id) is None
    period = find_periods(reading, document=document, events=events)[seized.id]
    assert (period.edtf, period.basis) == ("2021-01-05", "carried")
    assert period.rule == "the same act as 'captured', told before"
