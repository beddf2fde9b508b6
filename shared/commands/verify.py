"""`yizhan verify`: every chain, every checkpoint, and store = log = archive = tree; or a bundle, anywhere."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from shared.commands.stores import stores
from shared.config import BadSettings, Settings
from shared.journal.archive import REGISTER_ARCHIVE, Archive
from shared.journal.bundle import Reading
from shared.journal.bundle import wrong as wrong_in
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect, durable
from shared.journal.verification import Culprit, culprits

SHOWN = 20
"""Culprits of a place named one by one; the rest are counted."""


METRICS = Path(__file__).parents[2] / "services" / "metrics"
RECOMPUTE = METRICS / "assessments" / "static" / "recompute.py"
CHECK_PROOF = METRICS / "checkpoints" / "static" / "check_proof.py"
"""The scripts that recompute a score from its bundle and check a proof; they need nothing of this project, and are run
so."""


@click.command(name="verify")
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A bundle of commits or of a score, or a proof; needs neither broker nor database.",
)
@click.option("--key", default="", help="With --bundle: the key, name+id+key, that must have signed its checkpoint.")
def command(bundle: Path | None, key: str) -> None:
    """Check every chain and checkpoint, and that stores, log, archive and tree agree. Exit code 1 where they do not."""
    sys.exit(_everything() if bundle is None else _bundle(bundle, key))


def _bundle(file: Path, key: str) -> int:
    """Check a bundle; name what is not as it was sealed."""
    if script := _script_for(file):
        given = [*(["--key", key] if key and script == CHECK_PROOF else []), str(file)]
        return subprocess.run([sys.executable, "-I", str(script), *given], check=False).returncode
    reading, found = Reading(), 0
    with file.open("rb") as lines:
        for told in _wrong(lines, reading, key):
            found += 1
            click.echo(f"bundle: {told}", err=True)
    click.echo(f"bundle       {reading.commits:>8} commits  {found:>4} wrong")
    if reading.checkpoint:
        sealed = (
            f"{reading.checkpoint.origin} over {reading.checkpoint.size} commits, root {reading.checkpoint.root.hex()}"
        )
        click.echo(f"checkpoint   {reading.proofs:>8} proved   {sealed}")
        for witness, size, moment in reading.witnesses:
            at = datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
            click.echo(f"witnessed    {size:>8} commits  {at} by {witness}: compare it with the witness's own word")
        click.echo(f"signed with  {reading.key}{'' if key else ': compare it with the one you were given, or --key'}")
    return 1 if found else 0


def _wrong(lines: Iterable[bytes], reading: Reading, key: str) -> Iterator[str]:
    yield from wrong_in(lines, reading)
    if key and reading.key != key:
        yield f"the checkpoint is signed with {reading.key}" if reading.key else "there is no checkpoint in it"


def _script_for(file: Path) -> Path | None:
    """Give the script that checks it, where it is one JSON document (a score's bundle, a proof) and not lines."""
    with file.open("rb") as lines:
        if b"yizhan-journal-bundle" in lines.readline():
            return None
    try:
        told = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError:
        return None
    if not isinstance(told, dict):
        return None
    return RECOMPUTE if "score" in told else CHECK_PROOF if "checkpoint" in told or "second" in told else None


def _everything() -> int:
    settings = Settings.load()
    kept = stores(settings)
    database = durable(connect(settings.mongodb_uri), settings.database_of("metrics"))
    bus = KafkaBus(settings.kafka_servers)
    wrong: Counter[str] = Counter()
    try:
        for culprit in culprits(kept, bus, Archive(database), Archive(database, REGISTER_ARCHIVE)):
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
    click.echo(f"{'order':<12} {sealed.orders:>8} parts    {wrong['order']:>4} wrong")
    click.echo(f"{'checkpoints':<12} {sealed.checkpoints:>8}          {wrong['checkpoints']:>4} wrong")
    click.echo(f"{'cosignatures':<12} {sealed.cosignatures:>8}          {wrong['cosignatures']:>4} wrong")
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
