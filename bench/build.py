"""`python -m bench.build [INBOX | ROWS]`: a full build beside its yardstick, whole commands, time and memory.

With a number, the inbox is one workbook that lists so many households (`bench/large.py`).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import ROOT, sample_inbox
from bench.large import write

RUNS = 5
DOUBTS = 10  # the exit code of a build that was published with warnings


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MiB of a command with all its children."""
    started = time.monotonic()
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, resident(child.pid))
        time.sleep(0.01)
    assert child.returncode in (0, DOUBTS), command
    return time.monotonic() - started, peak


def resident(pid: int) -> float:
    """MiB of a process and its children (Linux; 0 elsewhere)."""
    total = 0.0
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        total = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(resident(int(c)) for c in (task / "children").read_text().split())
    except (OSError, ValueError, IndexError):
        return total
    return total


def line(name: str, values: list[float], unit: str) -> str:
    """`name 2.10 s (2.05–2.20)`: median, smallest, largest."""
    return f"{name}: {statistics.median(values):.2f} {unit} ({min(values):.2f}–{max(values):.2f})"


def inbox_of(asked: str, folder: Path) -> Path:
    """The inbox that was asked for; the made-up commune when none was."""
    if not asked.isdigit():
        return Path(asked) if asked else sample_inbox(folder)
    large = folder / "large"
    large.mkdir()
    write(large / "Danh sách dài.xlsx", int(asked))
    return large


def main(asked: str) -> None:
    """Both sides in turn, `RUNS` times; a new warehouse each time, so that every build is a full one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inbox = inbox_of(asked, folder)
        build = [
            sys.executable,
            "-m",
            "etl",
            "build",
            "--inbox",
            str(inbox),
            "--state",
            str(folder / "s"),
        ]
        both: dict[str, list[tuple[float, float]]] = {"build": [], "yardstick": []}
        for run in range(RUNS):
            warehouse = folder / f"w{run}"
            both["build"].append(measured([*build, "--warehouse", str(warehouse)]))
            live = json.loads((warehouse / "CURRENT").read_text(encoding="utf-8"))["build"]
            floor = [sys.executable, "-m", "bench.floor", str(inbox)]
            floor += [str(warehouse / "builds" / live), str(folder / f"f{run}")]
            both["yardstick"].append(measured(floor))
        again = [measured([*build, "--warehouse", str(folder / "w0")])[0] for _ in range(RUNS)]
    for side, found in both.items():
        print(line(side, [seconds for seconds, _ in found], "s"), end="; ")
        print(line("memory", [mib for _, mib in found], "MiB"))
    ratios = [b[0] / f[0] for b, f in zip(both["build"], both["yardstick"], strict=True)]
    print(line("build / yardstick", ratios, "times"))
    print(line("unchanged", again, "s"))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
