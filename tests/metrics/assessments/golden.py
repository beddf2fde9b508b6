"""The units of the golden samples (D-5) as they would stand in the journal: lives of cases, and a register.

Department `dep-a` is sample A, `dep-b` B, `dep-c` C; the point `P-520422103-202` is the village point's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.intake.registry.demo import statements
from shared.contracts import Event
from shared.contracts.approval import LatenessExplained, ReviewServed
from shared.contracts.attendance import ShiftAbsent, ShiftCheckedIn, WindowConnected
from shared.contracts.duties import AdmissionStated, ProxyCatalogPublished, ProxyEntry
from shared.contracts.intake import SupplementRequested
from shared.contracts.limits import TimeLimit
from shared.contracts.people import ProxyEntrusted, ProxyHandedOver, ProxyReportedBack, ProxyResultReady
from shared.contracts.ratings import RatingFedBack, RatingInvited, RatingRectified
from shared.contracts.registry import Authorisation, ItemPublished, Text, VenueRegistered, Window
from shared.contracts.venues import DivisionRegistered
from tests.metrics.coverage.test_sets import SINCE, item
from tests.metrics.stories import TEN, Story, at, case_no

HALL, POINT, TOWN = "H-520422103", "P-520422103-202", "520422103"
DAY, DUE, LATE = "2026-10-12", "2026-10-26", "2026-10-27"
EARLY, STEADY = "2026-10-21", "2026-10-22"
TWO = TimeLimit(2, "working_days")


@dataclass(frozen=True, slots=True)
class Sample:
    """A department's numbers as D-5 writes them: kept and due, of each indicator."""

    name: str
    serial: int
    in_hall: tuple[int, int]
    on_time: tuple[int, int]
    early: tuple[int, int]
    instant: tuple[int, int]
    noticed: tuple[int, int]
    receipts: tuple[int, int]
    grades: tuple[int, ...]
    put_right: int
    true: int
    online: int
    negative: int
    duty: tuple[int, int]
    yellow: int


A = Sample(
    "dep-a", 1000, (9, 10), (114, 120), (40, 100), (58, 60), (29, 30), (118, 120), (40, 30, 8, 1, 1), 2, 1, 8, 5,
    (118, 120), 1,
)  # fmt: skip
B = Sample(
    "dep-b", 3000, (4, 4), (2, 2), (1, 2), (0, 0), (0, 0), (2, 2), (2, 0, 0, 0, 0), 0, 0, 4, 0, (60, 60), 0
)  # fmt: skip
C = Sample(
    "dep-c", 5000, (20, 20), (392, 400), (240, 350), (198, 200), (49, 50), (400, 400), (240, 40, 10, 0, 10), 9, 1, 19,
    12, (120, 120), 0,
)  # fmt: skip
SAMPLES = (A, B, C)


def lives(told: Sample) -> Iterator[Story]:
    """A department's cases, and its mornings at work."""
    rated = [grade for grade, many in enumerate(told.grades, 1) for _ in range(many)]
    for n in range(told.on_time[1]):
        case = _promised(told, n)
        yield _rated(case, rated[n], n, told) if n < len(rated) else case
    for n in range(told.instant[1]):
        day = DAY if n < told.instant[0] else "2026-10-13"
        yield Story(case_no(serial=told.serial + 1000 + n), told.name).received(DAY, "instant").completed(day, DAY)
    for n in range(told.true):
        number = f"520402109TS2026{told.serial + n:06d}"
        yield Story(number, told.name).complained(number).complaint_closed(number)
    yield from _at_work(told)


def _promised(told: Sample, n: int) -> Story:
    kept, of_three_days = n < told.on_time[0], n < told.early[1]
    case = Story(case_no(serial=told.serial + n), told.name)
    case.received(promised=TWO if kept and not of_three_days else TEN)
    if n < told.noticed[1]:
        whole = n < told.noticed[0]
        notice = SupplementRequested(notice_no="BZ1", defects=(), due=date(2026, 10, 19), in_time=whole)
        case.add(f"case/{case.case}", at(DAY), notice)
    case.accepted(recorded=DAY if n < told.receipts[0] else "2026-10-21")
    refused = n < told.negative
    case.decided((EARLY if n < told.early[0] else STEADY) if kept else LATE, "refused" if refused else "approved")
    if refused:
        served = ReviewServed(
            manner="window",
            served_on=date(2026, 10, 23),
            receipt_no="HZ1",
            due=date(2026, 11, 3),
            reconsideration_by=None,
            litigation_by=None,
            provisional=False,
            calendar=(),
        )
        case.add(f"review/{case.case}", at("2026-10-23"), served)
    if not kept:
        why = LatenessExplained(reasons="材料核验延误", due=date(2026, 10, 26), explained_on=date(2026, 10, 28))
        case.add(f"review/{case.case}", at("2026-10-28"), why)
        if n < told.on_time[0] + told.yellow:
            case.carded("yellow", LATE)
    return case


def _rated(case: Story, grade: int, n: int, told: Sample) -> Story:
    case.delivered("2026-10-28").rated(grade, "2026-10-29")
    if grade >= 4:
        in_time = sum(told.grades) - n <= told.put_right
        day = "2026-11-02" if in_time else "2026-11-06"
        done = RatingRectified(rectified_on=date.fromisoformat(day), due=date(2026, 11, 5), in_time=in_time)
        case.add(f"rating/{case.case}", at(day), done)
        case.add(f"rating/{case.case}", at(day, "10:00"), RatingFedBack(on=date.fromisoformat(day)))
    return case


