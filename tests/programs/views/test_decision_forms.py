"""The short forms of decisions: filled in by those who may, refused beside the field."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from programs.forms.holders import key_of
from programs.models import BusinessFunction, DecisionRecord, DecisionRight, Program, User
from tests.factories import decisions as make
from tests.factories import make_flow, make_function
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def send(user: User, name: str, row: Any, /, **values: object) -> Any:
    return signed_in(user).post(reverse(f"programs:{name}", args=[row.uid]), values)


def test_a_decision_is_added_in_one_form(program: Program, procurement: BusinessFunction, pmo_lead: User) -> None:
    team, resource = make.make_team(program), make.make_committed_resource()

    sent = send(
        pmo_lead, "decision-right-create", program, decision="Which orders wait", valid_from=TODAY, times_a_month="20",
        resources=[resource.pk], deciding=[key_of(procurement), key_of(team)], recommending=[key_of(procurement)],
        flow=make_flow(program).pk,
    )  # fmt: skip

    right = program.decision_rights.get()
    assert sent.status_code == 302
    assert {(each.role, each.function or each.team) for each in right.authorities.all()} == {
        ("decide", procurement), ("decide", team), ("recommend", procurement),
    }  # fmt: skip
    assert list(right.resources.all()) == [resource]


def test_authority_moves_from_a_day_on(program: Program, procurement: BusinessFunction, pmo_lead: User) -> None:
    old = make.make_authority(make.make_decision_right(program))

    sent = send(pmo_lead, "authority-move", old.right, holder=key_of(procurement), valid_from=TODAY)

    old.refresh_from_db()
    assert sent.status_code == 302
    assert old.valid_to == TODAY - DAY
    assert old.right.authorities.valid_on(TODAY).get().function == procurement


def test_an_address_that_names_a_function_has_it_chosen(
    program: Program, procurement: BusinessFunction, pmo_lead: User
) -> None:
    address = reverse("programs:authority-move", args=[make.make_decision_right(program).uid])

    named = signed_in(pmo_lead).get(address, {"function": str(procurement.uid)})
    unknown = signed_in(pmo_lead).get(address, {"function": "nobody"})

    assert [each.context["form"]["holder"].value() for each in (named, unknown)] == [key_of(procurement), ""]


def test_a_move_before_the_holder_began_is_refused_beside_the_day(program: Program, pmo_lead: User) -> None:
    held = make.make_authority(make.make_decision_right(program), valid_from=TODAY)

    sent = send(pmo_lead, "authority-move", held.right, holder=key_of(make_function()), valid_from=TODAY)

    assert sent.status_code == 422
    assert "valid_from" in sent.context["form"].errors


def test_a_part_is_added_ended_and_removed(program: Program, procurement: BusinessFunction, pmo_lead: User) -> None:
    right = make.make_decision_right(program)

    send(pmo_lead, "authority-give", right, holder=key_of(procurement), role="input", valid_from=TODAY)
    given = right.authorities.get()
    ended = send(pmo_lead, "authority-end", given, valid_to=TODAY, version=given.version)
    removed = send(pmo_lead, "authority-remove", given)

    assert (given.role, ended.status_code, removed.status_code) == ("input", 302, 302)
    assert not right.authorities.exists()


def test_a_resource_is_added_and_taken_out(program: Program, pmo_lead: User) -> None:
    right, resource = make.make_decision_right(program), make.make_committed_resource()

    send(pmo_lead, "decision-resource-commit", right, resource=resource.pk)
    committed = right.committed.get()
    send(pmo_lead, "decision-resource-release", committed)

    assert committed.resource == resource
    assert not right.committed.exists()


def test_a_decision_is_reworded_and_ended(program: Program, pmo_lead: User) -> None:
    right = make.make_decision_right(program)

    edited = send(pmo_lead, "decision-right-edit", right, decision="Which orders wait", times_a_month="3", version=1)
    ended = send(pmo_lead, "decision-right-end", right, ended_on=TODAY, version=2)

    right.refresh_from_db()
    assert (edited.status_code, ended.status_code) == (302, 302)
    assert (right.decision, right.times_a_month, right.ended_on) == ("Which orders wait", Decimal(3), TODAY)


def test_a_team_begins_and_its_vote_moves(program: Program, procurement: BusinessFunction, pmo_lead: User) -> None:
    sales = make_function(name="Sales")
    values = {"name": "Pumps", "functions": [procurement.pk, sales.pk], "deciding": sales.pk, "valid_from": TODAY - DAY}

    send(pmo_lead, "team-create", program, **values)
    team = program.teams.get()
    send(pmo_lead, "team-vote", team, function=procurement.pk, valid_from=TODAY)

    assert team.functions.valid_on(TODAY).get(decides=True).function == procurement
    assert team.functions.valid_on(TODAY - DAY).get(decides=True).function == sales


def test_a_function_comes_and_goes_and_a_team_is_renamed(program: Program, pmo_lead: User) -> None:
    team = make.make_team(program)

    send(pmo_lead, "team-function-create", team, function=make_function().pk, valid_from=TODAY - DAY)
    seat = team.functions.get()
    send(pmo_lead, "team-function-end", seat, valid_to=TODAY, version=seat.version)
    send(pmo_lead, "team-edit", team, name="Valves", version=team.version)

    team.refresh_from_db()
    assert team.functions.get().valid_to == TODAY
    assert team.name == "Valves"


@pytest.fixture
def right(program: Program, procurement: BusinessFunction) -> DecisionRight:
    """A decision that procurement makes."""
    return make.make_authority(make.make_decision_right(program), function=procurement).right


def test_who_is_entitled_stands_in_the_form_already(
    right: DecisionRight, procurement: BusinessFunction, function_lead: User
) -> None:
    decision = make.make_decision(right.program, right=right)

    shown = signed_in(function_lead).get(reverse("programs:decision-decide", args=[decision.uid]))

    assert shown.context["form"]["holder"].value() == key_of(procurement)


def test_a_function_lead_raises_decides_and_overrides(
    right: DecisionRight, procurement: BusinessFunction, function_lead: User
) -> None:
    send(function_lead, "decision-raise", right.program, question="Air or sea?", on=TODAY - DAY, right=right.pk)
    decision = DecisionRecord.objects.get()
    send(function_lead, "decision-decide", decision, outcome="By sea", holder=key_of(procurement), on=TODAY)
    send(function_lead, "decision-override", decision, reason="Customer", on=TODAY)

    decision.refresh_from_db()
    assert (decision.right, decision.raised_by, decision.days_to_decide) == (right, function_lead, 1)
    assert (decision.decided_function, decision.override_reason) == (procurement, "Customer")


def test_the_form_opens_with_the_decision_that_the_address_names(right: DecisionRight, function_lead: User) -> None:
    address = reverse("programs:decision-raise", args=[right.program.uid])

    shown = signed_in(function_lead).get(f"{address}?right={right.uid}")

    assert shown.context["form"]["right"].value() == right.pk


@pytest.mark.parametrize(("days", "status"), [(2, 302), (-1, 422)], ids=["after", "before-it-was-raised"])
def test_a_decision_that_was_made_is_recorded_whole_or_not_at_all(
    days: int, status: int, program: Program, procurement: BusinessFunction, function_lead: User
) -> None:
    raised = TODAY - 5 * DAY
    values = {"raised_on": raised, "on": raised + days * DAY, "holder": key_of(procurement), "outcome": "By sea"}

    sent = send(function_lead, "decision-record", program, question="Air or sea?", **values)

    assert sent.status_code == status
    assert program.decisions.filter(decided_function=procurement).count() == (status == 302)
    assert program.decisions.count() == (status == 302)


def test_a_changed_decision_shows_both_texts(program: Program, function_lead: User) -> None:
    decision = make.make_decision(program)
    DecisionRecord.objects.filter(pk=decision.pk).update(question="Theirs")

    sent = send(function_lead, "decision-edit", decision, question="Mine", version=1)

    page = sent.content.decode()
    assert sent.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page


def test_mistakes_are_taken_back(program: Program, function_lead: User) -> None:
    waiting, made = make.make_decision(program), make.make_decided(program)

    send(function_lead, "decision-withdraw", waiting, version=1)
    send(function_lead, "decision-reopen", made, version=1)

    assert program.decisions.get() == made
    assert program.decisions.get().decided_on is None


def test_a_decision_that_somebody_changed_meanwhile_is_not_withdrawn(program: Program, function_lead: User) -> None:
    decision = make.make_decision(program)
    DecisionRecord.objects.filter(pk=decision.pk).update(question="Theirs")

    send(function_lead, "decision-withdraw", decision, version=1)

    assert program.decisions.get().question == "Theirs"
