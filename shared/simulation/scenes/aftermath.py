"""What follows a case: a bad rating is seen to or set aside, a refusal is looked at by a superior. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shared.simulation.deeds import Deed
from shared.simulation.lives import Act, Life, Step
from shared.simulation.scenes import habits, words
from shared.simulation.scenes.days import Run, clock

BAD = 4
"""The first of the two bad grades."""


def of(run: Run, life: Life, dice: Random) -> Iterator[Deed]:
    """Give what follows a life."""
    for step in life.steps:
        if step.act is Act.RATE and step.said["grade"] >= BAD:
            yield from _bad_rating(run, life, step, dice)
    refused = any(step.act is Act.DECIDE and step.said["outcome"] == "refused" for step in life.steps)
    if refused and life.acts[-1] is not Act.DECIDE and dice.random() < habits.RECONSIDERED:
        delivered = next((step.at for step in life.steps if step.act is Act.DELIVER), None)
        if delivered:
            yield from _reconsidered(run, life, delivered, upheld=dice.random() < 0.6)


def _complaints(at: datetime, account: str, path: str, body: dict[str, Any], **more: Any) -> Deed:
    return Deed(at=at, account=account, service="complaints", path=f"/api/v1/{path}", body=body, **more)


# -- bad ratings --------------------------------------------------------------


def _bad_rating(run: Run, life: Life, step: Step, dice: Random) -> Iterator[Deed]:
    """Called within a working day, put right and told within five; set aside by somebody outside; or forgotten."""
    at = run.next_day(step.at, 1, dice.random())
    approver = run.staff.account(life, Act.DECIDE)
    chance = dice.random()
    games = habits.EXCLUDED if life.department == habits.GAMING else 0.0
    if chance < games:
        handler = run.staff.one("complaint_handler", division=life.offer.division[:6])
        said = {"reason": "mistaken", "reasons": words.MISTAKEN}
        yield _complaints(at, handler, "ratings/{case}/exclusion", said, tolerates=words.SET_ASIDE)
        upheld = dice.choice(("yes", "no"))
        look = {"upheld": upheld, "reasons": words.RECHECKED[upheld]}
        yield _complaints(
            run.next_day(at, 3, dice.random()),
            run.staff.one("auditor"),
            "ratings/{case}/recheck",
            look,
            tolerates=words.LOOKED_AT,
        )
        return
    yield _complaints(at, approver, "ratings/{case}/contact", {"finding": words.CONTACTED})
    if chance < games + habits.RECTIFIED * (1 - games):
        fixed = run.next_day(at, 2, dice.random())
        told = run.after(fixed, 20, 60, dice)
        yield _complaints(fixed, approver, "ratings/{case}/rectification", {"measures": words.MEASURES})
        yield _complaints(told, approver, "ratings/{case}/feedback", {"answer": words.HEARD})


# -- refusals that a superior looks at -----------------------------------------


def _reconsidered(run: Run, life: Life, known: datetime, *, upheld: bool) -> Iterator[Deed]:
    """Registered, accepted and decided at the authority; the register of remedies is kept by the county's handler."""
    keeper = run.staff.one("complaint_handler", division=life.offer.division[:6])
    received = run.next_day(known, 6)
    days = {"received_on": f"{received:%Y-%m-%d}", "known_on": f"{known:%Y-%m-%d}"}
    said = {"case_no": "{case}", "ground": "decision", "told": "yes", **days}
    accepted, decided = run.next_day(received, 3), run.next_day(received, 18)
    ruled = {
        "outcome": "upheld" if upheld else "revoked",
        "decided_on": f"{decided:%Y-%m-%d}",
        "served_on": f"{decided:%Y-%m-%d}",
        "document_no": f"{life.key[:4]}复决{life.key[-4:]}号（示例）",
    }
    yield _complaints(
        received + timedelta(hours=1),
        keeper,
        "reconsiderations",
        said,
        learns={"remedy": "number"},
        waits_for=frozenset({"no_case"}),
    )
    on = clock(accepted.date(), "15:00")
    path, before = "reconsiderations/{remedy}/acceptance", frozenset({"wrong_standing"})
    yield _complaints(on, keeper, path, {"on": f"{accepted:%Y-%m-%d}"}, tolerates=before)
    yield _complaints(clock(decided.date(), "16:30"), keeper, "reconsiderations/{remedy}/decision", ruled)
