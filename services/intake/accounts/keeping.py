"""Which accounts an administrator may give a password: those within the divisions of the administrator's own."""

from __future__ import annotations

from services.intake.registry.jurisdiction import guard
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import StaffRegistered
from shared.identity import Identity


def kept_account(intake: Intake, keeper: Identity, account: str) -> StaffRegistered:
    """Give the entry of an account that `keeper` keeps.

    Whoever gives a password can sign in with it, so this reaches no further than stating the account does.

    Raises:
        Rejected: 404 `unknown_staff`, 403 `other_division`.
    """
    try:
        staff = intake.replica.one(StaffRegistered, account)
    except Rejected as unknown:
        raise Rejected("unknown_staff", unknown.message, status=404) from None
    guard(keeper, intake.replica, staff)
    return staff
