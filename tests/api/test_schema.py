"""The API against its own description: made-up requests, real rows, no server error, and answers as described."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from programs.api.describing.document import openapi_document
from programs.models import ApiToken, BulkJob, BulkPiece, Program, User
from tests.api.headers import undescribed
from tests.api.resources import HISTORY, IN_INSTALLATION, IN_PROGRAM, NAMED
from tracker.models import Run

pytestmark = pytest.mark.django_db
EVERY_CHECK = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PASSWORD = "correct horse"  # Of everybody in the cast.
Rows = dict[str, str]
Links = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture
def rows(program: Program, pmo_lead: User) -> Rows:
    """Uid of a row for each word that names one in a path or a body."""
    made = {each.path: each.make(program) for each in (*IN_PROGRAM, *IN_INSTALLATION, HISTORY)}
    cast = {"program": program, "program_uid": program, "owner": pmo_lead}
    named = cast | {word: name(made) for word, name in NAMED.items()}
    job = BulkJob.objects.create(by=pmo_lead, noun="milestones", rows=1, dry_run=False)
    BulkPiece.objects.create(job=job, first=0, rows=[{"name": "Map"}])
    run = Run.objects.create(kind=Run.Kind.MANUAL, as_of=timezone.localdate())
    return {name: str(row.uid) for name, row in (made | named | {"bulk-jobs": job, "runs": run}).items()}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay in the test's transaction, as they do with Django's own client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@dataclass(frozen=True, slots=True)
class Api:
    """Asks as an administrator, whose requests name rows that exist."""

    user: User
    token: str
    rows: Rows

    def ask(self, case: Any) -> None:
        """The request made and its answer checked; what it wrote is undone, so that every request finds the same."""
        with transaction.atomic():
            self.call(case)
            transaction.set_rollback(True)

    def call(self, case: Any, *, keep: Collection[str] = ()) -> Any:
        """The answer, which is as described: status, type, body, and no header that is not told."""
        self.make_real(case, keep=keep)
        response = case.call(headers={"Authorization": f"Bearer {self.token}"})
        case.validate_response(response, checks=EVERY_CHECK)
        assert undescribed(case.method, case.operation.path, answer=response) == set()
        return response

    def make_real(self, case: Any, *, keep: Collection[str] = ()) -> None:
        """Uids in the address and the body that name nothing become those of rows that are there."""
        resource = case.operation.path.removeprefix("/api/v1/").partition("/{uid}")[0]
        for name, made_up in (case.path_parameters or {}).items():
            if str(made_up) not in keep:
                case.path_parameters[name] = self.rows.get(name) or self.rows.get(resource) or made_up
        if isinstance(case.body, dict):
            case.body = {name: self.real(name, value) for name, value in case.body.items()}

    def real(self, name: str, value: Any) -> Any:
        """The value, a made-up uid replaced by one that exists."""
        if isinstance(value, list):
            return [self.real(name.removesuffix("s"), each) for each in value]
        try:
            UUID(value)
        except (ValueError, AttributeError, TypeError):
            return value
        return self.rows.get(name, value)


@pytest.fixture
def api(pmo_lead: User, rows: Rows, one_connection: None) -> Api:
    User.objects.filter(pk=pmo_lead.pk).update(is_superuser=True, is_steward=True)
    _, token = ApiToken.objects.issue(pmo_lead, name="Test", lasts=timedelta(days=1), scope="admin")
    return Api(pmo_lead, token, rows)


def told(problem: BaseException) -> str:
    """The problem, and of several each."""
    several = problem.exceptions if isinstance(problem, BaseExceptionGroup) else (problem,)
    return "; ".join(str(each) for each in several)


PATIENT: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
TRIES = settings(max_examples=40, **PATIENT)


@pytest.mark.slow
def test_made_up_requests_are_answered_as_described(api: Api) -> None:
    """Every operation is tried, whatever the ones before it did; as one test, since collecting them takes longer."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    problems = []
    operations: Any = schema.get_all_operations()
    for found in operations:
        operation = found.ok()
        try:
            TRIES(given(case=operation.as_strategy())(api.ask))()
        except (Exception, FailureGroup) as problem:
            problems.append(f"{operation.label}: {told(problem)}")
    assert problems == []


