"""The description of the API is complete: words, groups, headers, problems, examples and links, and it is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from rest_framework.test import APIClient

from config.env import BASE_DIR
from programs.api.describing.document import openapi_document
from programs.api.describing.groups import Group
from programs.models import Program
from tests import factories
from tests.api.headers import undescribed

MILESTONE = "/api/v1/milestones/{uid}/"
BULK = "/api/v1/milestones/bulk/"


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, found in openapi_document()["paths"].items():
        for method, operation in found.items():
            yield f"{method.upper()} {path}", operation


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """The part, or what it refers to."""
    if "$ref" not in part:
        return part
    _, kind, name = part["$ref"].removeprefix("#/").split("/")
    found: dict[str, Any] = openapi_document()["components"][kind][name]
    return found


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent and answered, by type of media."""
    yield from operation.get("requestBody", {}).get("content", {}).items()
    for answer in operation["responses"].values():
        yield from resolved(answer).get("content", {}).items()


def test_every_operation_has_a_short_name_of_its_own_and_one_known_group() -> None:
    found = [(operation["summary"], *operation["tags"]) for _, operation in operations()]
    nouns = {tag["name"]: tag["description"] for tag in openapi_document()["tags"]}

    assert len({summary for summary, _ in found}) == len(found)
    assert [summary for summary, _ in found if not 0 < len(summary) <= 60] == []
    assert {noun for _, noun in found} == nouns.keys()
    assert [noun for noun, text in nouns.items() if not text] == []


def test_every_operation_and_every_answer_is_described() -> None:
    silent = [
        name
        for name, operation in operations()
        if not all(
            (operation["description"], *(resolved(each)["description"] for each in operation["responses"].values()))
        )
    ]

    assert silent == []


def test_names_of_operations_follow_from_their_addresses() -> None:
    names = [operation["operationId"] for _, operation in operations()]

    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []


def test_every_problem_is_described_as_one() -> None:
    problems = {
        status: list(resolved(answer)["content"].items())
        for _, operation in operations()
        for status, answer in operation["responses"].items()
        if status >= "400"
    }

    assert set(problems) == {"400", "401", "403", "404", "406", "409", "410", "412", "413", "415", "422", "428", "429"}
    for [(media, content)] in problems.values():
        assert media == "application/problem+json"
        assert content["schema"]["$ref"] == "#/components/schemas/Problem"


def test_every_answer_names_its_headers() -> None:
    answers = openapi_document()["paths"][BULK]["post"]["responses"]
    every = [resolved(answer) for _, operation in operations() for answer in operation["responses"].values()]

    assert {"Location", "Retry-After", "RateLimit", "RateLimit-Policy"} <= answers["202"]["headers"].keys()
    assert "WWW-Authenticate" in resolved(answers["401"])["headers"]
    assert all("RateLimit" in answer["headers"] for answer in every)


def is_shown(media: str) -> bool:
    return media.endswith("json") or media == "multipart/form-data"


def test_everything_sent_or_answered_has_an_example_that_fits() -> None:
    document = openapi_document()
    wrong = []
    for name, operation in operations():
        for media, content in contents(operation):
            if is_shown(media):
                example = resolved(content["examples"]["example"])["value"]
                schema = {**content["schema"], "components": document["components"]}
                checker = Draft202012Validator(schema, format_checker=FormatChecker())
                wrong += [f"{name}: {error.json_path} {error.message}" for error in checker.iter_errors(example)]

    assert wrong == []


def test_the_example_of_a_body_says_what_is_asked_for_and_that_of_a_row_all_it_shows() -> None:
    document = openapi_document()
    row = document["components"]["examples"]["Milestone"]["value"]
    sent = document["components"]["examples"]["milestones_bulk_post"]["value"]

    assert row.keys() == document["components"]["schemas"]["Milestone"]["properties"].keys() - {"expanded"}
    assert sent["rows"][0].keys() == {"source_system", "external_id", "program", "name", "finish_on"}


def test_links_lead_to_operations_with_what_these_take() -> None:
    known = {operation["operationId"]: operation for _, operation in operations()}
    links = [
        link
        for operation in known.values()
        for answer in operation["responses"].values()
        for link in resolved(answer).get("links", {}).values()
    ]

    unknown = [
        (link["operationId"], parameter)
        for link in links
        for parameter in link["parameters"]
        if parameter.partition(".")[2]
        not in {resolved(each)["name"] for each in known[link["operationId"]]["parameters"]}
    ]

    assert len(links) > 350
    assert unknown == []


def test_a_row_that_was_read_leads_to_its_change_in_its_version() -> None:
    links = openapi_document()["paths"][MILESTONE]["get"]["responses"]["200"]["links"]

    assert links["milestones_partial_update"]["parameters"] == {
        "path.uid": "$response.body#/uid",
        "header.If-Match": "$response.header.ETag",
    }


def test_groups_are_those_of_the_documentation() -> None:
    text = (BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
    told = {
        group.value: sorted(set(re.findall(r"`([a-z-]+)`", line)))
        for group in Group
        for line in text.splitlines()
        if line.startswith(f"| {group.value} |")
    }

    assert told == {group["name"]: group["tags"] for group in openapi_document()["x-tagGroups"]}


def test_a_token_that_is_made_for_a_system_is_described_as_made() -> None:
    answers = openapi_document()["paths"]["/api/v1/service-accounts/{uid}/tokens/"]["post"]["responses"]

    assert [status for status in answers if status < "400"] == ["201"]


def test_a_row_sent_among_many_must_say_nothing_but_which_it_is() -> None:
    schemas = openapi_document()["components"]["schemas"]

    assert "required" not in schemas["MilestoneBulkRow"]
    assert schemas["MilestoneBody"]["required"] == ["finish_on", "name", "program"]


def test_a_row_must_show_nothing_but_its_uid() -> None:
    schemas = openapi_document()["components"]["schemas"]

    assert schemas["Milestone"]["required"] == ["uid"]
    assert (
        "required" not in schemas["DailyNumber"]
    )  # It has no uid, and fields may leave out all but one of the others.


def test_the_description_is_sent_once() -> None:
    client = APIClient()
    first = client.get("/api/v1/schema/")
    packed = client.get("/api/v1/schema/", headers={"accept-encoding": "gzip"})

    again = client.get("/api/v1/schema/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(first.content) / 10


@pytest.mark.django_db
def test_headers_of_answers_are_described(lead_client: APIClient, program: Program) -> None:
    milestone = factories.make_milestone(program)
    row = f"/api/v1/milestones/{milestone.uid}/"
    body = {"program": str(program.uid), "name": "Map", "step": "map", "finish_on": "2026-10-01"}
    many = {"rows": [{"name": "Map"}] * 1001}
    asked = [
        ("GET", MILESTONE, lead_client.get(row)),
        ("GET", MILESTONE, APIClient().get(row)),
        ("DELETE", MILESTONE, lead_client.delete(row, {}, format="json")),
        ("GET", "/api/v1/milestones/", lead_client.get("/api/v1/milestones/?format=csv")),
        (
            "POST",
            "/api/v1/milestones/",
            lead_client.post("/api/v1/milestones/", body, headers={"Idempotency-Key": "7"}),
        ),
        ("POST", BULK, lead_client.post(BULK, many)),
    ]

    found = [(each[2].status_code, undescribed(*each[:2], answer=each[2])) for each in asked]

    assert found == [(200, set()), (401, set()), (200, set()), (200, set()), (201, set()), (202, set())]
