from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programs.actions import evidence
from programs.errors import NotAllowed, Refused
from programs.models import EvidenceLevel, Program, User
from programs.periods import months_later
from tests.factories import (
    START,
    make_evidence,
    make_gate,
    make_membership,
    make_milestone,
    make_policy,
    make_program,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_one_piece_of_evidence_speaks_for_several_milestones(program: Program, pmo_lead: User) -> None:
    served = [make_milestone(program), make_milestone(program)]

    given = evidence.give(served, by=pmo_lead, on=START, level=EvidenceLevel.DOCUMENT, title="Signed map")

    assert [use.milestone for use in given.uses.order_by("milestone")] == served
    assert (given.given_by, given.given_on, given.accepted_on) == (pmo_lead, START, None)


def test_evidence_is_given_by_who_answers_for_every_milestone(program: Program, function_lead: User) -> None:
    own = make_milestone(program, function=function_lead.memberships.get().function)

    with pytest.raises(NotAllowed):
        evidence.give([own, make_milestone(program)], by=function_lead, on=START, level=2, title="Map")

    assert not program.evidence.exists()


@pytest.mark.parametrize("count", [0, 2], ids=["no milestone", "two programs"])
def test_evidence_speaks_for_milestones_of_one_program(count: int, program: Program) -> None:
    milestones = [make_milestone(each) for each in (program, make_program())][:count]

    with pytest.raises(Refused) as refusal:
        evidence.give(milestones, by=make_user(is_superuser=True), on=START, level=2, title="Map")

    assert refusal.value.code == "other_program"


def test_a_gate_takes_no_evidence(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        evidence.give([make_gate(program).item], by=pmo_lead, on=START, level=2, title="Map")

    assert refusal.value.code == "gate_needs_review"


def test_accepted_evidence_names_who_and_when(program: Program, committee_member: User) -> None:
    given = make_evidence(make_milestone(program))

    accepted = evidence.accept(given, by=committee_member, on=START + DAY)

    assert (accepted.accepted_by, accepted.accepted_on) == (committee_member, START + DAY)


def test_nobody_accepts_their_own_evidence(program: Program, pmo_lead: User) -> None:
    given = make_evidence(make_milestone(program), given_by=pmo_lead)

    with pytest.raises(NotAllowed, match="You gave this evidence"):
        evidence.accept(given, by=pmo_lead, on=START)


def test_an_administrator_is_no_exception(program: Program) -> None:
    administrator = make_user(is_superuser=True)
    given = make_evidence(make_milestone(program), given_by=administrator)

    with pytest.raises(NotAllowed):
        evidence.accept(given, by=administrator, on=START)


def test_no_owner_accepts_evidence_for_their_milestone(program: Program, committee_member: User) -> None:
    given = make_evidence(make_milestone(program), make_milestone(program, owner=committee_member))

    with pytest.raises(NotAllowed, match="You own a milestone"):
        evidence.accept(given, by=committee_member, on=START)


@pytest.mark.parametrize(("level", "needed", "enough"), [(0, 1, False), (1, 2, False), (2, 2, True), (4, 2, True)])
def test_evidence_must_be_as_strong_as_its_milestone_needs(
    level: int, needed: int, enough: bool, program: Program, pmo_lead: User
) -> None:
    given = make_evidence(make_milestone(program, minimum_evidence_level=needed), level=level)

    if enough:
        assert evidence.accept(given, by=pmo_lead, on=START).accepted_on == START
        return
    with pytest.raises(Refused) as refusal:
        evidence.accept(given, by=pmo_lead, on=START)
    assert (refusal.value.code, refusal.value.field) == ("evidence_too_weak", "level")


def test_the_most_demanding_milestone_decides(program: Program, pmo_lead: User) -> None:
    given = make_evidence(make_milestone(program), make_milestone(program, minimum_evidence_level=4), level=3)

    with pytest.raises(Refused, match="E4"):
        evidence.accept(given, by=pmo_lead, on=START)


def test_evidence_is_accepted_once(program: Program, pmo_lead: User) -> None:
    accepted = make_evidence(make_milestone(program), accepted_on=START)

    with pytest.raises(Refused) as refusal:
        evidence.accept(accepted, by=pmo_lead, on=START)

    assert refusal.value.code == "already_accepted"


def test_evidence_is_not_accepted_before_it_was_given(program: Program, pmo_lead: User) -> None:
    given = make_evidence(make_milestone(program))

    with pytest.raises(ValidationError, match="Evidence is accepted after it was given"):
        evidence.accept(given, by=pmo_lead, on=START - DAY)


def test_an_acceptance_can_be_revoked_with_a_reason(program: Program, committee_member: User) -> None:
    accepted = make_evidence(make_milestone(program), accepted_on=START)

    revoked = evidence.revoke(accepted, by=committee_member, on=START + DAY, reason="Forged")

    assert (revoked.revoked_by, revoked.revoked_on) == (committee_member, START + DAY)
    assert (revoked.revocation_reason, revoked.accepted_on) == ("Forged", START)


@pytest.mark.parametrize("state", ["given", "revoked"])
def test_only_standing_acceptance_is_revoked(state: str, program: Program, pmo_lead: User) -> None:
    row = make_evidence(make_milestone(program), accepted_on=None if state == "given" else START)
    if state == "revoked":
        row = evidence.revoke(row, by=pmo_lead, on=START, reason="Wrong")

    with pytest.raises(Refused) as refusal:
        evidence.revoke(row, by=pmo_lead, on=START, reason="Wrong")

    assert refusal.value.code == "not_accepted"


@pytest.mark.parametrize(("reason", "days"), [("", 0), ("Wrong", -1)], ids=["no reason", "before the acceptance"])
def test_a_revocation_needs_a_reason_and_a_possible_day(
    reason: str, days: int, program: Program, pmo_lead: User
) -> None:
    accepted = make_evidence(make_milestone(program), accepted_on=START)

    with pytest.raises(ValidationError):
        evidence.revoke(accepted, by=pmo_lead, on=START + days * DAY, reason=reason)

    accepted.refresh_from_db()
    assert accepted.revoked_on is None


def test_a_second_lead_accepts_what_the_first_gave(program: Program, pmo_lead: User) -> None:
    second = make_user()
    make_membership(second, program)
    given = evidence.give([make_milestone(program)], by=pmo_lead, on=START, level=2, title="Map")

    assert evidence.accept(given, by=second, on=START).accepted_by == second


def accepted_end(milestone_kind: str, program: Program, by: User, **given: Any) -> date | None:
    """The last day of evidence for a milestone of that dimension, accepted the day after START."""
    expires_on = given.pop("expires_on", None)
    waiting = make_evidence(make_milestone(program, dimension=milestone_kind), **given)
    return evidence.accept(waiting, by=by, on=START + DAY, expires_on=expires_on).expires_on


def test_evidence_of_a_behavior_lapses_by_policy_when_nobody_says_otherwise(
    program: Program, committee_member: User
) -> None:
    assert accepted_end("cultural", program, committee_member) == date(2026, 7, 6)
    make_policy(program=program, effective_from=START, values={"evidence_months": "3"})
    assert accepted_end("cultural", program, committee_member) == date(2026, 4, 6)


@pytest.mark.parametrize("kind", ["structural", "cultural"])
def test_another_last_day_may_be_said_when_it_is_given_or_accepted(
    kind: str, program: Program, committee_member: User
) -> None:
    day = START + 20 * DAY

    assert accepted_end(kind, program, committee_member, expires_on=day) == day
    waiting = make_evidence(make_milestone(program, dimension=kind), expires_on=day)
    assert evidence.accept(waiting, by=committee_member, on=START).expires_on == day


def test_evidence_of_structure_does_not_lapse_by_itself(program: Program, committee_member: User) -> None:
    assert accepted_end("structural", program, committee_member) is None


def test_evidence_counts_for_a_day_at_least(program: Program, committee_member: User) -> None:
    with pytest.raises(Refused, match="would count on no day") as refusal:
        accepted_end("cultural", program, committee_member, expires_on=START)

    assert (refusal.value.code, refusal.value.field) == ("never_counts", "expires_on")


def test_evidence_that_has_lapsed_before_it_is_accepted_is_refused(program: Program, committee_member: User) -> None:
    waiting = make_evidence(make_milestone(program), expires_on=START)

    with pytest.raises(Refused, match="would count on no day"):
        evidence.accept(waiting, by=committee_member, on=START + DAY)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 6), 6, date(2026, 7, 6)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
