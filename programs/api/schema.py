"""The API described by itself: OpenAPI 3.1 from the viewsets' own tables."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.urls import resolve
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from programs.api import problems
from programs.api.csv_rows import MEDIA_TYPE
from programs.api.deprecations import is_deprecated
from programs.api.describing import headers
from programs.api.describing.problems import PROBLEMS
from programs.api.describing.words import first_line, summary_of
from programs.api.fields import StrictBody
from programs.api.row_schema import FORMAT, look_parameters
from programs.api.scopes import scope_needed
from programs.api.views import RecordViewSet, Write


class FieldErrorSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Dotted path of the field; blank for the whole.")
    pointer = serializers.CharField(
        allow_null=True, help_text="JSON pointer (RFC 6901) into the body; null for a parameter of the address."
    )
    message = serializers.CharField()
    code = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem of RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(help_text="Stable, for programs.")
    errors = FieldErrorSerializer(many=True)  # type: ignore[assignment]


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "programs.api.authentication.TokenAuthentication"
    name = ["token", "token_as_password"]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[Any]]]:
        """Either of them."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, str]]:
        made = "A token of the page My tokens, or from POST /api/v1/tokens/."
        basic = (
            "The token as the password, for tools that know nothing else; the name may be anything. Not in browsers."
        )
        return [
            {"type": "http", "scheme": "bearer", "description": made},
            {"type": "http", "scheme": "basic", "description": basic},
        ]


