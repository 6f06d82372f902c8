"""Inputs, code, lock file and key -> the id of a build: the same four give the same id."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

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
