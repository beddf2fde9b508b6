"""Jurisdiction: which division codes an identity may see."""

import pytest

from shared.identity import Identity
from shared.identity.identity import division_allowed


@pytest.mark.parametrize(
    ("own", "code", "allowed"),
    [
        (("5204",), "520402109", True),
        (("520402",), "520402109201", True),
        (("520402000000",), "520402109", True),
        (("520402",), "520402000000", True),
        (("520402109",), "520402", False),
        (("520402109",), "520422103", False),
        (("520422", "520402"), "520402109", True),
        ((), "520402109", False),
        (("",), "520402109", False),
        (("5204",), "", False),
        (("520410",), "520411", False),
    ],
)
def test_prefixes_decide(own, code, allowed):
    assert division_allowed(Identity("x", "auditor", divisions=own), code) is allowed
