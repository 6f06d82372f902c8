"""Mutants of workbooks: each one loads or is refused; what still holds the same cells loads the same.

`MUTANTS=500 MUTANT_SEED=7 pytest -n 0 tests/properties/test_fuzz.py` tries other ones.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.messages import message
from etl.read.pool import answers
from tests.formats.books import BOOKS
from tests.formats.readers import seen
from tests.formats.stream import put_stream, stream_of
from tests.formats.write import FORMATS, write

MUTANTS = int(os.environ.get("MUTANTS", "40"))
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


CHANGES: tuple[Change, ...] = (flipped, cut, doubled)


def inside(path: Path, chosen: random.Random) -> None:
    """One part of the container is changed and packed again, so that its sum is right."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    struck = chosen.choice([name for name, part in parts.items() if part])
    parts[struck] = chosen.choice(CHANGES)(parts[struck], chosen)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    path.write_bytes(target.getvalue())


def strike(path: Path, chosen: random.Random) -> None:
    """Spoil a file: its bytes as they lie, or (more often) what its container holds."""
    if chosen.random() < 0.4:
        path.write_bytes(chosen.choice(CHANGES)(path.read_bytes(), chosen))
    elif path.suffix == ".xls":
        put_stream(path, chosen.choice(CHANGES)(stream_of(path), chosen))
    else:
        inside(path, chosen)


@pytest.fixture(scope="module")
def sound(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two small workbooks in each format, and two of the made-up commune."""
    folder = tmp_path_factory.mktemp("sound")
    small = [p for p in inbox.glob("*.xlsx") if p.name.startswith(("Danh mục", "Chỉ tiêu"))]
    return [*(write(name, suffix, folder) for suffix in FORMATS for name in BOOKS), *sorted(small)]


def is_whole(path: Path, origin: Path) -> bool:
    """Whether every part that cells are read from is what it was: only what lies around them was struck."""
    if not zipfile.is_zipfile(path) or not zipfile.is_zipfile(origin):
        return False
    try:
        with zipfile.ZipFile(path) as mutant, zipfile.ZipFile(origin) as sound:
            kept = ("content.xml", "styles.xml")
            names = [n for n in sound.namelist() if n in kept or n[:3] == "xl/"]
            return all(mutant.read(name) == sound.read(name) for name in names)
    except (
        zipfile.BadZipFile,
        zlib.error,
        LookupError,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
    ):
        return False


def rows_of(reply: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(sheet["name"], sheet["rows"]) for sheet in reply["sheets"]]


def test_every_mutant_loads_or_is_refused_with_a_message(sound: list[Path], tmp_path: Path) -> None:
    chosen = random.Random(SEED)
    origins = [chosen.choice(sound) for _ in range(MUTANTS)]
    mutants = []
    for number, origin in enumerate(origins):
        path = tmp_path / f"{number}{origin.suffix}"
        path.write_bytes(origin.read_bytes())
        strike(path, chosen)
        name = f"{number}{chosen.choice((origin.suffix, *FORMATS))}"
        mutants.append(path.rename(tmp_path / name))
    whole = dict(zip(sound, answers(sound, 1), strict=True))
    cells = {path: seen(path.read_bytes(), path.suffix) for path in sound}
    assert None not in cells.values()
    same, otherwise = 0, []
    for path, origin, reply in zip(mutants, origins, answers(mutants, 2), strict=True):
        if "refused" in reply:
            assert message(reply["refused"], "vi", {"found": "", "expected": "", "field": ""})
            if is_whole(path, origin) and seen(path.read_bytes(), origin.suffix) == cells[origin]:
                otherwise.append(f"{path} of {origin.name} is refused")
        elif seen(path.read_bytes(), origin.suffix) == cells[origin]:
            same += 1
            if rows_of(reply) != rows_of(whole[origin]):
                otherwise.append(f"{path} of {origin.name}")
    assert same
    assert not otherwise
