"""Numbers of the queue: one for several items, called by whoever may, passed only after calls, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.intake.queue.commands import Call, GiveBack, PassOver, Return, Serve, Take
from services.intake.queue.decider import TICKETS
from shared.contracts.hall_day import TicketCalled, TicketLeft, TicketReturned, TicketServed, TicketTaken
from shared.contracts.registry import Text, VenueRegistered, Window
from shared.testing.spec import meta_at, spec

HALL = VenueRegistered(
    id="H1",
    kind="hall",
    name=Text("旧州镇政务服务中心"),
    division="520402109",
    area_dm=8000,
    windows=(
        Window("W1", Text("人社"), "dep-rs", ("a", "b")),
        Window("W2", Text("医保"), "dep-yb", ("c",)),
        Window("W3", Text("综合"), "dep-zh", ("a", "b", "c"), comprehensive=True),
    ),
)


def at(clock: str, day: str = "2026-09-17") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


def meta(clock: str, day: str = "2026-09-17") -> Any:
    return meta_at(f"{day}T{clock}:00+08:00")


def take(clock: str = "08:31", **changes: Any) -> Take:
    said: dict[str, Any] = {
        "hall": HALL,
        "number": 7,
        "items": ("a", "c"),
        "opens": at("09:00"),
        "closes": at("17:00"),
        "early_minutes": 60,
        "most_items": 5,
    }
    return Take(meta=meta(clock), **(said | changes))


taken = TicketTaken(hall="H1", day=at("08:31").date(), number=7, items=("a", "c"), taken_at=at("08:31"))
called = TicketCalled(hall="H1", window="W1", called_at=at("09:02"), times=1, waited_minutes=31)


def test_one_number_is_for_several_items_and_is_given_before_the_doors_open() -> None:
    spec(TICKETS).when(take()).then(taken)
    spec(TICKETS).when(take(items=("a", "c", "a"))).then(taken)


def test_numbers_are_given_from_an_hour_before_opening_until_closing_on_open_days() -> None:
    spec(TICKETS).when(take("07:59")).rejected("hall_shut", "S2.2b")
    spec(TICKETS).when(take("17:00")).rejected("hall_shut")
    spec(TICKETS).when(take(opens=None, closes=None)).rejected("hall_shut")


def test_a_number_is_for_what_some_window_of_the_hall_takes_and_for_so_much_at_most() -> None:
    spec(TICKETS).when(take(items=())).rejected("no_items")
    spec(TICKETS).when(take(items=("a", "z"))).rejected("no_window_for_item")
    spec(TICKETS).when(take(most_items=1)).rejected("too_many_items")


def test_a_number_is_given_once() -> None:
    spec(TICKETS).given(taken).when(take()).rejected("number_taken")


def test_a_right_of_way_is_said_with_the_number() -> None:
    spec(TICKETS).when(take(priority="elder")).then(replace(taken, special=True, priority="elder"))


def test_a_window_calls_by_its_own_authority_or_as_a_comprehensive_one() -> None:
    spec(TICKETS).given(taken).when(Call(meta=meta("09:02"), hall=HALL, window="W1")).then(called)
    everything = spec(TICKETS).given(taken).when(Call(meta=meta("09:02"), hall=HALL, window="W3"))
    everything.then(replace(called, window="W3"))
    only_a = replace(taken, items=("a",))
    spec(TICKETS).given(only_a).when(Call(meta=meta("09:02"), hall=HALL, window="W2")).rejected("wrong_window")
    spec(TICKETS).given(taken).when(Call(meta=meta("09:02"), hall=HALL, window="W9")).rejected("wrong_window")


def test_the_same_window_calls_again_and_another_does_not() -> None:
    again = Call(meta=meta("09:04"), hall=HALL, window="W1")
    spec(TICKETS).given(taken, called).when(again).then(
        replace(called, called_at=at("09:04"), times=2, waited_minutes=33)
    )
    spec(TICKETS).given(taken, called).when(replace(again, window="W3")).rejected("called_elsewhere")


def test_what_one_window_cannot_do_waits_for_another_in_its_old_place() -> None:
    served = TicketServed(hall="H1", window="W1", items=("a",), remaining=("c",), served_at=at("09:11"))
    given = spec(TICKETS).given(taken, called)
    given.when(Serve(meta=meta("09:11"), hall=HALL, window="W1")).then(served)
    state = given.given(served).state()
    assert (state.status, state.remaining, state.since) == ("waiting", ("c",), at("08:31"))
    assert state.first_called_at == at("09:02")
    last = spec(TICKETS).given(taken, called, served, replace(called, window="W2", called_at=at("09:20")))
    last.when(Serve(meta=meta("09:30"), hall=HALL, window="W2")).then(
        TicketServed(hall="H1", window="W2", items=("c",), remaining=(), served_at=at("09:30"))
    )


def test_only_what_stands_on_the_number_is_done_and_only_by_whoever_called() -> None:
    given = spec(TICKETS).given(taken, called)
    given.when(Serve(meta=meta("09:11"), hall=HALL, window="W1", items=("b",))).rejected("not_on_ticket")
    given.when(Serve(meta=meta("09:11"), hall=HALL, window="W2")).rejected("not_called")
    spec(TICKETS).given(taken).when(Serve(meta=meta("09:11"), hall=HALL, window="W1")).rejected("not_called")


def test_a_number_is_passed_only_after_calls_and_comes_back_on_its_day() -> None:
    once = PassOver(meta=meta("09:05"), window="W1", least_calls=2)
    spec(TICKETS).given(taken, called).when(once).rejected("call_again_first")
    twice = spec(TICKETS).given(taken, called, replace(called, times=2))
    left = TicketLeft(hall="H1", left_at=at("09:05"), called=2)
    twice.when(once).then(left)
    gone = twice.given(left)
    gone.when(Call(meta=meta("09:06"), hall=HALL, window="W1")).rejected("ticket_over")
    gone.when(Return(meta=meta("09:40"))).then(TicketReturned(hall="H1", returned_at=at("09:40")))
    gone.when(Return(meta=meta("09:00", "2026-09-18"))).rejected("ticket_over")
    back = gone.given(TicketReturned(hall="H1", returned_at=at("09:40"))).state()
    assert (back.status, back.since, back.times) == ("waiting", at("09:40"), 0)


def test_a_waiting_number_can_be_given_back() -> None:
    spec(TICKETS).given(taken).when(GiveBack(meta=meta("08:50"))).then(TicketLeft(hall="H1", left_at=at("08:50")))
    spec(TICKETS).given(taken, called).when(GiveBack(meta=meta("09:10"))).rejected("ticket_over")


def test_nothing_is_done_to_a_number_nobody_took() -> None:
    spec(TICKETS).when(Call(meta=meta("09:02"), hall=HALL, window="W1")).rejected("unknown_ticket")
