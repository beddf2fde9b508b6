"""Village points: what they carry to the hall and back, and what they took down while they had no line. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from shared.simulation import hours
from shared.simulation.deeds import Deed
from shared.simulation.lives import Act, Life
from shared.simulation.scenes import habits, words
from shared.simulation.scenes.days import Run

CAME_OUT = (Act.COMPLETE, Act.DECIDE, Act.REFUSE, Act.REDIRECT, Act.WITHDRAW)
"""Acts by which a case comes out, so that the village is to hear of it."""


def carried(run: Run, life: Life, deeds: tuple[Deed, ...], dice: Random) -> tuple[Deed, ...]:
    """Entrusted to the point, handed over within a working day, reported back within another; some too late.

    Where a hall has no point, or its point nobody, the application stays as it came.
    """
    point = next((v.id for v in run.scene.venues if v.kind == "point" and v.hall == life.offer.hall), "")
    if not point:
        return deeds
    agent = run.staff.one("village_agent", hall=point)
    at = deeds[0].at
    late = dice.random() < habits.PROXY_LATE
    took = hours.on(run.calendar.working_days_before(at.date(), 3 if late else 1), dice.random())
    given = {
        "item": life.offer.item.code,
        "applicant": words.applicant(life.applicant),
        "materials": list(life.steps[0].said["materials"]),
    }
    counts = ((point, "handover_missed" if late else "handover_met"),)
    assert isinstance(deeds[0].body, dict)
    first = replace(deeds[0], body={**deeds[0].body, "proxy": "{proxy}"})
    return (
        _intake(took, agent, "proxy-mandates", given, learns={"proxy": "proxy_no"}),
        _intake(at, agent, "proxy-mandates/{proxy}/handover", {"register": False}, counts=counts),
        first,
        *deeds[1:],
        *_reported(run, life, deeds, agent, point, dice),
    )


def _reported(run: Run, life: Life, deeds: tuple[Deed, ...], agent: str, point: str, dice: Random) -> Iterator[Deed]:
    came = next((deed.at for deed, step in zip(deeds, life.steps, strict=True) if step.act in CAME_OUT), None)
    if came is None:
        return
    late = dice.random() < habits.PROXY_LATE
    at = run.next_day(came, 3, dice.random()) if late else run.after(came, 40, 150, dice)
    yield _intake(
        at,
        agent,
        "proxy-mandates/{proxy}/report",
        {"manner": dice.choice(("by_phone", "face_to_face", "at_home")), "ends": True},
        counts=((point, "report_missed" if late else "report_met"),),
        waits_for=frozenset({"no_result_yet"}),
    )


def _intake(at: datetime, account: str, path: str, body: dict[str, Any], **more: Any) -> Deed:
    return Deed(at=at, account=account, service="intake", path=f"/api/v1/{path}", body=body, **more)
