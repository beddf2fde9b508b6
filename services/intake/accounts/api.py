"""Signing in for programs: account and password for a bearer token."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from services.intake.service import Intake
from shared.contracts import Rejected
from shared.identity.access import public, require_identity, requires
from shared.identity.tokens import LIFETIME
from shared.web.api import Blueprint
from shared.web.fields import Line, Strict
from shared.web.kit import current, kit

api = Blueprint("accounts", __name__, url_prefix="/api/v1/auth", description="登录")


class TokenBody(Strict):
    """Account and password."""

    username = Line(required=True, most=100)
    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000), load_only=True)


class TokenSchema(ma.Schema):
    """A bearer token, good for all four services."""

    access_token = ma.fields.String()
    token_type = ma.fields.String(metadata={"enum": ["Bearer"]})
    expires_in = ma.fields.Integer(metadata={"description": "seconds"})
    role = ma.fields.String()


class AccountSchema(ma.Schema):
    """Who the token stands for."""

    id = ma.fields.String()
    role = ma.fields.String()
    unit = ma.fields.String()
    hall = ma.fields.String()
    divisions = ma.fields.List(ma.fields.String())
    demo = ma.fields.Boolean()


@api.route("/token", methods=["POST"])
@public("the way in")
@api.arguments(TokenBody)
@api.response(200, TokenSchema)
def token(body: dict[str, str]) -> Any:
    """Give a bearer token; an unknown account and a wrong password are answered alike."""
    identity = current(Intake).accounts.authenticate(body["username"], body["password"])
    if identity is None:
        raise Rejected("sign_in_failed", "account or password is wrong", status=401)
    return {
        "access_token": kit().tokens.issue(identity),
        "token_type": "Bearer",
        "expires_in": int(LIFETIME.total_seconds()),
        "role": identity.role,
    }


@api.route("/account", methods=["GET"])
@requires("account.read")
@api.response(200, AccountSchema)
def account() -> Any:
    """Tell who the present token stands for."""
    return require_identity()
