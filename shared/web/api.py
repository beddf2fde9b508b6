"""OpenAPI on top of flask-smorest: strict argument parsing, problem responses, security from declared access."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import Context
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import flask
import flask_smorest
import marshmallow as ma
from webargs.flaskparser import FlaskParser

from shared.identity.access import Access
from shared.web.jsons import read_json
from shared.web.problems import MEDIA_TYPE

F = TypeVar("F", bound=Callable[..., Any])


class Parser(FlaskParser):
    """Argument parser whose JSON must be JSON: wrong media types and broken bodies are problems of their own."""

    def load_json(self, req: flask.Request, schema: ma.Schema) -> Any:  # noqa: ARG002
        """Read the body strictly; see `shared.web.jsons.read_json`."""
        return read_json(req)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """The blueprint for JSON endpoints: routes enter /openapi.json with their access rule and habits."""

    ARGUMENTS_PARSER = Parser()

    if TYPE_CHECKING:  # flask-smorest has no types; these are the decorators the services use

        def route(self, rule: str, *, methods: Sequence[str] = ..., **options: Any) -> Callable[[F], F]: ...

        def response(self, status_code: int, schema: Any = ..., **options: Any) -> Callable[[F], F]: ...

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(_document_habits)

    def arguments(self, schema: Any, *, location: str = "json", **options: Any) -> Callable[[F], F]:
        """Load a part of the request with a schema; the schema is made once and not anew for every request."""
        made = schema() if isinstance(schema, type) else schema
        decorator: Callable[[F], F] = super().arguments(made, location=location, **options)
        return decorator

    def _store_endpoint_docs(self, endpoint: str, obj: Any, parameters: Any, tags: Any, **options: Any) -> None:
        super()._store_endpoint_docs(endpoint, obj, parameters, tags, **options)
        for method, told in self._docs[endpoint].items():
            if isinstance(told, dict):
                view = getattr(obj, method, obj)
                told["access"] = getattr(view, "access", None) or getattr(obj, "access", None)


class ProblemSchema(ma.Schema):
    """A problem document (RFC 9457)."""

    type = ma.fields.String(required=True, metadata={"description": "urn:yizhan:problem:<code>"})
    title = ma.fields.String(required=True, metadata={"description": "the code in the reader's language"})
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(metadata={"description": "one plain sentence"})
    code = ma.fields.String(required=True, metadata={"description": "stable; programs may rely on it"})
    basis = ma.fields.String(metadata={"description": "the article or requirement the refusal rests on"})
    errors = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.List(ma.fields.String()),
        metadata={"description": "messages per field; nested names joined with dots"},
    )


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's Api, documenting problems instead of its own errors and leaving their handling to the kit.

    Endpoints are described when somebody asks for the document: that takes longer than all the rest of starting an app,
    and most processes are never asked.
    """

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._to_describe: list[Blueprint] = []
        self._describing = Lock()
        super().__init__(*args, **kwargs)

    def register_blueprint(self, blp: Blueprint, *, parameters: Any = None, **options: Any) -> None:
        """Register a blueprint's routes now, to be described later.

        Raises:
            NotImplementedError: other parameters or options than the blueprint's own.
        """
        if parameters or options:
            raise NotImplementedError("a blueprint says all about itself")
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp)
        self._to_describe.append(blp)

    def document(self) -> dict[str, Any]:
        """Give the OpenAPI document: the same whoever asks first, in whatever language."""
        with self._describing:
            while self._to_describe:
                Context().run(self._describe, self._to_describe[0])
                self._to_describe.pop(0)
            told: dict[str, Any] = self.spec.to_dict()
        return told

    def _describe(self, blp: Blueprint) -> None:
        blp.register_views_in_doc(self, self._app, self.spec, name=blp.name, parameters=None)
        self.spec.tag({"name": blp.name, "description": blp.description})

    def _register_error_handlers(self) -> None:
        """Leave errors to `shared.web.problems`."""

    def _register_etag_headers(self) -> None:
        """Leave out flask-smorest's own entity tags and paging; the kit has its own."""

    _register_pagination_header = _register_etag_headers

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = MEDIA_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


SECURITY_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "session": {"type": "apiKey", "in": "cookie", "name": "yizhan_session"},
}

_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "the same key and body gives the first answer again; another body under it is refused (422)",
}


def _document_habits(doc: dict[str, Any], doc_info: dict[str, Any], **circumstances: Any) -> dict[str, Any]:
    """Complete an operation: its access rule and, for a POST, the idempotency key."""
    access = doc_info.get("access")
    if isinstance(access, Access) and access.permissions:
        doc["security"] = [{"bearer": []}, {"session": []}]
        doc["x-permission"] = list(access.permissions)
    elif isinstance(access, Access):
        doc["security"] = []
    if circumstances["method"] == "post":
        doc.setdefault("parameters", []).append(dict(_IDEMPOTENCY_KEY))
    return doc
