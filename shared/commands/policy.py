"""`yizhan policy`: keys for signing scoring policies, signing one, checking one, telling two apart."""

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
CHECKS = "services.metrics.policies.checks"
DIFFERENCE = "services.metrics.policies.difference"


@click.group(name="policy")
def command() -> None:
    """Make a key, sign a scoring policy with it, check a signed one, tell two apart."""


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
    _sound(_asked(lambda signing: signing.draft(orjson.dumps(document))))
    private = base64.b64decode(key_file.read_bytes())
    click.echo(_asked(lambda signing: signing.sign(document, key_id, private)).decode())


@command.command()
@click.argument("policy", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--keys",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    envvar="YIZHAN_POLICY_KEYS_FILE",
    help="The office's public keys, as the service is configured with them.  [YIZHAN_POLICY_KEYS_FILE]",
)
def check(policy: Path, keys: Path | None) -> None:
    """Tell whether POLICY is signed with a trusted key and can be scored by; exit code 1 with the reason where not."""
    office = keys.read_text(encoding="utf-8") if keys else ""
    found = _asked(lambda signing: signing.verify(policy.read_bytes(), signing.trusted_keys(office)))
    _sound(found)
    click.echo(f"{found.name}@{found.version}, in force from {found.effective_from}, key {found.key}, {found.hash}")


@command.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--english", is_flag=True, help="In English; Chinese otherwise.")
def diff(old: Path, new: Path, english: bool) -> None:
    """Tell in plain words what NEW changes against OLD; signed or not."""
    before, after = (_asked(lambda signing, path=path: signing.draft(path.read_bytes())) for path in (old, new))
    found = importlib.import_module(DIFFERENCE).differences(before, after)
    for words in found:
        click.echo(words["en" if english else "zh"])
    if not found:
        click.echo("they score alike" if english else "计分相同")


def _sound(policy: Any) -> None:
    """Refuse a policy that cannot be scored by, before anybody signs it."""
    if faults := importlib.import_module(CHECKS).faults_of(policy):
        raise click.ClickException("\n".join(f"{each.code} {each.where}: {each.told}" for each in faults))


def _asked(ask: Any) -> Any:
    """Ask the rules of the metrics service; a refusal is one line."""
    try:
        return ask(importlib.import_module(SIGNING))
    except Rejected as refusal:
        raise click.ClickException(f"{refusal.code}: {refusal.message}") from None
