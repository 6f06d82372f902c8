"""Text of the years before Unicode is read by its font or by proof; clean text never changes."""

from __future__ import annotations

import time
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from catalog.forms import forms
from catalog.legacy import (
    UNKNOWN,
    Mended,
    charset_of_font,
    decode,
    decode_cp1258,
    encode_tcvn3,
    encode_vni,
    is_clean,
    mend,
    syllable_share,
    verdict,
)
from catalog.legacy.syllables import syllables
from catalog.spelling import clean
from etl.read.cells import Sheet, Value
from etl.read.mend import mended

ENCODE = {"tcvn3": encode_tcvn3, "vni": encode_vni}
FONT = {"tcvn3": ".VnTime", "vni": "VNI-Times"}
CHARSETS = pytest.mark.parametrize("charset", ENCODE)
HAMLETS = """Giang Hà|An Khương A|An Khương B|An Thạnh|An Điền Lớn|Thạnh An|Thạnh Hưng A|Thạnh Hưng B
Thạnh Lợi|Thạnh Thới A|Thạnh Thới B|Thạnh Thới Đông""".replace("\n", "|").split("|")
FAMILIES = "Nguyễn|Trần|Lê|Phạm|Huỳnh|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương"
GIVEN = "Văn Mẫu|Thị Đường|Hữu Mười|Ngọc Ánh|Thị Út"
NAMES = [
    f"{family} {given}"
    for family, given in product(*(part.split("|") for part in (FAMILIES, GIVEN)))
]
HEADINGS = sorted(
    {spelt.replace("{year}", "2025") for f in forms() for c in f.columns for spelt in c.headings}
    | {f.title.replace("{year}", "2025") for f in forms()}
)
TEXTS = [*NAMES, *HAMLETS, *HEADINGS]
FOREIGN = [
    "Loïc Mercier",
    "François Noël",
    "Hélène Bézard",
    "Seán Murphy",
    "Anaïs Caïn",
    "Björn Höng",
]


def texts(cells: list[Mended]) -> list[str | None]:
    return [cell.text for cell in cells]


def by_score(column: list[str]) -> list[Mended]:
    return mend(column, [None] * len(column))


def test_there_are_sixty_names_and_each_form_has_headings() -> None:
    assert len(NAMES) == 60
    assert len(HEADINGS) > 100


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_text_comes_back_from_vni_letter_by_letter(form: str) -> None:
    for text in TEXTS:
        assert decode(encode_vni(unicodedata.normalize(form, text)), "vni") == text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_text_comes_back_from_tcvn3_but_for_the_capitals_it_has_no_code_for(
    form: str,
) -> None:
    for text in TEXTS:
        read = decode(encode_tcvn3(unicodedata.normalize(form, text)), "tcvn3")
        assert read.casefold() == text.casefold()
        if not any(c.isupper() and not c.isascii() and c not in "ĂÂÊÔƠƯĐ" for c in text):
            assert read == text


def test_every_letter_has_one_code_in_tcvn3_and_ư_is_the_soft_hyphen() -> None:
    small = [
        unicodedata.normalize("NFC", vowel + tone)
        for vowel, tone in product("aăâeêioôơuưy", ["", *"\u0300\u0309\u0303\u0301\u0323"])
    ]
    letters = [*(c for c in small if not c.isascii()), *"đĂÂÊÔƠƯĐ"]
    codes = [encode_tcvn3(letter) for letter in letters]
    assert len(set(codes)) == len(letters) == 74
    assert encode_tcvn3("ư") == "\u00ad"
    assert all(0xA1 <= ord(code) <= 0xFE for code in codes)
    assert [decode(code, "tcvn3") for code in codes] == letters


def test_the_known_spellings_of_both_charsets_hold() -> None:
    assert encode_tcvn3("Nguyễn Hoàng Mẫu") == "NguyÔn Hoµng MÉu"
    assert encode_tcvn3("An Khương B") == "An Kh\xad¬ng B"
    assert encode_vni("Nguyễn Hoàng Mẫu") == "Nguyeãn Hoaøng Maãu"
    assert encode_vni("Ấp đường ơ ỵ ĩ ị") == "AÁp ñöôøng ô î ó ò"
    assert decode("Aáp", "vni") == "Ấp"


