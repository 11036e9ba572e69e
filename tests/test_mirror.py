"""The mirror law, end to end: two countries change places in the example, and the record mirrors it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.extraction.grammar import GrammarExtractor
from rashomon.records import Document, Report
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import load_catalogue

EXAMPLE = Path(__file__).parents[1] / "examples" / "gulf-2019" / "documents.jsonl"
PAIRS = {"Iran": "Oman", "Iranian": "Omani", "Iranians": "Omanis", "Iran's": "Oman's", "Tehran": "Muscat"}
SWAP = {**PAIRS, **{other: one for one, other in PAIRS.items()}}
CODES = {"IRN": "OMN", "OMN": "IRN"}
WORDS = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SWAP), key=len, reverse=True)) + r")\b")
LEAST = 0.97

pytestmark = pytest.mark.model

Told = tuple[str, ...]


def test_swapping_two_countries_mirrors_the_record() -> None:
    same = total = 0
    differences = []
    for fields in map(json.loads, EXAMPLE.read_text(encoding="utf-8").splitlines()):
        plain = read(fields["text"], fields)
        country = fields.get("source_country", "")
        mirror = {**fields, "source": swap(fields["source"]), "source_country": CODES.get(country, country)}
        swapped = read(swap(fields["text"]), mirror)
        expected = [mirrored(told(report)) for report in plain]
        found = [told(report) for report in swapped]
        for one in expected:
            total += 1
            if one in found:
                found.remove(one)
                same += 1
            else:
                differences.append(one)
    assert same / total >= LEAST, f"{same} of {total}\n" + "\n".join(map(str, differences))


def read(text: str, fields: dict[str, str]) -> tuple[Report, ...]:
    document = Document(
        "d",
        text,
        "0" * 64,
        published=fields["published"],
        publisher=fields["source"],
        publisher_type=fields.get("source_type"),  # type: ignore[arg-type]
        publisher_country=fields.get("source_country"),
    )
    extractor = _extractor()
    return extractor.report(document, extractor.read(document)).reports


def swap(text: str) -> str:
    return WORDS.sub(lambda match: SWAP[match.group()], text)


def told(report: Report) -> Told:
    """What a report says by sentence and trigger, with the countries of the parties whose words name one of the two."""
    parties = [
        f"{role}:{party.country}"
        for role, group in (("actor", report.actors), ("recipient", report.recipients))
        for party in group
        if WORDS.search(party.text)
    ]
    return (report.sentence.text, report.trigger.text, str(report.event), report.modality, report.polarity, *parties)


def mirrored(one: Told) -> Told:
    sentence, trigger, *rest = one
    return (
        swap(sentence),
        swap(trigger),
        *(re.sub(r"IRN|OMN", lambda match: CODES[match.group()], part) for part in rest),
    )


@cache
def _extractor() -> GrammarExtractor:
    return GrammarExtractor(names=load_catalogue(), gazetteer=load_gazetteer(), codebook=load_codebook())
