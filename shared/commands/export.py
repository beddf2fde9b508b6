"""`yizhan export`: histories for process mining and tables, and bundles that prove themselves."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import click

from shared.commands.stores import stores
from shared.config import Settings
from shared.journal.archive import Archive
from shared.journal.bundle import Sealed, written
from shared.journal.commit import Commit
from shared.journal.mongo_store import connect, durable
from shared.timekeeping import RealClock

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(name="export")
@click.option(
    "--format", "form", type=click.Choice(["xes", "ocel", "csv", "bundle"]), required=True, help="Which file."
)
@click.option("--case", default="", help="One case, complaint or other key; all where none is named.")
@click.option("--from", "first", type=DAY, help="Recorded on this day or later.")
@click.option("--to", "last", type=DAY, help="Recorded on this day or earlier.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file; standard output otherwise.")
def command(form: str, case: str, first: datetime | None, last: datetime | None, out: Path | None) -> None:
    """Write histories (xes, ocel, csv) or a bundle of commits that `yizhan verify --bundle` checks anywhere."""
    days = (first.date().isoformat() if first else "", last.date().isoformat() if last else "")
    settings = Settings.load()
    pieces = _bundle(settings, case, days) if form == "bundle" else _histories(settings, form, case, days)
    begun = next(pieces)
    if out is None:
        _write(sys.stdout.buffer, begun, pieces)
        return
    with out.open("wb") as file:
        _write(file, begun, pieces)


def _write(file: IO[bytes], begun: bytes, pieces: Iterable[bytes]) -> None:
    file.write(begun)
    file.writelines(pieces)


def _bundle(settings: Settings, case: str, days: tuple[str, str]) -> Iterator[bytes]:
    found = _of_case(settings, case) if case else _of_all(settings)
    within = (sealed for sealed, day in found if _lies_in(day, days))
    made_at = RealClock().now().isoformat(timespec="seconds")
    proving = importlib.import_module("services.metrics.checkpoints.bundling")
    prover = proving.Prover(_archive(settings).collection.database, everything=not case)
    return written(within, made_at, case, *days, checkpoint=prover.checkpoint, prove=prover.prove)


def _of_case(settings: Settings, case: str) -> Iterator[tuple[Sealed, str]]:
    kept = sorted(_archive(settings).of_case(case), key=lambda one: (one[0].stream, one[0].version))
    if not kept:
        raise click.ClickException(f"nothing is known of {case}")
    return (((digest, body), said.recorded_at) for said, body, digest in kept)


def _of_all(settings: Settings) -> Iterator[tuple[Sealed, str]]:
    """Give the commits of all services, by stream and version; each store gives its own in that order."""
    every: Iterator[Commit] = merge(
        *(store.scan() for store in stores(settings).values()), key=lambda each: (each.stream, each.version)
    )
    return (((each.hash, each.body), each.recorded_at.isoformat()) for each in every)


def _histories(settings: Settings, form: str, case: str, days: tuple[str, str]) -> Iterator[bytes]:
    exporting = importlib.import_module("services.metrics.audit.exporting")
    build = importlib.import_module("services.metrics.audit.history").build
    archive = _archive(settings)
    known: Iterable[tuple[str, Any]] = [(case, list(archive.of_case(case)))] if case else _by_case(archive)
    if case and not next(iter(known))[1]:
        raise click.ClickException(f"nothing is known of {case}")
    histories = (build(name, [one for one in kept if _lies_in(one[0].recorded_at, days)]) for name, kept in known)
    written_so = exporting.FORMATS[form](history for history in histories if history.lines)
    return (piece.encode() for piece in written_so)


def _by_case(archive: Archive) -> Iterator[tuple[str, Any]]:
    for case, kept in groupby(archive.all(), key=lambda one: one[0].case):
        yield case, list(kept)


def _lies_in(recorded_at: str, days: tuple[str, str]) -> bool:
    """Tell whether a time of the journal, told in local time, lies within two days; empty ones leave it open."""
    return days[0] <= recorded_at[:10] and (not days[1] or recorded_at[:10] <= days[1])


def _archive(settings: Settings) -> Archive:
    return Archive(durable(connect(settings.mongodb_uri), settings.database_of("metrics")))
