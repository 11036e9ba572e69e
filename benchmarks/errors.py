"""The errors of a set by class, each with its sentence, what the gold says and what was found.

    python -m benchmarks errors dossiers/kerch-2018 [--class missed|wrong-event|...]
    python -m benchmarks errors event_plover_gsr [--class missed|wrong-event|spurious|wrong-actor|wrong-recipient]
    python -m benchmarks errors event_plv [--class missed|wrong-event]

Without ``--class`` the classes are counted, and for the event sets the confusions. The sentences are
third-party text: read them, learn the class of error, never copy them into the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import system
from rashomon.records import Comparison, Document, Report
from rashomon.scoring import Gold, GoldClaim, Matching, Pair, Score, figures_right, marked_answers, read_gold, score


@dataclass(frozen=True, slots=True)
class Fault:
    """One error."""

    kind: str
    where: str
    sentence: str
    gold: str
    found: str


def main(arguments: Sequence[str]) -> int:
    """The command ``errors``."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks errors", description="List the errors of a set by class."
    )
    parser.add_argument("set", help="dossiers/NAME, event_plover_gsr or event_plv")
    parser.add_argument("--class", dest="kind", action="append", default=[], help="print these errors in full")
    parser.add_argument("--gold", type=Path, default=system.GOLD)
    options = parser.parse_args(arguments)
    folder = options.gold / options.set
    if not folder.is_dir():
        sys.stderr.write(f"No folder {folder}. Give dossiers/NAME, event_plover_gsr or event_plv, and --gold DIR.\n")
        return 2
    match options.set.partition("/")[0]:
        case "dossiers":
            faults = list(dossier_faults(folder))
        case "event_plover_gsr":
            faults = list(_gsr_faults(folder))
        case "event_plv":
            faults = list(_plv_faults(folder))
        case other:
            sys.stderr.write(f"No error lister for {other}. There is one for dossiers, event_plover_gsr, event_plv.\n")
            return 2
    _print(faults, options.kind)
    return 0


def dossier_faults(folder: Path) -> Iterator[Fault]:
    """All errors of a dossier, end to end."""
    documents = system.read_documents(folder / "documents.jsonl")
    gold = read_gold(folder / "gold.json", {document.id: document.text for document in documents})
    found = system.run(documents)
    scored = score(gold, found.documents, found.linked.reports, found.linked.comparisons)
    texts = {document.id: document for document in documents}
    yield from _missed_and_spurious(scored, texts)
    for pair in scored.matching.pairs:
        yield from _pair_faults(pair, texts[pair.claim.document])
    yield from _incident_faults(scored.matching, texts)
    yield from _dispute_faults(gold, scored, found.linked.comparisons, found.linked.reports)


def tell(report: Report) -> str:
    """A report in one line."""
    actors = " & ".join(f"{p.text!r}={p.code}" for p in report.actors) or "-"
    recipients = " & ".join(f"{p.text!r}={p.code}" for p in report.recipients) or "-"
    extra = [f"[{report.trigger.text}]", report.modality if report.modality != "actual" else ""]
    extra += [report.polarity if report.polarity != "affirmed" else "", f"by {report.coded_by}"]
    extra += [f"{s.level}:{s.text!r}={s.code} {s.stance}" for s in report.speakers]
    extra += [f"@{p.text}={p.country}({p.role})" for p in report.places]
    extra += [f"t:{report.period.text}={report.period.edtf}"] if report.period else []
    extra += [f"{q.outcome}:{q.low}-{q.high}" for q in report.quantities]
    extra += [f"content of {report.content_of}"] if report.content_of else []
    return f"{report.event}/{report.mode} {actors} -> {recipients} {' '.join(part for part in extra if part)}"


