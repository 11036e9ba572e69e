"""What Rashomon's readings are worth: programs that measure it on gold data which is not part of the project.

``python -m benchmarks --gold DIR [--only SET ...] [--json] [--write] [--check]``

How to add a set: write ``benchmarks/NAME.py``, NAME being the folder of the set in the gold, with

    def measure(folder: Path) -> dict[str, float]: ...

``folder`` is ``DIR/NAME``. That is all. A module that serves several folders names them in a constant
``SETS = ("geo_lgl", "geo_gwn")``; ``measure`` then gets each folder in turn (``folder.name`` tells which).

For the 95 % bootstrap interval beside each figure return the dict that ``figures`` of
``benchmarks.bootstrap`` makes from one row per sampling unit (sentence, document):

    rows = [(float(found == wanted), 1.0) for ...]
    return figures(rows, {"accuracy": lambda rows: sum(r[0] for r in rows) / len(rows)})

``benchmarks.gold.read_records(folder)`` gives the records; ``benchmarks.system`` gives the system under
test. Modules may print nothing; what they log goes to standard error.
"""
