"""The figures of an incident by a named rule: what UCDP, ACLED or Airwars would write, or every account for itself.

A rule is a choice and never hidden: each number carries the rule's name in words and the reports it comes from. Echoes
are no accounts of their own; a denied account gives no figure.

Sources of the rules: UCDP GED codebook 23.1 (best, low and high estimates), ACLED codebook 2023 (the most conservative
figure; "dozens" read as 12, "hundreds" as 100, "several" as 3), Airwars methodology note (range over all reporting,
with the number of independent accounts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rashomon.linking.holders import find_holder
from rashomon.linking.telling import figure_words
from rashomon.records import Document, Incident, Outcome, Quantity, Report, Side

Profile = Literal["ucdp", "acled", "airwars", "all"]
PROFILES: tuple[Profile, ...] = ("ucdp", "acled", "airwars", "all")
# How ACLED reads words that are no number; read where the qualifier says so.
_ACLED_WORDS = {
    "several": 3,
    "many": 3,
    "a few": 3,
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
}
_EVERYBODY = frozenset({"", "people", "persons", "person"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of an incident: of what outcome, which estimate, by which rule, from which reports."""

    outcome: Outcome
    estimate: str  # "low", "best", "high", "figure", or the holder where every account stands for itself
    value: int | None  # None: open at this end
    words: str  # as it is to be read: "25", "25 or more", "several"
    rule: str
    reports: tuple[str, ...]
    population: str | None = None


@dataclass(frozen=True, slots=True)
class _Account:
    holder: str
    document: str
    report: str
    quantity: Quantity


def aggregate(
    incident: Incident,
    reports: Iterable[Report],
    documents: Mapping[str, Document],
    *,
    profile: Profile = "all",
    sides: Sequence[Side] = (),
) -> tuple[Figure, ...]:
    """The incident's figures by the profile's rule, outcome by outcome in alphabetical order."""
    rules: Mapping[Profile, Callable[[Outcome, list[_Account]], list[Figure]]] = {
        "ucdp": _ucdp,
        "acled": _acled,
        "airwars": _airwars,
        "all": _all,
    }
    told: dict[Outcome, list[_Account]] = defaultdict(list)
    members = set(incident.reports)
    for report in sorted(reports, key=lambda report: report.id):
        if report.id not in members or report.echo_of is not None or report.polarity != "affirmed":
            continue
        holder = find_holder(report, documents.get(report.document), sides).name
        for quantity in report.quantities:
            if quantity.low is not None or quantity.high is not None:
                told[quantity.outcome].append(_Account(holder, report.document, report.id, quantity))
    return tuple(figure for outcome in sorted(told) for figure in rules[profile](outcome, told[outcome]))


def _ucdp(outcome: Outcome, accounts: list[_Account]) -> list[Figure]:
    """Low and high over all accounts of everybody; best is the figure that most independent accounts tell."""
    whole = _of_everybody(accounts)
    by_figure: dict[tuple[int, int | None], list[_Account]] = defaultdict(list)
    for account in whole:
        by_figure[account.quantity.low or 0, account.quantity.high].append(account)
    count = {figure: len({account.document for account in told}) for figure, told in by_figure.items()}
    low, high = min(by_figure), max(by_figure, key=lambda figure: (figure[1] is None, figure[1] or 0, figure[0]))
    best = min(by_figure, key=lambda figure: (-count[figure], figure[0], figure[1] is None, figure[1] or 0))
    rule = f"UCDP best: the figure of most independent accounts ({count[best]} of {len({a.document for a in whole})}), "
    rule += "the lower between equals"
    return [
        _figure(outcome, "low", low[0], "UCDP low: the lowest figure told", by_figure[low]),
        _figure(outcome, "best", best[0], rule, by_figure[best]),
        _figure(outcome, "high", high[1], "UCDP high: the highest figure told", by_figure[high]),
    ]


def _acled(outcome: Outcome, accounts: list[_Account]) -> list[Figure]:
    """One conservative figure: the lowest told, words read as ACLED reads them."""
    whole = _of_everybody(accounts)
    least = min(_as_acled(account.quantity) for account in whole)
    chosen = [account for account in whole if _as_acled(account.quantity) == least]
    rule = "ACLED: the most conservative figure told; several 3, tens 10, dozens 12, hundreds 100"
    return [_figure(outcome, "figure", least, rule, chosen)]


def _airwars(outcome: Outcome, accounts: list[_Account]) -> list[Figure]:
    """Minimum to maximum, with how many independent accounts there are."""
    whole = _of_everybody(accounts)
    independent = len({account.document for account in whole})
    least = min(account.quantity.low or 0 for account in whole)
    highs = [account.quantity.high for account in whole]
    most = None if None in highs else max(high for high in highs if high is not None)
    rule = f"Airwars: minimum to maximum of {independent} independent accounts"
    return [
        _figure(outcome, "low", least, rule, [a for a in whole if (a.quantity.low or 0) == least]),
        _figure(outcome, "high", most, rule, [a for a in whole if a.quantity.high == most]),
    ]


def _all(outcome: Outcome, accounts: list[_Account]) -> list[Figure]:
    """Every account for itself, those of one holder and one figure together."""
    grouped: dict[tuple[str, int | None, int | None, str | None], list[_Account]] = defaultdict(list)
    for account in accounts:
        quantity = account.quantity
        grouped[account.holder, quantity.low, quantity.high, quantity.population].append(account)
    return [
        Figure(
            outcome,
            holder,
            low,
            figure_words(told[0].quantity),
            "as told",
            tuple(sorted({account.report for account in told})),
            population,
        )
        for (holder, low, _, population), told in sorted(
            grouped.items(), key=lambda item: (item[0][0], item[0][1] or 0)
        )
    ]


def _of_everybody(accounts: list[_Account]) -> list[_Account]:
    """The accounts that count everybody, where there are any: 19 fighters are no toll of all the dead."""
    return [a for a in accounts if (a.quantity.population or "").lower() in _EVERYBODY] or accounts


def _as_acled(quantity: Quantity) -> int:
    word = (quantity.qualifier or "").lower()
    return _ACLED_WORDS.get(word, quantity.low or 0)


def _figure(outcome: Outcome, estimate: str, value: int | None, rule: str, accounts: Sequence[_Account]) -> Figure:
    reports = tuple(sorted({account.report for account in accounts}))
    return Figure(outcome, estimate, value, "open" if value is None else str(value), rule, reports)
