"""What an account may see of all cases."""

from __future__ import annotations

import pytest

from services.intake.cases.views import visible
from shared.filters import within
from shared.identity import Identity


@pytest.mark.parametrize(
    ("divisions", "prefixes"),
    [(("520402000000",), ["520402"]), (("520400",), ["5204"]), (("", "520402"), ["520402"]), (("",), []), ((), [])],
)
def test_whoever_has_a_jurisdiction_sees_its_cases_however_its_code_is_written(
    divisions: tuple[str, ...], prefixes: list[str]
) -> None:
    assert visible(Identity("auditor-1", "auditor", divisions=divisions), str) == within(prefixes)
