"""What a vault promises on any key store."""

from __future__ import annotations

import secrets
from uuid import uuid4

import pytest

from shared.privacy import Erased, KeyStore, StoredKey, Unreadable, Vault

NAME, NUMBER = "张三丰", "520402200503150012"
CASE = "52040210920260917000012"
MASTER = secrets.token_bytes(32)


class VaultContract:
    """Inherit it and give a fixture `keys`."""

    @pytest.fixture
    def vault(self, keys: KeyStore) -> Vault:
        return Vault(keys, MASTER)

    @pytest.fixture
    def person(self) -> str:
        return uuid4().hex

    def test_what_was_sealed_opens_again(self, vault: Vault, person: str) -> None:
        token = vault.seal(person, CASE, "name", NAME)
        assert vault.open(person, token, CASE, "name") == NAME

    def test_a_token_shows_nothing_and_is_never_the_same_twice(self, vault: Vault, person: str) -> None:
        one, other = (vault.seal(person, CASE, "id_number", NUMBER) for _ in range(2))
        assert NUMBER not in one
        assert one != other
        assert one.startswith("s1.")
        assert one.isascii()

    def test_several_fields_share_one_key(self, vault: Vault, person: str) -> None:
        texts = {"name": NAME, "id_number": NUMBER, "phone": ""}
        tokens = vault.seal_all(person, CASE, texts)
        assert tokens["phone"] == ""
        assert vault.open_all(person, CASE, tokens) == texts

    def test_whoever_is_taken_for_new_keeps_the_key_they_have(self, vault: Vault, keys: KeyStore, person: str) -> None:
        first = vault.seal_all(person, CASE, {"name": NAME}, new=True)
        key = keys.get(person)
        second = vault.seal_all(person, CASE, {"name": NAME}, new=True)
        assert keys.get(person) == key
        assert vault.open_all(person, CASE, first) == vault.open_all(person, CASE, second) == {"name": NAME}

    def test_nothing_sealed_makes_no_key(self, vault: Vault, keys: KeyStore, person: str) -> None:
        assert vault.seal(person, CASE, "phone", "") == ""
        assert vault.open(person, "", CASE, "phone") == ""
        assert keys.get(person) is None

    @pytest.mark.parametrize(("case", "field"), [("another", "name"), (CASE, "phone"), (CASE + '","name', "")])
    def test_a_token_moved_elsewhere_does_not_open(self, vault: Vault, person: str, case: str, field: str) -> None:
        token = vault.seal(person, CASE, "name", NAME)
        with pytest.raises(Unreadable):
            vault.open(person, token, case, field)

    def test_a_token_of_another_person_does_not_open(self, vault: Vault, person: str) -> None:
        token = vault.seal(person, CASE, "name", NAME)
        vault.seal("somebody", CASE, "name", NAME)
        with pytest.raises((Erased, Unreadable)):
            vault.open("somebody", token, CASE, "name")

    def test_a_changed_token_does_not_open(self, vault: Vault, person: str) -> None:
        token = vault.seal(person, CASE, "name", NAME)
        swapped = "A" if token[20] != "A" else "B"
        with pytest.raises(Unreadable):
            vault.open(person, token[:20] + swapped + token[21:], CASE, "name")

    @pytest.mark.parametrize("token", ["s1.", "s1.AAAA", "张三丰", "s1.!!!!", "x" * 60, "s2." + "A" * 60])
    def test_what_is_no_token_does_not_open(self, vault: Vault, person: str, token: str) -> None:
        vault.seal(person, CASE, "name", NAME)
        with pytest.raises(Unreadable):
            vault.open(person, token, CASE, "name")

    def test_after_erasure_nothing_opens_again_ever(self, vault: Vault, person: str) -> None:
        token = vault.seal(person, CASE, "name", NAME)
        assert vault.erase(person)
        with pytest.raises(Erased):
            vault.open(person, token, CASE, "name")
        later = vault.seal(person, "another case", "name", NAME)
        with pytest.raises(Erased):
            vault.open(person, token, CASE, "name")
        assert vault.open(person, later, "another case", "name") == NAME

    def test_erasing_nobody_changes_nothing(self, vault: Vault, person: str) -> None:
        assert not vault.erase(person)

    def test_two_processes_agree_on_one_key(self, vault: Vault, keys: KeyStore, person: str) -> None:
        other = Vault(keys, MASTER)
        token = vault.seal(person, CASE, "name", NAME)
        assert other.open(person, token, CASE, "name") == NAME
        assert not keys.add(person, StoredKey(b"x" * 8, b"y"))
        assert other.seal(person, CASE, "name", NAME)[:10] == token[:10], "the same key id"

    def test_a_stolen_key_store_opens_nothing_without_the_master_key(
        self, vault: Vault, keys: KeyStore, person: str
    ) -> None:
        token = vault.seal(person, CASE, "name", NAME)
        with pytest.raises(Unreadable):
            Vault(keys, secrets.token_bytes(32)).open(person, token, CASE, "name")

    def test_a_master_key_fits_where_it_opens_what_is_kept_or_nothing_is(
        self, vault: Vault, keys: KeyStore, person: str
    ) -> None:
        other = Vault(keys, secrets.token_bytes(32))
        assert keys.some() is None
        assert vault.fits()
        assert other.fits()
        vault.seal(person, CASE, "name", NAME)
        assert Vault(keys, MASTER).fits()
        assert not other.fits()

    def test_a_wrapped_key_of_another_person_does_not_fit(self, vault: Vault, keys: KeyStore, person: str) -> None:
        token = vault.seal(person, CASE, "name", NAME)
        stored = keys.get(person)
        assert stored is not None
        keys.add("thief of " + person, stored)
        with pytest.raises(Unreadable):
            vault.open("thief of " + person, token, CASE, "name")
