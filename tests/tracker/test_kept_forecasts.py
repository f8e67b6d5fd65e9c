"""Every forecast is kept once for its day, stays when its snapshot goes, and is judged when its day has come."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from programs.models import Evidence, Milestone, Program
from tests import factories
from tests.factories.forecasts import make_kept_forecast
from tests.factories.lifecycle import make_pause
from tracker.history import compute_days
from tracker.kept_forecasts import chances_before
from tracker.models import HorizonOutcome, KeptForecast
from tracker.progress.forecast.keeping import forecasts_said, reached
from tracker.reads import Day
from tracker.snapshot_store import progress_of
from tracker.snapshots import compute_batch

TODAY = timezone.localdate()
START = TODAY - timedelta(days=130)

pytestmark = pytest.mark.django_db


def on_day(number: int) -> date:
    """A day of the program."""
    return START + timedelta(days=number)


def compute(*programs: Program, day: int, known: int | None = None) -> None:
    """The programs computed as of a day, on that day or on a later one."""
    known_on = on_day(day if known is None else known)
    compute_batch([program.pk for program in programs], Day(as_of=on_day(day), known_on=known_on))


def make_running() -> Program:
    """A program with a milestone a week until day 77, the first eight accepted by day 58, and gate G0 on day 84."""
    program = factories.make_program(start_on=START)
    gate = factories.make_gate(program, "G0", finish_on=on_day(84))
    for week in range(1, 12):
        milestone = factories.make_milestone(program, gate=gate, finish_on=on_day(7 * week))
        if week <= 8:
            factories.make_evidence(milestone, accepted_on=on_day(7 * week + week % 3))
    factories.make_baseline(program, locked_on=START)
    return program


@pytest.fixture
def running() -> Program:
    return make_running()


def accept_rest(program: Program, *, day: int) -> None:
    """Everything that is open accepted on a day, the gate passed."""
    gate = program.gates.get()
    factories.make_review(gate, decided_on=on_day(day))
    for milestone in Milestone.objects.filter(program=program, evidence_uses__isnull=True).exclude(pk=gate.item_id):
        factories.make_evidence(milestone, accepted_on=on_day(day))


def kept(program: Program) -> list[Any]:
    return list(program.kept_forecasts.order_by("horizon", "forecast_on").values_list("horizon", "forecast_on"))


def outcome(program: Program, horizon: str = "day_90") -> HorizonOutcome:
    return program.horizon_outcomes.get(horizon=horizon)


def test_what_a_snapshot_forecasts_is_kept_as_it_was_said(running: Program) -> None:
    compute(running, day=70)

    said = list(forecasts_said(progress_of(running.snapshots.get())))

    assert [each.horizon for each in said] == ["day_90", "day_120"]
    for each in said:
        row = running.kept_forecasts.get(horizon=each.horizon)
        assert (row.chance, row.pace_chance, row.path_chance) == (each.chance, each.pace_chance, each.path_chance)
        assert (row.finish_10, row.finish_50, row.finish_80, row.finish_90, row.driven_by) == (
            each.finish_10,
            each.finish_50,
            each.finish_80,
            each.finish_90,
            "pace",
        )


def test_a_forecast_is_kept_once_for_its_day_and_stays_without_its_snapshot(running: Program) -> None:
    compute(running, day=70)
    compute(running, day=70)
    compute(running, day=71)
    running.snapshots.all().delete()

    horizons = [(horizon, on_day(day)) for horizon in ("day_120", "day_90") for day in (70, 71)]
    assert kept(running) == horizons


def test_what_is_calculated_later_never_replaces_what_was_said_on_the_day(running: Program) -> None:
    compute(running, day=70)
    said = running.kept_forecasts.get(horizon="day_90").chance
    open_work = running.milestones.filter(evidence_uses__isnull=True, gate__isnull=False).first()
    assert open_work is not None
    factories.make_evidence(open_work, accepted_on=on_day(69))

    compute(running, day=70, known=75)
    compute(running, day=71, known=75)

    assert running.kept_forecasts.get(horizon="day_90", forecast_on=on_day(70)).chance == said
    assert running.kept_forecasts.get(horizon="day_90", forecast_on=on_day(71)).chance > said


def test_a_bad_chance_of_last_week_keeps_delivery_red_until_two_weeks_are_over(running: Program) -> None:
    for day in (66, 67):
        make_kept_forecast(running, forecast_on=on_day(day), chance=0.1)
    accept_rest(running, day=70)

    for day in (70, 81, 82):
        compute(running, day=day)

    shown = {row.as_of: progress_of(row).delivery for row in running.snapshots.all()}
    assert [shown[on_day(day)].status for day in (70, 81)] == ["red", "red"]
    assert shown[on_day(82)].status in ("amber", "green")
    assert shown[on_day(81)].raw == "green"


def test_a_span_filled_in_looks_back_on_its_own_chances(running: Program) -> None:
    accept_rest(running, day=72)
    for day in range(66, 88):
        compute(running, day=day)
    one_by_one = [progress_of(row).delivery for row in running.snapshots.order_by("as_of")]
    running.snapshots.all().delete()
    running.kept_forecasts.all().delete()

    compute_days([running.pk], first=on_day(66), last=on_day(87))

    assert [progress_of(row).delivery for row in running.snapshots.order_by("as_of")] == one_by_one
    assert (one_by_one[-3].status, one_by_one[-3].raw) == ("red", "green")


def test_chances_are_read_in_one_query_for_a_batch(
    running: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = make_running()
    for program, chance in ((running, 0.4), (running, 0.3), (other, 0.7)):
        horizon = "day_120" if chance == 0.3 else "day_90"
        make_kept_forecast(program, horizon=horizon, forecast_on=on_day(69), chance=chance)
    make_kept_forecast(other, forecast_on=on_day(70), chance=0.1)
    make_kept_forecast(other, forecast_on=on_day(55), chance=0.1)

    with django_assert_num_queries(1):
        found = chances_before([running.pk, other.pk], on_day(70), weeks=2)

    assert found == {running.pk: {on_day(69): 0.3}, other.pk: {on_day(69): 0.7}}


def test_what_was_calculated_later_says_so(running: Program) -> None:
    compute(running, day=70, known=75)

    assert set(running.kept_forecasts.values_list("known_on", flat=True)) == {on_day(75)}


def test_a_horizon_is_judged_when_its_day_is_over(running: Program) -> None:
    compute(running, day=90)
    before = outcome(running)

    compute(running, day=91)

    after = outcome(running)
    assert (before.due_on, before.met, before.scored_on) == (on_day(90), None, None)
    assert (after.due_on, after.met, after.reached_on, after.scored_on) == (on_day(90), False, None, on_day(91))
    assert kept(running)[-1] == ("day_90", on_day(90))


def test_a_horizon_that_was_missed_is_reached_later(running: Program) -> None:
    accept_rest(running, day=100)

    compute(running, day=91)
    compute(running, day=101)

    late = outcome(running)
    assert (late.met, late.reached_on, late.scored_on) == (False, on_day(100), on_day(91))
    assert outcome(running, "day_120").met is True
    assert outcome(running, "day_120").reached_on == on_day(100)


def test_a_pause_moves_the_day_on_which_a_horizon_is_judged(running: Program) -> None:
    make_pause(running, paused_on=on_day(80), resumed_on=on_day(100))

    compute(running, day=105)
    moved = outcome(running)
    compute(running, day=111)

    assert (moved.due_on, moved.met) == (on_day(110), None)
    assert outcome(running).met is False


def test_a_past_day_takes_back_no_newer_outcome(running: Program) -> None:
    compute(running, day=91)

    compute(running, day=89, known=91)

    assert (outcome(running).met, outcome(running).known_on) == (False, on_day(91))


@pytest.mark.parametrize(
    ("met", "complete", "expected"),
    [(True, 80, 80), (True, None, 90), (True, 100, 90), (False, 100, 100), (False, None, None), (None, None, None)],
    ids=["early", "lapsed since", "lapsed and renewed", "late", "not yet", "open"],
)
def test_the_day_on_which_a_horizon_was_reached(met: bool | None, complete: int | None, expected: int | None) -> None:
    days = [None if day is None else on_day(day) for day in (complete, expected)]

    assert reached(met, days[0], due_on=on_day(90)) == days[1]


def test_keeping_takes_two_statements_for_a_batch(running: Program) -> None:
    programs = [running, *[make_running() for _ in range(2)]]

    with CaptureQueriesContext(connection) as queries:
        compute(*programs, day=70)

    tables = ("INSERT INTO tracker_keptforecast", "INSERT INTO tracker_horizonoutcome")
    assert sum(table in each["sql"] for each in queries for table in tables) == 2
    assert KeptForecast.objects.count() == 6


def test_snapshots_from_before_the_table_fill_it_with_the_same_rows(running: Program) -> None:
    accept_rest(running, day=100)
    for day in (70, 91, 101):
        compute(running, day=day)
    columns = [field.attname for field in KeptForecast._meta.fields if field.name != "id"]
    forecasts = set(KeptForecast.objects.values_list(*columns))
    outcomes = set(HorizonOutcome.objects.values_list("horizon", "due_on", "known_on", "met", "reached_on"))
    KeptForecast.objects.all().delete()
    HorizonOutcome.objects.all().delete()
    migration = import_module("tracker.migrations.0003_kept_forecasts")

    with connection.cursor() as cursor:
        cursor.execute(migration.KEEP)
        cursor.execute(migration.SETTLE)

    assert set(KeptForecast.objects.values_list(*columns)) == forecasts
    assert set(HorizonOutcome.objects.values_list("horizon", "due_on", "known_on", "met", "reached_on")) == outcomes
    assert len(forecasts) == 3


def test_a_horizon_that_was_met_keeps_its_day_when_an_acceptance_ends_later(running: Program) -> None:
    accept_rest(running, day=80)
    compute(running, day=91)
    last = Evidence.objects.filter(program=running).latest("accepted_on")
    Evidence.objects.filter(pk=last.pk).update(
        revoked_on=on_day(95), revoked_by=factories.make_user(), revocation_reason="It was another plan"
    )

    compute(running, day=96)

    assert (outcome(running).met, outcome(running).reached_on) == (True, on_day(80))
    assert outcome(running, "day_120").met is None
