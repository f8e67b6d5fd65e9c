"""Pages of pilots: the protocol in plain words, the periods with what is missing, the button of the next step only."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from programs.actions import pilots
from programs.models import Pilot, Program, User
from tests import factories
from tests.factories import START
from tests.factories import pilots as make_pilots
from tests.factories.pilots import WEEK
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
MONDAY = TODAY - timedelta(days=TODAY.weekday())


def page_of(pilot: Pilot, user: User) -> str:
    """The text of the pilot's page, with single blanks."""
    return " ".join(signed_in(user).get(pilot.get_absolute_url()).content.decode().split())


def running(program: Program, *, weeks: int, **given: object) -> Pilot:
    """A pilot that started so many whole weeks ago."""
    return make_pilots.make_pilot(program, step="started", on=MONDAY - weeks * WEEK, **given)


def test_the_protocol_reads_in_plain_words(program: Program, viewer: User) -> None:
    metric = make_pilots.make_pilot_metric(program, name="Lead time", is_ratio_scale=True)
    pilot = make_pilots.make_pilot(program, primary=metric, worthwhile_effect=Decimal("0.05"), burn_in_periods=2)
    make_pilots.make_guardrail(pilot, margin=Decimal("1.5"), agreed_with="Plant and purchasing")

    page = page_of(pilot, viewer)

    assert "An improvement of at least about 5 %." in page
    assert "The first 2 weeks do not count. At least 8 complete weeks before a cut-over may be decided" in page
    assert "may still call it better at most 5 times in 100" in page
    assert 'At most 1.5 days worse. <span class="muted">Agreed with Plant and purchasing.</span>' in page


def test_a_missing_guardrail_is_said(program: Program, viewer: User) -> None:
    assert "No guardrail. The new way may win at the cost of another metric" in page_of(
        make_pilots.make_pilot(program), viewer
    )


def test_a_draft_says_what_a_short_pilot_can_settle(program: Program, viewer: User, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program)

    form = signed_in(pmo_lead).get(reverse("programs:pilot-create", args=[program.uid])).content.decode()

    assert "How much can a short pilot settle?" in page_of(pilot, viewer)
    assert "standard deviations" not in form


def test_missing_periods_are_visible_with_who_owes_them(program: Program, viewer: User) -> None:
    pilot = running(program, weeks=4, burn_in_periods=1)
    function = factories.make_function(name="Buying")
    make_pilots.make_pilot_account(pilot.primary, function=function)
    make_pilots.make_arm_readings(pilot, [(10, 8), (None, 8), (10, 8), (None, None)], first_on=MONDAY - 4 * WEEK)

    page = page_of(pilot, viewer)

    assert "<strong>1 of at least 8</strong> complete weeks" in page
    assert "2 of 3 that count are incomplete (67 %): 2 missing in Functional, 1 in Integrated. Owed by Buying." in page
    assert [page.count(each) for each in ("Missing: old arm", "Missing: both arms", "(burn-in)")] == [1, 1, 1]
    assert "More than one week in five is incomplete." in page


def test_a_metric_that_nobody_answers_for_is_said(program: Program, viewer: User) -> None:
    assert "Nobody answers for this metric, so nobody owes them." in page_of(running(program, weeks=3), viewer)


@pytest.mark.parametrize(("complete", "warned"), [(8, True), (9, False)], ids=["more than a fifth", "a fifth"])
def test_lost_periods_are_warned_of_above_a_fifth(complete: int, warned: bool, program: Program, viewer: User) -> None:
    weeks = complete + (3 if warned else 2)
    pilot = running(program, weeks=weeks, burn_in_periods=0)
    readings = [(10, 8)] * complete + [(None, None)] * (weeks - complete)
    make_pilots.make_arm_readings(pilot, readings, first_on=MONDAY - weeks * WEEK)

    assert ("in five is incomplete" in page_of(pilot, viewer)) is warned


@pytest.mark.parametrize(("missing", "warned"), [(3, True), (2, False)])
def test_an_arm_that_misses_more_than_the_other_is_warned_of(
    missing: int, warned: bool, program: Program, viewer: User
) -> None:
    pilot = running(program, weeks=20, burn_in_periods=0)
    readings = [(10, None)] * missing + [(10, 8)] * (20 - missing)
    make_pilots.make_arm_readings(pilot, readings, first_on=MONDAY - 20 * WEEK)

    assert ("One way misses at least three weeks more than the other." in page_of(pilot, viewer)) is warned


NEXT = {
    "": ("Lock the protocol", "pilot-lock"),
    "locked": ("Start the pilot", "pilot-start"),
    "started": ("Decide the pilot", "pilot-decide"),
    "decided": ("Record the cut-over", "pilot-cut-over"),
    "cut_over": ("Record the end of the old way", "pilot-retire-legacy"),
}


@pytest.mark.parametrize("step", NEXT)
def test_the_page_has_the_button_of_the_next_step_and_no_other(step: str, program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program, step=step)

    page = page_of(pilot, pmo_lead)

    assert [label for label, _ in NEXT.values() if f">{label}</a>" in page] == [NEXT[step][0]]


