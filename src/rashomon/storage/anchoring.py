"""What people decided, put back onto the reports of a new reading: by id, then by quote, never dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from rashomon.records import Decision, Document, Report, Span
from rashomon.storage.found import Anchored

BETWEEN = "\x1e"  # between the quotes (contexts, documents) of a decision about several reports, in their order
LINKING = ("same", "not-same", "split", "not-a-dispute")  # what linking obeys


@dataclass(frozen=True, slots=True)
class Decided:
    """The reports after people's decisions, what they were before, and where each decision stands now."""

    reports: tuple[Report, ...]
    originals: Mapping[str, Report | None]  # by id, of the changed; None for those a person added
    anchored: tuple[Anchored, ...]
    linking: tuple[Decision, ...]  # for linking, their targets re-anchored


def apply_decisions(
    reports: Iterable[Report], decisions: Sequence[Decision], documents: Mapping[str, Document]
) -> Decided:
    """Applies decisions in the order of their time; of two about one field the later holds.

    ``documents`` are those that decisions of what was missed name, by id.
    """
    by_id = {report.id: report for report in reports}
    places = _Places(by_id.values())
    originals: dict[str, Report | None] = {}
    anchored: list[Anchored] = []
    linking: list[Decision] = []
    undone = find_undone(decisions)
    for decision in decisions:
        if decision.id in undone or decision.what == "undo":
            anchored.append(Anchored(decision, "undone" if decision.id in undone else "kept", None))
        elif decision.what in LINKING:
            moved, how = places.move_targets(decision)
            anchored.append(Anchored(decision, how, None))
            linking.append(moved)
        elif decision.what == "alias":
            for id, changed in _renamed(by_id, decision):
                originals.setdefault(id, by_id[id])
                by_id[id] = changed
            anchored.append(Anchored(decision, "kept", None))
        elif decision.what == "missed":
            added = make_missed(decision, documents.get(decision.document or ""))
            if added is not None:
                by_id[added.id] = added
                originals[added.id] = None
            anchored.append(Anchored(decision, "id" if added else "unanchored", added.id if added else None))
        else:
            target, how = places.find(decision, 0)
            if target is None and decision.targets and decision.targets[0] in by_id:
                target, how = decision.targets[0], "id"  # a report that a person added
            changed_report = _changed(by_id[target], decision) if target else None
            if target is None or changed_report is None:
                anchored.append(Anchored(decision, "unanchored", None))
                continue
            originals.setdefault(target, by_id[target])
            by_id[target] = changed_report
            anchored.append(Anchored(decision, how, target))
    return Decided(tuple(by_id.values()), originals, tuple(anchored), tuple(linking))


def find_undone(decisions: Sequence[Decision]) -> frozenset[str]:
    """The ids of the decisions that were taken back; an undo that was undone counts no more."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.what == "undo" and decision.id not in undone:
            undone.update(decision.targets)
    return frozenset(undone)


def make_missed(decision: Decision, document: Document | None) -> Report | None:
    """The report that a person added: ``new`` has its fields as JSON, ``quote`` its words, ``context`` its sentence.

    None where the words no longer stand in the document.
    """
    if document is None or not decision.quote:
        return None
    context = decision.context or decision.quote
    at = document.text.find(context)
    within = context.find(decision.quote)
    if at < 0 or within < 0:
        return None
    sentence = Span(at, at + len(context), context)
    trigger = Span(at + within, at + within + len(decision.quote), decision.quote)
    fields = {
        "kind": "event",
        "sentence": msgspec.to_builtins(sentence),
        "trigger": msgspec.to_builtins(trigger),
        **_json_value(decision.new, {}),
        "id": decision.id,
        "document": document.id,
        "review": "added",
        "certainty": 1.0,
        "extractor": f"person: {decision.who}",
        "reasons": [f"added by {decision.who}" + (f": {decision.why}" if decision.why else "")],
    }
    report = _as_report(fields)
    return report if report is not None and _stands(report, document.text) else None


class _Places:
    """Where reports stand: by id, and by their words and sentence."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._ids: set[str] = set()
        self._quotes: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for report in reports:
            self._ids.add(report.id)
            key = (report.trigger.text, report.sentence.text)
            self._quotes.setdefault(key, []).append((report.document, report.id))

    def find(self, decision: Decision, number: int) -> tuple[str | None, Any]:
        """The report that the decision's target of this number is now, and how it was found."""
        target = decision.targets[number] if number < len(decision.targets) else None
        if target in self._ids:
            return target, "id"
        quote, context = _part(decision.quote, number), _part(decision.context, number)
        found = self._quotes.get((quote or "", context or ""), [])
        same = [id for document, id in found if document == _part(decision.document, number)]
        if len(same) == 1 or (not same and len(found) == 1):
            return (same or [id for _, id in found])[0], "quote"
        return None, "unanchored"

    def move_targets(self, decision: Decision) -> tuple[Decision, Any]:
        """The decision with the ids that its targets have now; targets that are gone stay as they were."""
        targets: list[str] = []
        how = "id"
        for number, target in enumerate(decision.targets):
            now, found = self.find(decision, number)
            targets.append(now or target)
            if found == "unanchored" and decision.what != "not-a-dispute":
                how = "unanchored"
            elif found == "quote" and how == "id":
                how = "quote"
        return replace(decision, targets=tuple(targets)), "kept" if how == "id" else how


