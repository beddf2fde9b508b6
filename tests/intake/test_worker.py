"""The worker's wiring: what it relays, hears and repairs."""

from __future__ import annotations

from services.intake.worker import create_worker
from shared.config import Settings


def test_the_worker_relays_cases_hears_decisions_and_repairs_the_case_list(filled: Settings) -> None:
    worker = create_worker(filled)
    assert (worker.name, worker.journal.source) == ("intake", "intake")
    assert {each.name: each.categories for each in worker.subscriptions}["intake.reviews"] == {"review"}
    assert {each.name: each.categories for each in worker.subscriptions}["intake.looks"] == {"access"}
    views = {view.collection.name for view in worker.views}
    assert views >= {"cases", "sheets", "documents", "proxies", "mandates", "looks", "erasures"}
    assert {each.name for each in worker.timers} >= {"attendance", "connectivity"}
    worker.database.client.close()
