"""Are cosignatures what witnesses signed, each of a checkpoint that was sealed here?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shared.contracts.checkpoints import CheckpointCosigned, CheckpointSealed
from shared.journal.notes import COSIGNER, BadNote, cosigned, verifier
from shared.journal.verification import Culprit

PLACE = "cosignatures"


def cosignature_faults(
    told: Sequence[CheckpointCosigned], shown: Iterable[CheckpointCosigned], sealed: Iterable[CheckpointSealed]
) -> Iterator[Culprit]:
    """Name cosignatures that do not hold, and those that people are shown otherwise than they were handed in."""
    notes = {each.tree_size: each for each in sealed}
    for each in told:
        called = f"the cosignature of {each.witness} under the checkpoint over {each.tree_size} commits"
        checkpoint = notes.get(each.tree_size)
        if checkpoint is None or checkpoint.root != each.root:
            yield Culprit(PLACE, f"{called} is under another one than was sealed")
            continue
        try:
            moment = cosigned(f"{checkpoint.note}{each.line}\n", verifier(each.key, COSIGNER))
        except BadNote as wrong:
            yield Culprit(PLACE, f"{called}: {wrong}")
        else:
            if moment != int(each.cosigned_at.timestamp()):
                yield Culprit(PLACE, f"{called} is of another time than it says")
    true = {(each.tree_size, each.witness): each for each in told}
    for each in shown:
        if true.get((each.tree_size, each.witness)) != each:
            yield Culprit(PLACE, f"{each.witness} is shown under {each.tree_size} commits as it was not handed in")
