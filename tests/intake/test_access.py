"""Who may call what at intake, route by route and role by role; and that nobody reaches into another hall's cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from services.intake.service import Intake
from shared.identity import ROLES, Identity
from shared.identity.access import declared_access
from tests.intake.cases.test_api import PART, received
from tests.intake.people import ADMIN, REVIEWER, RS_CLERK, Caller

As = Callable[[Identity | None], Caller]


def guarded(app: Flask) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Give method, path and permissions of every route that is not public; placeholders are filled with a code."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            access = declared_access(app, rule.endpoint, method)
            assert access is not None, f"{method} {rule.rule} declares nothing"
            if not access.public:
                yield method, path_of(rule), frozenset(access.permissions)


def path_of(rule: Rule) -> str:
    return "".join("LOCAL-13" if dynamic else text for dynamic, text in rule._trace).removeprefix("|")


def test_every_guarded_route_refuses_strangers_and_every_role_without_the_permission(app: Flask, as_: As) -> None:
    routes = list(guarded(app))
    assert len(routes) > 40
    refused = 0
    for role, told in ROLES.items():
        caller = as_(Identity(f"somebody-{role}", role))
        for method, path, permissions in routes:
            if permissions & told.permissions:
                continue
            answer = caller.client.open(path, method=method, headers=caller.headers)
            assert answer.status_code == 403, f"{role}: {method} {path}"
            refused += 1
    stranger = as_(None)
    for method, path, _ in routes:
        headers = {"Authorization": "Bearer nonsense"}
        assert stranger.client.open(path, method=method, headers=headers).status_code == 401, f"{method} {path}"
    assert refused > 100


ACTS = ("acceptance", "supplement-notice", "supplements", "refusal", "redirect", "withdrawal", "completion", "delivery")
BODIES = {
    "supplement-notice": {"defects": [{"material": "form", "problem": "缺页"}]},
    "supplements": {"materials": ["form"]},
    "refusal": {"reasons": "不在本辖区", "basis": "行政许可法第三十二条"},
    "redirect": {"department": "县林业局", "address": "文明路 3 号", "telephone": "0851-38220000"},
    "withdrawal": {"reason": "不再办理", "confirmed": True},
    "completion": {"result": "已登记"},
    "delivery": {"manner": "window"},
}


@pytest.fixture
def case_no(as_: As) -> str:
    """A case of the hall at Machang."""
    return received(as_, PART)


@pytest.mark.parametrize("act", ACTS)
def test_a_clerk_does_nothing_to_another_halls_case(as_: As, intake: Intake, case_no: str, act: str) -> None:
    before = intake.database["commits"].count_documents({})
    answer = as_(RS_CLERK).post(f"/cases/{case_no}/{act}", BODIES.get(act))
    assert answer.status_code in (403, 404), answer.json
    assert intake.database["commits"].count_documents({}) == before


@pytest.mark.parametrize("what", ["", "/receipt", "/notice", "/timeline"])
def test_nobody_reads_a_case_outside_their_jurisdiction(as_: As, case_no: str, what: str) -> None:
    outside = Identity("visitor", "auditor", divisions=("520402",))
    for stranger in (outside, RS_CLERK, Identity("nowhere", "auditor")):
        answer = as_(stranger).get(f"/cases/{case_no}{what}")
        assert answer.status_code in (403, 404), f"{stranger.id}: {answer.json}"
        assert "张三丰" not in answer.get_data(as_text=True)


def test_lists_hold_only_cases_of_ones_jurisdiction(as_: As, case_no: str) -> None:
    def listed(identity: Identity) -> list[str]:
        return [row["case_no"] for row in as_(identity).get("/cases").json["items"]]

    assert case_no in listed(REVIEWER)
    assert case_no not in listed(RS_CLERK)
    assert listed(Identity("nowhere", "auditor")) == []


def test_an_administrator_sees_cases_masked_and_does_nothing_to_them(as_: As, case_no: str) -> None:
    told = as_(ADMIN).get(f"/cases/{case_no}")
    assert (told.status_code, "张三丰" in told.get_data(as_text=True)) == (200, False)
    for act in ACTS:
        assert as_(ADMIN).post(f"/cases/{case_no}/{act}", BODIES.get(act)).status_code == 403
