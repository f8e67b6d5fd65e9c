"""The pages of the API's description: everything that it says can be found and read, by everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from programs.api.describing.document import openapi_document
from programs.api.reference.reading import noun_named, nouns, search

LIST = "/api/v1/docs/"


def test_every_operation_has_its_place_on_a_page() -> None:
    described = {
        operation["operationId"]
        for operations in openapi_document()["paths"].values()
        for operation in operations.values()
    }

    shown = [operation.key for noun in nouns() for operation in noun.operations]

    assert sorted(shown) == sorted(described)
    assert [noun.name for noun in nouns()] == [tag["name"] for tag in openapi_document()["tags"]]


def test_everything_that_a_page_refers_to_stands_on_it() -> None:
    missing = []
    for noun in nouns():
        shapes = [*noun.shapes, *([noun.row] if noun.row else [])]
        there = {shape.name for shape in shapes}
        named = {field.shape for shape in shapes for field in shape.fields if field.name != "expanded"}
        named |= {field.shape for operation in noun.operations for field in operation.body}
        named |= {answer.shape for operation in noun.operations for answer in operation.answers}
        missing += [(noun.name, name) for name in named - there - {""}]

    assert missing == []


def test_an_operation_is_read_with_all_that_it_takes_and_answers() -> None:
    noun = noun_named("milestones")
    assert noun
    change = next(each for each in noun.operations if each.key == "milestones_partial_update")

    assert (change.method, change.address, change.scope) == ("PATCH", "/api/v1/milestones/{uid}/", "write")
    assert {"If-Match", "uid"} <= {each.name for each in change.parameters if each.is_required}
    assert [answer.status for answer in change.problems][-4:] == ["413", "415", "428", "429"]
    assert "ETag" in dict(change.answers[0].headers)


def test_a_field_says_what_it_holds_and_means() -> None:
    noun = noun_named("milestones")
    assert noun
    assert noun.row
    fields = {field.name: field for field in noun.row.fields}

    assert (fields["flow"].kind, fields["flow"].about) == ("uid or null", "A row of flows.")
    assert fields["owner"].about == "A person."
    assert ("map", "Map decision flows and interfaces") in fields["step"].choices


def test_filters_of_one_field_stand_together() -> None:
    noun = noun_named("milestones")
    assert noun
    filters = {each.name: each.forms for each in noun.operations[0].filters}

    assert filters["weight"] == ("", "__gte", "__lte")


def test_a_search_finds_nouns_operations_and_fields_that_have_every_word() -> None:
    found = {each.noun.name: each for each in search("milestone forecasts")}

    assert "List milestone forecasts" in [each.summary for each in found["milestone-forecasts"].operations]
    assert [field.name for field in {each.noun.name: each for each in search("forecast_on")}["milestones"].fields] == [
        "forecast_on"
    ]
    assert search("zebra") == search("milestone zebra") == ()


def test_a_search_finds_what_a_field_may_hold() -> None:
    [found] = search("to_horizon_performance")

    assert (found.noun.name, [field.name for field in found.fields]) == ("program-daily", ["measure"])
    [measure] = found.fields
    assert ("day_90.original.to_horizon_performance", "Day 90: Pace needed for the date") in measure.choices
    assert "to_horizon_performance" not in measure.about


@pytest.mark.django_db
def test_the_pages_are_read_without_sign_in_and_ask_no_other_host() -> None:
    pages = [Client().get(LIST), *(Client().get(reverse("api:reference-detail", args=[each.name])) for each in nouns())]

    assert {page.status_code for page in pages} == {200}
    assert [
        page for page in pages if b'src="http' in page.content or b'rel="stylesheet" href="http' in page.content
    ] == []


@pytest.mark.django_db
def test_a_search_as_page_and_as_part() -> None:
    page = Client().get(LIST, {"q": "forecast_on"})
    part = Client().get(LIST, {"q": "forecast_on"}, headers={"hx-request": "true"})

    assert "<title>" in page.content.decode()
    assert "<title>" not in part.content.decode()
    assert reverse("api:reference-detail", args=["milestones"]) in part.content.decode()
    assert "HX-Request" in page["Vary"]


@pytest.mark.django_db
def test_what_was_searched_for_is_shown_as_text() -> None:
    page = Client().get(LIST, {"q": "<script>"}).content.decode()

    assert "“&lt;script&gt;”" in page


@pytest.mark.django_db
def test_there_is_no_page_of_what_is_no_noun() -> None:
    assert Client().get(f"{LIST}nothing/").status_code == 404


def test_the_description_leads_to_its_pages() -> None:
    assert openapi_document()["externalDocs"]["url"] == reverse("api:reference-list")
