"""Past days filled in: the same as each computed alone, under the policy of its time, marked as known later."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programs.actions import policies
from programs.models import Program, User
from tests import factories
from tests.tracker.test_snapshots import planned as planned
from tracker.history import compute_days
from tracker.models import KeptForecast, Snapshot
from tracker.runs import compute_now

TODAY = timezone.localdate()

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    """A day in the past."""
    return TODAY - timedelta(days=days)


def stored(program: Program) -> list[Any]:
    """What is kept of each day."""
    return list(program.snapshots.order_by("as_of").values_list("as_of", "policy_version", "progress", "is_headline"))


def test_a_span_gives_what_its_days_give_one_by_one(planned: Program) -> None:
    for age in range(72, -1, -1):
        compute_now([planned.pk], as_of=ago(age))
    one_by_one = stored(planned)
    Snapshot.objects.all().delete()
    KeptForecast.objects.all().delete()

    run = compute_days([planned.pk], first=ago(72), last=TODAY)

    assert (run.programs_done, run.programs_failed) == (1, 0)
    assert len(one_by_one) == 73
    assert stored(planned) == one_by_one


def test_every_day_has_the_policy_of_its_time(planned: Program, steward: User) -> None:
    policies.approve(TODAY, by=steward, approved_on=TODAY, reason="Stricter", values={"spi_green": "0.99"})

    compute_days([planned.pk], first=ago(2), last=TODAY)

    versions = [version for _, version, _, _ in stored(planned)]
    assert versions[:2] == [0, 0]
    assert versions[2] > 0


def test_days_filled_in_say_that_they_were_calculated_later(planned: Program) -> None:
    compute_days([planned.pk], first=ago(2), last=ago(1))

    assert set(planned.snapshots.values_list("known_on", flat=True)) == {TODAY}


def test_a_program_that_breaks_is_named_and_the_others_are_filled(planned: Program) -> None:
    broken = factories.make_program(start_on=date.max)

    run = compute_days([broken.pk, planned.pk], first=ago(3), last=TODAY)

    assert (run.programs_done, run.programs_failed) == (1, 1)
    assert run.failures.get().program == broken
    assert planned.snapshots.count() == 4


def test_the_command_fills_a_span(planned: Program) -> None:
    said = StringIO()

    call_command("compute_progress", first=ago(3), last=ago(1), stdout=said)

    assert planned.snapshots.count() == 3
    assert said.getvalue() == f"As of every day from {ago(3)} to {ago(1)}: 1 of 1 programs computed, 0 failed.\n"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"last": ago(1)}, "--to needs --from"),
        ({"first": ago(1), "last": ago(2)}, "is after"),
        ({"first": ago(1), "last": ago(-1)}, "in the future"),
        ({"first": ago(1), "as_of": ago(1)}, "Give either"),
    ],
    ids=["no first day", "the wrong way round", "ahead", "two ways at once"],
)
def test_a_span_that_makes_no_sense_is_refused(given: dict[str, date], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("compute_progress", **given)
