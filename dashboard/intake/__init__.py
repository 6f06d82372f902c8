"""The parts of the intake page, in the order in which they stand on it."""

from dashboard.intake.door import open_page
from dashboard.intake.drop import receive
from dashboard.intake.publish import publish
from dashboard.intake.records import builds, reviews, templates
from dashboard.intake.reports import reports

__all__ = ["builds", "open_page", "publish", "receive", "reports", "reviews", "templates"]
