"""The one tree of errors that a web process answers, and what each becomes.

Exception
├── Problem                        what the kit itself refuses: carries status and code
├── Rejected                       a rule or access refusal: its own status (409, 422, 401, 403) and code
├── JournalError
│   ├── KeyReused                  422 key_reused          the same Idempotency-Key with another request
│   ├── Conflict                   412 version_conflict    where the request had If-Match, else 409 contended
│   ├── CommitTooLarge             413 too_large
│   └── StoreDown                  503 store_down          with Retry-After
├── pymongo.ConnectionFailure      503 store_down          AutoReconnect, NetworkTimeout, ServerSelectionTimeout
├── pymongo.WriteConcernError      503 store_down          written, but not known to be safe (WTimeoutError): ask again
├── HTTPException
│   ├── 422 of the argument parser 422 invalid             with `errors` per field
│   ├── CSRFError                  403 csrf
│   └── others                     their status; the code is in `HTTP_CODES`
└── anything else                  500 internal            logged under an id; the answer tells only the id

All of it leaves as `application/problem+json` (RFC 9457), or as a page where the client prefers HTML. The mapping is
`problems.problem_of`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Problem(Exception):
    """A refusal that is ready to be answered.

    Attributes:
        status: the HTTP status.
        code: the stable code that programs may rely on.
        detail: one plain sentence.
        basis: the article or requirement it rests on, where there is one.
        errors: messages per field; nested fields are joined with dots, `applicant.name`, `materials.0`.
        headers: headers the answer carries, for example Retry-After.
    """

    status: int
    code: str
    detail: str = ""
    basis: str = ""
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.detail}"


HTTP_CODES: Mapping[int, str] = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "too_slow",
    409: "conflict",
    410: "gone",
    411: "length_required",
    412: "precondition_failed",
    413: "too_large",
    414: "too_large",
    415: "unsupported_media_type",
    416: "bad_range",
    422: "invalid",
    428: "precondition_required",
    429: "too_many_requests",
    431: "too_large",
    500: "internal",
    501: "not_implemented",
    502: "bad_gateway",
    503: "not_ready",
    504: "too_slow",
}
"""The code of an HTTP error that carries none of its own."""
