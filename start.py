"""Every command on every system, with nothing but Python: set up, build, open, test, keep safe."""

from __future__ import annotations

import argparse
import os
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from launch import keep
from launch.base import DISK, INTERRUPTED, USAGE, Failure, run, say
from launch.figures import build
from launch.packages import set_up
from launch.server import open_dashboard

OLDEST = (3, 11)
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("docs.generate", "--check"),
    ("pytest",),
)


def start(options: argparse.Namespace) -> int:
    """Set up, build, open."""
    keep.finish()
    set_up(options.wheels)
    build()
    return open_dashboard(not options.no_browser and "CI" not in os.environ)


def test(options: argparse.Namespace) -> int:
    """Every test."""
    set_up(options.wheels)
    return run("-m", "pytest", *options.rest)


def check(options: argparse.Namespace) -> int:
    """What CI runs: format, lint, types, generated documents, tests."""
    set_up(options.wheels)
    for words in CHECKS:
        say(" ".join(words))
        code = run("-m", *words)
        if code:
            return code
    return 0


def backup(options: argparse.Namespace) -> int:
    """All that cannot be rebuilt, into one file."""
    keep.finish()
    return keep.backup(options.file)


def restore(options: argparse.Namespace) -> int:
    """A backup back into its place."""
    return keep.restore(options.file)


class Parser(argparse.ArgumentParser):
    """Wrong usage ends with the exit code for it."""

    def error(self, message: str) -> NoReturn:
        """Print the message, exit with 40."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "start": start, "test": test, "check": check, "backup": backup, "restore": restore,
}  # fmt: skip


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command."""
    parser = Parser(prog="python start.py", description=__doc__)
    parser.add_argument("command", nargs="?", choices=COMMANDS, default="start")
    parser.add_argument("file", nargs="?", type=Path, help="backup, restore: the .zip file")
    parser.add_argument("--wheels", type=Path, help="folder of downloaded packages")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    options, rest = parser.parse_known_args(words)
    if (options.command in ("backup", "restore")) != (
        options.file is not None
    ) and options.command != "test":
        parser.error("backup OUT.zip, restore IN.zip")
    if options.command != "test" and rest:
        parser.error(f"unknown option: {rest[0]}")
    options.rest = rest if options.file is None else [str(options.file), *rest]
    return options


def main(words: Sequence[str]) -> int:
    """Run one command; what goes wrong is said in one sentence, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if sys.version_info < OLDEST:
        say("Cần Python 3.11 trở lên: https://www.python.org/downloads/")
        return USAGE
    try:
        options = arguments(words)
        return COMMANDS[options.command](options)
    except Failure as failure:
        say(str(failure))
        return failure.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except (OSError, zipfile.BadZipFile) as error:
        say(f"Không đọc hoặc ghi được: {error}")
        return DISK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