@pytest.mark.parametrize("step", ["", *make_pilots.STEPS])
def test_a_viewer_has_no_button_and_a_pilot_that_ended_none_at_all(step: str, program: Program, viewer: User) -> None:
    page = page_of(make_pilots.make_pilot(program, step=step), viewer)

    assert "btn-primary" not in page
    assert "Draft a successor" not in page


def test_the_committee_may_decide_and_nothing_else(program: Program, committee_member: User) -> None:
    assert "Decide the pilot" in page_of(make_pilots.make_pilot(program, step="started"), committee_member)
    assert "Start the pilot" not in page_of(make_pilots.make_pilot(program, step="locked"), committee_member)


MEANT = {"without_guardrail": "on"}


@pytest.mark.parametrize("step", NEXT)
def test_a_step_is_recorded_by_its_form(step: str, program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program, step=step, on=TODAY)
    address = reverse(f"programs:{NEXT[step][1]}", args=[pilot.uid])
    client, before = signed_in(pmo_lead), pilot.state

    opened = client.get(address)
    sent = client.post(
        address, {"on": str(TODAY), "outcome": "cut_over", "reason": "Faster", "version": pilot.version} | MEANT
    )

    pilot.refresh_from_db()
    assert (opened.status_code, sent.status_code) == (200, 302)
    assert Pilot.State.values.index(pilot.state) == Pilot.State.values.index(before) + 1


def test_a_refused_day_stands_beside_its_field(program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program, step="locked", on=TODAY)

    answer = signed_in(pmo_lead).post(
        reverse("programs:pilot-start", args=[pilot.uid]),
        {"on": str(TODAY - timedelta(days=1)), "version": pilot.version},
    )

    assert answer.status_code == 422
    assert "The protocol was locked on" in answer.content.decode()


def test_a_locked_pilot_says_who_did_what_and_when(program: Program, pmo_lead: User, viewer: User) -> None:
    pilot = make_pilots.make_pilot(program, step="locked", locked_by=pmo_lead)

    page = page_of(pilot, viewer)

    assert "5 Jan 2026, Petra Lead" in page
    assert "not yet" in page


def test_who_drafted_and_who_cut_over_is_told_by_the_history(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    decided = make_pilots.make_pilot(program, step="decided")
    drafted = pilots.draft(
        program, by=pmo_lead, name="Daily call", change="One call", flow=decided.flow, primary=decided.primary
    )
    pilots.cut_over(decided, by=pmo_lead, on=factories.START)

    assert f"{TODAY:%-d %b %Y}, Petra Lead" in page_of(drafted, committee_member)
    assert page_of(decided, committee_member).count("5 Jan 2026, Petra Lead") == 1


def test_a_stopped_pilot_shows_its_reason_and_no_cut_over(program: Program, viewer: User) -> None:
    pilot = make_pilots.make_pilot(program, step="decided", outcome="stopped", decision_reason="Stock-outs doubled")

    page = page_of(pilot, viewer)

    assert "Stock-outs doubled" in page
    assert "Cut over" not in page


def test_a_list_says_how_far_each_pilot_is(program: Program, pmo_lead: User) -> None:
    running(program, weeks=3)

    page = signed_in(pmo_lead).get(reverse("programs:pilot-list", args=[program.uid])).content.decode()

    assert "0 of at least 8" in page
    assert "2 of 2 weeks incomplete:" in page
    assert "Decide the pilot" in page


def test_an_empty_list_says_what_a_pilot_needs(program: Program, pmo_lead: User) -> None:
    address = reverse("programs:pilot-list", args=[program.uid])

    before = signed_in(pmo_lead).get(address).content.decode()
    factories.make_flow(program)
    make_pilots.make_pilot_metric(program)
    after = signed_in(pmo_lead).get(address).content.decode()

    assert "Add a process flow" in before
    assert "Draft a pilot" not in before
    assert "Draft a pilot" in after


def test_the_list_says_what_was_decided_by_whom_when_and_why(program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program)
    make_pilots.make_guardrail(pilot)
    Pilot.objects.filter(pk=pilot.pk).update(**make_pilots.done_until("decided", START))
    pilot.refresh_from_db()

    page = signed_in(pmo_lead).get(reverse("programs:pilot-list", args=[program.uid])).content.decode()

    assert f"<strong>Cut over</strong>, decided by {pilot.decided_by} on 5 Jan 2026: Clearly faster." in page
    assert "at most 0.5 days worse" in page


def test_the_list_says_what_a_running_pilot_misses_in_each_arm(program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program, step="started", on=MONDAY - 3 * WEEK, burn_in_periods=0)
    make_pilots.make_arm_readings(pilot, [(10, None), (None, None), (10, None)], first_on=MONDAY - 3 * WEEK)

    page = signed_in(pmo_lead).get(reverse("programs:pilot-list", args=[program.uid])).content.decode()

    assert "1 missing in Functional, 3 in Integrated." in page
    assert reverse("programs:reading-create", args=[pilot.primary.metric.uid]) in page
