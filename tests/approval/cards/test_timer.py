"""The timer at work: A10 through restarts, ticks, downtime and two workers; virtual calendars; facts that come late."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pymongo import MongoClient, monitoring

from services.approval.cards.timers import tick
from services.approval.cards.watch import Watch
from services.approval.service import Approval
from shared.contracts.duties import OutsideHandlingFound
from shared.contracts.intake import CaseDelivered
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import CalendarPublished
from shared.journal.errors import Conflict
from shared.journal.mongo_store import durable
from shared.numbers import case_number
from shared.testing.stack import eventually
from shared.timekeeping import official
from shared.timekeeping.years import content_hash
from tests.approval.cards.world import World, decided, moment
from tests.approval.samples import CASE, DIVISION, accepted, told
from tests.register import fill_register

WARN = ("warn/near_due", "2026-10-10 00:00")
YELLOW = ("yellow/promised_overdue", "2026-10-13 00:00")
RED = ("red/statutory_overdue", "2026-10-27 00:00")


@pytest.fixture
def world(approval: Approval) -> World:
    return World(approval, "2026-09-21T09:30")


def delivery(day: str) -> CaseDelivered:
    on = date.fromisoformat(day)
    return CaseDelivered(manner="window", delivered_on=on, department="dep-zr", item="LOCAL-13", division="520422103")


def test_a10_to_the_minute_with_a_restart_in_between(world: World) -> None:
    with world.working():
        world.accept("2026-09-21T09:30")
        world.clock.move_to(moment("2026-10-09T23:59"))
        assert world.settled(0) == []
        world.clock.move_to(moment("2026-10-10T00:00"))
        assert world.settled(1) == [WARN]
    with world.working():
        world.clock.move_to(moment("2026-10-12T23:59"))
        assert world.settled(1) == [WARN]
        world.clock.move_to(moment("2026-10-13T00:00"))
        assert world.settled(2) == [WARN, YELLOW]
        world.clock.move_to(moment("2026-10-27T00:00"))
        assert world.settled(3) == [WARN, YELLOW, RED]
    card = world.approval.load_cards(CASE).state.cards[1].issued
    assert (card.due, card.start, len(card.counted)) == (date(2026, 10, 12), date(2026, 9, 21), 10)
    assert next(each.day for each in card.skipped if each.reason == "public_holiday") == date(2026, 9, 25)
    assert (card.calendar, card.provisional) == ((official().years[2026].version,), False)


def test_a_second_tick_writes_nothing(world: World) -> None:
    with world.working():
        world.accept("2026-09-21T09:30")
    world.clock.move_to(moment("2026-10-13T00:00"))
    for _ in range(3):
        tick(Watch(world.approval))
        world.approval.database["card_watch"].update_one({"_id": CASE}, {"$set": {"look_at": "0"}})
    assert world.cards() == [WARN, YELLOW]


def test_after_a_week_of_downtime_every_card_comes_with_its_true_moment(world: World) -> None:
    with world.working():
        world.accept("2026-09-21T09:30")
    world.clock.move_to(moment("2026-10-14T10:00"))
    decided(world.approval, "2026-10-14T10:00")
    world.clock.move_to(moment("2026-10-16T08:30"))
    with world.working():
        assert world.settled(2) == [WARN, YELLOW]
    commit = world.approval.journal.store.stream(f"card/{CASE}")[1]
    assert commit.envelope().events[0].occurred_at == "2026-10-13T00:00:00+08:00"
    assert commit.envelope().recorded_at[:16] == "2026-10-16T08:30"


def test_two_workers_that_look_at_once_write_each_card_once(world: World) -> None:
    with world.working(workers=2):
        world.accept("2026-09-21T09:30")
        world.clock.move_to(moment("2026-10-27T00:00"))
        assert world.settled(3) == [WARN, YELLOW, RED]
    world.approval.database["card_watch"].update_one({"_id": CASE}, {"$set": {"look_at": "0"}})
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: tick(Watch(world.approval)), range(4)))
    assert world.cards() == [WARN, YELLOW, RED]


def test_a_case_that_is_decided_in_time_ends_its_warning_and_gets_no_yellow_card(world: World) -> None:
    with world.working():
        world.accept("2026-09-21T09:30")
        world.clock.move_to(moment("2026-10-12T16:00"))
        assert world.settled(1) == [WARN]
        decided(world.approval, "2026-10-12T16:00")
        world.clock.move_to(moment("2026-10-20T00:00"))
        assert world.settled(1) == [WARN]
        world.clock.move_to(moment("2026-10-27T00:00"))
        assert world.settled(2) == [WARN, ("yellow/service_overdue", "2026-10-27 00:00")]


def test_a_fact_that_comes_late_corrects_the_card_that_it_proves_wrong(world: World) -> None:
    with world.working():
        world.accept("2026-09-21T09:30")
        decided(world.approval, "2026-09-21T15:00")
        world.clock.move_to(moment("2026-10-14T09:00"))
        assert world.settled(1) == [("yellow/service_overdue", "2026-10-13 00:00")]
        world.intake(delivery("2026-10-12"), "2026-10-12T16:00")
        eventually(lambda: world.approval.load_cards(CASE).state.cards[0].correction)
    card = world.approval.load_cards(CASE).state.cards[0]
    assert (card.standing, card.correction and card.correction.ground) == ("corrected", "late_fact")
    assert world.cards() == [("yellow/service_overdue", "2026-10-13 00:00")]


def test_a_simulated_case_gets_its_cards_on_its_virtual_calendar_and_none_by_the_real_clock(world: World) -> None:
    with world.working():
        world.accept("2026-09-21T09:30", simulated=True)
        world.clock.move_to(moment("2027-03-01T00:00"))
        tick(Watch(world.approval))
        assert world.settled(0) == []
        world.intake(delivery("2026-10-13"), "2026-10-13T11:00", simulated=True)
        assert world.settled(2) == [WARN, YELLOW]
    (commit, _) = world.approval.journal.store.stream(f"card/{CASE}")
    assert (commit.envelope().clock, commit.envelope().recorded_at[:19]) == ("simulated", "2026-10-13T11:00:01")


@pytest.fixture
def register_restored(approval: Approval) -> Iterator[None]:
    """Whatever a test published, the next one finds the demonstration register."""
    yield
    for name in ("registry", "registry_versions"):
        approval.database[name].delete_many({})
    fill_register(approval.replica)


@pytest.mark.usefixtures("register_restored")
def test_a_published_calendar_moves_the_cards_that_have_not_come(world: World) -> None:
    with world.working():
        world.accept("2026-09-21T09:30")
        for off in ((), (date(2026, 10, 12),)):
            world.publish(year_2026(off), "2026-09-22T09:00", "calendar/2026")
        eventually(lambda: world.approval.replica.calendars()[0].doc_no == "test")
        world.clock.move_to(moment("2026-10-13T00:00"))
        assert world.settled(1) == [WARN]
        world.clock.move_to(moment("2026-10-14T00:00"))
        assert world.settled(2) == [WARN, ("yellow/promised_overdue", "2026-10-14 00:00")]


def year_2026(off: tuple[date, ...]) -> CalendarPublished:
    """Give the official year with further days off."""
    year = official().years[2026]
    days, worked = tuple(sorted({*year.off_days, *off})), tuple(sorted(year.work_weekends))
    return CalendarPublished(
        year=2026, status="official", doc_no="test", off_days=days, work_weekends=worked,
        hash=content_hash(2026, "official", "test", days, worked),
    )  # fmt: skip


def test_what_the_register_tells_was_handled_outside_a_hall_is_a_red_card_once(world: World) -> None:
    found = OutsideHandlingFound(
        id="2026-3", hall="H-520422103", item="LOCAL-13", department="dep-zr", handled_on=date(2026, 9, 18),
        found_on=date(2026, 9, 21), how="inspection", document_no="监2026-3", count=2,
    )  # fmt: skip
    with world.working():
        for _ in range(2):
            world.publish(found, "2026-09-21T09:00", "outside_handling/2026-3")
        eventually(lambda: world.cards("outside-2026-3"))
        world.accept("2026-09-21T09:30")
    assert world.cards("outside-2026-3") == [("red/outside_hall", "2026-09-21 00:00")]
    card = world.approval.load_cards("outside-2026-3").state.cards[0].issued
    assert (card.department, card.division, card.triggered_at) == ("dep-zr", "520422103", moment("2026-09-21T00:00"))


def test_one_case_that_cannot_be_counted_keeps_no_other_waiting(world: World) -> None:
    far = "52042210320260917000029"
    with world.working():
        world.accept("2026-09-21T09:30", far, promised=TimeLimit(9_000, "working_days"))
        world.accept("2026-09-21T09:30")
        world.clock.move_to(moment("2026-10-10T00:00"))
        assert world.settled(1) == [WARN]
    assert world.watched(far)["look_at"] > "2026-10-10T00:00"  # type: ignore[index]


class Commands(monitoring.CommandListener):
    """Counts what is asked of the database."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.names.append(event.command_name)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None: ...

    def failed(self, event: monitoring.CommandFailedEvent) -> None: ...


