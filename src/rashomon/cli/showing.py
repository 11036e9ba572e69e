"""The commands that show: explain, show, serve, export, score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from rashomon.cli import explaining, rendering
from rashomon.cli.reading import AsJson, StudyFolder, place_of, title_of
from rashomon.cli.terminal import say, show, show_json
from rashomon.errors import InputError
from rashomon.linking.profiles import PROFILES, Figure, Profile, aggregate
from rashomon.reading.metadata import parse_date
from rashomon.records import Incident
from rashomon.storage.archive import Archive, open_archive
from rashomon.storage.brief import Contested, read_brief
from rashomon.storage.tables import as_row
from rashomon.study import open_study


@dataclass(frozen=True, slots=True)
class View:
    """What is to be shown of a study: of what id, and at most how much."""

    folder: Path
    id: str | None
    profile: Profile
    limit: int | None


Shown = tuple[Any, RenderableType]  # the record for --json, and its picture


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, or a few.")],
    published: Annotated[str | None, typer.Option(help="The day it was published, for relative dates.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    codebook: Annotated[str, typer.Option(help="A codebook's name or folder.")] = "plover",
    as_json: AsJson = False,
) -> None:
    """Show what each step makes of a sentence: the newcomer's door, and the form of a bug report."""
    from rashomon import pipeline

    day = parse_date(published)
    if published is not None and day is None:
        raise InputError(f"--published {published}: no date that has one meaning. Write it as 2019-06-22")
    explained = pipeline.explain(sentence, published=day, publisher=publisher, codebook=place_of(codebook))
    if as_json:
        show_json(rendering.as_json(explained))
    else:
        show(explaining.render_explained(explained))


def show_study(
    folder: StudyFolder,
    what: Annotated[
        str,
        typer.Argument(
            help="brief, incidents, incident ID, disputes, reports, report ID, documents, document ID, failures, "
            "passed-over, decisions, search WORDS"
        ),
    ] = "brief",
    id: Annotated[str | None, typer.Argument(help="The id to show, or the words to search.")] = None,
    profile: Annotated[str, typer.Option(help="How figures are told: all, ucdp, acled or airwars.")] = "all",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a study holds."""
    if profile not in PROFILES:
        raise InputError(f"--profile {profile}: there is no such rule. Known: {', '.join(PROFILES)}")
    if what not in SHOWN:
        raise InputError(f"there is no {what!r} to show. Known: {', '.join(SHOWN)}")
    with open_archive(folder) as archive:
        record, picture = SHOWN[what](archive, View(folder, id, profile, limit))
        if as_json:
            show_json(rendering.as_json(record))
        else:
            show(picture if record else Text("None."))


def serve(
    folder: StudyFolder,
    host: Annotated[str, typer.Option(help="The address to listen at; only this machine can reach the default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="The port.")] = 8733,
) -> None:
    """Open a study in the browser."""
    import uvicorn

    from rashomon import pipeline
    from rashomon.web.app import create_app

    study = open_study(folder)
    open_archive(folder).close()
    web = create_app(folder, relink=lambda: pipeline.relink_beside(study), hosts=(host,))
    say(f"Rashomon serves {folder} at http://{host}:{port} - stop with Ctrl-C")
    uvicorn.run(web, host=host, port=port, log_level="warning")


def export(
    folder: StudyFolder,
    to: Annotated[str, typer.Option(help="The format: jsonl, or one that a plugin adds.")] = "jsonl",
    out: Annotated[Path, typer.Option(help="The folder to write into; made if it is not there.")] = Path("export"),
    as_json: AsJson = False,
) -> None:
    """Write a study's record into files of the public contract, with their JSON Schema."""
    from rashomon import pipeline
    from rashomon.plugins import gather

    exporters = gather(pipeline.open_plugins(), "exporters")
    if to not in exporters:
        raise InputError(f"--to {to}: there is no such format. Known: {', '.join(sorted(exporters))}")
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out}: this is a file. Give a folder")
    with open_archive(folder) as archive:
        written = exporters[to](archive, out)
    if as_json:
        show_json({"written": [path.as_posix() for path in written]})
    else:
        say("Written: " + ", ".join(path.as_posix() for path in written))


def score(
    folder: StudyFolder,
    gold: Annotated[Path, typer.Option(help="A file of claims coded by hand, as docs/quality.md describes it.")],
    as_json: AsJson = False,
) -> None:
    """Compare a study's reports with claims that people coded by hand."""
    from rashomon.scoring import figures
    from rashomon.scoring.gold import read_gold

    if not gold.is_file():
        raise InputError(f"--gold {gold}: there is no such file. Give a file of claims coded by hand")
    with open_archive(folder) as archive:
        documents = tuple(archive.documents())
        claims = read_gold(gold, {document.id: document.text for document in documents})
        scored = figures.score(claims, documents, tuple(archive.reports()), tuple(archive.comparisons()))
    rows = [{"figure": name, "value": f"{value:.3f}"} for name, value in scored.figures.items()]
    if as_json:
        show_json(scored.figures)
    else:
        show(rendering.render_rows(rows))