def test_a_soft_hyphen_is_read_as_ư_before_what_is_invisible_is_stripped() -> None:
    spelt = encode_tcvn3("Đường Mười")
    assert clean(decode(spelt, "tcvn3")) == "Đường Mười"
    assert decode(clean(spelt), "tcvn3") == "Đờng Mời", "the wrong order loses ư"
    assert texts(mend([spelt], [".VnTime"])) == texts(by_score([spelt])) == ["Đường Mười"]


def test_a_charset_that_nobody_knows_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="charset"):
        decode("x", "viscii")
    with pytest.raises(ValueError, match="font"):
        mend(["x"], [])


@pytest.mark.parametrize(
    ("font", "charset"),
    [
        (".VnTime", "tcvn3"), (".VnTimeH", "tcvn3_caps"), (".VnArialH", "tcvn3_caps"),
        (".VnArial NarrowH", "tcvn3_caps"), (".VNTIMEH", "tcvn3_caps"), (".vntimeh", "tcvn3_caps"),
        (".VnArial Narrow", "tcvn3"), (".VnTimeH Bold", "tcvn3_caps"), ("VNI-Times", "vni"),
        ("VNI-Helve-Condense", "vni"), ("Times New Roman", None), ("Calibri", None), ("", None),
        ("UVN Van", None),
    ],
)  # fmt: skip
def test_a_font_tells_its_charset(font: str, charset: str | None) -> None:
    assert charset_of_font(font) == charset


@CHARSETS
def test_a_column_in_a_legacy_font_is_read_for_sure(charset: str) -> None:
    column = [ENCODE[charset](name) for name in [*NAMES, *HAMLETS]]
    found = mend(column, [FONT[charset]] * len(column))
    assert texts(found) == [*NAMES, *HAMLETS], "capitals too"
    assert all(cell.sure for cell in found)
    assert {cell.charset for cell in found} <= {charset, None}


@CHARSETS
def test_a_column_that_has_lost_its_font_is_read_by_score(charset: str) -> None:
    column = [ENCODE[charset](name) for name in [*NAMES, *HAMLETS]]
    found = by_score(column)
    assert verdict(column) == charset
    assert texts(found) == [*NAMES, *HAMLETS]
    assert all(cell.sure is (cell.charset is None) for cell in found)


@CHARSETS
def test_the_headings_of_all_forms_are_read_by_score(charset: str) -> None:
    found = by_score([ENCODE[charset](heading) for heading in HEADINGS])
    for heading, cell in zip(HEADINGS, found, strict=True):
        assert (cell.text or "").casefold() == heading.casefold()


@CHARSETS
def test_in_a_mixed_column_legacy_cells_are_read_and_clean_cells_stay(charset: str) -> None:
    column = [ENCODE[charset](name) if i % 2 else name for i, name in enumerate(NAMES)]
    found = by_score(column)
    assert verdict(column) == charset
    assert texts(found) == NAMES
    assert all(cell.charset is None for cell in found[::2])


def test_a_column_pasted_from_both_charsets_is_read_cell_by_cell() -> None:
    half = len(NAMES) // 2
    column = [*map(encode_tcvn3, NAMES[:half]), *map(encode_vni, NAMES[half:])]
    found = by_score(column)
    assert texts(found) == NAMES
    assert [found[0].charset, found[-1].charset] == ["tcvn3", "vni"]


def test_a_cell_with_two_meanings_in_a_mixed_column_is_left_and_said_to_be_unknown() -> None:
    spelt = encode_tcvn3("Vũ Tú")
    assert spelt == "Vò Tó", "which is Vietnamese as it stands"
    legacy = encode_tcvn3("Nguyễn Văn Mẫu")
    assert by_score([spelt])[0] == Mended(spelt)
    assert by_score([spelt, legacy])[0] == Mended("Vũ Tú", "tcvn3", sure=False)
    assert by_score([spelt, legacy, "Lê Thị Mẫu"])[0] == Mended(spelt, UNKNOWN, sure=False)
    assert mend([spelt], [".VnTime"])[0] == Mended("Vũ Tú", "tcvn3", sure=True)


