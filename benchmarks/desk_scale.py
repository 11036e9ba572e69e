"""How fast the pages are over a big archive: a made-up war of 10,000 documents and 100,000 reports, each page timed.

    python -m benchmarks.desk_scale [FOLDER] [--documents 10000]

The archive is written by the archive's own writer into FOLDER (by default one that is removed) and kept there for the
next time. A page's figure is the median of five requests to the app in this process, after one that is not counted, in
milliseconds; the bar is 300.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx

from rashomon.records import (
    Comparison,
    Document,
    Incident,
    Linked,
    Party,
    Period,
    Place,
    Position,
    Quantity,
    Report,
    Run,
    Span,
    SpeakerParty,
    Value,
)
from rashomon.storage.archive import open_archive
from rashomon.storage.opening import ARCHIVE_FILE
from rashomon.storage.writing import ArchiveWriter, Filed
from rashomon.study import create_study
from rashomon.web.app import create_app

COUNTRIES = ("USA", "IRN", "IRQ", "GBR", "RUS", "FRA", "SYR", "TUR", "ISR", "SAU")
SECTORS = ("MIL", "GOV", "REB", "CVL")
EVENTS = ("ASSAULT", "ACCUSE", "REQUEST", "REJECT", "MOBILIZE", "THREATEN", "CONSULT", "AGREE", "PROTEST", "COERCE")
MODALITIES = ("actual",) * 8 + ("planned", "possible")
REPORTS = 10  # of a document
TOLD = 5  # reports of an incident
BARS = {"start and first page": 1000}  # milliseconds; 300 for all others
FIRST = dt.date(2018, 1, 1)


def make_documents(count: int) -> Iterator[Filed]:
    """Documents with their reports, ten sentences each; the same for every call."""
    chance = random.Random(7)
    for number in range(count):
        published = FIRST + dt.timedelta(days=number * 1_000 // count)
        sentences: list[str] = []
        reports: list[Report] = []
        at = 0
        for place in range(REPORTS):
            which = number * REPORTS + place
            actor, recipient, speaker = chance.sample(COUNTRIES, 3)
            words = (f"The {actor} forces", "struck", f"the {recipient} base", f"Place{which % 97}", "12", "ministry")
            told = f"the {speaker} {words[5]} said. "
            text = f"{words[0]} {words[1]} {words[2]} at {words[3]} killing {words[4]} men, {told}"
            reports.append(_make_report(f"d{number}", which, at, text, words, (actor, recipient, speaker), published))
            sentences.append(text)
            at += len(text)
        document = Document(
            f"d{number}", "".join(sentences), f"{number:064d}", f"Document {number} of the war",
            f"Publisher {number % 60}", "newspaper", COUNTRIES[number % 10], published.isoformat(), language="en",
        )  # fmt: skip
        yield Filed(document, "read", "made", "r1", None, tuple(reports))


def _make_report(
    document: str, which: int, at: int, text: str, words: tuple[str, ...], parties: tuple[str, ...], day: dt.date
) -> Report:
    def span(part: str) -> Span:
        start = at + text.index(part)
        return Span(start, start + len(part), part)

    def party(country: str, part: str) -> Party:
        found = span(part)
        sector = SECTORS[which % 4]
        return Party(
            found.start, found.end, found.text, None, None, country, (sector,), country + sector, rule="made"
        )  # fmt: skip

    actor, recipient, speaker = parties
    place, figure, told = span(words[3]), span(words[4]), span(words[5])
    when = (day - dt.timedelta(days=which % 3)).isoformat()
    return Report(
        id=f"{which:016x}", document=document, kind="event", sentence=Span(at, at + len(text) - 1, text[:-1]),
        trigger=span(words[1]), event=EVENTS[which * 7 % 10], quad="material conflict", intensity=-9.0,
        actors=(party(actor, words[0]),), recipients=(party(recipient, words[2]),),
        places=(Place(place.start, place.end, place.text, place.text, recipient, 33.0, 44.0, precision=1),),
        period=Period(at, at, "", when, when, when, precision="day", basis="relative"),
        quantities=(Quantity(figure.start, figure.end, figure.text, "killed", None, 12, 12),),
        modality=MODALITIES[which % 10],  # type: ignore[arg-type]  # of the closed set
        speakers=(
            SpeakerParty(
                0, told.start, told.end, told.text, "named", span("said"), "says", "indirect", None, None, speaker,
                ("GOV",), f"{speaker}GOV",
            ),
        ),
        incident=f"{which - which % TOLD:016x}", certainty=round(0.5 + which % 50 / 100, 2), run="r1",
        reasons=("made for a measurement",),
    )  # fmt: skip


def link_made(reports: list[Report]) -> Linked:
    """Incidents of five reports each, every tenth of them disputed."""
    incidents: list[Incident] = []
    comparisons: list[Comparison] = []
    for at in range(0, len(reports), TOLD):
        told = reports[at : at + TOLD]
        ids = tuple(report.id for report in told)
        first = told[0]
        assert first.period is not None
        disputed = at // TOLD % 10 == 0
        if disputed:
            positions = (
                Position("it happened", ("USAGOV", "IRQGOV"), ids[:3], (first.sentence.text,)),
                Position("it did not happen", ("IRNGOV",), ids[3:], (told[-1].sentence.text,)),
            )
            comparisons.append(Comparison(f"c{at}", first.id, "occurrence", "conflict", positions, "made"))
        incidents.append(
            Incident(
                first.id, f"Strike {at // TOLD}, {first.period.edtf}", ids,
                event=Value(first.event or "", "most", ids), earliest=first.period.earliest,
                latest=first.period.latest, actors=(Value(first.actors[0].code or "", "most", ids),),
                recipients=(Value(first.recipients[0].code or "", "most", ids),), publishers=1, independent=1,
                sides=1 + at % 3, modality=Value(first.modality, "most", ids),
                disputes=(f"c{at}",) if disputed else (),
            )
        )  # fmt: skip
    return Linked(tuple(reports), tuple(incidents), tuple(comparisons))


def make_study(folder: Path, count: int) -> None:
    """Writes the archive, unless it is there."""
    study = create_study(folder)
    if study.archive_file.exists():
        return
    begun = time.perf_counter()
    reports: list[Report] = []
    with ArchiveWriter(folder / ARCHIVE_FILE) as writer:
        writer.put_run(Run("r1", "2024-01-01T00:00:00+00:00", "0", "made", "none", "plover", "0"))
        for filed in make_documents(count):
            writer.put_document(filed)
            reports.extend(filed.reports)
        writer.settle(link_made(reports), originals={})
    print(f"written in {time.perf_counter() - begun:.0f} s")


def time_pages(folder: Path) -> dict[str, float]:
    """Milliseconds of each page."""
    with open_archive(folder) as archive:
        document = archive.list_documents()[5_000 % len(archive.list_documents())]["id"]
        report = archive.list_reports(document=document)[0]
    pages = (
        "/", "/documents", "/documents?publisher=Publisher 7", "/documents?page=90", f"/documents/{quote(document)}",
        "/incidents", "/incidents?page=150", "/incidents?event=ASSAULT&disputed=1", "/incidents?actor=IRNMIL",
        f"/incidents/{report['incident']}", "/disputes", "/reports", "/reports?page=800", "/reports?order=period",
        "/reports?order=least certain", "/reports?party=IRN&since=2019-01-01", "/reports?q=Place13", "/timeline",
        "/timeline?lanes=dyad", "/timeline?lanes=publisher", "/timeline?since=2019-01-01&until=2019-03-01", "/actors",
        "/actors?event=ASSAULT", "/methods", "/search?q=Place13 ministry", "/next", "/audit",
        f"/reports/{report['id']}",
    )  # fmt: skip

    async def run() -> dict[str, float]:
        begun = time.perf_counter()
        app = create_app(folder, relink=lambda: None)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8733") as browser:
            await browser.get("/")
            found = {"start and first page": (time.perf_counter() - begun) * 1000}
            for page in pages:
                times = []
                for _ in range(6):
                    asked = time.perf_counter()
                    answer = await browser.get(page)
                    times.append((time.perf_counter() - asked) * 1000)
                    assert answer.status_code in (200, 303), (page, answer.status_code)
                found[page] = statistics.median(times[1:])
            token = re.search(r'name="token" value="([^"]+)"', (await browser.get(f"/reports/{report['id']}")).text)
            assert token is not None
            for what in ("wrong", "undo"):
                form = {"token": token[1], "what": what, "target": report["id"], "back": "/"}
                asked = time.perf_counter()
                answer = await browser.post("/decisions", data=form, headers={"origin": "http://127.0.0.1:8733"})
                found[f"a decision: {what}"] = (time.perf_counter() - asked) * 1000
                assert answer.status_code == 303, answer.text
        return found

    return asyncio.run(run())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary) / "study"
        make_study(folder, given.documents)
        for page, milliseconds in time_pages(folder).items():
            print(f"{milliseconds:7.0f} ms  {page}{'' if milliseconds < BARS.get(page, 300) else '   over the bar'}")


if __name__ == "__main__":
    main()
