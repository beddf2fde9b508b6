"""What the apps of a test run have in common is worked out once: thousands of them are made, from the same routes and
templates, and most of the time of making one goes into what every other has done before.

Nothing of a request is kept, and nothing that a service object, a clock or a setting has part in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

_builders: dict[Any, Callable[..., tuple[str, str]]] = {}
_compile_builder = Rule._compile_builder


class _Memory(BytecodeCache):
    """Templates that were compiled, under their place and the hash of their source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template as it was compiled before; one whose source has changed is compiled anew."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


def _builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """Give the function that builds a route's address.

    It takes the route itself, with its converters, as an argument, so that all routes that are written alike may have
    the same; defaults are worked into it, so a route with some has its own.
    """
    if rule.defaults:
        return _compile_builder(rule, append_unknown)
    key = (rule.rule, tuple(rule._trace), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


def share() -> None:
    """Let all apps made from now on share their compiled templates and builders of addresses."""
    Rule._compile_builder = _builder  # type: ignore[method-assign, assignment]
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Memory()}
