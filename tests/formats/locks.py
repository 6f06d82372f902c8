"""Workbooks that are locked: an .xlsx by msoffcrypto, an .xls record by record (RC4, MS-XLS 2.2.10),

an .ods part by part (AES, ODF 1.3 part 2, 3.4).
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4

from tests.formats.stream import put_stream, stream_of

BEGIN, LOCKED, HEAD, USER, SHEET = 0x0809, 0x002F, 0x00E1, 0x005C, 0x0085
SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))

OPEN = ("mimetype", "META-INF/manifest.xml")
SEAL = f"""><manifest:encryption-data manifest:checksum-type="SHA256/1K" manifest:checksum="AAAA">
<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"
 manifest:initialisation-vector="{b64encode(VERIFIER).decode()}"/><manifest:key-derivation
 manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="1000"
 manifest:salt="{b64encode(SALT).decode()}"/></manifest:encryption-data></manifest:file-entry>"""


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


def lock_ods(path: Path, password: str) -> None:
    """Encrypt each part of a document in place, and say so in its manifest, as LibreOffice does."""
    with zipfile.ZipFile(path) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    entry = b'manifest:full-path="content.xml" manifest:media-type="text/xml"'
    manifest = parts[OPEN[1]]
    assert manifest.count(entry + b"/>") == 1
    parts[OPEN[1]] = manifest.replace(entry + b"/>", entry + SEAL.encode())
    with zipfile.ZipFile(path, "w") as locked:
        for name, part in parts.items():
            locked.writestr(name, part if name in OPEN else _aes(part, password))


def _aes(content: bytes, password: str) -> bytes:
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), SALT, 1000, 32)
    packed = zlib.compress(content)[2:-4]
    packed += bytes(-len(packed) % 16)
    lock = Cipher(algorithms.AES(key), modes.CBC(VERIFIER)).encryptor()
    return lock.update(packed) + lock.finalize()


def _rc4(content: bytes, password: str) -> bytes:
    found: bytes = DocumentRC4.decrypt(password, SALT, io.BytesIO(content), blocksize=1024).read()
    return found
