"""python -m etl: build, look, switch, verify, return, template, sample. Exit codes, never a traceback."""

from __future__ import annotations

if __name__ == "__main__":  # what is loaded next takes a moment, in which somebody may press Ctrl-C
    from etl.interrupted import listen

    listen()

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from etl import examined, paperwork, trouble
from etl.findings import Exit
from etl.lean import be_lean
from etl.progress import Progress


class Parser(argparse.ArgumentParser):
    """A parser whose errors leave with 40: 1 and 2 are Python's own."""

    def error(self, message: str) -> NoReturn:
        """Say what was wrong with the words of the command."""
        self.print_usage(sys.stderr)
        sys.stderr.write(f"{self.prog}: {message}\n")
        raise SystemExit(Exit.USAGE)


def _add_build(commands: Any) -> argparse.ArgumentParser:
    build: argparse.ArgumentParser = commands.add_parser(
        "build", help="build the warehouse from the inbox"
    )
    build.add_argument("--inbox", type=Path, default=Path("data/inbox"))
    build.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    build.add_argument("--dask", metavar="ADDRESS", help="not offered in this version")
    build.add_argument("--accept", metavar="REASON", default="")
    build.add_argument("--supersede", metavar="FILE", action="append", default=[])
    build.add_argument("--corrections", metavar="FILE", type=Path, default=None)
    build.add_argument("--state", type=Path, default=Path("data/state"))
    build.add_argument("--keep-older", action="store_true")
    build.add_argument("--json", action="store_true")
    return build


def parser() -> Parser:
    """Every command and option of CONTRACT, section 1, that this version has."""
    top = Parser(prog="python -m etl", description="Review workbooks -> one build of tables.")
    top.add_argument("--lang", default=os.environ.get("TH_LANG", "vi"), choices=("vi", "en", "id"))
    commands = top.add_subparsers(dest="command", required=True, parser_class=Parser)
    build = _add_build(commands)
    look = commands.add_parser("look", help="how a workbook is understood; writes nothing")
    look.add_argument("file", type=Path)
    look.add_argument("--json", action="store_true")
    switch = commands.add_parser("switch", help="point to an older build")
    switch.add_argument("build")
    verify = commands.add_parser("verify", help="hash the live build against its manifest")
    for command in (build, switch, verify):
        command.add_argument("--warehouse", type=Path, default=Path("data/warehouse"))
    paperwork.add_commands(commands)
    examined.add_commands(commands)
    sample = commands.add_parser("sample", help="workbooks of a made-up commune")
    sample.add_argument("directory", type=Path)
    sample.add_argument("--seed", type=int, default=1)
    sample.add_argument("--communes", type=int, default=1)
    sample.add_argument("--from-year", type=int, default=2022)
    sample.add_argument("--to-year", type=int, default=2025)
    return top


def _build(asked: argparse.Namespace) -> int:
    from etl.read.pool import one_ahead
    from etl.usage import wrong_usage

    wrong = wrong_usage(asked)
    if wrong is not None:
        return wrong
    with one_ahead():
        return _built(asked)


def _built(asked: argparse.Namespace) -> int:
    from catalog.messages import message
    from etl.brief import brief
    from etl.corrections_file import Malformed
    from etl.read import open_files
    from etl.run import Order, build

    order = Order(
        asked.inbox, asked.warehouse, asked.state, asked.workers,
        asked.accept, "\n".join(asked.supersede), asked.corrections, asked.keep_older,
    )  # fmt: skip
    progress = Progress()
    for name in open_files(asked.inbox):
        progress.say(f"note    {name}: {message('file.open', asked.lang, {})}")
    try:
        outcome = build(order, progress)
    except Malformed as error:
        sys.stderr.write(f"{error}\n")
        return Exit.USAGE
    for line in brief(outcome.findings, asked.lang):
        progress.say(line)
    report = outcome.report
    state = "không đổi" if report["unchanged"] else f"{report['seconds']} s"
    progress.say(f"build {report['build']} · {state} · exit {report['exit']}")
    return _print(report, asked.json, report["exit"])


def _print(report: dict[str, Any], wanted: bool, code: int) -> int:
    if wanted:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    return code


def _look(asked: argparse.Namespace) -> int:
    from etl.look import look, show

    report, code = look(asked.file)
    if not asked.json:
        sys.stdout.write(show(report, asked.lang))
    return _print(report, asked.json, code)


def _switch(asked: argparse.Namespace) -> int:
    from etl.live import switch

    return switch(asked.warehouse, asked.build, asked.lang)


def _verify(asked: argparse.Namespace) -> int:
    from etl.live import verify

    return verify(asked.warehouse, asked.lang)


def _sample(asked: argparse.Namespace) -> int:
    from etl.sample import write_sample

    if asked.communes < 1 or asked.from_year > asked.to_year:
        sys.stderr.write("sample: --communes >= 1, --from-year <= --to-year\n")
        return Exit.USAGE
    write_sample(asked.directory, asked.seed, asked.communes, asked.from_year, asked.to_year)
    return Exit.FINE


COMMANDS = (
    {
        "build": _build,
        "look": _look,
        "switch": _switch,
        "verify": _verify,
        "sample": _sample,
    }
    | paperwork.COMMANDS
    | examined.COMMANDS
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every way out has its code."""
    from etl.publish.lock import Busy

    asked = parser().parse_args(arguments)
    try:
        code = COMMANDS[asked.command](asked)
        sys.stdout.flush()
        return code
    except Busy:
        return trouble.told(Exit.LOCKED, "busy", asked.lang)
    except trouble.DamagedKey as error:
        return trouble.told(Exit.USAGE, "damaged_key", asked.lang, str(error))
    except BrokenPipeError:
        return int(Exit.DISK)
    except OSError as error:
        return trouble.of_disk(error, asked.lang)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a traceback could show a personal value
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
        trouble.say(f"Lỗi của phần mềm ({type(error).__name__}, {where}). Số liệu cũ giữ nguyên.")
        return Exit.INTERNAL


if __name__ == "__main__":
    be_lean()
    trouble.write_utf8()
    trouble.leave(main())
