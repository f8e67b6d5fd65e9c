"""Changes name the version they were made for; nobody's change is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories as make
from tests.api.conftest import SignedIn

pytestmark = pytest.mark.django_db

CHANGED_BY_A_LEAD: dict[str, tuple[Callable[[Program], Any], dict[str, Any]]] = {
    "programs": (lambda program: program, {"sponsor_name": "Ada Sponsor"}),
    "flows": (make.make_flow, {"state": "pilot"}),
    "milestones": (lambda program: make.make_milestone(program, finish_on=make.START), {"weight": "3.000"}),
    "gates": (make.make_gate, {"criteria": "Two maps are signed."}),
}
changed_by_a_lead = pytest.mark.parametrize("path", CHANGED_BY_A_LEAD)


def a_row(path: str, program: Program) -> tuple[str, str, dict[str, Any]]:
    """Address and tag of a row, and a change of it."""
    maker, change = CHANGED_BY_A_LEAD[path]
    row = maker(program)
    return f"/api/v1/{path}/{row.uid}/", f'"{row.uid}-{row.version}"', change


@changed_by_a_lead
def test_a_change_with_the_tag_that_was_read_is_made(path: str, program: Program, lead_client: APIClient) -> None:
    address, _, change = a_row(path, program)
    tag = lead_client.get(address)["ETag"]

    answer = lead_client.patch(address, change, headers={"if-match": tag})

    assert answer.status_code == 200, answer.content
    assert answer.json().items() >= change.items()
    assert answer["ETag"] != tag
    assert lead_client.get(address).content == answer.content


@changed_by_a_lead
def test_a_change_of_what_somebody_else_changed_is_refused(path: str, program: Program, lead_client: APIClient) -> None:
    address, tag, change = a_row(path, program)
    lead_client.patch(address, change, headers={"if-match": tag})

    late = lead_client.patch(address, change, headers={"if-match": tag})

    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")


@changed_by_a_lead
def test_a_viewer_may_not_change_it(path: str, program: Program, viewer: User, signed_in: SignedIn) -> None:
    address, tag, change = a_row(path, program)

    answer = signed_in(viewer).patch(address, change, headers={"if-match": tag})

    assert answer.status_code == 403


@changed_by_a_lead
def test_an_outsider_finds_nothing_to_change(path: str, program: Program, outsider: User, signed_in: SignedIn) -> None:
    address, tag, change = a_row(path, program)

    assert signed_in(outsider).patch(address, change, headers={"if-match": tag}).status_code == 404


@pytest.mark.parametrize(
    "header", ['W/"{}"', '"{}0"', '"x"', "{}", ""], ids=["weak", "other", "foreign", "bare", "blank"]
)
def test_a_tag_that_is_not_of_this_version_does_not_match(
    header: str, program: Program, lead_client: APIClient
) -> None:
    headers = {"if-match": header.format(f"{program.uid}-{program.version}")}

    answer = lead_client.patch(f"/api/v1/programs/{program.uid}/", {"name": "Beta"}, headers=headers)

    assert answer.status_code == 412


def test_any_version_can_be_meant(program: Program, lead_client: APIClient) -> None:
    answer = lead_client.patch(f"/api/v1/programs/{program.uid}/", {"name": "Beta"}, headers={"if-match": "*"})

    assert (answer.status_code, answer.json()["name"]) == (200, "Beta")


def test_what_a_change_leaves_out_stays(program: Program, lead_client: APIClient) -> None:
    parent = make.make_function()
    function = make.make_function(name="Operations", parent=parent)
    User.objects.update(is_steward=True)
    headers = {"if-match": f'"{function.uid}-{function.version}"'}

    answer = lead_client.patch(f"/api/v1/functions/{function.uid}/", {"name": "Production"}, headers=headers)

    assert (answer.json()["name"], answer.json()["parent"]) == ("Production", str(parent.uid))


def test_a_state_moves_by_its_own_operation(program: Program, lead_client: APIClient) -> None:
    address, read = f"/api/v1/programs/{program.uid}", {"if-match": f'"{program.uid}-1"'}

    paused = lead_client.post(f"{address}/pause/", {"reason": "Plant rebuilt"}, headers=read)
    stale = lead_client.post(f"{address}/close/", {"lessons": "Measure first"}, headers=read)
    wrong = lead_client.post(f"{address}/activate/")

    assert paused.json()["state"] == "paused"
    assert stale.status_code == 412
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (409, "state")


def test_a_removed_program_is_listed_as_removed_and_comes_back(program: Program, lead_client: APIClient) -> None:
    gone = lead_client.delete(f"/api/v1/programs/{program.uid}/")
    removed = lead_client.get("/api/v1/programs/removed/").json()["results"]
    hidden = lead_client.get(f"/api/v1/programs/{program.uid}/")
    back = lead_client.post(f"/api/v1/programs/{program.uid}/restore/")

    assert gone.json()["removed_on"] == timezone.localdate().isoformat()
    assert [row["uid"] for row in removed] == [str(program.uid)]
    assert hidden.status_code == 404
    assert back.json()["removed_on"] is None


def test_a_removed_milestone_says_since_when(program: Program, lead_client: APIClient) -> None:
    milestone = make.make_milestone(program)

    gone = lead_client.delete(f"/api/v1/milestones/{milestone.uid}/", headers={"if-match": f'"{milestone.uid}-1"'})
    stale = lead_client.delete(f"/api/v1/milestones/{milestone.uid}/", headers={"if-match": f'"{milestone.uid}-1"'})

    assert gone.json()["removed_on"] == timezone.localdate().isoformat()
    assert stale.status_code == 412


def test_evidence_is_accepted_and_revoked(program: Program, committee_member: User, signed_in: SignedIn) -> None:
    evidence = make.make_evidence(make.make_milestone(program))
    address = f"/api/v1/evidence/{evidence.uid}"
    client = signed_in(committee_member)

    accepted = client.post(f"{address}/accept/", {"on": "2026-03-02"}, headers={"if-match": f'"{evidence.uid}-1"'})
    again = client.post(f"{address}/accept/", {})
    revoked = client.post(f"{address}/revoke/", {"on": "2026-03-05", "reason": "The map was another flow's."})

    assert accepted.json()["accepted_on"] == "2026-03-02"
    assert (again.status_code, again.json()["code"]) == (409, "already_accepted")
    assert revoked.json()["revoked_on"] == "2026-03-05"


def test_evidence_is_accepted_until_a_day(program: Program, committee_member: User, signed_in: SignedIn) -> None:
    evidence = make.make_evidence(make.make_milestone(program, dimension="cultural"))
    address, client = f"/api/v1/evidence/{evidence.uid}/accept/", signed_in(committee_member)

    refused = client.post(address, {"on": "2026-03-02", "expires_on": "2026-03-01"})
    accepted = client.post(address, {"on": "2026-03-02", "expires_on": "2026-05-01"})

    assert refused.json()["errors"][0]["field"] == "expires_on"
    assert accepted.json()["expires_on"] == "2026-05-01"


def test_nobody_accepts_their_own_evidence(program: Program, pmo_lead: User, lead_client: APIClient) -> None:
    evidence = make.make_evidence(make.make_milestone(program), given_by=pmo_lead)

    answer = lead_client.post(f"/api/v1/evidence/{evidence.uid}/accept/", {})

    assert answer.status_code == 403
    assert "somebody else" in answer.json()["detail"]


def test_a_role_ends_and_an_entry_ends(program: Program, lead_client: APIClient) -> None:
    role = make.make_membership(make.make_user(), program, "viewer")
    entry = make.make_portfolio(program).entries.get()

    ended = lead_client.post(f"/api/v1/memberships/{role.uid}/end/", {"valid_to": "2026-02-01"})
    left = lead_client.post(f"/api/v1/portfolio-entries/{entry.uid}/take-out/", {"left_on": "2026-02-02"})

    assert ended.json()["valid_to"] == "2026-02-01"
    assert left.json()["left_on"] == "2026-02-02"


def test_an_end_before_the_beginning_is_a_mistake_of_the_caller(program: Program, lead_client: APIClient) -> None:
    role = make.make_membership(make.make_user(), program, "viewer")

    answer = lead_client.post(f"/api/v1/memberships/{role.uid}/end/", {"valid_to": "1999-01-01"})

    assert answer.status_code == 400


def test_the_tag_of_a_gate_follows_its_reviews_and_still_fits_a_change(
    program: Program, lead_client: APIClient
) -> None:
    gate = make.make_gate(program)
    address = f"/api/v1/gates/{gate.uid}/"
    before = lead_client.get(address)["ETag"]
    make.make_review(gate)

    after = lead_client.get(address, headers={"if-none-match": before})
    changed = lead_client.patch(address, {"criteria": "Signed."}, headers={"if-match": before})

    assert (after.status_code, after.json()["state"]) == (200, "passed")
    assert changed.status_code == 200


def test_a_stage_that_is_deleted_leaves_a_trace(program: Program, lead_client: APIClient) -> None:
    stage = make.make_stage(make.make_flow(program))

    gone = lead_client.delete(f"/api/v1/stages/{stage.uid}/")
    traces = lead_client.get(f"/api/v1/deletions/?program={program.uid}").json()["results"]

    assert (gone.status_code, gone.content) == (204, b"")
    assert [(trace["kind"], trace["uid"]) for trace in traces] == [("flowstage", str(stage.uid))]


def test_an_outsider_does_not_see_what_was_deleted(
    program: Program, lead_client: APIClient, outsider: User, signed_in: SignedIn
) -> None:
    stage = make.make_stage(make.make_flow(program))
    lead_client.delete(f"/api/v1/stages/{stage.uid}/")

    assert signed_in(outsider).get("/api/v1/deletions/").json()["results"] == []


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_a_change_of_a_program_that_is_over_is_a_conflict(state: str, program: Program, lead_client: APIClient) -> None:
    address, tag, change = a_row("milestones", program)
    Program.objects.filter(pk=program.pk).update(state=state)

    answer = lead_client.patch(address, change, headers={"if-match": tag})

    assert (answer.status_code, answer.json()["code"]) == (409, f"program_is_{state}")
