"""What the terminal shows to whoever works on the reading: a sentence step by step, a codebook's faults and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rashomon.cli.layout import heading, indented, make_table, shorten
from rashomon.cli.rendering import render_comparison, render_incidents, render_passed_over, report_fields
from rashomon.naming import count_words

if TYPE_CHECKING:
    from rashomon.coding.checking import Problem
    from rashomon.coding.gaps import Gap
    from rashomon.pipeline import Explained


def render_explained(explained: Explained) -> RenderableType:
    """Each step's value as a table."""
    reading = explained.reading
    clauses = make_table("clause", "predicate", "relations", "status", "speakers")
    for clause in reading.clauses:
        relations = "\n".join(
            f"{relation.name}: {relation.phrase.text}"
            + (f"  [{' '.join(relation.phrase.kinds)}]" if relation.phrase.kinds else "")
            for relation in clause.relations
        )
        speakers = "\n".join(f"{s.phrase.text} ({s.stance}, {s.quote})" for s in clause.speakers)
        status = f"{clause.modality}, {clause.polarity}" + (f"\nno report: {clause.skip}" if clause.skip else "")
        words = clause.lemma if clause.light is None else f"{clause.light} {clause.lemma}"
        predicate = f"{words} ({clause.pos})" + (
            f"\n{clause.governor.relation} of {clause.governor.clause}" if clause.governor else ""
        )
        clauses.add_row(clause.id, predicate, relations, status, speakers or "")
    codings = make_table("clause", "event", "trigger", "actor", "recipient", "CAMEO", "intensity")
    for coding in explained.codings:
        codings.add_row(
            coding.clause,
            " / ".join(part for part in (coding.event, coding.mode) if part),
            coding.trigger_id,
            ", ".join(coding.actors),
            ", ".join(coding.recipients) + (" (reciprocal)" if coding.reciprocal else ""),
            coding.cameo or "",
            f"{coding.intensity:g}",
        )
    parts: list[RenderableType] = [
        heading("1  Clauses: what is said, before any codebook"),
        clauses if reading.clauses else Text("none", "dim"),
        heading("2  Codings: what the codebook calls them"),
        codings if explained.codings else Text("none", "dim"),
    ]
    if explained.passed_over:
        parts += [heading("   Passed over"), render_passed_over(explained.passed_over)]
    parts.append(heading("3  Reports: what the phrases refer to"))
    if not explained.reports:
        parts.append(Text("none", "dim"))
    for report in explained.reports:
        table = Table.grid(padding=(0, 2))
        for name, words, value in report_fields(report):
            table.add_row(Text(name, "dim"), words, value)
        parts += [Text(f"\n{report.id}", "bold"), indented(table)]
        parts += [indented(Text(f"because {reason}", "dim")) for reason in report.reasons]
    if explained.framings:
        parts.append(heading("   Framing"))
        parts += [
            indented(
                Text(f"{framing.text}: {framing.kind.replace('_', ' ')}, toward {', '.join(framing.toward) or '?'}")
            )
            for framing in explained.framings
        ]
    parts.append(heading("4  Incidents: which reports tell of one happening"))
    parts.append(render_incidents(explained.incidents) if explained.incidents else Text("none", "dim"))
    if explained.comparisons:
        parts.append(heading("5  Comparisons: where they part"))
        parts += [indented(render_comparison(comparison)) for comparison in explained.comparisons]
    return Group(*parts)


def render_problems(problems: Sequence[Problem]) -> RenderableType:
    """What does not hold in a codebook: where, what, and what to do."""
    if not problems:
        return Text("The codebook holds: every key, every name, every example.")
    parts: list[RenderableType] = [Text(count_words(len(problems), "problem"), "bold")]
    for problem in problems:
        parts.append(Text.assemble(("\n", ""), (f"{problem.file}: {problem.key}", "bold")))
        parts.append(indented(Text.assemble(problem.problem, (f" {problem.advice}" if problem.advice else "", "dim"))))
    return Group(*parts)


def render_gaps(gaps: Sequence[Gap]) -> RenderableType:
    """Predicates that no trigger knows, with sentences."""
    table = make_table("times", "predicate", "sentences")
    for gap in gaps:
        sentences = "\n".join(shorten(sentence, 160) for sentence in gap.sentences)
        table.add_row(str(gap.count), f"{gap.lemma} ({gap.pos})", sentences)
    return table
