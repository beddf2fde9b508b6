"""Looking without an account: number and code, refused alike whatever is wrong, and not too often.

Once both fit, this browser may look at the case for half an hour: the signed session cookie remembers which, so that
pages can be opened again, printed and enlarged without the code in any address.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import request, session

from services.intake.progress.view import by_code
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.web.meta import request_now

OPEN_FOR = timedelta(minutes=30)
MOST_OPEN = 5
LOOKED = "looked"


def looked_up(intake: Intake, number: str, code: str) -> Mapping[str, Any]:
    """Give the case that number and code fit.

    Raises:
        Rejected: `unknown_case`, the same for an unknown number and a wrong code; `too_many_looks`.
    """
    number, address, now = number.strip().upper()[:40], request.remote_addr or "", request_now()
    intake.attempts.allow(now, number=number, address=address)
    found = by_code(intake, number, code)
    if found is None:
        intake.attempts.miss(now, number=number, address=address)
        raise unknown()
    return found


def unknown() -> Rejected:
    """Give the refusal that tells nothing."""
    return Rejected("unknown_case", "number and query code do not fit a case", status=404)


def keep_open(case_no: str) -> None:
    """Let this browser look at a case for a while; the oldest of many is let go."""
    now = request_now().timestamp()
    kept = {number: at for number, at in _open().items() if number != case_no}
    newest = sorted(kept.items(), key=lambda pair: pair[1])[1 - MOST_OPEN :]
    session[LOOKED] = dict([*newest, (case_no, now)])


def is_open(case_no: str) -> bool:
    """Tell whether this browser may look at a case."""
    return case_no in _open()


def close_all() -> None:
    """Forget what this browser looked at."""
    session.pop(LOOKED, None)


def _open() -> dict[str, float]:
    since = (request_now() - OPEN_FOR).timestamp()
    told = session.get(LOOKED) or {}
    return {number: at for number, at in told.items() if at >= since}
