"""An answer that was lost on its way counts once: for the run that did the deed, and for no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from shared.simulation.client import Client
from shared.simulation.deeds import Deed

DEED = Deed(at=datetime(2026, 9, 17, tzinfo=UTC), account="admin", service="intake", path="/api/v1/venues/H/due")


class Service:
    """Does each key once, remembers whose request did it, and loses the first answers."""

    def __init__(self, lost: int) -> None:
        self.lost, self.done_by = lost, dict[str, str]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t"})
        key, mine = request.headers["Idempotency-Key"], request.headers["X-Correlation-Id"]
        before = key in self.done_by
        done_by = self.done_by.setdefault(key, mine)
        if self.lost:
            self.lost -= 1
            raise httpx.ReadTimeout("lost", request=request)
        again = {"Idempotent-Replayed": "true", "Idempotent-Done-By": done_by}
        return httpx.Response(200, json={}, headers=again if before else {})


def new(service: Service) -> bool:
    client = Client({"intake": "http://intake"}, "password")
    client._http = httpx.Client(transport=httpx.MockTransport(service))
    return client.do(DEED, {}, "key").new


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_deed_is_new_in_the_run_that_did_it_whichever_answers_were_lost(lost: int) -> None:
    assert new(Service(lost))


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_what_an_earlier_run_did_is_not_new_though_answers_were_lost(lost: int) -> None:
    service = Service(0)
    assert new(service)
    service.lost = lost
    assert not new(service)


def test_a_file_goes_along_as_a_form_with_what_is_said_of_it() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"access_token": "t"})

    client = Client({"intake": "http://intake"}, "secret")
    client._http = httpx.Client(transport=httpx.MockTransport(answer))
    client.do(replace(DEED, service="intake", body={"case_no": "{case}"}, file=b"a page"), {"case": "52"}, "key")
    assert seen[-1].headers["Content-Type"].startswith("multipart/form-data")
    assert b'name="case_no"' in seen[-1].content
    assert b"a page" in seen[-1].content
