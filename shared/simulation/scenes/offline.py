"""A village point without a line: slips taken down on its device, a packet sent when the line is back, a stick. Pure.

The device, its signing key and what it seals are drawn from the run's dice, so a packet said again is the same packet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.privacy.sealed_box import sealed, to_text
from shared.simulation.deeds import Deed, Known, Story
from shared.simulation.people import Person, person
from shared.simulation.scenes import words
from shared.simulation.scenes.beside import in_order
from shared.simulation.scenes.days import Run, clock
from shared.simulation.scenes.windows import Window

EVERY = 5
"""Working days between two days on which the line is gone."""

POINT = "P-520402109-201"
SLIPS = (
    ("_a", "LOCAL-02", "14:20"),
    ("_b", "LOCAL-09", "15:05"),
    ("_c", "LOCAL-01", "16:10"),
    ("_d", "LOCAL-10", "16:30"),
)
"""What is taken down on such a day, and when; the third with a slip of the pen, the fourth forgotten on the stick."""

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Slip:
    """One registration on the device: which case of its story it becomes, for what, when, and whose."""

    name: str
    item: str
    at: datetime
    who: Person
    materials: tuple[str, ...]
    mistaken: bool = False


def packets(run: Run) -> Iterator[Story]:
    """Give the days on which the point has no line; nothing where the scene has no such point, or nobody there."""
    found = next((venue for venue in run.scene.venues if venue.id == POINT), None)
    if found is None or not run.scene.offers_of("LOCAL-02") or not run.staff.at(POINT):
        return
    for number, day in run.numbered():
        if number % EVERY == 0:
            shown = () if number else _device(run, found.hall)
            yield Story(f"offline/{day}", in_order((*shown, *_without_line(run, found.hall, number // EVERY, day))))


def _device(run: Run, hall: str) -> Iterator[Deed]:
    """The point shows its device; the hall compares the fingerprint by telephone and takes it on."""
    day, said = run.days[0], {"public_key": to_text(_public(run)), "label": f"浪塘村平板 {run.seed}（示例）"}
    agent, clerk = run.staff.one("village_agent", hall=POINT), run.staff.one("window_clerk", hall=hall)
    yield _deed(clock(day, "08:20"), agent, "devices", said, learns={"print": "fingerprint"})
    yield _deed(clock(day, "08:35"), clerk, f"devices/{_name(run)}/registration", {"fingerprint": "{print}"})


def _public(run: Run) -> bytes:
    return _key(run).public_key().public_bytes_raw()


def _name(run: Run) -> str:
    """Name the device by its key, as everybody does who knows it."""
    return f"D-{hashlib.sha256(_public(run)).hexdigest()[:16].upper()}"


def _key(run: Run) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(run.dice("offline", "device").randbytes(32))


# -- a day without a line ---------------------------------------------------------


def _without_line(run: Run, hall: str, number: int, day: date) -> Iterable[Deed]:
    """Three slips are sent next morning, one of them held and put right; the fourth comes on a stick, too late."""
    agent, clerk = run.staff.one("village_agent", hall=POINT), run.staff.one("window_clerk", hall=hall)
    slips = [_slip(run, name, item, clock(day, at)) for name, item, at in SLIPS]
    first = {f"no{slip.name}": f"numbers.{number * len(slips) + n}.slip_no" for n, slip in enumerate(slips)}
    first |= {f"code{slip.name}": f"numbers.{number * len(slips) + n}.code" for n, slip in enumerate(slips)}
    morning, later = clock(run.next_day(slips[0].at, 1).date(), "08:40"), run.next_day(slips[0].at, 3, 0.4)
    yield _deed(clock(day, "08:40"), agent, "kit", None, learns={"box": "box_key"})
    yield _deed(clock(day, "08:41"), agent, f"devices/{_name(run)}/blocks", None, learns=first)
    yield _sent(run, morning, agent, slips[:3])
    yield _sent(run, later, clerk, slips[3:])
    yield from _settled(run, morning + 95 * MINUTE, clerk, slips[2])
    for slip, at in zip(slips, (morning, morning, morning + 100 * MINUTE, later), strict=True):
        yield from _carried(run, slip, at + 10 * MINUTE, agent, late=slip is slips[-1])


def _slip(run: Run, name: str, item: str, at: datetime) -> Slip:
    offer, dice = run.scene.offers_of(item)[0], run.dice("offline", at, name)
    materials = tuple(material.code for material in offer.item.materials)
    return Slip(name, item, at, person(dice, at.date()), materials, mistaken=name == "_c")


def _sent(run: Run, at: datetime, account: str, slips: Sequence[Slip]) -> Deed:
    """Bring a packet in; a slip with a wrong number is held, every other one becomes a case."""
    taken = [slip for slip in slips if not slip.mistaken]
    counts = tuple((run.scene.offers_of(slip.item)[0].item.department, "received") for slip in taken)
    learns = {f"case{slip.name}": f"results.{n}.case_no" for n, slip in enumerate(slips) if not slip.mistaken}
    learns["packet"] = "packet"

    def said(known: Known) -> Mapping[str, Any]:
        payload = orjson.dumps(
            {"point": POINT, "made_at": at.isoformat(), "entries": [_entry(run, slip, known) for slip in slips]}
        )
        signed = _key(run).sign(payload)
        return {
            "format": "yizhan-packet/1",
            "device": _name(run),
            "payload": to_text(payload),
            "signature": to_text(signed),
        }

    return _deed(at, account, "packets", said, learns=learns, counts=counts)


def _entry(run: Run, slip: Slip, known: Known) -> Mapping[str, Any]:
    """Write a slip as the device does; its person is sealed for the services, bound to number, time and item."""
    number, at = known[f"no{slip.name}"], slip.at.isoformat()
    who = words.applicant(slip.who) | {"note": ""}
    if slip.mistaken:
        who["id_number"] = who["id_number"][:-1] + ("0" if who["id_number"][-1] != "0" else "1")
    dice = run.dice("offline", "sealed", number)
    box = sealed(known["box"], orjson.dumps(who), f"{number}\n{at}\n{slip.item}", dice.randbytes)
    return {"slip_no": number, "captured_at": at, "item": slip.item, "materials": list(slip.materials), "sealed": box}


def _settled(run: Run, at: datetime, clerk: str, slip: Slip) -> Iterator[Deed]:
    """The hall calls, puts the number right, and whoever holds the slip finds the case by it."""
    said = {"item": slip.item, "applicant": words.applicant(slip.who), "materials": list(slip.materials)}
    counts = ((run.scene.offers_of(slip.item)[0].item.department, "received"),)
    path = f"packets/{{packet}}/entries/{{no{slip.name}}}/settlement"
    yield _deed(at, clerk, path, said, counts=counts)
    where = f"slips?slip={{no{slip.name}}}&code={{code{slip.name}}}"
    yield _deed(at + MINUTE, "citizen", where, None, learns={f"case{slip.name}": "case_no"})


# -- to the hall and back ---------------------------------------------------------


def _carried(run: Run, slip: Slip, at: datetime, agent: str, *, late: bool) -> Iterator[Deed]:
    """Papers go to the hall, the case takes its course there, and the point tells the result."""
    window = Window(run, run.scene.offers_of(slip.item)[0], slip.name)
    proxy = f"proxy-mandates/{{proxy{slip.name}}}"
    learns = {f"proxy{slip.name}": "items.0.proxy_no"}
    yield _proxy(at, agent, f"proxy-mandates?case={window.case}", None, learns=learns)
    kept = ((POINT, "handover_missed" if late else "handover_met"),)
    yield _proxy(at + MINUTE, agent, f"{proxy}/handover", {"register": False}, counts=kept)
    done = run.after(at, 20, 40, run.dice("offline", "done", slip.at))
    if window.offer.item.kind == "promised":
        yield window.act(at + 5 * MINUTE, "acceptance", counts="accepted")
        done = run.next_day(at, 4, 0.5)
        yield from window.reviewed(done - 30 * MINUTE, done, done + 20 * MINUTE)
    else:
        yield from window.done_at_once(done, done + 5 * MINUTE)
    told = run.after(done, 30, 60, run.dice("offline", "told", slip.at))
    said, waits = {"manner": "at_home", "ends": True}, frozenset({"no_result_yet"})
    yield _proxy(told, agent, f"{proxy}/report", said, counts=((POINT, "report_met"),), waits_for=waits)


def _deed(at: datetime, account: str, path: str, body: Any, **more: Any) -> Deed:
    return _proxy(at, account, f"offline/{path}", body, **more)


def _proxy(at: datetime, account: str, path: str, body: Any, **more: Any) -> Deed:
    return Deed(at=at, account=account, service="intake", path=f"/api/v1/{path}", body=body, **more)
