"""Clients under load: some connections that each send their next request when the last one is answered.

Plain `http.client`, prepared requests, a process of its own: the client is to cost little beside what it measures.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from shared.simulation.people import EVERYBODY, somebody_else
from tests.bench.apart import Go

CONNECTIONS = 8
WARM_UP_SECONDS = 1.0
MOST_A_SECOND = 100
"""Cases that one connection could post at most; the floor is faster, but sends the same bytes each time."""

TODAY = date(2026, 9, 17)


def applications(count: int, first: int, token: str) -> list[tuple[str, bytes, dict[str, str]]]:
    """Give requests for `POST /api/v1/cases`, every key and every applicant another.

    Whoever hands the same papers in again within minutes is told of the case that is there already, so the lots of one
    database must not overlap: `first` is the number of the first applicant in a row of people.

    Raises:
        ValueError: there are not so many people.
    """
    if first + count > EVERYBODY:
        raise ValueError(f"{EVERYBODY} people are all there are; measure for a shorter time, or in fewer rounds")
    return [("/api/v1/cases", _application(number), _headers(token)) for number in range(first, first + count)]


def _application(number: int) -> bytes:
    who = somebody_else(number, TODAY)
    said = {
        "item": "LOCAL-03",
        "hall": "H-520402109",
        "window": "W-520402109-01",
        "channel": "window",
        "applicant": {"kind": "1", "name": who.name, "id_number": who.id_number, "phone": who.phone},
        "materials": ["id-card", "bank", "form"],
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _headers(token: str) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": uuid.uuid4().hex,
    }


def signed_in(url: str, account: str, password: str) -> str:
    """Give a token."""
    connection = _connected(url)
    body = json.dumps({"username": account, "password": password})
    connection.request("POST", "/api/v1/auth/token", body, {"Content-Type": "application/json"})
    token: str = json.loads(connection.getresponse().read())["access_token"]
    connection.close()
    return token


def receive_cases(go: Go, *, url: str, seconds: float, turn: int, account: str, password: str) -> list[float]:
    """Post cases for some seconds, in the turn-th round on this database; give how long each took."""
    token = signed_in(url, account, password)
    each = int((seconds + WARM_UP_SECONDS) * MOST_A_SECOND)
    lots = [applications(each, (turn * CONNECTIONS + n) * each, token) for n in range(CONNECTIONS)]
    return _closed_loops(go, url, lots, seconds)


def insert_bytes(go: Go, *, url: str, seconds: float, size: int) -> list[float]:
    """Post bytes of a commit's size to the floor for some seconds; give how long each took."""
    body = b"x" * size
    lots = [[("/", body, {"Content-Type": "application/octet-stream"})] * int(seconds * 1000)] * CONNECTIONS
    return _closed_loops(go, url, lots, seconds)


def _closed_loops(go: Go, url: str, lots: list[Any], seconds: float) -> list[float]:
    took: list[list[float]] = [[] for _ in lots]
    go()
    begin = time.perf_counter() + WARM_UP_SECONDS
    clients = [
        threading.Thread(target=_loop, args=(url, requests, begin, begin + seconds, mine))
        for requests, mine in zip(lots, took, strict=True)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return [each for mine in took for each in mine]


def _loop(url: str, requests: list[Any], begin: float, until: float, took: list[float]) -> None:
    """Send one request after the other; what happens while warming up does not count."""
    connection = _connected(url)
    for path, body, headers in requests:
        sent = time.perf_counter()
        if sent > until:
            break
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        told = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{path}: {answer.status} {told[:300]!r}")
        if sent >= begin:
            took.append(time.perf_counter() - sent)
    connection.close()


def _connected(url: str) -> http.client.HTTPConnection:
    where = urlsplit(url)
    return http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
