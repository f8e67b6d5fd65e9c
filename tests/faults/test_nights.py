"""Which day a night is for: that of the installation's time zone, on both sides of a change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django import Settings

from programs.models import Program
from tracker.models import Run, Snapshot
from tracker.runs import start_when_due, work_off
from tracker.tasks import compute_all

pytestmark = pytest.mark.django_db
# The clocks of New York go forward on 8 March 2026 at 2:00 and back on 1 November at 2:00.
NEW_YORK = ZoneInfo("America/New_York")
# Those of Havana go forward at midnight: on 8 March 2026 there is no 0:30.
HAVANA = ZoneInfo("America/Havana")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 8, 4, 30, tzinfo=UTC), date(2026, 3, 7)),
        (datetime(2026, 3, 8, 5, 30, tzinfo=UTC), date(2026, 3, 8)),
        (datetime(2026, 3, 9, 4, 30, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 11, 1, 4, 30, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 2, 4, 30, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 2, 5, 30, tzinfo=UTC), date(2026, 11, 2)),
    ],
    ids=[
        "winter, 23:30",
        "winter, 0:30",
        "summer, 0:30",
        "summer again, 0:30",
        "winter, 23:30 again",
        "winter, 0:30 again",
    ],
)
def test_a_night_is_for_the_day_of_the_installation(
    moment: datetime, day: date, program: Program, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIME_ZONE = "America/New_York"
    settings.NIGHTLY_AT = time(0, 10)
    monkeypatch.setattr(timezone, "now", lambda: moment)

    compute_all()
    work_off()

    assert Run.objects.get(kind="nightly").as_of == day
    assert (Snapshot.objects.get().as_of, Snapshot.objects.get().known_on) == (day, day)


@pytest.mark.parametrize(
    ("moment", "starts"),
    [
        (datetime(2026, 3, 8, 0, 9, tzinfo=NEW_YORK), False),
        (datetime(2026, 3, 8, 0, 10, tzinfo=NEW_YORK), True),
        (datetime(2026, 3, 8, 9, 0, tzinfo=NEW_YORK), True),
        (datetime(2026, 3, 8, 5, 0, 30, tzinfo=UTC).astimezone(HAVANA), True),
    ],
    ids=["too early", "on time", "after a night without beat", "at an hour that the clocks leave out"],
)
def test_a_night_starts_when_its_hour_has_come_or_was_missed(
    moment: datetime, starts: bool, settings: Settings
) -> None:
    settings.NIGHTLY_AT = time(0, 10)

    assert (start_when_due(moment) is not None) is starts


def test_the_hour_that_comes_twice_starts_one_night(settings: Settings) -> None:
    settings.NIGHTLY_AT = time(1, 30)

    for fold in (0, 1):
        start_when_due(datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=fold))

    assert Run.objects.filter(kind="nightly").count() == 1
