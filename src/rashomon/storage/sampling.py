"""A random sample of reports for people to judge, and what they found: how often we read this pile right."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rashomon.records import Report
from rashomon.storage.archive import Archive


@dataclass(frozen=True, slots=True)
class Judged:
    """How many reports people judged, and how many of them were right in every field; a corrected one was not."""

    right: int
    wrong: int

    @property
    def total(self) -> int:
        return self.right + self.wrong


def draw_sample(archive: Archive, n: int, seed: int = 1) -> tuple[Report, ...]:
    """So many reports, each as likely as any other; the same seed draws the same ones."""
    ids = [row["id"] for row in archive.ask("ids_to_judge")]
    drawn = random.Random(seed).sample(ids, min(n, len(ids)))
    return tuple(archive.reports(id=tuple(drawn)))


def count_judged(archive: Archive) -> Judged:
    """What people have judged in the whole archive."""
    counts = archive.count_reports("review")
    return Judged(counts.get("accepted", 0), counts.get("rejected", 0) + counts.get("corrected", 0))
