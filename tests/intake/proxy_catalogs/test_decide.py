"""Rules of proxy catalogues: every entry comes down to an item of the register that others may do."""

from __future__ import annotations

from dataclasses import replace

from shared.contracts.duties import ProxyCatalogPublished, ProxyEntry
from tests.intake.duties import HALL, LICENCE, day, stating

PROXY = replace(LICENCE, village_proxy=True)
CATALOG = ProxyCatalogPublished(
    division=HALL.division,
    entries=(ProxyEntry(LICENCE.code),),
    document_no="马府发〔2025〕7号",
    effective_from=day("2025-01-01"),
)


def test_a_township_publishes_what_its_points_do_for_others() -> None:
    stating(CATALOG, PROXY).then(CATALOG)


def test_an_orphan_is_refused() -> None:
    orphan = replace(CATALOG, entries=(ProxyEntry("gone"),))
    refusal = stating(orphan, PROXY).rejected("orphan_proxy_item", "S2.4d")
    assert (refusal.status, list(refusal.errors)) == (422, ["entries"])


def test_what_must_be_done_in_person_is_not_on_the_list() -> None:
    stating(CATALOG).rejected("not_for_proxy", "S2.4a")


def test_a_list_is_of_a_township_with_a_document_and_names_an_item_once() -> None:
    stating(replace(CATALOG, division="520402109"), PROXY).rejected("unknown_division")
    stating(replace(CATALOG, document_no=""), PROXY).rejected("basis_missing", "P0")
    stating(replace(CATALOG, entries=CATALOG.entries * 2), PROXY).rejected("named_twice")


def test_a_new_list_does_not_reach_back() -> None:
    earlier = replace(CATALOG, entries=(), effective_from=day("2024-01-01"))
    stating(earlier, PROXY, before=CATALOG).rejected("backdated")
