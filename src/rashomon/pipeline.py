"""The order of the steps: from paths to an archive, reading only what is new or changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pluggy

from rashomon import exporting
from rashomon.coding.codebook import load_codebook
from rashomon.coding.coder import code
from rashomon.errors import InputError, RashomonError, StudyError
from rashomon.extraction.extractor import Extractor
from rashomon.linking.incidents import link
from rashomon.linking.likeness import load_weights
from rashomon.plugins import gather, hookimpl, load_plugins
from rashomon.reading.documents import READERS, Reader, make_document, read_documents
from rashomon.reading.echoes import find_echoes
from rashomon.reading.metadata import Given, Metadata
from rashomon.reading.versions import Versions
from rashomon.records import (
    Coding,
    Comparison,
    Document,
    Failure,
    Framing,
    Incident,
    Linked,
    PassedOver,
    Reading,
    Report,
    Run,
)
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import load_catalogue
from rashomon.storage.anchoring import apply_decisions
from rashomon.storage.archive import Archive, open_archive
from rashomon.storage.decisions import read_decisions
from rashomon.storage.engine import Engine
from rashomon.storage.local import LocalEngine
from rashomon.storage.locks import hold_study
from rashomon.storage.noting import matter_to_linking, note_decisions
from rashomon.storage.texts import append_texts, read_texts, rewrite_texts
from rashomon.storage.writing import ArchiveWriter, EchoMark, Filed
from rashomon.study import Settings, Study

Watch = Callable[[str, int, int | None], None]  # step, done, of how many

TEXTS_A_BATCH = 64
REPORTS_AT_ONCE = 2_000  # more are linked in a process of their own while pages are served
READING_ROOMS = ("language", "lexicons", "catalogue")  # what makes clauses of a text
REPORTING_ROOMS = ("coding", "extraction", "resolution", "gazetteers")  # what makes reports of clauses


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pipeline: what it takes, what it gives, and the function that does it."""

    name: str
    takes: str
    gives: str
    function: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that makes an extractor, small enough to travel to another process."""

    extractor: str
    make: Callable[..., Extractor]
    codebook: str | Path
    actors: tuple[Path, ...]
    places: tuple[Path, ...]
    counting: str
    languages: tuple[str, ...]
    run: str
    reading_stamp: str  # what makes clauses
    stamp: str  # what makes reports: begins with the reading's stamp


@dataclass(frozen=True, slots=True)
class Task:
    """A document to extract, with its reading where one is kept that still holds."""

    document: Document
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    run: str
    found: int  # documents in the paths
    new: int  # of them new or changed
    removed: int
    extracted: int  # documents read or coded anew
    failures: int
    relinked: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A text through the house: the value after each step."""

    document: Document
    reading: Reading  # sentences, clauses with their speakers, modality and polarity
    codings: tuple[Coding, ...]  # what the codebook calls the clauses
    reports: tuple[Report, ...]  # with parties, places, periods and quantities resolved
    passed_over: tuple[PassedOver, ...]
    framings: tuple[Framing, ...]
    incidents: tuple[Incident, ...]
    comparisons: tuple[Comparison, ...]


class BuiltIn:
    """Our own readers, extractor and exporters, through the same hooks as anyone's."""

    @hookimpl
    def rashomon_readers(self) -> Mapping[str, Reader]:
        return READERS

    @hookimpl
    def rashomon_extractors(self) -> Mapping[str, Callable[..., Extractor]]:
        return {"grammar": _make_grammar}

    @hookimpl
    def rashomon_exporters(self) -> Mapping[str, Callable[[Archive, Path], tuple[Path, ...]]]:
        return exporting.EXPORTERS


def open_plugins(*plugins: object) -> pluggy.PluginManager:
    """Our own parts, the given plugins, and those that are installed."""
    return load_plugins(BuiltIn(), *plugins)


