"""Warehouses for the tests: the made-up commune, one year of it, and nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from dashboard.data import Data
from dashboard.load import read_warehouse
from etl.progress import Progress
from etl.run import Order, build
from etl.sample import write_sample
from tests.findings.desk import Office


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Journeys run one after the other in one process: one server, one browser at a time."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """What runs in which process when there are several."""
    return Together(config, log)


def published(inbox: Path, folder: Path) -> Path:
    """The warehouse that a build of an inbox makes."""
    outcome = build(Order(inbox, folder / "warehouse", folder / "state"), Progress())
    assert outcome.report["exit"] == 0, [f.message_key for f in outcome.findings][:5]
    return folder / "warehouse"


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of the made-up commune, 2022 to 2025."""
    folder = tmp_path_factory.mktemp("inbox")
    write_sample(folder)
    return folder


@pytest.fixture(scope="session")
def sample(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the made-up commune."""
    return published(inbox, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def one_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with a single review."""
    folder = tmp_path_factory.mktemp("one_year")
    write_sample(folder / "inbox", from_year=2025, to_year=2025)
    return published(folder / "inbox", folder)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that nobody has filled."""
    return tmp_path_factory.mktemp("empty") / "warehouse"


@pytest.fixture(scope="session")
def figures(sample: Path) -> Data:
    """What the dashboard reads of the sample."""
    return read_warehouse(sample)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two years of the made-up commune, across its merger."""
    folder = tmp_path_factory.mktemp("office")
    write_sample(folder, from_year=2024)
    return Office(folder)
