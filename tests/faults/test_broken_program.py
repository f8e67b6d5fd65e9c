"""Rows that no action would write: the program is named with its reason, and the others are computed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.models import Program, User
from tests import factories
from tests.faults.plans import make_programs
from tracker.models import Run
from tracker.runs import start_nightly, work_off

TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db(transaction=True)

NEW = "INSERT INTO {} (uid, source_system, external_id, version, {}) SELECT gen_random_uuid(), '', '', 1, {}"
ENDLESS_FORECAST = NEW.format(
    "programs_milestoneforecast",
    "milestone_id, stated_on, finish_on, stated_by_id, reason",
    "min(id), current_date, 'infinity', (SELECT min(id) FROM programs_user), '' FROM programs_milestone"
    " WHERE program_id = %(program)s",
)
WEIGHT_THAT_IS_NO_NUMBER = (
    NEW.format("programs_baseline", "program_id, number, reason", "%(program)s, 2, 'By hand'"),
    NEW.format(
        "programs_baselineitem",
        "baseline_id, milestone_id, planned_on, weight",
        "b.id, m.id, current_date, 'NaN' FROM programs_baseline b JOIN programs_milestone m USING (program_id)"
        " WHERE b.program_id = %(program)s AND b.number = 2",
    ),
    "UPDATE programs_baseline SET locked_on = current_date, locked_by_id = (SELECT min(id) FROM programs_user)"
    " WHERE program_id = %(program)s AND number = 2",
)
LAST_DAY_OF_TIME = "UPDATE programs_program SET start_on = '9999-12-31' WHERE id = %(program)s"
BEFORE_TIME = "UPDATE programs_program SET start_on = '0044-03-15 BC' WHERE id = %(program)s"


def break_by_hand(program: Program, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"program": program.pk})


def night() -> Run:
    run = start_nightly(TODAY)
    work_off()
    run.refresh_from_db()
    return run


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ((ENDLESS_FORECAST,), "date too large (after year 10K): 'infinity'"),
        ((BEFORE_TIME,), "date too small (before year 1): '0044-03-15 BC'"),
        ((LAST_DAY_OF_TIME,), "date value out of range"),
        (WEIGHT_THAT_IS_NO_NUMBER, "InvalidOperation"),
    ],
    ids=["endless forecast", "start before time", "start on the last day of time", "weight that is no number"],
)
def test_the_others_are_computed_and_the_broken_one_is_named(statements: tuple[str, ...], reason: str) -> None:
    first, broken, last = make_programs(3, today=TODAY)
    break_by_hand(broken, *statements)

    run = night()

    assert (run.programs_done, run.programs_failed, run.finished_at is not None) == (2, 1, True)
    assert first.snapshots.headline().count() == last.snapshots.headline().count() == 1
    failure = run.failures.get()
    assert (failure.program_id, reason in failure.error) == (broken.pk, True)


def test_pages_say_that_it_failed_and_why(steward: User) -> None:
    lead, client = factories.make_user(), Client()
    old, new = make_programs(2, today=TODAY)
    for program in (old, new):
        factories.make_membership(lead, program)
    new_only = Program.objects.exclude(pk=old.pk)
    new_only.update(state="draft")
    night()
    new_only.update(state="active")
    Run.objects.all().delete()
    break_by_hand(old, *WEIGHT_THAT_IS_NO_NUMBER)
    break_by_hand(new, *WEIGHT_THAT_IS_NO_NUMBER)
    night()

    client.force_login(lead)
    assert "The last computation failed; these numbers are older." in page(client, old.get_absolute_url())
    assert "The computation failed, so there are no numbers yet." in page(client, new.get_absolute_url())
    client.force_login(steward)
    assert page(client, reverse("tracker:run-list")).count("<pre>InvalidOperation") == 2


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()
