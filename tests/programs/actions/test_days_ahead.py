"""The record holds what happened: a day that has not come yet is refused, above all where nothing can be mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.actions import baselines, cost_lines, evidence, gates, milestones, programs, status_reports
from programs.errors import Refused
from programs.models import Program, User
from tests import factories

pytestmark = pytest.mark.django_db
KEY = {"kind": "forecast", "scope": "whole_life", "currency": "EUR"}


def tried(program: Program, by: User, day: date) -> dict[str, Callable[[], object]]:
    milestone = factories.make_milestone(program, finish_on=day)
    waiting = factories.make_evidence(milestone)
    accepted = factories.make_evidence(milestone, accepted_on=factories.START)
    gate = factories.make_gate(program)
    return {
        "lock": lambda: baselines.lock_plan(program, by=by, on=day, reason="Agreed"),
        "review": lambda: gates.review(gate, by=by, outcome="passed", on=day),
        "give": lambda: evidence.give([milestone], by=by, on=day, level=2, title="Signed"),
        "accept": lambda: evidence.accept(waiting, by=by, on=day),
        "take out": lambda: milestones.remove(milestone, by=by, on=day),
        "remove": lambda: programs.remove(program, by=by, on=day),
        "revoke": lambda: evidence.revoke(accepted, by=by, on=day, reason="Wrong"),
        "forecast": lambda: milestones.forecast(milestone, by=by, finish_on=day, stated_on=day),
        "start": lambda: milestones.start(milestone, by=by, on=day),
        "report": lambda: status_reports.report(program, by=by, on=day, status="green", reason="Fine"),
        "cost": lambda: cost_lines.state(program, by=by, on=day, amount=None, withheld_reason="Secret", **KEY),
    }


NAMES = ("lock", "review", "give", "accept", "take out", "remove", "revoke", "forecast", "start", "report", "cost")


@pytest.mark.parametrize("name", NAMES)
def test_a_day_that_has_not_come_is_refused(name: str, program: Program, pmo_lead: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="has not come yet"):
        tried(program, pmo_lead, tomorrow)[name]()
