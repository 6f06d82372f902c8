"""What an alert is: the rule that found it, what it is about, the page to open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

#: The worst first: data that are missing or wrong, then what is late, then what is to be watched.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "no_review": 100, "unbalanced_poor": 95, "unbalanced_near_poor": 95,
        "disagreeing_poor": 94, "disagreeing_near_poor": 94, "late": 90, "late_unknown": 90,
        "target_missed": 88, "over_plan": 85, "low_disbursement": 80, "none_disbursed": 79,
        "behind": 78, "stopped": 75, "relapsed": 70, "project_over_plan": 68,
        "project_none_disbursed": 66, "project_behind": 65, "need_open": 62, "overdue": 60,
        "target_at_risk": 58, "due_soon": 50, "unvisited": 40,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Alert:
    """Something to look at, with the rule that found it. `weight` puts the worst first."""

    rule: str
    weight: float
    page: str
    values: dict[str, Any] = field(default_factory=dict)
    hamlet: str = ""
    about: str = ""

    @property
    def key(self) -> str:
        """What it is about, the same from build to build: the rule and the work, target, hamlet or loan."""
        return f"{self.rule}/{self.about or self.hamlet or self.values.get('name', '')}"


def alert(rule: str, page: str, values: dict[str, Any], hamlet: str = "", about: str = "") -> Alert:
    """An alert with the weight of its rule."""
    return Alert(rule, WEIGHTS[rule], page, values, hamlet, about)
