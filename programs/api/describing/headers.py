"""Headers that operations take and answer with, as OpenAPI describes them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from programs.api import idempotency

ETAG = {"type": "string", "pattern": '^"[!-~]+"$'}
IF_MATCH = {"type": "string", "pattern": '^([*]|"[!-~]+")$'}
KEY = {"type": "string", "pattern": idempotency.PATTERN}
REPLAYED = {"type": "string", "enum": ["true"]}


def header(name: str, text: str, *, type_: Any = ETAG, required: bool = False, response: Any = False) -> Any:
    """A header of requests, or of the answers with the statuses in ``response``."""
    return OpenApiParameter(
        name, type_, OpenApiParameter.HEADER, required=required, description=text, response=response
    )


OF_EVERY_ANSWER = (
    header("RateLimit-Policy", "How many requests a token may send in how many seconds.", type_=str, response=True),
    header("RateLimit", "How many are left, and in how many seconds the count begins anew.", type_=str, response=True),
    header("Retry-After", "Seconds after which to ask again.", type_=int, response=[409, 429]),
    header("WWW-Authenticate", "How to sign in, or which scope a token lacks.", type_=str, response=[401, 403]),
)
STATE = header("ETag", "State of the row, for If-Match and If-None-Match.", response=[200, 201, 304])
HELD = header("If-None-Match", "ETag that the reader holds: 304 when it still stands.")
NEW_ROW = header("Location", "Address of the new row.", type_=OpenApiTypes.URI, response=[201])
OF_A_JOB = (
    header("Location", "Address of the job, to ask how far it is.", type_=OpenApiTypes.URI, response=[202]),
    header("Retry-After", "Seconds after which to ask for the job.", type_=int, response=[202]),
)
OF_A_FILE = (
    header("Content-Disposition", "Name of the file, to save it under.", type_=str, response=[200]),
    header("ETag", "Digest of the file's content.", response=[200]),
)
OF_CSV = header("Content-Disposition", "Name of the file, when CSV was asked for.", type_=str, response=[200])
VERSION_READ = "ETag of the row as it was read: 412 when somebody changed it since; * for any version."
VERSION = header("If-Match", VERSION_READ, type_=IF_MATCH, required=True)
ANY_VERSION = header(
    "If-Match",
    f"{VERSION_READ} Need not be sent: the row stays as it is, so that nobody's change can be lost.",
    type_=IF_MATCH,
)
ONCE = (
    header(
        idempotency.HEADER,
        "A key of your choice, such as a UUID: sent again within 24 hours, the request writes nothing twice.",
        type_=KEY,
    ),
    header(
        idempotency.REPLAYED,
        "true when this is the answer that was given before.",
        type_=REPLAYED,
        response=[200, 201, 202, 204],
    ),
)
