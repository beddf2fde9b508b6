"""The fault suite: `make faults` prints how often each fault was planted and what was lost (nothing, or it fails).

F1 and F2 run here on the in-memory parts, exhaustively and by seed; F3, F4 and F4b are the tests beside this file that
plant them in real processes and real stores.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from shared.journal.waiting import FEW
from tests.faults.losing import ClaimPerRow, GlobalCursor, Pipelining, TrustingFollower, trusting_total
from tests.faults.test_crash_everywhere import Life
from tests.faults.world import World

SEEDS = 5_000
CONTROL_SEEDS = 200


def f1() -> int:
    """Die at every single I/O call, where the relay sends a few, and where it works off a backlog."""
    totals = {few: Life(die_at=0, few=few).live().calls for few in (FEW, 0)}
    places = [(few, place) for few, total in totals.items() for place in range(1, total + 1)]
    lost = [at for at in places if not Life(die_at=at[1], few=at[0]).live().holds()]
    print(f"F1   died at {len(places):>5} places     lost or doubled: {len(lost)}")
    return len(lost)


def f2() -> int:
    """Seeded histories, and the designs that must lose."""
    started = time.monotonic()
    lost = [seed for seed in range(SEEDS) if World(seed).run().lost()]
    seconds = time.monotonic() - started
    print(f"F2   ran    {SEEDS:>5} seeds      lost or doubled: {len(lost)} {lost[:5]}  ({seconds:.0f} s)")
    blind = 0
    for name, count in controls().items():
        print(f"     control {name:<34} loses in {count} of {CONTROL_SEEDS} seeds")
        blind += count == 0
    return len(lost) + blind


def controls() -> dict[str, int]:
    """In how many seeds each losing design loses."""

    def world(seed: int, **designs: object) -> World:
        return World(seed, lateness=0.2, broker=False, **designs).run()  # type: ignore[arg-type]

    seeds = range(CONTROL_SEEDS)
    trusting = {"make_relay": Pipelining, "followers": 1, "make_follower": TrustingFollower, "crashes": False}
    return {
        "a global cursor": sum(world(s, make_relay=GlobalCursor).lost() for s in seeds),
        "claiming rows before sending": sum(world(s, make_relay=ClaimPerRow).lost() for s in seeds),
        "pipelining for a trusting consumer": sum(
            trusting_total(w) != w.commands for w in (world(s, **trusting) for s in seeds)
        ),
    }


def f3_and_f4() -> int:
    """Real processes: killed under load, a broker away, cut or emptied."""
    beside = Path(__file__).parent
    print("F3   every kind of process killed while cases are on their way")
    print("F4   the broker away; F4b: back without its tail, or empty")
    return int(
        pytest.main(["-q", "-rA", str(beside / "test_killed_processes.py"), str(beside / "test_forgetful_broker.py")])
    )


if __name__ == "__main__":
    sys.exit(1 if f1() + f2() + f3_and_f4() else 0)
