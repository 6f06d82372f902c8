"""Mutants of workbooks: each one loads or is refused; what still holds the same cells loads the same."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.read.pool import answers

MUTANTS = int(os.environ.get("MUTANTS", "30"))
SEED = int(os.environ.get("MUTANT_SEED", "1"))
Change = Callable[[bytes, random.Random], bytes]


def flipped(content: bytes, chosen: random.Random) -> bytes:
    """Some bytes changed."""
    mutant = bytearray(content)
    for _ in range(chosen.randint(1, 8)):
        mutant[chosen.randrange(len(mutant))] = chosen.randrange(256)
    return bytes(mutant)


def cut(content: bytes, chosen: random.Random) -> bytes:
    """The end, the beginning or a piece of the middle is gone."""
    start = chosen.randrange(len(content))
    return content[:start] + content[start + chosen.randint(1, 2000) :]


def doubled(content: bytes, chosen: random.Random) -> bytes:
    """A piece stands twice."""
    start = chosen.randrange(len(content))
    piece = content[start : start + chosen.randint(1, 500)]
    return content[:start] + piece + content[start:]


def inside(content: bytes, chosen: random.Random) -> bytes:
    """One part of the container is changed and packed again, so that its sum is right."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        names = old.namelist()
        struck = chosen.choice(names)
        for name in names:
            part = old.read(name)
            change = chosen.choice((flipped, cut, doubled))
            new.writestr(name, change(part, chosen) if name == struck and part else part)
    return target.getvalue()


def cells(content: bytes) -> Any:
    """What another reader sees; None when it refuses."""
    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
        return [
            (page.title, [[c.value for c in row] for row in page.iter_rows()])
            for page in book.worksheets
        ]
    except Exception:  # noqa: BLE001 - whatever the other reader raises, it refuses
        return None


@pytest.fixture(scope="module")
def sound(inbox: Path) -> list[Path]:
    """Two small workbooks and their content."""
    return sorted(p for p in inbox.glob("*.xlsx") if p.name.startswith(("Danh mục", "Chỉ tiêu")))


def test_every_mutant_loads_or_is_refused_with_a_message(sound: list[Path], tmp_path: Path) -> None:
    from catalog.messages import message

    chosen = random.Random(SEED)
    mutants, origins = [], []
    for number in range(MUTANTS):
        origin = chosen.choice(sound)
        change: Change = chosen.choice((flipped, cut, doubled, inside, inside))
        path = tmp_path / f"{number}{chosen.choice(('.xlsx', '.xls', '.ods', '.xlsb'))}"
        path.write_bytes(change(origin.read_bytes(), chosen))
        mutants.append(path)
        origins.append(origin)
    whole = {p: next(answers([p], 1)) for p in sound}
    replies = list(answers(mutants, 2))
    assert len(replies) == MUTANTS
    for path, origin, reply in zip(mutants, origins, replies, strict=True):
        if "refused" in reply:
            assert message(reply["refused"], "vi", {"found": "", "expected": "", "field": ""})
        elif cells(path.read_bytes()) == cells(origin.read_bytes()):
            values = [(s["name"], s["rows"]) for s in reply["sheets"]]
            assert values == [(s["name"], s["rows"]) for s in whole[origin]["sheets"]], path.name
