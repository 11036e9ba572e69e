"""One study for the tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.made import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(Path(tmp_path_factory.mktemp("desk")))
