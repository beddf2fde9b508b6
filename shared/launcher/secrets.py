"""Secrets of the local run: made once under the data directory, readable by their owner only."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from shared.config import MASTER_KEY_BYTES, BadSettings, secret_file


def make_secrets(data_dir: Path) -> None:
    """Make what is missing; what is there stays, because sealed data depends on it.

    Raises:
        BadSettings: the master key is missing beside a database that holds something. Another one would open none of
            its sealed names, and nobody would notice before somebody stands at a window.
    """
    _see_that_no_master_key_was_lost(data_dir)
    for name, make in {
        "secret_key": _text,
        "token_key": _ed25519,
        "checkpoint_key": _ed25519,
        "master_key": _key,
    }.items():
        path = secret_file(data_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _write(path, make())


def _see_that_no_master_key_was_lost(data_dir: Path) -> None:
    path, database = secret_file(data_dir, "master_key"), data_dir / "database"
    given = os.environ.get("YIZHAN_MASTER_KEY") or os.environ.get("YIZHAN_MASTER_KEY_FILE")
    if not path.exists() and not given and database.is_dir() and any(database.iterdir()):
        raise BadSettings(
            f"settings: {path} is missing, and the data beside it is sealed with it; take it from a backup"
        )


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.rename(path)


def _text() -> str:
    return secrets.token_urlsafe(48)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(MASTER_KEY_BYTES)).decode()


def _ed25519() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
