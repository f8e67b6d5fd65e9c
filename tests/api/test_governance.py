"""Governance over the API: created, answered and closed by one call each; refusals name their field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests.api.conftest import SignedIn
from tests.factories import START, make_gate, make_user
from tests.factories import governance as make_governance

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


def owner_of(program: Program) -> str:
    """Somebody who takes part in the program."""
    return str(program.memberships.filter(role="pmo_lead").get().user.uid)


CREATED: dict[str, Callable[[Program], Body]] = {
    "gate-criteria": lambda p: {"gate": str(make_gate(p).uid), "statement": "Maps are signed"},
    "criterion-evidence": lambda p: {
        "criterion": str(make_governance.make_criterion(p).uid),
        "level": 2,
        "title": "Signed map",
    },
    "waivers": lambda p: {
        "program": str(p.uid),
        "rule": "change_load",
        "reason": "One quarter",
        "on": "2026-03-02",
        "expires_on": "2026-04-01",
    },
    "raid-items": lambda p: {
        "program": str(p.uid),
        "kind": "issue",
        "title": "Late",
        "owner": owner_of(p),
        "impact": 4,
    },
    "committee-decisions": lambda p: {
        "program": str(p.uid),
        "question": "Buy it?",
        "recommendation": "Yes",
        "owner": owner_of(p),
    },
    "action-items": lambda p: {
        "program": str(p.uid),
        "title": "Call them",
        "owner": owner_of(p),
        "on": "2026-03-02",
        "due_on": "2026-04-01",
    },
}


@pytest.mark.parametrize("path", CREATED)
def test_a_lead_creates_it_and_gets_what_every_reader_sees(path: str, program: Program, lead_client: APIClient) -> None:
    answer = lead_client.post(f"/api/v1/{path}/", CREATED[path](program))

    assert answer.status_code == 201, answer.content
    read = lead_client.get(answer["Location"])
    assert (read.content, read["ETag"]) == (answer.content, answer["ETag"])


def test_an_approval_is_asked_for_and_answered_by_who_was_asked(
    program: Program, lead_client: APIClient, signed_in: SignedIn, committee_member: User
) -> None:
    body = {"program": str(program.uid), "gate": str(make_gate(program).uid), "approver": str(committee_member.uid)}
    asked = lead_client.post("/api/v1/approvals/", body)
    assert asked.status_code == 201, asked.content
    answer = f"{asked['Location']}answer/"

    assert lead_client.post(answer, {"answer": "approved"}).status_code == 403
    answered = signed_in(committee_member).post(answer, {"answer": "approved"})

    assert (answered.status_code, answered.json()["answered_by"]) == (200, str(committee_member.uid))
    assert lead_client.get("/api/v1/approvals/?answered=true").json()["results"][0]["answer"] == "approved"


@pytest.mark.parametrize(
    ("path", "make", "step", "body", "column"),
    [
        ("waivers", make_governance.make_waiver, "revoke", {"on": "2026-01-06"}, "revoked_on"),
        ("raid-items", make_governance.make_raid_item, "close", {"outcome": "It passed"}, "closed_on"),
        ("committee-decisions", make_governance.make_question, "decide", {"outcome": "agreed"}, "decided_on"),
        ("committee-decisions", make_governance.make_agreed, "done", {}, "done_on"),
        ("action-items", make_governance.make_action_item, "finish", {"note": "Called"}, "done_on"),
    ],
)
def test_a_step_is_one_call(
    path: str,
    make: Callable[[Program], Any],
    step: str,
    body: Body,
    column: str,
    program: Program,
    lead_client: APIClient,
) -> None:
    row = make(program)

    answer = lead_client.post(f"/api/v1/{path}/{row.uid}/{step}/", body)

    row.refresh_from_db()
    assert answer.status_code == 200, answer.content
    assert answer.json()[column] == str(getattr(row, column))


@pytest.mark.parametrize(
    ("path", "make", "change"),
    [
        ("gate-criteria", make_governance.make_criterion, {"statement": "Owners are named"}),
        ("raid-items", make_governance.make_raid_item, {"probability": 5}),
        ("committee-decisions", make_governance.make_question, {"recommendation": "No"}),
        ("action-items", make_governance.make_action_item, {"title": "Write to them"}),
    ],
)
def test_a_change_needs_the_version_that_was_read(
    path: str, make: Callable[[Program], Any], change: Body, program: Program, lead_client: APIClient
) -> None:
    address = f"/api/v1/{path}/{make(program).uid}/"
    tag = lead_client.get(address)["ETag"]

    changed = lead_client.patch(address, change, headers={"If-Match": tag})

    assert changed.status_code == 200, changed.content
    assert change.items() <= changed.json().items()
    assert lead_client.patch(address, change, headers={"If-Match": tag}).status_code == 412


def test_a_waiver_that_lasts_too_long_is_refused_beside_its_field(program: Program, lead_client: APIClient) -> None:
    body = CREATED["waivers"](program) | {"expires_on": "2026-08-30"}

    answer = lead_client.post("/api/v1/waivers/", body)

    assert answer.status_code == 409
    assert "180 days" in answer.content.decode()


def test_an_unknown_owner_is_refused(program: Program, lead_client: APIClient) -> None:
    body = CREATED["raid-items"](program) | {"owner": str(make_user().uid)}

    assert lead_client.post("/api/v1/raid-items/", body).status_code == 400


def test_a_request_is_withdrawn_with_a_reason(program: Program, lead_client: APIClient) -> None:
    approval = make_governance.make_approval(program)
    address = f"/api/v1/approvals/{approval.uid}/withdraw/"

    assert lead_client.post(address, {}).status_code == 400
    answer = lead_client.post(address, {"reason": "Asked of the wrong person"})

    assert (answer.status_code, answer.json()["withdrawal_reason"]) == (200, "Asked of the wrong person")
    assert lead_client.get("/api/v1/approvals/?withdrawn=false").json()["results"] == []


def test_evidence_that_is_there_is_cited_and_accepted(
    program: Program, lead_client: APIClient, signed_in: SignedIn, committee_member: User
) -> None:
    other, criterion = (make_governance.make_criterion(program) for _ in range(2))
    proof = make_governance.make_criterion_evidence(other, accepted_on=START).evidence

    cited = lead_client.post(
        "/api/v1/criterion-evidence/cite/", {"criterion": str(criterion.uid), "evidence": str(proof.uid)}
    )
    address = f"/api/v1/criterion-evidence/{cited.json()['uid']}/accept/"
    accepted = signed_in(committee_member).post(address, {})

    assert (cited.status_code, cited.json()["accepted_on"]) == (200, None)
    assert lead_client.post(address, {}).status_code in (403, 409)
    assert accepted.json()["accepted_by"] == str(committee_member.uid)
