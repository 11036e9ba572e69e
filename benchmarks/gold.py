"""Reading a set's gold: one JSON object a line, as it lies in the gold folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_records(folder: Path, name: str = "records.jsonl") -> list[dict[str, Any]]:
    """The records of ``folder/name`` in their order."""
    with (folder / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
