"""`/openapi.json` and the offline `/docs`: a service's JSON endpoints described, and a page to read and try them."""

from __future__ import annotations

from collections.abc import Iterable

import flask
from flask import Blueprint, Flask, jsonify, render_template
from flask.typing import ResponseReturnValue

from shared.identity.access import public
from shared.web.api import SECURITY_SCHEMES, Api
from shared.web.api import Blueprint as ApiBlueprint

VERSION = "1.0"

blueprint = Blueprint("openapi", __name__)


def install_openapi(app: Flask, title: str, blueprints: Iterable[flask.Blueprint]) -> None:
    """Register a service's blueprints; those of `shared.web.api` enter the OpenAPI document."""
    app.config.update(API_TITLE=title, API_VERSION=VERSION, OPENAPI_VERSION="3.0.3", OPENAPI_URL_PREFIX=None)
    api = Api(app, spec_kwargs={"components": {"securitySchemes": SECURITY_SCHEMES}})
    for each in blueprints:
        if isinstance(each, ApiBlueprint):
            api.register_blueprint(each)
        else:
            app.register_blueprint(each)
    app.extensions["yizhan.api"] = api
    app.register_blueprint(blueprint)


@blueprint.get("/openapi.json")
@public("the description of the interface is open")
def openapi_json() -> ResponseReturnValue:
    """Give the OpenAPI 3 document."""
    return jsonify(flask.current_app.extensions["yizhan.api"].document())


@blueprint.get("/docs")
@public("the description of the interface is open")
def docs() -> ResponseReturnValue:
    """Show the OpenAPI document with the vendored reader."""
    return render_template("web/docs.html")
