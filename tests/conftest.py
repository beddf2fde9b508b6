"""Fixtures for all tests."""

from shared.testing.browser import browser as browser
from shared.testing.browser import browser_page as browser_page
from shared.testing.running import running_stack as running_stack
from shared.testing.stack import database as database
from shared.testing.stack import kafka_servers as kafka_servers
from shared.testing.stack import mongo_uri as mongo_uri
