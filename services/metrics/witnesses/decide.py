"""Every rule of cosignatures. Pure; raises `Rejected`."""

from __future__ import annotations

from services.metrics.witnesses.commands import Cosign
from services.metrics.witnesses.state import Witness
from shared.contracts import Command, Event, Rejected
from shared.contracts.checkpoints import CheckpointCosigned


def decide(witness: Witness, command: Command) -> list[Event]:
    """Record a cosignature, once for a checkpoint.

    Raises:
        Rejected: `other_witness_key`: the name belongs to whoever signed under it first. A witness with a new key takes
            a new name, so that nobody takes over what another one's name is worth.
    """
    match command:
        case Cosign():
            if witness.key not in ("", command.key):
                told = f"{command.witness} signs with {witness.key}; another key takes another name"
                raise Rejected("other_witness_key", told, status=409, errors={"key": told})
            return [] if command.tree_size in witness.sizes else [_cosigned(command)]
    raise Rejected("unknown_command", f"a witness takes no {command.name}")


def _cosigned(command: Cosign) -> CheckpointCosigned:
    return CheckpointCosigned(
        witness=command.witness,
        key=command.key,
        tree_size=command.tree_size,
        root=command.root,
        cosigned_at=command.cosigned_at,
        line=command.line,
    )
