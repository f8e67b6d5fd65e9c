"""Parallel runs: drafted, locked, started, decided, cut over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from programs.actions import pilots
from programs.actions.pilot_protocol import GuardrailTerms
from programs.demo.record_story import PilotStory
from programs.demo.telling import Telling
from programs.models import ProgramMetric


def tell_runs(telling: Telling) -> None:
    for told in telling.story.record.pilots:
        telling.at(told.drafted, replace if told.follows else draft, told)
        steps = (
            (told.locked, lock),
            (told.started, start),
            (told.decided, decide),
            (told.cut_over, cut_over),
            (told.retired, retire),
        )
        for day, step in steps:
            if day is not None:
                telling.at(day, step, told)


def measure(telling: Telling, metric: str, flow: int) -> ProgramMetric:
    """The program's metric in the flow, or in the whole."""
    return telling.measures.get((metric, flow)) or telling.measures[metric, 0]


def draft(telling: Telling, told: PilotStory, _on: date) -> None:
    terms: list[GuardrailTerms] = [
        {"program_metric": measure(telling, metric, told.flow), "margin": Decimal(margin), "agreed_with": whom}
        for metric, margin, whom in told.guardrails
    ]
    telling.pilots[told.name] = pilots.draft(
        telling.program,
        by=telling.pmo,
        guardrails=terms,
        name=told.name,
        change=told.change,
        flow=telling.flows[told.flow - 1],
        primary=measure(telling, told.metric, told.flow),
        old_arm=told.old_arm,
        new_arm=told.new_arm,
        minimum_periods=told.minimum,
        maximum_periods=told.maximum,
        burn_in_periods=told.burn_in,
    )


def replace(telling: Telling, told: PilotStory, on: date) -> None:
    telling.pilots[told.name] = pilots.replace(
        telling.pilots[told.follows],
        by=telling.pmo,
        on=on,
        name=told.name,
        change=told.change,
        old_arm=told.old_arm,
        new_arm=told.new_arm,
        minimum_periods=told.minimum,
        maximum_periods=told.maximum,
        burn_in_periods=told.burn_in,
    )


def lock(telling: Telling, told: PilotStory, on: date) -> None:
    pilots.lock_protocol(telling.pilots[told.name], by=telling.pmo, on=on)


def start(telling: Telling, told: PilotStory, on: date) -> None:
    pilots.start(telling.pilots[told.name], by=telling.pmo, on=on)


def decide(telling: Telling, told: PilotStory, on: date) -> None:
    pilots.decide(telling.pilots[told.name], by=telling.chair, on=on, outcome=told.outcome, reason=told.reason)


def cut_over(telling: Telling, told: PilotStory, on: date) -> None:
    pilots.cut_over(telling.pilots[told.name], by=telling.pmo, on=on)


def retire(telling: Telling, told: PilotStory, on: date) -> None:
    pilots.retire_legacy(telling.pilots[told.name], by=telling.pmo, on=on)
