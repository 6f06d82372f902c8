"""Paths of households are for those who may see them: names, charts, counts by the role."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.door import log
from dashboard.door.roles import Role
from dashboard.door.scope import Scope
from dashboard.load import read_warehouse
from dashboard.measure.interval import interval
from dashboard.measure.livelihoods import group
from dashboard.measure.territory import territories
from tests.pages.reader import TONGUES, open_page, read


def messages(app: AppTest) -> str:
    """All that a browser would get of the page: its blocks and the data of its charts."""
    html = " ".join(element.proto.body for element in app.get("html"))
    return html + " ".join(chart.proto.spec for chart in app.get("plotly_chart"))


def names(warehouse: Path) -> dict[str, str]:
    """Name of every participant -> its hamlet."""
    data = read_warehouse(warehouse)
    taken = {row["household_id"] for row in data.rows("livelihood_participant")}
    found = [data.of("household", "household_id", household) for household in taken]
    return {row["head_name"]: row["hamlet_code"] for (row,) in found}


def test_the_public_sees_no_path_and_no_name(sample: Path) -> None:
    app = open_page("livelihoods", sample, lang="vi", role="public")
    shown = messages(app)
    assert names(sample)
    assert not [name for name in names(sample) if name in shown]
    assert not app.get("plotly_chart")
    assert not [
        k for k in read(app).values if k.startswith(("path_", "back_", "inside", "outside"))
    ]
    assert "chỉ hiển thị cho người được phân quyền" in shown


def test_an_officer_sees_the_households_of_the_own_hamlet_and_no_count_of_the_whole(
    sample: Path,
) -> None:
    homes = names(sample)
    mine = sorted(set(homes.values()))[0]
    app = open_page("livelihoods", sample, lang="vi", role="hamlet_officer", own=mine)
    shown = messages(app)
    assert {name for name in homes if name in shown} == {n for n, h in homes.items() if h == mine}
    values = read(app).values
    assert not [key for key in values if key.startswith(("back_", "exits_f", "inside", "outside"))]
    assert "Chỉ gồm hộ của các ấp mà bạn phụ trách" in shown


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_committee_sees_both_sets_apart(tongue: str, sample: Path) -> None:
    app = open_page("livelihoods", sample, lang=tongue, role="committee")
    values = read(app).values
    for place, whole in (("livelihood@29221", 42), ("group@29221", 34)):
        counted = [int(v) for k, v in values.items() if k.startswith(f"path_households/{place}/")]
        assert sum(counted) == whole
    assert "76" not in values.values()
    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    assert [len(chart["layout"]["yaxis"]["categoryarray"]) for chart in charts] == [42, 34]
    assert all(name in messages(app) for name in names(sample))


@pytest.mark.parametrize(("role", "marked"), [("public", False), ("committee", True)])
def test_who_prints_names_stands_on_every_sheet(role: str, marked: bool, sample: Path) -> None:
    app = open_page("livelihoods", sample, lang="vi", role=role)
    assert ('class="th-mark"' in messages(app)) is marked


@pytest.mark.parametrize(
    ("asker", "rows"), [({"role": "committee"}, [76]), ({"role": "public"}, [])]
)
def test_who_opens_the_page_with_names_is_noted_once_and_no_name_is(
    asker: dict[str, str], rows: list[int], sample: Path
) -> None:
    before = len(log.entries(True, 10_000))
    app = open_page("livelihoods", sample, lang="vi", **asker)
    app.query_params["lang"] = "en"
    app.run()
    found = log.entries(True, 10_000)[: len(log.entries(True, 10_000)) - before]
    assert [(n.action, n.about, n.rows) for n in found] == [
        ("paths", "/livelihoods", number) for number in rows
    ]
    assert not any(name in str(found) for name in names(sample))


def test_what_cannot_be_noted_is_named_to_nobody_and_the_rest_of_the_page_stands(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(log, "add", fails)
    app = open_page("livelihoods", sample, lang="vi", role="committee")
    shown = messages(app)
    assert not [name for name in names(sample) if name in shown]
    assert "data/state" in shown
    assert read(app).values["participants/group@29221/all"] == "34"


def test_a_year_that_nobody_knows_is_hatched(sample: Path) -> None:
    app = open_page("livelihoods", sample, lang="vi")
    traces = [t for c in app.get("plotly_chart") for t in json.loads(c.proto.spec)["data"]]
    hatched = [t for t in traces if t["marker"].get("pattern")]
    assert {t["name"] for t in hatched} == {"Không rõ"}
    bars = sum(len(t["y"]) for t in traces if t["type"] == "bar")
    assert bars == (42 + 34) * 4


def test_both_ends_of_the_interval_are_figures(sample: Path) -> None:
    data = read_warehouse(sample, Scope(Role.PUBLIC))
    ends = interval(group(data, territories(data)[0]).exit_rate)
    assert ends is not None
    low, high = (float(end.value or 0) for end in ends)
    assert (round(low, 3), round(high, 3)) == (0.734, 0.953)
