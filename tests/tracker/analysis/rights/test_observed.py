"""How long decisions took, and how often somebody above overrode them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tracker.analysis.rights.builders import START, analyze, make_decision, make_facts, make_right, make_team, on
from tracker.analysis.facts.decisions import Decision
from tracker.analysis.facts.weekly import Lead, Statement, WeeklyFacts
from tracker.analysis.rights.results import ObservedDecisions
from tracker.progress.numbers import State


def observed(*decisions: Decision, day: int = 60, weekly: WeeklyFacts | None = None) -> ObservedDecisions:
    """What happened with these decisions up to a day."""
    teams = [make_team("Pump team", "Procurement", "Sales")]
    facts = make_facts(make_right("Mix"), decisions=decisions, teams=teams, weekly=weekly or WeeklyFacts())
    return analyze(facts, day=day).observed


def test_a_recurring_decision_has_a_median_of_days() -> None:
    decided = [make_decision(0, days, right="Mix") for days in (2, 9, 3, 4)]

    (times,) = observed(*decided, make_decision(50, None, right="Mix")).times

    assert (times.days.value, times.days.n, times.days.unit) == (3.5, 4, "days")
    assert (times.right and times.right.name, times.waiting, times.oldest_days) == ("Mix", 1, 10)


def test_two_decisions_make_no_median() -> None:
    (times,) = observed(make_decision(0, 2), make_decision(1, 4)).times

    assert (times.right, times.days.state, times.days.n) == (None, State.INSUFFICIENT_DATA, 2)
    assert times.days.reason == "1 more decision needed"


def test_what_happens_later_is_not_known_yet() -> None:
    later = make_decision(5, 20, overridden_on=on(30))

    before, between, after = (observed(later, day=day) for day in (19, 29, 30))

    assert (before.times[0].waiting, before.from_above.state) == (1, State.INSUFFICIENT_DATA)
    assert [(each.from_above.value, each.overridden) for each in (between, after)] == [(0.0, 0), (1.0, 1)]
    assert observed(later, day=4).times == ()


@pytest.mark.parametrize(
    ("overriding", "team", "share"),
    [
        ("Board", "", 0.5),
        ("Supply chain", "", 0.5),
        ("", "", 0.5),
        ("Sales", "", 0.0),
        ("Board", "Pump team", 0.5),
        ("Sales", "Pump team", 0.0),
    ],
    ids=["two above", "one above", "above all", "beside", "above a function of the team", "of the team itself"],
)
def test_an_override_comes_from_above_or_from_beside(overriding: str, team: str, share: float) -> None:
    overridden = make_decision(
        0, 2, overriding_function=overriding, overridden_on=on(3), decided_team=team,
        decided_function="" if team else "Procurement",
    )  # fmt: skip

    found = observed(overridden, make_decision(1, 2))

    assert (found.from_above.value, found.from_above.n, found.overridden) == (share, 2, 1)


def test_silence_about_overrides_is_counted() -> None:
    weeks = [START + timedelta(weeks=week) for week in range(2)]
    weekly = WeeklyFacts(
        statements=tuple(
            Statement(function="Sales", week_starts_on=week, subject="overrides", happened=False) for week in weeks
        ),
        leads=tuple(Lead(function=each, valid_from=START, valid_to=None) for each in ("Procurement", "Sales")),
    )

    heard = observed(make_decision(0, 2), day=14, weekly=weekly).heard

    assert (heard.value, heard.n) == (0.5, 4)
