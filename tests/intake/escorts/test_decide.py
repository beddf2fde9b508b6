"""The rules of an escort: no start without a mandate letter, by its officer, while the letter holds, to the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.intake.escorts.commands import Finish, JoinCase, Letter, Request, Start, TakeBack, Walk
from services.intake.escorts.decider import ESCORTS
from shared.contracts import Actor
from shared.contracts.intake import Applicant
from shared.contracts.people import (
    EscortCaseJoined,
    EscortEnded,
    EscortEntrusted,
    EscortRequested,
    EscortRevoked,
    EscortStep,
)
from shared.testing.spec import meta_at, spec

NOW = "2026-09-17T10:00:00+08:00"
OFFICER = Actor("clerk-1", "window_clerk", "dep-zr")
FIRM = Applicant("p-1", "2", "s-name", "s-id")
LETTER = Letter(
    number="WT1",
    principal="p-1",
    agent_account="clerk-1",
    items=("zhaijidi", "shiye"),
    valid_to=date(2026, 12, 31),
    holds=True,
)
META = meta_at(NOW, OFFICER)

asked = EscortRequested(
    project="s-project",
    ground="major_project",
    items=("zhaijidi",),
    applicant=FIRM,
    hall="H-1",
    division="520422103",
    requested_at=datetime.fromisoformat(NOW),
    account="citizen",
)
begun = EscortEntrusted(
    project="s-project",
    officer="clerk-1",
    case_nos=(),
    valid_to=date(2026, 12, 31),
    mandate="WT1",
    items=("zhaijidi",),
    entrusted_at=datetime.fromisoformat(NOW),
)
joined = EscortCaseJoined(case_no="c-1", item="zhaijidi")


def start(**changes: Any) -> Start:
    fields: dict[str, Any] = {
        "desk": "H-1",
        "officer": "clerk-1",
        "officer_role": "window_clerk",
        "officer_hall": "H-1",
        "letter": LETTER,
    }
    return Start(meta=META, **(fields | changes))


def join(**changes: Any) -> JoinCase:
    fields: dict[str, Any] = {"desk": "H-1", "case_no": "c-1", "item": "zhaijidi", "person": "p-1", "letter": LETTER}
    return JoinCase(meta=META, **(fields | changes))


def walk(actor: Actor = OFFICER, **changes: Any) -> Walk:
    return Walk(
        meta=meta_at(NOW, actor), **({"desk": "H-1", "node": "papers", "case_no": "", "letter": LETTER} | changes)
    )


def test_a_project_is_asked_for_with_its_items() -> None:
    fields: dict[str, Any] = {"project": "s-project", "ground": "major_project", "applicant": FIRM, "hall": "H-1"}
    ask = Request(meta=META, account="citizen", items=("zhaijidi",), division="520422103", **fields)
    spec(ESCORTS).when(ask).then(asked)
    spec(ESCORTS).when(replace(ask, items=())).rejected("escort_empty")
    spec(ESCORTS).given(asked).when(ask).rejected("number_taken")


@pytest.mark.parametrize(
    "letter",
    [
        None,
        replace(LETTER, holds=False),
        replace(LETTER, principal="p-9"),
        replace(LETTER, agent_account="clerk-9"),
        replace(LETTER, items=("shiye",)),
    ],
    ids=["none", "not in force", "another's", "another agent", "another item"],
)
def test_without_a_fitting_mandate_letter_there_is_no_start(letter: Letter | None) -> None:
    spec(ESCORTS).given(asked).when(start(letter=letter)).rejected("mandate_required", "S2.6c")


def test_with_it_a_clerk_of_the_hall_begins_once() -> None:
    spec(ESCORTS).given(asked).when(start()).then(begun)
    spec(ESCORTS).given(asked).when(start(officer_role="reviewer")).rejected("not_an_officer")
    spec(ESCORTS).given(asked).when(start(officer_hall="H-2")).rejected("not_an_officer")
    spec(ESCORTS).given(asked, begun).when(start()).rejected("escort_state")
    spec(ESCORTS).given(asked).when(start(desk="H-2")).rejected("wrong_hall_for_clerk")


def test_several_cases_of_the_project_go_along_and_no_others() -> None:
    spec(ESCORTS).given(asked, begun).when(join()).then(joined)
    spec(ESCORTS).given(asked, begun, joined).when(join()).then()
    spec(ESCORTS).given(asked, begun, joined).when(join(case_no="c-2")).then_types("escort.case_joined")
    spec(ESCORTS).given(asked, begun).when(join(person="p-9")).rejected("other_case")
    spec(ESCORTS).given(asked, begun).when(join(item="shiye")).rejected("other_case")


def test_nodes_are_noted_by_the_officer_while_the_letter_holds() -> None:
    done = EscortStep(node="papers", done_on=date(2026, 9, 17), officer="clerk-1")
    spec(ESCORTS).given(asked, begun).when(walk()).then(done)
    spec(ESCORTS).given(asked).when(walk()).rejected("escort_state")
    spec(ESCORTS).given(asked, begun).when(walk(Actor("clerk-9", "window_clerk"))).rejected("not_the_officer")
    spec(ESCORTS).given(asked, begun).when(walk(letter=replace(LETTER, holds=False))).rejected("mandate_required")
    spec(ESCORTS).given(asked, begun).when(walk(case_no="c-9")).rejected("other_case")


def test_the_applicant_takes_it_back_at_any_time_and_nobody_elses() -> None:
    back = TakeBack(meta=META, account="citizen", reason="will_act_in_person")
    gone = EscortRevoked(reason="will_act_in_person", revoked_at=datetime.fromisoformat(NOW))
    for history in ((asked,), (asked, begun, joined)):
        spec(ESCORTS).given(*history).when(back).then(gone)
    spec(ESCORTS).given(asked, begun, gone).when(walk()).rejected("escort_state")
    spec(ESCORTS).given(asked).when(replace(back, account="citizen-2")).rejected("unknown_escort")
    spec(ESCORTS).given(asked, begun).when(replace(walk(), desk="", account="citizen")).rejected("not_the_officer")


def test_it_ends_when_its_cases_have() -> None:
    finish = Finish(meta=META, desk="H-1", open_cases=("c-1",))
    spec(ESCORTS).given(asked, begun, joined).when(finish).rejected("escort_cases_open")
    ended = EscortEnded(ended_on=date(2026, 9, 17))
    spec(ESCORTS).given(asked, begun, joined).when(replace(finish, open_cases=())).then(ended)
    spec(ESCORTS).when(finish).rejected("unknown_escort")
