"""`yizhan up`: the local run. Ctrl-C ends it."""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from shared.config import SERVICES, Settings
from shared.launcher import brokers, parts, record
from shared.launcher.part import Part
from shared.launcher.secrets import make_secrets
from shared.launcher.supervisor import NotStarted, Supervisor

DETACH_SECONDS = 120.0


@click.command(name="up")
@click.option("--detach", is_flag=True, help="Go to the background once everything is ready.")
@click.option(
    "--broker",
    type=click.Choice(brokers.CHOICES),
    default="auto",
    show_default=True,
    help="Which broker to start; auto takes Apache Kafka where its jars were fetched.",
)
@click.option("--data-dir", type=click.Path(path_type=Path), help="Where data, secrets and logs lie.  [.data]")
def command(detach: bool, broker: str, data_dir: Path | None) -> None:
    """Start broker, database, four services and their workers, with demonstration data."""
    settings = Settings.load()
    if data_dir is not None:
        settings = replace(settings, data_dir=data_dir)
    settings = replace(settings, data_dir=settings.data_dir.resolve())
    if detach:
        _detach(settings, broker)
    else:
        _run(settings, broker)


def _run(settings: Settings, choice: str) -> None:
    make_secrets(settings.data_dir)
    own = brokers.stores(settings, choice)
    told = record.Record.of_this_process(own.broker, settings.service_urls)
    supervisor = Supervisor(settings.data_dir, told, _say)
    click.echo(own.meaning)
    try:
        supervisor.start(lambda: own.parts, lambda: _services(settings))
    except NotStarted as why:
        raise click.ClickException(str(why)) from None
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        _greet(settings, "Ctrl-C")
        supervisor.watch()
    finally:
        _say("stopping")
        supervisor.stop()


def _say(line: str) -> None:
    """Tell whoever started it; a terminal that was closed must not keep us from ending in order."""
    with contextlib.suppress(OSError):
        click.echo(line, err=True)


def _services(settings: Settings) -> Sequence[Part]:
    """Prepare what the services need of the stores, then give them."""
    parts.forget_measures(settings)
    _demonstration(settings)
    return parts.services(settings)


def _demonstration(settings: Settings) -> None:
    """Load the demonstration register through the journal; what is there already is not done twice."""
    if settings.demo:
        loader = importlib.import_module("services.intake.demo")
        loader.load(settings.for_service("intake"))


def _greet(settings: Settings, end: str) -> None:
    names = {
        "intake": "收件 intake",
        "approval": "审批 approval",
        "complaints": "诉求 complaints",
        "metrics": "考核 metrics",
    }
    for service in SERVICES:
        click.echo(f"  {names[service]:<18} {settings.url(service)}")
    if settings.demo:
        for line in importlib.import_module("services.intake.demo").accounts_told():
            click.echo(f"  {line}")
    click.echo(f"ready; {end} stops everything")


def _detach(settings: Settings, broker: str) -> None:
    log = settings.data_dir / "logs" / "launcher.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    arguments = [sys.executable, "-m", "shared.cli", "up", "--broker", broker, "--data-dir", str(settings.data_dir)]
    with log.open("ab") as out:
        process = subprocess.Popen(
            arguments, cwd=parts.ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    until = time.monotonic() + DETACH_SECONDS
    while time.monotonic() < until:
        told = record.read(settings.data_dir)
        if told is not None and told.ready and told.pid == process.pid:
            click.echo(brokers.MEANINGS[told.broker])
            _greet(settings, "`yizhan down`")
            return
        if process.poll() is not None:
            raise click.ClickException(_last_line(log))
        time.sleep(0.1)
    raise click.ClickException(f"not ready within {DETACH_SECONDS:.0f} s; see {log}")


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("yizhan: ") if lines else "it ended without a word"
