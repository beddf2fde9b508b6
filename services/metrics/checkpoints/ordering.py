"""Writing down the order of the leaves: what is sealed can be made again, though the tree and all else be lost.

A checkpoint says how many leaves there are and what they come to, and not which stands where. Before one is sealed the
leaves since the last are therefore named, in their order, by a commit of their own (`leaves/<first>`): it is stored,
chained, relayed and kept on the log like every other, and stands in every bundle of the whole journal. `restoring`
makes the tree from it.
"""

from __future__ import annotations

import base64

from services.metrics.checkpoints.commands import OrderLeaves
from services.metrics.checkpoints.decider import LEAVES
from services.metrics.service import Metrics
from shared.contracts import Actor, Meta, Rejected
from shared.contracts.checkpoints import LeavesOrdered
from shared.journal.errors import Conflict
from shared.journal.ids import derived_command_id
from shared.journal.merkle import HASH_BYTES

SEALER = Actor("checkpoints", "system")
MOST = 4_096
"""Leaves named by one commit: 128 KiB of hashes, 171 in base64, where a commit may have 256."""


def write_down(metrics: Metrics, size: int) -> int:
    """Name all leaves below a size that no commit names yet; give how many are named.

    Raises:
        Rejected: `tree_changed`: the tree lacks leaves, or what was named before is not what stands there.
    """
    known = metrics.checkpoints.ordered()
    while known < size:
        wanted = metrics.tree.hashes(known, min(known + MOST, size))
        told = _named(metrics, known, wanted)
        if told is None:
            break  # another process was at it
        if not wanted or told != wanted[: len(told)]:
            raise Rejected("tree_changed", f"the leaves from {known} on are not those that were named", status=409)
        known += len(told)
    return known


def read(told: LeavesOrdered) -> list[bytes]:
    """Give the hashes of leaves that an event names.

    Raises:
        ValueError: they are not as many as it says.
    """
    raw = base64.b64decode(told.hashes, validate=True)
    if len(raw) != told.count * HASH_BYTES:
        raise ValueError(f"the order from leaf {told.first} on names not {told.count} leaves")
    return [raw[at : at + HASH_BYTES] for at in range(0, len(raw), HASH_BYTES)]


def _named(metrics: Metrics, first: int, hashes: list[bytes]) -> list[bytes] | None:
    """Name leaves, or give those that somebody named from this place on and died before it was known here."""
    now = metrics.clock.now()
    command = OrderLeaves(
        meta=Meta(
            command_id=derived_command_id("leaves", f"{first}/{b''.join(hashes).hex()}"),
            actor=SEALER,
            now=now,
            occurred_at=now,
        ),
        first=first,
        hashes=tuple(hashes),
    )
    try:
        outcome = metrics.journal.execute(LEAVES, str(first), command, case=f"leaves-{first}")
    except Conflict:
        return None
    told = outcome.state.told
    if told is None:
        return None
    metrics.checkpoints.add([told])
    return read(told)
