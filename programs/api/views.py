"""What every address of the API shares: strict parameters, uids, tags, pages, and one way from a body to an action."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from orjson import Fragment
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from programs.api.csv_rows import CsvRenderer, csv_response, wants_csv
from programs.api.etags import is_fresh, names_version, tag_of
from programs.api.fields import Moment, Row, StrictBody
from programs.api.idempotency import AnswersOnce
from programs.api.lookups import Lookup, Lookups, lookups
from programs.api.paging import KeysetPagination
from programs.api.problems import PreconditionRequired
from programs.api.query import DeclaredFilters, RecordFilter, asked_look, check_parameters
from programs.api.rows import Look, RowText, declared, row_text
from programs.api.statements import ask
from programs.compiled import compiled, given
from programs.errors import Stale
from programs.models import User
from programs.models.grant import sight_of

LONGEST_KEPT = 500
"""Characters of an address's parameters: the statement of a longer one is not kept."""


@dataclass(frozen=True, slots=True)
class Write:
    """One writing operation: the action, the body that holds its arguments, and which argument comes first.

    subject     the field that is the action's first argument; blank when that is the row of the address
    of_version  False when it leaves the row of the address as it is, so that nobody's change can be lost
    gathers     whether many calls can be carried out as one: what one of them changes, the action asks through
                ``known`` and ``lock`` alone
    """

    act: Callable[..., Any]
    body: type[StrictBody]
    subject: str = ""
    of_version: bool = True
    gathers: bool = False


class StrictView(AnswersOnce):
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
    filter_backends = (DeclaredFilters, Lookups)
    lookup_field = "uid"
    lookup_value_converter = "uuid"
    filterset_class: Any = None
    order: ClassVar[tuple[str, ...]] = ("id",)
    paged: ClassVar[Collection[str]] = ("list",)
    page_size: ClassVar[int] = 50
    versioned: ClassVar[tuple[str, ...]] = ()
    when_named: ClassVar[tuple[str, ...]] = ()
    """Fields that a list shows only when ``fields`` names them: documents, of which a page would be megabytes."""

    def rows(self) -> QuerySet[Any]:
        """Every row of the noun; not yet what the person may see."""
        return cast("QuerySet[Any]", self.queryset.all())

    def get_queryset(self) -> Any:
        return cast("Any", self.rows()).visible_to(self.request.user)

    def get_order(self) -> tuple[str, ...]:
        return ("updated_at", *self.order) if "updated_since" in self.request.query_params else self.order

    def known_parameters(self) -> Collection[str]:
        looks = ("fields", "expand") if self.action in self.looked_at else ()
        formats = ("format",) if self.shape else ()
        if self.action not in self.paged:
            return looks
        filters = self.filterset_class.base_filters if self.filterset_class else ()
        return ("cursor", "page_size", *formats, *looks, *filters, *self.lookups())

    @property
    def shape(self) -> type[Row] | None:
        """The serializer of the rows when PostgreSQL writes them; None for what is worked out row by row."""
        shape: Any = self.serializer_class
        return shape if issubclass(shape, Row) else None

    @property
    def looked_at(self) -> Collection[str]:
        """Operations that show rows which may be asked for in part, or with rows that they name."""
        return (*self.paged, "retrieve") if self.shape else ()

    def lookups(self) -> dict[str, Lookup]:
        """The filters that the shown fields bring along, without those that the list declares itself."""
        declared = self.filterset_class.base_filters if self.filterset_class else ()
        found = lookups(self.shape) if self.shape else {}
        return {name: lookup for name, lookup in found.items() if name not in declared}

    def get_renderers(self) -> builtins.list[Any]:
        more = [CsvRenderer()] if self.shape and getattr(self, "action", None) in self.paged else []
        return [*super().get_renderers(), *more]

    @property
    def moment(self) -> Moment:
        return Moment(today=timezone.localdate(), server=self.request.build_absolute_uri("/").rstrip("/"))

    def text(self, look: Look = Look()) -> RowText:  # noqa: B008 - it never changes
        """The expression of a row as JSON text."""
        return row_text(self.shape or Row, look, moment=self.moment, person=self.person)

    def shown(self, rows: QuerySet[Any], look: Look | None = None, *columns: str) -> QuerySet[Any, Any]:
        """Named tuples: ``shown``, the row as JSON text, and ``columns``, else those that its tag names."""
        text = self.text(look or Look())
        found: QuerySet[Any, Any] = rows.annotate(shown=text)
        return found.values_list("shown", *(columns or self.versioned), named=True)

    def ask(
        self, build: Callable[[], QuerySet[Any, Any]], known: Mapping[str, Any], *about: Hashable
    ) -> builtins.list[Any]:
        """The rows of the query that ``build`` makes, with what is ``known`` of what is given in it.

        about  what the query depends on besides the address, its parameters and the person
        """
        return compiled(build()).ask(known)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        look = asked_look(request, self.shape or Row, usual=self.usual_fields())
        if wants_csv(request):
            return self.csv(look)
        pages = cast("KeysetPagination", self.paginator)
        page = pages.asked(request, self, (self.shape or Row).Meta.model)
        columns = [name.lstrip("-") for name in page.order]

        def build() -> QuerySet[Any, Any]:
            rows = self.shown(self.filter_queryset(self.get_queryset()), look, *columns)
            return cast("QuerySet[Any, Any]", page.rows_once_given(rows))

        rows = pages.page_of(page, self.ask(build, page.key, page.cursor is not None, page.is_backwards), request)
        return self.get_paginated_response(Fragment(f"[{','.join(row.shown for row in rows)}]"))

    def csv(self, look: Look) -> HttpResponseBase:
        rows = self.filter_queryset(self.get_queryset()).order_by(*self.get_order())
        return csv_response(rows, self.shape or Row, look, moment=self.moment, name=self.basename)

    def usual_fields(self) -> tuple[str, ...] | None:
        """What a list shows of a row unless it is asked; None: all."""
        if not self.shape or not self.when_named:
            return None
        return tuple(name for name in declared(self.shape) if name not in self.when_named)

    def one(self, request: Request, rows: QuerySet[Any], missing: str = "") -> HttpResponseBase:
        """The first of ``rows`` with its tag; 304 when the reader has it already, 404 when there is none."""
        return self.told(request, [*self.shown(rows, asked_look(request, self.shape or Row))], missing)

    def told(self, request: Request, rows: Sequence[Any], missing: str = "") -> HttpResponseBase:
        """The same of rows that were read as ``shown`` names them."""
        if not rows:
            raise NotFound(missing, code="not_computed_yet") if missing else Http404
        row, tag = rows[0], self.tag(rows[0])
        if is_fresh(request.headers.get("If-None-Match"), tag):
            return HttpResponseNotModified(headers={"ETag": tag})
        return Response(Fragment(row.shown), headers={"ETag": tag})

    def tag(self, row: Any) -> str:
        """The tag of a row of ``shown``: what ``versioned`` names, and a digest of what is shown."""
        return tag_of(*(getattr(row, name) for name in self.versioned), shown=row.shown)


