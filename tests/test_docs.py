"""The pages lead somewhere: every link of the docs has its file, every file of the house's table is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rashomon.coding.codebook import BOOKS, load_codebook

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_has_its_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_file_of_the_house_is_there() -> None:
    table = (ROOT / "docs" / "house.md").read_text("utf-8").split("## I want to", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`([\w/.]+(?:\.\w+|/))`", table))
    assert named
    below = (ROOT, ROOT / "src" / "rashomon")
    assert sorted(name for name in named if not any((folder / name).exists() for folder in below)) == []


def test_the_event_type_of_the_codebook_page_loads(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "your-own-codebook.md").read_text("utf-8")
    book = tmp_path / "mybook"
    shutil.copytree(BOOKS / "plover", book)
    (book / "remember.toml").write_text(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0], "utf-8")
    assert "REMEMBER" in load_codebook(book).events
