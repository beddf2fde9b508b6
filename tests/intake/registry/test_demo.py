"""Loading the demonstration data: everything through commands, and twice is once."""

from __future__ import annotations

from dataclasses import replace

import pytest

import services.intake.demo
from services.intake.registry import demo
from services.intake.registry.deciders import SUBJECTS
from services.intake.service import Intake
from shared.contracts import Meta
from shared.contracts.commands import SYSTEM
from shared.contracts.limits import TimeLimit
from shared.contracts.registry import ReviewPlan
from shared.contracts.statements import State, stream_of
from shared.journal.chain import verify_stream
from shared.journal.ids import command_id
from shared.testing.spec import meta_at
from shared.timekeeping import RealClock, official


def test_the_whole_register_is_loaded_as_events(full: Intake) -> None:
    assert len(full.replica.items()) == 20
    assert len(full.replica.departments()) == 7
    assert [venue.kind for venue in full.replica.venues()].count("hall") == 3
    assert full.calendar().years[2026] == official().years[2026]
    for statement in demo.statements():
        stream = stream_of(statement)
        commits = full.journal.store.stream(stream)
        verify_stream(commits)
        assert commits[0].case == stream


def test_names_and_passwords_stay_out_of_the_journal(full: Intake) -> None:
    for commit in full.journal.store.scan():
        assert b"yizhan-demo" not in commit.body
        assert "窗口人员".encode() not in commit.body


def test_demonstration_accounts_can_sign_in(full: Intake) -> None:
    identity = full.accounts.authenticate("clerk-zr", demo.file("staff")["password"])
    assert identity is not None
    assert (identity.role, identity.hall) == ("window_clerk", "H-520422103")


def test_loading_again_does_nothing_and_changes_nothing_back(full: Intake) -> None:
    item, _ = full.replica.item("LOCAL-13")
    before = full.accounts.credentials.find_one({"_id": "clerk-zr"})
    now = RealClock().now()
    meta = Meta(command_id=command_id("admin", "1"), actor=SYSTEM, now=now, occurred_at=now)
    full.register.state(meta, replace(item, verified=False))
    assert demo.load(full.register, full.accounts, full.clock, full.files) == 0
    assert full.replica.item("LOCAL-13") == (replace(item, verified=False), 2)
    assert full.accounts.credentials.find_one({"_id": "clerk-zr"}) == before


def test_nothing_is_loaded_outside_the_demonstration_profile(full: Intake) -> None:
    with pytest.raises(RuntimeError, match="demo only"):
        services.intake.demo.load(replace(full.settings, profile="production"))


def test_what_somebody_has_stated_since_stays_where_the_rules_forbid_to_go_back(bare: Intake) -> None:
    """A promise that was made shorter here would become longer again, which needs a notice (G10)."""
    demo.load(bare.register, bare.accounts, bare.clock, bare.files)
    item, version = bare.replica.item("LOCAL-13")
    shorter = replace(item, promised=TimeLimit(0, "same_day"), kind="instant", plan=ReviewPlan())
    bare.replica.apply("item/LOCAL-13", version + 1, shorter)
    bare.database["commits"].delete_many({"stream": "item/LOCAL-13"})
    event = State(meta=meta_at(), statement=shorter, known=bare.register.known(shorter))
    bare.journal.execute(SUBJECTS["item"], "LOCAL-13", event)
    assert demo.load(bare.register, bare.accounts, bare.clock, bare.files) == 0
    assert bare.replica.item("LOCAL-13")[0] == shorter