def run(
    study: Study,
    paths: Iterable[Path] = (),
    *,
    given: Given | None = None,
    workers: int = 1,
    anew: bool = False,
    plugins: pluggy.PluginManager | None = None,
    watch: Watch | None = None,
) -> Outcome:
    """Reads paths into a study and brings its archive up to date.

    Only what is new or changed is read, coded again only what another codebook or a newer version would code
    otherwise. ``anew`` reads all. Each document is committed by itself and each linking as one, so that a run that is
    killed goes on where it stopped. ``workers`` above 1 needs an importable main module (processes are spawned).

    Raises:
        InputError: a path is not there or may not be read.
        StudyError: another run is at work in the study, or its settings do not hold.
        CodebookError, CatalogueError: what the study names does not hold.
    """
    watch = watch or _watch_nothing
    given = replace(given or Given(), names={**study.settings.names, **((given and given.names) or {})})
    plugins = plugins or open_plugins()
    recipe = make_recipe(study, plugins)
    with hold_study(study.folder), ArchiveWriter(study.archive_file) as writer:
        engine = LocalEngine(writer, workers=workers, broken=partial(_give_up, recipe))
        found, new, replaced = _keep(
            study, writer, read_documents(paths, given, readers=gather(plugins, "readers")), watch
        )
        made, removed = _extract(study, engine, writer, recipe, anew=anew, watch=watch)
        relinked = _relink(study, engine, writer, watch=watch)
    failures = len(open_archive(study.folder).failures())
    return Outcome(recipe.run, found, new, max(replaced, removed), made, failures, relinked)


def relink(study: Study, *, watch: Watch | None = None) -> bool:
    """Puts people's decisions back and links anew, without reading; False where no incident could come out otherwise.

    Raises:
        StudyError: a run is at work in the study.
    """
    with hold_study(study.folder), ArchiveWriter(study.archive_file) as writer:
        return _relink(study, LocalEngine(writer), writer, watch=watch or _watch_nothing)


def relink_beside(study: Study) -> None:
    """The same for pages that go on meanwhile: a big study is linked in a process of its own.

    Raises:
        StudyError: a run is at work in the study.
    """
    with open_archive(study.folder) as archive:
        is_small = archive.summary().reports < REPORTS_AT_ONCE
    if is_small:
        relink(study)
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(relink, study).result()


def forget(study: Study, documents: Iterable[str]) -> tuple[str, ...]:
    """Takes documents out of a study, text and all; the ids that were there. Incidents and disputes follow.

    Raises:
        StudyError: a run is at work in the study.
    """
    wanted = set(documents)
    with hold_study(study.folder), ArchiveWriter(study.archive_file) as writer:
        there = tuple(sorted(wanted & {document.id for document in read_texts(study.texts_file)}))
        if there:
            kept = (document for document in read_texts(study.texts_file) if document.id not in wanted)
            rewrite_texts(study.texts_file, kept)
            for id in there:
                writer.remove_document(id)
            _relink(study, LocalEngine(writer), writer, watch=_watch_nothing)
    return there


def explain(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    codebook: str | Path = "plover",
    study: Study | None = None,
) -> Explained:
    """What each step makes of a text; with a study, by its own names, places and codebook.

    Raises:
        InputError: there is no text that can be read.
        CodebookError: the codebook does not hold.
    """
    metadata = Metadata(id="explained", published=published, publisher=publisher, language="en")
    document = next(iter(make_document(text, metadata, origin="the text to explain")))
    if isinstance(document, Failure):
        raise InputError(document.problem)
    if study is None:
        study = Study(Path(), Settings(codebook=str(codebook)))
    recipe = make_recipe(study, open_plugins())
    extractor = _extractor(replace(recipe, run=""))
    reading = extractor.read(document)
    extraction = extractor.report(document, reading)
    linked = link(extraction.reports, [document], sides=study.sides)
    return Explained(
        document=document,
        reading=reading,
        codings=code(reading, load_codebook(recipe.codebook))[0],
        reports=linked.reports,
        passed_over=extraction.passed_over,
        framings=extraction.framings,
        incidents=linked.incidents,
        comparisons=linked.comparisons,
    )


