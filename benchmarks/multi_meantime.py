"""Event mentions of business news: found as clauses, with what is certain, negated, to come, and who said it.

Only the fully annotated part (headline, date line, the next four sentences) and only mentions with a
certainty. ``said_f1``: pairs of a reporting event and what it reports, against the cue of our speaker and
the clause that it stands behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import system
from benchmarks.bootstrap import Figures, figures, share, summed_f1
from benchmarks.factuality import clause_at, token_starts
from benchmarks.gold import read_records
from rashomon.records import Clause

UNCERTAIN = frozenset({"possible", "conditional", "planned", "threatened", "demanded"})
TO_COME = frozenset({"planned", "threatened", "demanded", "possible", "conditional"})
Row = dict[str, tuple[float, ...]]


def measure(folder: Path) -> Figures:
    """mention_r, negated_f1, uncertain_f1, future_f1, said_f1; the unit is the document."""
    rows = [_measure_document(record) for record in read_records(folder)]
    names = ("negated", "uncertain", "future", "said")
    statistics = {f"{name}_f1": (lambda rows, n=name: summed_f1([r[n] for r in rows])) for name in names}
    statistics["mention_r"] = lambda rows: share(sum(r["mention"][0] for r in rows), sum(r["mention"][1] for r in rows))
    return figures(rows, statistics)


def _measure_document(record: dict[str, Any]) -> Row:
    clauses: dict[str, Clause] = {}
    mentions = [event for event in record["events"] if event.get("certainty")]
    heads: dict[tuple[int, int], str] = {}
    found_said: set[tuple[int, int, int]] = set()
    for number, text in enumerate(record["sentences"]):
        reading = system.read(system.document(text, published=record["dct"]))
        starts = token_starts(text)
        tokens = {start: token for token, start in enumerate(starts)}
        for clause in reading.clauses:
            for speaker in clause.speakers:
                found_said |= {
                    (number, token, tokens.get(clause.head_start, -1))
                    for start, token in tokens.items()
                    if speaker.cue.start <= start < speaker.cue.end
                }
        for mention in mentions:
            if mention["sent"] != number:
                continue
            first, last = starts[mention["toks"][0]], starts[mention["toks"][-1] + 1]
            heads |= {(number, token): mention["m"] for token in mention["toks"]}
            if clause := clause_at(reading.clauses, first, last):
                clauses[mention["m"]] = clause
    rows: Row = {"mention": (float(len(clauses)), float(len(mentions)))}
    pairs = [(mention, clauses[mention["m"]]) for mention in mentions if mention["m"] in clauses]
    rows["negated"] = _tally([(m["polarity"] == "NEG", c.polarity == "denied") for m, c in pairs])
    rows["uncertain"] = _tally([(m["certainty"] != "CERTAIN", c.modality in UNCERTAIN) for m, c in pairs])
    rows["future"] = _tally([(m["time"] == "FUTURE", c.modality in TO_COME) for m, c in pairs])
    said = {
        (heads[number, cue], heads[number, token])
        for number, cue, token in found_said
        if (number, cue) in heads and (number, token) in heads
    }
    wanted = {(a, b) for a, b in record["slinks"] if a in clauses and b in clauses}
    rows["said"] = (float(len(said & wanted)), float(len(said)), float(len(wanted)))
    return rows


def _tally(answers: Sequence[tuple[bool, bool]]) -> tuple[float, float, float]:
    return (
        float(sum(wanted and found for wanted, found in answers)),
        float(sum(found for _, found in answers)),
        float(sum(wanted for wanted, _ in answers)),
    )
