"""What a hall does for people besides their cases: questions, home visits, the special channel, broken appointments.

Pure. Some of each is done in time, some too late, some not granted; so every figure has both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shared.simulation.deeds import Deed, Story
from shared.simulation.people import person
from shared.simulation.scene import Offer
from shared.simulation.scenes import words
from shared.simulation.scenes.beside import FULL
from shared.simulation.scenes.days import Run, clock

HOUR = timedelta(hours=1)
AT_HOME = ("LOCAL-08", "LOCAL-09")
"""Items for which somebody is visited."""


def errands(run: Run) -> Iterator[Story]:
    """Give what happens beside cases, day by day."""
    for number, day in run.numbered():
        for n in range(2):
            yield _asked(run, number + n, day, n)
        if number % 2 == 0:
            yield _visited(run, number // 2, day)
        if number % 3 == 0:
            yield _special(run, number // 3, day)
        if number % 4 == 1 and number + 1 < len(run.days):
            yield _called_off(run, number // 4, day, run.days[number + 1])


def _post(at: datetime, account: str, path: str, body: Mapping[str, Any], **more: Any) -> Deed:
    return Deed(at=at, account=account, service="intake", path=f"/api/v1/{path}", body=body, **more)


def _offer(run: Run, number: int, *items: str) -> Offer:
    """Give one of the offers, of some items where they are named, in turn."""
    found = run.scene.offers_of(*items) if items else run.scene.offers
    return found[number % len(found)]


def _clerk(run: Run, offer: Offer) -> str:
    return run.staff.one("window_clerk", unit=offer.item.department)


# -- questions ----------------------------------------------------------------


def _asked(run: Run, number: int, day: date, n: int) -> Story:
    """At a desk, by telephone or online; answered on the day, shown the way, or answered a day late."""
    dice, offer = run.dice("asked", day, n), _offer(run, number * 7 + n)
    asked, at, clerk = words.question(dice), run.after(clock(day, "09:30"), 0, 240, dice), _clerk(run, offer)
    asked |= {"item": ""} if all(o.hall != offer.hall for o in run.scene.offers_of(asked["item"])) else {}
    kept, late = ((offer.hall, "consultation_met"),), ((offer.hall, "consultation_missed"),)
    later = run.after(at, 10, 25, dice)
    told = {"answer": words.ANSWER}
    if number % 3 == 0:
        deeds = [_post(at, clerk, "consultations/desk", {**asked, **told, "channel": "desk"}, counts=kept)]
    elif number % 3 == 1:
        body = {**asked, "channel": "phone", "window": offer.window}
        deeds = [
            _post(at, clerk, "consultations/desk", body, learns={"question": "number"}),
            _post(later, clerk, "consultations/{question}/takeover", {}, counts=kept),
        ]
    else:
        slow = number % 4 == 1
        when = run.next_day(at, 1) if slow else later
        deeds = [
            _post(at, "citizen", "consultations", {**asked, "hall": offer.hall}, learns={"question": "number"}),
            _post(when, clerk, "consultations/{question}/responsibility", {}),
            _post(when + HOUR / 12, clerk, "consultations/{question}/answer", told, counts=late if slow else kept),
        ]
    return Story(f"asked/{day}/{n}", tuple(deeds))


# -- home visits --------------------------------------------------------------


def _visited(run: Run, number: int, day: date) -> Story:
    """Two people go where somebody cannot come; a ground that is not the rulebook's is approved, or not."""
    offer, dice = _offer(run, number, *AT_HOME), run.dice("visit", day)
    department, hall = offer.item.department, offer.hall
    other, late, refused = number % 3 == 2, number % 5 == 3, number % 6 == 5
    at = clock(day, "10:05")
    asked = {
        "hall": hall,
        "item": offer.item.code,
        "ground": "other" if other else dice.choice(("disabled", "bedridden", "immobile")),
        "applicant": words.applicant(person(dice, day)),
        "address": words.ADDRESS,
    }
    deeds = [_post(at, "citizen", "home-visits", asked, learns={"visit": "number"})]
    approver, clerk = run.staff.one("approver", unit=department), _clerk(run, offer)
    if other:
        said = {"granted": not refused, "reasons": words.APPROVED[not refused]}
        deeds.append(_post(at + HOUR, approver, "home-visits/{visit}/approval", said))
    if not refused:
        two = [clerk, run.staff.one("reviewer", unit=department)]
        on, done = run.next_day(at, 3), run.next_day(at, 7 if late else 3, 0.6)
        count = ((hall, "visit_missed" if late else "visit_met"),)
        deeds += [
            _post(at + 2 * HOUR, clerk, "home-visits/{visit}/schedule", {"day": f"{on:%Y-%m-%d}", "staff": two}),
            _post(done, clerk, "home-visits/{visit}/completion", {}, counts=count),
        ]
    return Story(f"visit/{day}", tuple(deeds))


# -- the special channel ------------------------------------------------------


def _special(run: Run, number: int, day: date) -> Story:
    """Asked for at a window, and answered within 24 hours, or too late; granted, or not."""
    offer, dice = _offer(run, number * 5), run.dice("special", day)
    at, late, granted = clock(day, "09:20"), number % 4 == 3, number % 3 != 2
    body = {
        "hall": offer.hall,
        "item": offer.item.code,
        "ground": "livelihood",
        "applicant": words.applicant(person(dice, day)),
        "project": words.PROJECT,
    }
    said = {"granted": granted, "reasons": words.GRANTED[granted], "simplified": ["queue_first"] if granted else []}
    when = run.next_day(at, 2) if late else run.after(at, 60, 300, dice)
    approver = run.staff.one("approver", unit=offer.item.department)
    counts = ((offer.hall, "special_missed" if late else "special_met"),)
    deeds = (
        _post(at, _clerk(run, offer), "special-channel", body, learns={"special": "number"}),
        _post(when, approver, "special-channel/{special}/answer", said, counts=counts),
    )
    return Story(f"special/{day}", deeds)


# -- appointments that are not kept -------------------------------------------


def _called_off(run: Run, number: int, day: date, then: date) -> Story:
    """A hall gives its word back on the evening before; the applicant does, every other time, and nothing is owed."""
    offer, dice = _offer(run, number * 3), run.dice("called_off", day)
    begins = clock(then, "15:00")
    body = {
        "hall": offer.hall,
        "item": offer.item.code,
        "begins": begins.isoformat(),
        "applicant": words.applicant(person(dice, day)),
    }
    hall = number % 2 == 0
    units = (offer.hall, offer.item.department)
    deeds = (
        _post(clock(day, "11:30"), "citizen", "appointments", body, learns={"appointment": "number"}, tolerates=FULL),
        _post(
            begins - 20 * HOUR,
            _clerk(run, offer) if hall else "citizen",
            "appointments/{appointment}/cancellation",
            {"reason": words.CALLED_OFF} if hall else {},
            counts=tuple((unit, "appointment_missed") for unit in units) if hall else (),
        ),
    )
    return Story(f"word/{day}", deeds)
