"""The form of a receipt as the window sees it: empty, or sent and shown again."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from services.intake import wording
from services.intake.cases import brought
from services.intake.cases.forms import entered
from services.intake.cases.schemas import CHANNELS
from services.intake.cases.standing import hall_of
from services.intake.cases.state import REFERENCES
from services.intake.service import Intake
from shared.contracts import Rejected
from shared.contracts.registry import ItemPublished, VenueRegistered
from shared.identity.access import require_identity
from shared.web.forms import Refusal
from shared.web.kit import current
from shared.web.locale import text
from shared.web.meta import request_now


def asked_again(uploads: list[str], refusal: Refusal | None = None, *, twice: bool = False) -> ResponseReturnValue:
    """Show the form that was sent once more.

    Raises:
        Rejected: `unknown_hall`: one works at none.
    """
    hall, code = own_hall(), request.form.get("item", "")
    if hall is None:
        raise Rejected("unknown_hall", "your account works at no hall", status=404)
    item, _ = current(Intake).replica.item_on(code, request_now().date())
    return receipt_page(hall, item, refusal, uploads, twice=twice)


def receipt_page(
    hall: VenueRegistered,
    item: ItemPublished,
    refusal: Refusal | None,
    uploads: Sequence[str] = (),
    *,
    twice: bool = False,
) -> ResponseReturnValue:
    """Show the form of a receipt, with what was entered before; `twice`: the same came a moment ago."""
    windows = [(window.id, text(window.name)) for window in hall.windows if item.code in window.items]
    body = render_template(
        "cases/new.html",
        hall=hall,
        item=item,
        windows=windows,
        channels=[(code, wording.CHANNELS[code]) for code in CHANNELS],
        refusal=wording.told(refusal),
        form=entered(),
        chosen=request.form.getlist("materials"),
        brought=brought.brought(item, list(uploads), request_now().date()),
        reused=request.form.getlist("reuse"),
        records=[(name, request.values[name][:60]) for name in REFERENCES if request.values.get(name)],
        twice=twice,
        words=wording,
    )
    return body, refusal.status if refusal else 200


def own_hall() -> VenueRegistered | None:
    """Give the hall of the present account, or None where it has none."""
    replica = current(Intake).replica
    place = hall_of(require_identity().hall, replica)
    return replica.venue(place) if place else None
