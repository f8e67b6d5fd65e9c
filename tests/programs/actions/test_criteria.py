"""Criteria of gates: stated by the PMO lead, met by accepted evidence, fixed once the gate is passed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import criteria, evidence
from programs.errors import NotAllowed, Refused
from programs.models import Gate, Program, User
from tests.factories import START, make_gate, make_membership, make_review, make_user
from tests.factories import governance as make_governance

pytestmark = pytest.mark.django_db
TOMORROW = START + timedelta(days=1)


def test_a_criterion_is_added_after_the_last_one(program: Program, pmo_lead: User) -> None:
    gate = make_gate(program)

    added = [criteria.add(gate, by=pmo_lead, statement=text) for text in ("Maps are signed", "Owners are named")]

    assert [each.position for each in added] == [1, 2]


def test_a_gate_states_a_criterion_once(program: Program, pmo_lead: User) -> None:
    gate = make_gate(program)
    criteria.add(gate, by=pmo_lead, statement="Maps are signed")
    other = criteria.add(gate, by=pmo_lead, statement="Owners are named")

    with pytest.raises(Refused) as added:
        criteria.add(gate, by=pmo_lead, statement="Maps are signed")
    with pytest.raises(Refused) as changed:
        criteria.change(other, by=pmo_lead, statement="Maps are signed")

    refusals = [added.value, changed.value]
    assert [(each.code, each.field) for each in refusals] == [("stated_already", "statement")] * 2


@pytest.mark.parametrize(("outcome", "may"), [("passed", False), ("stopped", True)])
def test_the_criteria_of_a_passed_gate_stay(outcome: str, may: bool, program: Program, pmo_lead: User) -> None:
    criterion = make_governance.make_criterion(program)
    make_review(criterion.gate, outcome)

    if may:
        assert criteria.change(criterion, by=pmo_lead, statement="Other").statement == "Other"
        return
    with pytest.raises(Refused, match="send it back"):
        criteria.add(criterion.gate, by=pmo_lead, statement="One more")
    with pytest.raises(Refused, match="send it back"):
        criteria.change(criterion, by=pmo_lead, statement="Other")
    with pytest.raises(Refused, match="send it back"):
        criteria.remove(criterion, by=pmo_lead, on=START)


def test_a_removed_criterion_takes_no_evidence(program: Program, pmo_lead: User) -> None:
    criterion = criteria.remove(make_governance.make_criterion(program), by=pmo_lead, on=START)

    with pytest.raises(Refused) as refusal:
        criteria.give_evidence(criterion, by=pmo_lead, level=2, title="Map", on=START)

    assert refusal.value.code == "criterion_removed"
    assert criterion.removed_on == START


def test_evidence_waits_until_somebody_else_accepts_it(
    program: Program, function_lead: User, committee_member: User
) -> None:
    criterion = make_governance.make_criterion(program)
    given = criteria.give_evidence(criterion, by=function_lead, level=2, title="Map", on=START).evidence

    with pytest.raises(NotAllowed):
        evidence.accept(given, by=function_lead, on=TOMORROW)
    accepted = evidence.accept(given, by=committee_member, on=TOMORROW)

    assert (accepted.accepted_by, accepted.accepted_on) == (committee_member, TOMORROW)
    assert criterion.evidence_uses.get().evidence == accepted


def test_evidence_below_the_level_of_the_criterion_is_refused(program: Program, pmo_lead: User) -> None:
    criterion = make_governance.make_criterion(program, minimum_evidence_level=3)

    with pytest.raises(Refused) as refusal:
        criteria.give_evidence(criterion, by=pmo_lead, level=2, title="Map", on=START)

    assert (refusal.value.code, refusal.value.field) == ("evidence_too_weak", "level")


def test_the_owner_of_the_gate_gives_evidence(program: Program) -> None:
    owner = make_user()
    make_membership(owner, program, "committee_member")
    gate: Gate = make_gate(program)
    type(gate.item).objects.filter(pk=gate.item_id).update(owner=owner)
    criterion = make_governance.make_criterion(program, gate=Gate.objects.get(pk=gate.pk))

    assert criteria.give_evidence(criterion, by=owner, level=2, title="Map", on=START).criterion == criterion


def test_evidence_is_not_accepted_below_the_level_that_the_criterion_needs_by_now(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    criterion = make_governance.make_criterion(program, minimum_evidence_level=1)
    use = criteria.give_evidence(criterion, by=pmo_lead, level=2, title="Map", on=START)
    criteria.change(criterion, by=pmo_lead, minimum_evidence_level=3)

    with pytest.raises(Refused) as refusal:
        evidence.accept(use.evidence, by=committee_member, on=TOMORROW)

    assert (refusal.value.code, refusal.value.field) == ("evidence_too_weak", "level")


def test_who_owns_the_gate_does_not_accept_evidence_for_it(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    gate = make_gate(program)
    type(gate.item).objects.filter(pk=gate.item_id).update(owner=committee_member)
    criterion = make_governance.make_criterion(program, gate=gate)
    use = criteria.give_evidence(criterion, by=pmo_lead, level=2, title="Map", on=START)

    with pytest.raises(NotAllowed):
        evidence.accept(use.evidence, by=committee_member, on=TOMORROW)
