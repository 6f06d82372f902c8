"""Works: the answer, bullets, the register, money by source."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dashboard.alerts.spending import Warned, warnings
from dashboard.blocks import pace
from dashboard.blocks.base import Cell, answer, element, note, sentence, table, why
from dashboard.measure import money, spending
from dashboard.measure.unplaced import unplaced
from dashboard.view import View
from dashboard.words import safe, show

KIND = "infrastructure"


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """What the works cost and how many are behind."""
    whole = money.programme(view.data, view.territory, KIND)
    found = money.projects(view.data, view.territory, KIND)
    behind = sum(bool(warned(view, p)) for p in found)
    key = "works.answer" if whole.disbursement.known else "works.answer_no_rate"
    text = sentence(
        view, key, number=whole.number, approved=whole.approved, disbursed=whole.disbursed,
        rate=whole.disbursement, completion=whole.completion,
    )  # fmt: skip
    said = answer(f"{text} {_tail(view, found, behind)}", safe(view.say("works.note")))
    return said + pace.by_now(view, KIND)


@lru_cache(maxsize=256)
def unplaced_note(view: View) -> str:
    """How many works of the build name no hamlet and count in no commune, with their codes."""
    number, codes = unplaced(view.data, KIND)
    values = {"number": number, "codes": ", ".join(codes)}
    return note(sentence(view, "works.unplaced", **values)) if codes else ""


def _tail(view: View, found: Iterable[money.Project], behind: int) -> str:
    """How many works break a rule; that none does is said only when every work could be judged."""
    if behind:
        return sentence(view, "works.behind", behind=behind)
    judged = [(p, pace.pace_of(view, KIND, p.code)) for p in found]
    blind = sum(
        p.row.get("finish_date") is None or now is None or not (now.band or now.expected.value == 0)
        for p, now in judged
    )
    key = "works.cannot_tell" if blind else "works.none_behind"
    return sentence(view, key, unknown=blind) if blind else sentence(view, key)


def warned(view: View, project: money.Project) -> list[Warned]:
    """The rules that a work breaks as of the day."""
    if view.today is None:
        return []
    return warnings(view.data, view.territory, KIND, project, view.today)


@lru_cache(maxsize=256)
def bullets(view: View) -> str:
    """Per work: disbursed, planned, approved on one scale; the largest gap first, so money counts."""
    found = sorted(money.projects(view.data, view.territory, KIND), key=lambda p: -p.gap)
    most = max((int(p.approved.value or 0) for p in found), default=0)
    legend = safe(view.say("works.legend"))
    lines = "".join(_bullet(view, p, max(most, 1)) for p in found)
    return f'<div class="th"><p class="th-note">{legend}</p>{lines}</div>'


def _bullet(view: View, project: money.Project, most: int) -> str:
    broken = warned(view, project)
    now = pace.pace_of(view, KIND, project.code)
    reasons = " ".join(sentence(view, f"warning.{rule}", **values) for rule, values in broken)
    chip = pace.band(view, now) if now and now.band else ""
    name = f"<div><b>{safe(project.row['name'])}</b> {chip}<small>{reasons}</small></div>"
    kind = " warn" if broken else ""
    due = f'<i style="left:{_share(now.expected.value, most)}%"></i>' if now and now.band else ""
    bars = (
        f'<s style="width:{_share(project.planned.value, most)}%"></s>'
        f'<b style="width:{_share(project.disbursed.value, most)}%"></b>'
        f'<u style="left:{_share(project.approved.value, most)}%"></u>{due}'
    )
    text = f"<div>{element(view, project.disbursed)}<small>{with_parts_short(view, project)}</small></div>"
    bar = f'<div class="bar{kind}" role="img" aria-hidden="true">{bars}</div>'
    return f'<div class="th-bullet">{name}{bar}{text}</div>'


def with_parts_short(view: View, project: money.Project) -> str:
    """The disbursement rate of a work and what was planned."""
    rate = element(view, project.disbursement)
    return sentence(view, "works.of_planned", planned=project.planned) + f" ({rate})"


def _share(value: float | int | None, most: int) -> float:
    return round(100 * (value or 0) / most, 2)


@lru_cache(maxsize=256)
def register(view: View) -> str:
    """Every work twice: its money and state; its dates, hamlets, beneficiaries and criterion."""
    found = money.projects(view.data, view.territory, KIND)
    whole = money.programme(view.data, view.territory, KIND)
    spent = [_spent(view, project) for project in found]
    total: list[Cell] = [safe(view.say("common.total")), whole.approved, whole.planned]
    spent.append([*total, whole.disbursed, whole.disbursement, "", ""])
    told = [_told(view, project) for project in found]
    return table(view, view.say("works.register"), _heads(view, _SPENT), spent, last=True) + table(
        view, view.say("works.register_more"), _heads(view, _TOLD), told
    )


_SPENT = ("name", "approved", "planned", "disbursed", "rate", "status", "progress")
_TOLD = ("name", "dates", "hamlets", "beneficiaries", "criterion")


def _heads(view: View, names: Iterable[str]) -> list[str]:
    return [view.say(f"works.{name}") for name in names]


def _named(project: money.Project) -> str:
    row = project.row
    return f"{safe(row['name'])}<br><small>{safe(row['project_code'])}</small>"


def _spent(view: View, project: money.Project) -> list[Cell]:
    row = project.row
    progress = show(view.language, row["progress_pct"])
    return [
        _named(project),
        project.approved,
        project.planned,
        project.disbursed,
        element(view, project.disbursement) + why(view, project.disbursement),
        status(view, row["status"]),
        f"{safe(progress)}%" if row["progress_pct"] is not None else "—",
    ]


def _told(view: View, project: money.Project) -> list[Cell]:
    row = project.row
    dates = f"{show(view.language, row['start_date'])} – {show(view.language, row['finish_date'])}"
    poor = show(view.language, row["poor_beneficiary_households"])
    reached = show(view.language, row["beneficiary_households"])
    return [
        _named(project),
        safe(dates),
        safe(", ".join(_names(view, row["hamlet_codes"])) or "—"),
        safe(view.say("works.of_poor", reached=reached, poor=poor)),
        safe(row["new_rural_criterion"] or "—"),
    ]


def status(view: View, code: str | None) -> str:
    """The state of a work in words."""
    return safe(view.say(f"project_status.{code}")) if code else "—"


def _names(view: View, codes: list[str] | None) -> list[str]:
    found = (view.territory.hamlet(code) for code in codes or ())
    return [hamlet.name for hamlet in found if hamlet is not None]


@lru_cache(maxsize=256)
def by_slice(view: View, by: str, kind: str = KIND) -> str:
    """Money by year or by source."""
    heads = [view.say(f"works.by_{by}"), view.say("works.planned"), view.say("works.disbursed")]
    found = spending.slices(view.data, view.territory, kind, by)
    rows: list[list[Cell]] = [
        [
            s.name if by == "year" else safe(view.say(f"fund_source.{s.name}")),
            s.planned,
            s.disbursed,
        ]
        for s in found
    ]
    return table(view, view.say(f"works.by_{by}_table"), heads, rows)
