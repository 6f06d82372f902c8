"""Tables -> findings: what the forms say against each other, and the gates that stop a build."""

from etl.check.approved import changed_since_approval, reviews_of
from etl.check.gates import gates, two_workbooks
from etl.check.rules import check, check_rows, relations_of

__all__ = [
    "changed_since_approval",
    "check",
    "check_rows",
    "gates",
    "relations_of",
    "reviews_of",
    "two_workbooks",
]
