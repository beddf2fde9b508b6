"""What each trouble means for people at the windows, and what ends it: a line each (docs/operations.md tells more)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Told = Mapping[str, Any]
"""What `yizhan status` found, as its `--json` prints it."""


def advice(told: Told, data_dir: Path) -> Iterator[str]:
    """Give the lines; none where all is well."""
    if not told["running"] and any(service["waits_for"] for service in told["services"].values()):
        yield f"no launcher runs on {data_dir}: `yizhan up --detach` starts everything and finds its data again"
        return
    if not told["stores"]["database"]["answers"]:
        yield (
            "the database is away: every command is answered 503 and nothing is half done; "
            + _again(told, "database", data_dir)
        )
    if not told["stores"]["broker"]["answers"]:
        yield (
            "the broker is away: windows go on, figures and reactions stand still, nothing is lost; "
            + _again(told, "broker", data_dir)
            + "; then `yizhan verify`"
        )
    dead = [name for name, alive in told["parts"].items() if not alive and name not in told["stores"]]
    if dead:
        yield f"{', '.join(dead)}: the launcher starts it again; why it ended stands in {data_dir / 'logs'}"
    for service, worker in told["workers"].items():
        if f"{service}-worker" not in dead:
            yield from _worker(told, service, worker)


def _again(told: Told, part: str, data_dir: Path) -> str:
    """Tell who starts a store again: the launcher where it is its own, else whoever runs it."""
    if told["parts"].get(part):
        return f"it lives and gives no answer: `kill -9 {told['pids'][part]}`, and the launcher starts it again"
    if part in told["parts"]:
        return f"the launcher starts it again within seconds; if not, see {data_dir / 'logs' / part}.log"
    return f"start it again at {told['stores'][part]['address']}; no service needs a restart"


def _worker(told: Told, service: str, worker: Mapping[str, Any]) -> Iterator[str]:
    """Tell what keeps a worker from its work; what it waits for is told where the stores answer, as they explain it."""
    if "age" not in worker:
        start = f"start it (`python -m shared.worker {service}`)"
        yield f"no worker of {service} runs: what it commits waits to be relayed; {start}"
        return
    if not worker["works"]:
        yield _restart(told, service, worker)
    elif worker["slow"]:
        steps = ", ".join(f"{loop} for {seconds} s" for loop, seconds in worker["slow"].items())
        yield f"{service}-worker is still at one step ({steps}): a refill or a rebuild may take its time; its log tells"
    elif worker["waits"] and all(store["answers"] for store in told["stores"].values()):
        loop, reason = next(iter(worker["waits"].items()))
        yield f"{service}-worker tries again and again: {loop}: {reason}"
    if worker["parked"]:
        yield f"{service}: {worker['parked']} stand aside while all others go on; `yizhan parked` names them and why"


def _restart(told: Told, service: str, worker: Mapping[str, Any]) -> str:
    why = f"has said nothing for {worker['age']:.0f} s" if not worker["ended"] else "has lost loops"
    pid = told["pids"].get(f"{service}-worker")
    own = f"`kill -9 {pid}`, and the launcher starts it again (it ends a silent one by itself after two minutes)"
    how = own if pid else "start it again"
    return f"{service}-worker {why}; what {service} commits is kept, but neither relayed nor followed meanwhile: {how}"
