"""From a countersigned note to its record: the signature is checked first, against the checkpoint as it was sealed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from services.metrics.service import Metrics
from services.metrics.witnesses.commands import Cosign
from services.metrics.witnesses.decider import WITNESSES
from services.metrics.witnesses.state import Witness
from shared.contracts import Meta, Rejected
from shared.contracts.checkpoints import CheckpointSealed
from shared.journal.handle import Outcome
from shared.journal.notes import COSIGNER, BadNote, Verifier, cosigned, line_of, text_of, verifier

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
"""What a witness may be called: like an address without its scheme, `audit.example.gov.cn/w1`."""


def cosign(metrics: Metrics, sealed: CheckpointSealed, key: str, note: str, meta: Meta) -> Outcome[Witness]:
    """Record a cosignature.

    Args:
        key: of the witness, `name+id+key` of type 04.
        note: the checkpoint's note with the witness's signature line among its signatures.

    Raises:
        Rejected: `unreadable_witness_key`, `witness_is_journal`, `other_checkpoint`, `false_cosignature`; what `decide`
            refuses.
    """
    note = note.replace("\r\n", "\n").strip("\n") + "\n"
    whose = _key(key, sealed)
    if text_of(note) != text_of(sealed.note):
        told = f"this is not the checkpoint that was sealed here over {sealed.tree_size} commits; keep both as evidence"
        raise Rejected("other_checkpoint", told, status=409, errors={"note": told})
    try:
        moment = datetime.fromtimestamp(cosigned(note, whose), UTC)
    except BadNote as wrong:
        raise Rejected("false_cosignature", str(wrong), status=422, errors={"note": str(wrong)}) from None
    command = Cosign(
        meta=meta,
        witness=whose.name,
        key=whose.text,
        tree_size=sealed.tree_size,
        root=sealed.root,
        cosigned_at=moment,
        line=line_of(note, whose),
    )
    outcome = metrics.journal.execute(WITNESSES, whose.name, command, case=f"witness-{whose.id.hex()}")
    metrics.cosignatures.add(outcome.events)
    return outcome


def _key(told: str, sealed: CheckpointSealed) -> Verifier:
    try:
        key = verifier(told, COSIGNER)
    except BadNote as wrong:
        raise Rejected("unreadable_witness_key", str(wrong), status=422, errors={"key": str(wrong)}) from None
    if not NAME.fullmatch(key.name):
        said = "a witness is called like an address: letters, digits, dots, slashes and hyphens"
        raise Rejected("unreadable_witness_key", said, status=422, errors={"key": said})
    if key.public == verifier(sealed.key).public:
        said = "this is the journal's own key: a witness is somebody else"
        raise Rejected("witness_is_journal", said, status=422, errors={"key": said})
    return key