def tell_claim(claim: GoldClaim) -> str:
    """A gold claim in one line."""
    figures = " ".join(f"{f.kind}:{f.low}-{f.high}" for f in claim.figures)
    return (
        f"{claim.id} {'|'.join(claim.event)}/{'|'.join(map(str, claim.mode))} {'|'.join(claim.actor) or '-'} -> "
        f"{'|'.join(claim.recipient) or '-'} {'|'.join(claim.modality)} {claim.polarity} "
        f"by {'|'.join(claim.speaker) or 'own voice'} @{'|'.join(claim.place) or '-'} "
        f"t:{claim.date} {figures} {claim.incident}"
    )


def _print(faults: Sequence[Fault], kinds: Sequence[str]) -> None:
    counted = Counter(fault.kind for fault in faults if fault.kind != "confusion" or "confusion" in kinds)
    if not kinds:
        for kind, count in counted.most_common():
            sys.stdout.write(f"{count:5}  {kind}\n")
        confusions = Counter((fault.gold, fault.found) for fault in faults if fault.kind == "confusion")
        for (gold, found), count in confusions.most_common(40):
            sys.stdout.write(f"{count:5}  {gold} read as {found}\n")
        return
    for fault in faults:
        if fault.kind in kinds:
            sys.stdout.write(
                f"{fault.kind}  {fault.where}\n  {fault.sentence}\n  gold:  {fault.gold}\n  found: {fault.found}\n\n"
            )
    for kind in kinds:
        sys.stdout.write(f"{counted[kind]} {kind}\n")


def _missed_and_spurious(scored: Score, texts: dict[str, Document]) -> Iterator[Fault]:
    for claim in scored.matching.missed:
        document = texts[claim.document]
        yield Fault("missed", claim.document, _within(claim, document), tell_claim(claim), "-")
    for report in scored.matching.spurious:
        kind = "non-event" if report in scored.non_events else "spurious"
        yield Fault(kind, report.document, report.sentence.text, "-", tell(report))


def _pair_faults(pair: Pair, document: Document) -> Iterator[Fault]:
    sentence, gold, found = _within(pair.claim, document), tell_claim(pair.claim), tell(pair.report)
    if not pair.event:
        yield Fault("wrong-event", pair.claim.document, sentence, gold, found)
        return
    kinds = [f"wrong-{name}" for name in ("actor", "recipient", "mode", "date") if getattr(pair, name) is False]
    for name, (right, was_found, wanted) in marked_answers(pair).items():
        if (was_found or wanted) and not right:
            kinds.append(f"wrong-{name}")
    if not all(figures_right(pair)):
        kinds.append("wrong-figure")
    for kind in kinds:
        yield Fault(kind, pair.claim.document, sentence, gold, found)


def _incident_faults(matching: Matching, texts: dict[str, Document]) -> Iterator[Fault]:
    """Gold incidents that are torn apart, found ones that mix several."""
    by_gold: dict[str, list[Pair]] = {}
    by_found: dict[str, list[Pair]] = {}
    for pair in matching.pairs:
        if pair.claim.incident:
            by_gold.setdefault(pair.claim.incident, []).append(pair)
        if pair.report.incident:
            by_found.setdefault(pair.report.incident, []).append(pair)
    for incident, pairs in by_gold.items():
        if len({pair.report.incident for pair in pairs}) > 1:
            yield Fault("incident", f"{incident} torn", "", incident, _members(pairs))
    for incident, pairs in by_found.items():
        if len({pair.claim.incident or pair.claim.id for pair in pairs}) > 1:
            yield Fault("incident", f"{incident} mixed", "", "several", _members(pairs))


def _members(pairs: Iterable[Pair]) -> str:
    lines = sorted(f"{p.report.incident}  gold {p.claim.incident}: {p.report.document} {tell(p.report)}" for p in pairs)
    return "".join(f"\n      {line}" for line in lines)


