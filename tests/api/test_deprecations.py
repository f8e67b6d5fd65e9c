"""What will go says so in every answer, from when on and until when, and where to read what replaces it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.api import deprecations
from programs.api.deprecations import Deprecation, headers_of, mark_fields
from programs.api.describing.document import openapi_document
from tests.sweep.everybody import ROUTES

LIST = frozenset({"api:flow-list"})
SEE = "https://tracker.example.com/docs/api#flows"


def deprecation(**given: Any) -> Deprecation:
    values: dict[str, Any] = {
        "routes": LIST,
        "since": date(2026, 12, 1),
        "until": date(2027, 6, 30),
        "see": SEE,
    } | given
    return Deprecation(**values)


@pytest.mark.django_db
def test_a_deprecated_route_says_so_and_no_other(monkeypatch: pytest.MonkeyPatch, lead_client: APIClient) -> None:
    monkeypatch.setattr(deprecations, "DEPRECATED", (deprecation(),))

    told = lead_client.get("/api/v1/flows/")
    other = lead_client.get("/api/v1/stages/")

    assert told["Deprecation"] == "@1796083200"
    assert told["Sunset"] == "Wed, 30 Jun 2027 00:00:00 GMT"
    assert told["Link"] == f'<{SEE}>; rel="deprecation"; type="text/html"'
    assert not {"Deprecation", "Sunset", "Link"} & set(other.headers)


@pytest.mark.django_db
def test_who_is_refused_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deprecations, "DEPRECATED", (deprecation(),))

    assert APIClient().get("/api/v1/flows/")["Deprecation"] == "@1796083200"


def test_of_several_the_first_dates_and_every_page_are_told() -> None:
    later = deprecation(since=date(2026, 12, 24), until=date(2027, 6, 22), see="https://other.example.com/")

    told = headers_of("api:flow-list", [deprecation(), later, later])

    assert (told["Deprecation"], told["Sunset"]) == ("@1796083200", "Tue, 22 Jun 2027 00:00:00 GMT")
    assert told["Link"].count("rel=") == 2


def test_a_deprecated_field_is_marked_in_the_description_and_the_route_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deprecations, "DEPRECATED", (deprecation(schema="Flow", field="name"),))
    openapi_document.cache_clear()

    document = openapi_document()
    openapi_document.cache_clear()

    properties = document["components"]["schemas"]["Flow"]["properties"]
    assert [name for name, column in properties.items() if column.get("deprecated")] == ["name"]
    assert "deprecated" not in document["paths"]["/api/v1/flows/"]["get"]


def test_a_deprecated_route_is_marked_in_the_description(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deprecations, "DEPRECATED", (deprecation(),))
    openapi_document.cache_clear()

    paths = openapi_document()["paths"]
    openapi_document.cache_clear()

    assert paths["/api/v1/flows/"]["get"]["deprecated"] is True
    assert "deprecated" not in paths["/api/v1/flows/{uid}/"]["get"]


def test_a_field_that_is_not_there_is_noticed() -> None:
    with pytest.raises(KeyError):
        mark_fields(openapi_document(), [deprecation(schema="Flow", field="nothing")])


def test_what_goes_works_for_half_a_year_at_least() -> None:
    with pytest.raises(ValueError, match="180 days"):
        deprecation(until=date(2027, 5, 29))
    assert deprecation(until=date(2027, 5, 30)).until == date(2027, 5, 30)


def test_a_field_names_its_schema() -> None:
    with pytest.raises(ValueError, match="schema"):
        deprecation(field="name")


def test_every_line_of_the_table_names_routes_that_exist_and_has_not_passed() -> None:
    for each in deprecations.DEPRECATED:
        assert each.routes <= set(ROUTES)
        assert each.until >= timezone.localdate()
    mark_fields(openapi_document())
