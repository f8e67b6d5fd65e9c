"""Readings entered, corrected and loaded: what is written, what is refused, and who is marked."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import readings
from programs.actions.given_readings import GivenReading, RowsRefused
from programs.errors import NotAllowed, Refused
from programs.models import Program, Reading, RefreshRequest, SharedMetric, User
from tests.factories import make_flow, make_membership, make_program, make_user
from tests.factories import readings as make
from tests.factories.readings import MONDAY
from tests.programs.models.test_history import events_of

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
THIS_WEEK = timezone.localdate() - timedelta(days=timezone.localdate().weekday())


@pytest.fixture
def metric(program: Program) -> SharedMetric:
    """A weekly metric that the program is judged by."""
    made = make.make_readable_metric(name="Lateness")
    make.judge_by(program, made)
    return made


def enter(metric: SharedMetric, by: User, value: str = "7", start: date = MONDAY, **given: Any) -> Reading:
    return readings.enter(metric, by=by, period_starts_on=start, value=Decimal(value), **given)


def given(value: str, start: date = MONDAY, **more: Any) -> GivenReading:
    return GivenReading(period_starts_on=start, value=Decimal(value), **more)


def test_a_reading_stands_with_its_definition_source_and_author(metric: SharedMetric, pmo_lead: User) -> None:
    reading = enter(metric, pmo_lead, arm="Direct Drop", source="ERP")

    assert (reading.value, reading.arm, reading.is_final) == (Decimal(7), "Direct Drop", True)
    assert (reading.definition.number, reading.source, reading.entered_by) == (1, "ERP", pmo_lead)


def test_the_definition_in_force_on_the_first_day_counts(metric: SharedMetric, pmo_lead: User) -> None:
    make.make_next_definition(metric, effective_from=MONDAY + timedelta(days=1))

    assert enter(metric, pmo_lead).definition.number == 1
    assert enter(metric, pmo_lead, start=MONDAY + WEEK).definition.number == 2


def test_a_reading_that_is_not_final_is_replaced(metric: SharedMetric, pmo_lead: User, function_lead: User) -> None:
    enter(metric, pmo_lead, is_final=False)

    reading = enter(metric, function_lead, "8")

    assert Reading.objects.get().version == 2
    assert (reading.value, reading.is_final, reading.entered_by) == (Decimal(8), True, function_lead)
    assert [event.value for event in events_of(reading)] == [Decimal(7), Decimal(8)]


def test_a_final_reading_is_replaced_only_as_a_correction(metric: SharedMetric, pmo_lead: User) -> None:
    enter(metric, pmo_lead)

    with pytest.raises(Refused) as refusal:
        enter(metric, pmo_lead, "8")
    corrected = enter(metric, pmo_lead, "8", correct=True)

    assert (refusal.value.code, refusal.value.field) == ("final_already", "correct")
    assert (corrected.value, corrected.version) == (Decimal(8), 2)


def test_the_same_value_again_writes_and_marks_nothing(metric: SharedMetric, pmo_lead: User) -> None:
    enter(metric, pmo_lead, "7.5")

    again = enter(metric, pmo_lead, "7.50", source="Elsewhere")

    assert (again.version, again.source) == (1, "Entered by hand")
    assert RefreshRequest.objects.count() == 1


def test_the_running_period_is_not_final_by_itself(metric: SharedMetric, pmo_lead: User) -> None:
    assert enter(metric, pmo_lead, start=THIS_WEEK).is_final is False


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"start": date(2026, 1, 7)}, "not_a_period_start"),
        ({"start": THIS_WEEK + WEEK}, "in_the_future"),
        ({"start": THIS_WEEK, "is_final": True}, "period_not_over"),
        ({"start": date(1999, 12, 27)}, "not_defined_then"),
        ({"value": "0.0000001"}, "too_many_decimals"),
        ({"value": "1E+14"}, "no_such_value"),
        ({"value": "NaN"}, "no_such_value"),
        ({"arm": "x" * 61}, "arm_too_long"),
    ],
)
def test_what_cannot_be_is_refused(metric: SharedMetric, pmo_lead: User, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        enter(metric, pmo_lead, **values)

    assert refusal.value.code == code
    assert not Reading.objects.exists()


def test_a_day_inside_of_a_week_is_answered_with_its_monday(metric: SharedMetric, pmo_lead: User) -> None:
    with pytest.raises(Refused, match="7 January 2026 is inside of a period: its week begins on Monday 5 January 2026"):
        enter(metric, pmo_lead, start=date(2026, 1, 7))


def test_a_month_begins_on_its_first_day(pmo_lead: User, steward: User) -> None:
    monthly = make.make_readable_metric(frequency="month")

    with pytest.raises(Refused, match="month begins on 1 January 2026"):
        enter(monthly, steward, start=MONDAY)
    assert enter(monthly, steward, start=date(2026, 1, 1)).is_final


def test_a_metric_without_definition_says_what_to_do(steward: User) -> None:
    with pytest.raises(Refused, match="a steward writes down how it is counted"):
        enter(make.make_readable_metric(defined_from=None), steward)


def test_a_ratio_is_never_zero_and_a_retired_metric_is_not_read(steward: User) -> None:
    ratio = make.make_readable_metric(is_ratio_scale=True, retired_on=MONDAY)

    with pytest.raises(Refused, match="never zero or less"):
        enter(ratio, steward, "0")
    with pytest.raises(Refused, match="was retired on 5 January 2026"):
        enter(ratio, steward, start=MONDAY + WEEK)
    assert enter(ratio, steward).pk


def test_a_flow_takes_a_role_in_its_program(metric: SharedMetric, pmo_lead: User, steward: User) -> None:
    hidden = make_flow(make_program())

    for person in (pmo_lead, steward):
        with pytest.raises(NotAllowed):
            enter(metric, person, flow=hidden)
        with pytest.raises(NotAllowed):
            readings.load(metric, by=person, given=[given("7", flow=hidden)], source="ERP")


def test_only_programs_judged_by_the_metric_are_marked(metric: SharedMetric, program: Program, steward: User) -> None:
    make.judge_by(make_program(), make.make_readable_metric())
    make.judge_by(make_program(removed_on=MONDAY, removed_by=steward), metric)
    make.judge_by(program, metric, flow=make_flow(program))

    enter(metric, steward)

    assert list(RefreshRequest.objects.values_list("program_id", flat=True)) == [program.pk]


def test_a_correction_names_who_made_it(metric: SharedMetric, pmo_lead: User, function_lead: User) -> None:
    reading = enter(metric, pmo_lead)

    corrected = readings.correct(reading, by=function_lead, version=1, value=Decimal(6), is_final=False)

    assert (corrected.value, corrected.is_final, corrected.entered_by) == (Decimal(6), False, function_lead)
    assert readings.correct(corrected, by=pmo_lead, value=Decimal(6)).version == 2


def test_a_load_writes_all_and_a_second_time_nothing(metric: SharedMetric, pmo_lead: User, program: Program) -> None:
    flow = make_flow(program)
    table = [given("1"), given("2", arm="New"), given("3", flow=flow), given("4", MONDAY + WEEK)]

    first = readings.load(metric, by=pmo_lead, given=table, source="weekly.csv")
    second = readings.load(metric, by=make_user(is_superuser=True), given=table, source="other.csv")

    assert (len(first.created), second.written, second.unchanged) == (4, [], 4)
    assert set(Reading.objects.values_list("version", "source", "entered_by")) == {(1, "weekly.csv", pmo_lead.pk)}
    assert RefreshRequest.objects.count() == 1


def test_a_load_that_changes_keeps_author_and_version(metric: SharedMetric, pmo_lead: User) -> None:
    lead = make_user()
    make_membership(lead, metric.program_metrics.get().program)
    readings.load(metric, by=pmo_lead, given=[given("1"), given("2", MONDAY + WEEK)], source="one.csv")

    loaded = readings.load(
        metric, by=lead, given=[given("1"), given("5", MONDAY + WEEK, replaces=Decimal(2))], source="b"
    )

    (changed,) = loaded.updated
    row = Reading.objects.get(pk=changed.pk)
    assert (row.value, row.version, row.entered_by, row.source) == (Decimal(5), 2, lead, "b")
    assert changed.version == row.version
    assert events_of(changed)[-1].pgh_context.metadata == {"user": lead.pk, "action": "readings.load"}


def test_a_load_is_all_or_nothing_and_names_each_row(metric: SharedMetric, pmo_lead: User) -> None:
    enter(metric, pmo_lead)
    table = [
        given("1", MONDAY + WEEK),
        given("8"),
        given("2", date(2026, 1, 7)),
        given("3", arm="A"),
        given("3", arm="A"),
    ]

    with pytest.raises(RowsRefused) as refusal:
        readings.load(metric, by=pmo_lead, given=table, source="weekly.csv")

    codes = {at: problem.code for at, problem in refusal.value.problems.items()}
    assert codes == {1: "final_already", 2: "not_a_period_start", 3: "given_twice", 4: "given_twice"}
    assert Reading.objects.count() == 1


def test_a_correction_of_what_was_not_seen_is_refused(metric: SharedMetric, pmo_lead: User) -> None:
    enter(metric, pmo_lead)

    with pytest.raises(RowsRefused):
        readings.load(metric, by=pmo_lead, given=[given("8", replaces=Decimal(6))], source="weekly.csv")
    loaded = readings.load(metric, by=pmo_lead, given=[given("8", replaces=Decimal(7))], source="weekly.csv")

    assert [row.value for row in loaded.updated] == [Decimal(8)]
