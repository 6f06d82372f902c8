"""Messages to a browser -> the files that it was shown; nobody else can fetch them."""

from __future__ import annotations

import re
from collections import OrderedDict

MOST = 20_000
_LINK = re.compile(rb"/media/([0-9a-f]{32,64})")
_PATH = re.compile(r"/+media/([0-9a-f]{32,64})")
_shown: OrderedDict[tuple[str, str], None] = OrderedDict()


def remember(message: bytes, key: str) -> None:
    """Note the files that a message to the holder of a key points to."""
    if b"/media/" not in message:
        return
    for found in _LINK.findall(message):
        _shown[found.decode("ascii"), key] = None
    while len(_shown) > MOST:
        _shown.popitem(last=False)


def is_file(path: str) -> bool:
    """Whether a path is that of a file to fetch."""
    return path.lstrip("/").startswith("media/")


def was_shown(path: str, keys: tuple[str, ...]) -> bool:
    """Whether the file of a path was shown to the holder of one of the keys."""
    found = _PATH.match(path)
    return found is not None and any((found[1], key) in _shown for key in keys)
