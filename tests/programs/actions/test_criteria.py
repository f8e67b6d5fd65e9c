"""Criteria of gates: stated by the PMO lead, met by accepted evidence, fixed once the gate is passed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.actions import criteria, evidence
from programs.errors import NotAllowed, Refused
from programs.models import CriterionEvidence, Evidence, Gate, Milestone, Program, Tombstone, User
from tests.factories import START, make_gate, make_membership, make_program, make_review, make_user
from tests.factories import governance as make_governance

pytestmark = pytest.mark.django_db
TOMORROW = START + timedelta(days=1)


def test_a_criterion_is_added_after_the_last_one(program: Program, pmo_lead: User) -> None:
    gate = make_gate(program)

    added = [
        criteria.add(gate, by=pmo_lead, statement=text, on=START) for text in ("Maps are signed", "Owners are named")
    ]

    assert [each.position for each in added] == [1, 2]


def test_a_gate_states_a_criterion_once(program: Program, pmo_lead: User) -> None:
    gate = make_gate(program)
    criteria.add(gate, by=pmo_lead, statement="Maps are signed", on=START)
    other = criteria.add(gate, by=pmo_lead, statement="Owners are named", on=START)

    with pytest.raises(Refused) as added:
        criteria.add(gate, by=pmo_lead, statement="Maps are signed", on=START)
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
        criteria.add(criterion.gate, by=pmo_lead, statement="One more", on=START)
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


def test_a_criterion_counts_from_the_day_it_was_added_and_not_before_it(program: Program, pmo_lead: User) -> None:
    criterion = criteria.add(make_gate(program), by=pmo_lead, statement="Maps are signed", on=TOMORROW)

    with pytest.raises(Refused) as refusal:
        criteria.remove(criterion, by=pmo_lead, on=START)

    assert (criterion.added_on, refusal.value.code) == (TOMORROW, "too_early")


def proof(program: Program, **given: Any) -> Evidence:
    """Evidence that stands accepted for another criterion of the program."""
    other = make_governance.make_criterion(program)
    return make_governance.make_criterion_evidence(other, **{"accepted_on": START} | given).evidence


def test_what_is_cited_counts_once_somebody_else_accepts_that(
    program: Program, function_lead: User, committee_member: User
) -> None:
    criterion = make_governance.make_criterion(program)

    use = criteria.cite_evidence(criterion, by=function_lead, evidence=proof(program), on=START)
    accepted = criteria.accept_citation(use, by=committee_member, on=TOMORROW)

    assert (use.cited_by, use.cited_on, use.accepted_on) == (function_lead, START, None)
    assert (accepted.accepted_by, accepted.accepted_on) == (committee_member, TOMORROW)


def test_a_citation_is_taken_back_and_the_evidence_stays(
    program: Program, function_lead: User, committee_member: User
) -> None:
    criterion, given = make_governance.make_criterion(program), proof(program)
    use = criteria.cite_evidence(criterion, by=function_lead, evidence=given, on=START)

    criteria.withdraw_citation(use, by=function_lead)

    assert not criterion.evidence_uses.exists()
    assert given.criterion_uses.count() == 1
    assert Tombstone.objects.get(uid=use.uid).program == program


def test_an_accepted_citation_is_taken_back_by_who_may_accept(
    program: Program, function_lead: User, committee_member: User
) -> None:
    use = criteria.cite_evidence(
        make_governance.make_criterion(program), by=function_lead, evidence=proof(program), on=START
    )
    use = criteria.accept_citation(use, by=committee_member, on=START)

    with pytest.raises(NotAllowed):
        criteria.withdraw_citation(use, by=function_lead)
    criteria.withdraw_citation(use, by=committee_member)

    assert not CriterionEvidence.objects.filter(pk=use.pk).exists()


def test_evidence_given_for_a_criterion_is_no_citation(program: Program, pmo_lead: User) -> None:
    use = criteria.give_evidence(make_governance.make_criterion(program), by=pmo_lead, level=2, title="Map", on=START)

    with pytest.raises(Refused, match="given for the criterion itself"):
        criteria.withdraw_citation(use, by=pmo_lead)


def test_what_a_gate_was_passed_by_stays(program: Program, pmo_lead: User) -> None:
    criterion = make_governance.make_criterion(program)
    use = criteria.cite_evidence(criterion, by=pmo_lead, evidence=proof(program), on=START)
    make_review(criterion.gate)

    with pytest.raises(Refused, match="the committee must send it back first"):
        criteria.withdraw_citation(use, by=pmo_lead)


def test_evidence_of_a_criterion_is_accepted_for_it(program: Program, pmo_lead: User, committee_member: User) -> None:
    use = criteria.give_evidence(make_governance.make_criterion(program), by=pmo_lead, level=2, title="Map", on=START)

    evidence.accept(use.evidence, by=committee_member, on=TOMORROW)

    use.refresh_from_db()
    assert (use.cited_by, use.accepted_by, use.accepted_on) == (pmo_lead, committee_member, TOMORROW)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"accepted_on": None}, "not_accepted"),
        ({"level": 1}, "evidence_too_weak"),
        ({"accepted_on": TOMORROW}, "too_early"),
    ],
)
def test_only_accepted_evidence_of_enough_weight_is_cited(
    given: dict[str, Any], code: str, program: Program, pmo_lead: User
) -> None:
    criterion = make_governance.make_criterion(program, minimum_evidence_level=2)

    with pytest.raises(Refused) as refusal:
        criteria.cite_evidence(criterion, by=pmo_lead, evidence=proof(program, **given), on=START)

    assert refusal.value.code == code


def test_evidence_of_another_program_or_twice_is_not_cited(program: Program, pmo_lead: User) -> None:
    criterion, own, codes = make_governance.make_criterion(program), proof(program), []
    criteria.cite_evidence(criterion, by=pmo_lead, evidence=own, on=START)

    for given in (own, proof(make_program())):
        with pytest.raises(Refused) as refusal:
            criteria.cite_evidence(criterion, by=pmo_lead, evidence=given, on=START)
        codes.append(refusal.value.code)

    assert codes == ["cited_already", "other_program"]


@pytest.mark.parametrize("role", ["cites", "gave", "owns"])
def test_who_cited_or_gave_it_or_owns_the_gate_does_not_accept_it(role: str, program: Program, pmo_lead: User) -> None:
    criterion = make_governance.make_criterion(program)
    given = proof(program, **({"given_by": pmo_lead} if role == "gave" else {}))
    use = make_governance.cite(criterion, given, cited_by=pmo_lead if role == "cites" else make_user())
    if role == "owns":
        Milestone.objects.filter(gate_of=criterion.gate).update(owner=pmo_lead)

    with pytest.raises(NotAllowed):
        criteria.accept_citation(use, by=pmo_lead, on=START)


def test_who_owns_the_gate_accepts_no_evidence_for_it(program: Program, pmo_lead: User) -> None:
    use = make_governance.make_criterion_evidence(make_governance.make_criterion(program))
    Milestone.objects.filter(gate_of=use.criterion.gate).update(owner=pmo_lead)

    with pytest.raises(NotAllowed, match="own the gate"):
        evidence.accept(use.evidence, by=pmo_lead, on=START)
