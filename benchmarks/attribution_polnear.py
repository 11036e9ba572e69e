"""Who is said to have said it: the head of the speaker, attribution by attribution.

Gold: the attributions with a source. Found: each speaker of a clause, once per cue. They match one to
one when the head of the found speaker lies within the gold source and either the cues overlap or a
clause that the speaker stands behind lies within the gold content. A gold source that is a relative
pronoun alone ("Smith, who said") is also met by the head of the phrase before it, which is what the pronoun
stands for. The gold knows attributions of wanting, planning and feeling too, which we only read where
they carry a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import system
from benchmarks.bootstrap import Figures, figures, share, summed_f1
from benchmarks.gold import read_records
from rashomon.records import Reading, Speaker
from rashomon.scoring import assign

Found = tuple[int, int, int]  # speaker's head, cue's start and end


def measure(folder: Path) -> Figures:
    """speaker_head_f1 with precision and recall, and the share of cues found at all."""
    rows: list[tuple[float, float, float, float]] = []
    for record in read_records(folder):
        wanted = [a for a in record["attributions"] if a["source"]]
        found = attributions(system.read(system.document(record["text"], published=record["date"])))
        for attribution in wanted:
            attribution["source"] = [_with_antecedent(record["text"], span) for span in attribution["source"]]
        chosen = match(wanted, found)
        cues = sum(any(_meet(a["cue"], cue[1], cue[2]) for cue in found) for a in wanted)
        rows.append((float(len(chosen)), float(len(found)), float(len(wanted)), float(cues)))
    return figures(
        rows,
        {
            "speaker_head_f1": lambda rows: summed_f1([r[:3] for r in rows]),
            "speaker_head_p": lambda rows: share(sum(r[0] for r in rows), sum(r[1] for r in rows)),
            "speaker_head_r": lambda rows: share(sum(r[0] for r in rows), sum(r[2] for r in rows)),
            "cue_r": lambda rows: share(sum(r[3] for r in rows), sum(r[2] for r in rows)),
        },
    )


def attributions(reading: Reading) -> dict[Found, list[int]]:
    """Each (speaker's head, cue) with the heads of the clauses that it stands behind."""
    found: dict[Found, list[int]] = {}
    for clause in reading.clauses:
        for speaker in _first_of_each_level(clause.speakers):
            phrase, cue = speaker.phrase, speaker.cue
            if phrase.end > phrase.start and not (phrase.start >= cue.start and phrase.end <= cue.end):
                found.setdefault((phrase.head_start, cue.start, cue.end), []).append(clause.head_start)
    return found


def _first_of_each_level(speakers: Sequence[Speaker]) -> list[Speaker]:
    """Joint speakers ("X and Y said") are one attribution in the gold, whose source holds them both."""
    return list({speaker.level: speaker for speaker in reversed(speakers)}.values())[::-1]


def match(wanted: Sequence[dict[str, Any]], found: dict[Found, list[int]]) -> list[tuple[int, int]]:
    """The one-to-one choice of gold and found attributions."""
    weights: dict[tuple[int, int], float] = {}
    for g, gold in enumerate(wanted):
        for f, ((head, start, end), clauses) in enumerate(found.items()):
            if not _meet(gold["source"], head, head + 1):
                continue
            cue = _meet(gold["cue"], start, end)
            if cue or any(_meet(gold["content"], clause, clause + 1) for clause in clauses):
                weights[g, f] = 2.0 if cue else 1.0
    return assign(weights)


def _with_antecedent(text: str, span: Sequence[int]) -> Sequence[int]:
    start, end = span
    if text[start:end].lower() not in ("who", "which", "that"):
        return span
    return max(start - 60, text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1), end


def _meet(spans: Sequence[Sequence[int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)
