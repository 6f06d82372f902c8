"""What a publication replaced in part -> `[[successor]]` in the office's own file: said once, it lasts."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

CORRECTIONS = "corrections.toml"
PAGE = "/intake"


def replaced_in_part(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Which workbook took the place of reviews of which other that stays for what else it has."""
    return [(entry["file"], entry["replaces"]) for entry in report.get("replaced", [])]


def remember(pairs: Iterable[tuple[str, str]], inbox: Path, by: str) -> None:
    """Write the pairs that are not there yet beside the inbox, behind what the office wrote. OSError."""
    path = inbox.parent / CORRECTIONS
    before = path.read_bytes() if path.exists() else b""
    known = _known(before)
    new = [_block(name, old, by) for name, old in pairs if (name, old) not in known]
    if not new:
        return
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.touch(0o600)
        part.write_bytes(before + "".join(new).encode("utf-8"))
        if before:
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _known(content: bytes) -> set[tuple[str, str]]:
    """The pairs that stand in the file; the build that was just made has understood it."""
    try:
        said = tomllib.loads(content.decode("utf-8-sig")).get("successor", [])
    except ValueError as error:
        raise OSError("the office's own file cannot be understood") from error
    return {(str(entry.get("file")), str(entry.get("replaces"))) for entry in said}


def _block(name: str, old: str, by: str) -> str:
    said = {"file": name, "replaces": old, "by": by.strip() or PAGE}
    lines = [f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in said.items()]
    return "\n".join(["", "[[successor]]", *lines, f"date = {date.today():%Y-%m-%d}", ""])
