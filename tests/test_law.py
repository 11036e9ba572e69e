"""The law of events: each case of ``docs/concepts/events.md`` is a sentence that must be reported so, and not more."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.extraction.grammar import GrammarExtractor
from rashomon.reading.documents import make_document
from rashomon.reading.metadata import Metadata
from rashomon.records import Document, Party, Report, SpeakerParty
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import load_catalogue

LAW = tomllib.loads((Path(__file__).parent / "golden" / "law.toml").read_text(encoding="utf-8"))
Case = dict[str, Any]

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["text"][:70], marks=[pytest.mark.xfail(reason=case["gap"])] if "gap" in case else [])
        for case in LAW["case"]
    ],
)
def test_the_law_holds(case: Case) -> None:
    reports = read(case["text"])
    told = [(r.trigger.text, r.event or r.facet, *map(_words, (r.actors, r.recipients))) for r in reports]
    missed = [asked for asked in case["reports"] if not any(_is_so(report, asked) for report in reports)]
    assert not missed, told
    if not case.get("others"):
        assert len(reports) == len(case["reports"]), told


def read(text: str) -> tuple[Report, ...]:
    """The reports of a text published on 2019-06-22."""
    document = next(made for made in make_document(text, Metadata(published="2019-06-22", language="en"), origin="law"))
    assert isinstance(document, Document)
    extractor = _extractor()
    return extractor.report(document, extractor.read(document)).reports


@cache
def _extractor() -> GrammarExtractor:
    return GrammarExtractor(names=load_catalogue(), gazetteer=load_gazetteer(), codebook=load_codebook())


def _is_so(report: Report, asked: Case) -> bool:
    figure = asked.get("figure")
    return (
        (report.event or report.kind) == asked["event"]
        and _stands(report.actors, asked.get("actor"))
        and _stands(report.recipients, asked.get("recipient"))
        and _is_said_by(report.speakers, asked.get("speaker", "-" if report.kind == "event" else None))
        and report.modality in asked.get("modality", "actual").split("|")
        and report.polarity == asked.get("polarity", "affirmed")
        and (figure is None or tuple(figure) in {(q.outcome, q.low) for q in report.quantities})
        and ("facet" not in asked or report.facet == asked["facet"])
        and ("content" not in asked or bool(report.content_of))
    )


def _stands(parties: tuple[Party, ...], asked: str | None) -> bool:
    """Whether these words stand in the role: "a|b" one of them, "a+b" both, "-" none."""
    if asked is None:
        return True
    if asked == "-":
        return not parties
    words = _words(parties)
    return any(all(one.lower() in words.lower() for one in either.split("+")) for either in asked.split("|"))


def _is_said_by(speakers: tuple[SpeakerParty, ...], asked: str | None) -> bool:
    if asked is None:
        return True
    if asked == "-" or not speakers:
        return asked == "-" and not speakers
    return speakers[-1].kind == "unnamed" if asked == "unnamed" else asked.lower() in speakers[-1].text.lower()


def _words(parties: tuple[Party, ...]) -> str:
    return " + ".join(party.antecedent.text if party.antecedent else party.text for party in parties)
