"""One command in a process of its own -> without what only a long-lived program needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NoPandas(MetaPathFinder):
    """pyarrow loads pandas to see whether it was given a frame: it never is, and that takes time."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Say that there is no pandas; leave everything else to the others."""
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)
        return None


def be_lean() -> None:
    """Collect no garbage (what a build makes is needed to its end) and load no pandas."""
    gc.disable()
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas())
