"""What was locked, approved or decided never changes: not by a query, not by a bulk write, not by deletion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from programs.models import Baseline, BaselineItem, GateReview, Policy, Program
from tests.factories import START, make_baseline, make_gate, make_milestone, make_policy, make_review
from tests.programs.models.one_of_each import IMMUTABLE, SAMPLES, delete_alone
from tests.programs.models.sample import RecordModel
from tests.programs.models.samples.plan import open_baseline

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 1)
KEPT = "Cannot (update|delete|update or delete) rows"
ATTEMPTS: dict[str, Callable[[Baseline], Any]] = {
    "another reason": lambda locked: Baseline.objects.filter(pk=locked.pk).update(reason="Other"),
    "unlocking it": lambda locked: Baseline.objects.filter(pk=locked.pk).update(locked_on=None, locked_by=None),
    "another day": lambda locked: Baseline.objects.filter(pk=locked.pk).update(locked_on=LATER),
    "the same values": lambda locked: Baseline.objects.get(pk=locked.pk).save(),
    "a bulk update": lambda locked: Baseline.objects.bulk_update([locked], ["reason"]),
    "deleting it": delete_alone,
    "an item's day": lambda locked: locked.items.update(planned_on=LATER),
    "an item's weight": lambda locked: locked.items.update(weight=9),
    "deleting its items": lambda locked: locked.items.all().delete(),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_locked_baseline_refuses(attempt: Callable[[Baseline], Any], program: Program) -> None:
    make_milestone(program, finish_on=START)
    locked = make_baseline(program)

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        attempt(locked)

    assert Baseline.objects.get(pk=locked.pk).locked_on == START
    assert locked.items.get().planned_on == START


@pytest.mark.parametrize("in_bulk", [False, True], ids=["one", "in bulk"])
def test_a_locked_baseline_takes_no_more_items(in_bulk: bool, program: Program) -> None:
    locked = make_baseline(program)
    item = BaselineItem(baseline=locked, milestone=make_milestone(program), planned_on=START, weight=1)

    with pytest.raises(IntegrityError, match="is locked: it takes no more items"), transaction.atomic():
        BaselineItem.objects.bulk_create([item]) if in_bulk else item.save()


def test_an_open_baseline_may_still_change(program: Program) -> None:
    baseline = open_baseline(program)

    Baseline.objects.filter(pk=baseline.pk).update(reason="Better reason")

    baseline.refresh_from_db()
    assert (baseline.reason, baseline.version) == ("Better reason", 2)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Policy.objects.update(reason="Other"),
        lambda: Policy.objects.all().delete(),
        lambda: Policy.objects.get().save(),
    ],
    ids=["update", "delete", "save"],
)
def test_a_policy_never_changes(attempt: Callable[[], Any]) -> None:
    make_policy()

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        attempt()

    assert Policy.objects.get().reason == "First policy"


@pytest.mark.parametrize(
    "attempt",
    [lambda: GateReview.objects.update(note="Other"), lambda: GateReview.objects.all().delete()],
    ids=["update", "delete"],
)
def test_a_gate_review_never_changes(attempt: Callable[[], Any], program: Program) -> None:
    """A decision is followed by another one, never rewritten."""
    make_review(make_gate(program))

    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
        attempt()

    assert GateReview.objects.get().note == ""


@pytest.mark.parametrize("model", IMMUTABLE, ids=lambda model: model.__name__)
def test_what_no_sample_changes_the_database_keeps(model: RecordModel, program: Program) -> None:
    rows = model._base_manager.filter(pk=SAMPLES[model].make(program).pk)

    for attempt in (lambda: rows.update(source_system="planview", external_id="1"), rows.delete):
        with pytest.raises(DatabaseError, match=KEPT), transaction.atomic():
            attempt()

    assert rows.get().version == 1


def test_baselines_locked_by_a_day_come_in_order(program: Program) -> None:
    for day in (START, LATER):
        make_baseline(program, locked_on=day)
    open_baseline(program)

    assert [each.number for each in Baseline.objects.locked_by_day(START)] == [1]
    assert [each.number for each in Baseline.objects.locked_by_day(LATER)] == [1, 2]
