"""Signing in for programs: account and password for a bearer token."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import request

from services.intake.accounts import proving
from services.intake.accounts.keeping import kept_account
from services.intake.service import Intake
from shared.contracts import Rejected, encode
from shared.contracts.registry import StaffRegistered
from shared.identity.access import public, require_identity, requires
from shared.identity.standing import employed
from shared.identity.tokens import LIFETIME
from shared.timekeeping import local_day
from shared.web.api import Blueprint
from shared.web.fields import Line, Strict
from shared.web.kit import current, kit
from shared.web.meta import request_now

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


class ChangeBody(Strict):
    """Account, the old password and the new one."""

    username = Line(required=True, most=100)
    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000), load_only=True)
    new_password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000), load_only=True)


class TemporaryBody(Strict):
    """A temporary password: good for choosing another, and for nothing else."""

    password = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=1000), load_only=True)


class AccountRowSchema(ma.Schema):
    """An account as administrators see it; never a password."""

    id = ma.fields.String()
    role = ma.fields.String()
    unit = ma.fields.String()
    hall = ma.fields.String()
    divisions = ma.fields.List(ma.fields.String())
    partner = ma.fields.String()
    effective_from = ma.fields.String(allow_none=True)
    effective_to = ma.fields.String(allow_none=True)
    may_act = ma.fields.Boolean(metadata={"description": "today"})
    password = ma.fields.String(metadata={"enum": ["none", "temporary", "own"]})


class AccountListSchema(ma.Schema):
    """All accounts."""

    items = ma.fields.List(ma.fields.Nested(AccountRowSchema))


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


@api.route("/password", methods=["POST"])
@public("whoever knows the old password may choose a new one")
@api.arguments(ChangeBody)
@api.response(204)
def change_password(body: dict[str, str]) -> None:
    """Choose a password of one's own; needed once after an administrator gave a temporary one."""
    accounts = current(Intake).accounts
    if accounts.change_password(body["username"], body["password"], body["new_password"]) is None:
        raise Rejected("sign_in_failed", "account or password is wrong", status=401)


@api.route("/accounts", methods=["GET"])
@requires("registry.write")
@api.response(200, AccountListSchema)
def accounts() -> Any:
    """List accounts with role, unit, validity and the kind of password each has."""
    intake = current(Intake)
    kinds, today = intake.accounts.kinds(), local_day(intake.clock.now())
    known = intake.replica.all(StaffRegistered).values()
    rows = [
        {**encode(each), "may_act": employed(each, today), "password": kinds.get(each.id, "none")} for each in known
    ]
    return {"items": rows}


@api.route("/accounts/<account_id>/password", methods=["POST"])
@requires("registry.write")
@api.arguments(TemporaryBody)
@api.response(204)
def give_password(body: dict[str, str], account_id: str) -> None:
    """Give an account within one's divisions a temporary password; its holder chooses another at the first sign-in."""
    intake = current(Intake)
    kept_account(intake, require_identity(), account_id)
    intake.accounts.give_password(account_id, body["password"])


class IdentityBody(Strict):
    """Whose account it is: name and identity number, in a body so that no address holds them."""

    name = Line(required=True, most=100)
    id_number = Line(required=True, most=18)


class ProofSchema(ma.Schema):
    """What an account has proved; `how`: `simulated` says that no real-name service was asked."""

    proved = ma.fields.Boolean()
    how = ma.fields.String()
    proved_at = ma.fields.String(allow_none=True, metadata={"format": "date-time"})


@api.route("/identity", methods=["GET"])
@requires("case.read_own")
@api.response(200, ProofSchema)
def proved() -> Any:
    """Tell whether one's own account has proved whose it is (S1.5b)."""
    return shown_proof(proving.proof_of(current(Intake).proofs, require_identity().id))


@api.route("/identity", methods=["POST"])
@requires("case.read_own")
@api.arguments(IdentityBody)
@api.response(200, ProofSchema)
def prove(body: dict[str, str]) -> Any:
    """Prove whose account it is; its person's cases are then seen without a query code. The check is simulated."""
    address = request.remote_addr or ""
    return shown_proof(proving.prove(current(Intake), require_identity().id, body, address, request_now()))


def shown_proof(proof: dict[str, Any] | None) -> dict[str, Any]:
    """Tell a proof without the person."""
    told = proof or {"how": "", "proved_at": None}
    return {"proved": proof is not None, "how": told["how"], "proved_at": told["proved_at"]}
