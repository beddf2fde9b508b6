"""F3: any process is killed while hall clients are at work; nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from pymongo import MongoClient

from shared.config import SERVICES, Settings
from shared.launcher.parts import ROOT
from shared.testing.running import RunningStack
from shared.testing.stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

VICTIMS = ("intake-worker", "approval-web", "broker", "metrics-worker", "database", "complaints-worker", "intake-web")


def has_read_the_register(stack: RunningStack) -> bool:
    """Tell whether every service holds what intake stated at its first start; nobody is served by one that does not."""
    address = f"mongodb://127.0.0.1:{stack.env['YIZHAN_DATABASE_PORT']}/?directConnection=true"
    prefix = Settings.load().database_prefix
    with MongoClient[dict[str, Any]](address) as client:
        counts = {client[f"{prefix}_{service}"]["registry"].count_documents({}) for service in SERVICES}
    return len(counts) == 1


def test_every_process_may_be_killed_while_cases_are_on_their_way(running_stack: RunningStack) -> None:
    stack = running_stack
    eventually(lambda: has_read_the_register(stack))
    simulate = ["simulate", "--days", "1", "--cases-per-day", "12", "--seed", "7", "--no-scenes", "--json"]
    clients = subprocess.Popen(
        [sys.executable, "-m", "shared.cli", *simulate],
        env=stack.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for victim in VICTIMS:
        before = stack.pid(victim)
        os.kill(before, signal.SIGKILL)
        eventually(lambda victim=victim, before=before: stack.pid(victim) != before)  # type: ignore[misc]
        eventually(lambda: stack.cli("status").returncode == 0 or clients.poll() is not None)
    out, error = clients.communicate(timeout=400)
    assert clients.returncode == 0, error
    assert json.loads(out.strip().splitlines()[-1])["received"] == 12
    eventually(lambda: stack.cli("verify").returncode == 0)
    assert stack.cli("parked").returncode == 0
