"""The API against its own description: made-up requests, real rows, no server error, and answers as described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from rest_framework.test import APIClient
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from programs.models import ApiToken, Program, User
from tests.api.resources import HISTORY, IN_INSTALLATION, IN_PROGRAM, NAMED

pytestmark = pytest.mark.django_db
EVERY_CHECK = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
Rows = dict[str, str]


@pytest.fixture
def rows(program: Program, pmo_lead: User) -> Rows:
    """Uid of a row for each word that names one in a path or a body."""
    made = {each.path: each.make(program) for each in (*IN_PROGRAM, *IN_INSTALLATION, HISTORY)}
    cast = {"program": program, "program_uid": program, "owner": pmo_lead}
    named = cast | {word: name(made) for word, name in NAMED.items()}
    return {name: str(row.uid) for name, row in (made | named).items()}


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

    token: str
    rows: Rows

    def ask(self, case: Any) -> None:
        """The request made and its answer checked; what it wrote is undone, so that every request finds the same."""
        resource = case.operation.path.removeprefix("/api/v1/").partition("/{uid}")[0]
        for name, made_up in (case.path_parameters or {}).items():
            case.path_parameters[name] = self.rows.get(name) or self.rows.get(resource) or made_up
        if isinstance(case.body, dict):
            case.body = {name: self.real(name, value) for name, value in case.body.items()}
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {self.token}"}, checks=EVERY_CHECK)
            transaction.set_rollback(True)

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
    return Api(token, rows)


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
        except Exception as problem:
            problems.append(f"{operation.label}: {problem}")
    assert problems == []


def test_the_description_is_complete_and_valid() -> None:
    written = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)

    assert "openapi: 3.1.0" in written.getvalue()


def test_the_description_is_open_to_everybody_and_31() -> None:
    answer = APIClient().get("/api/v1/schema/")

    assert answer.json()["openapi"] == "3.1.0"
    assert "/api/v1/programs/{uid}/" in answer.json()["paths"]