def test_a_tick_with_nothing_due_is_one_query(world: World, mongo_uri: str) -> None:
    with world.working():
        world.accept("2026-09-21T09:30")
        world.settled(0)
    listener = Commands()
    client: MongoClient[dict[str, Any]] = MongoClient(mongo_uri, event_listeners=[listener])
    database = durable(client, world.approval.database.name)
    watch = Watch(replace(world.approval, database=database))
    client.admin.command("ping")
    listener.names.clear()
    tick(watch)
    assert listener.names == ["find"]
    client.close()


def test_commits_heard_together_are_watched_as_if_heard_one_by_one(world: World, approval: Approval) -> None:
    """And where somebody changed a case meanwhile, nothing is taken for heard."""
    other = case_number(DIVISION, date(2026, 9, 17), 2)
    news = [
        told(accepted(), CASE, 1),
        told(accepted(), other, 1, simulated=True),
        told(delivery("2026-09-24"), CASE, 2),
        told(delivery("2026-09-24"), other, 2, simulated=True),
    ]
    watch = Watch(world.approval)
    kept = approval.database["card_watch"]

    def watched() -> list[dict[str, Any]]:
        found = [{**each, "rev": 0} for each in kept.find().sort("_id", 1)]
        kept.delete_many({})
        return found

    for each in news:
        watch.hear(each)
    one_by_one = watched()
    watch.hear_together(news)
    assert watched() == one_by_one
    watch.hear_together(news[:2])
    watch.hear_together(news)
    assert watched() == one_by_one
    watch.hear_together(news[:2])
    find = watch._documents.find

    def found_and_changed(*wanted: Any) -> list[dict[str, Any]]:
        before = list(find(*wanted))
        kept.update_one({"_id": CASE}, {"$inc": {"rev": 1}})
        return before

    watch._documents.find = found_and_changed  # type: ignore[method-assign, assignment]
    with pytest.raises(Conflict):
        watch.hear_together(news)
    watch._documents.find = find  # type: ignore[method-assign]
    for each in news:
        watch.hear(each)
    assert watched() == one_by_one
