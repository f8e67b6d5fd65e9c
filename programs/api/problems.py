"""Whatever goes wrong, said in one shape: a problem of RFC 9457."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404
from psycopg.errors import DeadlockDetected, SerializationFailure
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from programs.api.query import WrongParameter
from programs.errors import Gone, NotAllowed, Refused, Stale

MEDIA_TYPE = "application/problem+json"


class PreconditionRequired(exceptions.APIException):
    """A write on a row was asked for without saying which version was read."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "precondition_required"
    default_detail = (
        "Send If-Match with the ETag that you read, so that nobody's change is lost: "
        'GET the row first, or write "<uid>-<version>" from a list.'
    )


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field.

    path  the way to it in the body: names of fields and places in lists; nothing when it is about the whole
    """

    path: tuple[str | int, ...]
    message: str
    code: str

    @property
    def field(self) -> str:
        return ".".join(str(step) for step in self.path)

    @property
    def pointer(self) -> str:
        """The same way as a JSON pointer of RFC 6901."""
        return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in self.path)

    def shown(self, *, in_body: bool = True) -> dict[str, Any]:
        """The error as the API says it; a parameter of the address has no pointer, which leads into a body."""
        pointer = self.pointer if in_body else None
        return {"field": self.field, "pointer": pointer, "message": self.message, "code": self.code}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    status: int
    code: str
    detail: str
    errors: list[FieldError] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    in_body: bool = True

    def response(self) -> Response:
        """The answer; ``type`` is about:blank, so the title is the status in words and ``code`` tells more."""
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "errors": [error.shown(in_body=self.in_body) for error in self.errors],
        }
        return Response(body, status=self.status, headers=self.headers, content_type=MEDIA_TYPE)


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The only exception handler of the API; None for what is nobody's mistake but ours."""
    problem = problem_of(error)
    if problem is None:
        return None
    set_rollback()
    if context["request"].method == "GET" or isinstance(error, WrongParameter):
        problem = replace(problem, in_body=False)
    return problem.response()


@singledispatch
def problem_of(error: Exception) -> Problem | None:
    return None


@problem_of.register
def _(error: Refused) -> Problem:
    errors = [FieldError((name,), message, error.code) for name, message in error.by_field.items() if name]
    return Problem(status=HTTPStatus.CONFLICT, code=error.code, detail=error.message, errors=errors)


@problem_of.register
def _(error: Stale) -> Problem:
    return Problem(status=HTTPStatus.PRECONDITION_FAILED, code=error.code, detail=error.message)


@problem_of.register
def _(error: Gone) -> Problem:
    return Problem(status=HTTPStatus.NOT_FOUND, code=error.code, detail=error.message)


@problem_of.register
def _(error: NotAllowed) -> Problem:
    return Problem(status=HTTPStatus.FORBIDDEN, code=error.code, detail=error.message)


@problem_of.register(PermissionDenied)
def _(error: PermissionDenied) -> Problem:
    return Problem(status=HTTPStatus.FORBIDDEN, code="not_allowed", detail=str(error) or "You may not do this.")


@problem_of.register(Http404)
@problem_of.register(ObjectDoesNotExist)
def _(error: Exception) -> Problem:
    return Problem(status=HTTPStatus.NOT_FOUND, code="not_found", detail="Nothing that you may see is here.")


@problem_of.register
def _(error: ModelValidationError) -> Problem:
    groups = error.error_dict.items() if hasattr(error, "error_dict") else [("", error.error_list)]
    errors = [
        FieldError((name,) if name not in {"", "__all__"} else (), message, one.code or "invalid")
        for name, each in groups
        for one in each
        for message in one.messages
    ]
    return invalid(errors)


@problem_of.register
def _(error: exceptions.ValidationError) -> Problem:
    return invalid(list(flat(error.detail)))


@problem_of.register
def _(error: exceptions.APIException) -> Problem:
    headers = {}
    if challenge := getattr(error, "auth_header", ""):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    code = getattr(error.detail, "code", error.default_code)
    return Problem(status=error.status_code, code=code, detail=str(error.detail), headers=headers)


@problem_of.register
def _(error: IntegrityError) -> Problem:
    detail = "This contradicts another row that was written meanwhile, or that needs this one. Look again and retry."
    return Problem(status=HTTPStatus.CONFLICT, code="conflict", detail=detail)


@problem_of.register
def _(error: OperationalError) -> Problem | None:
    """Two writes that wait for each other, or for what was overtaken: the database ended this one. Else it is ours."""
    if not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
        return None
    detail = "Somebody wrote the same rows at the same moment. Nothing was written: try again."
    return Problem(status=HTTPStatus.CONFLICT, code="conflict", detail=detail, headers={"Retry-After": "1"})


@problem_of.register(OverflowError)
@problem_of.register(DataError)
def _(error: Exception) -> Problem:
    detail = "A value is out of range, or an end lies before its beginning."
    return Problem(status=HTTPStatus.BAD_REQUEST, code="out_of_range", detail=detail)


@problem_of.register
def _(error: SuspiciousOperation) -> Problem:
    return Problem(status=HTTPStatus.BAD_REQUEST, code="invalid", detail="The request cannot be read.")


def invalid(errors: list[FieldError]) -> Problem:
    """400 with every field that is wrong; one error lends its code to the whole."""
    detail = " ".join(f"{error.field}: {error.message}" if error.field else error.message for error in errors[:3])
    code = errors[0].code if len(errors) == 1 else "invalid"
    return Problem(status=HTTPStatus.BAD_REQUEST, code=code, detail=detail, errors=errors)


def flat(detail: Any, path: tuple[str | int, ...] = ()) -> Iterator[FieldError]:
    """Errors of a serializer, nested as they come, each with the way to its field."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from flat(inner, path if name == "non_field_errors" else (*path, name))
    elif isinstance(detail, list):
        for place, inner in enumerate(detail):
            yield from flat(inner, (*path, place) if isinstance(inner, Mapping) else path)
    else:
        yield FieldError(path, str(detail), getattr(detail, "code", "invalid"))
