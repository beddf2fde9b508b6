"""An account that has proved whose it is sees its person's cases, and no more than sees them (S1.5b)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.intake.accounts.proving import SIMULATED
from services.intake.service import Intake
from shared.config import Settings
from shared.identity import Identity
from tests.intake.cases.test_api import WHOLE
from tests.intake.people import APPLICANT, CITIZEN, CLERK, OTHER_CITIZEN, Caller
from tests.intake.test_pages import Visitor, visit

__all__ = ["visit"]

As = Callable[[Identity | None], Caller]
Visit = Callable[[Identity | None], Visitor]
MINE = {"name": APPLICANT["name"], "id_number": APPLICANT["id_number"]}


@pytest.fixture
def case_no(as_: As) -> str:
    """A case that a window took in, of nobody's account."""
    return str(as_(CLERK).post("/cases", WHOLE).json["case_no"])


def test_whoever_has_proved_their_number_sees_their_window_cases_without_a_code(as_: As, case_no: str) -> None:
    citizen = as_(CITIZEN)
    assert citizen.get(f"/cases/{case_no}").status_code == 404
    told = citizen.post("/auth/identity", MINE)
    assert (told.status_code, told.json["proved"], told.json["how"]) == (200, True, SIMULATED)
    seen = citizen.get(f"/cases/{case_no}").json
    assert (seen["case_no"], seen["applicant"]["name"]) == (case_no, APPLICANT["name"])
    assert [row["case_no"] for row in citizen.get("/cases").json["items"]] == [case_no]
    assert as_(OTHER_CITIZEN).get(f"/cases/{case_no}").status_code == 404


def test_seeing_is_all_a_proof_gives(as_: As, case_no: str) -> None:
    as_(CITIZEN).post("/auth/identity", MINE)
    refused = as_(CITIZEN).post(f"/cases/{case_no}/withdrawal", {"reason": "不办了"})
    assert (refused.status_code, refused.json["code"]) == (404, "unknown_case")


@pytest.mark.usefixtures("case_no")
def test_another_name_or_number_proves_nothing_and_is_counted(as_: As) -> None:
    citizen = as_(CITIZEN)
    bad = citizen.post("/auth/identity", {**MINE, "id_number": "520402199001010011"})
    assert bad.status_code == 422
    codes = [citizen.post("/auth/identity", {**MINE, "name": "李四光"}).json["code"] for _ in range(11)]
    assert codes == ["identity_mismatch"] * 10 + ["too_many_looks"]
    assert citizen.get("/auth/identity").json["proved"] is False


def test_an_account_is_one_persons_and_what_is_kept_names_nobody(as_: As, intake: Intake) -> None:
    as_(CITIZEN).post("/auth/identity", MINE)
    assert as_(CITIZEN).post("/auth/identity", MINE).status_code == 200
    other = as_(CITIZEN).post("/auth/identity", {"name": "李四光", "id_number": "520402200503150039"})
    assert other.status_code in (409, 422)
    kept = str(list(intake.proofs.find()))
    assert APPLICANT["name"] not in kept
    assert APPLICANT["id_number"] not in kept


def test_without_a_real_name_service_nobody_is_taken_for_anybody(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "demo", property(lambda _: False))
    refused = as_(CITIZEN).post("/auth/identity", MINE)
    assert (refused.status_code, refused.json["code"]) == (503, "real_name_unavailable")


def test_the_page_says_that_the_check_is_simulated(visit: Visit, case_no: str) -> None:
    citizen = visit(CITIZEN)
    assert "证明账号是本人的" in citizen.open("/mine")
    assert "这里是模拟核验" in citizen.open("/account/identity")
    assert citizen.submit("/account/identity", **MINE).status_code == 303
    page = citizen.open("/mine")
    assert case_no in page
    assert "只能看" in page
    assert "已核验为本人（模拟核验）" in citizen.open("/account/identity")
