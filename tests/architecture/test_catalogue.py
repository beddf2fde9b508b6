"""Whoever imports the contracts knows every event: a worker that did not would park what it has never heard of."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("entry", ["services.metrics.worker", "services.approval.worker", "shared.commands.rebuild"])
def test_every_process_knows_every_event(entry: str) -> None:
    code = f"import {entry}; from shared.contracts.events import CATALOGUE; print(len(CATALOGUE))"
    known = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    from shared.contracts import CATALOGUE

    published = [e for e in CATALOGUE.values() if e.__module__.startswith("shared.contracts.")]
    assert int(known) == len(published)