class ActionSchema(AutoSchema):
    """Bodies, answers and headers read from the view: what it writes, and how its rows look."""

    @property
    def action(self) -> str:
        return str(getattr(self.view, "action", self.method.lower()))

    @property
    def plan(self) -> Write | None:
        return getattr(self.view, "writes", {}).get(self.action)

    @property
    def is_paged(self) -> bool:
        return self.action in getattr(self.view, "paged", ())

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self.is_paged

    def get_description(self) -> str:  # type: ignore[override]
        """The first line of the action that is called, else of the view's method or class."""
        method = getattr(self.view, self.action, None)
        return first_line((self.plan.act.__doc__ if self.plan else None) or method.__doc__ or self.view.__doc__)

    @property
    def names(self) -> list[str]:
        """The words of the address, without those that stand for a row."""
        return [part for part in self.path.split("/")[3:] if part and "{" not in part]

    def get_operation_id(self) -> str:
        words = [name.replace("-", "_") for name in self.names]
        return "_".join(words if words[-1] == self.action else [*words, self.action])

    def get_tags(self) -> list[str]:
        """The noun that the operation is of; what stands below one program is a noun of its own."""
        return [self.names[1] if "/{program_uid}/" in self.path else self.names[0]]

    def get_summary(self) -> str:
        summary = summary_of(self.view, self.action, noun=self.get_tags()[0])
        return (
            f"{summary} of a program"
            if "{program_uid}" in self.path and self.action in {"list", "retrieve"}
            else summary
        )

    def get_auth(self) -> list[dict[str, list[str]]]:
        """How one signs in; where it is by a token, with the scope that it needs (a role name of OpenAPI 3.1)."""
        needed = scope_needed(self.view, self.method)
        found: list[dict[str, list[str]]] = super().get_auth()
        scopes = [needed.value] if needed else []
        return [{name: scopes if name in TokenScheme.name else said for name, said in each.items()} for each in found]

    def is_deprecated(self) -> bool:
        return is_deprecated(resolve(re.sub(r"\{\w+\}", str(UUID(int=0)), self.path)).view_name)

    def get_request_serializer(self) -> Any:
        return self.plan.body if self.plan else getattr(self.view, "bodies", {}).get(self.action)

    def get_response_serializers(self) -> Any:
        answers: dict[Any, Any] = dict(self.success())
        for status in self.problem_statuses():
            problem = OpenApiResponse(ProblemSerializer, description=PROBLEMS[status].about)
            answers[(status, problems.MEDIA_TYPE)] = problem
        return answers

    def success(self) -> dict[Any, Any]:
        """Status and body of the answer when all goes well."""
        files: dict[str, str] = getattr(self.view, "files", {})
        if self.action in files:
            return {("200", files[self.action]): OpenApiTypes.BINARY}
        known = {"create": "201", "destroy": getattr(self.view, "destroy_status", "204")}
        status = (known | getattr(self.view, "statuses", {})).get(self.action, "200")
        if status == "204":
            return {status: None}
        shown = self.shown
        answers: dict[Any, Any] = {status: shown(many=True) if self.is_paged else shown}
        if self.is_paged and getattr(self.view, "shape", None):
            answers = {(status, "application/json"): answers[status], (status, MEDIA_TYPE): OpenApiTypes.STR}
        answers |= getattr(self.view, "also_answers", {})
        if self.has_tag and self.method == "GET":
            answers["304"] = None
        return answers

    def _get_format_parameters(self) -> list[dict[str, Any]]:
        """What may be asked of rows besides filters: which fields, which rows that they name, which format."""
        view: Any = self.view
        shape = getattr(view, "shape", None)
        looks = look_parameters(shape) if shape and self.action in view.looked_at else []
        return [*looks, FORMAT] if shape and self.is_paged else looks

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        mapped = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        return {**mapped, "additionalProperties": False} if isinstance(serializer, StrictBody) else mapped

    @property
    def shown(self) -> Any:
        """The serializer of the rows, or of the one thing that the view shows."""
        view: Any = self.view
        return view.get_serializer_class() if hasattr(view, "get_serializer_class") else view.serializer_class

    @property
    def has_tag(self) -> bool:
        """True for operations that answer with one row of the record."""
        if self.is_paged or self.action in getattr(self.view, "files", {}):
            return False
        return isinstance(self.view, RecordViewSet) or self.action in getattr(self.view, "tagged", ())

    @property
    def takes_key(self) -> bool:
        return self.method == "POST" and bool(getattr(self.view, "takes_keys", False))

    @property
    def is_on_a_row(self) -> bool:
        """True for writes on a row that is there, which may say the version they were made for."""
        return isinstance(self.view, RecordViewSet) and self.plan is not None and bool(self.view.detail)

    @property
    def needs_version(self) -> bool:
        """True for those that must."""
        return self.is_on_a_row and self.plan is not None and self.plan.of_version

    def problem_statuses(self) -> list[str]:
        """Statuses of the problems that this operation may answer with."""
        statuses = ["400", "401", "404", "406", "429", *getattr(self.view, "problems", ())]
        if self.method != "GET":
            statuses += ["403", "409"]
            statuses += ["413", "415"] if self.get_request_serializer() else []
            statuses += ["412"] if self.is_on_a_row else []
            statuses += ["428"] if self.needs_version else []
            statuses += ["422"] if self.takes_key else []
        return sorted(statuses)

    def get_override_parameters(self) -> list[Any]:
        parameters = [*headers.OF_EVERY_ANSWER]
        if self.has_tag:
            parameters.append(headers.STATE)
        if self.has_tag and self.method == "GET":
            parameters.append(headers.HELD)
        if self.action == "create" and (self.has_tag or "retrieve" in getattr(self.view, "tagged", ())):
            parameters.append(headers.NEW_ROW)
        if self.action in getattr(self.view, "files", {}):
            parameters += headers.OF_A_FILE
        if self.is_paged and getattr(self.view, "shape", None):
            parameters.append(headers.OF_CSV)
        if "202" in getattr(self.view, "also_answers", {}):
            parameters += headers.OF_A_JOB
        if self.takes_key:
            parameters += headers.ONCE
        if self.is_on_a_row:
            parameters.append(headers.VERSION if self.needs_version else headers.ANY_VERSION)
        return parameters
