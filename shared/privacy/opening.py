"""The vault of a running service: its keys lie in a database of their own, and its master key must be theirs."""

from __future__ import annotations

from typing import Any

from pymongo import MongoClient

from shared.config import BadSettings, Settings
from shared.journal.mongo_store import durable
from shared.privacy.keystore import MongoKeyStore
from shared.privacy.vault import Vault


def opened_vault(client: MongoClient[dict[str, Any]], settings: Settings) -> Vault:
    """Give the vault that the settings name.

    Raises:
        BadSettings: the master key is not the one that the keys there are wrapped with. Nothing is begun with it: it
            would open no name, and seal new ones that the right key does not open.
    """
    vault = Vault(MongoKeyStore(durable(client, settings.vault_database)), settings.master_key)
    if not vault.fits():
        raise BadSettings(
            "settings: YIZHAN_MASTER_KEY is not the key that the names in this database are sealed with; "
            "take it from the backup of the secrets"
        )
    return vault
