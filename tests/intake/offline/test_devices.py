"""Rules of devices and packets, as given / when / then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from services.intake.offline.commands import (
    GrantBlock,
    RecordPacket,
    RegisterDevice,
    RequestDevice,
    RevokeDevice,
    SettleEntry,
)
from services.intake.offline.decider import DEVICES, PACKETS
from services.intake.offline.slips import Held, captured, fingerprint_of, granted, numbers
from services.intake.offline.state import Device, Standing
from shared.contracts import Event
from shared.contracts.offline import (
    DeviceBlockGranted,
    DeviceRegistered,
    DeviceRequested,
    DeviceRevoked,
    EntryResult,
    PacketEntryHeld,
    PacketEntrySettled,
)
from shared.contracts.registry import Text, VenueRegistered
from shared.testing.spec import Spec, meta_at
from shared.timekeeping import official

NOW = datetime.fromisoformat("2026-09-17T09:00:00+08:00")
KEY = "A" * 43
POINT = VenueRegistered(
    id="P-1", kind="point", name=Text("示例村便民服务点"), division="520402109201", area_dm=600, hall="H-1", windows=()
)
SHOWN = DeviceRequested(
    point="P-1", hall="H-1", division="520402109201", public_key=KEY, label="平板", requested_at=NOW
)
REGISTERED = DeviceRegistered(point="P-1", hall="H-1", division="520402109201", registered_at=NOW)
BLOCK = DeviceBlockGranted(point="P-1", township="520402109", year=2026, first=1, last=200, granted_at=NOW)
REVOKED = DeviceRevoked(point="P-1", reason="lost", revoked_at=NOW)


def spec(*given: Event) -> Spec[Device]:
    return Spec(DEVICES, given)


def show(**fields: Any) -> RequestDevice:
    return RequestDevice(
        **{"meta": meta_at(), "point": POINT, "place": "P-1", "public_key": KEY, "label": "平板", **fields}
    )


def register(fingerprint: str = fingerprint_of(KEY), desk: str = "H-1") -> RegisterDevice:
    return RegisterDevice(meta=meta_at(), desk=desk, fingerprint=fingerprint)


def block(place: str = "P-1") -> GrantBlock:
    return GrantBlock(meta=meta_at(), place=place, township="520402109", year=2026, first=1, last=200)


def test_an_agent_shows_a_device_of_their_own_point() -> None:
    spec().when(show()).then(SHOWN)
    spec().when(show(place="P-2")).rejected("wrong_point")
    spec().when(show(point=replace(POINT, kind="hall"))).rejected("wrong_point")


def test_what_is_shown_is_a_key_and_shown_once() -> None:
    spec().when(show(public_key="!" * 43)).rejected("bad_device_key")
    spec(SHOWN).when(show()).rejected("device_known")


def test_the_centre_registers_what_it_has_compared() -> None:
    spec(SHOWN).when(register()).then(REGISTERED)
    spec(SHOWN).when(register(fingerprint_of(KEY).lower().replace(" ", ""))).then(REGISTERED)
    spec(SHOWN).when(register("0000 0000 0000 0000 0000")).rejected("wrong_fingerprint")
    spec(SHOWN).when(register(desk="H-2")).rejected("wrong_hall_for_clerk")
    spec().when(register()).rejected("unknown_device")
    spec(SHOWN, REGISTERED).when(register()).rejected("device_not_waiting")


def test_numbers_are_given_to_registered_devices_of_ones_own_point_a_few_times_a_day() -> None:
    spec(SHOWN, REGISTERED).when(block()).then(BLOCK)
    spec(SHOWN).when(block()).rejected("device_not_registered")
    spec(SHOWN, REGISTERED, REVOKED).when(block()).rejected("device_revoked")
    spec(SHOWN, REGISTERED).when(block("P-2")).rejected("wrong_point")
    spec(SHOWN, REGISTERED, BLOCK, BLOCK, BLOCK).when(block()).rejected("too_many_blocks")


def test_a_device_is_revoked_by_its_own_hall_once_also_before_it_was_registered() -> None:
    lost = RevokeDevice(meta=meta_at(), desk="H-1", reason="lost")
    spec(SHOWN).when(lost).then(REVOKED)
    spec(SHOWN, REGISTERED).when(lost).then(REVOKED)
    spec(SHOWN, REVOKED).when(lost).rejected("device_revoked")
    spec(SHOWN).when(replace(lost, desk="H-2")).rejected("wrong_hall_for_clerk")
    assert spec(SHOWN, REGISTERED, REVOKED).state().standing is Standing.REVOKED


HELD = PacketEntryHeld(
    slip_no="520402109LS2026000002", item="I-1", applicant=None, materials=(), captured_at=NOW, code="unknown_item"
)
RESULTS = (
    EntryResult(slip_no="520402109LS2026000001", outcome="received", case_no="C-1", captured_at=NOW, late=True),
    EntryResult(slip_no=HELD.slip_no, outcome="held", code="unknown_item", captured_at=NOW),
    EntryResult(slip_no="520402109LS2026000003", outcome="duplicate", case_no="C-0"),
)
RECORD = RecordPacket(
    meta=meta_at(),
    packet="p" * 32,
    point="P-1",
    division="520402109201",
    hall="H-1",
    signed_by="D-1",
    via="online",
    results=RESULTS,
    held=(HELD,),
)


def imported() -> tuple[Event, ...]:
    return tuple(PACKETS.decide(PACKETS.initial(), RECORD))


def test_a_packet_tells_how_many_came_before_are_held_and_late_and_between_which_times() -> None:
    fact, held = imported()
    assert held == HELD
    told = {name: getattr(fact, name) for name in ("entries", "duplicates", "held", "late", "captured_from")}
    assert told == {"entries": 3, "duplicates": 1, "held": 1, "late": 1, "captured_from": NOW}


def test_the_same_packet_again_brings_nothing_new() -> None:
    Spec(PACKETS, imported()).when(RECORD).then()


def settle(**fields: Any) -> SettleEntry:
    given = {"meta": meta_at(), "desk": "H-1", "slip_no": HELD.slip_no, "case_no": "C-2", "reason": ""}
    return SettleEntry(**{**given, **fields})


def test_a_held_entry_becomes_a_case_or_is_dropped_with_a_reason_once() -> None:
    done = PacketEntrySettled(slip_no=HELD.slip_no, case_no="C-2", reason="", settled_at=NOW)
    Spec(PACKETS, imported()).when(settle()).then(done)
    Spec(PACKETS, imported()).when(settle(case_no="", reason="not_ours")).then(
        PacketEntrySettled(slip_no=HELD.slip_no, case_no="", reason="not_ours", settled_at=NOW)
    )
    Spec(PACKETS, imported()).when(settle(reason="not_ours")).rejected("settle_one_way")
    Spec(PACKETS, imported()).when(settle(case_no="")).rejected("settle_one_way")
    Spec(PACKETS, imported()).when(settle(desk="H-2")).rejected("wrong_hall_for_clerk")
    Spec(PACKETS, imported()).when(settle(slip_no="520402109LS2026000001")).rejected("not_held")
    Spec(PACKETS, (*imported(), done)).when(settle()).rejected("not_held")
    Spec(PACKETS).when(settle()).rejected("wrong_hall_for_clerk")


def test_a_slip_is_granted_within_its_block_and_nowhere_else() -> None:
    device = spec(SHOWN, REGISTERED, BLOCK).state()
    assert granted(device, numbers(BLOCK)[0])
    assert granted(device, numbers(BLOCK)[-1])
    for other in (
        "520402109LS2026000201",
        "520402109LS2025000001",
        "520422103LS2026000001",
        "520402109SL2026000001",
        "",
    ):
        assert not granted(device, other)


@pytest.mark.parametrize(
    ("told", "late"),
    [("2026-09-16T23:59:00+08:00", False), ("2026-09-15T23:59:00+08:00", True), ("2026-09-12T10:00:00+08:00", True)],
)
def test_late_is_more_than_one_working_day_by_the_calendar(told: str, late: bool) -> None:
    device = replace(spec(SHOWN, REGISTERED).state(), registered_at=datetime.fromisoformat("2026-09-01T00:00:00+08:00"))
    assert captured(told, device, NOW, official()).late is late


def test_a_time_with_another_offset_is_the_same_moment() -> None:
    device = replace(spec(SHOWN, REGISTERED).state(), registered_at=datetime.fromisoformat("2026-09-01T00:00:00+08:00"))
    assert captured("2026-09-17T00:30:00+00:00", device, NOW, official()).at.isoformat() == "2026-09-17T08:30:00+08:00"
    with pytest.raises(Held, match="captured_in_future"):
        captured("2026-09-17T02:00:00+00:00", device, NOW, official())
