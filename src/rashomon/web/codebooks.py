"""The study's codebook, for pages that offer its event types."""

from __future__ import annotations

from rashomon.coding.codebook import Codebook, load_codebook
from rashomon.study import Study


def open_codebook(study: Study) -> Codebook:
    """The codebook that study.toml names: a folder beside it, else a built-in one."""
    name = study.settings.codebook
    return load_codebook(study.file(name) if study.file(name).is_dir() else name)