def value_of(expression: str, case: Any, response: Any) -> Any:
    """What a link of the description takes from a request and its answer."""
    kind, _, name = expression.partition("#/" if "#/" in expression else ".")
    if kind == "$response.body":
        return response.json()[name]
    kind, _, name = name.partition(".")
    return case.path_parameters[name] if kind == "path" else response.headers[name.lower()][0]


@dataclass(slots=True)
class Walk:
    """Follows each link of the description from the answers that have it, and counts what was answered."""

    api: Api
    schema: Any
    answered: Counter[tuple[str, int]]

    def start(self, source: Any, links: Links) -> None:
        """Some scenarios that begin with the operation."""

        def scenario(data: st.DataObject) -> None:
            self.follow(data, source, links)

        settings(max_examples=3, **PATIENT)(given(st.data())(scenario))()

    def follow(self, data: st.DataObject, source: Any, links: Links) -> None:
        """The first request, then each operation that its answer leads to; each finds what the first one left."""
        with transaction.atomic():
            case = data.draw(source.as_strategy())
            if isinstance(case.body, dict) and "password" in case.body:
                case.body |= {"email": self.api.user.email, "password": PASSWORD}
            response = self.api.call(case)
            for link in links.get(str(response.status_code), {}).values():
                with transaction.atomic():
                    self.step(data, link, case=case, response=response)
                    transaction.set_rollback(True)
            transaction.set_rollback(True)

    def step(self, data: st.DataObject, link: dict[str, Any], *, case: Any, response: Any) -> None:
        given: dict[str, dict[str, Any]] = {"path": {}, "header": {}}
        for parameter, expression in link["parameters"].items():
            place, _, name = parameter.partition(".")
            given[place][name] = value_of(expression, case, response)
        target = data.draw(self.schema.find_operation_by_id(link["operationId"]).as_strategy())
        target.path_parameters = {**(target.path_parameters or {}), **given["path"]}
        target.headers = {**(target.headers or {}), **given["header"]}
        answer = self.api.call(target, keep=set(given["path"].values()))
        self.answered[link["operationId"], answer.status_code] += 1


def sources() -> Iterator[tuple[str, Links]]:
    """Operations whose answers lead to others, with their links by status."""
    for operations in openapi_document()["paths"].values():
        for operation in operations.values():
            answers = operation["responses"].items()
            if links := {status: answer["links"] for status, answer in answers if "links" in answer}:
                yield operation["operationId"], links


@pytest.mark.slow
def test_what_can_be_done_with_a_row_is_answered_as_described(api: Api) -> None:
    """Every link is followed, from rows that are read and from rows that were just made, in the version they have."""
    schema: Any = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    walk, problems = Walk(api, schema, Counter()), []
    for name, links in sources():
        try:
            walk.start(schema.find_operation_by_id(name), links)
        except (Exception, FailureGroup) as problem:
            problems.append(f"{name}: {told(problem)}")

    assert problems == []
    assert {name for _, links in sources() for each in links.values() for name in each} == {
        name for name, _ in walk.answered
    }
    assert [name for name, status in walk.answered if status == HTTPStatus.PRECONDITION_FAILED] == []


def test_the_description_is_complete_and_valid() -> None:
    written = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)

    assert "openapi: 3.1.0" in written.getvalue()


def test_the_description_is_open_to_everybody_and_31() -> None:
    answer = APIClient().get("/api/v1/schema/")

    assert answer.json()["openapi"] == "3.1.0"
    assert "/api/v1/programs/{uid}/" in answer.json()["paths"]
