"""What every address of the API shares: strict parameters, uids, tags, pages, and one way from a body to an action."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import status
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from programs.api.etags import is_fresh, names_version, tag_of
from programs.api.fields import StrictBody, UidField
from programs.api.paging import KeysetPagination
from programs.api.problems import PreconditionRequired
from programs.api.query import check_parameters
from programs.errors import Stale
from programs.models import User


@dataclass(frozen=True, slots=True)
class Write:
    """One writing operation: the action, the body that holds its arguments, and which argument comes first.

    subject  the field that is the action's first argument; blank when that is the row of the address
    """

    act: Callable[..., Any]
    body: type[StrictBody]
    subject: str = ""

    @property
    def checks_version(self) -> bool:
        return "version" in inspect.signature(self.act).parameters


class StrictView(APIView):
    """An address that refuses unknown parameters, and whose answers are kept by no shared cache."""

    def known_parameters(self) -> Collection[str]:
        return ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request.query_params, self.known_parameters())

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(cast("HttpResponse", answer), ["Authorization", "Cookie"])
        return cast("Response", answer)

    @property
    def person(self) -> User:
        return cast("User", self.request.user)


class ReadViewSet(StrictView, GenericViewSet[Any]):
    """Lists and single rows of one noun, in a total order."""

    queryset: Any = None
    pagination_class = KeysetPagination
    filter_backends = (DjangoFilterBackend,)
    lookup_field = "uid"
    lookup_value_converter = "uuid"
    filterset_class: Any = None
    order: ClassVar[tuple[str, ...]] = ("id",)
    paged: ClassVar[Collection[str]] = ("list",)
    page_size: ClassVar[int] = 50

    def rows(self) -> QuerySet[Any]:
        """Every row of the noun with what its serializer shows; not yet what the person may see."""
        return cast("QuerySet[Any]", self.queryset.all())

    def get_queryset(self) -> Any:
        return cast("Any", self.rows()).visible_to(self.request.user)

    def get_order(self) -> tuple[str, ...]:
        return ("updated_at", *self.order) if "updated_since" in self.request.query_params else self.order

    def known_parameters(self) -> Collection[str]:
        if self.action not in self.paged:
            return ()
        filters = self.filterset_class.base_filters if self.filterset_class else ()
        return ("cursor", "page_size", *filters)

    def tag(self, row: Model, shown: dict[str, Any]) -> str:
        raise NotImplementedError

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def one(self, request: Request, row: Model) -> HttpResponseBase:
        """The row with its tag; 304 when the reader has it already."""
        shown = self.get_serializer(row).data
        tag = self.tag(row, shown)
        if is_fresh(request.headers.get("If-None-Match"), tag):
            return HttpResponseNotModified(headers={"ETag": tag})
        return Response(shown, headers={"ETag": tag})


class RecordViewSet(ReadViewSet):
    """A noun of the record. ``writes`` says for each operation which action it calls.

    derived  fields of the representation whose values stand in other rows
    """

    writes: ClassVar[dict[str, Write]] = {}
    derived: ClassVar[tuple[str, ...]] = ()

    def rows(self) -> QuerySet[Any]:
        serializer: Any = self.get_serializer()
        others = [str(field.source) for field in serializer.fields.values() if isinstance(field, UidField)]
        return super().rows().select_related(*others)

    def tag(self, row: Any, shown: dict[str, Any]) -> str:
        return tag_of(row.uid, row.version, derived={name: shown[name] for name in self.derived})

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.one(request, self.get_object())

    def write(self) -> Response:
        """The answer to the operation at hand: its body checked, its action called, the row as it is now."""
        plan = self.writes[self.action]
        row = self.get_object() if self.detail else None
        version = self.version_asked_for(row) if row is not None else None
        values = self.arguments(plan, row)
        if row is not None and plan.checks_version:
            values["version"] = version
        subject = row if row is not None else values.pop(plan.subject)
        result = plan.act(subject, by=self.person, **values)
        return self.written(result)

    def arguments(self, plan: Write, row: Any | None) -> dict[str, Any]:
        """The body as arguments. A change is completed from the row, whose version the action checks."""
        changes = self.action == "partial_update"
        given = {} if self.action == "destroy" else self.request.data
        body = plan.body(data=given, partial=changes, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        unchanged = {str(name): getattr(row, str(name)) for name in body.fields} if changes else {}
        return {**unchanged, **body.validated_data}

    def version_asked_for(self, row: Any) -> int | None:
        """The version that If-Match names; None without one, which a change does not allow.

        raises  Stale when the row has another version already
        """
        asked = self.request.headers.get("If-Match")
        if asked is None:
            if self.action == "partial_update":
                raise PreconditionRequired()
            return None
        if not names_version(asked, row.uid, row.version):
            raise Stale(current_version=row.version)
        return int(row.version)

    def written(self, result: Any) -> Response:
        """The row as every reader sees it, with its tag; no content when it is gone."""
        if result is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        row = self.rows().get(pk=result.pk)
        shown = self.get_serializer(row).data
        headers = {"ETag": self.tag(row, shown)}
        if self.action != "create":
            return Response(shown, headers=headers)
        headers["Location"] = reverse(f"api:{self.basename}-detail", kwargs={"uid": row.uid}, request=self.request)
        return Response(shown, status=status.HTTP_201_CREATED, headers=headers)


class Creates(RecordViewSet):
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.write()


class Changes(RecordViewSet):
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.write()


class Removes(RecordViewSet):
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.write()


class AnyFormat(BaseContentNegotiation):
    """A download has one form, whatever the client says it accepts; its problems are JSON."""

    def select_parser(self, request: Request, parsers: Any) -> BaseParser:
        return cast("BaseParser", parsers[0])

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        first: BaseRenderer = renderers[0]
        return first, first.media_type
