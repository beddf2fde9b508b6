"""Names of streams and topics: `category/id`, and which topic a category travels on."""

from __future__ import annotations

JOURNAL = "journal"
REGISTRY = "registry"

REGISTRY_CATEGORIES = frozenset(
    {
        "admission",
        "basis",
        "calendar",
        "channels",
        "delegation",
        "department",
        "division",
        "exemption",
        "file",
        "item",
        "leave",
        "local_days",
        "outside_handling",
        "principals",
        "proxy_catalog",
        "responsibility",
        "roster",
        "rulebook",
        "staff",
        "stationing",
        "venue",
    }
)
"""Streams of these categories are published on the one-partition `registry` topic; all others on `journal`."""


def stream_name(category: str, key: str) -> str:
    """Join a category and an id to a stream name, `case/52040210920260917000012`."""
    return f"{category}/{key}"


def category_of(stream: str) -> str:
    """Tell the category of a stream name."""
    return stream.partition("/")[0]


def key_of(stream: str) -> str:
    """Tell the id within a stream name."""
    return stream.partition("/")[2]


def topic_of(stream: str) -> str:
    """Tell the topic on which a stream's commits travel."""
    return REGISTRY if category_of(stream) in REGISTRY_CATEGORIES else JOURNAL
