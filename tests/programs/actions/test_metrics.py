from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.actions import metric_definitions, metrics
from programs.catalog.metrics import METRICS
from programs.errors import NotAllowed, Refused
from programs.models import BusinessFunction, Program, RefreshRequest, SharedMetric, User
from tests.factories import START, make_function, make_membership, make_program
from tests.factories import metrics as make

pytestmark = pytest.mark.django_db
KEYS = [each.key for each in METRICS]


def test_a_metric_comes_with_its_first_definition(steward: User) -> None:
    metric = metrics.create(
        "Lead time",
        by=steward,
        unit="days",
        direction="lower",
        frequency="week",
        definition="Days.",
        effective_from=START,
    )

    first = metric.definitions.get()
    assert (first.number, first.text, first.effective_from, first.written_by) == (1, "Days.", START, steward)


def test_the_whole_catalog_is_added_once(steward: User) -> None:
    first = metrics.add_from_catalog(KEYS, by=steward, effective_from=START)
    again = metrics.add_from_catalog(KEYS, by=steward, effective_from=START)

    assert first == again
    assert SharedMetric.objects.count() == len(METRICS) == 7
    assert all(metric.definitions.count() == 1 for metric in first)


def test_a_metric_from_the_catalog_that_was_renamed_is_not_added_again(steward: User) -> None:
    (turns,) = metrics.add_from_catalog(["inventory-turns"], by=steward, effective_from=START)
    metrics.change(turns, by=steward, name="Stock turns")

    assert metrics.add_from_catalog(["inventory-turns"], by=steward, effective_from=START) == [turns]


def test_the_catalog_adds_nothing_when_one_key_is_unknown(steward: User) -> None:
    with pytest.raises(Refused) as refusal:
        metrics.add_from_catalog(["expediting", "luck"], by=steward, effective_from=START)

    assert (refusal.value.code, refusal.value.field) == ("not_in_the_catalog", "keys")
    assert not SharedMetric.objects.exists()


def test_every_metric_of_the_catalog_has_a_name_and_a_key_of_its_own() -> None:
    assert len({each.name for each in METRICS}) == len(set(KEYS)) == len(METRICS)


@pytest.mark.parametrize("change", [{"unit": "hours"}, {"frequency": "week"}], ids=["unit", "frequency"])
def test_what_readings_mean_stays_once_there_are_some(change: dict[str, str], program: Program, steward: User) -> None:
    judged = make.make_program_metric(program)
    make.make_readings(judged, [20])

    with pytest.raises(Refused) as refusal:
        metrics.change(judged.metric, by=steward, **change)  # type: ignore[arg-type]

    assert (refusal.value.code, refusal.value.field) == ("metric_has_readings", next(iter(change)))


def test_what_better_means_stays_once_a_baseline_is_locked(program: Program, steward: User) -> None:
    judged = make.make_program_metric(program)
    metrics.change(judged.metric, by=steward, direction="higher")
    make.make_metric_baseline(judged)

    with pytest.raises(Refused, match="make another metric"):
        metrics.change(judged.metric, by=steward, direction="lower")


def test_a_change_refreshes_the_active_programs_that_use_the_metric_and_no_other(steward: User) -> None:
    metric = make.make_metric()
    users = [make_program(), make_program()]
    for program in [*users, make_program(state="draft")]:
        make.make_program_metric(program, metric=metric)
    make.make_program_metric(make_program())

    metrics.change(metric, by=steward, description="Clearer")

    assert list(RefreshRequest.objects.values_list("program_id", flat=True)) == [program.pk for program in users]


def test_a_metric_is_retired_once_and_comes_back_once(steward: User) -> None:
    metric = metrics.retire(make.make_metric(), by=steward, on=START)
    with pytest.raises(Refused, match="was retired on 5 January 2026"):
        metrics.retire(metric, by=steward, on=START)

    back = metrics.bring_back(metric, by=steward)
    with pytest.raises(Refused, match="in use already"):
        metrics.bring_back(back, by=steward)

    assert back.retired_on is None


def test_a_new_version_follows_and_nobody_has_signed_it(steward: User) -> None:
    signed = make.make_signature()
    metric = signed.definition.metric

    second = metric_definitions.write(metric, by=steward, text="Working days.", effective_from=START)

    assert second.number == 2
    assert not second.signatures.exists()
    assert metric.definition_on(START) == second


@pytest.mark.parametrize(
    ("text", "effective_from", "code"),
    [
        ("Working days.", date(2024, 12, 31), "definition_out_of_order"),
        ("Days from order to delivery. ", START, "definition_is_the_same"),
    ],
    ids=["earlier", "same"],
)
def test_a_version_that_is_none_is_refused(text: str, effective_from: date, code: str, steward: User) -> None:
    with pytest.raises(Refused) as refusal:
        metric_definitions.write(make.make_metric(), by=steward, text=text, effective_from=effective_from)

    assert refusal.value.code == code


def test_a_function_signs_once(function_lead: User, procurement: BusinessFunction) -> None:
    definition = make.make_metric().definitions.get()
    metric_definitions.sign(definition, by=function_lead, function=procurement, on=START)

    with pytest.raises(Refused, match="Procurement signed it on 5 January 2026"):
        metric_definitions.sign(definition, by=function_lead, function=procurement, on=START)

    assert definition.signatures.get().signed_by == function_lead


def test_only_the_latest_version_is_signed(function_lead: User, procurement: BusinessFunction) -> None:
    metric = make.make_metric()
    make.make_definition(metric)

    with pytest.raises(Refused, match="Version 2 follows this one"):
        metric_definitions.sign(metric.definitions.get(number=1), by=function_lead, function=procurement, on=START)


def test_nobody_signs_for_a_function_of_somebody_else(function_lead: User) -> None:
    with pytest.raises(NotAllowed):
        metric_definitions.sign(
            make.make_metric().definitions.get(), by=function_lead, function=make_function(), on=START
        )


def test_the_lead_of_a_function_in_another_program_signs_for_it(outsider: User, procurement: BusinessFunction) -> None:
    make_membership(outsider, make_program(), "function_lead", function=procurement)

    signed = metric_definitions.sign(make.make_metric().definitions.get(), by=outsider, function=procurement, on=START)

    assert signed.function == procurement


def test_days_that_have_not_come_are_refused(steward: User, function_lead: User, procurement: BusinessFunction) -> None:
    metric, tomorrow = make.make_metric(), timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="has not come yet"):
        metrics.retire(metric, by=steward, on=tomorrow)
    with pytest.raises(Refused, match="has not come yet"):
        metric_definitions.sign(metric.definitions.get(), by=function_lead, function=procurement, on=tomorrow)
