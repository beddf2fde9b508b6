"""What every request of a service can reach: settings, clock, tokens, and the service object itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from flask import current_app
from flask_babel import LazyString

from shared.identity.identity import Identity
from shared.identity.tokens import Tokens
from shared.timekeeping.clock import Clock

T = TypeVar("T")


class WebSettings(Protocol):
    """The part of the settings that the web kit reads."""

    @property
    def profile(self) -> str:
        """`demo` or `production`."""

    @property
    def secret_key(self) -> str:
        """What signs cookies, CSRF tokens and cursors; the same in all processes of a service."""

    @property
    def token_key(self) -> str:
        """The Ed25519 private key that signs tokens, as PEM."""

    @property
    def older_token_keys(self) -> Sequence[str]:
        """Keys still believed, as PEM."""

    @property
    def service_urls(self) -> Mapping[str, str]:
        """The public address of each service, `{"intake": "http://127.0.0.1:8001", ...}`."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of a service's navigation.

    `permission`: shown only to those who hold it, or one of several; empty: to everyone. `key`: the keyboard shortcut.
    `group`: the name of the group it folds into where the navigation is long; empty: always in sight.
    """

    endpoint: str
    label: str | LazyString
    permission: str | tuple[str, ...] = ""
    key: str = ""
    group: str | LazyString = ""

    def shown_to(self, identity: Identity | None) -> bool:
        """Tell whether somebody may open it."""
        needed = (self.permission,) if isinstance(self.permission, str) else self.permission
        return needed == ("",) or (identity is not None and any(identity.can(each) for each in needed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The wiring of one app; `kit()` gives it within a request."""

    name: str
    title_zh: str
    title_en: str
    settings: WebSettings
    clock: Clock
    tokens: Tokens
    service: Any = None
    ready: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    nav: tuple[NavItem, ...] = ()
    problem_titles: Mapping[str, str | LazyString] = field(default_factory=dict)

    @property
    def secure(self) -> bool:
        """Whether the public address is HTTPS: cookies are then sent over it only."""
        return self.settings.service_urls[self.name].startswith("https://")

    @property
    def demo(self) -> bool:
        """Whether this is the demonstration profile."""
        return self.settings.profile == "demo"


def kit() -> Kit:
    """Give the wiring of the current app."""
    wiring: Kit = current_app.extensions["yizhan"]
    return wiring


def current(kind: type[T]) -> T:
    """Give the service object of the current app, `current(Intake).journal`.

    Raises:
        TypeError: this app was built with another service object.
    """
    service = kit().service
    if not isinstance(service, kind):
        raise TypeError(f"this app serves {type(service).__name__}, not {kind.__name__}")
    return service
