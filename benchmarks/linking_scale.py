"""How linking grows with the pile: a made-up war told by many, linked at three sizes, with pairs, seconds and memory.

    python -m benchmarks.linking_scale [10000 30000 100000]

Half of the reports lie within three days of one conflict of two countries; the rest are spread over two years and forty
pairs of countries. Each happening is told by one to twelve reports, with words, figures and places that vary; two
reports in a hundred deny it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import resource
import sys
import time

from benchmarks.pairs import pair_figures
from rashomon.linking.accounts import read_accounts, read_contexts
from rashomon.linking.blocks import find_pairs
from rashomon.linking.incidents import link
from rashomon.linking.likeness import load_weights
from rashomon.linking.rarity import Rarity
from rashomon.linking.screening import Screen
from rashomon.linking.wording import Wording
from rashomon.records import Document, Party, Period, Place, Quantity, Report, Span

SIZES = (10_000, 30_000, 100_000)
COUNTRIES = ("ABA", "BEB", "CIC", "DOD", "EFE", "FUF", "GAG", "HEH", "JIJ", "KOK")
ACTS = (
    ("ASSAULT", ("bombed", "shelled", "struck", "fired on", "attacked", "raided")),
    ("COERCE", ("seized", "detained", "arrested", "blockaded", "boarded")),
    ("MOBILIZE", ("deployed", "massed", "dispatched")),
    ("PROTEST", ("rallied", "marched", "protested")),
    ("ACCUSE", ("accused", "condemned", "denounced")),
    ("REQUEST", ("demanded", "urged", "called on")),
    ("CONSULT", ("met", "telephoned", "visited")),
)
THINGS = (
    "a depot",
    "a bridge",
    "a convoy",
    "a harbour",
    "a market",
    "an airfield",
    "a crossing",
    "a refinery",
    "a camp",
)
DENIED = 0.98  # of the reports from here on deny
FIRST_DAY = dt.date(2020, 1, 1)


def main() -> int:
    """Print one line a size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    columns = ("reports", "pairs", "a report", "seconds", "of CPU", "MB", "incidents", "made", "pair F1")
    sys.stdout.write(" ".join(f"{column:>9}" for column in columns) + "\n")
    for size in sizes:
        reports, documents, gold = make_pile(size)
        accounts = read_accounts(reports, {d.id: d for d in documents})
        rarity = Rarity(accounts, read_contexts({d.id: d for d in documents}, accounts))
        screen = Screen(accounts, rarity, load_weights(), Wording(accounts, rarity))
        pairs = sum(len(found) for found in find_pairs(accounts, rarity, screen=screen))
        del accounts, rarity, screen
        started, spent = time.monotonic(), time.process_time()
        linked = link(reports, documents)
        seconds, spent = time.monotonic() - started, time.process_time() - spent
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        f1 = pair_figures([incident.reports for incident in linked.incidents], gold)["pair_f1"]
        figures = (
            size,
            pairs,
            pairs / size,
            seconds,
            spent,
            memory,
            len(linked.incidents),
            len(set(gold.values())),
            f1,
        )
        cells = (
            f"{figure:9.1f}"
            if isinstance(figure, float) and figure > 1
            else f"{figure:9.3f}"
            if isinstance(figure, float)
            else f"{figure:9d}"
            for figure in figures
        )
        sys.stdout.write(" ".join(cells) + "\n")
        sys.stdout.flush()
    return 0


