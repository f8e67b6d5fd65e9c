"""The forms of metrics: each sends its values to one action and leads back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from programs.models import (
    BusinessFunction,
    LeaderEvaluation,
    MetricAccountability,
    MetricBaseline,
    Program,
    ProgramMetric,
    Reading,
    SharedMetric,
    User,
)
from tests.factories import START, make_flow
from tests.factories import metrics as make
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(program: Program) -> ProgramMetric:
    return make.make_program_metric(program)


@pytest.fixture
def lead(pmo_lead: User) -> Client:
    return signed_in(pmo_lead)


def send(client: Client, form: str, row: Any = None, **values: Any) -> HttpResponse:
    """The form opened, then sent."""
    address = reverse(f"programs:{form}", args=[row.uid] if row else [])
    assert client.get(address).status_code == 200
    return client.post(address, values)  # type: ignore[return-value]


def test_a_steward_adds_the_catalog_and_is_offered_nothing_twice(steward: User) -> None:
    client, address = signed_in(steward), reverse("programs:metric-catalog")
    keys = [key for key, _ in client.get(address).context["form"].fields["keys"].choices]

    sent = client.post(address, {"keys": keys, "effective_from": "2025-01-01"})

    assert (sent.status_code, len(keys), SharedMetric.objects.count()) == (302, 7, 7)
    assert client.get(address).context["form"].fields["keys"].choices == []


def test_a_steward_makes_and_edits_a_metric(steward: User) -> None:
    client = signed_in(steward)
    values = {"name": "Lead time", "unit": "days", "direction": "lower", "frequency": "week", "description": ""}

    made = send(client, "metric-create", definition="Days.", effective_from="2026-01-05", **values)
    metric = SharedMetric.objects.get()
    edited = send(client, "metric-edit", metric, version=1, **values | {"name": "Order lead time"})

    metric.refresh_from_db()
    assert (made.status_code, edited.status_code) == (302, 302)
    assert (metric.name, metric.definitions.get().text) == ("Order lead time", "Days.")


def test_a_metric_is_retired_and_brought_back_by_a_button(steward: User) -> None:
    client, metric = signed_in(steward), make.make_metric()

    client.post(reverse("programs:metric-retire", args=[metric.uid]))
    metric.refresh_from_db()
    retired_on = metric.retired_on
    client.post(reverse("programs:metric-bring-back", args=[metric.uid]))

    metric.refresh_from_db()
    assert (retired_on, metric.retired_on) == (TODAY, None)


def test_a_definition_is_written_and_signed(steward: User, function_lead: User, procurement: BusinessFunction) -> None:
    metric = make.make_metric()
    send(signed_in(steward), "definition-create", metric, text="Working days.", effective_from=str(TODAY))
    second = metric.definitions.get(number=2)

    signed = send(signed_in(function_lead), "definition-sign", second, function=procurement.pk, on=str(TODAY))

    assert signed.status_code == 302
    assert second.signatures.get().function == procurement


def test_nobody_signs_for_a_function_that_is_not_offered(function_lead: User) -> None:
    definition = make.make_metric().definitions.get()
    other = make.make_signature().function

    response = send(signed_in(function_lead), "definition-sign", definition, function=other.pk, on=str(TODAY))

    assert response.status_code == 422
    assert not definition.signatures.exists()


def test_the_program_is_judged_by_a_metric_in_a_flow(program: Program, lead: Client) -> None:
    metric, flow = make.make_metric(), make_flow(program)

    sent = send(
        lead, "program-metric-create", program, metric=metric.pk, flow=flow.pk, role="guardrail", target="12.5",
        target_on="2026-06-30",
    )  # fmt: skip

    row = program.metrics.get()
    assert sent.status_code == 302
    assert (row.metric, row.flow, row.role, row.target) == (metric, flow, "guardrail", Decimal("12.5"))


def test_a_metric_of_the_catalog_is_added_with_the_program_that_chooses_it(program: Program, lead: Client) -> None:
    address = reverse("programs:program-metric-create", args=[program.uid])
    offered = lead.get(address).content.decode()

    first = send(lead, "program-metric-create", program, metric="catalog-inventory-turns", role="primary")

    metric = SharedMetric.objects.get()
    assert "Inventory turns (turns a year, higher is better, monthly)" in offered
    assert (first.status_code, metric.external_id) == (302, "inventory-turns")
    assert program.metrics.get().metric == metric
    assert "catalog-inventory-turns" not in lead.get(address).content.decode()


def test_a_metric_of_the_catalog_that_judges_nothing_is_not_added(program: Program, lead: Client) -> None:
    values = {"metric": "catalog-inventory-turns", "role": "primary", "target_on": "2026-06-30"}

    sent = send(lead, "program-metric-create", program, **values)

    assert sent.status_code == 422
    assert not SharedMetric.objects.exists()


def test_a_pmo_lead_adds_a_metric_and_changes_none(lead: Client, judged: ProgramMetric) -> None:
    values = {"name": "Lead time", "unit": "days", "direction": "lower", "frequency": "week", "description": ""}

    made = send(lead, "metric-create", definition="Days.", effective_from="2026-01-05", **values)

    assert made.status_code == 302
    assert SharedMetric.objects.filter(name="Lead time").exists()
    assert lead.get(reverse("programs:metric-edit", args=[judged.metric.uid])).status_code == 403


def test_readings_that_are_left_out_of_a_baseline_are_counted_with_the_reason(
    judged: ProgramMetric, lead: Client
) -> None:
    start = date(2025, 8, 1)
    Program.objects.filter(pk=judged.program_id).update(start_on=start)
    make.make_readings(judged, [20, 21, 22, 23, 24, 25, 26, 27])
    address = reverse("programs:metric-baseline-lock", args=[judged.uid])

    proposed = lead.get(address).content.decode()
    (reading,) = judged.metric.readings.order_by("period_starts_on")[:1]
    narrowed = lead.get(address, {
        "first_period_on": "2025-02-01", "last_period_on": "2025-07-01", "definition": str(reading.definition_id),
    }).content.decode()  # fmt: skip

    assert "7 final readings: a provisional baseline. From 12 it is firm. 1 more is left out:" in proposed
    assert "it is of the time since the program began on 1 Aug 2025." in proposed
    assert "2 more are left out: they lie outside of these days." in narrowed


def test_a_target_day_without_a_target_is_refused_in_words(judged: ProgramMetric, lead: Client) -> None:
    response = send(lead, "program-metric-edit", judged, role="primary", target_on="2026-06-30", version=1)

    assert response.status_code == 422


def test_two_edits_at_once_show_both_texts(judged: ProgramMetric, lead: Client) -> None:
    ProgramMetric.objects.filter(pk=judged.pk).update(target=Decimal("7.5"))

    response = send(lead, "program-metric-edit", judged, role="primary", target="12.5", version=1)

    page = response.content.decode()
    assert response.status_code == 409
    assert "<td>7.5</td>" in page.replace("7.500000", "7.5")
    assert "12.5" in page


def test_a_hypothesis_is_stated(judged: ProgramMetric, lead: Client) -> None:
    said = {"hypothesis": "Ten days", "hypothesis_by": "Ada Sponsor", "hypothesis_on": "2026-01-05"}

    sent = send(lead, "program-metric-hypothesis", judged, version=1, **said)

    judged.refresh_from_db()
    assert sent.status_code == 302
    assert (judged.hypothesis, judged.hypothesis_on) == ("Ten days", START)


def test_a_metric_entered_by_mistake_is_taken_out(judged: ProgramMetric, lead: Client) -> None:
    sent = lead.post(reverse("programs:program-metric-remove", args=[judged.uid]))

    assert sent.status_code == 302
    assert not ProgramMetric.objects.exists()


def test_a_weight_is_typed_in_percent(judged: ProgramMetric, lead: Client, procurement: BusinessFunction) -> None:
    sent = send(lead, "accountability-create", judged, function=procurement.pk, weight="25", valid_from="2026-01-05")
    row = MetricAccountability.objects.get()
    ended = send(lead, "accountability-end", row, valid_to="2026-02-05")

    row.refresh_from_db()
    assert (sent.status_code, ended.status_code) == (302, 302)
    assert (row.weight, str(row.valid_to)) == (Decimal("0.25"), "2026-02-05")


def test_an_evaluation_is_recorded_changed_and_completed(program: Program, lead: Client, function_lead: User) -> None:
    role = program.memberships.get(user=function_lead)
    cycle = {"cycle_starts_on": "2025-01-01", "cycle_ends_on": "2025-12-31"}

    send(lead, "evaluation-create", program, role=role.pk, shared_weight="20", **cycle)
    row = LeaderEvaluation.objects.get()
    send(lead, "evaluation-edit", row, shared_weight="30", version=1, **cycle)
    send(lead, "evaluation-complete", row, on="2026-01-05")

    row.refresh_from_db()
    assert (row.leader, row.function) == (function_lead, role.function)
    assert (row.shared_weight, row.completed_on) == (Decimal("0.3"), START)


def test_the_baseline_form_proposes_history_and_shows_it(judged: ProgramMetric, lead: Client) -> None:
    make.make_readings(judged, range(20, 32))

    page = lead.get(reverse("programs:metric-baseline-lock", args=[judged.uid])).content.decode()

    assert "12 final readings: a firm baseline." in page
    assert "Lock these 12 readings" in page
    assert 'value="2025-01-01"' in page


def test_the_readings_that_were_asked_for_are_shown_and_locked(judged: ProgramMetric, lead: Client) -> None:
    make.make_readings(judged, range(20, 32))
    definition = judged.metric.definitions.get()
    asked: dict[str, Any] = {
        "first_period_on": "2025-03-01",
        "last_period_on": "2025-09-01",
        "arm": "",
        "definition": definition.pk,
    }
    address = reverse("programs:metric-baseline-lock", args=[judged.uid])

    shown = lead.get(address, asked)
    hidden = {name: shown.context["lock"][name].value() for name in (*asked, "seen")}
    sent = lead.post(
        address,
        {name: getattr(value, "pk", value) for name, value in hidden.items()} | {"source": "ERP", "on": str(TODAY)},
    )

    assert "7 final readings: a provisional baseline." in shown.content.decode()
    assert sent.status_code == 302
    assert MetricBaseline.objects.get().periods == make.MONTHS[2:9]


def test_too_few_readings_are_counted_and_cannot_be_locked(judged: ProgramMetric, lead: Client) -> None:
    make.make_readings(judged, range(5))
    address = reverse("programs:metric-baseline-lock", args=[judged.uid])
    values = {"first_period_on": "2025-01-01", "last_period_on": "2025-12-01", "source": "ERP", "on": str(TODAY)}

    page = lead.get(address)
    shown, seen = page.content.decode(), page.context["lock"]["seen"].value()
    sent = lead.post(address, values | {"definition": judged.metric.definitions.get().pk, "seen": seen})

    assert "5 final readings: too few." in shown
    assert "Lock these" not in shown
    assert sent.status_code == 422
    assert "Only 5 final readings" in sent.content.decode()


def test_a_reading_corrected_after_it_was_looked_at_is_not_locked_unseen(judged: ProgramMetric, lead: Client) -> None:
    corrected, *_ = make.make_readings(judged, range(20, 32))
    address = reverse("programs:metric-baseline-lock", args=[judged.uid])
    names = ("first_period_on", "last_period_on", "arm", "definition", "seen")
    lock = lead.get(address).context["lock"]
    values = {name: getattr(lock[name].value(), "pk", lock[name].value()) or "" for name in names}
    values |= {"source": "ERP, typed", "on": str(TODAY)}
    Reading.objects.filter(pk=corrected.pk).update(value=99)

    refused = lead.post(address, values)
    page = refused.content.decode()
    again = lead.post(address, values | {"seen": refused.context["lock"]["seen"].value()})

    assert "The readings are not those that you looked at" in page
    assert "ERP, typed" in page
    assert ">99<" in page
    assert (refused.status_code, again.status_code) == (422, 302)
    assert MetricBaseline.objects.get().values[0] == 99


def test_no_reading_at_all_is_said(judged: ProgramMetric, lead: Client) -> None:
    page = lead.get(reverse("programs:metric-baseline-lock", args=[judged.uid])).content.decode()

    assert "No final reading lies between these days." in page


def test_a_baseline_that_is_locked_is_said_before_anybody_tries_again(judged: ProgramMetric, lead: Client) -> None:
    make.make_readings(judged, range(20, 32))
    make.make_metric_baseline(judged)

    page = lead.get(reverse("programs:metric-baseline-lock", args=[judged.uid])).content.decode()

    assert "Locked on 5 Jan 2026 with 12 readings." in page
    assert "Lock these" not in page
