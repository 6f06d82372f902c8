"""The office that a test of the committee may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard import load, state


@pytest.fixture
def committee(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The warehouse of a commune office of the test's own, with its state beside it."""
    shutil.copytree(sample, tmp_path / "warehouse")
    monkeypatch.setenv(state.STATE, str(tmp_path / "state"))
    monkeypatch.setenv(load.WAREHOUSE, str(tmp_path / "warehouse"))
    return tmp_path / "warehouse"
