"""``docs/quality.md``: every figure with its interval, what it means and does not mean, the peers beside it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import Figures

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "quality.md"
FLOORS = HERE / "floors.toml"
MARGIN = 0.03  # a floor lies this much below the best figure so far: machines and models differ a little
KEPT = HERE / "figures.json"  # the last figures of every set, so that one set can be measured anew alone
HEAD = """# Quality: what has been measured, and what the numbers cannot tell

This page is written by `python -m benchmarks --write`; do not edit it. The gold is third-party data that is
no part of the project: give your own copy with `--gold DIR`. All figures are on the halves that
we may look at; other halves exist that nobody tunes on. In brackets: the 95 % bootstrap interval,
drawn over the units named in each program's docstring. **First** is the bar to reach first, **then** the
next. A peer's figure counts only together with what the peer was given.

What no figure here tells: whether what a text says is true; how well Rashomon reads *your* pile. For that,
judge a sample of your own (`rashomon audit sample DIR`) or code some of it by hand, as below.

    python -m benchmarks --gold DIR                 # all sets, as a table; --json for programs
    python -m benchmarks --only dossiers            # one set
    python -m benchmarks --check                    # fails where a figure is below benchmarks/floors.toml
    python -m benchmarks errors dossiers/NAME       # how many errors of each class
    python -m benchmarks errors dossiers/NAME --class wrong-recipient    # each with its sentence

A set is a folder `DIR/NAME` and a module `benchmarks/NAME.py` with `measure(folder) -> dict[str, float]`.

## Claims coded by hand

`rashomon score DIR --gold gold.json` sets a study beside claims that people coded. Lists hold the values that
are accepted, best first; `[]` and `null` mean that the text does not state it, and are not scored.

```json
{
  "claims": [{
    "id": "c1", "doc": "id of the document", "within": "a piece of its text, unique in it, that holds the trigger",
    "event": ["ASSAULT"], "mode": ["aerial", null], "actor": ["USAMIL", "USA"], "recipient": ["IRQREB"],
    "date": "2019-12-29", "place": ["IRQ"], "modality": "actual", "polarity": "affirmed",
    "attributed_to": [], "figures": [{"kind": "killed", "low": 25, "high": null}], "incident": "i1"
  }],
  "disputes": [{
    "id": "x1", "incident": "i1", "about": "toll",
    "positions": [{"claims": ["c1"]}, {"claims": ["c2"]}]
  }],
  "non_events": [{"doc": "id", "within": "what a naive coder would code"}],
  "duplicates": [["id", "id of the document that repeats it"]]
}
```

A bare country takes any sector of it; a sector must agree. `attributed_to` is the speaker (`[]`: the document's
own voice; `"unnamed"`). Found reports and claims are matched one to one: as many right events as can be, then
roles, then nearness. Precision counts every report but one unmatched `content_of` for each rightly found one.
Accuracies are over the pairs whose event agrees; marked figures are F1 over the answers that are not the usual
one. Incidents are scored by pairs over the matched claims, a dispute by two positions that stand for two of the
gold's.
"""


def write(measured: Mapping[str, dict[str, float]], failed: Mapping[str, str]) -> None:
    """Write the page from these figures and, for the sets that were not measured now, the kept ones."""
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name, found in measured.items():
        intervals = found.intervals if isinstance(found, Figures) else {}
        kept[name] = {
            metric: [round(figure, 4), *(round(end, 4) for end in intervals.get(metric, ()))]
            for metric, figure in found.items()
        }
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(page(kept, failed), encoding="utf-8")
    raise_floors(measured)


def raise_floors(measured: Mapping[str, Mapping[str, float]]) -> None:
    """Floors go up by themselves; down they go only by hand, in the open."""
    sets: dict[str, Any] = tomllib.loads((HERE / "sets.toml").read_text(encoding="utf-8"))
    floors: dict[str, dict[str, float]] = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    for name, found in measured.items():
        for metric in (*sets.get(name, {}).get("first", {}), *sets.get(name, {}).get("held", ())):
            if name != "speed" and metric in found:
                old = floors.setdefault(name, {}).get(metric, 0.0)
                floors[name][metric] = max(old, round(found[metric] - _margin(metric), 3), 0.0)
    lines = [
        "# What no change may fall below; written by --write, which only raises them. Lower one by hand and say why.\n"
    ]
    for name in sorted(floors):
        lines.append(
            f'\n["{name}"]\n' + "".join(f"{metric} = {floor}\n" for metric, floor in sorted(floors[name].items()))
        )
    FLOORS.write_text("".join(lines), encoding="utf-8")


def page(kept: Mapping[str, Mapping[str, list[float]]], failed: Mapping[str, str]) -> str:
    """The page as text."""
    sets: dict[str, Any] = tomllib.loads((HERE / "sets.toml").read_text(encoding="utf-8"))
    parts = [HEAD]
    order = [*sets, *sorted(name for name in kept if name not in sets)]
    for name in order:
        entries = {key: found for key, found in kept.items() if key == name or key.startswith(name + "/")}
        if not entries or "/" in name:
            continue
        about = sets.get(name, {})
        parts.append(f"## {about.get('title', name)}\n\n`{name}`\n")
        if about:
            parts.append(f"Means: {about['means']}\n\nDoes not mean: {about['means_not']}\n")
        parts.append(_table(entries, about))
    if failed:
        lines = "".join(f"- `{name}`: {problem}\n" for name, problem in failed.items())
        parts.append("## Could not be measured\n\n" + lines)
    return "\n".join(parts)


def _margin(metric: str) -> float:
    """A figure over a dozen answers moves by a tenth when one of them does."""
    return 4 * MARGIN if metric.endswith("_marked") or metric.startswith("dispute") else MARGIN


def _table(entries: Mapping[str, Mapping[str, list[float]]], about: Mapping[str, Any]) -> str:
    first, then, peers = about.get("first", {}), about.get("then", {}), about.get("peers", [])
    columns = ["metric", *entries, "first", "then", *(peer["name"] for peer in peers)]
    metrics = list(dict.fromkeys(metric for found in entries.values() for metric in found))
    metrics.sort(key=lambda metric: metric not in first)
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for metric in metrics:
        cells = [f"`{metric}`", *(_figure(found.get(metric)) for found in entries.values())]
        cells += [_plain(first.get(metric)), _plain(then.get(metric))]
        cells += [_plain(peer["figures"].get(metric)) for peer in peers]
        lines.append("| " + " | ".join(cells) + " |")
    notes = "".join(f"- {peer['name']}: given {peer['given']}\n" for peer in peers)
    return "\n".join(lines) + "\n" + (f"\n{notes}" if notes else "")


def _figure(found: list[float] | None) -> str:
    if not found:
        return ""
    figure, *interval = found
    return _plain(figure) + (f" [{_plain(interval[0])}, {_plain(interval[1])}]" if interval else "")


def _plain(figure: float | None) -> str:
    if figure is None:
        return ""
    if figure > 1.5:
        return f"{figure:.4g}"
    return f"{figure:.3f}"
