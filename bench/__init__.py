"""What the product costs, beside a yardstick in the same run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def sample_inbox(folder: Path) -> Path:
    """The workbooks of the made-up commune, written into a folder."""
    inbox = folder / "inbox"
    subprocess.run([sys.executable, "-m", "etl", "sample", str(inbox)], cwd=ROOT, check=True)
    return inbox


def sample_warehouse(folder: Path) -> Path:
    """A build of the made-up commune, in a folder."""
    warehouse = folder / "warehouse"
    command = [sys.executable, "-m", "etl", "build", "--inbox", str(sample_inbox(folder))]
    command += ["--warehouse", str(warehouse), "--state", str(folder / "state")]
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    return warehouse