# --- what can be shown -----------------------------------------------------------------------------------


def _brief(archive: Archive, view: View) -> Shown:
    brief = read_brief(archive, most=view.limit or 5)
    return brief, rendering.render_brief(brief, title=title_of(open_study(view.folder)), folder=str(view.folder))


def _incidents(archive: Archive, view: View) -> Shown:
    incidents = archive.incidents()[: view.limit]
    if view.profile == "all":
        return incidents, rendering.render_incidents(incidents)
    figures = [(incident, _figures(archive, incident, view)) for incident in incidents]
    told = [(incident, counted) for incident, counted in figures if counted]
    record = [{"incident": incident.id, "title": incident.title, "figures": counted} for incident, counted in told]
    return record, rendering.render_figures(told, view.profile)


def _figures(archive: Archive, incident: Incident, view: View) -> tuple[Figure, ...]:
    """An incident's figures by the rule of the profile that was asked for."""
    reports = tuple(archive.reports(incident=incident.id))
    documents = {id: archive.document(id) for id in {report.document for report in reports}}
    known = {id: document for id, document in documents.items() if document is not None}
    sides = open_study(view.folder).sides
    return aggregate(incident, reports, known, profile=view.profile, sides=sides)


def _incident(archive: Archive, view: View) -> Shown:
    incident = _found(archive.incident(_wanted(view, "incident")), view, "incident")
    reports = tuple(archive.reports(incident=incident.id, order="period"))
    comparisons = tuple(archive.comparisons(incident=incident.id))
    documents = {id: archive.document(id) for id in {report.document for report in reports}}
    known = {id: document for id, document in documents.items() if document is not None}
    figures = _figures(archive, incident, view)
    record = {"incident": incident, "comparisons": comparisons, "figures": figures, "reports": reports}
    picture = rendering.render_incident(incident, reports, comparisons, known)
    if figures and view.profile != "all":
        picture = Group(picture, rendering.render_figures([(incident, figures)], view.profile))
    return record, picture


def _disputes(archive: Archive, view: View) -> Shown:
    disputes = archive.disputes()[: view.limit]
    points = [Contested(dispute, archive.incident(dispute.incident)) for dispute in disputes]
    return disputes, rendering.render_disputes(points)


def _reports(archive: Archive, view: View) -> Shown:
    reports = archive.reports()[: view.limit]
    return reports, Group(*(rendering.render_account(report) for report in reports))


def _report(archive: Archive, view: View) -> Shown:
    report = _found(archive.report(_wanted(view, "report")), view, "report")
    return report, rendering.render_report(report, archive.document(report.document))


def _documents(archive: Archive, view: View) -> Shown:
    columns = ("published", "publisher", "title", "language", "reports", "state", "id")
    rows = [{name: row[name] for name in columns} for row in archive.list_documents()[: view.limit]]
    return rows, rendering.render_rows(rows)


def _document(archive: Archive, view: View) -> Shown:
    document = _found(archive.document(_wanted(view, "document")), view, "document")
    reports = tuple(archive.reports(document=document.id))
    state = archive.document_state(document.id)
    return {"document": document, "reports": reports}, rendering.render_document(document, reports, state)


def _failures(archive: Archive, view: View) -> Shown:
    failures = archive.failures()[: view.limit]
    return failures, rendering.render_failures(failures)


def _passed_over(archive: Archive, view: View) -> Shown:
    passed_over = archive.passed_over(document=view.id)[: view.limit]
    return passed_over, rendering.render_passed_over(passed_over)


def _decisions(archive: Archive, view: View) -> Shown:
    decisions = archive.decisions()[: view.limit]
    rows = [
        {
            "when": one.decision.when[:16],
            "who": one.decision.who,
            "what": one.decision.what,
            "stands": one.anchored,
            "words": one.decision.quote,
            "why": one.decision.why,
            "id": one.decision.id,
        }
        for one in decisions
    ]
    return decisions, rendering.render_rows(rows)


def _search(archive: Archive, view: View) -> Shown:
    hits = archive.search(_wanted(view, "search"), limit=view.limit or 20)
    return hits, rendering.render_rows([as_row(hit) for hit in hits])


SHOWN: Mapping[str, Callable[[Archive, View], Shown]] = {
    "brief": _brief,
    "incidents": _incidents,
    "incident": _incident,
    "disputes": _disputes,
    "reports": _reports,
    "report": _report,
    "documents": _documents,
    "document": _document,
    "failures": _failures,
    "passed-over": _passed_over,
    "decisions": _decisions,
    "search": _search,
}


def _wanted(view: View, what: str) -> str:
    if view.id is None:
        what_id = "WORDS" if what == "search" else "ID"
        raise InputError(f"show {what} needs more: rashomon show {view.folder} {what} {what_id}")
    return view.id


def _found(record: Any, view: View, what: str) -> Any:
    if record is None:
        raise InputError(f"{view.folder}: there is no {what} {view.id!r}. See: rashomon show {view.folder} {what}s")
    return record
