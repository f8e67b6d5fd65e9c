"""How long a signal takes, and what a change would make of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from programs.models import PlanningCycle, ProcessFlow, Program, User
from tests import factories as make
from tests.factories.planning import make_cycle
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.models import LatencyScenario
from tracker.scenarios import MOST_SCENARIOS

pytestmark = pytest.mark.django_db
LADDER = (("Demand planning", 28, "5", "2"), ("Procurement", 7, "2", "1"), ("Logistics", 1, "0.5", "0.5"))


def make_ladder(program: Program) -> ProcessFlow:
    """A flow of monthly, weekly and daily planning of which nobody knows when it runs: 29 days."""
    flow = make.make_flow(program, name="Pumps")
    for number, (name, every, work, handoff) in enumerate(LADDER):
        function = make.make_function(name=name)
        make.make_stage(flow, position=number + 1, function=function, planning_level="Orders", name=f"Stage {number}")
        make_cycle(
            function=function,
            level="Orders",
            period_days=Decimal(every),
            processing_days=Decimal(work),
            handoff_days=Decimal(handoff),
            cut_off_lead_days=Decimal(0),
        )
    return flow


def cycle_of(name: str) -> PlanningCycle:
    return PlanningCycle.objects.get(function__name=name)


def address_of(flow: ProcessFlow) -> str:
    return reverse("tracker:latency-flow", args=[flow.program.uid, flow.uid])


def weekly() -> dict[str, Any]:
    return {f"every-{cycle_of('Demand planning').uid}": "7"}


def text_of(client: Client, address: str, **asked: Any) -> str:
    return " ".join(client.get(address, asked).content.decode().split())


def test_the_answer_of_a_flow_stands_on_card_and_page(program: Program, viewer: User) -> None:
    flow = make_ladder(program)
    compute(program)
    client = signed_in(viewer)

    answer = (
        "A signal takes about 29 days to get through Pumps; 18 of them are waiting; "
        "weekly planning of Orders (Demand planning) would save about 10, one session of all stages, weekly, about 20."
    )
    assert answer in text_of(client, reverse("tracker:coordination", args=[program.uid]))
    assert answer in text_of(client, reverse("tracker:coordination-area", args=[program.uid, "latency"]))
    assert answer in text_of(client, address_of(flow))


def test_each_single_change_leads_to_the_form_filled_with_it(program: Program, viewer: User) -> None:
    make_ladder(program)
    compute(program)

    text = text_of(signed_in(viewer), reverse("tracker:coordination-area", args=[program.uid, "latency"]))

    assert f"?every-{cycle_of('Demand planning').uid}=7#what-if" in text
    assert "One session of all stages, weekly" in text


def test_a_change_is_worked_out_without_storing(program: Program, viewer: User) -> None:
    text = text_of(signed_in(viewer), address_of(make_ladder(program)), **weekly())

    assert "A signal would take 18.5 days on average instead of 29.0: 10.5 less." in text
    assert "Units of safety stock" not in text
    assert cycle_of("Demand planning").period_days == 28


def test_numbers_of_demand_add_the_safety_stock(program: Program, viewer: User) -> None:
    flow = make_ladder(program)

    text = text_of(signed_in(viewer), address_of(flow), **weekly(), sigma="10", lead_time="14")

    assert "106.6" in text
    assert "75.4" in text
    assert "Model estimate, no benefit realized." in text


def test_a_session_of_all_stages(program: Program, viewer: User) -> None:
    flow = make_ladder(program)
    first, *_, last = flow.stages.order_by("position")

    text = text_of(signed_in(viewer), address_of(flow), first=str(first.uid), last=str(last.uid), session_every="7")

    assert "A signal would take 9.0 days on average instead of 29.0: 20.0 less." in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"sigma": "10"}, "Safety stock needs both"),
        ({"session_every": "x"}, "Enter a number"),
        ({"lead_time": "-3"}, "greater than or equal to 0"),
    ],
    ids=["half", "word", "negative"],
)
def test_what_cannot_be_right_is_refused_in_words(
    program: Program, viewer: User, asked: dict[str, str], words: str
) -> None:
    response = signed_in(viewer).get(address_of(make_ladder(program)), asked)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_htmx_gets_the_answer_alone(program: Program, viewer: User) -> None:
    flow = make_ladder(program)

    response = signed_in(viewer).get(address_of(flow), weekly(), headers={"HX-Request": "true"})

    text = response.content.decode()
    assert "10.5 less" in text
    assert "<html" not in text
    assert "HX-Request" in response["Vary"]


def test_an_answer_takes_seven_queries_whatever_is_asked(
    program: Program, viewer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    flow, client = make_ladder(program), signed_in(viewer)

    for asked in ({}, {**weekly(), f"follows-{cycle_of('Procurement').uid}": "on"}):
        with django_assert_num_queries(7):
            client.get(address_of(flow), asked, headers={"HX-Request": "true"})


def test_a_cycle_may_become_continuous(program: Program, viewer: User) -> None:
    flow = make_ladder(program)

    text = text_of(signed_in(viewer), address_of(flow), **{f"every-{cycle_of('Procurement').uid}": "0"})

    assert "A signal would take 25.5 days on average instead of 29.0: 3.5 less." in text


def test_missing_cycles_name_who_owes_them(program: Program, viewer: User) -> None:
    flow = make_ladder(program)
    cycle_of("Procurement").delete()
    compute(program)

    text = text_of(signed_in(viewer), address_of(flow))

    assert "Procurement owes it." in text
    assert "the recorded stages alone take about 22 days" in text
    assert 'id="answer"' not in text


def test_a_change_can_be_tried_with_supposed_cycles(program: Program, pmo_lead: User) -> None:
    flow = make_ladder(program)
    cycle_of("Procurement").delete()
    supposed = {f"suppose-{flow.stages.get(position=2).uid}": "7"}
    client = signed_in(pmo_lead)

    asked = text_of(client, address_of(flow))
    text = text_of(client, address_of(flow), **supposed, **weekly())

    assert "Stage 1 (Procurement): days between two runs" in asked
    assert "Supposed, not on record: Stage 1 weekly, nobody knows when." in text
    assert "A signal would take 15.5 days on average instead of 26.0: 10.5 less." in text
    assert "Keep it under a name" not in text


def test_a_supposed_cycle_that_cannot_be_is_refused(program: Program, viewer: User) -> None:
    flow = make_ladder(program)
    cycle_of("Procurement").delete()

    asked = {f"suppose-{flow.stages.get(position=2).uid}": "weekly"}
    answer = signed_in(viewer).get(address_of(flow), asked)

    assert answer.status_code == 422
    assert "Enter a number." in answer.content.decode()
    assert 'value="weekly"' in answer.content.decode()


def test_a_kept_scenario_stands_beside_the_others(program: Program, pmo_lead: User, viewer: User) -> None:
    flow = make_ladder(program)
    save = reverse("tracker:latency-scenario-save", args=[program.uid, flow.uid])

    signed_in(pmo_lead).post(save, {**weekly(), "name": "Weekly forecast"})
    signed_in(pmo_lead).post(save, {f"follows-{cycle_of('Procurement').uid}": "on", "name": "In step"})

    text = text_of(signed_in(viewer), address_of(flow))
    assert text.index("Weekly forecast") < text.index("In step")
    assert f"?every-{cycle_of('Demand planning').uid}=7" in text
    assert "Remove" not in text


def test_a_scenario_that_fits_no_more_says_so(program: Program, pmo_lead: User) -> None:
    flow = make_ladder(program)
    client = signed_in(pmo_lead)
    save = reverse("tracker:latency-scenario-save", args=[program.uid, flow.uid])
    client.post(save, {**weekly(), "name": "Weekly forecast"})
    flow.stages.filter(position=1).delete()

    assert "It does not fit any more: No stage of this flow plans by that cycle." in text_of(client, address_of(flow))


def test_a_name_that_is_taken_keeps_what_it_names(program: Program, pmo_lead: User) -> None:
    flow = make_ladder(program)
    client = signed_in(pmo_lead)
    save = reverse("tracker:latency-scenario-save", args=[program.uid, flow.uid])
    for every in ("7", "14"):
        values = {f"every-{cycle_of('Demand planning').uid}": every, "name": "Faster forecast"}
        answer = client.post(save, values, follow=True)

    assert "There is a scenario “Faster forecast” of this flow already" in answer.content.decode()
    assert LatencyScenario.objects.get().change["cycles"][0]["period_days"] == "7"


def test_a_scenario_is_removed_by_who_kept_it_or_a_lead_of_the_pmo(program: Program, pmo_lead: User) -> None:
    flow = make_ladder(program)
    function_lead = make.make_user(name="Fritz Function")
    make.make_membership(function_lead, program, "function_lead", function=cycle_of("Procurement").function)
    save = reverse("tracker:latency-scenario-save", args=[program.uid, flow.uid])
    for person in (pmo_lead, function_lead):
        signed_in(person).post(save, {**weekly(), "name": person.name})
    theirs, own = (LatencyScenario.objects.get(saved_by=person) for person in (pmo_lead, function_lead))

    def remove(person: User, kept: LatencyScenario) -> int:
        return signed_in(person).post(reverse("tracker:latency-scenario-remove", args=[kept.uid])).status_code

    assert (remove(function_lead, theirs), remove(function_lead, own)) == (403, 302)
    assert list(LatencyScenario.objects.all()) == [theirs]
    assert remove(pmo_lead, theirs) == 302


def test_one_end_of_a_session_alone_reaches_to_the_other_end_of_the_flow(program: Program, viewer: User) -> None:
    flow = make_ladder(program)
    ends = [str(stage.uid) for stage in flow.stages.order_by("position")]
    client = signed_in(viewer)

    alone = text_of(client, address_of(flow), first=ends[0], session_every="7")
    both = text_of(client, address_of(flow), first=ends[0], last=ends[-1], session_every="7")

    said = "A signal would take 9.0 days on average instead of 29.0: 20.0 less."
    assert said in both
    assert said in alone


@pytest.mark.parametrize("name", ["", " ", "n" * 121, "nul\0"])
def test_a_name_that_cannot_be_kept_is_refused_in_words(program: Program, pmo_lead: User, name: str) -> None:
    save = reverse("tracker:latency-scenario-save", args=[program.uid, make_ladder(program).uid])

    answer = signed_in(pmo_lead).post(save, {**weekly(), "name": name}, follow=True)

    assert "Not saved: a scenario needs a name of at most 120 characters" in answer.content.decode()
    assert not LatencyScenario.objects.exists()


def test_a_flow_keeps_only_so_many(program: Program, pmo_lead: User) -> None:
    flow = make_ladder(program)
    for number in range(MOST_SCENARIOS):
        LatencyScenario.objects.create(flow=flow, name=f"Kept {number}", change={}, demand={}, saved_by=pmo_lead)
    client, save = signed_in(pmo_lead), reverse("tracker:latency-scenario-save", args=[program.uid, flow.uid])

    refused = client.post(save, {**weekly(), "name": "One more"}, follow=True)

    assert "A flow keeps 20 scenarios: remove one first." in refused.content.decode()
    assert LatencyScenario.objects.count() == MOST_SCENARIOS


def test_a_closed_program_keeps_what_it_has(program: Program, pmo_lead: User) -> None:
    flow = make_ladder(program)
    kept = LatencyScenario.objects.create(flow=flow, name="Kept", change={}, demand={}, saved_by=pmo_lead)
    Program.objects.filter(pk=program.pk).update(state="closed", closed_on=TODAY, lessons="Begin earlier.")
    client, save = signed_in(pmo_lead), reverse("tracker:latency-scenario-save", args=[program.uid, flow.uid])

    saved = client.post(save, {**weekly(), "name": "Late"}, follow=True)
    removed = client.post(reverse("tracker:latency-scenario-remove", args=[kept.uid]), follow=True)

    assert "is closed" in saved.content.decode()
    assert "is closed" in removed.content.decode()
    assert [each.name for each in LatencyScenario.objects.all()] == ["Kept"]


def test_a_viewer_keeps_nothing(program: Program, viewer: User) -> None:
    save = reverse("tracker:latency-scenario-save", args=[program.uid, make_ladder(program).uid])

    assert signed_in(viewer).post(save, {"name": "Mine"}).status_code == 403


def test_strangers_find_nothing(program: Program, outsider: User) -> None:
    flow = make_ladder(program)

    assert signed_in(outsider).get(address_of(flow)).status_code == 404


def test_a_flow_of_another_program_is_not_found(program: Program, viewer: User) -> None:
    other = make.make_flow(make.make_program())

    assert signed_in(viewer).get(reverse("tracker:latency-flow", args=[program.uid, other.uid])).status_code == 404