def make_recipe(study: Study, plugins: pluggy.PluginManager) -> Recipe:
    """What makes the reports of a study, with stamps that change when they would come out otherwise.

    Raises:
        StudyError: study.toml names an extractor that is not there.
        CodebookError, CatalogueError: what it names does not hold.
    """
    settings = study.settings
    makers = gather(plugins, "extractors")
    if settings.extractor not in makers:
        raise StudyError(
            f"{study.folder}: study.toml: extractor: there is no extractor {settings.extractor!r}. "
            f"Known: {', '.join(sorted(makers))}"
        )
    actors = tuple(study.file(name) for name in settings.actors)
    places = tuple(study.file(name) for name in settings.places)
    codebook = find_codebook(study)
    reading_stamp = _hash(settings.extractor, _edition(*READING_ROOMS), *map(_contents, actors))
    stamp = _hash(load_codebook(codebook).label, settings.counting, _edition(*REPORTING_ROOMS), *map(_contents, places))
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return Recipe(
        extractor=settings.extractor,
        make=makers[settings.extractor],
        codebook=codebook,
        actors=actors,
        places=places,
        counting=settings.counting,
        languages=settings.languages,
        run=now,
        reading_stamp=reading_stamp,
        stamp=f"{reading_stamp}/{stamp}",
    )


def find_codebook(study: Study) -> str | Path:
    """The study's codebook: a folder beside study.toml, else a built-in one by its name."""
    beside = study.file(study.settings.codebook)
    return beside if (beside / "book.toml").is_file() else study.settings.codebook


def extract(recipe: Recipe, tasks: Iterable[Task]) -> Iterator[Filed]:
    """Documents into clauses and reports; whatever goes wrong with one becomes its failure."""
    for task, ahead in _read_ahead(recipe, tasks):
        document = task.document
        if not _is_read(recipe, document):
            yield Filed(document, "unread", recipe.stamp, recipe.run)
            continue
        reading = task.reading or ahead
        step = "read"
        try:
            extractor = _extractor(replace(recipe, run=""))  # the same for every run
            reading = reading or extractor.read(document)
            step = "report"
            extraction = extractor.report(document, reading)
        except Exception as error:  # the one place that may: the run goes on
            yield _failed(recipe, document, step, error, reading)
            continue
        yield Filed(
            document=document,
            state="read",
            stamp=recipe.stamp,
            run=recipe.run,
            reading=reading,
            reports=tuple(replace(report, run=recipe.run) for report in extraction.reports),
            passed_over=extraction.passed_over,
            framings=_outside(extraction.framings, extraction.reports),
        )


def _read_ahead(recipe: Recipe, tasks: Iterable[Task]) -> Iterator[tuple[Task, Reading | None]]:
    """Each task with the reading that reading several at once gave; without where it is still to be read."""
    iterator = iter(tasks)
    while batch := list(islice(iterator, _READ_TOGETHER)):
        is_due = [task.reading is None and _is_read(recipe, task.document) for task in batch]
        due = [task.document for task, is_so in zip(batch, is_due, strict=True) if is_so]
        readings: list[Reading] = []
        try:
            read_all = getattr(_extractor(replace(recipe, run="")), "read_all", None)
            if read_all is not None and len(due) > 1:
                readings = list(read_all(due))
        except Exception:  # one of them breaks the reader: each is read alone, and the failure told of that one
            readings = []
        ahead = iter(readings)
        yield from ((task, next(ahead, None) if is_so else None) for task, is_so in zip(batch, is_due, strict=True))


_READ_TOGETHER = 8  # documents


def _is_read(recipe: Recipe, document: Document) -> bool:
    return document.language is None or document.language in recipe.languages


# --- the steps, each bringing one part of the study up to date ------------------------------------------


