"""Build + approvals -> which review is preliminary, which is approved, which is not what was approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.territory import Territory
from dashboard.minutes import Lock, Review


class Standing(StrEnum):
    """What may be said of a review."""

    PRELIMINARY = "preliminary"
    APPROVED = "approved"
    DIFFERENT = "different"  # approved once, but this build has other content


@dataclass(frozen=True)
class Judged:
    """A review with its standing and the approval that stands behind it."""

    review: Review
    standing: Standing
    lock: Lock | None = None


@lru_cache(maxsize=16)
def reviews(data: Data) -> tuple[Review, ...]:
    """The reviews of a build, the latest first."""
    found = [
        Review(
            entry["commune_code"],
            entry["review_year"],
            entry["review_round"],
            entry["review_date"],
            data.illustrative,
            data.build,
            tuple(sorted(entry["files"].items())),
        )
        for entry in data.manifest.get("reviews", [])
    ]
    return tuple(sorted(found, key=lambda r: (-r.year, r.round, r.date, r.commune_code)))


@lru_cache(maxsize=16)
def judged(data: Data, locks: tuple[Lock, ...]) -> tuple[Judged, ...]:
    """Every review of a build with its standing."""
    in_force = {lock.review.key: lock for lock in locks if lock.in_force}
    return tuple(_judge(review, in_force.get(review.key)) for review in reviews(data))


def _judge(review: Review, lock: Lock | None) -> Judged:
    if lock is None:
        return Judged(review, Standing.PRELIMINARY)
    same = lock.review.content == review.content
    return Judged(review, Standing.APPROVED if same else Standing.DIFFERENT, lock)


@lru_cache(maxsize=256)
def of_year(
    data: Data, territory: Territory, year: int, locks: tuple[Lock, ...]
) -> tuple[Standing, date | None]:
    """The standing of a year's annual review, and the day of the last approval.

    Before a merger a year has the reviews of several communes: approved when all of them are.
    """
    found = [j for j in judged(data, locks) if _belongs(j.review, territory, year)]
    standings = {j.standing for j in found}
    days = [j.lock.day.date() for j in found if j.lock]
    if standings == {Standing.APPROVED}:
        return Standing.APPROVED, max(days)
    if Standing.DIFFERENT in standings:
        return Standing.DIFFERENT, max(days)
    return Standing.PRELIMINARY, None


def _belongs(review: Review, territory: Territory, year: int) -> bool:
    day = date.fromisoformat(review.date) if review.date else None
    row = {"commune_code": review.commune_code, "review_date": day}
    return review.year == year and review.round == "annual" and bool(territory.unit_of(row))
