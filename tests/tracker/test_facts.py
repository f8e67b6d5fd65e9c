from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from programs.models import Evidence, GateReview, Milestone, Policy, Program
from tests import factories
from tracker.facts import accepted_spans, program_facts, read_tables, thresholds
from tracker.progress.facts import Acceptance, OpenPass, ProgramFacts, Thresholds

JAN = [date(2026, 1, day) for day in range(1, 32)]


def gathered(program: Program) -> ProgramFacts:
    return program_facts(program, read_tables([program.pk], as_of=date(2026, 6, 1)))


@pytest.mark.django_db
def test_a_milestone_becomes_an_item_with_its_forecasts_in_order(program: Program) -> None:
    milestone = factories.make_milestone(program, finish_on=JAN[20])
    factories.make_forecast(milestone, finish_on=JAN[25], stated_on=JAN[10])
    factories.make_forecast(milestone, finish_on=JAN[22], stated_on=JAN[2])

    (item,) = gathered(program).items

    assert item.uid == str(milestone.uid)
    assert [each.finish_on for each in item.forecasts] == [JAN[22], JAN[20], JAN[25]]


@pytest.mark.django_db
def test_a_gate_item_counts_while_its_last_review_passed_it(program: Program, pmo_lead: Any) -> None:
    gate = factories.make_gate(program, "G1", finish_on=JAN[20])
    for outcome, day in (("passed", 5), ("open", 9), ("passed", 12)):
        GateReview.objects.create(gate=gate, outcome=outcome, decided_on=JAN[day], decided_by=pmo_lead, note="Agreed")

    (item,) = gathered(program).items

    assert item.gate == "G1"
    assert item.acceptances == (Acceptance(accepted_on=JAN[5], revoked_on=JAN[9]), Acceptance(accepted_on=JAN[12]))


@pytest.mark.django_db
def test_a_gate_passed_with_something_open_counts_from_the_day_on_which_nothing_is(
    program: Program, pmo_lead: Any
) -> None:
    gate = factories.make_gate(program, "G1", finish_on=JAN[20])
    factories.make_review(gate, decided_on=JAN[5], needed_count=6, open_count=2, missing="Map", in_spite="Harvest")
    factories.make_review(gate, decided_on=JAN[12], needed_count=6, open_count=0)

    facts = gathered(program)

    assert facts.items[0].acceptances == (Acceptance(accepted_on=JAN[12]),)
    assert facts.gates[0].open_passes == (OpenPass(passed_on=JAN[5], ended_on=JAN[12], open_count=2, needed_count=6),)


@pytest.mark.django_db
def test_evidence_below_the_needed_level_earns_nothing(program: Program) -> None:
    milestone = factories.make_milestone(program, minimum_evidence_level=3)
    factories.make_evidence(milestone, level=2, accepted_on=JAN[8])

    (item,) = gathered(program).items

    assert item.acceptances == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(5, None)], [(5, None)]),
        ([(5, 9)], [(5, 9)]),
        ([(5, 9), (12, None)], [(5, 9), (12, None)]),
        ([(5, 9), (7, 15)], [(5, 15)]),
        ([(5, 9), (9, None)], [(5, None)]),
        ([(5, None), (7, 9)], [(5, None)]),
        ([(5, 20), (7, 9)], [(5, 20)]),
        ([(5, 5), (7, None)], [(7, None)]),
    ],
    ids=["open", "revoked", "again", "overlap", "touching", "inside-open", "inside", "revoked-at-once"],
)
def test_acceptances_that_overlap_are_one_span(
    given: list[tuple[int, int | None]], expected: list[tuple[int, int | None]]
) -> None:
    def evidence(start: int, end: int | None) -> Evidence:
        return Evidence(level=2, accepted_on=JAN[start], revoked_on=JAN[end] if end is not None else None)

    spans = accepted_spans([evidence(*each) for each in given], level=1)

    assert [(each.accepted_on, each.revoked_on) for each in spans] == [
        (JAN[start], JAN[end] if end is not None else None) for start, end in expected
    ]


@pytest.mark.django_db
def test_only_locked_baselines_are_read_with_the_weights_they_froze(program: Program) -> None:
    milestone = factories.make_milestone(program, finish_on=JAN[20], weight=Decimal(5))
    factories.make_baseline(program)
    program.baselines.create(number=2, reason="A draft")
    Milestone.objects.filter(pk=milestone.pk).update(weight=Decimal(9))

    (baseline,) = gathered(program).baselines

    assert [(each.planned_on, each.weight) for each in baseline.items] == [(JAN[20], Decimal(5))]


@pytest.mark.django_db
def test_flows_come_in_the_order_of_expansion(program: Program) -> None:
    factories.make_flow(program, name="Spare parts", position=2)
    factories.make_flow(program, name="Process valves", position=1)

    assert [flow.name for flow in gathered(program).flows] == ["Process valves", "Spare parts"]


@pytest.mark.django_db
def test_without_a_policy_the_defaults_of_the_method_apply() -> None:
    assert thresholds(Policy.objects.numbers_on(date(2026, 1, 1))[None]) == Thresholds()


@pytest.mark.django_db
def test_the_policy_of_the_day_applies_and_names_itself(steward: Any) -> None:
    for day, green in ((1, "0.97"), (10, "0.90")):
        Policy.objects.create(
            effective_from=JAN[day],
            values={"spi_green": green},
            reason="Agreed",
            approved_by=steward,
            approved_on=JAN[1],
        )

    on_the_fifth = thresholds(Policy.objects.numbers_on(JAN[5])[None])

    assert on_the_fifth.spi_green == Decimal("0.97")
    assert on_the_fifth.version > 0


@pytest.mark.django_db
def test_a_batch_takes_the_same_queries_whatever_its_size(django_assert_num_queries: Any) -> None:
    programs = [factories.make_program() for _ in range(12)]
    for program in programs:
        gate = factories.make_gate(program, "G0", finish_on=JAN[20])
        milestone = factories.make_milestone(program, gate=gate, finish_on=JAN[20])
        factories.make_evidence(milestone, accepted_on=JAN[8])
        factories.make_baseline(program)

    with django_assert_num_queries(17):
        tables = read_tables([program.pk for program in programs], as_of=JAN[30])
        items = [program_facts(program, tables).items for program in programs]

    assert [len(each) for each in items] == [2] * 12
