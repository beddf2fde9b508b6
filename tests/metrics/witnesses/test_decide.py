"""When a cosignature is recorded, and when it is not."""

from __future__ import annotations

from dataclasses import replace

from services.metrics.witnesses.commands import Cosign
from services.metrics.witnesses.decider import WITNESSES
from shared.contracts.checkpoints import CheckpointCosigned
from shared.testing.spec import meta_at, spec
from tests.metrics.checkpoints.test_decide import asked

META = meta_at("2026-11-10T10:05:00+08:00")
TOLD = CheckpointCosigned(
    witness="audit.example.gov.cn/w1",
    key="audit.example.gov.cn/w1+00+AA",
    tree_size=10,
    root="ab" * 32,
    cosigned_at=META.now,
    line="a line",
)
ASKED = Cosign(
    meta=META,
    witness=TOLD.witness,
    key=TOLD.key,
    tree_size=10,
    root=TOLD.root,
    cosigned_at=META.now,
    line=TOLD.line,
)
CASES = spec(WITNESSES)


def test_a_checkpoint_is_countersigned_by_a_witness_once() -> None:
    CASES.when(ASKED).then(TOLD)
    CASES.given(TOLD).when(ASKED).then()
    CASES.given(TOLD).when(replace(ASKED, tree_size=15)).then(replace(TOLD, tree_size=15))


def test_an_older_checkpoint_may_be_handed_in_later() -> None:
    CASES.given(replace(TOLD, tree_size=15)).when(ASKED).then(TOLD)


def test_a_name_belongs_to_the_key_that_signed_under_it_first() -> None:
    CASES.given(TOLD).when(replace(ASKED, tree_size=15, key="another")).rejected("other_witness_key")


def test_what_belongs_to_checkpoints_is_no_cosignature() -> None:
    CASES.when(asked()).rejected("unknown_command")
