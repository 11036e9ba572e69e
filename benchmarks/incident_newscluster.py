"""News clusters (Giveme5W1H): articles of many outlets grouped by the event they mainly tell of; no bar."""

from __future__ import annotations

from pathlib import Path

from benchmarks.documents_in_incidents import measure_documents


def measure(folder: Path) -> dict[str, float]:
    """CoNLL F1 over documents, end to end."""
    fields = {"text": "text", "published": "date", "gold": "event_id", "publisher": "outlet"}
    return measure_documents(folder, fields)[0]
