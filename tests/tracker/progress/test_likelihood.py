"""The color of the chance that the horizons ahead are met, and how long a bad one stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.tracker.progress.builders import accepted, make_plan_facts, on
from tracker.progress.facts import ProgramFacts, Thresholds
from tracker.progress.likelihood import chance_status, deciding_chance, least_chance, outlooks_ahead
from tracker.progress.numbers import Number, State
from tracker.progress.outlooks import Outlook, PaceOutlook, PathOutlook
from tracker.progress.reckon import reckon, reckon_record
from tracker.progress.record import Basis, Record
from tracker.progress.results import DeliveryProgress, Status

GREEN, AMBER, RED, GREY = Status.GREEN, Status.AMBER, Status.RED, Status.GREY
TODAY = 70
# Pace and gates say nothing of red here, so that what is red is so by its chance.
EASY = Thresholds(spi_green=Decimal("0.01"), spi_amber=Decimal("0.005"))


def uneven(*, last: int = 88) -> ProgramFacts:
    """A program of 13 weekly items that were done by turns early and late; three are still open."""
    plan = {f"i{week:02}": 7 * week for week in range(1, 13)} | {"last": last}
    done = {f"i{week:02}": accepted(7 * week - 1 + 3 * (week % 2)) for week in range(1, 10)}
    return replace(make_plan_facts(plan, done), thresholds=EASY)


def steady() -> ProgramFacts:
    """A program that did as much every week as every other."""
    done = {f"i{week:02}": accepted(7 * week) for week in range(1, 11)}
    return replace(make_plan_facts({f"i{week:02}": 7 * week for week in range(1, 13)}, done), thresholds=EASY)


def delivery_after(facts: ProgramFacts, chances: dict[int, float]) -> DeliveryProgress:
    """Delivery of today, when such chances were kept so many days ago."""
    past = {on(TODAY - back): chance for back, chance in chances.items()}
    return reckon_record(Record.of(facts, past), on(TODAY)).delivery


@pytest.mark.parametrize(
    ("chance", "expected"),
    [(1.0, GREEN), (0.80, GREEN), (0.7999, AMBER), (0.50, AMBER), (0.4999, RED), (0.0, RED), (None, GREY)],
)
def test_a_threshold_of_the_chance_belongs_to_the_better_color(chance: float | None, expected: Status) -> None:
    assert chance_status(chance, Thresholds()) is expected


@pytest.mark.parametrize(
    ("driven_by", "chance", "path", "expected"),
    [
        ("pace", 0.4, 0.9, 0.4),
        ("pace", 0.0, 0.9, 0.9),
        ("pace", 1.0, None, None),
        ("path", 0.0, 0.0, 0.0),
        ("earliest", 0.0, 0.3, 0.0),
        ("pace", None, None, None),
    ],
    ids=["the pace", "alike, so the path", "alike and no path", "never in the draws", "not allowed", "unknown"],
)
def test_a_pace_that_never_varied_decides_no_color(
    driven_by: str, chance: float | None, path: float | None, expected: float | None
) -> None:
    assert deciding_chance(driven_by, chance, path) == expected


def test_the_chance_is_the_third_color_and_tells_its_horizon() -> None:
    chance = reckon(uneven(), on(TODAY)).delivery.indicators[2]

    assert (chance.key, chance.value.unit) == ("horizon_chance", "probability")
    assert chance.value.value is not None
    assert chance.status is chance_status(chance.value.value, EASY)
    assert "Day 90 (31 May 2026): " in chance.sentence


def test_a_program_that_will_hardly_make_it_is_red_though_nothing_is_late() -> None:
    many = {f"late{number}": 89 for number in range(30)}
    facts = uneven()
    plan = {f"i{week:02}": 7 * week for week in range(1, 13)} | many
    facts = replace(make_plan_facts(plan, {item.uid: item.acceptances for item in facts.items}), thresholds=EASY)

    delivery = reckon(facts, on(TODAY)).delivery

    assert [each.status for each in delivery.indicators] == [GREEN, GREY, RED, GREEN]
    assert delivery.status is delivery.raw is RED


def test_without_a_chance_that_says_anything_the_color_is_that_of_the_others() -> None:
    delivery = reckon(steady(), on(TODAY)).delivery

    assert (delivery.indicators[2].status, delivery.status) == (GREY, GREEN)
    assert delivery.indicators[2].sentence.endswith("every period so far was alike, which decides no color.")


def test_what_is_known_is_no_chance() -> None:
    facts = uneven()
    late = reckon(facts, on(91)).horizons

    assert [each.driven_by for each in outlooks_ahead(late, Basis.ORIGINAL)] != []
    assert "known" not in {each.driven_by for each in outlooks_ahead(late, Basis.ORIGINAL)}
    assert reckon(facts, on(200)).delivery.indicators[2].sentence == "No horizon with a plan lies ahead."


def outlook(chance: float) -> Outlook:
    number = Number(state=State.VALUE, method="forecast", value=chance)
    pace, path = PaceOutlook(chance=number), PathOutlook(chance=number)
    return Outlook(
        chance=number,
        driven_by="path",
        differ=False,
        likely_from=None,
        likely_to=None,
        sentence="",
        pace=pace,
        path=path,
    )


def test_the_least_likely_horizon_decides() -> None:
    assert least_chance([outlook(0.9), outlook(0.2), outlook(0.6)]) == 0.2
    assert least_chance([]) is None


@pytest.mark.parametrize(
    ("chances", "expected"),
    [({}, GREEN), ({14: 0.3}, RED), ({15: 0.3}, GREEN), ({1: 0.6, 9: 0.9}, AMBER), ({0: 0.1, -3: 0.1}, GREEN)],
    ids=["nothing kept", "two weeks ago", "a day longer", "the lowest of them", "today and later"],
)
def test_a_bad_chance_colors_for_two_weeks(chances: dict[int, float], expected: Status) -> None:
    delivery = delivery_after(steady(), chances)

    assert (delivery.status, delivery.raw) == (expected, GREEN)


def test_how_long_a_bad_chance_colors_is_policy() -> None:
    facts = replace(steady(), thresholds=replace(EASY, improve_after_periods=1))

    assert [delivery_after(facts, {back: 0.1}).status for back in (7, 8)] == [RED, GREEN]


def test_the_current_plan_forgets_the_chances_of_the_original_one() -> None:
    facts = steady()
    again = replace(facts.baselines[0], number=2, locked_on=on(60))

    delivery = delivery_after(replace(facts, baselines=(*facts.baselines, again)), {3: 0.1})

    assert (delivery.status, delivery.current) == (RED, GREEN)
