"""When cycles run, and how they are drawn on eight weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import BusinessFunction, PlanningCycle
from programs.views.cycle_chart import DAY_WIDTH, Lane, draw
from programs.views.cycle_runs import earlier, later, runs_between
from programs.views.cycle_words import in_words

MONDAY = date(2026, 1, 5)


def january(day: int, hour: int = 0) -> datetime:
    """On the clock of the installation; the 32nd is 1 February."""
    return datetime.combine(date(2026, 1, 1), time(hour)) + timedelta(days=day - 1)


FRIDAY_NOON = january(9, 12)
EIGHT = datetime(2026, 1, 5, 8, tzinfo=UTC)
FUNCTION = BusinessFunction(pk=1, name="Production")


def cycle(**given: Any) -> PlanningCycle:
    """A cycle of Production every 28 days from Monday at eight; never stored."""
    values = {
        "function": FUNCTION, "level": "Capacity", "period_days": Decimal(28), "anchor_at": EIGHT,
        "cut_off_lead_days": Decimal(0), "processing_days": Decimal(1), "handoff_days": Decimal(0),
        "valid_from": date(2025, 1, 1),
    }  # fmt: skip
    return PlanningCycle(**values | given)


def lane(*cycles: PlanningCycle) -> Lane:
    (drawn,) = draw(cycles, day=MONDAY, today=MONDAY).lanes
    return drawn


def at(days: float) -> str:
    return f"{days * DAY_WIDTH:.1f}"


def bars(drawn: Lane, kind: str) -> list[tuple[str, str]]:
    return [(bar.x, bar.width) for bar in drawn.bars if bar.kind == kind]


def no_day(_: date) -> bool:
    return False


def weekend(day: date) -> bool:
    return day.isoweekday() > 5


@pytest.mark.parametrize(
    ("days", "is_off", "then"),
    [
        ("0", weekend, FRIDAY_NOON),
        ("0.5", weekend, january(10)),
        ("1", weekend, january(12, 12)),
        ("1", no_day, january(10, 12)),
        ("6", weekend, january(19, 12)),
        ("99999", weekend, FRIDAY_NOON + timedelta(days=99999)),
    ],
)
def test_days_that_are_off_do_not_count(days: str, is_off: Callable[[date], bool], then: datetime) -> None:
    assert later(FRIDAY_NOON, Decimal(days), is_off) == then


@pytest.mark.parametrize(
    ("days", "is_off", "then"),
    [
        ("0", weekend, january(5, 12)),
        ("0.5", weekend, january(5)),
        ("1", weekend, january(2, 12)),
        ("1", no_day, january(4, 12)),
    ],
)
def test_inputs_are_due_so_many_working_days_before(days: str, is_off: Callable[[date], bool], then: datetime) -> None:
    assert earlier(january(5, 12), Decimal(days), is_off) == then


@pytest.mark.parametrize("weeks_away", [-40, 0, 40], ids=["long ago", "now", "far ahead"])
def test_every_run_follows_from_one(weeks_away: int) -> None:
    anchor = EIGHT + timedelta(weeks=weeks_away)

    runs = runs_between(cycle(anchor_at=anchor), january(5, 8), january(61, 8))

    assert [run.date() for run in runs] == [MONDAY, date(2026, 2, 2)]


def test_a_run_is_one_of_the_cycle_that_holds_on_its_day() -> None:
    before = cycle(valid_to=date(2026, 1, 18), period_days=Decimal(7))
    after = cycle(valid_from=date(2026, 1, 19), period_days=Decimal(28), anchor_at=EIGHT + timedelta(days=17))

    drawn = lane(before, after)

    eight = 8 / 24
    assert drawn.marks == (at(eight), at(7 + eight), at(17 + eight), at(45 + eight))
    assert drawn.rhythm == "every 7 days, then every 28 days"


def test_a_run_is_drawn_with_what_comes_before_and_after_it() -> None:
    midnight = datetime(2026, 1, 15, 0, tzinfo=UTC)
    lengths = {"cut_off_lead_days": Decimal(3), "processing_days": Decimal(5), "handoff_days": Decimal(2)}

    drawn = lane(cycle(anchor_at=midnight, **lengths))

    assert bars(drawn, "lead")[0] == (at(7), at(3))
    assert bars(drawn, "work")[0] == (at(10), at(5))
    assert bars(drawn, "handoff")[0] == (at(15), at(2))


def test_what_reaches_into_the_weeks_is_cut_at_their_edge() -> None:
    friday_before = datetime(2026, 1, 2, 0, tzinfo=UTC)

    drawn = lane(cycle(anchor_at=friday_before, processing_days=Decimal(5)))

    assert bars(drawn, "work")[0] == (at(0), at(2))


def test_a_cycle_that_nobody_knows_is_hatched_and_says_so() -> None:
    drawn = lane(cycle(anchor_at=None))

    assert (bars(drawn, "unknown"), drawn.marks, drawn.is_known) == ([(at(0), at(56))], (), False)
    assert drawn.runs == "every 28 days, but nobody knows when"


@pytest.mark.parametrize(("period", "says"), [("0", "all the time"), ("0.25", "every 6 hours")])
def test_what_runs_more_than_daily_is_one_bar(period: str, says: str) -> None:
    drawn = lane(cycle(period_days=Decimal(period), anchor_at=None))

    assert bars(drawn, "always") == [(at(0), at(56))]
    assert (drawn.is_known, drawn.runs.startswith(says)) == (True, True)


def test_a_cycle_of_other_weeks_has_no_lane() -> None:
    gone = cycle(valid_to=MONDAY - timedelta(days=1))

    assert draw([gone], day=MONDAY, today=MONDAY).lanes == ()


@pytest.mark.parametrize(
    ("days_later", "says"),
    [
        (0, "The two cycles whose runs are known run on the same day twice in these 8 weeks."),
        (1, "The two cycles whose runs are known never run on the same day in these 8 weeks."),
    ],
    ids=["aligned", "one day apart"],
)
def test_the_chart_says_whether_cycles_meet(days_later: int, says: str) -> None:
    weekly = cycle(level="Scheduling", period_days=Decimal(7), anchor_at=EIGHT + timedelta(days=days_later))

    assert draw([cycle(), weekly], day=MONDAY, today=MONDAY).meeting == says


def test_the_weeks_begin_on_a_monday_and_today_stands_in_them() -> None:
    chart = draw([cycle()], day=date(2026, 1, 8), today=date(2026, 1, 8))

    assert (chart.first, chart.last, chart.today) == (MONDAY, date(2026, 3, 1), at(3.5))
    assert draw([cycle()], day=MONDAY, today=date(2026, 3, 2)).today == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"cut_off_lead_days": Decimal(3), "processing_days": Decimal("5.000"), "handoff_days": Decimal(2)},
            "every 28 days, inputs 3 days before, takes 5 days, handed over 2 days later; "
            "last known run 5 Jan 2026 08:00",
        ),
        ({"anchor_at": None}, "every 28 days, takes 1 day; nobody knows when it runs"),
        ({"period_days": Decimal(1), "processing_days": Decimal("0.5")},
         "every day, takes 12 hours; last known run 5 Jan 2026 08:00"),
        ({"period_days": Decimal(0), "processing_days": Decimal(0)}, "all the time, takes no time"),
        ({"period_days": Decimal("1.5"), "anchor_at": EIGHT + timedelta(days=2)},
         "every 1.5 days, takes 1 day; next known run 7 Jan 2026 08:00"),
    ],
)  # fmt: skip
def test_a_cycle_is_said_in_words(given: dict[str, Any], words: str) -> None:
    assert in_words(cycle(**given), now=EIGHT + timedelta(days=1)) == words
