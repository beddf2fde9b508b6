"""When a person may be erased."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.intake.erasures.commands import Erase
from services.intake.erasures.decider import PERSONS
from shared.contracts.privacy import ErasureRefused, PersonErased
from shared.testing.spec import meta_at, spec

NOW = "2036-10-21T09:00:00+08:00"
erased = PersonErased(
    person="p-1",
    certificate_no="XC1",
    reason="on_request",
    erased_on=date(2036, 10, 21),
    key_id="aa",
    cases=2,
)


def erase(**changes: Any) -> Erase:
    fields: dict[str, Any] = {
        "person": "p-1",
        "reason": "on_request",
        "certificate_no": "XC1",
        "key_id": "aa",
        "holds": (),
        "kept_until": None,
        "cases": 2,
    }
    return Erase(meta=meta_at(NOW), **(fields | changes))


def test_where_nothing_holds_it_the_key_is_named_and_the_certificate_numbered() -> None:
    spec(PERSONS).when(erase()).then(erased)


@pytest.mark.parametrize("hold", ["open_case", "retention", "open_proxy", "mandate", "open_escort"])
def test_whatever_holds_it_refuses_and_stays_on_record(hold: Any) -> None:
    until = date(2037, 1, 1) if hold == "retention" else None
    answer = spec(PERSONS).when(erase(holds=(hold,), kept_until=until))
    assert list(answer.rejected("legal_hold", "L20").errors) == [hold]
    answer.recorded(ErasureRefused(person="p-1", holds=(hold,), kept_until=until))


def test_nothing_is_erased_twice_but_a_new_key_is_another_matter() -> None:
    spec(PERSONS).when(erase(key_id="")).rejected("nothing_to_erase")
    spec(PERSONS).given(erased).when(erase()).rejected("nothing_to_erase")
    spec(PERSONS).given(erased).when(erase(key_id="bb", certificate_no="XC2")).then_types("person.erased")
