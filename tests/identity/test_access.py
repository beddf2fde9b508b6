"""Access: denied unless declared, and then only to those who may."""

import flask
import pytest
from flask.views import MethodView

from shared.identity.access import public, require_division, require_unit, requires
from shared.testing.routes import undeclared
from tests.web.notes import AUDITOR, CLERK, bearer, make_app


def odd_routes():
    blueprint = flask.Blueprint("odd", __name__)

    @blueprint.get("/bare")
    def bare():
        return "never"

    @blueprint.get("/mine/<code>")
    @requires("case.read")
    def mine(code):
        require_division(code)
        return "seen"

    @blueprint.get("/unit/<unit>")
    @requires("case.read")
    def unit(unit):
        require_unit(unit)
        return "seen"

    class Several(MethodView):
        @public("to look at")
        def get(self):
            return "seen"

        def post(self):
            return "never"

    blueprint.add_url_rule("/several", view_func=Several.as_view("several"))
    return blueprint


@pytest.fixture
def client():
    return make_app(more=(odd_routes(),)).test_client()


def code(answer):
    return answer.status_code, answer.json["code"]


def test_the_app_itself_declares_all_its_routes():
    assert undeclared(make_app()) == []


def test_the_walk_names_bare_routes():
    assert undeclared(make_app(more=(odd_routes(),))) == ["GET /bare", "POST /several"]


def test_an_undeclared_route_answers_nobody(client):
    assert code(client.get("/bare")) == (403, "access_undeclared")
    assert code(client.get("/bare", headers=bearer())) == (403, "access_undeclared")


def test_declarations_count_per_method(client):
    assert client.get("/several").status_code == 200
    assert client.head("/several").status_code == 200
    assert code(client.post("/several", headers=bearer())) == (403, "access_undeclared")


def test_nobody_is_asked_to_sign_in(client):
    answer = client.get("/api/v1/notes")
    assert code(answer) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_wrong_role_is_refused(client):
    assert code(client.post("/api/v1/notes/a", json={"text": "x"}, headers=bearer(AUDITOR))) == (403, "forbidden")


@pytest.mark.parametrize("told", ["Bearer", "Bearer x.y.z", "Basic eDp5", "", "Bearer é"])
def test_a_token_that_does_not_hold_is_refused_even_on_a_public_page(client, told):
    assert code(client.get("/", headers={"Authorization": told})) == (401, "bad_token")


def test_a_stale_cookie_counts_as_signed_out(client):
    client.set_cookie("yizhan_session", "x.y.z")
    assert client.get("/").status_code == 200
    assert code(client.get("/api/v1/notes")) == (401, "unauthenticated")


def test_a_cookie_identifies_and_a_bearer_token_goes_before_it(client):
    client.set_cookie("yizhan_session", bearer(CLERK)["Authorization"].removeprefix("Bearer "))
    assert client.get("/api/v1/notes").status_code == 200
    assert code(client.get("/api/v1/notes", headers={"Authorization": "Bearer x"})) == (401, "bad_token")


def test_another_division_or_unit_is_refused(client):
    assert client.get("/mine/520402109201", headers=bearer()).status_code == 200
    assert code(client.get("/mine/520422103", headers=bearer())) == (403, "other_division")
    assert client.get("/unit/dep-zr", headers=bearer()).status_code == 200
    assert code(client.get("/unit/dep-sf", headers=bearer())) == (403, "other_unit")


def test_options_tells_the_methods_to_everyone(client):
    assert "POST" in client.options("/api/v1/notes/a").headers["Allow"]


def test_declaring_needs_a_known_permission_or_a_reason():
    with pytest.raises(TypeError):
        requires("case.explode")
    with pytest.raises(TypeError):
        requires()
    with pytest.raises(TypeError):
        public(" ")
