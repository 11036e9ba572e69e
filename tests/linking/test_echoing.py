"""Which reports repeat another, found without a look at every pair."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.made_reports import document, report

from rashomon.linking.echoing import find_report_echoes
from rashomon.linking.vocabulary import stems

TOLD = "Gunmen attacked the {0} on the road to the {1} late at night and burned {2} lorries of the relief {3}"
PLACES = ("harbour", "mill", "bridge", "ferry", "quarry", "chapel")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(PLACES)] * 4), min_size=2, max_size=8))
def test_every_sentence_that_stands_in_an_earlier_document_is_an_echo(words: list[tuple[str, ...]]) -> None:
    """Shown beside a look at every pair: seven in ten of its runs of five words make a sentence a copy."""
    sentences = [TOLD.format(*chosen) for chosen in words]
    reports = [report(f"r{n}", f"d{n}", sentence, "attacked") for n, sentence in enumerate(sentences)]
    documents = {f"d{n}": document(f"d{n}", published=f"2019-12-{n + 1:02d}") for n in range(len(sentences))}
    shingles = [{stems(s)[i : i + 5] for i in range(len(stems(s)) - 4)} for s in sentences]
    copies = {
        f"r{n}"
        for n, own in enumerate(shingles)
        if any(len(own & earlier) / len(own) >= 0.7 for earlier in shingles[:n])
    }
    assert set(find_report_echoes(reports, documents)) == copies
