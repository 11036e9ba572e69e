"""Runs the commands shown in README.md and the tutorial and writes what they print below them.

A block that begins with ``$ rashomon`` holds a command and what it printed::

    ```console first=20
    $ rashomon explain "The navy seized a tanker."
    ...
    ```

``first=20`` keeps the first twenty lines, ``from="Where the accounts"`` begins at the line that holds these words.

    python tools/refresh_outputs.py            # rewrites the blocks; read the diff
    python tools/refresh_outputs.py --check    # says which blocks would change
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")
WIDTH = 110

_BLOCK = re.compile(r"```console(?P<info>[^\n]*)\n\$ (?P<command>rashomon [^\n]*)\n(?P<output>.*?)```", re.DOTALL)


def refresh(page: Path, folder: Path) -> str:
    """The page with the output of each of its commands, run in order in ``folder``."""

    def rerun(block: re.Match[str]) -> str:
        printed = _run(block["command"], folder)
        kept = _cut(printed, block["info"])
        return f"```console{block['info']}\n$ {block['command']}\n{kept}```"

    return _BLOCK.sub(rerun, page.read_text("utf-8"))


def _run(command: str, folder: Path) -> str:
    words = [str(Path(sys.executable).parent / "rashomon"), *shlex.split(command)[1:]]
    settings = {**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(words, cwd=folder, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}: exit code {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def _cut(printed: str, info: str) -> str:
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    if begins := re.search(r'from="([^"]+)"', info):
        at = next((number for number, line in enumerate(lines) if begins[1] in line), 0)
        lines = lines[at:]
    if first := re.search(r"first=(\d+)", info):
        kept = lines[: int(first[1])]
        lines = [*kept, "..."] if len(kept) < len(lines) else kept
    return "\n".join(lines) + "\n"


def main() -> None:
    check = "--check" in sys.argv
    for page in PAGES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "examples").symlink_to(ROOT / "examples")
            fresh = refresh(page, folder)
        if fresh == page.read_text("utf-8"):
            continue
        if check:
            sys.exit(f"{page.relative_to(ROOT)}: what its commands print has changed; run tools/refresh_outputs.py")
        page.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
