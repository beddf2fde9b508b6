"""Full years, counted on the birthday itself."""

from __future__ import annotations

from datetime import date

import pytest

from shared.timekeeping import age_on, is_minor


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(2008, 9, 17), date(2026, 9, 16), 17),
        (date(2008, 9, 17), date(2026, 9, 17), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_a_year_is_full_on_the_birthday(born: date, day: date, years: int) -> None:
    assert age_on(born, day) == years
    assert is_minor(born, day) == (years < 18)


def test_nobody_is_a_minor_whose_birth_date_is_not_known() -> None:
    assert not is_minor(None, date(2026, 9, 17))
