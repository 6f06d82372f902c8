"""Text of the years before Unicode (TCVN3/ABC, VNI-Windows, cp1258) -> the same text in Unicode."""

from catalog.legacy.charsets import (
    charset_of_font,
    decode,
    decode_cp1258,
    encode_tcvn3,
    encode_vni,
)
from catalog.legacy.evidence import is_clean, is_sound, verdict
from catalog.legacy.mend import UNKNOWN, Mended, mend
from catalog.legacy.syllables import syllable_share

__all__ = [
    "UNKNOWN",
    "Mended",
    "charset_of_font",
    "decode",
    "decode_cp1258",
    "encode_tcvn3",
    "encode_vni",
    "is_clean",
    "is_sound",
    "mend",
    "syllable_share",
    "verdict",
]
