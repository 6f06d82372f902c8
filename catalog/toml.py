"""TOML file -> its values, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The values of `catalog/<name>`; callers must not change them."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
