"""Each status of a problem: when it is answered, and one as it looks."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from programs.api.problems import MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Said:
    """When a status is answered, and what one such problem says."""

    about: str
    code: str
    detail: str
    field: str = ""


PROBLEMS = {
    "400": Said(
        "The request is not understood: an unknown parameter or field, or a value that is not allowed.",
        "unknown_field",
        "colour: Unknown field. Known here: name, description.",
        "colour",
    ),
    "401": Said(
        "Nobody is signed in, or the token is wrong or expired.",
        "not_authenticated",
        "Authentication credentials were not provided.",
    ),
    "403": Said(
        "The role does not allow this, or the token does not: scope_missing, token_limited.",
        "scope_missing",
        "This needs a token with the scope write.",
    ),
    "404": Said("Nothing that the person may see is here.", "not_found", "Nothing that you may see is here."),
    "406": Said(
        "The answer cannot be given in the form asked for.",
        "not_acceptable",
        "Could not satisfy the request Accept header.",
    ),
    "409": Said(
        "The record does not allow this now; the code says why.",
        "conflict",
        "This contradicts another row that was written meanwhile, or that needs this one. Look again and retry.",
    ),
    "410": Said(
        "The cursor leads nowhere any more: drop the copy and read anew.",
        "read_anew",
        "The cursor leads nowhere any more: drop the copy and begin without after.",
    ),
    "412": Said(
        "The row has another version than If-Match names.",
        "changed_meanwhile",
        "Somebody changed this meanwhile. Look again and decide.",
    ),
    "413": Said("The request is too large, or a list in it is too long.", "too_large", "The request is too large."),
    "415": Said(
        "The body is of another type than this address takes.",
        "unsupported_media_type",
        'Unsupported media type "text/plain" in request.',
    ),
    "422": Said(
        "The Idempotency-Key was sent with another request.",
        "idempotency_key_reused",
        "This key was sent with another request.",
    ),
    "428": Said(
        "A write on a row must name the version it was made for, in If-Match.",
        "precondition_required",
        "Send If-Match with the ETag that you read, so that nobody's change is lost.",
    ),
    "429": Said(
        "Too many requests with this token, or too many failed sign-ins.",
        "throttled",
        "Request was throttled. Expected available in 42 seconds.",
    ),
}


DONE = {
    "200": "The answer.",
    "201": "Made, as every reader sees it.",
    "202": "A job does it: ask at Location how far it is.",
    "204": "Done; there is nothing to show.",
    "304": "What the reader holds still stands.",
}


def add_words(document: dict[str, Any]) -> None:
    """Says of each status what it means, and shows for each problem one as it looks."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                answer["description"] = DONE.get(status, answer["description"])
                if status in PROBLEMS:
                    answer["content"][MEDIA_TYPE]["examples"] = {"example": {"value": shown(status)}}


def shown(status: str) -> dict[str, Any]:
    said = PROBLEMS[status]
    error = {"field": said.field, "pointer": f"/{said.field}", "message": said.detail, "code": said.code}
    return {
        "type": "about:blank",
        "title": HTTPStatus(int(status)).phrase,
        "status": int(status),
        "detail": said.detail,
        "code": said.code,
        "errors": [error] if said.field else [],
    }
