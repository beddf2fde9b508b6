"""No service begins with a master key that is not the one its names are sealed with."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pymongo import MongoClient

from shared.config import BadSettings, Settings
from shared.journal.mongo_store import connect
from shared.privacy.opening import opened_vault


@pytest.fixture
def client(mongo_uri: str) -> Iterator[MongoClient[dict[str, Any]]]:
    client = connect(mongo_uri)
    yield client
    client.close()


@pytest.fixture
def settings(client: MongoClient[dict[str, Any]], mongo_uri: str) -> Iterator[Settings]:
    prefix = f"test_{uuid.uuid4().hex[:12]}"
    settings = Settings(
        service="intake",
        mongodb_uri=mongo_uri,
        kafka_servers="127.0.0.1:1",
        database_prefix=prefix,
        master_key=secrets.token_bytes(32),
    )
    yield settings
    client.drop_database(settings.vault_database)


def test_another_master_key_is_refused_and_nothing_is_changed(
    client: MongoClient[dict[str, Any]], settings: Settings
) -> None:
    vault = opened_vault(client, settings)
    person = vault.person("id", "520402200503150012")
    token = vault.seal(person, "case", "name", "张三丰")
    kept = list(client[settings.vault_database]["keys"].find())
    with pytest.raises(BadSettings, match="YIZHAN_MASTER_KEY is not the key"):
        opened_vault(client, replace(settings, master_key=secrets.token_bytes(32)))
    assert list(client[settings.vault_database]["keys"].find()) == kept
    assert opened_vault(client, settings).open(person, token, "case", "name") == "张三丰"


def test_any_master_key_will_do_where_nothing_is_sealed_yet(
    client: MongoClient[dict[str, Any]], settings: Settings
) -> None:
    opened_vault(client, settings)
    opened_vault(client, replace(settings, master_key=secrets.token_bytes(32)))
