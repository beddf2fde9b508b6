"""An erasure heard from intake reaches what people wrote here once nothing holds it, and changes nothing else (F10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from services.complaints import erasures
from services.complaints.service import Complaints
from shared.contracts.privacy import PersonErased, SealedKey
from shared.identity import Identity
from shared.journal.chain import verify_stream
from shared.privacy import Erased
from shared.timekeeping import VirtualClock
from tests.complaints.samples import CITIZEN, FILING, OTHER_CITIZEN, Caller, told_by

As = Callable[[Identity | None], Caller]
YEARS_LATER = VirtualClock(datetime.fromisoformat("2037-01-05T09:00:00+08:00"))


def filed(as_: As, who: Identity | None) -> str:
    answer = as_(who).post("/complaints", FILING)
    assert answer.status_code == 201, answer.json
    return str(answer.json["number"])


def key(service: Complaints, kind: str, name: str) -> SealedKey:
    person = service.vault.person(kind, name)
    return SealedKey(kind, person, service.vault.key_id(person))  # type: ignore[arg-type]


def erased(*keys: SealedKey) -> PersonErased:
    return PersonErased(
        person="p1",
        certificate_no="520400000XC2037000001",
        reason="on_request",
        erased_on=date(2037, 1, 5),
        key_id="00" * 8,
        keys=keys,
    )


def hear(service: Complaints, *keys: SealedKey) -> None:
    erasures.hear(service, told_by("person/p1", erased(*keys)))


def text(service: Complaints, number: str) -> str:
    row = service.complaints.collection.find_one({"_id": number})
    assert row is not None
    return service.vault.open(row["person"], row["text"], number, "text")


def test_what_is_under_way_waits_and_is_erased_once_it_has_ended_and_was_kept_long_enough(
    as_: As, service: Complaints
) -> None:
    number = filed(as_, CITIZEN)
    mine = key(service, "account", CITIZEN.id)
    hear(service, mine)
    assert text(service, number) == FILING["text"], "it is under way"
    service.complaints.collection.update_one({"_id": number}, {"$set": {"status": "closed", "closed_on": "2026-09-25"}})
    erasures.sweep(service)
    assert text(service, number) == FILING["text"], "it is still to be kept"
    erasures.sweep(replace(service, clock=YEARS_LATER))
    with pytest.raises(Erased):
        text(service, number)


def test_one_erasure_reaches_every_key_it_names_and_no_other(as_: As, service: Complaints) -> None:
    mine, anybodys, others = filed(as_, CITIZEN), filed(as_, None), filed(as_, OTHER_CITIZEN)
    before = [(commit.id, commit.body, commit.hash) for commit in service.journal.store.scan()]
    service.complaints.collection.update_many({}, {"$set": {"status": "closed", "closed_on": "2026-09-25"}})
    late = replace(service, clock=YEARS_LATER)
    hear(late, key(service, "account", CITIZEN.id), key(service, "complaint", anybodys))
    for number in (mine, anybodys):
        with pytest.raises(Erased):
            text(service, number)
    assert text(service, others) == FILING["text"]
    assert [(commit.id, commit.body, commit.hash) for commit in service.journal.store.scan()] == before
    for number in (mine, anybodys, others):
        verify_stream(service.journal.store.stream(f"complaint/{number}"))


def test_hearing_it_again_spares_a_key_made_since(as_: As, service: Complaints) -> None:
    number = filed(as_, CITIZEN)
    service.complaints.collection.update_many({}, {"$set": {"status": "closed", "closed_on": "2026-09-25"}})
    late, mine = replace(service, clock=YEARS_LATER), key(service, "account", CITIZEN.id)
    hear(late, mine)
    token = service.vault.seal(mine.person, number, "text", "又来了")
    hear(late, mine)
    assert service.vault.open(mine.person, token, number, "text") == "又来了"


def test_keys_of_other_services_are_left_to_them(service: Complaints) -> None:
    token = service.vault.seal("q", "n", "text", "问题")
    hear(service, SealedKey("consultation", "q", service.vault.key_id("q")))
    assert service.vault.open("q", token, "n", "text") == "问题"
