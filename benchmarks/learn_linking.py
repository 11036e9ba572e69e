"""Learn the weights of linking from open gold and the dossiers, and write them into weights.toml.

python -m benchmarks.learn_linking --gold DIR [--dry-run]
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import rashomon.linking
from benchmarks import coref_ecbplus, incident_maverick
from benchmarks.gold_reports import claims_as_reports, load_dossier
from benchmarks.system import GOLD
from rashomon.linking.learning import JudgedPair, JudgedSet, judge_pairs, learn_weights

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
    for folder in sorted((gold / "dossiers").glob("*/")):
        documents, told = load_dossier(folder)
        incidents = {claim["id"]: claim["incident"] or claim["id"] for claim in told["claims"]}
        pairs = judge_pairs(claims_as_reports(told, documents), {d.id: d for d in documents}, incidents)
        found.setdefault("dossiers", []).extend(pairs)
    return found


def write_weights(text: str, weights: Mapping[str, float]) -> str:
    """The file with the numbers under [weights] replaced, its comments kept."""
    before, heading, rest = text.partition("[weights]\n")
    section, following, after = rest.partition("\n#")
    for name, value in weights.items():
        section = re.sub(rf"^{name} = \S+", f"{name} = {value}", section, flags=re.MULTILINE)
    return before + heading + section + following + after


if __name__ == "__main__":
    sys.exit(main())
