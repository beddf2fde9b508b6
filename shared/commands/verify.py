"""`yizhan verify`: every chain, every checkpoint, and store = log = archive = tree; or a bundle, anywhere."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click
import orjson

from shared.commands.stores import stores
from shared.config import BadSettings, Settings
from shared.journal.archive import Archive
from shared.journal.bundle import wrong as wrong_in
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect, durable
from shared.journal.verification import Culprit, culprits

SHOWN = 20
"""Culprits of a place named one by one; the rest are counted."""


RECOMPUTE = Path(__file__).parents[2] / "services" / "metrics" / "assessments" / "static" / "recompute.py"
"""The script that recomputes a score from its bundle; it needs nothing of this project, and is run so."""


@click.command(name="verify")
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A bundle of commits or of a score; needs neither broker nor database.",
)
def command(bundle: Path | None) -> None:
    """Check every chain and checkpoint, and that stores, log, archive and tree hold the same commits.

    Exit code 1 where they differ.
    """
    sys.exit(_everything() if bundle is None else _bundle(bundle))


def _bundle(file: Path) -> int:
    """Check a bundle; name what is not as it was sealed."""
    if _is_of_a_score(file):
        return subprocess.run([sys.executable, "-I", str(RECOMPUTE), str(file)], check=False).returncode
    with file.open("rb") as lines:
        found = 0
        for told in wrong_in(lines):
            found += 1
            click.echo(f"bundle: {told}", err=True)
        lines.seek(0)
        commits = sum(1 for _ in lines) - 2
    click.echo(f"bundle       {max(commits, 0):>8} commits  {found:>4} wrong")
    return 1 if found else 0


def _is_of_a_score(file: Path) -> bool:
    """Tell whether it is one JSON document, as the bundle of a score is, and not line after line."""
    with file.open("rb") as lines:
        if b"yizhan-journal-bundle" in lines.readline():
            return False
    try:
        told = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError:
        return False
    return isinstance(told, dict) and "score" in told


def _everything() -> int:
    settings = Settings.load()
    kept = stores(settings)
    database = durable(connect(settings.mongodb_uri), settings.database_of("metrics"))
    bus = KafkaBus(settings.kafka_servers)
    wrong: Counter[str] = Counter()
    try:
        for culprit in culprits(kept, bus, Archive(database)):
            _name(culprit, wrong)
        believed = _believed(settings)
        verify = importlib.import_module("services.metrics.checkpoints.verification").verify
        sealed = verify(database, kept["metrics"], bus, believed)
        for culprit in sealed.culprits:
            _name(culprit, wrong)
    finally:
        bus.close()
    for service, store in kept.items():
        click.echo(f"{service:<12} {store.count():>8} commits  {wrong[service]:>4} wrong")
    for place in ("log", "archive"):
        click.echo(f"{place:<12} {wrong[place]:>26} wrong")
    click.echo(f"{'tree':<12} {sealed.leaves:>8} leaves   {wrong['tree']:>4} wrong")
    click.echo(f"{'checkpoints':<12} {sealed.checkpoints:>8}          {wrong['checkpoints']:>4} wrong")
    for key in () if believed else sealed.keys:
        click.echo(f"signed with {key}: no key is configured here, so compare it with the one you were given")
    return 1 if wrong else 0


def _name(culprit: Culprit, wrong: Counter[str]) -> None:
    wrong[culprit.place] += 1
    if wrong[culprit.place] <= SHOWN:
        click.echo(f"{culprit.place}: {culprit.told}", err=True)


def _believed(settings: Settings) -> list[str]:
    """Give the keys that may have signed checkpoints: those that are configured, and the one at hand."""
    with suppress(BadSettings):
        signer = importlib.import_module("services.metrics.checkpoints.sealing").Signer
        pem = Settings.load("metrics").checkpoint_key
        return [*settings.checkpoint_keys, signer(settings.checkpoint_origin, pem).vkey]
    return list(settings.checkpoint_keys)
