"""The OpenAPI document says what the endpoints do."""

from tests.web.notes import make_app


def document(client):
    return client.get("/openapi.json").json


def test_operations_tell_their_access_rule_and_habits(client):
    post = document(client)["paths"]["/api/v1/notes/{key}"]["post"]
    assert post["security"] == [{"bearer": []}, {"session": []}]
    assert post["x-permission"] == ["case.receive"]
    assert "Idempotency-Key" in [parameter["name"] for parameter in post["parameters"]]
    assert post["summary"] == "Write a line."


def test_errors_are_documented_as_problems(client):
    spec = document(client)
    default = spec["components"]["responses"]["DEFAULT_ERROR"]
    assert list(default["content"]) == ["application/problem+json"]
    assert {"type", "title", "status", "code"} == set(spec["components"]["schemas"]["Problem"]["required"])


def test_bounds_of_fields_are_told(client):
    text = document(client)["components"]["schemas"]["NoteIn"]["properties"]["text"]
    assert (text["minLength"], text["maxLength"]) == (1, 20)
    assert document(client)["components"]["schemas"]["NoteIn"]["additionalProperties"] is False


def test_two_apps_may_be_built_from_the_same_blueprints():
    assert document(make_app().test_client()) == document(make_app().test_client())


def test_the_document_is_the_same_in_whatever_language_it_is_asked_for_first():
    english = make_app().test_client().get("/openapi.json?lang=en").json
    assert english == document(make_app().test_client())


def test_the_reader_is_our_own_copy(client):
    page = client.get("/docs").text
    assert "/static/vendor/swagger-ui/swagger-ui-bundle.js" in page
    assert 'data-url="/openapi.json"' in page
