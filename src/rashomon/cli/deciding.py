"""The commands by which people have their say: decide and audit."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from rashomon.cli import rendering
from rashomon.cli.reading import AsJson, StudyFolder
from rashomon.cli.terminal import say, show, show_json
from rashomon.errors import DecisionError
from rashomon.records import Decision, Document, Modality, Polarity, Report
from rashomon.scoring import wilson
from rashomon.storage.anchoring import BETWEEN, make_missed
from rashomon.storage.archive import Archive, open_archive
from rashomon.storage.decisions import append_decisions
from rashomon.storage.sampling import count_judged, draw_sample
from rashomon.study import DEFAULT_FOLDER, open_study

WHATS = ("same", "not-same", "split", "not-a-dispute", "wrong", "accepted", "corrected", "missed", "alias", "undo")

audit_app = typer.Typer(no_args_is_help=True, help="Judge a sample of reports and learn the precision on this pile.")

StudyOption = Annotated[Path, typer.Option("--study", help="The study folder.")]
Who = Annotated[str | None, typer.Option("--by", help="Your name, for your log; by default the user's.")]


def decide(
    what: Annotated[str, typer.Argument(help=", ".join(WHATS))],
    targets: Annotated[
        list[str] | None, typer.Argument(help="Ids of reports, incidents, disputes or decisions.")
    ] = None,
    study: StudyOption = Path(DEFAULT_FOLDER),
    why: Annotated[str | None, typer.Option(help="The reason.")] = None,
    by: Who = None,
    field: Annotated[str | None, typer.Option(help="corrected: the field, like modality or actors.0.country.")] = None,
    new: Annotated[str | None, typer.Option(help="corrected, alias: the new value, as JSON or a plain word.")] = None,
    document: Annotated[str | None, typer.Option(help="missed: the document's id.")] = None,
    quote: Annotated[str | None, typer.Option(help="missed: the words of the event; alias: the phrase.")] = None,
    event: Annotated[str | None, typer.Option(help="missed: the event type, like ASSAULT.")] = None,
    modality: Annotated[str, typer.Option(help="missed: the modality.")] = "actual",
    polarity: Annotated[str, typer.Option(help="missed: the polarity.")] = "affirmed",
    as_json: AsJson = False,
) -> None:
    """Say what is the same, wrong, corrected or missed; it holds against every reading and every likeness.

    same A B · not-same A B · split INCIDENT REPORT... · not-a-dispute DISPUTE · wrong REPORT · accepted REPORT ·
    corrected REPORT --field F --new V · missed --document D --quote WORDS --event E · alias --quote PHRASE --new JSON ·
    undo DECISION
    """
    from rashomon import pipeline

    if what not in WHATS:
        raise DecisionError(f"there is no decision {what!r}. Known: {', '.join(WHATS)}")
    opened = open_study(study)
    with open_archive(study) as archive:
        if what == "missed":
            decision = _missed(archive, document, quote, {"event": event, "modality": modality, "polarity": polarity})
        elif what == "alias":
            decision = _alias(quote, field, new)
        else:
            decision = _about(archive, what, tuple(targets or ()), field, new)
    decision = _signed(decision, by, why)
    (written,) = append_decisions(opened.decisions_folder, [decision])
    pipeline.relink(opened)
    if as_json:
        show_json(rendering.as_json(written))
    else:
        say(f"Written to {opened.decisions_folder / (written.who + '.jsonl')} as {written.id}. Take it back: "
            f"rashomon decide undo {written.id} --study {study}")  # fmt: skip


@audit_app.command("sample")
def audit_sample(
    folder: StudyFolder,
    n: Annotated[int, typer.Option("-n", min=1, help="How many reports.")] = 50,
    seed: Annotated[int, typer.Option(help="Another number draws another sample.")] = 1,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Judge a random sample of reports, one key each; without a terminal or with --json, list it."""
    study = open_study(folder)
    with open_archive(folder) as archive:
        sample = draw_sample(archive, n, seed)
        if as_json or not sys.stdin.isatty():
            show_json(rendering.as_json(sample))
            return
        for number, report in enumerate(sample, start=1):
            if report.review != "unreviewed":
                continue
            show(rendering.render_report(report, archive.document(report.document)))
            say(f"\n{number} of {len(sample)}: is every field right?  y yes, n no, s skip, q stop")
            answer = typer.getchar().lower()
            if answer == "q":
                break
            if answer in "yn":
                decision = _of_report("accepted" if answer == "y" else "wrong", report)
                append_decisions(study.decisions_folder, [_signed(decision, by, "audit")])
    from rashomon import pipeline

    pipeline.relink(study)
    audit_result(folder, as_json=False)


@audit_app.command("result")
def audit_result(folder: StudyFolder, as_json: AsJson = False) -> None:
    """The precision of the reports that people judged, with its 95 % interval (Wilson)."""
    with open_archive(folder) as archive:
        judged = count_judged(archive)
    right, wrong = judged.right, judged.wrong
    low, high = wilson(right, right + wrong)
    result = {"judged": right + wrong, "right": right, "wrong": wrong, "low": round(low, 3), "high": round(high, 3)}
    if as_json:
        show_json(result)
    elif not right + wrong:
        show(f"Nobody has judged a report of this study. Begin: rashomon audit sample {folder} -n 50")
    else:
        show(
            f"{right} of {right + wrong} judged reports are right in every field: {right / (right + wrong):.0%} "
            f"(95 % interval {low:.0%} to {high:.0%}). A corrected report counts as wrong."
        )