def _keep(
    study: Study, writer: ArchiveWriter, read: Iterable[Document | Failure], watch: Watch
) -> tuple[int, int, int]:
    """What is read goes into documents.jsonl; how many were found, how many are new, how many were replaced."""
    versions = Versions(read_texts(study.texts_file))
    failures: list[Failure] = []
    origins: set[str] = set()
    waiting: list[Document] = []
    found = new = 0
    for one in read:
        origins.add(one.origin or "")
        if isinstance(one, Failure):
            failures.append(one)
            continue
        found += 1
        watch("read", found, None)
        kept = versions.admit(one)
        if kept is None:
            continue
        new += 1
        waiting.append(kept)
        if len(waiting) == TEXTS_A_BATCH:
            append_texts(study.texts_file, waiting)
            waiting.clear()
    append_texts(study.texts_file, waiting)
    if versions.replaced:
        texts = (document for document in read_texts(study.texts_file) if document.id not in versions.replaced)
        rewrite_texts(study.texts_file, texts)
    writer.put_failures(failures, origins=sorted(origins))
    return found, new, len(versions.replaced)


def _extract(
    study: Study, engine: Engine, writer: ArchiveWriter, recipe: Recipe, *, anew: bool, watch: Watch
) -> tuple[int, int]:
    """The archive's documents follow documents.jsonl; how many were read or coded anew, how many removed."""
    standings = writer.standings()
    due: dict[str, bool] = {}  # id -> whether the reading that is kept still holds
    texts: set[str] = set()
    for document in read_texts(study.texts_file):
        texts.add(document.id)
        standing = standings.get(document.id)
        holds = standing is not None and standing.sha256 == document.sha256 and not anew
        described = _describe(document, study)
        if holds and standing is not None:
            same = replace(described, text="", echo_of=None) == replace(standing.described, echo_of=None)
            if same and standing.stamp == recipe.stamp:
                continue
            holds = (standing.stamp or "").startswith(f"{recipe.reading_stamp}/")
        due[document.id] = holds
    gone = sorted(set(standings) - texts)
    for id in gone:
        writer.remove_document(id)
    if not due:
        return 0, len(gone)
    writer.put_run(_run_record(recipe))
    tasks = (
        Task(_describe(document, study), writer.reading(document.id) if due[document.id] else None)
        for document in read_texts(study.texts_file)
        if document.id in due
    )
    watch("extract", 0, len(due))
    for done, filed in enumerate(engine.each(partial(extract, recipe), tasks), start=1):
        engine.put("documents", [filed])
        watch("extract", done, len(due))
    writer.put_run(replace(_run_record(recipe), model=writer.reader() or ""))
    return len(due), len(gone)


def _relink(study: Study, engine: Engine, writer: ArchiveWriter, *, watch: Watch) -> bool:
    """Echoes, decisions, incidents and comparisons, as one transaction; False where none could come out otherwise."""
    decisions = read_decisions(study.decisions_folder)
    is_noted = note_decisions(writer, decisions)
    weights = _weights(study)
    obeyed = [decision.id for decision in matter_to_linking(decisions)]
    note = _hash(_edition("linking"), repr(study.sides), repr(sorted(weights.items())), *obeyed)
    if is_noted and writer.note("linked") == note:
        return False
    watch("link", 0, None)
    documents: list[Document] = list(engine.get("documents"))
    finder = _edition("reading")
    marks = writer.echoes() if writer.note("echoed") == finder else _mark_echoes(documents)
    originals = {mark.document: mark.original for mark in marks}
    documents = [replace(document, echo_of=originals.get(document.id)) for document in documents]
    decided = apply_decisions(engine.get("reports"), decisions, {document.id: document for document in documents})
    linked: Linked = link(decided.reports, documents, sides=study.sides, decisions=decided.linking, weights=weights)
    watch("settle", 0, None)
    writer.settle(
        linked, originals=decided.originals, echoes=marks, decisions=decided.anchored, note=note, echoed=finder
    )
    return True


