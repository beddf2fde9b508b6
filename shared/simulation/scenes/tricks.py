"""A department that games: it plays the tricks that the lists against gaming look for (D-7), so that they show. Pure.

All of it is planted, by one department (`habits.GAMING`) and every ten working days; docs/simulation.md says so. Market
days in name only (G12), tickets passed around (G13) and bad ratings set aside (G8) are scenes of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from shared.simulation import hours
from shared.simulation.deeds import Deed, Story
from shared.simulation.people import Person, person
from shared.simulation.scenes import words
from shared.simulation.scenes.days import Run, clock
from shared.simulation.scenes.scans import scan
from shared.simulation.scenes.windows import Window
from shared.timekeeping.quarters import next_quarter

EVERY = 10
"""Working days between two rounds of tricks."""

AT_ONCE, PROMISED, SOON = "LOCAL-10", "LOCAL-09", "LOCAL-05"
"""What the department takes: done at once, promised in ten working days, promised in seven."""

MINUTE = timedelta(minutes=1)
SUSPENDED = 6
"""How many cases of a round have their clock stopped."""

LAST_DAYS = 3
"""How many cases of a day lie until their last day."""

WASHED = 2
"""How many bad ratings of a round are set aside."""

EXEMPT = ("LOCAL-04", "LOCAL-06")
"""Items the department has declared unfit for handling online (G9)."""

STOPPED = frozenset({"second_notice", "wrong_state"})
"""How the rules answer a second notice, and how they do once the case has gone on: a refusal is not remembered."""

TABLET = "5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e"
"""The one device on which a row of good ratings is given (G7)."""


def tricks(run: Run) -> Iterator[Story]:
    """Give the planted tricks."""
    for number, day in run.numbered():
        for n in range(LAST_DAYS):
            yield Story(f"trick/last_day/{day}/{n}", tuple(_on_the_last_day(run, day, n)))
        if number % EVERY:
            continue
        if number == 0:
            yield Story("trick/exempt", tuple(_exempt(run, day)))
            yield Story("trick/after_the_quarter", tuple(_after_the_quarter(run, day)))
        for n in range(WASHED):
            yield Story(f"trick/washed/{day}/{n}", tuple(_washed(run, day, n)))
        for n in range(SUSPENDED):
            yield Story(f"trick/stopped/{day}/{n}", tuple(_stopped(run, day, n)))
        for trick in (_handed_in_again, _registered_late, _split, _asked_twice, _rated_in_a_row, _entered_afterwards):
            yield Story(f"trick{trick.__name__}/{day}", tuple(sorted(trick(run, day), key=_when)))


def _when(deed: Deed) -> datetime:
    return deed.at


def _window(run: Run, item: str, name: str = "") -> Window:
    return Window(run, run.scene.offers_of(item)[0], name)


def _person(run: Run, day: date, *names: object) -> Person:
    return person(run.dice("trick", day, *names), day)


def _exempt(run: Run, day: date) -> Iterable[Deed]:
    """G9: exemptions that shrink what counts."""
    for n, item in enumerate(EXEMPT):
        body = {
            "id": f"EX-SIM-{day.year}-{n + 1:02d}",
            "hall": run.scene.offers_of(item)[0].hall,
            "item": item,
            "scope": "online",
            "ground": "not_online",
            "reason": "须当面核对家庭成员情况（示例）",
            "approved_by": "西秀区人民政府（示例）",
            "approver_level": "4",
            "document_no": f"西府函〔{day.year}〕{90 + n}号（示例）",
            "approved_on": day.isoformat(),
            "effective_from": day.isoformat(),
            "effective_to": day.replace(year=day.year + 1).isoformat(),
        }
        at = clock(day, "08:20") + n * MINUTE
        yield Deed(at=at, account=run.staff.one("admin"), service="intake", path="/api/v1/exemptions", body=body)


def _stopped(run: Run, day: date, n: int) -> Iterable[Deed]:
    """G1: the clock stands for an expert review that nobody needs; every other time no result ever comes."""
    window, at = _window(run, PROMISED), clock(day, "10:31") + 7 * n * MINUTE
    reviewer = run.staff.one("reviewer", unit=window.department)
    stands = {"procedure": "expert_review", "needed": {"value": 8, "unit": "working_days"}}
    ended = {"procedure": "expert_review"} | (
        {"result_document": f"评审意见〔{day.year}〕{n + 1}号（示例）", "result": "无异议（示例）"}
        if n % 2
        else {"reason": "未收到评审意见，停表作废（示例）"}
    )
    later, end = run.next_day(at, 1, 0.2), run.next_day(at, 6, 0.2)
    decided = run.next_day(at, 9, 0.4)
    return (
        window.received(at, _person(run, day, "stopped", n)),
        window.act(at + 4 * MINUTE, "acceptance", counts="accepted"),
        window.review(later, reviewer, "suspensions", stands),
        window.review(end, reviewer, "resumption", ended),
        *window.reviewed(decided - 30 * MINUTE, decided, run.next_day(decided, 1, 0.3)),
    )


def _on_the_last_day(run: Run, day: date, n: int) -> Iterable[Deed]:
    """G2: nothing is done until the promised day, and everything on it."""
    window, at = _window(run, PROMISED), clock(day, "09:50") + 5 * n * MINUTE
    decided = hours.on(run.calendar.add_working_days(day, window.offer.item.promised.value), 0.9)
    return (
        window.received(at, _person(run, day, "last", n)),
        window.act(at + 3 * MINUTE, "acceptance", counts="accepted"),
        *window.reviewed(decided - 20 * MINUTE, decided, run.next_day(decided, 1, 0.4)),
    )


def _washed(run: Run, day: date, n: int) -> Iterable[Deed]:
    """G8: a bad rating is called a mistake at once by a friendly handler; a second look overturns every other one."""
    window, at = _window(run, AT_ONCE, "_w"), clock(day, "15:35") + 9 * n * MINUTE
    bad = {"case_no": window.case, "query_code": window.code, "grade": 5, "channel": "online"}
    handler = run.staff.one("complaint_handler", division=window.offer.division[:6])
    upheld = "no" if n % 2 == 0 else "yes"

    def voice(at: datetime, account: str, path: str, said: dict[str, Any], **more: Any) -> Deed:
        return window.deed(at, "complaints", f"/api/v1/ratings{path}", said, account=account, **more)

    rated, set_aside = run.next_day(at, 1, 0.2 + n / 4), run.next_day(at, 2, 0.3 + n / 4)
    waits, device = frozenset({"not_your_case", "not_invited"}), f"{n}{day:%Y%m%d}".ljust(32, "c")
    counts, case = ((window.department, "rated"),), f"/{window.case}"
    return (
        window.received(at, _person(run, day, "washed", n)),
        *window.done_at_once(at + 2 * MINUTE, at + 5 * MINUTE),
        voice(rated, "citizen", "", bad, counts=counts, waits_for=waits, device=device),
        voice(
            set_aside,
            handler,
            f"{case}/exclusion",
            {"reason": "mistaken", "reasons": words.MISTAKEN},
            tolerates=words.SET_ASIDE,
        ),
        voice(
            run.next_day(set_aside, 3),
            run.staff.one("auditor"),
            f"{case}/recheck",
            {"upheld": upheld, "reasons": words.RECHECKED[upheld]},
            tolerates=words.LOOKED_AT,
        ),
    )


def _after_the_quarter(run: Run, day: date) -> Iterable[Deed]:
    """G14: when the quarter is over and before its figures are frozen, a case is entered into it from paper."""
    over = next_quarter(day) - hours.DAY
    came = hours.on(run.calendar.working_days_before(next_quarter(day), 1), 0.5)
    at = clock(run.calendar.add_working_days(over, 3), "10:15")
    window, said = _window(run, AT_ONCE), {"occurred_at": came.isoformat()}
    paper = {"reason": "季末补录纸质登记（示例）", "paper_no": f"ZZ-{over:%Y%m%d}-9"}
    received = window.received(at, _person(run, day, "over"), backfill=paper, **said)
    return (received, *window.done_at_once(at + 3 * MINUTE, at + 6 * MINUTE))


def _handed_in_again(run: Run, day: date) -> Iterable[Deed]:
    """G3: withdrawn by the window near the promised day, without the applicant, and handed in anew."""
    first, second = _window(run, SOON), _window(run, SOON, "_again")
    who, at = _person(run, day, "again"), clock(day, "10:50")
    gone, back = run.next_day(at, 7, 0.9), run.next_day(at, 8, 0.2)
    decided = run.next_day(back, 4)
    return (
        first.received(at, who),
        first.act(at + 3 * MINUTE, "acceptance", counts="accepted"),
        first.act(gone, "withdrawal", {"reason": "窗口代为撤回（示例）", "confirmed": False}),
        second.received(back, who),
        second.act(back + 3 * MINUTE, "acceptance", counts="accepted"),
        *second.reviewed(run.next_day(back, 3), decided, run.next_day(decided, 1)),
    )


def _registered_late(run: Run, day: date) -> Iterable[Deed]:
    """G4: the papers lay in a drawer for three working days before anybody registered them."""
    window, at = _window(run, AT_ONCE), clock(day, "11:12")
    came = hours.on(run.calendar.working_days_before(day, 3), 0.2)
    said = {"occurred_at": came.isoformat()}
    who = _person(run, day, "late")
    return (window.received(at, who, **said), *window.done_at_once(at + 5 * MINUTE, at + 9 * MINUTE))


def _split(run: Run, day: date) -> Iterable[Deed]:
    """G5: one matter becomes three cases: the same scan is handed in with the second, and used again for the third."""
    who, at, page = _person(run, day, "split"), clock(day, "14:05"), scan(run.dice("trick", day, "scan"))
    deeds: list[Deed] = []
    for n, name in enumerate(("", "_more", "_most")):
        window, begin = _window(run, AT_ONCE, name), at + 8 * n * MINUTE
        again = {"reuse": ["{paper}"]} if name == "_most" else {}
        deeds.append(window.received(begin, who, meant_twice=bool(n), **again))
        if not again:
            paper = {"paper": "id"} if n == 0 else {}
            deeds.append(window.paper(begin + MINUTE, page, learns=paper))
        deeds += window.done_at_once(begin + 2 * MINUTE, begin + 5 * MINUTE)
    return deeds


def _asked_twice(run: Run, day: date) -> Iterable[Deed]:
    """G6: a second notice about what lay there at the first; the rules stop it, and that it was tried stays."""
    window, at = _window(run, PROMISED), clock(day, "14:40")
    codes = [material.code for material in window.offer.item.materials if not material.tolerable]
    shown, lacking = codes[:1], codes[1:]
    rest = [m.code for m in window.offer.item.materials if m.code not in lacking]
    notice = {"defects": [{"material": code, "problem": "未提交"} for code in lacking]}
    again = {"defects": [{"material": code, "problem": "复印件不清晰，无法辨认"} for code in shown]}
    back = run.next_day(at, 2)
    decided = run.next_day(back, 5)
    return (
        window.received(at, _person(run, day, "twice"), materials=rest),
        window.act(at + 4 * MINUTE, "supplement-notice", notice),
        window.act(run.next_day(at, 1), "supplement-notice", again, tolerates=STOPPED),
        window.act(back, "supplements", {"materials": lacking}),
        window.act(back + 3 * MINUTE, "acceptance", counts="accepted"),
        *window.reviewed(run.next_day(back, 4), decided, run.next_day(decided, 1)),
    )


def _rated_in_a_row(run: Run, day: date) -> Iterable[Deed]:
    """G7: the window taps the best grade for three people on one device, within a minute."""
    at, deeds = clock(day, "15:02"), []
    for n, name in enumerate(("_a", "_b", "_c")):
        window, begin = _window(run, AT_ONCE, name), at + 6 * n * MINUTE
        deeds.append(window.received(begin, _person(run, day, "row", n)))
        deeds += window.done_at_once(begin + 2 * MINUTE, begin + 4 * MINUTE)
        deeds.append(_tapped(run, window, at + 25 * MINUTE + 15 * n * timedelta(seconds=1)))
    return deeds


def _tapped(run: Run, window: Window, at: datetime) -> Deed:
    device = run.staff.one("window_device", hall=window.offer.hall)
    said: dict[str, Any] = {"case_no": window.case, "query_code": window.code, "grade": 1, "channel": "terminal"}
    return window.deed(
        at,
        "complaints",
        "/api/v1/ratings",
        said,
        account=device,
        counts=((window.department, "rated"),),
        waits_for=frozenset({"not_your_case", "not_invited"}),
        device=TABLET,
    )


def _entered_afterwards(run: Run, day: date) -> Iterable[Deed]:
    """G14: entered from paper when everything was over."""
    window, at = _window(run, AT_ONCE), clock(day, "16:10")
    paper = {"reason": "当日停电，先用纸质登记（示例）", "paper_no": f"ZZ-{day:%Y%m%d}-1"}
    received = window.received(at, _person(run, day, "paper"), backfill=paper)
    return (received, *window.done_at_once(at + 3 * MINUTE, at + 6 * MINUTE))
