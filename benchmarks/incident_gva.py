"""Gun Violence Archive: look-alike shootings told by several articles each, grouped end to end; printed without a bar.

Beside the grouping: for each article whose main incident has a date, is it the gold's within a day; and is the gold's
number of killed within the range of figures that the main incident keeps (an early report may honestly give another).
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from benchmarks.documents_in_incidents import find_main_incidents, measure_documents


def measure(folder: Path) -> dict[str, float]:
    """CoNLL F1 over documents; ``date`` and ``killed`` as shares, with how many of the articles could be asked."""
    fields = {"text": "text", "published": "dct", "gold": "incident_id"}
    figures, found = measure_documents(folder, fields)
    lines = (folder / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    facts = {row["id"]: row for row in map(json.loads, lines)}
    incidents = {incident.id: incident for incident in found.linked.incidents}
    dates, killed = [], []
    rows = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    main = find_main_incidents(found.documents, found.linked.reports)
    for row in rows:
        incident, fact = incidents.get(main[row["id"]]), facts[row["incident_id"]]
        if incident is None:
            continue
        if incident.earliest and incident.latest and fact["date"]:
            day = dt.timedelta(days=1)
            first, last = dt.date.fromisoformat(incident.earliest) - day, dt.date.fromisoformat(incident.latest) + day
            dates.append(first <= dt.date.fromisoformat(fact["date"]) <= last)
        toll = next((toll for toll in incident.quantities if toll.outcome == "killed"), None)
        if toll is not None:
            killed.append((toll.low or 0) <= fact["killed"] and (toll.high is None or fact["killed"] <= toll.high))
    return {
        **figures,
        "date_within_a_day": sum(dates) / max(len(dates), 1),
        "dated_articles": float(len(dates)),
        "killed_in_range": sum(killed) / max(len(killed), 1),
        "articles_with_a_toll": float(len(killed)),
    }
