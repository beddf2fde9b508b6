"""Fixtures for all tests, and how examples are drawn."""

from hypothesis import HealthCheck, settings

from shared.testing import once
from shared.testing.browser import browser as browser
from shared.testing.browser import browser_page as browser_page
from shared.testing.running import running_stack as running_stack
from shared.testing.stack import database as database
from shared.testing.stack import kafka_servers as kafka_servers
from shared.testing.stack import mongo_uri as mongo_uri

# How long an example takes tells how busy the machine is, and nothing about the rule it tries.
settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_machine")

once.share()
