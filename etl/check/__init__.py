"""Tables -> findings: what the forms say against each other, and the gates that stop a build."""

from etl.check.gates import gates, two_workbooks
from etl.check.rules import check, check_rows

__all__ = ["check", "check_rows", "gates", "two_workbooks"]
