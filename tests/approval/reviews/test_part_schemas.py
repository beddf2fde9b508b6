"""What goes out names every field of its fact, so that nothing is lost on the way and OpenAPI tells all of it."""

from __future__ import annotations

from dataclasses import fields

import marshmallow as ma
import pytest

from services.approval.reviews import part_schemas as parts
from services.approval.reviews.schemas import ReviewSchema
from shared.contracts import approval, hearings, superiors

OF_FACTS = [
    (parts.OpinionSchema, approval.ConsultationAnswered),
    (parts.InterestedSchema, hearings.InterestedTold),
    (parts.DatesSchema, approval.Dates),
    (parts.ExtensionSchema, approval.ReviewExtended),
    (parts.OfferedSchema, hearings.HearingOffered),
    (parts.RequestedSchema, hearings.HearingRequested),
    (parts.WaivedSchema, hearings.HearingWaived),
    (parts.ScheduledSchema, hearings.HearingScheduled),
    (parts.HeldSchema, hearings.HearingHeld),
    (parts.ForwardedSchema, superiors.ReviewForwarded),
    (parts.AnsweredSchema, superiors.SuperiorAnswered),
    (parts.CertificateEndSchema, approval.CertificateEnded),
    (parts.ExplanationSchema, approval.LatenessExplained),
]


@pytest.mark.parametrize(("schema", "fact"), OF_FACTS)
def test_a_schema_names_every_field_of_its_fact(schema: type[ma.Schema], fact: type) -> None:
    assert set(schema().fields) == {each.name for each in fields(fact)}


def test_a_review_has_no_untyped_part() -> None:
    inner = [getattr(each, "inner", each) for each in ReviewSchema().fields.values()]
    assert not [each for each in inner if isinstance(each, ma.fields.Dict)]
