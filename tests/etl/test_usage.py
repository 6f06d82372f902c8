"""An order that cannot be meant ends with 40 and a sentence, before anything is read or written."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.usage import wrong_usage

NAME = "Rà soát sửa.xlsx"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / NAME).write_bytes(b"PK")
    return tmp_path / "inbox"


@pytest.mark.parametrize("language", ["vi", "en", "id"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept", "  "), "--accept"),
        (("--supersede", "Rà soát.xlsx"), "Rà soát.xlsx"),
        (("--corrections", "nowhere.toml"), "nowhere.toml"),
        (("--dask", "tcp://localhost"), "--dask"),
    ],
)
def test_it_says_which_option_and_does_nothing(
    words: tuple[str, str], said: str, language: str, inbox: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    places = ["--inbox", str(inbox), "--warehouse", str(inbox.parent / "warehouse")]
    state = ["--state", str(inbox.parent / "state")]
    assert main(["--lang", language, "build", *places, *state, *words]) == 40
    assert said in capsys.readouterr().err
    assert [path.name for path in inbox.parent.iterdir()] == ["inbox"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_is_found_in_either_spelling_of_its_marks(form: str, inbox: Path) -> None:
    from etl.__main__ import parser

    name = unicodedata.normalize(form, NAME)
    asked = parser().parse_args(["build", "--inbox", str(inbox), "--supersede", name])
    assert wrong_usage(asked) is None


def test_a_file_that_is_not_there_is_said_to_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["look", str(tmp_path / "a.xlsx")]) == 40
    assert "Không có tệp này" in capsys.readouterr().out
