"""The command: find the sets that can be measured, measure them, print, write ``docs/quality.md``, hold the floors."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
import time
import tomllib
import traceback
from collections.abc import Callable
from pathlib import Path

import benchmarks
from benchmarks.bootstrap import Figures

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent.parent / "shared" / "gold"
Measure = Callable[[Path], dict[str, float]]


def find_sets() -> dict[str, str]:
    """Set name -> module name, for every module here that defines ``measure``."""
    found: dict[str, str] = {}
    for module in sorted(pkgutil.iter_modules(benchmarks.__path__), key=lambda m: m.name):
        text = (HERE / f"{module.name}.py").read_text(encoding="utf-8")
        if "\ndef measure(" not in text:
            continue
        loaded = importlib.import_module(f"benchmarks.{module.name}")
        for name in getattr(loaded, "SETS", (module.name,)):
            found[name] = module.name
    return found


def main(arguments: list[str] | None = None) -> int:
    if (arguments or sys.argv[1:])[:1] == ["errors"]:
        from benchmarks import errors

        return errors.main((arguments or sys.argv[1:])[1:])
    options = _read_options(arguments)
    if not options.gold.is_dir():
        print(
            f"No gold data at {options.gold}. The gold is third-party data and no part of the project: "
            f"give a folder that holds one folder a set (dossiers/, event_plv/ ...) with --gold DIR.",
            file=sys.stderr,
        )
        return 2
    sets = find_sets()
    unknown = [name for name in options.only if name not in sets]
    if unknown:
        print(f"No such set: {', '.join(unknown)}. There are: {', '.join(sorted(sets))}.", file=sys.stderr)
        return 2
    measured, failed = _measure_all(sets, options.only or sorted(sets), options.gold)
    if options.json:
        print(json.dumps(measured, indent=2, ensure_ascii=False))
    else:
        _print_table(measured)
    fallen = _below_floors(measured)
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    for name, problem in failed.items():
        print(f"failed: {name}: {problem}", file=sys.stderr)
    if options.write:
        from benchmarks import quality

        quality.write(measured, failed)
    return 1 if options.check and (fallen or failed) else 0


def _read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Rashomon on gold data.")
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder with one folder a set (default: %(default)s)")
    parser.add_argument("--only", action="append", default=[], metavar="SET", help="measure this set; may be repeated")
    parser.add_argument("--json", action="store_true", help="print {set: {metric: figure}}")
    parser.add_argument("--write", action="store_true", help="write docs/quality.md anew with these figures")
    parser.add_argument("--check", action="store_true", help="fail when a figure is below its floor or a set failed")
    return parser.parse_args(arguments)


def _measure_all(
    sets: dict[str, str], wanted: list[str], gold: Path
) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    measured: dict[str, dict[str, float]] = {}
    failed: dict[str, str] = {}
    for name in wanted:
        if not (gold / name).is_dir() and name != "speed":
            failed[name] = f"no folder {gold / name}"
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        started = time.monotonic()
        try:
            module = importlib.import_module(f"benchmarks.{sets[name]}")
            parts = getattr(module, "measure_parts", None)
            if parts is not None:
                measured.update(parts(gold / name))
            else:
                measured[name] = module.measure(gold / name)
        except Exception as problem:
            traceback.print_exc(file=sys.stderr)
            failed[name] = f"{type(problem).__name__}: {problem}"
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return measured, failed


def _print_table(measured: dict[str, dict[str, float]]) -> None:
    for name, found in measured.items():
        print(name)
        intervals = found.intervals if isinstance(found, Figures) else {}
        for metric, figure in found.items():
            low, high = intervals.get(metric, (None, None))
            print(f"  {metric:28} {figure:8.3f}" + (f"  [{low:.3f}, {high:.3f}]" if low is not None else ""))


def _below_floors(measured: dict[str, dict[str, float]]) -> list[str]:
    path = HERE / "floors.toml"
    if not path.exists():
        return []
    floors = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        f"{name} {metric}: {measured[name].get(metric, float('nan')):.3f} < {floor}"
        for name, wanted in floors.items()
        if name in measured
        for metric, floor in wanted.items()
        if not measured[name].get(metric, float("nan")) >= floor
    ]


if __name__ == "__main__":
    raise SystemExit(main())
