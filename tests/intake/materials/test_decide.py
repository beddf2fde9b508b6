"""The rules of materials: nothing outside the list, in time, by whom it concerns; originals and earlier papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.intake.materials.commands import Attach, Remove, ReturnOriginal, Reuse, SeeOriginal, TakeOver
from services.intake.materials.decider import MATERIALS
from shared.contracts.materials import (
    MaterialRemoved,
    MaterialReused,
    MaterialUploaded,
    OriginalReturned,
    OriginalSeen,
)
from shared.testing.spec import meta_at, spec
from tests.intake.materials.samples import standing

AT = datetime.fromisoformat("2026-09-17T09:00:00+08:00")
FILE = MaterialUploaded(
    case_no="C-1",
    item="LOCAL-13",
    material="papers",
    name="身份证户口簿",
    sha256="ab" * 32,
    media_type="image/jpeg",
    size=9,
    pages=1,
    preview=True,
    file="m.1",
    person="p-1",
    key="s1.x",
    uploaded_at=AT,
    by="clerk-1",
    door="window",
)


def attach(there: int = 0, file: MaterialUploaded = FILE, **about: str) -> Attach:
    return Attach(meta=meta_at(), case_no="C-1", standing=standing(**about), file=file, there=there, most=3)


def reuse(material: str = "papers", day: date = date(2026, 9, 17), **about: str) -> Reuse:
    return Reuse(meta=meta_at(), case_no="C-2", standing=standing(**about), material=material, item="LOCAL-14", day=day)


def seen(**changed: Any) -> SeeOriginal:
    about = {"material": "papers", "kept": True, "copies": 1, "standing": standing()}
    return SeeOriginal(meta=meta_at(), case_no="C-1", **{**about, **changed})


SEEN = OriginalSeen(case_no="C-1", material="papers", seen_at=AT, kept=True, copies=1)
REUSED = MaterialReused(
    case_no="C-2", from_case="C-1", item="LOCAL-14", material="papers", reused_at=AT, sha256=FILE.sha256
)


def test_a_file_joins_its_case() -> None:
    spec(MATERIALS).when(attach()).then(FILE)


def test_a_file_joins_once() -> None:
    spec(MATERIALS).given(FILE).when(attach()).then()


def test_nothing_outside_the_guides_list_is_taken() -> None:
    spec(MATERIALS).when(attach(file=replace(FILE, material="passport"))).rejected("unknown_material", "S1.3b")


def test_a_case_takes_so_many_files_and_no_more() -> None:
    spec(MATERIALS).when(attach(there=2)).then(FILE)
    spec(MATERIALS).when(attach(there=3)).rejected("too_many_files")


def test_a_case_that_is_over_takes_no_files() -> None:
    for status in ("refused", "redirected", "withdrawn", "delivered"):
        spec(MATERIALS).when(attach(status=status)).rejected("wrong_state")


def test_after_a_decision_only_the_desk_adds() -> None:
    mine = {"account": "citizen", "owner": "citizen", "desk": ""}
    spec(MATERIALS).when(attach(status="accepted", **mine)).then(FILE)
    spec(MATERIALS).when(attach(status="decided", **mine)).rejected("wrong_state")
    spec(MATERIALS).when(attach(status="decided")).then(FILE)


def test_a_desk_adds_to_its_own_halls_cases_and_an_applicant_to_their_own() -> None:
    assert spec(MATERIALS).when(attach(desk="H-2")).rejected("wrong_hall_for_clerk").status == 403
    other = attach(account="citizen-2", owner="citizen", desk="")
    assert spec(MATERIALS).when(other).rejected("unknown_case").status == 404


def test_what_was_sent_by_mistake_is_taken_out_until_the_case_is_answered() -> None:
    command = Remove(meta=meta_at(), case_no="C-1", standing=standing(), reason=" 传错 ")
    spec(MATERIALS).given(FILE).when(command).then(MaterialRemoved(case_no="C-1", reason="传错"))
    later = replace(command, standing=standing(status="accepted"))
    spec(MATERIALS).given(FILE).when(later).rejected("wrong_state")
    spec(MATERIALS).given(FILE, REUSED).when(command).rejected("in_use")
    spec(MATERIALS).given(FILE, MaterialRemoved(case_no="C-1", reason="")).when(command).rejected("unknown_file")


def test_the_same_persons_paper_serves_again() -> None:
    spec(MATERIALS).given(FILE).when(reuse()).then(REUSED)
    spec(MATERIALS).given(FILE, REUSED).when(reuse()).then()


def test_the_case_it_serves_takes_note_once() -> None:
    beside = TakeOver(meta=meta_at(), case_no="C-2", standing=standing(), told=REUSED)
    spec(MATERIALS).when(beside).then(REUSED)
    spec(MATERIALS).given(REUSED).when(beside).then()


def test_nobody_elses_paper_serves() -> None:
    spec(MATERIALS).given(FILE).when(reuse(person="p-2")).rejected("unknown_file")


def test_a_paper_serves_as_what_it_is() -> None:
    spec(MATERIALS).given(FILE).when(reuse("form")).rejected("other_paper")
    spec(MATERIALS).given(FILE).when(reuse("passport")).rejected("unknown_material")


def test_a_paper_serves_up_to_its_last_day() -> None:
    card = replace(FILE, valid_until=date(2026, 9, 17))
    spec(MATERIALS).given(card).when(reuse()).then(REUSED)
    spec(MATERIALS).given(card).when(reuse(day=date(2026, 9, 18))).rejected("paper_expired")


def test_an_original_is_seen_kept_and_given_back() -> None:
    back = ReturnOriginal(meta=meta_at(), case_no="C-1", standing=standing(status="delivered"), material="papers")
    returned = OriginalReturned(case_no="C-1", material="papers", returned_at=AT)
    spec(MATERIALS).when(seen()).then(SEEN)
    spec(MATERIALS).given(SEEN).when(seen()).rejected("original_held")
    spec(MATERIALS).given(SEEN).when(back).then(returned)
    spec(MATERIALS).given(SEEN, returned).when(back).rejected("original_not_held")
    spec(MATERIALS).given(replace(SEEN, kept=False)).when(back).rejected("original_not_held")
    spec(MATERIALS).given(replace(SEEN, kept=False)).when(seen()).then(SEEN)


def test_originals_are_looked_at_by_the_window_and_only_those_the_guide_asks_for() -> None:
    mine = standing(account="citizen", owner="citizen", desk="")
    assert spec(MATERIALS).when(seen(standing=mine)).rejected("forbidden").status == 403
    spec(MATERIALS).when(seen(material="passport")).rejected("unknown_material")
    spec(MATERIALS).when(seen(standing=standing(status="withdrawn"))).rejected("wrong_state")