BODY = ["Hộ", "Nhân khẩu", "Hộ", "Con giống"]


@CHARSETS
def test_short_words_under_a_heading_in_unicode_are_read_as_the_others_of_the_table(
    charset: str,
) -> None:
    column = ["Phân tổ", *map(ENCODE[charset], BODY), "Người lập biểu"]
    found = mend(column, [None] * len(column), {0, 5})
    assert texts(found) == ["Phân tổ", *BODY, "Người lập biểu"]
    assert not any(cell.sure for cell in found if cell.charset)


def test_a_sheet_with_a_body_in_tcvn3_under_headings_in_unicode_is_read_whole() -> None:
    head: list[list[Value]] = [["TT", "Ấp", "Phân tổ", "Số hộ"], ["A", "B", "C", 1]]
    body: list[list[Value]] = [[1, "Giang Hà", "Hộ", 7], [None, None, "Nhân khẩu", 20]]
    body += [[2, "An Lợi", "Hộ", 5], [None, None, "Nhân khẩu", 14]]
    spelt = [[encode_tcvn3(v) if isinstance(v, str) else v for v in row] for row in body]
    assert mended(Sheet("Biểu", [*head, *spelt])).rows == [*head, *body]


@pytest.mark.parametrize("typed", ["Nguyễn Thị Mẫu", "Ấp Mẫu"])
def test_a_row_of_data_in_unicode_leaves_a_short_word_two_meanings(typed: str) -> None:
    column = ["Họ và tên", "Hé", encode_tcvn3("Nguyễn Văn Mẫu"), typed]
    found = mend(column, [None] * len(column), {0})
    assert found[1] == Mended("Hé", UNKNOWN, sure=False)
    assert found[3] == Mended(typed)


def test_a_real_word_stays_what_it_is_under_any_heading() -> None:
    for column in (["Họ và tên", "Hé", "Lò Tó", "Vũ Hé Mùi"], ["Hé", "Tó"], ["Hé nở", "Hé"]):
        assert mend(column, [None] * len(column), {0}) == [Mended(text) for text in column]


def test_unicode_typed_in_a_legacy_font_stays_as_it_is() -> None:
    column: list[str | None] = [*NAMES, "Lê Tín", "29209-00109", "", None]
    assert mend(column, [".VnTime"] * len(column)) == [Mended(text) for text in column]


def test_a_clean_cell_among_legacy_cells_of_one_font_stays_as_it_is() -> None:
    column = [encode_tcvn3("Nguyễn Văn Mẫu"), "Trần Thị Mẫu", "Lan", "Lê Hà"]
    assert texts(mend(column, [".VnTime"] * 4)) == ["Nguyễn Văn Mẫu", *column[1:]]


@pytest.mark.parametrize("spelt", ["Êp Giang Hµ", "ÊP GIANG Hµ", "Êp giang hµ"])
def test_a_font_of_capitals_means_capitals(spelt: str) -> None:
    assert decode(spelt, "tcvn3_caps") == "ẤP GIANG HÀ"
    assert mend([spelt, "an lîi", "an", "Ấp Mẫu"], [".VnTimeH"] * 4) == [
        Mended("ẤP GIANG HÀ", "tcvn3_caps"),
        Mended("AN LỢI", "tcvn3_caps"),
        Mended("AN", "tcvn3_caps"),
        Mended("Ấp Mẫu"),
    ]


@pytest.mark.parametrize(
    "text",
    ["NGUYỄN HÀ ÚT", "Nguyễn Thị Út", "Ghi chú: DỮ LIỆU MINH HỌA", "Tổ 9, ấp Giang Hà", "UBND ấp"],
)
def test_capitals_that_tcvn3_cannot_write_come_back_where_the_others_prove_them(text: str) -> None:
    assert texts(mend([encode_tcvn3(text)], [".VnTime"])) == [text]


