"""Learn the weights of linking from open gold, the dossiers and our own piles, and write them into weights.toml.

python -m benchmarks.learn_linking --gold DIR [--dry-run]
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import rashomon.linking
from benchmarks import coref_ecbplus, incident_maverick
from benchmarks.gold_reports import claims_as_reports, load_dossier
from benchmarks.system import GOLD, extract, mark_echoes, read_documents
from rashomon.linking.learning import JudgedPair, JudgedSet, judge_pairs, learn_weights
from rashomon.scoring import read_gold, score

PILES = (Path(__file__).parent / "piles", Path(__file__).parents[1] / "tests/piles")
WEIGHTS = Path(rashomon.linking.__file__).parent / "weights.toml"


def main() -> int:
    """Print what moved, and write it unless told not to."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.learn_linking", description=__doc__.splitlines()[0])
    options.add_argument("--gold", type=Path, default=GOLD)
    options.add_argument("--dry-run", action="store_true")
    given = options.parse_args()
    text = WEIGHTS.read_text(encoding="utf-8")
    table = tomllib.loads(text)
    shares = table["learnt"]["shares"]
    weights = learn_weights(
        [JudgedSet(pairs, shares[name]) for name, pairs in read_pairs(given.gold).items()],
        table["hand"],
        strength=table["learnt"]["strength"],
        held=table["held"],
    )
    for name, shift in table["learnt"]["shifts"].items():
        weights[name] = round(weights[name] + shift, 2)
    for name, value in weights.items():
        sys.stdout.write(f"{name:26} {table['hand'][name]:7.2f} {table['weights'][name]:7.2f} {value:7.2f}\n")
    if not given.dry_run:
        WEIGHTS.write_text(write_weights(text, weights), encoding="utf-8")
    return 0


def read_pairs(gold: Path) -> dict[str, list[JudgedPair]]:
    """The judged pairs of each set; a set that is not there is left out."""
    found: dict[str, list[JudgedPair]] = {}
    if (folder := gold / "incident_maverick").exists():
        reports, documents, events = incident_maverick.read_reports(folder)
        found["incident_maverick"] = list(judge_pairs(reports, {d.id: d for d in documents}, events))
    if (folder := gold / "coref_ecbplus").exists():
        found["coref_ecbplus"] = [
            pair
            for reports, documents, chains in coref_ecbplus.read_topics(folder).values()
            for pair in judge_pairs(reports, {d.id: d for d in documents}, chains)
        ]
    told = {"dossiers": (gold / "dossiers").glob("*/"), "piles": (path for root in PILES for path in root.glob("*/"))}
    for name, folders in told.items():
        for folder in sorted(folders):
            found.setdefault(name, []).extend(_claimed_pairs(folder))
            found.setdefault(f"{name}_read", []).extend(_read_pairs(folder))
    return found


def _claimed_pairs(folder: Path) -> Iterator[JudgedPair]:
    """The pairs of a coder's claims."""
    documents, told = load_dossier(folder)
    incidents = {claim["id"]: claim["incident"] or claim["id"] for claim in told["claims"]}
    return judge_pairs(claims_as_reports(told, documents), {d.id: d for d in documents}, incidents)


def _read_pairs(folder: Path) -> Iterator[JudgedPair]:
    """The pairs of what we read ourselves, judged by the claims that the reports stand for."""
    documents = mark_echoes(read_documents(folder / "documents.jsonl"))
    gold = read_gold(folder / "gold.json", {document.id: document.text for document in documents})
    reports = [report for document in documents for report in extract(document).reports]
    pairs = score(gold, documents, reports).matching.pairs
    incidents = {pair.report.id: pair.claim.incident or pair.claim.id for pair in pairs}
    return judge_pairs(reports, {document.id: document for document in documents}, incidents)


def write_weights(text: str, weights: Mapping[str, float]) -> str:
    """The file with the numbers under [weights] replaced, its comments kept."""
    before, heading, rest = text.partition("[weights]\n")
    section, following, after = rest.partition("\n#")
    for name, value in weights.items():
        section = re.sub(rf"^{name} = \S+", f"{name} = {value}", section, flags=re.MULTILINE)
    return before + heading + section + following + after


if __name__ == "__main__":
    sys.exit(main())
