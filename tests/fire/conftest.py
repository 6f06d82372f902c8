"""A ground to set fire to, and how many times."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fire.storm import Ground, changes

#: `FIRE=300` runs every storm in full; CI runs a few of each.
FIRE = int(os.environ.get("FIRE", "0"))


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A warehouse with a live build, older ones, and an inbox for the next."""
    return Ground.lay(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="session")
def made(ground: Ground) -> list[tuple[str, str]]:
    """Each change to the disk that the next build of that ground makes."""
    return changes(ground)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse for tiny builds."""
    return tmp_path / "warehouse"
