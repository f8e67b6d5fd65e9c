"""Drafting, guarding and replacing a pilot by forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from programs.models import Pilot, PilotGuardrail, Program, User
from tests import factories
from tests.factories import pilots as make_pilots
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db


def address(name: str, row: Any) -> str:
    return reverse(f"programs:{name}", args=[row.uid])


def typed(program: Program, **given: Any) -> dict[str, Any]:
    """What the PMO lead types into the form of a draft."""
    return {
        "name": "Weekly plan",
        "flow": factories.make_flow(program).pk,
        "primary": make_pilots.make_pilot_metric(program).pk,
        "change": "One plan instead of three",
        "old_arm": "Functional",
        "new_arm": "Integrated",
        "minimum_periods": 8,
        "maximum_periods": 26,
        "burn_in_periods": 1,
        "alpha": "5",
    } | given


def test_a_draft_is_saved_and_opened(program: Program, pmo_lead: User) -> None:
    answer = signed_in(pmo_lead).post(address("pilot-create", program), typed(program))

    pilot = Pilot.objects.get()
    assert answer.headers["Location"] == pilot.get_absolute_url()
    assert (pilot.program, pilot.name, pilot.worthwhile_effect) == (program, "Weekly plan", None)


def test_a_refusal_stands_beside_its_field(program: Program, pmo_lead: User) -> None:
    answer = signed_in(pmo_lead).post(address("pilot-create", program), typed(program, burn_in_periods=26))

    assert answer.status_code == 422
    assert answer.context["form"].errors["burn_in_periods"] == ["Then no period would count: let fewer run in."]


def test_a_form_offers_only_what_the_program_has(program: Program, pmo_lead: User) -> None:
    other = make_pilots.make_pilot(factories.make_program())

    answer = signed_in(pmo_lead).post(
        address("pilot-create", program), typed(program, flow=other.flow.pk, primary=other.primary.pk)
    )

    assert set(answer.context["form"].errors) == {"flow", "primary"}


def test_two_people_who_edit_a_draft_see_both_texts(program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program, change="Theirs")
    values = typed(program, flow=pilot.flow.pk, primary=pilot.primary.pk, change="Mine", version=1)
    Pilot.objects.filter(pk=pilot.pk).update(change="Theirs, better")

    answer = signed_in(pmo_lead).post(address("pilot-edit", pilot), values)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, better" in page
    assert "Mine" in page


def test_a_guardrail_is_added_changed_and_deleted(program: Program, pmo_lead: User) -> None:
    pilot, metric = make_pilots.make_pilot(program), make_pilots.make_pilot_metric(program, role="guardrail")
    client = signed_in(pmo_lead)

    terms = {"program_metric": metric.pk, "margin": "0.5", "agreed_with": "Both"}
    client.post(address("pilot-guardrail-create", pilot), terms)
    added = pilot.guardrails.get()
    client.post(address("pilot-guardrail-edit", added), {"margin": "0.7", "agreed_with": "All", "version": 1})
    changed = pilot.guardrails.get()
    client.post(address("pilot-guardrail-remove", added))

    assert (added.program_metric, added.agreed_with) == (metric, "Both")
    assert (str(changed.margin), changed.agreed_with) == ("0.700000", "All")
    assert not PilotGuardrail.objects.exists()


def test_a_guardrail_form_offers_no_metric_that_has_a_role_already(program: Program, pmo_lead: User) -> None:
    pilot, free = make_pilots.make_pilot(program), make_pilots.make_pilot_metric(program)
    make_pilots.make_guardrail(pilot)

    answer = signed_in(pmo_lead).get(address("pilot-guardrail-create", pilot))

    assert list(answer.context["form"].fields["program_metric"].queryset) == [free]


def test_a_draft_is_discarded_from_its_page(program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program)

    answer = signed_in(pmo_lead).post(address("pilot-discard", pilot), follow=True)

    assert f"The draft {pilot} was deleted." in answer.content.decode()
    assert not Pilot.objects.exists()


def test_another_protocol_opens_as_a_draft_that_says_what_it_replaces(program: Program, pmo_lead: User) -> None:
    old = make_pilots.make_pilot(program, step="started", name="Weekly plan")

    page = signed_in(pmo_lead).post(address("pilot-replace", old), {"on": str(TODAY)}, follow=True).content.decode()

    old.refresh_from_db()
    assert "Weekly plan, protocol 2" in page
    assert "It replaces" in page
    assert (old.outcome, old.decision_reason) == ("stopped", "protocol changed")


@pytest.mark.parametrize(("pairs", "warned"), [(1, True), (2, False)])
def test_deciding_says_what_the_protocol_asked_for(pairs: int, warned: bool, program: Program, pmo_lead: User) -> None:
    pilot = make_pilots.make_pilot(program, step="started", burn_in_periods=0, minimum_periods=2)
    make_pilots.make_arm_readings(pilot, [(10, 8)] * pairs)

    page = signed_in(pmo_lead).get(address("pilot-decide", pilot)).content.decode()

    assert f"{pairs} complete of at least 2 weeks." in page
    assert ("before the protocol allows a verdict" in page) is warned


def test_locking_without_a_guardrail_asks_whether_it_is_meant(program: Program, pmo_lead: User) -> None:
    pilot, client = make_pilots.make_pilot(program), signed_in(pmo_lead)

    refused = client.post(address("pilot-lock", pilot), {"on": str(TODAY)})
    meant = client.post(address("pilot-lock", pilot), {"on": str(TODAY), "without_guardrail": "on"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["without_guardrail"])
    assert meant.status_code == 302
    assert Pilot.objects.get().locked_on == TODAY


def test_locking_with_a_guardrail_asks_nothing_more(program: Program, pmo_lead: User) -> None:
    pilot, client = make_pilots.make_pilot(program), signed_in(pmo_lead)
    make_pilots.make_guardrail(pilot)

    form = client.get(address("pilot-lock", pilot)).context["form"]
    client.post(address("pilot-lock", pilot), {"on": str(TODAY)})

    assert "without_guardrail" not in form.fields
    assert Pilot.objects.get().locked_on == TODAY


def test_the_usual_numbers_are_folded_until_one_is_refused(program: Program, pmo_lead: User) -> None:
    client, values = signed_in(pmo_lead), typed(program, burn_in_periods=26)

    fresh = client.get(address("pilot-create", program)).content.decode()
    refused = client.post(address("pilot-create", program), values).content.decode()

    said = "Usual values: 8 to 26 periods, the first not counted, 5 % risk of a false success"
    assert said in fresh
    assert 'form-more">' in fresh
    assert 'form-more" open>' in refused


@pytest.mark.parametrize(("is_ratio", "unit", "stored"), [(True, "days", "0.05"), (False, "%", "5")])
def test_a_difference_is_typed_in_what_the_list_says(
    is_ratio: bool, unit: str, stored: str, program: Program, pmo_lead: User
) -> None:
    metric = make_pilots.make_pilot_metric(program)
    type(metric.metric).objects.filter(pk=metric.metric_id).update(is_ratio_scale=is_ratio, unit=unit)
    client, values = signed_in(pmo_lead), typed(program, primary=metric.pk, worthwhile_effect="5")

    offered = client.get(address("pilot-create", program)).content.decode()
    client.post(address("pilot-create", program), values)

    pilot = Pilot.objects.get()
    shown = client.get(address("pilot-edit", pilot)).context["form"]["worthwhile_effect"].value()
    assert f"(in {'percent' if is_ratio else 'points'})" in offered
    assert (pilot.alpha, pilot.worthwhile_effect) == (Decimal("0.05"), Decimal(stored))
    assert shown in ("5", Decimal(stored))


def test_a_margin_in_percent_is_less_than_all(program: Program, pmo_lead: User) -> None:
    pilot, metric = make_pilots.make_pilot(program), make_pilots.make_pilot_metric(program, role="guardrail")
    type(metric.metric).objects.filter(pk=metric.metric_id).update(is_ratio_scale=True)
    terms = {"program_metric": metric.pk, "margin": "100", "agreed_with": "Both"}

    answer = signed_in(pmo_lead).post(address("pilot-guardrail-create", pilot), terms)

    assert "compared in percent: give less than 100" in answer.context["form"].errors["margin"][0]
    assert not PilotGuardrail.objects.exists()
