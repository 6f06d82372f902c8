"""Small inboxes and warehouses to set fire to, and the question that is asked afterwards: is it whole?"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from openpyxl import load_workbook

from dashboard.load import read_warehouse
from etl.publish.pointer import current, verify
from etl.publish.write import Publication, publish
from etl.sample import write_sample

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = "2020-01-01T00:00:00+00:00"
PLACES, TARGETS = "Danh mục địa bàn.xlsx", "Chỉ tiêu"
RETIRED = 7


def tiny(warehouse: Path, number: int, pinned: frozenset[str] | None = frozenset()) -> str:
    """Publish a build of one row that nobody could mistake for another's; its id."""
    build = f"{number:016x}"
    name = f"Ấp Mẫu {number}"
    row = {"place_code": f"M{number}", "name": name, "level": "hamlet", "source_row": 1}
    head = {"illustrative": True, "inputs": [], "columns": {}, "money": {}, "report": {}}
    publish(warehouse, Publication(build, head, {"place": [row]}), pinned)
    return build


def same_all_through(warehouse: Path) -> bool:
    """Whether what the dashboard reads of a tiny build is all of one build."""
    data = read_warehouse(warehouse)
    return [row["name"] for row in data.rows("place")] == [f"Ấp Mẫu {int(data.build, 16)}"]


def inboxes(folder: Path, *, review: bool = False) -> tuple[Path, Path]:
    """Two inboxes: the list of places, and the same with one more workbook."""
    shutil.copytree(_sample(), folder / "all")
    names = sorted(path.name for path in (folder / "all").iterdir())
    old = [PLACES, *(n for n in names if review and n.startswith("Rà soát"))]
    for inbox, chosen in (
        ("old", old),
        ("new", [*old, *(n for n in names if n.startswith(TARGETS))]),
    ):
        (folder / inbox).mkdir()
        for name in chosen:
            shutil.copy2(folder / "all" / name, folder / inbox / name)
    return folder / "old", folder / "new"


@lru_cache(maxsize=1)
def _sample() -> Path:
    """The workbooks of the made-up commune for one year, written once."""
    folder = Path(tempfile.mkdtemp(prefix="fire-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_sample(folder, from_year=2025, to_year=2025)
    return folder


def saved_again(inbox: Path, folder: Path) -> Path:
    """The same workbooks as another program would have saved them: the same rows, other bytes."""
    folder.mkdir()
    for path in inbox.iterdir():
        book = load_workbook(path)
        book.save(folder / path.name)
    return folder


def words(inbox: Path, folder: Path, *more: str) -> list[str]:
    """The words of `etl build` for a warehouse and a state in `folder`."""
    return [
        "build", "--inbox", str(inbox), "--warehouse", str(folder / "warehouse"),
        "--state", str(folder / "state"), *more,
    ]  # fmt: skip


def command(inbox: Path, folder: Path, *more: str) -> list[str]:
    """The whole command."""
    return [sys.executable, "-m", "etl", *words(inbox, folder, *more)]


def run(
    command: list[str], where: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of this project; nothing that it says may be a traceback."""
    variables = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run(
        command, cwd=where, env=variables, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


def lived_in(inbox: Path, folder: Path) -> str:
    """A warehouse with a live build and older ones that are ripe to be cleared up; the live one's id."""
    assert run(command(inbox, folder)).returncode == 0
    warehouse = folder / "warehouse"
    live = str(current(warehouse))
    lines = []
    for number in range(RETIRED):
        build = f"{number:016x}"
        shutil.copytree(warehouse / "builds" / live, warehouse / "builds" / build)
        lines.append(json.dumps({"build": build, "manifest_sha256": "0", "at": LONG_AGO}) + "\n")
    log = warehouse / "published.log"
    log.write_text("".join(lines) + log.read_text("utf-8"), "utf-8")
    return live


def what_is_wrong(warehouse: Path, allowed: set[str]) -> list[str]:
    """Why a reader could not say that it sees one of these builds, whole; empty when it does."""
    live = current(warehouse) or ""
    found = [] if live in allowed else [f"CURRENT names {live or 'nothing'}"]
    if live:
        found += [f"verify: {name}" for name in verify(warehouse, live)]
    data = read_warehouse(warehouse)
    if data.build not in allowed or (live and (data.damaged or data.outdated)):
        found.append(f"the dashboard shows {data.build or 'nothing'}, damaged: {data.damaged}")
    return found


def leavings(warehouse: Path) -> list[str]:
    """What should not lie about after a build that went well."""
    found = [path.name for part in ("builds", "rejected") for path in (warehouse / part).glob(".*")]
    return found + [path.name for path in warehouse.glob("*.tmp")]


def readers_of(folder: Path) -> list[int]:
    """Reading children that are still alive and work on a file below `folder` (Linux)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = path.read_bytes().decode("utf-8", "replace")
            if "etl.read.child" in line and str(folder) in line:
                found.append(int(path.parent.name))
    return found