class RecordViewSet(ReadViewSet):
    """A noun of the record. ``writes`` says for each operation which action it calls."""

    writes: ClassVar[dict[str, Write]] = {}
    versioned = ("uid", "version")
    filterset_class = RecordFilter

    def ask(self, build: Callable[[], QuerySet[Any, Any]], known: Mapping[str, Any], *about: Hashable) -> list[Any]:
        """As above, by a statement that is kept: no list of the record looks at the database to make its query."""
        asked = self.request.query_params
        if len(self.request.META.get("QUERY_STRING", "")) > LONGEST_KEPT:
            return super().ask(build, known)
        texts = tuple(sorted((name, text) for name, text in asked.items() if name != "cursor"))
        return ask((type(self), self.action, sight_of(self.person), self.moment, texts, *about), build, known)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        look = asked_look(request, self.shape or Row)
        rows = self.ask(lambda: self.shown(self.get_queryset().filter(uid=given("uid")), look), self.kwargs)
        return self.told(request, rows)

    def write(self) -> Response:
        """The answer to the operation at hand: its body checked, its action called, the row as it is now."""
        plan = self.writes[self.action]
        row = self.get_object() if self.detail else None
        asked = {"version": self.version_asked_for(row, needed=plan.of_version)} if row is not None else {}
        values = self.arguments(plan, row) | asked
        subject = row if row is not None else values.pop(plan.subject)
        result = plan.act(subject, by=self.person, **values)
        return self.written(result)

    def arguments(self, plan: Write, row: Any | None) -> dict[str, Any]:
        """The body as arguments. A change is completed from the row, whose version the action checks."""
        changes = self.action == "partial_update"
        given = {} if self.action == "destroy" else self.request.data
        own = row if changes else None  # What is unique may be its own.
        body = plan.body(own, data=given, partial=changes, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        unchanged = {str(name): getattr(row, str(name)) for name in body.fields} if changes else {}
        return {**unchanged, **body.validated_data}

    def version_asked_for(self, row: Any, *, needed: bool) -> int | None:
        """The version that If-Match names, which the action compares again under its lock; None for any version.

        raises  PreconditionRequired without If-Match where it is needed
                Stale when the row has another version already
        """
        asked = self.request.headers.get("If-Match")
        if asked is None and needed:
            raise PreconditionRequired()
        if asked is None or asked.strip() == "*":
            return None
        if not names_version(asked, row.uid, row.version):
            raise Stale(current_version=row.version)
        return int(row.version)

    def written(self, result: Any) -> Response:
        """The row as every reader sees it, with its tag; no content when it is gone."""
        if result is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        row = self.shown(self.rows()).get(pk=result.pk)
        headers = {"ETag": self.tag(row)}
        if self.action != "create":
            return Response(Fragment(row.shown), headers=headers)
        headers["Location"] = reverse(f"api:{self.basename}-detail", kwargs={"uid": row.uid}, request=self.request)
        return Response(Fragment(row.shown), status=status.HTTP_201_CREATED, headers=headers)


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
