"""Old event versions are read as new ones, step by step; where a step is missing nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from shared.contracts import CATALOGUE, Event, event
from shared.journal.errors import UnknownEvent
from shared.journal.upcasting import UPCASTERS, upcast


@event("tale.told", v=3)
class Told(Event):
    """A tale, at its third telling."""

    words: int
    tongue: str


TABLE = {
    ("tale.told", 1): lambda data: {"words": data["length"]},
    ("tale.told", 2): lambda data: {**data, "tongue": "zh"},
}


def test_an_old_version_goes_through_every_step() -> None:
    assert upcast("tale.told", 1, {"length": 7}, TABLE) == ("tale.told", {"words": 7, "tongue": "zh"})
    assert upcast("tale.told", 2, {"words": 7}, TABLE) == ("tale.told", {"words": 7, "tongue": "zh"})


def test_the_newest_version_stays_as_it_is() -> None:
    assert upcast("tale.told", 3, {"words": 7, "tongue": "en"}, TABLE)[1] == {"words": 7, "tongue": "en"}


@pytest.mark.parametrize(("type_name", "v"), [("tale.sung", 1), ("tale.told", 4)])
def test_what_nobody_declared_is_not_guessed(type_name: str, v: int) -> None:
    with pytest.raises(UnknownEvent):
        upcast(type_name, v, {}, TABLE)


def test_a_missing_step_is_not_jumped_over() -> None:
    with pytest.raises(UnknownEvent):
        upcast("tale.told", 1, {"length": 7}, {("tale.told", 2): TABLE["tale.told", 2]})


def test_the_bytes_given_are_not_changed() -> None:
    stored: dict[str, Any] = {"words": 7}
    upcast("tale.told", 2, stored, TABLE)
    assert stored == {"words": 7}


def test_every_published_event_can_be_reached_from_every_version_it_had() -> None:
    for name, declared in CATALOGUE.items():
        if declared.__module__.startswith("shared.contracts."):
            assert all((name, v) in UPCASTERS for v in range(1, declared.v))
