"""What is exported and imported again is what it was, for every kind of subject and whatever stands in it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.intake.administration.bodies import Reading
from services.intake.administration.describing import Description
from services.intake.administration.exporting import as_csv, as_xlsx
from services.intake.administration.reading import understood
from services.intake.administration.shapes import shape
from services.intake.administration.sheets import read
from services.intake.administration.subjects import SUBJECTS
from shared.contracts import Event, encode
from shared.contracts.statements import key_of_statement
from tests.intake.administration.generated import statements

CALM = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def read_back(description: Description, content: bytes) -> list[Event]:
    (table,) = understood(read(content), description)
    assert table.faults == ()
    found = []
    for entry in table.entries:
        assert list(table.wrong_of(entry)) == []
        reading = Reading(entry.texts, from_file=True)
        body: dict[str, Any] = reading.whole(shape(description))
        assert reading.errors == {}
        computed = {each.name: "" for each in shape(description) if each.label.computed}
        found.append(msgspec.convert({**body, **computed}, description.kind, strict=False))
    return found


@pytest.mark.parametrize("write", [as_csv, as_xlsx], ids=["csv", "xlsx"])
@pytest.mark.parametrize("description", SUBJECTS, ids=lambda each: str(each.category))
def test_what_is_exported_is_imported_as_it_was(description: Description, write: Any) -> None:
    app = Flask(__name__)

    @CALM
    @given(st.lists(statements(description), min_size=1, max_size=3, unique_by=key_of_statement))
    def check(stated: list[Event]) -> None:
        with app.app_context():
            back = read_back(description, write(description, stated))
        computed = {each.name for each in shape(description) if each.label.computed}
        wanted = [{k: v for k, v in encode(each).items() if k not in computed} for each in stated]
        assert [{k: v for k, v in encode(each).items() if k not in computed} for each in back] == wanted

    check()
