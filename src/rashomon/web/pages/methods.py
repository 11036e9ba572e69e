"""How the pile was read and how often rightly: methods, a random sample to judge, and what was judged as examples."""

from __future__ import annotations

from typing import Any

import msgspec

from rashomon.scoring import wilson
from rashomon.storage.sampling import count_judged, draw_sample
from rashomon.web.examples import as_toml, make_examples
from rashomon.web.pages.desk import Asked, Desk, Page

_EXAMPLES = 500  # on one page


def show_methods(desk: Desk, asked: Asked) -> Page:
    """What read the pile, what was left out, and how often it was right."""
    archive = desk.archive
    judged = count_judged(archive)
    low, high = wilson(judged.right, judged.total)
    values: dict[str, Any] = {
        "runs": archive.runs()[:20],
        "summary": archive.summary(),
        "passed_over": {row["reason"]: row["places"] for row in archive.ask("passed_over_counted")},
        "review": archive.count_reports("review"),
        "failures": archive.failures()[:50],
        "precision": {"judged": judged.total, "right": judged.right, "low": round(low, 3), "high": round(high, 3)},
    }
    return desk.page("methods", "Methods", "/methods", asked, values, **values, every_side=desk.study.sides)


def show_audit(desk: Desk, asked: Asked) -> Page:
    """A random sample to judge: the same as on the command line for the same seed."""
    n, seed = asked.number("n", 50, 1_000), asked.number("seed", 1, 10**6)
    sample = draw_sample(desk.archive, n, seed)
    documents = desk.documents_of(sample)
    cards = [card for report in sample for card in desk.cards([report], documents[report.document])]
    return desk.page(
        "audit", "Audit", "/methods", asked, sample, cards=cards, documents=documents, n=n, seed=seed,
        judged=sum(report.review != "unreviewed" for report in sample),
    )  # fmt: skip


def show_examples(desk: Desk, asked: Asked) -> Page:
    """What people judged, as examples in marked text."""
    examples = make_examples(desk.archive.reports(review=("accepted", "corrected", "added", "rejected")))
    table = [msgspec.to_builtins(one) for one in examples]
    return desk.page(
        "examples", "Examples", "/methods", asked, table, table=lambda: table,
        rows=[(one, as_toml(one)) for one in examples[:_EXAMPLES]],
    )  # fmt: skip