def _about(archive: Archive, what: str, targets: tuple[str, ...], field: str | None, new: str | None) -> Decision:
    """A decision about things that are there, with the words that lead back to them."""
    needed = 2 if what in ("same", "not-same", "split") else 1
    if len(targets) < needed:
        raise DecisionError(f"{what} needs {needed} ids or more. See: rashomon show DIR incidents")
    if what == "undo":
        known = {one.decision.id for one in archive.decisions()}
        for target in targets:
            if target not in known:
                raise DecisionError(f"there is no decision {target!r}. See: rashomon show DIR decisions")
        return Decision("", "", "", "", "undo", targets)
    if what == "not-a-dispute":
        for target in targets:
            if archive.comparison(target) is None:
                raise DecisionError(f"there is no dispute {target!r}. See: rashomon show DIR disputes")
        return Decision("", "", "", "", "not-a-dispute", targets)
    reports = [_report_of(archive, target) for target in targets]
    if what == "corrected":
        return _corrected(reports[0], field, new)
    if len(reports) == 1:
        return _of_report(what, reports[0])
    return Decision(
        "", "", "", "", what, tuple(report.id for report in reports),  # type: ignore[arg-type]  # checked above
        document=BETWEEN.join(report.document for report in reports),
        quote=BETWEEN.join(report.trigger.text for report in reports),
        context=BETWEEN.join(report.sentence.text for report in reports),
    )  # fmt: skip


def _corrected(report: Report, field: str | None, new: str | None) -> Decision:
    if field is None or new is None:
        raise DecisionError("corrected needs --field and --new: --field modality --new planned")
    if field.split(".")[0] not in Report.__dataclass_fields__:
        raise DecisionError(f"a report has no field {field!r}. Known: {', '.join(Report.__dataclass_fields__)}")
    old = getattr(report, field.split(".")[0])
    if field == "modality" and new.strip('"') not in get_args(Modality):
        raise DecisionError(f"--new {new}: expected one of {', '.join(get_args(Modality))}")
    if field == "polarity" and new.strip('"') not in get_args(Polarity):
        raise DecisionError(f"--new {new}: expected one of {', '.join(get_args(Polarity))}")
    decision = _of_report("corrected", report)
    return _with(decision, field=field, old=json.dumps(rendering.as_json(old)), new=_as_json_text(new))


def _missed(archive: Archive, document: str | None, quote: str | None, fields: dict[str, Any]) -> Decision:
    if document is None or quote is None or fields["event"] is None:
        raise DecisionError("missed needs --document, --quote and --event")
    found = archive.document(document)
    if found is None:
        raise DecisionError(f"there is no document {document!r}. See: rashomon show DIR documents")
    if found.text.count(quote) != 1:
        times = "not" if quote not in found.text else f"{found.text.count(quote)} times"
        raise DecisionError(f"the words {quote!r} stand {times} in {document}. Quote words that stand there once")
    decision = Decision(
        "new", "", "", "", "missed", (), document=document, quote=quote,
        context=_sentence_around(archive, found, quote), new=json.dumps(fields),
    )  # fmt: skip
    if make_missed(decision, found) is None:
        raise DecisionError(f"no report can be made of {fields}. Modality is one of {', '.join(get_args(Modality))}")
    return decision


def _alias(quote: str | None, field: str | None, new: str | None) -> Decision:
    if quote is None or new is None:
        raise DecisionError('alias needs --quote and --new: --quote "the Guards" --new \'{"country": "IRN"}\'')
    if field not in (None, "actors", "recipients", "speakers", "places"):
        raise DecisionError(f"--field {field}: expected actors, recipients, speakers or places, or none for all")
    value = json.loads(_as_json_text(new))
    if not isinstance(value, dict):
        raise DecisionError(f'--new {new}: expected fields and values, like {{"country": "IRN"}}')
    return Decision("", "", "", "", "alias", (), quote=quote, field=field, new=json.dumps(value))


def _of_report(what: Any, report: Report) -> Decision:
    return Decision(
        "", "", "", "", what, (report.id,), document=report.document, quote=report.trigger.text,
        context=report.sentence.text,
    )  # fmt: skip


def _report_of(archive: Archive, target: str) -> Report:
    report = archive.report(target)
    if report is None:
        raise DecisionError(f"there is no report or incident {target!r}. See: rashomon show DIR incidents")
    return report


def _sentence_around(archive: Archive, document: Document, quote: str) -> str:
    """The sentence in which the words stand, as the document was read; else their line."""
    at = document.text.index(quote)
    reading = archive.reading(document.id)
    for sentence in reading.sentences if reading else ():
        if sentence.start <= at and at + len(quote) <= sentence.end:
            return sentence.text
    start = document.text.rfind("\n", 0, at) + 1
    end = document.text.find("\n", at + len(quote))
    return document.text[start : end if end >= 0 else len(document.text)]


def _signed(decision: Decision, by: str | None, why: str | None) -> Decision:
    return _with(decision, id="", who=by or getpass.getuser(), why=why)


def _with(decision: Decision, **named: Any) -> Decision:
    from dataclasses import replace

    return replace(decision, **named)


def _as_json_text(text: str) -> str:
    """A value as JSON: what is no JSON is a plain word."""
    try:
        return json.dumps(json.loads(text))
    except ValueError:
        return json.dumps(text)