def _mark_echoes(documents: Sequence[Document]) -> tuple[EchoMark, ...]:
    """The documents that are copies of others; quotations stay with the reports."""
    return tuple(
        EchoMark(echo.document, echo.original, f"{echo.share:.0%} of its five-word passages stand in the original")
        for echo in find_echoes(documents)
        if echo.kind == "copy"
    )


STEPS = (
    Step("read", "paths", "documents and failures", read_documents),
    Step("keep", "documents", "documents that are new or changed", Versions.admit),
    Step("extract", "documents", "readings, reports, framings, what was passed over", extract),
    Step("echo", "documents", "which documents repeat which", find_echoes),
    Step("decide", "reports and people's decisions", "reports as people left them", apply_decisions),
    Step("link", "reports, documents, sides, decisions", "incidents and comparisons", link),
    Step("settle", "what linking gave", "the archive", ArchiveWriter.settle),
)


def _make_grammar(**parts: Any) -> Extractor:
    from rashomon.extraction.grammar import GrammarExtractor  # loads the parser: a second that reading an archive saves

    return GrammarExtractor(**parts)


@cache
def _extractor(recipe: Recipe) -> Extractor:
    """The extractor of a recipe, loaded once in each process."""
    return recipe.make(
        names=load_catalogue(*recipe.actors),
        gazetteer=load_gazetteer(*recipe.places),
        codebook=load_codebook(recipe.codebook),
        counting=recipe.counting,
    )


def _describe(document: Document, study: Study) -> Document:
    """The document with what study.toml knows of its publisher."""
    for publisher in study.settings.publisher:
        if publisher.name == document.publisher:
            return replace(
                document,
                publisher_type=document.publisher_type or publisher.type,
                publisher_country=document.publisher_country or publisher.country,
            )
    return document


def _outside(framings: Sequence[Framing], reports: Sequence[Report]) -> tuple[Framing, ...]:
    """The framings that no report holds."""
    held = {(framing.start, framing.end, framing.kind) for report in reports for framing in report.framings}
    return tuple(framing for framing in framings if (framing.start, framing.end, framing.kind) not in held)


def _failed(recipe: Recipe, document: Document, step: str, error: Exception, reading: Reading | None) -> Filed:
    what = str(error) if isinstance(error, RashomonError) else f"{type(error).__name__}: {error}"
    failure = Failure(
        origin=document.origin or document.id,
        step=step,
        problem=f"{document.id}: the step {step!r} broke: {what}. The text is kept and can be searched; "
        "please report the sentence with `rashomon explain`",
        document=document.id,
    )
    return Filed(document, "failed", recipe.stamp, recipe.run, reading=reading, failures=(failure,))


def _give_up(recipe: Recipe, task: Task) -> Filed:
    error = RashomonError("the process that read it died, perhaps for want of memory")
    return _failed(recipe, task.document, "read", error, task.reading)


def _run_record(recipe: Recipe) -> Run:
    codebook = load_codebook(recipe.codebook)
    return Run(
        id=recipe.run,
        started=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        version=version("rashomon"),
        extractor=recipe.extractor,
        model="",  # known when the first document is read
        codebook=codebook.label,
        rules=recipe.stamp,
    )


def _weights(study: Study) -> dict[str, float]:
    weights = dict(load_weights())
    for name, value in study.settings.linking.items():
        if name not in weights:
            raise StudyError(
                f"{study.folder}: study.toml: linking: there is no weight {name!r}. Known: {', '.join(sorted(weights))}"
            )
        weights[name] = value
    return weights


@cache
def _edition(*rooms: str) -> str:
    """The package's version with what its rooms hold: rules that change between two versions count as well."""
    files = (file for room in rooms for file in sorted((Path(__file__).parent / room).rglob("*")))
    return _hash(version("rashomon"), *(_contents(file) for file in files if file.suffix != ".pyc"))


def _contents(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _watch_nothing(step: str, done: int, total: int | None) -> None:
    """Nobody watches."""
