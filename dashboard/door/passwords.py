"""A password -> its argon2 hash, whether it is right, whether it is too weak."""

from __future__ import annotations

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
FEWEST_LETTERS = 5
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread from paper
_hasher = PasswordHasher()  # argon2id with the library's own, current costs


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; takes as long where nothing was."""
    try:
        _hasher.verify(kept or _nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@lru_cache(maxsize=1)
def _nobody() -> str:
    return hashed(secrets.token_hex())


def weakness(password: str, login: str) -> str:
    """Why a password is too weak, as the end of a text's key; "" when it is not."""
    plain = password.casefold()
    if not SHORTEST <= len(password) <= LONGEST:
        return "short"
    return "plain" if len(set(plain)) < FEWEST_LETTERS or (login and login in plain) else ""


def one_time() -> str:
    """A password to hand over once, easy to read from paper: about 78 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
