"""One command in a process of its own -> without what only a long-lived program needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

FRAMES = {"pandas", "numpy"}


class _NoFrames(MetaPathFinder):
    """pyarrow loads these to see whether it was given a frame or an array: it never is."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Say that they are not there; leave everything else to the others."""
        del path, target
        if fullname in FRAMES:
            raise ModuleNotFoundError(fullname)
        return None


def be_lean() -> None:
    """Collect no garbage (what a build makes is needed to its end) and load no library of frames."""
    gc.disable()
    if not FRAMES & sys.modules.keys():
        sys.meta_path.insert(0, _NoFrames())
