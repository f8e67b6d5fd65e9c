"""Decisions, their holders and teams through the API: each write is one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests.api.conftest import SignedIn
from tests.factories import START, make_function
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


def a_right(program: Program) -> Body:
    return {
        "program": str(program.uid),
        "decision": "Which orders wait",
        "times_a_month": "12.00",
        "resources": [str(make.make_committed_resource().uid)],
        "deciding_functions": [str(make_function().uid)],
        "deciding_teams": [str(make.make_team(program).uid)],
        "recommending": [str(make_function().uid)],
    }


def a_team(program: Program) -> Body:
    function = str(make_function().uid)
    return {"program": str(program.uid), "name": "Pumps", "functions": [function], "deciding": function}


def right_uid(program: Program) -> str:
    return str(make.make_decision_right(program).uid)


CREATED_BY_A_LEAD: dict[str, Callable[[Program], Body]] = {
    "teams": a_team,
    "team-functions": lambda p: {"team": str(make.make_team(p).uid), "function": str(make_function().uid)},
    "decision-rights": a_right,
    "decision-right-resources": lambda p: {
        "right": right_uid(p),
        "resource": str(make.make_committed_resource().uid),
    },
    "authorities": lambda p: {"right": right_uid(p), "role": "input", "function": str(make_function().uid)},
    "decisions": lambda p: {"program": str(p.uid), "question": "Air or sea?", "right": right_uid(p)},
}
by_a_lead = pytest.mark.parametrize("path", CREATED_BY_A_LEAD)


@by_a_lead
def test_a_lead_creates_it_and_gets_what_every_reader_sees(path: str, program: Program, lead_client: APIClient) -> None:
    answer = lead_client.post(f"/api/v1/{path}/", CREATED_BY_A_LEAD[path](program))

    assert answer.status_code == 201, answer.content
    read = lead_client.get(answer["Location"])
    assert (read.content, read["ETag"]) == (answer.content, answer["ETag"])


@by_a_lead
def test_a_viewer_may_not_create_it(path: str, program: Program, viewer: User, signed_in: SignedIn) -> None:
    answer = signed_in(viewer).post(f"/api/v1/{path}/", CREATED_BY_A_LEAD[path](program))

    assert answer.status_code == 403


@by_a_lead
def test_an_outsider_cannot_even_name_the_program(
    path: str, program: Program, outsider: User, signed_in: SignedIn
) -> None:
    answer = signed_in(outsider).post(f"/api/v1/{path}/", CREATED_BY_A_LEAD[path](program))

    assert answer.status_code == 400
    assert "does_not_exist" in {error["code"] for error in answer.json()["errors"]}


def test_a_right_comes_with_its_resources_and_holders(program: Program, lead_client: APIClient) -> None:
    body = a_right(program)

    answer = lead_client.post("/api/v1/decision-rights/", body).json()

    assert answer["resources"] == body["resources"]
    assert program.decision_rights.get().authorities.count() == 3


def test_a_decision_moves_and_its_authorities_say_when(program: Program, lead_client: APIClient) -> None:
    old, function = make.make_authority(make.make_decision_right(program)), make_function()
    body = {"function": str(function.uid), "valid_from": "2026-06-01"}

    answer = lead_client.post(f"/api/v1/decision-rights/{old.right.uid}/move/", body)
    held = lead_client.get(f"/api/v1/authorities/?right={old.right.uid}&role=decide").json()["results"]

    assert answer.status_code == 200
    assert [(row["valid_from"], row["valid_to"]) for row in held] == [
        (START.isoformat(), "2026-05-31"),
        ("2026-06-01", None),
    ]


def test_a_vote_moves_and_the_seats_say_when(program: Program, lead_client: APIClient) -> None:
    seat = make.make_team_function(make.make_team(program), decides=True)
    body = {"function": str(make_function().uid), "valid_from": "2026-06-01"}

    answer = lead_client.post(f"/api/v1/teams/{seat.team.uid}/move-vote/", body)
    seats = f"/api/v1/team-functions/?team={seat.team.uid}&decides=true"
    then = lead_client.get(f"{seats}&valid_on=2026-05-31").json()["results"]
    after = lead_client.get(f"{seats}&valid_on=2026-06-01").json()["results"]

    assert answer.status_code == 200
    assert [row["uid"] for row in then] == [str(seat.uid)]
    assert [row["function"] for row in after] == [body["function"]]


def test_a_decision_is_made_overridden_and_found_again(
    program: Program, function_lead: User, signed_in: SignedIn
) -> None:
    client, function = signed_in(function_lead), make_function()
    address = f"/api/v1/decisions/{make.make_decision(program).uid}"
    made_on = {"on": START.replace(day=20).isoformat()}

    empty = client.post(f"{address}/decide/", {"decided_function": str(function.uid)} | made_on)
    made = client.post(f"{address}/decide/", {"decided_function": str(function.uid), "outcome": "By sea"} | made_on)
    over = client.post(f"{address}/override/", {"reason": "Customer", "function": str(function.uid)})
    found = client.get("/api/v1/decisions/?overridden=true&decided=true").json()["results"]

    assert (empty.status_code, made.json()["decided_on"]) == (400, made_on["on"])
    assert over.json()["overriding_function"] == str(function.uid)
    assert [row["outcome"] for row in found] == ["By sea"]


def test_a_decision_changes_with_its_tag(program: Program, lead_client: APIClient) -> None:
    address = f"/api/v1/decisions/{make.make_decision(program).uid}/"
    tag = lead_client.get(address)["ETag"]

    changed = lead_client.patch(address, {"is_trade_off": True, "alternatives": 2}, headers={"if-match": tag})
    late = lead_client.patch(address, {"alternatives": 3}, headers={"if-match": tag})
    none = lead_client.patch(address, {"alternatives": 0}, headers={"if-match": changed["ETag"]})

    assert (changed.json()["is_trade_off"], changed.json()["alternatives"]) == (True, 2)
    assert (late.status_code, none.status_code) == (412, 400)


def test_a_state_rule_answers_with_its_code(program: Program, lead_client: APIClient) -> None:
    made = make.make_decided(program)

    gone = lead_client.delete(f"/api/v1/decisions/{made.uid}/", headers={"if-match": f'"{made.uid}-1"'})
    waits = lead_client.post(f"/api/v1/decisions/{made.uid}/reopen/", {})
    after = lead_client.delete(f"/api/v1/decisions/{made.uid}/", headers={"if-match": f'"{made.uid}-2"'})

    assert (gone.status_code, gone.json()["code"]) == (409, "already_decided")
    assert (waits.json()["decided_on"], after.status_code) == (None, 204)
