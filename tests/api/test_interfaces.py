"""Interfaces and incidents through the API: written as by the pages, by the same people."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests.api.conftest import SignedIn
from tests.factories import START, make_flow, make_function
from tests.factories.interfaces import make_incident, make_interface, make_use

pytestmark = pytest.mark.django_db
SOME = {"consequence": "expediting", "band": "small"}


def an_incident(program: Program) -> dict[str, Any]:
    return {"program": str(program.uid), "interface": str(make_interface(program).uid), **SOME}


def a_use(program: Program) -> dict[str, Any]:
    return {"flow": str(make_flow(program).uid), "interface": str(make_interface().uid)}


def a_count(program: Program) -> dict[str, Any]:
    days = {"starts_on": str(START), "ends_on": str(START)}
    return {"interface": str(make_interface(program).uid), **days, "handoffs": 12, "source": "Order system"}


CREATED = {"incidents": an_incident, "flow-interfaces": a_use, "handoff-counts": a_count}


@pytest.mark.parametrize("path", CREATED)
def test_a_lead_creates_it_and_gets_what_every_reader_sees(path: str, program: Program, lead_client: APIClient) -> None:
    answer = lead_client.post(f"/api/v1/{path}/", CREATED[path](program))

    assert answer.status_code == 201, answer.content
    read = lead_client.get(answer["Location"])
    assert (read.content, read["ETag"]) == (answer.content, answer["ETag"])


@pytest.mark.parametrize("path", CREATED)
def test_a_viewer_may_not_create_it(path: str, program: Program, viewer: User, signed_in: SignedIn) -> None:
    assert signed_in(viewer).post(f"/api/v1/{path}/", CREATED[path](program)).status_code == 403


@pytest.mark.parametrize("path", ["incidents", "flow-interfaces"])
def test_an_outsider_cannot_even_name_the_program(
    path: str, program: Program, outsider: User, signed_in: SignedIn
) -> None:
    answer = signed_in(outsider).post(f"/api/v1/{path}/", CREATED[path](program))

    assert answer.status_code == 400
    assert "does_not_exist" in {error["code"] for error in answer.json()["errors"]}


def test_a_steward_keeps_interfaces(steward: User, signed_in: SignedIn, lead_client: APIClient) -> None:
    body = {"from_function": str(make_function().uid), "to_function": str(make_function().uid)}

    refused = lead_client.post("/api/v1/interfaces/", body)
    made = signed_in(steward).post("/api/v1/interfaces/", body)

    assert (refused.status_code, made.status_code) == (403, 201)


def test_a_redesign_is_changed_and_accepted_by_another(
    program: Program, committee_member: User, lead_client: APIClient, signed_in: SignedIn
) -> None:
    address = f"/api/v1/interfaces/{make_interface(program).uid}/"
    tag = lead_client.get(address)["ETag"]

    changed = lead_client.patch(address, {"redesign": "Daily call"}, headers={"if-match": tag})
    own = lead_client.post(f"{address}accept-redesign/", {})
    accepted = signed_in(committee_member).post(f"{address}accept-redesign/", {"on": str(START)})

    assert (changed.status_code, own.status_code, accepted.status_code) == (200, 403, 200)
    assert accepted.json()["redesign_accepted_on"] == str(START)


def test_a_late_change_of_an_interface_is_refused(program: Program, lead_client: APIClient) -> None:
    interface = make_interface(program)
    address, tag = f"/api/v1/interfaces/{interface.uid}/", f'"{interface.uid}-1"'
    lead_client.patch(address, {"hands_over": "Plan"}, headers={"if-match": tag})

    late = lead_client.patch(address, {"hands_over": "Order"}, headers={"if-match": tag})

    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")


def test_a_cost_comes_later_and_the_words_stay(program: Program, lead_client: APIClient) -> None:
    incident = make_incident(program, party="Bolt Ltd")
    address = f"/api/v1/incidents/{incident.uid}/"

    costed = lead_client.post(f"{address}cost/", {"amount": "12.50", "currency": "EUR"})
    silent = lead_client.post(f"{address}cost/", {"amount": None})

    assert (costed.json()["amount"], costed.json()["party"]) == ("12.50", "Bolt Ltd")
    assert (silent.status_code, silent.json()["code"]) == (409, "no_cost")


def test_an_incident_is_corrected_without_naming_what_stays(program: Program, lead_client: APIClient) -> None:
    incident = make_incident(program)
    address = f"/api/v1/incidents/{incident.uid}/"

    answer = lead_client.patch(address, {"band": "large"}, headers={"if-match": f'"{incident.uid}-1"'})

    assert answer.json().items() >= {"band": "large", "consequence": "expediting"}.items()


def test_incidents_are_filtered_by_day_and_by_what_is_missing(program: Program, lead_client: APIClient) -> None:
    early = make_incident(program, amount=5, currency="EUR")
    late = make_incident(program, happened_on="2026-03-01")

    def found(query: str) -> list[str]:
        return [row["uid"] for row in lead_client.get(f"/api/v1/incidents/?{query}").json()["results"]]

    assert found("since=2026-02-01") == [str(late.uid)]
    assert found("with_amount=true") == [str(early.uid)]
    assert found(f"interface={late.interface.uid}") == [str(late.uid)]


def test_the_same_count_again_is_the_same_row(program: Program, lead_client: APIClient) -> None:
    body = a_count(program)

    first = lead_client.post("/api/v1/handoff-counts/", body).json()
    again = lead_client.post("/api/v1/handoff-counts/", body | {"handoffs": 15}).json()

    assert (again["uid"], again["handoffs"]) == (first["uid"], 15)


def test_an_interface_taken_out_of_a_flow_leaves_a_trace(program: Program, lead_client: APIClient) -> None:
    use = make_use(program)

    gone = lead_client.delete(f"/api/v1/flow-interfaces/{use.uid}/")

    deletions = lead_client.get("/api/v1/deletions/").json()["results"]
    assert gone.status_code == 204
    assert str(use.uid) in {row["uid"] for row in deletions}
