"""The public API as hall clients use it: signed in, at a virtual time, patient with services that come and go."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from random import choices
from string import ascii_lowercase
from typing import Any

import httpx

from shared.simulation.deeds import Deed, Known

PATIENCE_SECONDS = 180.0
"""How long a service may be away before the run gives up."""

AWAY = frozenset({429, 500, 502, 503, 504})
LONGEST_PAUSE = 2.0


class GaveUp(Exception):
    """A service stayed away, or refused what the plan had foreseen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `new` tells that it was done now, and not in an earlier run."""

    status: int
    body: Mapping[str, Any]
    new: bool

    @property
    def done(self) -> bool:
        """Whether the command was done."""
        return self.status in (200, 201)

    @property
    def code(self) -> str:
        """The problem's code, if it is one."""
        return str(self.body.get("code", ""))


class Client:
    """One HTTP client for all threads; tokens are fetched once an account."""

    def __init__(self, urls: Mapping[str, str], password: str) -> None:
        self._urls = urls
        self._password = password
        self._http = httpx.Client(timeout=20.0, limits=httpx.Limits(max_connections=32, max_keepalive_connections=32))
        self._tokens: dict[str, str] = {}
        self._lock = threading.Lock()
        self._name, self._number = "".join(choices(ascii_lowercase, k=20)), itertools.count(1)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def get(self, service: str, path: str, **query: Any) -> Any:
        """Read something public.

        Raises:
            GaveUp: the service stayed away, or there is no such thing.
        """
        told = self._send("GET", service, path, {}, params=query)
        if told.status_code != 200:
            raise GaveUp(f"{service}{path}: {told.status_code} {told.text[:300]}")
        return told.json()

    def do(self, deed: Deed, known: Known, key: str) -> Answer:
        """Do a deed as its account at its virtual time; the key makes it safe to say again.

        Raises:
            GaveUp: the service stayed away.
        """
        mine = f"{self._name}.{next(self._number)}"
        headers = {"Idempotency-Key": key, "X-Yizhan-Now": deed.at.isoformat(), "X-Correlation-Id": mine}
        if deed.device:
            headers["Cookie"] = f"yizhan_device={deed.device}"
        method, said = _said(deed, known)
        for _ in range(2):
            signed = {**headers, "Authorization": f"Bearer {self._token(deed.account)}"}
            told = self._send(method, deed.service, deed.address(known), signed, **said)
            if told.status_code != 401:
                break
            self._tokens.pop(deed.account, None)
        # Where an answer was lost and the deed said again, it was done before; but by this very request, and now.
        new = "Idempotent-Replayed" not in told.headers or told.headers.get("Idempotent-Done-By") == mine
        return Answer(told.status_code, told.json(), new)

    def _token(self, account: str) -> str:
        with self._lock:
            if account not in self._tokens:
                body = {"username": account, "password": self._password}
                told = self._send("POST", "intake", "/api/v1/auth/token", {}, json=body)
                if told.status_code != 200:
                    raise GaveUp(f"{account} cannot sign in: {told.text[:200]}")
                self._tokens[account] = told.json()["access_token"]
            return self._tokens[account]

    def _send(self, method: str, service: str, path: str, headers: Mapping[str, str], **rest: Any) -> httpx.Response:
        """Send until a service answers."""
        until, pause = time.monotonic() + PATIENCE_SECONDS, 0.1
        while True:
            try:
                told = self._http.request(method, self._urls[service] + path, headers=dict(headers), **rest)
                if told.status_code not in AWAY:
                    return told
                reason = f"{told.status_code} {told.text[:200]}"
            except httpx.HTTPError as error:
                reason = type(error).__name__
            if time.monotonic() > until:
                raise GaveUp(f"{service}{path}: {reason}")
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _said(deed: Deed, known: Known) -> tuple[str, dict[str, Any]]:
    """Give the method, and what goes along."""
    if deed.body is None:
        return "GET", {}
    if deed.file:
        return "POST", {"data": deed.said(known), "files": {"file": ("scan.png", deed.file, "image/png")}}
    return "POST", {"json": deed.said(known)}