def _part(text: str | None, number: int) -> str | None:
    return text.split(BETWEEN)[number] if text is not None and text.count(BETWEEN) >= number else None


def _changed(report: Report, decision: Decision) -> Report | None:
    match decision.what:
        case "accepted":
            return replace(report, review="accepted" if report.review == "unreviewed" else report.review)
        case "wrong":
            return replace(report, review="rejected")
        case "corrected" if decision.field:
            fields = _as_fields(report)
            if not _put(fields, decision.field.split("."), _json_value(decision.new, None)):
                return None
            fields["review"] = report.review if report.review == "added" else "corrected"
            return _as_report(fields)
        case _:
            return None


def _renamed(reports: Mapping[str, Report], decision: Decision) -> list[tuple[str, Report]]:
    """The reports in which the phrase of an alias stands, with what the person says that it is."""
    phrase = " ".join((decision.quote or "").casefold().split())
    values = _json_value(decision.new, {})
    names = [decision.field] if decision.field else ["actors", "recipients", "speakers", "places"]
    changed: list[tuple[str, Report]] = []
    for id, report in reports.items():
        if not any(
            " ".join(party.text.casefold().split()) == phrase for name in names for party in getattr(report, name, ())
        ):
            continue
        fields = _as_fields(report)
        for name in names:
            for party in fields.get(name, ()):
                if " ".join(party["text"].casefold().split()) == phrase:
                    party.update(values, rule=f"decision of {decision.who}")
        new = _as_report(fields)
        if new is not None and new != report:
            changed.append((id, new))
    return changed


def _put(fields: Any, path: list[str], value: Any) -> bool:
    """Puts a value at "event", "period.earliest" or "actors.0.country"; False where there is no such field."""
    *above, last = path
    for name in above:
        if isinstance(fields, list) and name.isdigit() and int(name) < len(fields):
            fields = fields[int(name)]
        elif isinstance(fields, dict) and name in fields:
            fields = fields[name]
        else:
            return False
    if isinstance(fields, list) and last.isdigit() and int(last) < len(fields):
        fields[int(last)] = value
        return True
    if isinstance(fields, dict) and last in fields and path not in (["id"], ["document"]):
        fields[last] = value
        return True
    return False


def _as_fields(report: Report) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(report))
    return fields


def _as_report(fields: dict[str, Any]) -> Report | None:
    try:
        return msgspec.convert(fields, Report)
    except msgspec.ValidationError:
        return None


def _stands(report: Report, text: str) -> bool:
    spans = [(report.sentence.start, report.sentence.end, report.sentence.text)]
    spans.append((report.trigger.start, report.trigger.end, report.trigger.text))
    spans.extend((party.start, party.end, party.text) for party in (*report.actors, *report.recipients))
    spans.extend((place.start, place.end, place.text) for place in report.places)
    spans.extend((speaker.start, speaker.end, speaker.text) for speaker in report.speakers)
    return all(text[start:end] == words for start, end, words in spans)


def _json_value(text: str | None, otherwise: Any) -> Any:
    if text is None:
        return otherwise
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return otherwise
