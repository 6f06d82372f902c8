"""Workbooks that are locked: an .xlsx by msoffcrypto, an .xls record by record (RC4, MS-XLS 2.2.10)."""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4

from tests.formats.stream import put_stream, stream_of

BEGIN, LOCKED, HEAD, USER, SHEET = 0x0809, 0x002F, 0x00E1, 0x005C, 0x0085
SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))


def lock_xlsx(path: Path, password: str) -> None:
    """Encrypt a workbook in place, as Excel does."""
    locked = io.BytesIO()
    with path.open("rb") as file:
        OOXMLFile(file).encrypt(password, locked)
    path.write_bytes(locked.getvalue())


def lock_xls(path: Path, password: str) -> None:
    """Encrypt an .xls in place: the record with its user's name makes room for the one of the lock."""
    plain = stream_of(path)
    at = plain.index(struct.pack("<HH", USER, 112))
    proof = _rc4(VERIFIER + hashlib.md5(VERIFIER).digest(), password)
    lock = struct.pack("<HHHHH", LOCKED, 54, 1, 1, 1) + SALT + proof
    plain = plain[:at] + lock + struct.pack("<HH", USER, 54) + bytes(54) + plain[at + 116 :]
    locked = bytearray(_rc4(plain, password))
    start = 0
    while start + 4 <= len(plain):
        number, length = struct.unpack_from("<HH", plain, start)
        open_ = {BEGIN: length, LOCKED: length, HEAD: length, SHEET: 4}.get(number, 0)
        locked[start : start + 4 + open_] = plain[start : start + 4 + open_]
        start += 4 + length
    put_stream(path, bytes(locked))


def _rc4(content: bytes, password: str) -> bytes:
    found: bytes = DocumentRC4.decrypt(password, SALT, io.BytesIO(content), blocksize=1024).read()
    return found
