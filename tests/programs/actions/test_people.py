"""Who may sign in, who keeps the installation, and who takes over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import people
from programs.errors import NotAllowed, Refused
from programs.models import (
    ActionItem,
    ApiToken,
    CommitteeDecision,
    Interface,
    Membership,
    Milestone,
    Program,
    RaidItem,
    User,
)
from programs.open_work import open_work
from tests import factories
from tests.factories import START
from tests.programs.actions.test_at_once import at_once, codes
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


def owned_by(person: User, program: Program) -> list[Any]:
    """One open row of each kind, and with it one of each kind that is done, which stays."""
    raised = {"program": program, "owner": person, "raised_by": person, "raised_on": START}
    asked = {"program": program, "owner": person, "asked_by": person, "asked_on": START, "recommendation": "Yes"}
    done = {"done_by": person, "done_on": START}
    ActionItem.objects.create(title="Done", due_on=START, **raised, **done)
    RaidItem.objects.create(kind="risk", title="Over", closed_by=person, closed_on=START, outcome="Gone", **raised)
    factories.make_evidence(factories.make_milestone(program, owner=person), accepted_on=START)
    return [
        factories.make_milestone(program, owner=person),
        RaidItem.objects.create(kind="risk", title="Late parts", **raised),
        ActionItem.objects.create(title="Call them", due_on=START, **raised),
        CommitteeDecision.objects.create(question="May we?", **asked),
        Interface.objects.create(
            from_function=factories.make_function(), to_function=factories.make_function(), owner=person
        ),
    ]


def test_who_is_deactivated_is_signed_out_everywhere(steward: User, viewer: User) -> None:
    browser = signed_in(viewer)
    ApiToken.objects.issue(viewer, name="Excel", lasts=timedelta(days=1))
    others = signed_in(steward)

    people.deactivate(viewer, by=steward)
    people.reactivate(viewer, by=steward)

    assert browser.get("/").status_code == 302
    assert not ApiToken.objects.filter(user=viewer).exists()
    assert others.get("/").status_code == 200


def test_nobody_deactivates_themselves(steward: User) -> None:
    factories.make_user(is_steward=True)

    with pytest.raises(Refused, match="themselves"):
        people.deactivate(steward, by=steward)


def test_the_last_steward_stays(steward: User) -> None:
    administrator = factories.make_user(is_superuser=True)
    factories.make_user(is_steward=True, is_active=False)

    for act in (people.deactivate, people.take_back):
        with pytest.raises(Refused) as refusal:
            act(steward, by=administrator)
        assert refusal.value.code == "last_steward"


@pytest.mark.django_db(transaction=True)
def test_of_two_stewards_who_end_each_other_at_once_one_stays() -> None:
    first, second = (factories.make_user(is_steward=True) for _ in range(2))

    results = at_once(lambda: people.take_back(first, by=second), lambda: people.take_back(second, by=first))

    assert codes(results) == ["done", "last_steward"]


def test_a_steward_does_nothing_to_an_administrator(steward: User) -> None:
    with pytest.raises(NotAllowed):
        people.deactivate(factories.make_user(is_superuser=True), by=steward)


@pytest.mark.parametrize("other", [None, {"is_active": False}, {}], ids=["alone", "with one who left", "with another"])
def test_a_program_is_never_without_a_lead(
    other: dict[str, bool] | None, program: Program, pmo_lead: User, steward: User
) -> None:
    if other is not None:
        factories.make_membership(factories.make_user(**other), program)
    if other == {}:
        assert not people.deactivate(pmo_lead, by=steward).is_active
        return

    with pytest.raises(Refused, match="hand over first"):
        people.deactivate(pmo_lead, by=steward)


def test_the_lead_of_a_closed_program_may_go(program: Program, pmo_lead: User, steward: User) -> None:
    Program.objects.filter(pk=program.pk).update(state="archived", closed_on=START)

    assert not people.deactivate(pmo_lead, by=steward).is_active


def test_who_was_deactivated_becomes_no_steward(steward: User) -> None:
    with pytest.raises(Refused, match="reactivate"):
        people.make_steward(factories.make_user(is_active=False), by=steward)


def test_open_work_and_roles_go_over_and_what_is_done_stays(program: Program, pmo_lead: User, steward: User) -> None:
    rows, to = owned_by(pmo_lead, program), factories.make_user()

    people.hand_over(pmo_lead, by=steward, to=to, programs=[program], on=TODAY)

    owners = {type(row)._base_manager.get(pk=row.pk).owner_id for row in rows}
    assert owners == {to.pk}
    assert ActionItem.objects.get(title="Done").owner == pmo_lead
    assert open_work(pmo_lead, reader=steward) == []
    assert not people.deactivate(pmo_lead, by=steward).is_active


@pytest.mark.parametrize(("days_ago", "is_open"), [(0, False), (1, True)], ids=["counts today", "lapsed"])
def test_an_item_whose_evidence_has_lapsed_is_open_again(
    days_ago: int, is_open: bool, program: Program, pmo_lead: User
) -> None:
    item = factories.make_milestone(program, owner=pmo_lead, name="Sessions held")
    factories.make_evidence(item, accepted_on=START, expires_on=TODAY - timedelta(days=days_ago))

    titles = [title for work in open_work(pmo_lead, reader=pmo_lead) for title in work.titles]

    assert ("Sessions held" in titles) is is_open


def test_roles_end_the_day_before_they_begin_for_the_other(program: Program, pmo_lead: User, steward: User) -> None:
    to = factories.make_user()

    people.hand_over(pmo_lead, by=steward, to=to, programs=[program], on=TODAY)

    assert Membership.objects.get(user=pmo_lead).valid_to == YESTERDAY
    assert (Membership.objects.get(user=to).valid_from, Membership.objects.get(user=to).valid_to) == (TODAY, None)


@pytest.mark.parametrize(
    ("held", "got"),
    [
        ({}, []),
        ({"valid_to": TODAY}, [(TODAY + timedelta(days=1), None)]),
        ({"valid_from": TODAY + timedelta(days=5)}, [(TODAY, TODAY + timedelta(days=4))]),
    ],
    ids=["already", "until today", "later"],
)
def test_the_other_gets_the_days_on_which_they_lack_the_role(
    held: dict[str, Any], got: list[Any], program: Program, pmo_lead: User, steward: User
) -> None:
    to = factories.make_user()
    before = factories.make_membership(to, program, **held)

    people.hand_over(pmo_lead, by=steward, to=to, programs=[program], on=TODAY)

    after = Membership.objects.filter(user=to).exclude(pk=before.pk)
    assert list(after.values_list("valid_from", "valid_to")) == got


def test_a_role_of_this_very_day_goes_over_whole(program: Program, steward: User) -> None:
    person, to = factories.make_user(), factories.make_user()
    factories.make_membership(person, program, "viewer", valid_from=TODAY)

    people.hand_over(person, by=steward, to=to, programs=[program], on=TODAY)

    assert Membership.objects.get(program=program).user == to


def test_programs_that_were_not_chosen_stay(program: Program, pmo_lead: User, steward: User) -> None:
    milestone = factories.make_milestone(program, owner=pmo_lead)

    people.hand_over(pmo_lead, by=steward, to=factories.make_user(), programs=[], on=TODAY)

    milestone.refresh_from_db()
    assert milestone.owner == pmo_lead
    assert Membership.objects.get(user=pmo_lead).valid_to is None


def test_nobody_owns_work_in_a_program_without_a_role(program: Program, steward: User) -> None:
    person = factories.make_user()
    factories.make_milestone(program, owner=person)

    with pytest.raises(Refused) as refusal:
        people.hand_over(person, by=steward, to=factories.make_user(), programs=[program], on=TODAY)

    assert refusal.value.code == "no_role"


def test_no_steward_takes_roles_and_nobody_who_left(program: Program, pmo_lead: User, steward: User) -> None:
    for to in (steward, pmo_lead, factories.make_user(is_active=False)):
        with pytest.raises(Refused):
            people.hand_over(pmo_lead, by=steward, to=to, programs=[program], on=TODAY)


def test_titles_are_shown_to_who_may_see_the_program(program: Program, pmo_lead: User, steward: User) -> None:
    milestone = factories.make_milestone(program, owner=pmo_lead)

    (hidden,) = open_work(pmo_lead, reader=steward)
    (seen,) = open_work(pmo_lead, reader=pmo_lead)

    assert (hidden.count, hidden.titles) == (1, ())
    assert seen.titles == (milestone.name,)


def test_a_gate_that_was_passed_is_no_open_work(program: Program, pmo_lead: User) -> None:
    passed, sent_back = factories.make_gate(program, "G0"), factories.make_gate(program, "G1")
    Milestone.objects.filter(gate_of__in=[passed, sent_back]).update(owner=pmo_lead)
    factories.make_review(passed)
    factories.make_review(sent_back)
    factories.make_review(sent_back, "open", decided_on=START + timedelta(days=1), note="Not yet")

    (work,) = open_work(pmo_lead, reader=pmo_lead)

    assert work.titles == (sent_back.item.name,)
