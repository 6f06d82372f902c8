"""Official household codes -> surrogate ids: a keyed hash, so that nobody can count back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from catalog.spelling import key
from etl.publish.disk import replace, write_file
from etl.trouble import DamagedKey

KEY_FILE = "household.key"
KEY_BYTES = 32


def household_key(state: Path) -> bytes:
    """The key of the hash, made at the first build and kept in the state folder (0600 in 0700)."""
    path = state / KEY_FILE
    if not path.exists():
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        state.chmod(0o700)
        _make_key(path)
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError as error:
        raise DamagedKey(str(path)) from error
    if len(secret) != KEY_BYTES:
        raise DamagedKey(str(path))
    return secret


def _make_key(path: Path) -> None:
    """The whole key or none, however the machine stops; a key that came first stays."""
    fresh = path.with_name(f"{KEY_FILE}.tmp")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    write_file(fresh, f"{secrets.token_hex(KEY_BYTES)}\n".encode("ascii"))
    if not path.exists():
        replace(fresh, path)


def fingerprint(secret: bytes) -> str:
    """What a build says of its key: enough to see that it is another, too little to find it."""
    return hashlib.sha256(b"fingerprint" + secret).hexdigest()[:16]


class Households:
    """Gives each household one id, the same through all years and after a merger of communes."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def by_code(self, commune_today: str, code: str, origin: str = "") -> str:
        """The id of a household with an official code, by its match key. `origin` is given only where two
        predecessors of one commune used the same code."""
        return self._hash("code", commune_today, origin, code)

    def by_person(self, commune_today: str, hamlet: str, name: str, born: int | None) -> str:
        """The id of a household without a code: that of its first appearance."""
        return self._hash("person", commune_today, hamlet, key(name), str(born or ""))

    def _hash(self, *parts: str) -> str:
        text = "\x1f".join(parts).encode("utf-8")
        return hmac.digest(self._secret, text, "sha256").hex()[:20]