def test_a_word_in_small_letters_stays_small_in_a_column_that_is_not_of_names() -> None:
    column = ["Họp ấp", "Loa truyền thanh", "Nhà ở"]
    assert texts(mend([*map(encode_tcvn3, column)], [".VnTime"] * 3)) == column


@pytest.mark.parametrize(
    "column",
    [
        NAMES,
        [unicodedata.normalize("NFD", name) for name in NAMES],
        FOREIGN,
        ["An Thanh", "Le Van Mau", "29209-00109", "000085001234", "1.500.000", "7,5"],
        ["50 µm", "25 °C", "m²", "½", "3 × 5 m", "x·y", "«An»", "Acme®", "hộ¹", "m×n", "±5", "§ 3"],
        ["Lê Hoàng", "hoà", "Thò Mô", "Vò Tó", "thuý", "co\xadoperation", "Th\xadi"],
        ["１５", "NA", "N/A", "null", "None", "–", "", "  ", "\n"],
        ["hôp", "tôt", "viêt", "tòan", "qúy", "hoăc"],
        [*NAMES, *FOREIGN, "Lê Hà", "29209-00109"],
    ],
)
def test_a_clean_column_has_no_verdict_and_is_not_touched(column: list[str]) -> None:
    assert verdict(column) is None
    assert by_score(column) == [Mended(text) for text in column]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_name_alone_is_not_taken_for_vietnamese(name: str) -> None:
    assert verdict([name]) is None


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
@pytest.mark.parametrize("text", ["Ấp Giang Hà", "An Khương B", "Nguyễn Văn Mẫu", "Đường Mười"])
def test_one_unmistakable_cell_is_proof_enough(text: str, charset: str) -> None:
    assert verdict([ENCODE[charset](text)]) == charset


def test_one_name_with_a_capital_where_none_can_be_is_proof_enough() -> None:
    assert mend(["BÕn Tre"], [None]) == [Mended("Bến Tre", "tcvn3", sure=False)]


@pytest.mark.parametrize(
    "slip", ["TÂm", "HÙng", "LÊ Văn Mẫu", "CÔng ty", "ĐÔng", "ÔNg", "XÃ Thạnh Hải", "BÁo", "TÔn"]
)
def test_a_slip_of_the_shift_key_is_no_legacy_text(slip: str) -> None:
    assert mend([slip], [None])[0].text == slip


@pytest.mark.parametrize("text", ["XÃ\xa0AN ĐIỀN", "XÃ\xa0Thạnh Hải", "XÃ\xa0ĐÔNG"])
def test_a_space_that_holds_two_words_together_is_no_damage(text: str) -> None:
    assert mend([text], [None]) == [Mended(text)]


@pytest.mark.parametrize("text", ["nhÃ\xa0 nước", "HÃ\xa0ng", "HÃ\xa0 Nội"])
def test_a_letter_of_another_charset_that_looks_like_such_a_space_is_damage(text: str) -> None:
    assert mend([text], [None])[0].charset == UNKNOWN


@pytest.mark.parametrize("text", ["Ph¹zt", "Nguy\ufffdn", "Ấp Th¹nh", "Nguyá»…n HoÃ\xa0ng"])
def test_a_damaged_text_that_no_charset_reads_is_unknown_and_unchanged(text: str) -> None:
    assert by_score([text, "Lê Thị Mẫu"]) == [
        Mended(text, UNKNOWN, sure=False),
        Mended("Lê Thị Mẫu"),
    ]


def test_a_text_that_contradicts_its_font_is_not_read_by_it() -> None:
    read = mend([encode_vni("Nguyễn Hoàng Mẫu"), encode_vni("Loạn")], [".VnTime", ".VnTime"])
    assert [cell.charset for cell in read] == ["vni", "vni"]
    assert not any(cell.sure for cell in read)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29209-00109", True), ("Nguyễn", True), ("Thu\u0300y", True), ("m³ – 25°", True),
        ("Lê Hà", False), ("NguyÔn", False), ("Nguyeãn", False),
    ],
)  # fmt: skip
def test_a_text_is_clean_when_nothing_in_it_can_be_legacy(text: str, expected: bool) -> None:
    assert is_clean(text) is expected


