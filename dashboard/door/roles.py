"""The roles, each of which may see what the one before it may see, and more."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """From the aggregates for everybody to the keeper of the accounts."""

    PUBLIC = 0
    HAMLET_OFFICER = 1  # the rows of the own hamlets
    COMMITTEE = 2  # all rows; decisions and comments
    STEWARD = 3  # takes workbooks in, publishes
    ADMIN = 4  # accounts and the access log

    @property
    def code(self) -> str:
        """The role as it is written down and stands in an address."""
        return self.name.lower()


GIVEN = tuple(role for role in Role if role is not Role.PUBLIC)  # what an account can have


def role_of(code: str | None) -> Role | None:
    """The role of a code; None for an unknown one."""
    return next((role for role in Role if role.code == code), None)
