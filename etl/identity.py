"""Inputs, code, lock file and key -> the id of a build: the same four give the same id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.read import name_of
from etl.relate.people import fingerprint

ROOT = Path(__file__).resolve().parents[1]
_CODE = ("etl", "catalog")


def code_digest() -> str:
    """The sha256 of the program that builds: its code, its forms and the lock file."""
    files = [ROOT / "requirements.txt"]
    for folder in _CODE:
        files += [p for p in (ROOT / folder).rglob("*") if p.suffix in (".py", ".toml")]
    named = {path.relative_to(ROOT).as_posix(): path for path in files}
    digest = hashlib.sha256()
    for name, path in sorted(named.items()):
        if path.exists() and "sample" not in name.split("/"):
            digest.update(name.encode("utf-8") + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def build_id(made_of: dict[str, Any]) -> str:
    """The id of the build that is made of these inputs, code and settings: 16 hexadecimal digits."""
    text = json.dumps(made_of, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def head_of(
    inbox: Path, known: Mapping[Path, str], corrections: str, secret: bytes, supersede: str
) -> dict[str, Any]:
    """What makes a build the one that it is, and the id that follows; `known` has the files' hashes.

    A file without a hash was not read.
    """
    inputs = [
        {"file": name_of(path, inbox), "sha256": told or None} for path, told in known.items()
    ]
    head: dict[str, Any] = {"code": code_digest(), "key_fingerprint": fingerprint(secret)}
    head |= {"inputs": inputs, "corrections": corrections}
    return head | {"build": build_id(head | {"supersede": supersede})}
