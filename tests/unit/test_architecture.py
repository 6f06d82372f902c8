"""The house keeps its rooms: who imports whom, how long things are, where colours and words may stand."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("catalog", "etl", "dashboard", "pages", "launch", "app", "docs", "start")
MAY_KNOW = {
    "catalog": {"catalog"},
    "etl": {"etl", "catalog"},
    "dashboard": {"dashboard", "catalog"},
    "pages": {"dashboard", "catalog"},
    "app": {"dashboard"},
    "launch": {"launch"},
    "start": {"launch"},
    "docs": {"catalog"},
}
STREAMLIT = (
    "app.py",
    "pages/",
    "dashboard/parts.py",
    "dashboard/households/",
    "dashboard/intake/",
    "dashboard/meeting/",
    "dashboard/conference/",
    "dashboard/remarks.py",
    "dashboard/guest.py",
    "dashboard/board.py",
    "dashboard/porter.py",
    "dashboard/vouched.py",
    "dashboard/accounts/",
    "dashboard/frame.py",
    "dashboard/opener.py",
    "dashboard/__main__.py",
)
PLOTLY = ("dashboard/draw/", "dashboard/theme.py", "dashboard/parts.py")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(")
LONGEST_FUNCTION, LONGEST_PAGE, LONGEST_APP = 30, 60, 30
LONGEST_FILE = 200
TABLES_OF_DATA = ("catalog/tables.py",)  # one table after the other: data in the shape of Python


def sources() -> list[Path]:
    found = [p for folder in OURS for p in (ROOT / folder).rglob("*.py")]
    return [*found, ROOT / "app.py", ROOT / "start.py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_file_knows_only_what_it_may_know(path: Path) -> None:
    room = name_of(path).split("/")[0].removesuffix(".py")
    known = {name.split(".")[0] for name in imports(path)} & set(OURS)
    assert known <= MAY_KNOW[room]


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_streamlit_and_plotly_stay_in_their_rooms(path: Path) -> None:
    known = {name.split(".")[0] for name in imports(path)}
    if "streamlit" in known:
        assert name_of(path).startswith(STREAMLIT)
    if "plotly" in known:
        assert name_of(path).startswith(PLOTLY)


def test_the_launcher_needs_nothing_but_python() -> None:
    stock = sys.stdlib_module_names
    for path in [ROOT / "start.py", *(ROOT / "launch").glob("*.py")]:
        strange = {n.split(".")[0] for n in imports(path)} - set(stock) - {"launch"}
        assert not strange, name_of(path)


def test_only_load_opens_the_warehouse_and_only_publish_writes_it() -> None:
    for path in sources():
        text, name = path.read_text(encoding="utf-8"), name_of(path)
        if "pyarrow" in {n.split(".")[0] for n in imports(path)}:
            known = ("dashboard/load.py", "dashboard/closely.py", "etl/publish/")
            assert name.startswith(known), name
        if "python_calamine" in {n.split(".")[0] for n in imports(path)}:
            assert name.startswith("etl/read/"), name
        assert "except Exception: pass" not in text


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_functions_and_files_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"
    name = name_of(path)
    limit = {"pages": LONGEST_PAGE, "app.py": LONGEST_APP}.get(name.split("/")[0], LONGEST_FILE)
    if name not in TABLES_OF_DATA:
        assert len(text.splitlines()) <= limit


def test_one_file_alone_sends_a_script_into_the_page() -> None:
    senders = {name_of(p) for p in sources() if "unsafe_allow_" in p.read_text(encoding="utf-8")}
    assert senders == {"dashboard/opener.py"}


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_no_colour_stands_outside_the_theme(path: Path) -> None:
    if name_of(path) != "dashboard/theme.py":
        assert not COLOUR.findall(path.read_text(encoding="utf-8"))


def test_the_poor_and_the_near_poor_are_listed_once() -> None:
    """A list of the two is `catalog.tables.GROUPS`; a pair that goes from one to the other is none."""
    listed = re.compile(r"""(= |\bin )\(?["']poor["'], ["']near_poor["']\)?:?$""", re.MULTILINE)
    found = [p for p in sources() if listed.search(p.read_text(encoding="utf-8"))]
    assert [name_of(path) for path in found] == ["catalog/tables.py"]


def test_pages_have_no_functions_and_no_words() -> None:
    for path in (ROOT / "pages").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Lambda)]
        texts = [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and " " in n.value
        ]
        assert texts == [ast.get_docstring(tree)], name_of(path)


def test_every_public_thing_has_a_docstring() -> None:
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), name_of(path)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{name_of(path)}: {node.name}"


def test_a_flat_page_beside_app_would_open_without_its_frame() -> None:
    assert not list((ROOT / "pages").glob("*.py"))
