"""Pilots through the API: drafted, guarded, locked, run, decided and replaced."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Pilot, Program, User
from tests import factories
from tests.api.conftest import SignedIn
from tests.factories import pilots as make_pilots

pytestmark = pytest.mark.django_db
DAY = {"on": "2026-01-05"}
STEPS: list[tuple[str, dict[str, Any], str]] = [
    ("lock", DAY, "locked"),
    ("start", DAY, "running"),
    ("decide", DAY | {"outcome": "cut_over", "reason": "Faster"}, "decided"),
    ("cut-over", DAY, "cut_over"),
    ("retire-legacy", DAY, "retired"),
]


def address(pilot: Pilot, step: str = "") -> str:
    return f"/api/v1/pilots/{pilot.uid}/{step + '/' if step else ''}"


def test_a_pilot_is_drafted_and_guarded(program: Program, lead_client: APIClient) -> None:
    primary, guard = (make_pilots.make_pilot_metric(program) for _ in range(2))
    body = {
        "program": str(program.uid),
        "flow": str(factories.make_flow(program).uid),
        "primary": str(primary.uid),
        "name": "Weekly plan",
        "change": "One plan",
    }

    drafted = lead_client.post("/api/v1/pilots/", body)
    terms = {"pilot": drafted.json()["uid"], "program_metric": str(guard.uid), "margin": "0.5", "agreed_with": "Both"}
    guarded = lead_client.post("/api/v1/pilot-guardrails/", terms)

    assert (drafted.status_code, guarded.status_code) == (201, 201), guarded.content
    assert drafted.json()["state"] == "drafted"
    assert guarded.json()["margin"] == "0.500000"


def test_a_pilot_goes_its_whole_way(program: Program, lead_client: APIClient) -> None:
    pilot = make_pilots.make_pilot(program)

    answers = [lead_client.post(address(pilot, step), body) for step, body, _ in STEPS]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert [answer.json()["state"] for answer in answers] == [state for _, _, state in STEPS]


def test_the_committee_decides_and_does_not_start(
    program: Program, committee_member: User, signed_in: SignedIn
) -> None:
    locked, running = (make_pilots.make_pilot(program, step=step) for step in ("locked", "started"))
    client = signed_in(committee_member)

    started = client.post(address(locked, "start"), DAY)
    decided = client.post(address(running, "decide"), DAY | {"outcome": "stopped", "reason": "Harm"})

    assert (started.status_code, decided.status_code) == (403, 200)
    assert decided.json()["decided_by"] == str(committee_member.uid)


def test_a_draft_is_changed_with_its_tag_and_a_locked_one_never(program: Program, lead_client: APIClient) -> None:
    pilot, locked = make_pilots.make_pilot(program), make_pilots.make_pilot(program, step="locked")

    changed, refused = (
        lead_client.patch(
            address(each), {"burn_in_periods": 2}, headers={"if-match": lead_client.get(address(each))["ETag"]}
        )
        for each in (pilot, locked)
    )

    assert (changed.status_code, changed.json()["burn_in_periods"]) == (200, 2)
    assert (refused.status_code, refused.json()["code"]) == (409, "protocol_locked")


def test_a_draft_is_deleted_and_a_locked_one_never(program: Program, lead_client: APIClient) -> None:
    pilot, locked = make_pilots.make_pilot(program), make_pilots.make_pilot(program, step="locked")

    answers = [lead_client.delete(address(each)) for each in (pilot, locked)]

    assert [answer.status_code for answer in answers] == [204, 409]
    assert Pilot.objects.get() == locked


def test_another_protocol_is_another_pilot(program: Program, lead_client: APIClient) -> None:
    pilot = make_pilots.make_pilot(program, step="started")

    new = lead_client.post(address(pilot, "replace"), {"on": "2026-01-06"})

    old = lead_client.get(address(pilot)).json()
    assert (new.status_code, new.json()["follows"]) == (200, str(pilot.uid))
    assert (old["outcome"], old["decision_reason"], old["decided_on"]) == ("stopped", "protocol changed", "2026-01-06")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("locked=false", ["draft"]),
        ("locked=true", ["locked", "decided"]),
        ("started=false", ["draft", "locked"]),
        ("decided=true", ["decided"]),
        ("outcome=cut_over", ["decided"]),
        ("outcome=stopped", []),
    ],
)
def test_pilots_are_filtered(query: str, found: list[str], program: Program, lead_client: APIClient) -> None:
    for name, step in (("draft", ""), ("locked", "locked"), ("decided", "decided")):
        make_pilots.make_pilot(program, name=name, step=step)

    listed = lead_client.get(f"/api/v1/pilots/?program={program.uid}&{query}").json()["results"]

    assert [row["name"] for row in listed] == found


def test_guardrails_are_filtered_by_their_pilot(program: Program, lead_client: APIClient) -> None:
    guardrail, other = (make_pilots.make_guardrail(make_pilots.make_pilot(program)) for _ in range(2))

    listed = lead_client.get(f"/api/v1/pilot-guardrails/?pilot={guardrail.pilot.uid}").json()["results"]

    assert [row["uid"] for row in listed] == [str(guardrail.uid)]
    assert other.pilot != guardrail.pilot
