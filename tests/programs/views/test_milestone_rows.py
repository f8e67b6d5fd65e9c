"""A row says accepted on the days on which the reckoning does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from programs.models import Evidence, Milestone, Program, User
from programs.views.milestone_rows import MilestoneRow, milestone_row, with_row_details
from programs.views.rights import rights_in
from tests import factories
from tracker.facts import program_facts, read_tables
from tracker.progress.as_of import accepted_on

pytestmark = pytest.mark.django_db

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))
DAY = timedelta(days=1)


def row_on(milestone: Milestone, user: User, today: date) -> MilestoneRow:
    """The row as it is shown on a day."""
    row = with_row_details(Milestone.objects.filter(pk=milestone.pk), today).get()
    return milestone_row(row, rights_in(user, milestone.program), today)


def reckoned(milestone: Milestone, today: date) -> date | None:
    """The day that the reckoning has for the same milestone."""
    facts = program_facts(milestone.program, read_tables([milestone.program_id], as_of=today))
    return accepted_on(next(item for item in facts.items if item.uid == str(milestone.uid)), today)


def accepted(
    milestone: Milestone, begins: date, ends: date | None = None, level: int = 2, last: date | None = None
) -> None:
    """Evidence that stood accepted for a time; ``last`` is the day on which it counts for the last time."""
    evidence = factories.make_evidence(milestone, accepted_on=begins, level=level, expires_on=last)
    if ends is not None:
        Evidence.objects.filter(pk=evidence.pk).update(
            revoked_on=ends, revoked_by=factories.make_user(), revocation_reason="Wrong file"
        )


# name: when evidence stood accepted (its level, its last day), today, since when the row is accepted
CASES: dict[str, tuple[list[Any], date, date | None]] = {
    "too little proof": ([(JAN, None, 1)], FEB, None),
    "accepted after today": ([(FEB,)], FEB - DAY, None),
    "accepted today": ([(FEB,)], FEB, FEB),
    "taken back after today": ([(JAN, MAR)], MAR - DAY, JAN),
    "taken back today": ([(JAN, MAR)], MAR, None),
    "taken back on its day": ([(JAN, JAN)], JAN, None),
    "overlapping": ([(JAN, MAR), (FEB,)], APR, JAN),
    "one after the other": ([(JAN, FEB), (FEB,)], APR, JAN),
    "after a gap": ([(JAN, FEB), (MAR,)], APR, MAR),
    "in the gap": ([(JAN, FEB), (MAR,)], MAR - DAY, None),
    "on its last day": ([(JAN, None, 2, FEB)], FEB, JAN),
    "lapsed the day after": ([(JAN, None, 2, FEB)], FEB + DAY, None),
    "renewed before it lapsed": ([(JAN, None, 2, FEB), (FEB,)], MAR, JAN),
    "taken back before it lapsed": ([(JAN, FEB, 2, MAR)], FEB, None),
    "within the other": ([(JAN, APR), (FEB, MAR)], MAR, JAN),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_accepted_since_the_day_that_the_reckoning_says(name: str, program: Program, pmo_lead: User) -> None:
    milestone = factories.make_milestone(program, minimum_evidence_level=2)
    spans, today, since = CASES[name]
    for span in spans:
        accepted(milestone, *span)

    row = row_on(milestone, pmo_lead, today)

    assert row.accepted_on == since
    assert row.accepted_on == reckoned(milestone, today)
    assert (row.state == "accepted") == (since is not None)


@pytest.mark.parametrize(("today", "since"), [(JAN - DAY, None), (JAN, JAN), (FEB, None), (MAR, MAR), (APR, MAR)])
def test_a_gate_is_passed_by_reviews_of_today_or_before(
    today: date, since: date | None, program: Program, pmo_lead: User
) -> None:
    gate = factories.make_gate(program)
    for outcome, decided_on in (("passed", JAN), ("open", FEB), ("passed", MAR)):
        factories.make_review(gate, outcome, decided_on=decided_on)

    row = row_on(gate.item, pmo_lead, today)

    assert row.accepted_on == since
    assert row.accepted_on == reckoned(gate.item, today)


def test_evidence_does_not_pass_a_gate(program: Program, pmo_lead: User) -> None:
    gate = factories.make_gate(program)
    accepted(gate.item, JAN)

    assert row_on(gate.item, pmo_lead, APR).accepted_on is None


def test_a_forecast_or_plan_of_a_later_day_is_not_known_yet(program: Program, pmo_lead: User) -> None:
    milestone = factories.make_milestone(program)
    factories.make_forecast(milestone, finish_on=MAR, stated_on=JAN)
    factories.make_baseline(program, locked_on=FEB)
    factories.make_forecast(milestone, finish_on=APR, stated_on=FEB)

    before, then = row_on(milestone, pmo_lead, FEB - DAY), row_on(milestone, pmo_lead, FEB)

    assert (before.forecast_on, before.stated_on, before.planned_on) == (MAR, JAN, None)
    assert (then.forecast_on, then.stated_on, then.planned_on) == (APR, FEB, MAR)


def test_an_expected_day_that_passed_is_counted_until_the_work_is_accepted(program: Program, pmo_lead: User) -> None:
    milestone = factories.make_milestone(program, finish_on=FEB, minimum_evidence_level=2)

    assert [row_on(milestone, pmo_lead, day).days_past for day in (FEB, FEB + 3 * DAY)] == [0, 3]

    accepted(milestone, MAR)
    assert row_on(milestone, pmo_lead, APR).days_past == 0
