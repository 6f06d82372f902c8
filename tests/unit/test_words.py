"""Every word exists in every language, is used, and numbers look as people write them."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

from catalog.codes import codes
from catalog.forms import layouts
from catalog.indicators import indicators
from catalog.messages import message
from catalog.needs import needs
from catalog.tables import CAUSES, INDICATORS
from dashboard import menu
from dashboard.alerts import WEIGHTS
from dashboard.measure.figure import How, Unit, count
from dashboard.measure.pace import BANDS
from dashboard.words import LANGUAGES, day, figure, money, number, percent, say, show, texts

ROOT = Path(__file__).resolve().parents[2]
#: Keys that the code puts together: their sections, and the lists that fill them.
MADE = {
    "indicator": INDICATORS, "cause": CAUSES, "form": [f.form for f in layouts()],
    "menu": [*dict(menu.PAGES), *(n for _, n in menu.PAGES)], "page": [n for _, n in menu.PAGES],
    "language": list(LANGUAGES), "project_status": codes("project_status"),
    "fund_source": codes("fund_source"), "outcome": codes("outcome"),
    "file_status": ("loaded", "refused", "skipped"), "severity": ("error", "warning", "note"),
    "headline": [d + a for d in ("up", "down", "same") for a in ("", "_met", "_missed")],
    "goal": codes("target_indicator"), "rule": WEIGHTS, "alert": WEIGHTS,
    "pace": [*BANDS, *(f"band_{band}" for band in BANDS)],
    "targets": ("met", "missed", "unsure"),
    "figure": [key.partition(".")[2] for key in texts("vi") if key.startswith("figure.")],
    "origin": ["infrastructure", "livelihood", "group"],
    "how": [how.value for how in How],
    "bound": ("at_least", "more_than", "approx"), "unit": ("billion", "million", "dong", "days"),
    "need": needs(), "support": (*codes("support_kind"), "unknown"), "donor": codes("donor_kind"),
}  # fmt: skip


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_has_the_same_keys_with_the_same_values_in_them() -> None:
    first = texts("vi")
    for language in LANGUAGES:
        other = texts(language)
        assert other.keys() == first.keys()
        for key, text in first.items():
            assert fields(other[key]) == fields(text), f"{language}: {key}"
            assert other[key].strip(), f"{language}: {key}"


def test_no_translation_is_the_vietnamese_text() -> None:
    same = {
        key
        for key, text in texts("vi").items()
        if text == texts("en")[key]
        and re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", text)
    }
    assert same <= {"language.vi", "unit.dong"}


def test_every_made_key_exists() -> None:
    for section, names in MADE.items():
        for name in names:
            assert f"{section}.{name}" in texts("vi")


def test_every_key_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("dashboard", "pages")
        for path in (ROOT / folder).rglob("*.py")
    ) + (ROOT / "app.py").read_text(encoding="utf-8")
    said = set(re.findall(r"[\"']([a-z_]+\.[a-z_0-9]+)[\"']", code))
    made = [
        re.sub(r"\{[^{}]*\}", "[a-z_0-9]+", m) for m in re.findall(r'f"([a-z_]+\.[^"]*)"', code)
    ]
    patterns = [re.compile(pattern) for pattern in made if "[a-z" in pattern]
    for key in texts("vi"):
        known = key in said or any(pattern.fullmatch(key) for pattern in patterns)
        assert known or key.partition(".")[0] in ("indicator", "cause"), key


#: What an Indonesian text calls otherwise: a review, a livelihood, a deprivation, a bank's statement.
OTHERWISE = re.compile(
    r"pendataan|penghidupan|kekurangan (dan penyebab|indikator|\{mean\})|(intensitas|tingkat) kekurangan"
    r"|jumlah kekurangan|rekening(?! koran)", re.IGNORECASE,
)  # fmt: skip


def test_indonesian_calls_a_thing_by_one_word_throughout() -> None:
    catalog = (ROOT / "catalog").rglob("*.toml")
    found = {f"text {key}": text for key, text in texts("id").items()}
    found |= {f"{file.name} {n}": line for file in catalog
              for n, line in enumerate(file.read_text("utf-8").splitlines(), 1)}  # fmt: skip
    assert [key for key, text in found.items() if OTHERWISE.search(text)] == []
    assert "rekening koran" in texts("id")["reason.no_statement"]


def test_every_indicator_has_its_words_in_every_language() -> None:
    for found in indicators().values():
        for language in LANGUAGES:
            assert found.names[language]
            assert found.formulas[language]
        assert found.legal


def test_every_message_exists_in_every_language_with_the_same_values() -> None:
    from catalog.toml import load

    tables = {lang: load(f"messages/{lang}.toml") for lang in LANGUAGES}
    for group, names in tables["vi"].items():
        for name, text in names.items():
            for language in LANGUAGES:
                other = tables[language][group][name]
                assert fields(other) == fields(text), f"{language}: {group}.{name}"
                blank = dict.fromkeys(fields(other), "…")
                assert message(f"{group}.{name}", language, blank)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("vi", ["1,06%", "20,71 tỷ đồng", "7.337", "48,4 triệu đồng", "31/12/2025"]),
        ("en", ["1.06%", "20.71 billion đồng", "7,337", "48.4 million đồng", "31 Dec 2025"]),
        ("id", ["1,06%", "20,71 miliar đồng", "7.337", "48,4 juta đồng", "31 Des 2025"]),
    ],
)
def test_numbers_money_and_dates_are_written_the_way_of_the_language(
    language: str, written: list[str]
) -> None:
    assert [
        percent(language, 52 / 4906),
        money(language, 20_710_000_000),
        number(language, 7337),
        money(language, 48_400_000),
        day(language, date(2025, 12, 31)),
    ] == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.00125, "0,13%"), (0.010650, "1,07%"), (1 / 3, "33,33%"), (0.0, "0,00%"), (1.0, "100,00%")],
)
def test_halves_round_away_from_zero_as_in_excel(value: float, written: str) -> None:
    assert percent("vi", value) == written


COUNTED = re.compile(
    r"\{[a-z]+\} (?:\w+ )?(?:households|persons|hamlets|works|projects|days|rows|files|sheets|cells|"
    r"errors|warnings|notes|figures|comments|decisions)\b"
)
OF_TEXTS = (
    "card.parts",
    "meeting.all_figures",
    "quality.findings",
)  # `3/40 households`; every figure of a state


def test_every_noun_that_english_counts_has_both_its_forms() -> None:
    alone = {key for key, text in texts("en").items() if COUNTED.search(text)}
    assert alone <= {*OF_TEXTS}


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("vi", "1 hộ", "2 hộ"),
        ("en", "1 household", "2 households"),
        ("id", "1 rumah tangga", "2 rumah tangga"),
    ],
)
def test_one_household_is_no_households(language: str, one: str, two: str) -> None:
    assert figure(language, count("x", 1, Unit.HOUSEHOLDS)) == one
    assert figure(language, count("x", -1, Unit.HOUSEHOLDS)) == f"−{one}"
    assert figure(language, count("x", 2, Unit.HOUSEHOLDS)) == two


def test_verbs_go_with_their_nouns_in_english_and_texts_of_other_languages_need_no_forms() -> None:
    values = {"target": "t", "year": 2025}
    assert "form of 1 hamlet does not" in say("en", "headline.unbalanced", number=1, **values)
    assert "forms of 2 hamlets do not" in say("en", "headline.unbalanced", number=2, **values)
    for language in ("vi", "id"):
        specs = [s for t in texts(language).values() for _, _, s, _ in string.Formatter().parse(t)]
        assert not any(specs)


def test_a_figure_in_a_sentence_of_a_page_tells_its_noun_too() -> None:
    found = [count("x", number, Unit.COUNT) for number in (1, 2)]
    said = [say("en", "works.behind", behind=one) for one in found]
    assert said == ["1 work needs a look.", "2 works need a look."]


def test_a_missing_figure_is_a_dash_and_a_zero_is_a_zero() -> None:
    assert figure("vi", count("x", None, Unit.HOUSEHOLDS)) == "—"
    assert figure("vi", count("x", 0, Unit.HOUSEHOLDS)) == "0 hộ"
    assert show("vi", None) == "—"


def test_a_count_that_looks_like_a_year_keeps_its_thousands_mark() -> None:
    assert figure("vi", count("x", 2025, Unit.HOUSEHOLDS)) == "2.025 hộ"
    assert show("vi", 2010) == "2.010"
