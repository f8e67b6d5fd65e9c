"""Is the new way better, for sure: the page of parallel runs, before, during and after one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from programs.models import Pilot, Program, User
from programs.periods import monday_of
from tests.factories import pilots as make
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.reporting.wording import display_date

pytestmark = pytest.mark.django_db
CLEAR = (15, 16, 14, 15, 17, 14, 16, 15, 16, 14)
EVEN = (10, 11, 9, 10.5, 9.5, 11, 10, 9, 10, 10.5)


def page(program: Program, user: User) -> str:
    """The page after the program was analyzed, with its spaces made one."""
    compute(program)
    address = reverse("tracker:coordination-area", args=[program.uid, "pilots"])
    return " ".join(signed_in(user).get(address).content.decode().split())


def running(
    program: Program, new: Sequence[float | None], *, guard: Sequence[float] = (), ago: int = 0, **given: Any
) -> Pilot:
    """A weekly run whose last period ended so many whole weeks ago; the old way reads 10 each week, more is better."""
    metric = make.make_pilot_metric(program, name="Service level", unit="%", direction="higher")
    pilot = make.make_pilot(program, name="Weekly plan", primary=metric, burn_in_periods=0)
    margin = make.make_guardrail(pilot, margin=Decimal(3)) if guard else None
    first_on = start_of(len(new) + ago)
    Pilot.objects.filter(pk=pilot.pk).update(**make.done_until("started", first_on) | given)
    pilot.refresh_from_db()
    make.make_arm_readings(pilot, [(10, each) for each in new], first_on=first_on)
    for week, value in enumerate(guard):
        for arm, reading in ((pilot.old_arm, 10), (pilot.new_arm, value)):
            assert margin is not None
            metric_ = margin.program_metric.metric
            make.make_arm_reading(
                pilot,
                arm=arm,
                starts_on=first_on + timedelta(weeks=week),
                value=reading,
                metric=metric_,
                definition=metric_.definitions.get(number=1),
            )
    return pilot


def start_of(weeks: int) -> date:
    return monday_of(TODAY) - timedelta(weeks=weeks)


def test_without_a_run_the_page_says_who_drafts_one_and_when_a_verdict_can_come(
    program: Program, viewer: User, pmo_lead: User
) -> None:
    text = page(program, viewer)

    assert "No parallel run is drafted yet, so nobody can tell whether the new way is better." in text
    assert "Missing: a protocol, from the PMO. A verdict takes 8 complete weeks of both ways" in text
    assert "Draft a pilot" not in text
    assert "Draft a pilot" in page(program, pmo_lead)


def test_a_draft_is_told_what_it_can_settle_and_by_when(program: Program, viewer: User) -> None:
    make.make_pilot(program, name="Weekly plan")

    text = page(program, viewer)

    assert "Weekly plan: The protocol is still being drafted." in text
    assert "How likely is a verdict, and by when?" in text
    assert "after 26 weeks" in text
    assert "if it starts today; the PMO locks the protocol and starts it." in text


def test_a_clear_effect_is_settled_in_one_sentence(program: Program, viewer: User) -> None:
    running(program, CLEAR, guard=EVEN)

    text = page(program, viewer)

    assert (
        "Weekly plan: Service level is better the new way, for sure, after 10 complete weeks" in text
        or "Weekly plan: Service level is better the new way, for sure, after 10 weeks, and its guardrail holds."
        in text
    )
    assert "5.2 points better" in text
    assert text.count("data-chart") == 2
    assert "How it looks now is no reason to stop." in text


def test_an_open_run_says_about_how_long(program: Program, viewer: User) -> None:
    running(program, (13, 9, 14, 10, 12, 13, 9.5, 13))

    text = page(program, viewer)

    assert "Weekly plan: Not settled yet; about 7 more weeks if the effect holds." in text
    assert "There is no guardrail: the new way may win at the cost of another metric, unseen." in text


def test_lost_weeks_forbid_a_verdict_and_name_who_owes_them(program: Program, viewer: User) -> None:
    pilot = running(program, (*CLEAR[:6], None, None))
    account = make.make_pilot_account(pilot.primary)

    text = page(program, viewer)

    assert "No verdict is possible now. Service level: 2 of 8 weeks are incomplete." in text
    assert f"{account.function.name} can still hand it in." in text


def test_a_cut_over_ahead_of_the_record_is_named(program: Program, viewer: User) -> None:
    on = start_of(0)
    running(
        program,
        CLEAR[:5],
        minimum_periods=4,
        **make.done_until("decided", on) | {"started_on": start_of(5), "locked_on": start_of(5)},
    )

    text = page(program, viewer)

    assert (
        f"Cut over on {on.day} {on:%B} {on.year} after 5 complete weeks; a verdict takes 8, so the record had not "
        "settled it." in text
    )
    assert "What was decided is not what the record allowed on that day." in text


def test_after_a_cut_over_a_bad_reading_asks_for_the_old_way(program: Program, viewer: User) -> None:
    cut_over_on = start_of(2)
    begun = {"started_on": start_of(12), "locked_on": start_of(12)}
    pilot = running(program, CLEAR, ago=2, **make.done_until("cut_over", cut_over_on) | begun)
    make.make_arm_reading(pilot, arm="", starts_on=cut_over_on, value=3)

    text = page(program, viewer)

    assert f"in the week of {cut_over_on.day} {cut_over_on:%B} {cut_over_on.year}" in text
    assert "That is the sign to restart the old way." in text


def test_pages_of_the_record_lead_to_what_it_says(program: Program, viewer: User) -> None:
    pilot = running(program, CLEAR)
    draft = make.make_pilot(program, name="Next plan")
    said = reverse("tracker:coordination-area", args=[program.uid, "pilots"])

    assert f'{said}#pilot-{pilot.uid}"' in signed_in(viewer).get(pilot.get_absolute_url()).content.decode()
    assert f'{said}"' in signed_in(viewer).get(draft.get_absolute_url()).content.decode()
    assert pilot.get_absolute_url() in page(program, viewer)
    assert display_date(TODAY) in page(program, viewer)
