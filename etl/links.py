"""data/links.toml and the state folder -> which households people said are one, or are two."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl.confirmed import NOTHING, Confirmed, Pair
from etl.corrections import Corrections
from etl.corrections_file import Malformed, entries_of, load_corrections, sentence
from etl.findings import Finding, finding
from etl.locks import STATE_FILE, WAIT_SECONDS
from etl.shapes import SHAPES, load_shapes

LINKS = "links.toml"
REQUIRED = ("earlier", "later", "by", "date")
SINCE = 4  # the version of the state since which links are kept there
_SAID = "SELECT earlier, later, same, illustrative FROM household_pair ORDER BY id"


def said_of(corrections: Path, state: Path) -> Corrections:
    """What an office says besides its workbooks: corrections, aliases, the links and the map beside them.

    Raises Malformed, OSError.
    """
    links = load_links(corrections.with_name(LINKS), state)
    shapes = load_shapes(corrections.with_name(SHAPES))
    return replace(load_corrections(corrections), links=links, shapes=shapes)


def load_links(path: Path, state: Path) -> Confirmed:
    """What was said in the file, then on the page: the page is asked later. Raises Malformed, OSError."""
    said, sha256 = _file(path) if path.exists() else ((), "")
    on_page = _state(state / STATE_FILE)
    if not said and not on_page:
        return NOTHING
    digest = hashlib.sha256(f"{sha256}{on_page}".encode()).hexdigest()
    return Confirmed(said + on_page, digest)


def _file(path: Path) -> tuple[tuple[Pair, ...], str]:
    entries, sha256 = entries_of(path, LINKS, ("same", "apart"))
    pairs = [
        _pair(section, number, entry)
        for section, blocks in entries.items()
        for number, entry in enumerate(blocks, 1)
    ]
    return tuple(pairs), sha256


def _pair(section: str, number: int, entry: dict[str, Any]) -> Pair:
    """Who said it and when is for the reader of the file."""
    place = f"[[{section}]] thứ {number}"
    missing = [name for name in REQUIRED if not entry.get(name)]
    if missing:
        raise Malformed(sentence(place, f"thiếu {', '.join(missing)}", LINKS))
    strange = sorted(set(entry) - {*REQUIRED, "reason"})
    if strange:
        raise Malformed(sentence(place, f"không hiểu {strange[0]}", LINKS))
    earlier, later = entry["earlier"], entry["later"]
    if not isinstance(earlier, str) or not isinstance(later, str) or earlier == later:
        raise Malformed(sentence(place, "earlier và later phải là hai mã hộ khác nhau", LINKS))
    return Pair(earlier, later, section == "same", f"{LINKS} · {place}")


def _state(path: Path) -> tuple[Pair, ...]:
    """What was confirmed on the page, in the order in which it was."""
    if not path.exists():
        return ()
    address = f"{path.resolve().as_uri()}?mode=rw"  # only SQLite undoes what a writer left half-way
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as state:
            if state.execute("PRAGMA user_version").fetchone()[0] < SINCE:
                return ()
            rows = state.execute(_SAID)
            return tuple(Pair(a, b, bool(same), "", bool(tried)) for a, b, same, tried in rows)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"{STATE_FILE}: {type(error).__name__}") from error


def unused(pairs: list[Pair]) -> list[Finding]:
    """A link that joins nothing: its households are not in the lists, or stand in one review."""
    return [
        finding(
            "warning", "link.unused", LINKS, found=pair.place or f"{pair.earlier} · {pair.later}"
        )
        for pair in pairs
    ]
