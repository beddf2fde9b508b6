"""Erasing a person changes no root: what was sealed stays sealed, proved and signed, and is never read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.metrics.checkpoints.bundling import Prover
from services.metrics.checkpoints.verification import verify
from shared.contracts.intake import Applicant, CaseReceived
from shared.journal.handle import facts_of
from shared.journal.merkle import included, leaf
from shared.journal.relay import outgoing
from shared.privacy.errors import Erased
from shared.privacy.keystore import MemoryKeyStore
from shared.privacy.vault import Vault
from tests.metrics.checkpoints.conftest import Kept
from tests.metrics.stories import Story, at, case_no


def test_an_erased_persons_commits_keep_their_places_and_the_checkpoint_its_root(kept: Kept) -> None:
    vault, case = Vault(MemoryKeyStore(), bytes(range(32))), case_no(serial=7)
    person = vault.person("id", "522501199001011234")
    received = facts_of(Story(case).received().commits[0].envelope())[0]
    assert isinstance(received, CaseReceived)
    name = vault.seal(person, case, "name", "王小明")
    story = Story(case).add(
        f"case/{case}", at("2026-10-12"), replace(received, applicant=Applicant(person, "1", name, ""))
    )
    kept.others["intake"].append(story.commits[0])
    kept.bus.producer().send([outgoing(story.commits[0])])
    before = kept.sealed(1, 2)

    vault.erase(person)

    with pytest.raises(Erased):
        vault.open(person, name, case, "name")
    after = kept.sealed(3)
    assert (after.previous_size, after.previous_root) == (before.tree_size, before.root)
    assert verify(kept.metrics.database, kept.metrics.journal.store, kept.bus).culprits == []
    proof = Prover(kept.metrics.database, everything=False).prove(story.commits[0].hash, story.commits[0].body)
    assert proof is not None
    path = [bytes.fromhex(each) for each in proof[1]]
    hashed, root = leaf(bytes.fromhex(story.commits[0].hash)), bytes.fromhex(after.root)
    assert included(hashed, proof[0], after.tree_size, path, root)
