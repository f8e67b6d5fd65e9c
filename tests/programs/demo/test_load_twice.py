from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from programs.demo.load import load
from programs.models import (
    Baseline,
    CommitteeDecision,
    CostLine,
    Evidence,
    Meeting,
    Milestone,
    MilestoneForecast,
    WeeklyStatement,
)

SATURDAY = date(2026, 1, 31)


def loaded() -> list[Any]:
    """What a load tells, which is taken back."""
    with transaction.atomic():
        load(SATURDAY)
        told = everything_told()
        transaction.set_rollback(True)
    return told


def everything_told() -> list[Any]:
    """Names, dates, weights and people of the demo, without the identities that each load makes anew."""
    milestones = Milestone.objects.values_list("program__code", "name", "weight", "owner__email", "started_on")
    forecasts = MilestoneForecast.objects.values_list("milestone__name", "stated_on", "finish_on", "reason")
    evidence = Evidence.objects.values_list("title", "given_on", "accepted_on", "accepted_by__email", "revoked_on")
    baselines = Baseline.objects.values_list("program__code", "number", "locked_on", "items__planned_on")
    costs = CostLine.objects.values_list("program__code", "stated_on", "kind", "amount")
    meetings = Meeting.objects.values_list("scheduled_on", "held_on", "minutes", "attendances__user__email")
    decisions = CommitteeDecision.objects.values_list("question", "decided_on", "meeting__held_on", "done_on")
    words = WeeklyStatement.objects.values_list("function__name", "week_starts_on", "subject", "happened", "stated_on")
    told = (milestones, forecasts, evidence, baselines, costs, meetings, decisions, words)
    return [sorted(rows, key=str) for rows in told]


@pytest.mark.slow
@pytest.mark.django_db
def test_two_loads_tell_the_same() -> None:
    first, second = loaded(), loaded()

    assert first == second
    assert len(first[0]) > 200