def _at_work(told: Sample) -> Iterator[Story]:
    """Half days on the roster, two a day: somebody came, or nobody."""
    for n in range(told.duty[1]):
        day = (date(2026, 10, 8) + timedelta(days=n // 4)).isoformat()
        key = f"attendance/{HALL}-{told.name}-{day}-{n % 4}"
        yield Story(key, told.name, hall=HALL).add(
            key, at(day), _shift(HALL, day, "w-1", told.name, came=n < told.duty[0])
        )


def _shift(venue: str, day: str, post: str, department: str, *, came: bool) -> Event:
    on = date.fromisoformat(day)
    if not came:
        return ShiftAbsent(
            venue=venue, day=on, half="am", post=post, a="s", b="t", since=at(day), department=department
        )
    return ShiftCheckedIn(
        venue=venue,
        day=on,
        half="am",
        post=post,
        staff="s",
        standing="a",
        authorised=True,
        at=at(day),
        due_at=at(day),
        department=department,
    )


def register() -> Iterator[Event]:
    """A hall with every sample's items, and the village point."""
    items = [_item(told.name, told.serial + n, n < told.online) for told in SAMPLES for n in range(told.in_hall[1])]
    items += [replace(_item("dep-z", 9000 + n, True), village_proxy=True) for n in range(12)]
    undone = {f"IT-{A.serial + 9}"}
    windows = tuple(
        Window(f"w-{n}", Text("窗口"), name, tuple(mine), authorised=tuple(Authorisation(c, SINCE) for c in mine))
        for n, (name, mine) in enumerate(_by_department(items, undone).items(), 1)
    )
    yield VenueRegistered(
        id=HALL, kind="hall", name=Text("普定县马场镇政务服务中心"), division=TOWN, area_dm=8000, windows=windows
    )
    yield from items
    for each in items:
        yield AdmissionStated(
            hall=HALL, item=each.code, stage="entered", due_from=SINCE, entered_on=SINCE, basis="清单"
        )
    yield from _village(tuple(each.code for each in items if each.village_proxy))
    yield from (each for each in statements() if isinstance(each, DivisionRegistered))


def _item(department: str, number: int, online: bool) -> ItemPublished:
    made = item(number)
    depth = made.channels.online_depth if online else "1"
    return replace(made, department=department, channels=replace(made.channels, online_depth=depth))


def _by_department(items: Iterable[ItemPublished], undone: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in items:
        if each.code not in undone:
            found.setdefault(each.department, []).append(each.code)
    return found


def _village(carried: tuple[str, ...]) -> Iterator[Event]:
    """360 square metres, four of five machines and five lines that are up, eleven of twelve items on the list."""
    found = next(each for each in statements() if isinstance(each, VenueRegistered) and each.id == POINT)
    lines = tuple(Window(f"w-{n}", Text("窗口"), "", ()) for n in range(1, 6))
    yield replace(found, windows=lines)
    entries = tuple(ProxyEntry(item=code) for code in carried[:11])
    yield ProxyCatalogPublished(division=TOWN, entries=entries, document_no="马府发1号", effective_from=SINCE)


def village() -> Iterator[Story]:
    """28 of 30 handed over and 27 of 30 reported back in time, open 118 of 125 half days, 24 ratings worth 21.5."""
    for n in range(30):
        yield _carried(n)
    for n in range(125):
        day = (date(2026, 10, 8) + timedelta(days=n // 4)).isoformat()
        key = f"attendance/{POINT}-{day}-{n % 4}"
        yield Story(key, "", hall=POINT).add(key, at(day), _shift(POINT, day, "desk", "", came=n < 118))
    for n, grade in enumerate([1] * 19 + [2] * 2 + [3, 4, 5]):
        case = case_no(serial=80000 + n)
        invited = RatingInvited(
            department="dep-y", item="item", division=TOWN, delivered_on=date(2026, 10, 21), point=POINT
        )
        story = Story(case, "dep-y").add(f"rating/{case}", at("2026-10-21"), invited)
        yield story.rated(grade)


def _carried(n: int) -> Story:
    key = f"520422103DB2026{n + 1:06d}"
    due, report_due = date(2026, 10, 13), date(2026, 10, 21)
    handed, told = date(2026, 10, 13 if n < 28 else 14), date(2026, 10, 21 if n < 27 else 27)
    begun = ProxyEntrusted(
        item="i", point=POINT, hall=HALL, division=TOWN, person="p", entrusted_at=at(DAY), handover_due=due, agent="a"
    )
    over = ProxyHandedOver(handed_on=handed, due=due, in_time=handed <= due, hall=HALL, point=POINT)
    ready = ProxyResultReady(ready_on=date(2026, 10, 20), report_due=report_due, case_no=case_no())
    back = ProxyReportedBack(
        reported_on=told, due=report_due, in_time=told <= report_due, point=POINT, manner="at_home"
    )
    story, stream = Story(key, ""), f"proxy/{key}"
    for day, event in ((DAY, begun), (handed.isoformat(), over), ("2026-10-20", ready), (told.isoformat(), back)):
        story.add(stream, at(day), event)
    return story


def heard() -> Iterator[Story]:
    """The five lines of the point, up all along."""
    for n in range(1, 6):
        key = f"connectivity/{POINT}-w-{n}"
        yield Story(key, "").add(
            key, at("2026-10-08"), WindowConnected(venue=POINT, window=f"w-{n}", division=TOWN, at=at("2026-10-08"))
        )
