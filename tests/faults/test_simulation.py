"""F2: whatever the order of things, every acknowledged command is folded exactly once.

`make faults` runs 5,000 seeds; here a few hundred keep watch. The losing designs must lose, or the watch is blind.
"""

from __future__ import annotations

import pytest

from tests.faults.losing import ClaimPerRow, GlobalCursor, Pipelining, TrustingFollower, trusting_total
from tests.faults.world import World

SEEDS = 100


@pytest.mark.parametrize("block", range(4))
def test_no_seed_loses_or_doubles_an_acknowledged_command(block: int) -> None:
    for seed in range(block * SEEDS, (block + 1) * SEEDS):
        world = World(seed).run()
        assert not world.lost(), f"seed {seed}: {world.folded()} instead of {world.expected()}"
        assert not world.folds.poisoned("tallies@1")


def test_one_seed_is_one_history() -> None:
    logs = [[r.hash for log in World(7).run().bus.logs.values() for r in log] for _ in range(2)]
    assert logs[0] == logs[1]


def test_a_global_cursor_loses() -> None:
    assert any(_quiet(seed, make_relay=GlobalCursor).lost() for seed in range(200))


def test_claiming_rows_before_sending_loses() -> None:
    assert any(_quiet(seed, make_relay=ClaimPerRow).lost() for seed in range(200))


def test_pipelining_loses_for_a_consumer_that_trusts_the_log() -> None:
    def lost(seed: int) -> bool:
        world = _quiet(seed, make_relay=Pipelining, followers=1, make_follower=TrustingFollower, crashes=False)
        return trusting_total(world) != world.commands

    assert any(lost(seed) for seed in range(50))


def _quiet(seed: int, *, crashes: bool = True, **designs: object) -> World:
    """A world whose broker forgets nothing, so that only the design is to blame."""
    world = World(seed, lateness=0.2, broker=False, crashes=crashes, **designs)  # type: ignore[arg-type]
    return world.run()
