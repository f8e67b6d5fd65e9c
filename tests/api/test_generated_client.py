"""A client that a generator makes from the description works, and none of the operations is left out."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from pytest_django.live_server_helper import LiveServer

from programs.api.describing.document import openapi_document
from programs.models import ApiToken, Program, User
from tests import factories

NAME = "generated_tracker_client"
# The generator knows files by this one type; JSON is true YAML as well.
CONFIG = {
    "post_hooks": [],
    "content_type_overrides": {"*/*": "application/octet-stream", "application/pdf": "application/octet-stream"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the package, made without a word of complaint."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(openapi_document()))
    (folder / "config.yml").write_text(json.dumps(CONFIG))
    asked = ["generate", "--path", "openapi.json", "--config", "config.yml", "--meta", "none", "--output-path", NAME]

    told = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *asked, "--fail-on-warning"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, "WARNING" in told.stdout + told.stderr) == (0, False), told.stdout + told.stderr
    return folder / NAME


@pytest.fixture
def package(made: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(made.parent)
    return importlib.import_module(NAME)


@pytest.fixture
def client(package: Any, live_server: LiveServer, pmo_lead: User) -> Any:
    _, token = ApiToken.objects.issue(pmo_lead, name="Client", lasts=timedelta(days=1), scope="write")
    return package.AuthenticatedClient(base_url=live_server.url, token=token)


def operation(noun: str, name: str) -> Any:
    """The module of an operation, as the generator names it."""
    return importlib.import_module(f"{NAME}.api.{noun}.{name}")


def model(name: str) -> Any:
    return getattr(importlib.import_module(f"{NAME}.models"), name)


def milestone(program: Program, name: str) -> Any:
    step = model("StepEnum")("map")
    return model("MilestoneBody")(program=program.uid, name=name, step=step, finish_on=program.start_on)


def test_every_operation_is_in_the_client(made: Path) -> None:
    described = {
        (operation["tags"][0].replace("-", "_"), operation["operationId"])
        for operations in openapi_document()["paths"].values()
        for operation in operations.values()
    }

    found = {(path.parent.name, path.stem) for path in made.glob("api/*/*.py") if path.stem != "__init__"}

    assert found == described
    assert len(found) > 400


def test_a_page_of_programs_is_read(client: Any, program: Program) -> None:
    page = operation("programs", "programs_list").sync(client=client, page_size=1)

    assert [row.code for row in page.results] == [program.code]
    assert page.next_ is None


def test_a_milestone_is_made_read_and_changed_in_the_version_that_was_read(client: Any, program: Program) -> None:
    body = milestone(program, "Lock the metrics")
    made = operation("milestones", "milestones_create").sync_detailed(client=client, body=body)
    read = operation("milestones", "milestones_retrieve").sync_detailed(made.parsed.uid, client=client)
    change = model("PatchedMilestoneChange")(name="Lock two metrics")
    asked = {"client": client, "body": change, "if_match": read.headers["ETag"]}
    changed = operation("milestones", "milestones_partial_update").sync_detailed(made.parsed.uid, **asked)
    again = operation("milestones", "milestones_partial_update").sync_detailed(made.parsed.uid, **asked)

    assert (made.status_code, read.parsed.name) == (201, "Lock the metrics")
    assert (changed.status_code, changed.parsed.name) == (200, "Lock two metrics")
    assert (again.status_code, again.parsed.code) == (412, "changed_meanwhile")


def test_many_rows_are_sent_new_ones_and_one_that_is_there(client: Any, program: Program) -> None:
    there = factories.make_milestone(program, name="Map the flow")
    row = model("MilestoneBulkRow")
    new = row.from_dict(
        {**milestone(program, "Lock the metrics").to_dict(), "source_system": "Jira", "external_id": "7"}
    )
    rows = [new, row(uid=there.uid, name="Map both flows")]

    answer = operation("milestones", "milestones_bulk_post").sync(
        client=client, body=model("MilestoneBulkBody")(rows=rows)
    )

    assert [each.outcome.value for each in answer.rows] == ["created", "updated"]


def test_what_goes_wrong_is_a_problem_that_says_where(client: Any, program: Program) -> None:
    body = milestone(program, "")

    missing = operation("programs", "programs_retrieve").sync(uuid4(), client=client)
    refused = operation("milestones", "milestones_create").sync(client=client, body=body)

    assert (missing.status, missing.code) == (404, "not_found")
    assert [(error.pointer, error.code) for error in refused.errors] == [("/name", "blank")]


def test_changes_are_read_to_their_end(client: Any, program: Program) -> None:
    told: list[Any] = []
    page = operation("changes", "changes_get").sync(client=client)
    while not page.at_end:
        told += page.results
        after = parse_qs(urlsplit(page.next_).query)["after"][0]
        page = operation("changes", "changes_get").sync(client=client, after=after)

    assert program.code in [each.row["code"] for each in told if each.kind == "programs"]
