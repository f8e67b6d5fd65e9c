"""Approvals, the log and the actions among what needs attention: with owner, days late and a link that leads there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Program, User
from programs.models.raid import Rating
from tests import factories
from tests.factories.governance import make_action_item, make_approval, make_raid_item, make_waiver
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.progress.attention import Attention, Pressing
from tracker.reporting.wording import display_date
from tracker.views.attention_record import record_attention

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(days=60)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def told(program: Program) -> list[Attention]:
    return list(record_attention(program, TODAY))


def test_a_late_action_names_owner_and_days(program: Program) -> None:
    owner = factories.make_user(name="Ada Pham")
    row = make_action_item(program, title="Agree slots", owner=owner, due_on=TODAY - days(12), raised_on=LONG_AGO)
    make_action_item(program, due_on=TODAY, raised_on=LONG_AGO)
    done = {"done_on": TODAY, "done_by": owner}
    make_action_item(program, due_on=TODAY - days(3), raised_on=LONG_AGO, **done)

    (said,) = told(program)

    assert said.sentence == "Action, 12 days late: Agree slots."
    assert said.detail == f"Ada Pham, due {display_date(TODAY - days(12))}."
    assert (said.pressing, said.days_late) == (Pressing.ACTION_LATE, 12)
    assert said.address == reverse("programs:governance", args=[program.uid]) + f"#action-item-{row.uid}"


def test_a_late_item_of_the_log_says_so_with_or_without_an_owner(program: Program) -> None:
    owner = factories.make_user(name="Bo Lund")
    make_raid_item(program, title="Port strike", owner=owner, due_on=TODAY - days(1), probability=4, impact=5)
    make_raid_item(program, title="No data", kind="issue", due_on=TODAY - days(2))
    make_raid_item(program, due_on=TODAY, owner=owner)

    strike, data = told(program)

    assert strike.sentence == "Risk, 1 day late: Port strike."
    assert strike.detail == f"Bo Lund, due {display_date(TODAY - days(1))}; probability high, impact very high."
    assert (strike.pressing, strike.weight) == (Pressing.RAID_LATE, 20)
    assert data.sentence == "Issue, 2 days late: No data."
    assert data.detail.startswith("No owner named, due ")


@pytest.mark.parametrize(
    ("probability", "impact", "is_told"),
    [
        (Rating.HIGH, Rating.HIGH, True),
        (Rating.VERY_HIGH, Rating.MEDIUM, True),
        (Rating.HIGH, Rating.MEDIUM, False),
        (None, Rating.VERY_HIGH, False),
    ],
)
def test_a_heavy_item_without_an_owner_is_told(
    program: Program, *, probability: int | None, impact: int, is_told: bool
) -> None:
    make_raid_item(program, title="Port strike", probability=probability, impact=impact)
    make_raid_item(program, owner=factories.make_user(), probability=5, impact=5)

    said = told(program)

    assert [each.sentence for each in said] == (["Nobody owns the risk: Port strike."] if is_told else [])
    assert all(each.pressing is Pressing.RAID_UNOWNED for each in said)


@pytest.mark.parametrize(
    ("asked", "due", "late"),
    [(20, 5, 5), (20, None, 6), (20, 0, 0), (14, None, 0)],
    ids=["past its day", "two weeks without a day", "today is its day", "two weeks are not over"],
)
def test_an_approval_waits_or_is_late(program: Program, asked: int, due: int | None, late: int) -> None:
    approver, lead = factories.make_user(name="Cleo Marsh"), factories.make_user(name="Dag Lind")
    day = None if due is None else TODAY - days(due)
    given = {"approver": approver, "requested_by": lead, "requested_on": TODAY - days(asked), "due_on": day}
    row = make_approval(program, waiver=make_waiver(program), **given)

    (said,) = told(program)

    lead_words = f"Approval of Cleo Marsh, {late} days late: " if late else "Approval of Cleo Marsh waits: "
    assert said.sentence.startswith(lead_words + "Skip a focusing step")
    assert said.detail.startswith(f"Cleo Marsh was asked by Dag Lind on {display_date(TODAY - days(asked))}, due ")
    assert said.pressing is (Pressing.APPROVAL_LATE if late else Pressing.APPROVAL_WAITS)
    assert said.address.endswith(f"#approval-{row.uid}")


def test_answered_withdrawn_and_closed_things_are_not_told(program: Program) -> None:
    by = factories.make_user()
    make_approval(program, answer="approved", answered_by=by, answered_on=TODAY)
    make_approval(program, withdrawn_by=by, withdrawn_on=TODAY, withdrawal_reason="Not needed")
    make_raid_item(program, due_on=LONG_AGO, closed_by=by, closed_on=TODAY, outcome="Over", probability=5, impact=5)
    make_action_item(factories.make_program(), due_on=TODAY - days(3))

    assert told(program) == []


@pytest.mark.parametrize("state", ["paused", "closed", "archived"])
def test_a_program_at_rest_asks_nobody(program: Program, state: str) -> None:
    make_action_item(program, due_on=TODAY - days(3))
    program.state = state

    assert told(program) == []


def test_three_queries_whatever_their_number(program: Program) -> None:
    for number in range(3):
        make_action_item(program, due_on=TODAY - days(3 + number))
        make_raid_item(program, due_on=TODAY - days(3), owner=factories.make_user())
        make_approval(program)

    with CaptureQueriesContext(connection) as queries:
        assert len(told(program)) == 9

    assert len(queries) == 3


def test_each_link_leads_to_a_place_on_the_page_of_governance(program: Program, viewer: User) -> None:
    make_action_item(program, due_on=TODAY - days(3))
    make_raid_item(program, probability=5, impact=5)
    make_approval(program)
    compute(program)
    client = signed_in(viewer)

    page = client.get(program.get_absolute_url())

    governance = client.get(reverse("programs:governance", args=[program.uid])).content.decode()
    addresses = [each.address for each in page.context["page"].attention]
    assert len(addresses) == 3
    for address in addresses:
        assert f'href="{address}"' in page.content.decode()
        assert f'id="{address.partition("#")[2]}"' in governance
