"""`yizhan policy`: keys for signing scoring policies, signing one, checking one."""

from __future__ import annotations

import base64
import importlib
import os
from pathlib import Path
from typing import Any

import click
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.contracts import Rejected

SIGNING = "services.metrics.scoring.signing"


@click.group(name="policy")
def command() -> None:
    """Make a key, sign a scoring policy with it, check a signed one."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def keygen(file: Path) -> None:
    """Write a new private key to FILE, for its owner's eyes only, and print the public one."""
    key = Ed25519PrivateKey.generate()
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{file} is there already; a key is never written over") from None
    with os.fdopen(made, "wb") as out:
        out.write(base64.b64encode(key.private_bytes_raw()) + b"\n")
    click.echo(base64.b64encode(key.public_key().public_bytes_raw()).decode())


@command.command()
@click.argument("policy", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--key-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True)
@click.option("--key-id", required=True, help="The id under which the public key is known.")
def sign(policy: Path, key_file: Path, key_id: str) -> None:
    """Print POLICY signed; a signature that is there is replaced."""
    told = orjson.loads(policy.read_bytes())
    document = told.get("signed", told)
    _asked(lambda signing: signing.draft(orjson.dumps(document)))
    private = base64.b64decode(key_file.read_bytes())
    click.echo(_asked(lambda signing: signing.sign(document, key_id, private)).decode())


@command.command()
@click.argument("policy", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(policy: Path) -> None:
    """Tell whether POLICY is signed with a trusted key; exit code 1 with the reason where it is not."""
    found = _asked(lambda signing: signing.verify(policy.read_bytes(), signing.trusted_keys()))
    click.echo(f"{found.name}@{found.version}, in force from {found.effective_from}, key {found.key}, {found.hash}")


def _asked(ask: Any) -> Any:
    """Ask the rules of the metrics service; a refusal is one line."""
    try:
        return ask(importlib.import_module(SIGNING))
    except Rejected as refusal:
        raise click.ClickException(f"{refusal.code}: {refusal.message}") from None
