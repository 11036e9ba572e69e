"""Framing: which words judge, which only look like it, whose words they are, and that no side is treated apart."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.framing import find_framings, is_slogan, load_framing_lexicon
from rashomon.records import (
    Clause,
    Document,
    Phrase,
    Relation,
    Sentence,
    Span,
    Speaker,
)

# text, kind, words found; None: nothing is found
CASES = [
    ("The brutal regime bombed the port.", "loaded", "brutal"),
    ("The ministry rejected the baseless charge.", "loaded", "baseless"),
    ("Their warmongers want more.", "loaded", "warmongers"),
    ("Bandits held the bridge.", "loaded", "Bandits"),
    ("The soldiers fired without mercy.", "loaded", "without mercy"),
    ("Our valiant sailors came home.", "loaded", "valiant"),
    ("The paper demonised the strikers.", "loaded", "demonised"),
    ("The envoy will smear the court.", "loaded", "smear"),
    ("The raid caused collateral damage.", "euphemism", "collateral damage"),
    ("A special military operation began.", "euphemism", "special military operation"),
    ("Two men were neutralised at the gate.", "euphemism", "neutralised"),
    ("These vermin crossed the river.", "dehumanising", "vermin"),
    ("A mob stormed the hall.", "dehumanising", "mob"),
    ('The so-called "referendum" lasted two days.', "scare_quotes", 'so-called "referendum"'),
    ('Their "peace plan" is a map with our towns cut out.', "scare_quotes", '"peace plan"'),
    ("Down with the generals!", "slogan", "Down with the generals!"),
    ("Tanks out of Arden!", "slogan", "Tanks out of Arden!"),
    ("No bread for bombs!", "slogan", "No bread for bombs!"),
    ("Bread, not bullets!", "slogan", "Bread, not bullets!"),
    ("#FreeTheCrew #Arden", "slogan", "#FreeTheCrew #Arden"),
    ("The minister of justice met the envoy.", None, None),
    ("The Criminal Court heard the case.", None, None),
    ("Troops shelled the port on Monday, killing two.", None, None),
    ('"We saw the ship burn," the captain said.', None, None),
    ('The spokesman called the ban "a step back".', None, None),
    ('The frigate "North Wind" sailed at noon.', None, None),
    ("Responsibility lies with the crew.", None, None),
    ("They lay in the plot of land behind the mill.", None, None),
    ("He works for the Guardian newspaper.", None, None),
]


def read(text: str, clauses: tuple[Clause, ...] = (), **values: str) -> list[tuple[str, str]]:
    document = Document("d", text, "", **values)  # type: ignore[arg-type]  # the fields of Document
    found = find_framings(document, [Sentence(0, len(text), text, 0)], clauses)
    for framing in found:
        assert text[framing.start : framing.end] == framing.text
    return [(framing.kind, framing.text) for framing in found]


@pytest.mark.parametrize(("text", "kind", "words"), CASES, ids=[case[0][:40] for case in CASES])
def test_words_that_judge_are_found_and_others_are_not(text: str, kind: str | None, words: str | None) -> None:
    found = read(text)
    if kind is None:
        assert found == []
    else:
        assert (kind, words) in found


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Long live the harbour!", True),
        ("Hands off Arden!", True),
        ("Never again.", True),
        ("#Arden #Bergen", True),
        ("We will never forget!", True),
        ("Arden is ours!", True),
        ("The crew is ours to feed, the cook said on Monday after the storm had passed.", False),
        ("Justice for the dead will come when the court of the southern province has heard every witness.", False),
        ("The ship sailed.", False),
        ("", False),
    ],
)
def test_a_slogan_is_a_call_and_no_account(sentence: str, answer: bool) -> None:
    assert is_slogan(sentence) is answer


def test_the_lexicon_is_large_and_has_no_word_twice_in_one_part_of_speech() -> None:
    entries = load_framing_lexicon()
    keys = [(entry.words, entry.pos) for entry in entries]
    assert len(entries) >= 600
    assert len(keys) == len(set(keys))
    assert all(entry.words == entry.words.lower() for entry in entries)


def test_sided_terms_stand_in_pairs_that_the_lexicon_has_both() -> None:
    table = tomllib.loads(files("rashomon").joinpath("lexicons/en/framing.toml").read_text(encoding="utf-8"))
    valence = {entry.words: entry.valence for entry in load_framing_lexicon()}
    for pair in table["sided"]:
        assert valence[pair["against"]] == -1, pair
        assert pair["favour"] in valence, pair


words = st.sampled_from([entry.words for entry in load_framing_lexicon() if entry.pos in ("noun", "adjective")])


@given(words, st.sampled_from([("Arden", "Bergen"), ("Iran", "Israel"), ("Russia", "Ukraine")]))
def test_the_marks_do_not_depend_on_the_country(word: str, countries: tuple[str, str]) -> None:
    def marks(country: str) -> list[tuple[str, str]]:
        return [(kind, found) for kind, found in read(f"The {word} of {country} came to the town.")]

    assert marks(countries[0]) == marks(countries[1])


@given(st.text(max_size=80), st.text(max_size=40))
def test_every_span_reslices_and_none_overlaps(one: str, other: str) -> None:
    text = f'{one} brutal "{other}" regime!'
    document = Document("d", text, "")
    end = 0
    for framing in find_framings(document, [Sentence(0, len(text), text, 0)]):
        assert text[framing.start : framing.end] == framing.text
        assert framing.start >= end
        end = framing.end


def phrase(text: str, words: str) -> Phrase:
    start = text.index(words)
    return Phrase(
        start, start + len(words), words, start + len(words) - 1, start + len(words), words.split()[-1].lower()
    )


def test_words_in_a_quotation_are_the_speakers_and_outside_it_the_publishers() -> None:
    text = 'The cowardly raid failed. "It was a barbaric act," the mayor said.'
    mayor = phrase(text, "the mayor")
    said = text.index("said")
    speaker = Speaker(0, mayor, Span(said, said + 4, "said"), "named", "says", "direct")
    was = text.index("was")
    clause = Clause(
        "s1.c1", Span(0, len(text), text), 0, Span(was, was + 3, "was"), "be", "verb", was, speakers=(speaker,)
    )  # fmt: skip
    document = Document("d", text, "", publisher="The Gull")
    found = find_framings(document, [Sentence(0, len(text), text, 0)], [clause])
    assert [(framing.text, framing.holder) for framing in found] == [
        ("cowardly", "The Gull"),
        ("barbaric", "the mayor"),
    ]


def test_what_is_said_of_a_predicate_is_said_of_its_subject() -> None:
    text = "The vote was a farce."
    vote, farce = phrase(text, "The vote"), phrase(text, "a farce")
    was = text.index("was")
    clause = Clause(
        "s1.c1", Span(0, len(text), text), 0, Span(was, was + 3, "was"), "be", "verb", was,
        (Relation("subject", vote), Relation("attribute", farce)),
    )  # fmt: skip
    [found] = find_framings(Document("d", text, ""), [Sentence(0, len(text), text, 0)], [clause])
    assert found.target is not None and found.target.text == "The vote"