def make_pile(size: int, seed: int = 11) -> tuple[list[Report], list[Document], dict[str, str]]:
    """Reports, their documents (five reports each) and the happening behind each report."""
    chance = random.Random(seed)
    towns = [(f"Town {n}", 30 + 10 * chance.random(), 40 + 10 * chance.random()) for n in range(400)]
    told: list[tuple[Report, int, str]] = []
    number = 0
    while len(told) < size:
        number += 1
        hot = len(told) < size / 2
        happening = Happening(
            day=chance.randrange(3) if hot else chance.randrange(730),
            pair=("ABA", "BEB") if hot else tuple(chance.sample(COUNTRIES, 2)),
            act=chance.choice(ACTS),
            town=chance.choice(towns),
            thing=chance.choice(THINGS),
            name=f"{chance.choice('BDFGKLMNPRST')}{chance.choice('aeiou')}{chance.choice('lmnrst')}o{number % 3000}",
            killed=chance.randrange(1, 60),
        )
        for _ in range(min(size - len(told), chance.choice((1, 1, 1, 2, 2, 3, 5, 8, 12)))):
            report = _tell(f"r{len(told):07d}", happening, chance)
            told.append((report, happening.day + chance.randrange(3), f"h{number}"))
    return _into_documents(told, chance)


@dataclasses.dataclass(frozen=True, slots=True)
class Happening:
    """What really happened in the made-up war."""

    day: int
    pair: tuple[str, ...]
    act: tuple[str, tuple[str, ...]]
    town: tuple[str, float, float]
    thing: str
    name: str
    killed: int


def _tell(id: str, happening: Happening, chance: random.Random) -> Report:
    """One account: some leave out who, to whom, where, when or how many, and figures vary by one; a few deny it."""
    one, other = happening.pair
    town, latitude, longitude = happening.town
    verb, killed, stated = chance.choice(happening.act[1]), happening.killed, chance.random()
    date = (FIRST_DAY + dt.timedelta(days=happening.day)).isoformat()
    sentence = f"{one.title()} forces {verb} {happening.thing} of {other.title()} near {town}, "
    sentence += f"the {happening.name} group said, killing {killed}."
    if stated >= DENIED:
        verb = "denied"
        sentence = (
            f"{one.title()} denied any role near {town}, where the {happening.name} group spoke of {happening.thing}."
        )
    start = sentence.index(verb)
    place = Place(0, 0, town, town, other, latitude, longitude, town, 1, rule="made")
    period = Period(0, 0, date, date, date, date, precision="day", basis="stated", rule="made")
    figure = Quantity(0, 0, "", "killed", None, killed + chance.randrange(2), killed + 1)
    return Report(
        id=id,
        document="",
        kind="event",
        sentence=Span(0, len(sentence), sentence),
        trigger=Span(start, start + len(verb), verb),
        event="REJECT" if stated >= DENIED else happening.act[0],
        actors=(_party(one),) if stated < 0.85 or stated >= DENIED else (),
        recipients=(_party(other),) if stated > 0.2 else (),
        places=(place,) if stated > 0.4 else (),
        period=period if stated > 0.1 else None,
        quantities=(figure,) if stated > 0.5 else (),
    )


def _into_documents(
    told: list[tuple[Report, int, str]], chance: random.Random
) -> tuple[list[Report], list[Document], dict[str, str]]:
    """Five reports of about one day to a document."""
    told.sort(key=lambda row: (row[1], chance.random()))
    reports, documents = [], []
    for number, (report, published, _) in enumerate(told):
        if number % 5 == 0:
            date = (FIRST_DAY + dt.timedelta(days=published)).isoformat()
            text = " ".join(row[0].sentence.text for row in told[number : number + 5])
            documents.append(
                Document(
                    f"d{len(documents):06d}", text, "", publisher=f"publisher {len(documents) % 90}", published=date
                )
            )
        at = (number % 5) * 130
        moved = dataclasses.replace(
            report,
            document=documents[-1].id,
            sentence=dataclasses.replace(report.sentence, start=at, end=at + len(report.sentence.text)),
            trigger=dataclasses.replace(report.trigger, start=at + report.trigger.start, end=at + report.trigger.end),
        )
        reports.append(moved)
    return reports, documents, {report.id: name for report, _, name in told}


def _party(country: str) -> Party:
    return Party(0, 0, country.title(), country.title(), None, country, ("MIL",), f"{country}MIL", rule="made")


if __name__ == "__main__":
    raise SystemExit(main())
