"""What people decided, put at once onto the reports that it is about; incidents follow with the next linking.

A linking reads the whole pile, which takes minutes in a big study. A page must show a decision when it comes back: here
only the reports that new decisions touch are read, changed and written, as one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from rashomon.records import Comparison, Decision, Document, Incident, Report
from rashomon.storage.anchoring import LINKING, apply_decisions
from rashomon.storage.decoding import as_document
from rashomon.storage.filing import Execute, as_json, put_report
from rashomon.storage.found import Anchored, Row
from rashomon.storage.statements import load_statement
from rashomon.storage.writing import ArchiveWriter

_PATIENCE = 1.0  # seconds
_MOST = 500  # reports that are changed at once
_REPORT = msgspec.json.Decoder(Report)
_INCIDENT = msgspec.json.Decoder(Incident)
_COMPARISON = msgspec.json.Decoder(Comparison)


def note_decisions(writer: ArchiveWriter, decisions: Sequence[Decision]) -> bool:
    """Applies the decisions that the archive does not have yet, to the reports that they are about.

    False where the archive holds decisions that are in no log any more, or where they change very many reports: then a
    linking sets it right.
    """
    with writer.transaction() as execute:
        known = {row["id"] for row in execute("select id from decisions")}
        new = [decision for decision in decisions if decision.id not in known]
        if known - {decision.id for decision in decisions}:
            return False
        if not new:
            return True
        by_id = {decision.id: decision for decision in decisions}
        meant = [one for decision in new for one in _meant(decision, by_id)]
        touched = _touched(execute, meant)
        if len(touched) > _MOST:
            return False
        rows = {id: row for id in sorted(touched) if (row := execute(load_statement("noted"), (id,)).fetchone())}
        originals = [_REPORT.decode(row["original"] or row["json"]) for row in rows.values() if row["original"] != ""]
        about = [decision for decision in decisions if _is_about(decision, touched)]
        documents = _documents(execute, about, rows.values())
        decided = apply_decisions(originals, about, documents)
        for report in decided.reports:
            _put(execute, report, rows.get(report.id), decided.originals, documents)
        for id in rows.keys() - {report.id for report in decided.reports}:  # added by a person who took it back
            execute("delete from reports where id = ?", (id,))
        for decision in meant:
            if decision.what == "not-a-dispute" and decision in new:
                _drop_disputes(execute, decision.targets)
        _put_decisions(execute, new, decided.anchored)
    return True


def note_at_once(archive: Path, decisions: Sequence[Decision]) -> bool:
    """The same in an archive that a linking may be writing just now: then, after a moment, False."""
    try:
        with ArchiveWriter(archive, seconds=_PATIENCE) as writer:
            return note_decisions(writer, decisions)
    except sqlite3.OperationalError:
        return False


def matter_to_linking(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those by which incidents or comparisons can come out otherwise: all but what was accepted as it is."""
    every = tuple(decisions)
    by_id = {decision.id: decision for decision in every}
    return tuple(one for one in every if any(meant.what != "accepted" for meant in _meant(one, by_id)))


def _meant(decision: Decision, by_id: Mapping[str, Decision]) -> list[Decision]:
    """The decision itself; of an undo, what it takes back."""
    if decision.what != "undo":
        return [decision]
    return [one for id in decision.targets if id in by_id for one in _meant(by_id[id], by_id)]


def _touched(execute: Execute, meant: Iterable[Decision]) -> frozenset[str]:
    """The ids of the reports that decisions change by themselves, without linking."""
    found: set[str] = set()
    for decision in meant:
        if decision.what in LINKING:
            continue
        if decision.what == "alias":
            found.update(row["id"] for row in execute(load_statement("phrases"), (decision.quote or "",) * 2))
        else:
            found.update(decision.targets or (decision.id,))
    return frozenset(found)


def _is_about(decision: Decision, touched: frozenset[str]) -> bool:
    if decision.what == "missed":
        return decision.id in touched
    return decision.what in ("alias", "undo") or bool(touched.intersection(decision.targets[:1]))


def _documents(execute: Execute, about: Iterable[Decision], rows: Iterable[Row]) -> dict[str, Document]:
    wanted = {decision.document for decision in about if decision.what == "missed"} | {row["document"] for row in rows}
    found = (execute(load_statement("document"), (id,)).fetchone() for id in wanted if id)
    return {row["id"]: as_document(row) for row in found if row is not None}


def _put(
    execute: Execute,
    report: Report,
    row: Row | None,
    originals: Mapping[str, Report | None],
    documents: Mapping[str, Document],
) -> None:
    """Writes a report anew, in the incident that it stands in now."""
    if report.document not in documents:
        return
    disputed = 0
    if row is not None:
        standing = _REPORT.decode(row["json"])
        report = replace(report, incident=standing.incident, echo_of=standing.echo_of)
        disputed = row["disputed"]
        execute("delete from reports where id = ?", (report.id,))
    original = originals.get(report.id)
    kept = (as_json(original) if original else "") if report.id in originals else None
    put_report(execute, report, documents[report.document], kept, disputed=disputed)


def _drop_disputes(execute: Execute, ids: Iterable[str]) -> None:
    """Takes disputes away that a person says are none, with the mark on their reports."""
    for id in ids:
        row = execute("select json from comparisons where id = ?", (id,)).fetchone()
        if row is None:
            continue
        comparison = _COMPARISON.decode(row["json"])
        execute("delete from comparisons where id = ?", (id,))
        told = execute("select json from incidents where id = ?", (comparison.incident,)).fetchone()
        incident = _INCIDENT.decode(told["json"])
        left = tuple(one for one in incident.disputes if one != id)
        execute(
            "update incidents set disputes = ?, json = ? where id = ?",
            (len(left), as_json(replace(incident, disputes=left)), incident.id),
        )
        rest = execute("select json from comparisons where incident = ? and is_dispute = 1", (incident.id,)).fetchall()
        still = {
            report for one in rest for place in _COMPARISON.decode(one["json"]).positions for report in place.reports
        }
        for report in {report for place in comparison.positions for report in place.reports} - still:
            execute("update reports set disputed = 0 where id = ?", (report,))


def _disputed(comparison: Comparison) -> set[str]:
    return {report for position in comparison.positions for report in position.reports}


def _put_decisions(execute: Execute, new: Sequence[Decision], anchored: Iterable[Anchored]) -> None:
    stands = {one.decision.id: one for one in anchored}
    last = execute("select coalesce(max(position), -1) from decisions").fetchone()[0]
    for place, decision in enumerate(new, start=last + 1):
        one = stands.get(decision.id, Anchored(decision, "kept", None))
        execute(
            "insert into decisions values (?, ?, ?, ?, ?, ?, ?)",
            (decision.id, place, decision.who, decision.what, one.anchored, one.report, as_json(decision)),
        )
    for id, one in stands.items():
        execute("update decisions set anchored = ?, report = ? where id = ?", (one.anchored, one.report, id))
