"""The vault on keys in memory keeps its contract."""

import secrets

import pytest

from shared.privacy import MemoryKeyStore, Vault
from tests.privacy.vault_contract import VaultContract


class TestMemoryVault(VaultContract):
    @pytest.fixture
    def keys(self) -> MemoryKeyStore:
        return MemoryKeyStore()


def test_a_pseudonym_is_stable_tells_nothing_and_needs_the_master_key() -> None:
    master = secrets.token_bytes(32)
    vault, same, other = (Vault(MemoryKeyStore(), key) for key in (master, master, secrets.token_bytes(32)))
    pseudonym = vault.person("id", "520402200503150012")
    assert pseudonym == same.person("id", "520402200503150012")
    assert pseudonym != other.person("id", "520402200503150012")
    assert pseudonym != vault.person("credit_code", "520402200503150012")
    assert len(pseudonym) == 32


def test_a_master_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(MemoryKeyStore(), b"short")