def test_signs_that_stand_alone_are_no_letters() -> None:
    text = "Đường 3 × 5 m; 05 cống Ø800; · hộ"
    assert texts(mend([encode_tcvn3(text)], [".VnTime"])) == [text]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Nguyễn Hoàng Mẫu", 1.0), ("hoà hòa thuỷ thủy khoẻ quý giếng nghĩa Uyên yêu", 1.0),
        ("NguyÔn Hoµng", 0.0), ("kà cế nge gê tốn cac", 1 / 6), ("2025", 1.0), ("Nguyễn Smith", 0.5),
    ],
)  # fmt: skip
def test_the_share_of_syllables_follows_the_rules_of_spelling(text: str, share: float) -> None:
    assert syllable_share(text) == pytest.approx(share)


def test_windows_1258_is_read_with_its_tone_marks_in_place() -> None:
    apart = "Nguyê\u0303n Hoa\u0300ng Mâ\u0303u, đươ\u0300ng Mươ\u0300i"
    assert decode_cp1258(apart.encode("cp1258")) == "Nguyễn Hoàng Mẫu, đường Mười"


def test_no_syllable_whatever_its_case_is_taken_for_legacy_text() -> None:
    every = [case(s) for s in sorted(syllables()) for case in (str.lower, str.title, str.upper)]
    assert verdict(every) is None
    assert by_score(every) == [Mended(text) for text in every]


WORDS = st.one_of(
    st.sampled_from(sorted(syllables())).flatmap(
        lambda s: st.sampled_from([s, s.title(), s.upper()])
    ),
    st.text("abcdefghijklmnopqrstuvwxyzABCDXYZ0123456789-./,()", min_size=1, max_size=12),
)
CLEAN = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@given(st.lists(CLEAN, min_size=1, max_size=12), st.sampled_from(["NFC", "NFD"]))
@settings(deadline=None)
def test_no_column_of_syllables_ascii_and_codes_is_ever_changed(
    column: list[str], form: str
) -> None:
    column = [unicodedata.normalize(form, text) for text in column]
    assert verdict(column) is None
    assert texts(by_score(column)) == column


@given(st.lists(st.text(max_size=20), max_size=8))
@settings(deadline=None)
def test_no_text_whatever_makes_mending_fail_or_lose_a_cell(column: list[str]) -> None:
    for font in (None, ".VnTime", ".VnTimeH", "VNI-Times"):
        found = mend(column, [font] * len(column))
        assert len(found) == len(column)
        assert all(
            cell.text == text for cell, text in zip(found, column, strict=True) if not cell.charset
        )


def test_no_text_of_the_sample_workbooks_changes_and_all_come_back_from_legacy_fonts(
    inbox: Path,
) -> None:
    for path in sorted(inbox.glob("*2025*.xlsx")):
        for sheet in load_workbook(path):
            for values in sheet.iter_cols(values_only=True):
                column = [value for value in values if isinstance(value, str)]
                assert verdict(column) is None
                assert texts(by_score(column)) == column
                for charset, encode in ENCODE.items():
                    read = mend([*map(encode, column)], [FONT[charset]] * len(column))
                    for text, cell in zip(column, read, strict=True):
                        assert (cell.text or "").casefold() == text.casefold()


@pytest.mark.parametrize("call", [verdict, by_score])
def test_a_long_clean_column_costs_next_to_nothing(call: object) -> None:
    assert callable(call)
    column = [f"{NAMES[i % 60]} {i:05}" for i in range(50_000)]
    legacy = [encode_tcvn3(text) for text in column[:2_000]]
    seconds = min(_seconds(call, column) for _ in range(5))
    assert seconds < _seconds(call, legacy) * 4, "25 times the rows for less than 4 times the time"


def _seconds(call: object, column: list[str]) -> float:
    assert callable(call)
    started = time.process_time()
    call(column)
    return time.process_time() - started
