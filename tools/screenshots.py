"""Pictures of the pages for the docs: runs the example, serves it, and has a headless chromium look.

python tools/screenshots.py [--chromium chromium] [--out docs/screenshots]
"""

from __future__ import annotations

import argparse
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import uvicorn

from rashomon import pipeline
from rashomon.storage.archive import open_archive
from rashomon.study import STUDY_FILE, create_study
from rashomon.web.app import create_app

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "gulf-2019"
MOST = 200_000  # bytes of a picture


def pages_of(folder: Path) -> dict[str, str]:
    """The pages to show, by the name of their picture: the most contested incident, the document that tells most."""
    with open_archive(folder) as archive:
        incident = archive.list_told()[0]["id"]
        document = max(archive.list_documents(), key=lambda row: row["reports"])["id"]
    return {
        "brief": "/", "reader": f"/documents/{document}", "incident": f"/incidents/{incident}",
        "timeline": "/timeline", "actors": "/actors",
    }  # fmt: skip


def take(chromium: str, url: str, picture: Path, *, dark: bool = False) -> None:
    """One picture of one page, as a browser of its own shows it."""
    with tempfile.TemporaryDirectory() as home:
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--disable-lcd-text", f"--user-data-dir={home}", "--window-size=1280,800", f"--screenshot={picture}",
            *(["--blink-settings=preferredColorScheme=0"] if dark else []), url,
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    picture.write_bytes(pack(picture.read_bytes()))
    if picture.stat().st_size > MOST:
        sys.exit(f"{picture} has {picture.stat().st_size:,} bytes; at most {MOST:,} go into the docs")


def pack(png: bytes) -> bytes:
    """The same picture in at most 256 colours, of the fineness that a page of text needs."""
    pixels = read_pixels(png)
    height, width = pixels.shape[:2]
    coarse = (pixels[:, :, :3] >> 3).astype(np.int32)
    keys = (coarse[:, :, 0] << 10 | coarse[:, :, 1] << 5 | coarse[:, :, 2]).ravel()
    colours, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    kept = np.argsort(-counts, kind="stable")[:256]
    parts = np.stack([colours >> 10, colours >> 5 & 31, colours & 31], axis=1)
    nearest = np.array([np.argmin(((parts[kept] - part) ** 2).sum(axis=1)) for part in parts], np.uint8)
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = nearest[places.ravel()].reshape(height, width)
    palette = (parts[kept] * 255 // 31).astype(np.uint8).tobytes()
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    ]
    whole = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    ]
    return png[:8] + b"".join(whole)


def read_pixels(png: bytes) -> Any:
    """The pixels of an eight-bit picture in true colour: rows, columns, channels."""
    at, packed, width, height, depth = 8, b"", 0, 0, 0
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
        if kind == b"IHDR":
            width, height, depth = struct.unpack(">IIxB", body[:10])
        elif kind == b"IDAT":
            packed += body
    step = 4 if depth == 6 else 3
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * step)
    rows = np.zeros((height, width * step), np.uint8)
    above = np.zeros(width * step, np.uint8)
    for number, (how, line) in enumerate(zip(raw[:, 0], raw[:, 1:], strict=True)):
        if how == 1:
            above = np.cumsum(line.reshape(width, step), axis=0, dtype=np.uint64).astype(np.uint8).ravel()
        elif how == 2:
            above = line + above
        elif how:
            above = np.array(unfilter(int(how), line.tolist(), above.tolist(), step), np.uint8)
        else:
            above = line
        rows[number] = above
    return rows.reshape(height, width, step)


def unfilter(how: int, line: list[int], above: list[int], step: int) -> list[int]:
    """One row whose filter looks to the left and above: average (3) or Paeth's (4)."""
    for place, value in enumerate(line):
        left = line[place - step] if place >= step else 0
        up, corner = above[place], above[place - step] if place >= step else 0
        if how == 3:
            guess = (left + up) // 2
        else:
            far = left + up - corner
            guess = min((left, up, corner), key=lambda one: abs(far - one))
        line[place] = (value + guess) & 255
    return line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--port", type=int, default=8766)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        study = create_study(Path(temporary) / "gulf-2019", pattern=EXAMPLE / STUDY_FILE)
        pipeline.run(study, [EXAMPLE])
        app = create_app(study.folder, relink=lambda: pipeline.relink(study), who="analyst")
        server = uvicorn.Server(uvicorn.Config(app, port=given.port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        for name, path in pages_of(study.folder).items():
            take(given.chromium, f"http://127.0.0.1:{given.port}{path}", given.out / f"{name}.png")
        dark = given.out / "reader-dark.png"
        take(given.chromium, f"http://127.0.0.1:{given.port}{pages_of(study.folder)['reader']}", dark, dark=True)
        server.should_exit = True
        thread.join(timeout=10)


if __name__ == "__main__":
    main()
