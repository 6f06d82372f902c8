"""Quality: findings with their cells, balance, published beside recomputed, files, what is missing."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from catalog.messages import by_kind, message
from catalog.tables import GROUPS
from dashboard.blocks.base import Cell, answer, delta, element, sentence, table
from dashboard.data import Row
from dashboard.measure import flows, reviews
from dashboard.measure.press import comparisons
from dashboard.view import View
from dashboard.words import printed, safe, show

MOST, EACH = 200, 20  # lines of the table, and of one kind
SEVERITIES = ("error", "warning", "note")
REVIEW_FORMS = (
    "review_summary", "movement_poor", "movement_near_poor", "list_poor", "list_near_poor",
    "list_left", "deprivation", "cause",
)  # fmt: skip


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """How many doubts there are, of which kind, over how many rows of how many files."""
    found = Counter(row["severity"] for row in view.data.rows("findings"))
    files = view.data.rows("source_file")
    loaded = sum(row["rows_loaded"] for row in files)
    aside = sum(row["rows_quarantined"] for row in files)
    key = "quality.answer" if sum(found.values()) else "quality.clean"
    text = sentence(
        view, key, errors=found["error"], warnings=found["warning"], notes=found["note"],
        files=len({row["file"] for row in files}), rows=loaded, aside=aside,
    )  # fmt: skip
    return answer(text)


@lru_cache(maxsize=256)
def findings(view: View) -> str:
    """Every finding: severity, place, problem and remedy; the worst first."""
    rows = sorted(view.data.rows("findings"), key=lambda r: SEVERITIES.index(r["severity"]))
    if not rows:
        return ""
    heads = [view.say(f"quality.{n}") for n in ("severity", "place", "problem")]
    shown = by_kind(rows, _kind, EACH)[:MOST]
    lines = [_finding(view, row, more) for row, more in shown]
    caption = view.say("quality.findings", shown=len(lines), number=len(rows))
    return table(view, caption, heads, lines)


def _kind(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("severity", "rule", "file", "sheet", "field"))


def _finding(view: View, row: Row, more: int) -> list[Cell]:
    values = {name: str(row[name] or "") for name in ("found", "expected", "field")}
    text = message(row["message_key"], view.language, values)
    text += f" {message('more.kind', view.language, {'found': str(more)})}" if more > 0 else ""
    place = " · ".join(row[n] for n in ("file", "sheet", "cell") if row[n])
    return [safe(view.say(f"severity.{row['severity']}")), safe(place), safe(text)]


@lru_cache(maxsize=256)
def press(view: View) -> str:
    """The published figure, with its qualifier, beside ours; agreement or why there is none."""
    found = comparisons(view.data, view.territory)
    if not found:
        return ""
    heads = [view.say(f"quality.{n}") for n in ("fact", "published", "recomputed", "verdict")]
    rows: list[list[Cell]] = [
        [
            f"{safe(c.fact['text'])}<br><small>{safe(c.fact['source'])}</small>",
            element(view, c.published, printed(view.language, c.published)),
            c.ours,
            safe(view.say(f"verdict.{c.verdict}")),
        ]
        for c in found
    ]
    return table(view, view.say("quality.press"), heads, rows)


@lru_cache(maxsize=256)
def balance(view: View) -> str:
    """The balance of each movement form: printed and computed closing, the summary's, per year and group."""
    names = ("form", "closing", "computed", "difference", "summary")
    heads = [view.say(f"quality.{n}") for n in names]
    rows: list[list[Cell]] = []
    for year in view.years:
        for group in GROUPS:
            moved = flows.movement(view.data, view.territory, year, group).figures
            form = view.say(f"form.movement_{group}")
            name = safe(view.say("quality.form_of", year=year, form=form))
            closing, computed = moved["closing"], moved["closing_computed"]
            now = reviews.review(view.data, view.territory, year)
            summary = reviews.counted(view.data, now, f"{group}_households")
            rows.append([name, closing, computed, delta(view, moved["discrepancy"]), summary])
    return table(view, view.say("quality.balance"), heads, rows)


@lru_cache(maxsize=256)
def files(view: View) -> str:
    """Every sheet: its form, the rows read, loaded, set aside, recognised as something else."""
    names = (
        "file",
        "sheet",
        "form",
        "rows_in",
        "rows_loaded",
        "rows_quarantined",
        "rows_other",
        "state",
    )
    heads = [view.say(f"quality.{n}") for n in names]
    rows: list[list[Cell]] = [
        [
            f"{safe(row['file'])}<br><small>{safe(row['sha256'][:12])}</small>",
            safe(row["sheet"] or "—"),
            safe(view.say(f"form.{row['form']}")) if row["form"] else "—",
            *(safe(show(view.language, row[n])) for n in names[3:7]),
            safe(view.say(f"file_status.{row['status']}")),
        ]
        for row in view.data.rows("source_file")
    ]
    return table(view, "", heads, rows)


@lru_cache(maxsize=256)
def coverage(view: View) -> str:
    """Which form of which year, and of which former commune, has been read."""
    have = {
        (r["form"], r["file"]) for r in view.data.rows("source_file") if r["status"] == "loaded"
    }
    units = [*view.territory.former]
    heads = [view.say("quality.form"), *(str(y) for y in view.years)]
    rows: list[list[Cell]] = []
    for form in REVIEW_FORMS:
        cells: list[Cell] = [safe(view.say(f"form.{form}"))]
        for year in view.years:
            found = reviews.review(view.data, view.territory, year)
            sources = {row["source_file"] for row in found.rows}
            expected = len(view.territory.expected_units(found.date)) if units else 1
            number = sum((form, file) in have for file in sources)
            cells.append(_covered(view, number, expected))
        rows.append(cells)
    missing = [_missing(view, year) for year in view.years]
    rows.append([safe(view.say("quality.hamlets_missing")), *missing])
    return table(view, view.say("quality.coverage"), heads, rows)


def _missing(view: View, year: int) -> str:
    """The hamlets without a review in a year."""
    names = [
        hamlet.name
        for hamlet in view.territory.hamlets
        if reviews.review(view.data, view.territory, year, hamlet.code).reason
    ]
    return safe(", ".join(names)) if names else "0"


def _covered(view: View, number: int, expected: int) -> str:
    key = "complete" if number >= expected else "part" if number else "absent"
    return safe(view.say(f"coverage.{key}", number=number, expected=expected))
