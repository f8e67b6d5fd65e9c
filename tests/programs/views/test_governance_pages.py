"""The page of governance: what waits first, what is late, and the buttons of each person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests.factories import governance as make_governance
from tests.factories import make_gate
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def shown(user: User, program: Program, query: str = "") -> str:
    """The page as the person sees it, with its white space in one."""
    response = signed_in(user).get(reverse("programs:governance", args=[program.uid]) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_an_empty_page_says_what_it_is_for(program: Program, viewer: User) -> None:
    page = shown(viewer, program)

    assert "until the committee has decided" in page
    assert "without one, passing over it is a dated violation" in page
    assert "Ask for a decision" not in page
    assert "Grant a waiver" not in page


def test_questions_wait_with_the_cost_of_waiting_and_the_most_urgent_first(program: Program, viewer: User) -> None:
    make_governance.make_question(program, question="Later one", needed_by=TODAY, asked_on=YESTERDAY)
    make_governance.make_question(
        program, question="Urgent one", needed_by=YESTERDAY, asked_on=YESTERDAY, cost_of_waiting="Forty orders a week"
    )

    page = shown(viewer, program)

    assert page.index("Urgent one") < page.index("Later one")
    assert "Forty orders a week" in page
    assert "Nobody said what another month costs." in page
    assert page.count(": overdue") == 1


def test_an_approval_shows_whom_it_waits_for_and_a_button_only_to_them(
    program: Program, committee_member: User, pmo_lead: User
) -> None:
    approval = make_governance.make_approval(
        program, approver=committee_member, requested_on=TODAY - timedelta(days=12), due_on=YESTERDAY
    )
    address = reverse("programs:approval-answer", args=[approval.uid])

    assert address in shown(committee_member, program)
    page = shown(pmo_lead, program)
    assert address not in page
    assert "Carla Committee was asked by" in page
    assert "12 days ago" in page


def test_waivers_in_force_count_their_days_and_ended_ones_stand_below(program: Program, viewer: User) -> None:
    make_governance.make_waiver(program, granted_on=TODAY, expires_on=TODAY + timedelta(days=4))
    make_governance.make_waiver(
        program, granted_on=TODAY - timedelta(days=9), expires_on=YESTERDAY, reason="The first plan"
    )

    page = shown(viewer, program)

    assert "5 days left" in page
    assert page.index("5 days left") < page.index("1 that ended") < page.index("The first plan")


def test_the_log_says_ratings_in_words_and_what_is_late(program: Program, viewer: User) -> None:
    make_governance.make_raid_item(program, title="The supplier is late", probability=4, impact=5, due_on=YESTERDAY)
    make_governance.make_raid_item(program, title="Prices stay", kind="assumption")

    page = shown(viewer, program)

    assert "High probability, very high effect" in page
    assert page.index("The supplier is late") < page.index("Assumptions</h3>") < page.index("Prices stay")
    assert "Not rated" in page
    assert page.count(": overdue") == 1


def test_the_log_is_narrowed_by_kind_owner_and_state(program: Program, viewer: User, pmo_lead: User) -> None:
    make_governance.make_raid_item(program, title="Mine", owner=pmo_lead)
    make_governance.make_raid_item(program, title="Other issue", kind="issue")
    make_governance.make_raid_item(program, title="Old one", closed_by=pmo_lead, closed_on=TODAY, outcome="It passed")

    def titles(query: str) -> list[str]:
        page = shown(viewer, program, query)
        return [title for title in ("Mine", "Other issue", "Old one") if f">{title}<" in page]

    assert titles("") == ["Mine", "Other issue"]
    assert titles("?kind=issue&show=all") == ["Other issue"]
    assert titles(f"?owner={pmo_lead.uid}") == ["Mine"]
    assert titles("?show=closed") == ["Old one"]
    assert titles("?kind=nonsense&owner=nobody&show=never") == ["Mine", "Other issue"]


def test_an_item_is_closed_from_its_row(program: Program, function_lead: User) -> None:
    item = make_governance.make_raid_item(program, owner=function_lead)
    address = reverse("programs:raid-item-close", args=[item.uid])
    assert address in shown(function_lead, program)

    refused = signed_in(function_lead).post(address, {"outcome": "", "version": item.version})
    closed = signed_in(function_lead).post(address, {"outcome": "It passed", "version": item.version})

    item.refresh_from_db()
    assert (refused.status_code, closed.status_code) == (422, 302)
    assert (item.outcome, item.closed_on) == ("It passed", TODAY)


def test_an_action_is_done_with_one_click_as_it_stood(program: Program, function_lead: User) -> None:
    item = make_governance.make_action_item(program, owner=function_lead)
    address = reverse("programs:action-item-finish", args=[item.uid])
    client = signed_in(function_lead)

    stale = client.post(address, {"version": item.version + 1}, follow=True)
    assert "Somebody changed this meanwhile" in stale.content.decode()
    client.post(address, {"version": item.version})

    item.refresh_from_db()
    assert (item.done_by, item.done_on) == (function_lead, TODAY)


def test_a_question_is_asked_decided_and_done(program: Program, pmo_lead: User, committee_member: User) -> None:
    words = {"question": "Buy it?", "recommendation": "Yes", "cost_of_waiting": "A week", "owner": pmo_lead.pk}
    signed_in(pmo_lead).post(reverse("programs:committee-decision-ask", args=[program.uid]), words)
    asked = program.committee_decisions.get()
    decide = reverse("programs:committee-decision-decide", args=[asked.uid])

    signed_in(committee_member).post(decide, {"outcome": "agreed", "on": str(TODAY), "version": asked.version})
    assert "Not done yet: Petra Lead" in shown(pmo_lead, program)
    asked.refresh_from_db()
    done = reverse("programs:committee-decision-done", args=[asked.uid])
    signed_in(pmo_lead).post(done, {"version": asked.version})

    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by, asked.done_on) == ("agreed", committee_member, TODAY)


def test_an_approval_is_asked_for_and_answered(program: Program, pmo_lead: User, committee_member: User) -> None:
    gate = make_gate(program)
    signed_in(pmo_lead).post(
        reverse("programs:approval-request", args=[program.uid]),
        {"about": f"gate:{gate.uid}", "approver": committee_member.pk, "due_on": str(TODAY)},
    )
    approval = program.approvals.get(gate=gate)
    address = reverse("programs:approval-answer", args=[approval.uid])

    refused = signed_in(committee_member).post(address, {"answer": "rejected", "version": approval.version})
    signed_in(committee_member).post(address, {"answer": "approved", "version": approval.version})

    approval.refresh_from_db()
    assert refused.context["form"].errors["note"]
    assert (approval.answer, approval.answered_by) == ("approved", committee_member)


def test_an_edit_of_a_changed_item_shows_both_texts(program: Program, pmo_lead: User) -> None:
    item = make_governance.make_raid_item(program, title="Theirs")
    type(item).objects.filter(pk=item.pk).update(description="Changed meanwhile")

    answer = signed_in(pmo_lead).post(
        reverse("programs:raid-item-edit", args=[item.uid]),
        {"title": "Mine", "kind": "risk", "probability": "2", "impact": "", "version": 1},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Changed meanwhile" in page
    assert "Low" in page


def test_an_action_is_added_for_oneself(program: Program, function_lead: User) -> None:
    address = reverse("programs:action-item-assign", args=[program.uid])
    client = signed_in(function_lead)
    assert client.get(address).context["form"]["owner"].value() == function_lead.pk

    client.post(address, {"title": "Call them", "owner": function_lead.pk, "due_on": str(TODAY)})

    assert program.action_items.get().owner == function_lead


def test_a_request_is_withdrawn_with_its_reason(program: Program, pmo_lead: User, viewer: User) -> None:
    approval = make_governance.make_approval(program)
    address = reverse("programs:approval-withdraw", args=[approval.uid])
    page = reverse("programs:governance", args=[program.uid])
    assert address in signed_in(pmo_lead).get(page).content.decode()
    assert address not in signed_in(viewer).get(page).content.decode()

    signed_in(pmo_lead).post(address, {"reason": "The map changes first", "version": approval.version})

    text = signed_in(viewer).get(page).content.decode()
    assert "Withdrawn by Petra Lead" in text
    assert "The map changes first" in text