def _dispute_faults(
    gold: Gold, scored: Score, comparisons: Sequence[Comparison], reports: Sequence[Report]
) -> Iterator[Fault]:
    claims = {claim.id: claim for claim in gold.claims}
    report_of = {pair.claim.id: pair.report for pair in scored.matching.pairs}
    by_id = {report.id: report for report in reports}
    claim_of = {pair.report.id: pair.claim for pair in scored.matching.pairs}
    hit = {dispute.id for dispute, _ in scored.disputes}
    for dispute in gold.disputes:
        if dispute.id in hit:
            continue
        lines = []
        for n, position in enumerate(dispute.positions):
            for c in position:
                told = f"{tell(report_of[c])} incident {report_of[c].incident}" if c in report_of else "MISSED"
                lines.append(f"\n      position {n}: {tell_claim(claims[c])}\n        found: {told}")
        about = f"{'|'.join(dispute.facets)} of {dispute.incident}"
        yield Fault("dispute", f"{dispute.id} missed", "", about, "".join(lines))
    right = {comparison.id for _, comparison in scored.disputes}
    for comparison in comparisons:
        if comparison.is_dispute and comparison.id not in right:
            lines = [
                f"\n      {position.value!r} held by {', '.join(position.holders)}: {tell(by_id[r])} "
                f"(gold {claim_of[r].id + ' ' + str(claim_of[r].incident) if r in claim_of else 'none'})"
                for position in comparison.positions
                for r in position.reports
                if r in by_id
            ]
            where = f"{comparison.facet} {comparison.relation} by {comparison.rule}"
            yield Fault("false-dispute", where, "", "-", "".join(lines))


def _within(claim: GoldClaim, document: Document) -> str:
    start = max(0, claim.start - 80)
    before, within = document.text[start : claim.start], document.text[claim.start : claim.end]
    after = document.text[claim.end : claim.end + 80]
    return f"{before}>>{within}<<{after}".replace("\n", " ")


def _gsr_faults(folder: Path) -> Iterator[Fault]:
    from benchmarks.event_plover_gsr import main_report, read_sentences, triples

    sentences = read_sentences(folder)
    for (text, wanted), reports in zip(sentences.items(), system.extract_texts(sentences), strict=True):
        events = {t[1] for t in wanted}
        told = [report for report in reports if report.event]
        found = "".join(f"\n      {tell(report)}" for report in told) or "-"
        gold = " ".join(sorted(map(str, wanted)))
        if not told:
            yield Fault("missed", "", text, gold, found)
            continue
        best = [report for report in told if report.event in events]
        if not best:
            yield Fault("wrong-event", "|".join(sorted(events)), text, gold, found)
            yield Fault("confusion", "", text, "|".join(sorted(events)), str(next(iter(main_report(told))).event))
        else:
            got = {t for report in best for t in triples(report)}
            if not {t[0] for t in got} & {t[0] for t in wanted}:
                yield Fault("wrong-actor", "", text, gold, found)
            if not {t[2] for t in got} & {t[2] for t in wanted}:
                yield Fault("wrong-recipient", "", text, gold, found)
        for report in told:
            if report.event not in events:
                yield Fault("spurious", str(report.event), text, gold, tell(report))


def _plv_faults(folder: Path) -> Iterator[Fault]:
    from benchmarks.event_plv import choose, read_records

    records = read_records(folder)
    for record, reports in zip(records, system.extract_texts([r["text"] for r in records]), strict=True):
        report = choose(record, reports)
        gold = f"{record['event_root']} {record['source_text']!r} -> {record['target_text']!r}"
        if report is None:
            yield Fault("missed", record["id"], record["text"], gold, "-")
            continue
        event = "YIELD" if report.event in ("CONCEDE", "RETREAT") else report.event
        if event != record["event_root"]:
            found = "".join(f"\n      {tell(r)}" for r in reports if r.event)
            yield Fault("wrong-event", record["id"], record["text"], gold, found)
            yield Fault("confusion", "", record["text"], record["event_root"], str(event))
