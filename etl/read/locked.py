"""A workbook that Excel locked with its own password -> the workbook; another password keeps it shut.

An .ods has no such password: it is only recognised as locked (ODF 1.3, part 2, section 3.4).

Who protects the structure of a workbook, or opens it read-only by default, may lock it so without
knowing: Excel then encrypts with a password that every Excel knows and asks for none (MS-OFFCRYPTO).
"""

from __future__ import annotations

import struct
from io import BytesIO

from etl.read.evidence import Refused

DEFAULT = "VelvetSweatshop"
SEALED = "encrypted-package"  # the one part of a document that newer programs lock whole
_OASIS = b"urn:oasis"  # stands in every content.xml that can be read
_PACKAGE, _STREAMS = "EncryptedPackage", ("Workbook", "Book")
_BEGIN, _LOCKED, _BEFORE = (
    0x0809,
    0x002F,
    8,
)  # of the first records one says that the rest is locked


def is_locked(content: BytesIO) -> bool:
    """Whether an old container holds an encrypted package, or a stream that says it is encrypted."""
    import olefile

    with olefile.OleFileIO(content) as container:
        if container.exists(_PACKAGE):
            return True
        name = next((n for n in _STREAMS if container.exists(n)), "")
        head = container.openstream(name).read(4096) if name else b""
    return _LOCKED in _numbers(head)


def is_sealed(content: bytes, manifest: bytes) -> bool:
    """Whether content.xml of an .ods is encrypted: its manifest says so, or it is no text at all.

    The second for a manifest that is damaged: a part whose check sum is right holds what was written.
    """
    if b"encryption-data" in manifest:
        return True
    if not content or _OASIS in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _numbers(stream: bytes) -> list[int]:
    found: list[int] = []
    at = 0
    while at + 4 <= len(stream) and len(found) < _BEFORE:
        number, length = struct.unpack_from("<HH", stream, at)
        found.append(number)
        at += 4 + length
    return found if found[:1] == [_BEGIN] else []


def unlocked(content: bytes) -> BytesIO:
    """The workbook itself; raises Refused when it has a password that somebody chose."""
    import msoffcrypto
    from msoffcrypto import exceptions

    found = BytesIO()
    try:
        office = msoffcrypto.OfficeFile(BytesIO(content))
        if _PACKAGE.encode("utf-16-le") in content:
            office.load_key(password=DEFAULT, verify_password=True)
        else:
            office.load_key(password=DEFAULT)
        office.decrypt(found)
    except (
        exceptions.InvalidKeyError,
        exceptions.DecryptionError,
        exceptions.FileFormatError,
        exceptions.ParseError,
        struct.error,
        AssertionError,
        AttributeError,  # a lock older than those that it knows
    ) as error:
        raise Refused("file.password") from error
    found.seek(0)
    return found
