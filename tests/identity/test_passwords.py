"""Passwords."""

from shared.identity.passwords import hash_password, password_fits


def test_only_the_right_password_fits():
    stored = hash_password("right")
    assert stored.startswith("$argon2id$")
    assert password_fits(stored, "right")
    assert not password_fits(stored, "wrong")


def test_an_unknown_account_has_no_password_that_fits():
    assert not password_fits(None, "no such account")


def test_a_broken_hash_fits_nothing():
    assert not password_fits("not a hash", "right")
