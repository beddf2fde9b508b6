"""Q6 and Q9: how soon an accepted command is seen in metrics, and how soon a local run is up again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import httpx
import psutil

from services.intake.registry.demo import file
from shared.config import SERVICES
from shared.testing.running import RunningStack
from tests.bench.apart import Go, alone
from tests.bench.figures import Figure, at_most, percentile
from tests.bench.load import CONNECTIONS, _connected, applications, signed_in
from tests.bench.machines import folder
from tests.bench.receiving import CLERK

COMMANDS_A_SECOND = 50
PATIENCE_SECONDS = 60.0
PARTS = ("database", "broker", *(f"{service}-worker" for service in SERVICES))
RESTING = 0.3
"""Processor seconds a second that all of them use when nothing is asked of them; measured: about 0.2."""


def figures(seconds: float) -> list[Figure]:
    """Measure Q6 on a running Yizhan, then stop it and measure Q9 at its second start."""
    with folder() as place:
        stack = RunningStack(place)
        stack.start()
        try:
            come_to_rest(stack.pid)
            seen = alone(
                watched,
                intake=stack.urls["intake"],
                metrics=stack.urls["metrics"],
                seconds=seconds,
                password=file("staff")["password"],
            )
            stack.stop()
            began = time.perf_counter()
            stack.start()
            up = time.perf_counter() - began
        finally:
            stack.stop_if_running()
    return [*_q6(seen), Figure("Q9", "second start, to all ready", f"{up:.1f} s", "", *at_most(up, 15, " s"))]


def come_to_rest(pid: Callable[[str], int]) -> None:
    """Wait until a stack that says it is ready has read the demonstration's register: it is not used while it starts.

    Raises:
        RuntimeError: it does not come to rest.
    """
    parts = [psutil.Process(pid(part)) for part in PARTS]
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        before = _used(parts)
        time.sleep(1.0)
        if _used(parts) - before < RESTING:
            return
    raise RuntimeError("the stack does not come to rest")


def _used(parts: Sequence[psutil.Process]) -> float:
    """Give the processor seconds that processes have used."""
    return sum(sum(part.cpu_times()[:2]) for part in parts)


def _q6(seen: dict[str, Any]) -> list[Figure]:
    took = seen["took"]
    offered = f"{seen['rate']:.0f} of {COMMANDS_A_SECOND} commands/s"
    p50, p99 = median(took), percentile(took, 0.99)
    in_time = seen["rate"] >= 0.95 * COMMANDS_A_SECOND
    rows = []
    for what, value, goal in (("p50", p50, 0.3), ("p99", p99, 1.0)):
        told, words, met = at_most(value, goal, " s")
        title = f"accepted until seen in metrics, {what}"
        rows.append(Figure("Q6", title, f"{value:.2f} s", f"at {offered}", told, words, met and in_time, seen))
    return rows


def watched(go: Go, *, intake: str, metrics: str, seconds: float, password: str) -> dict[str, Any]:
    """Receive cases at a steady rate, and note when metrics counts the k-th of them.

    Cases are told apart by their number in the order of acceptance, so that one cheap count does for all.
    """
    token, count = signed_in(intake, CLERK, password), int(seconds * COMMANDS_A_SECOND)
    requests = applications(count, 0, token)
    accepted: list[float] = []
    with httpx.Client(base_url=metrics, timeout=30) as reader:
        before = _received(reader)
        go()
        began = time.perf_counter()
        sender = threading.Thread(target=_at_a_steady_rate, args=(intake, requests, began, accepted))
        sender.start()
        seen = _seen(reader, before, count)
        sender.join()
    took = [at - told for at, told in zip(seen, sorted(accepted), strict=True)]
    return {"took": took, "rate": (count - 1) / (max(accepted) - min(accepted))}


def _at_a_steady_rate(url: str, requests: list[Any], began: float, accepted: list[float]) -> None:
    """Send each request at its moment, over a few connections; note when each was answered."""
    local = threading.local()

    def send(number: int) -> None:
        time.sleep(max(0.0, began + number / COMMANDS_A_SECOND - time.perf_counter()))
        connection = local.__dict__.setdefault("connection", _connected(url))
        path, body, headers = requests[number]
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        if answer.status != 201:
            raise RuntimeError(str(told))
        accepted.append(time.perf_counter())

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(send, range(len(requests))))


def _seen(reader: httpx.Client, before: int, count: int) -> list[float]:
    """Give the moments at which metrics had counted one more, two more ... cases."""
    seen: list[float] = []
    until = time.perf_counter() + PATIENCE_SECONDS + count / COMMANDS_A_SECOND
    while len(seen) < count:
        more, now = _received(reader) - before, time.perf_counter()
        seen += [now] * (more - len(seen))
        if now > until:
            raise RuntimeError(f"metrics shows {more} of {count} cases")
        time.sleep(0.05)
    return seen


def _received(reader: httpx.Client) -> int:
    received: int = reader.get("/api/v1/counts").json()["total"]["received"]
    return received
