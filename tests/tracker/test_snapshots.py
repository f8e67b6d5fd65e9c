from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import policies
from programs.models import Program
from tests import factories
from tracker import snapshot_store, snapshots
from tracker.models import Inputs, Snapshot
from tracker.progress.record import Record
from tracker.progress.results import ProgramProgress
from tracker.reads import Day
from tracker.runs import compute_now
from tracker.snapshot_store import drivers_of, progress_of
from tracker.snapshots import compute_batch

TODAY = timezone.localdate()


@pytest.fixture
def planned() -> Program:
    """A program on day 70 with a locked baseline: one of two gates passed."""
    start_on = TODAY - timedelta(days=70)
    program = factories.make_program(start_on=start_on)
    for code, day, passed in (("G0", 20, True), ("G1", 60, False)):
        gate = factories.make_gate(program, code, finish_on=start_on + timedelta(days=day))
        if passed:
            gate.reviews.create(
                outcome="passed", decided_on=TODAY - timedelta(days=50), decided_by=factories.make_user()
            )
    factories.make_baseline(program, locked_on=start_on)
    return program


def today() -> Day:
    return Day(as_of=TODAY, known_on=TODAY)


def numbers(program: Program) -> list[Any]:
    return list(program.snapshots.order_by("as_of").values_list("as_of", "progress"))


@pytest.mark.django_db
def test_a_snapshot_gives_back_the_progress_it_was_taken_of(planned: Program) -> None:
    compute_batch([planned.pk], today())

    progress = progress_of(planned.snapshots.get())

    assert isinstance(progress, ProgramProgress)
    assert progress.as_of == TODAY
    assert progress.sequence.current_gate == "G1"


@pytest.mark.django_db
def test_computing_twice_lands_on_the_same_row(planned: Program) -> None:
    compute_batch([planned.pk], today())
    first = planned.snapshots.get()

    compute_batch([planned.pk], today())

    second = planned.snapshots.get()
    assert (second.pk, second.progress, second.inputs_hash) == (first.pk, first.progress, first.inputs_hash)
    assert second.computed_at > first.computed_at


@pytest.mark.django_db
def test_deleting_all_snapshots_and_running_again_restores_every_number(planned: Program) -> None:
    days = [TODAY - timedelta(days=age) for age in (30, 7, 0)]
    for day in days:
        compute_now([planned.pk], as_of=day)
    before = numbers(planned)
    Snapshot.objects.all().delete()

    for day in days:
        compute_now([planned.pk], as_of=day)

    assert len(before) == 3
    assert numbers(planned) == before


@pytest.mark.django_db
def test_a_recalculation_of_a_past_day_leaves_its_headline_alone(planned: Program) -> None:
    yesterday = TODAY - timedelta(days=1)
    compute_batch([planned.pk], Day(as_of=yesterday, known_on=yesterday))
    closed = planned.snapshots.get()

    compute_batch([planned.pk], Day(as_of=yesterday, known_on=TODAY))

    headline = planned.snapshots.headline().get()
    assert (headline.pk, headline.computed_at) == (closed.pk, closed.computed_at)
    assert planned.snapshots.filter(is_headline=False, known_on=TODAY).exists()


@pytest.mark.django_db
def test_a_past_day_that_was_never_computed_gets_a_headline_that_says_when_it_was_known(planned: Program) -> None:
    compute_batch([planned.pk], Day(as_of=TODAY - timedelta(days=9), known_on=TODAY))

    headline = planned.snapshots.headline().get()

    assert headline.known_on == TODAY


@pytest.mark.django_db
def test_another_policy_on_the_same_day_is_another_row_and_the_headline(planned: Program, steward: Any) -> None:
    compute_batch([planned.pk], today())
    policy = policies.approve(
        TODAY, by=steward, approved_on=TODAY, reason="Stricter", values={"improve_after_periods": 3}
    )

    compute_batch([planned.pk], today())

    assert planned.snapshots.count() == 2
    assert planned.snapshots.headline().get().policy_version == policy.pk


@pytest.mark.django_db
def test_a_row_that_was_read_earlier_never_replaces_a_later_one(planned: Program) -> None:
    read_at, gathered, _ = snapshots.gather([planned.pk], as_of=TODAY)
    late = snapshots.new_row(planned.pk, Record.of(gathered[planned.pk]), day=today(), read_at=read_at)
    compute_batch([planned.pk], today())
    newer = planned.snapshots.get()

    snapshot_store.store([late])

    assert planned.snapshots.get().computed_at == newer.computed_at


@pytest.mark.django_db
def test_a_row_of_the_old_policy_that_was_read_earlier_does_not_take_the_headline(
    planned: Program, steward: Any
) -> None:
    read_at, gathered, _ = snapshots.gather([planned.pk], as_of=TODAY)
    late = snapshots.new_row(planned.pk, Record.of(gathered[planned.pk]), day=today(), read_at=read_at)
    policy = policies.approve(
        TODAY, by=steward, approved_on=TODAY, reason="Stricter", values={"improve_after_periods": 3}
    )
    compute_batch([planned.pk], today())

    snapshot_store.store([late])

    assert planned.snapshots.headline().get().policy_version == policy.pk


@pytest.mark.django_db
def test_one_broken_program_does_not_stop_the_others(planned: Program) -> None:
    broken = factories.make_program(start_on=date.max)

    result = compute_batch([broken.pk, planned.pk], today())

    assert result.done == (planned.pk,)
    assert list(result.failed) == [broken.pk]
    assert planned.snapshots.exists()


@pytest.mark.django_db
def test_only_active_programs_are_computed() -> None:
    states = {state: factories.make_program(state=state) for state in Program.State.values}

    result = compute_batch([program.pk for program in states.values()], today())

    assert result.done == (states["active"].pk,)
    assert result.failed == {}


@pytest.mark.django_db
def test_a_batch_is_stored_in_the_same_queries_whatever_its_size(django_assert_max_num_queries: Any) -> None:
    programs = [factories.make_program() for _ in range(20)]

    with django_assert_max_num_queries(71):
        result = compute_batch([program.pk for program in programs], today())

    assert len(result.done) == 20


@pytest.mark.django_db
def test_days_on_which_nothing_changed_share_their_inputs(planned: Program) -> None:
    for age in (3, 2, 1):
        compute_batch([planned.pk], Day(as_of=TODAY - timedelta(days=age), known_on=TODAY))

    kept = {row.inputs_id for row in planned.snapshots.all()}

    assert len(kept) == 1
    assert Inputs.objects.filter(program=planned).count() == 1


@pytest.mark.django_db
def test_inputs_that_no_day_rests_on_any_more_are_not_kept(planned: Program) -> None:
    compute_batch([planned.pk], today())
    factories.make_milestone(planned, name="Added in the afternoon")

    compute_batch([planned.pk], today())

    inputs = Inputs.objects.get(program=planned)
    assert planned.snapshots.get().inputs == inputs
    assert any("Added in the afternoon" in driver.label for driver in drivers_of(planned.snapshots.get()))
