"""Fixtures for all tests, and how examples are drawn."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from shared.testing import once
from shared.testing.browser import browser as browser
from shared.testing.browser import browser_page as browser_page
from shared.testing.running import StacksTogether, stop_unless_needed, whole_stacks_first
from shared.testing.running import running_stack as running_stack
from shared.testing.running import whole_yizhan as whole_yizhan
from shared.testing.stack import database as database
from shared.testing.stack import kafka_servers as kafka_servers
from shared.testing.stack import mongo_uri as mongo_uri

# How long an example takes tells how busy the machine is, and nothing about the rule it tries.
settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_machine")

once.share()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    whole_stacks_first(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> StacksTogether:
    return StacksTogether(config, log)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    stop_unless_needed(item, nextitem)
