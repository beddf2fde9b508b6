"""Query codes open one number and tell nothing about another."""

from __future__ import annotations

from shared.numbers.query_codes import ALPHABET, QueryCodes

NUMBER = "52042210320260917000178"
CODES = QueryCodes(bytes(32))


def test_a_number_has_one_code_in_every_process() -> None:
    assert CODES.of(NUMBER) == QueryCodes(bytes(32)).of(NUMBER)
    assert len(CODES.of(NUMBER)) == 8
    assert set(CODES.of(NUMBER)) <= set(ALPHABET)


def test_other_numbers_and_other_keys_have_other_codes() -> None:
    codes = {CODES.of(f"{NUMBER[:-4]}{n:04d}") for n in range(2_000)}
    assert len(codes) == 2_000
    assert QueryCodes(b"\x01" * 32).of(NUMBER) != CODES.of(NUMBER)


def test_a_code_is_recognised_as_people_type_it() -> None:
    code = CODES.of(NUMBER)
    assert CODES.fits(NUMBER, f" {code[:4].lower()}-{code[4:]} ")


def test_a_wrong_code_does_not_fit() -> None:
    code = CODES.of(NUMBER)
    assert not CODES.fits(NUMBER, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert not CODES.fits(NUMBER, "")
    assert not CODES.fits(NUMBER, "码" * 8)
