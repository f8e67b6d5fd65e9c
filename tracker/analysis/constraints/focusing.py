"""Where the work on a constraint stands: identify, exploit, subordinate, elevate, broken, and then identify again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.analysis.constraints.results import FocusStage, FocusWork
from tracker.analysis.constraints.words import next_step_words
from tracker.analysis.facts.constraints import Episode, FocusingStep, Resource
from tracker.analysis.facts.governance import Waiver

IDENTIFY, ELEVATE, BROKEN = "identify", "elevate", "broken"
ORDER = (IDENTIFY, "exploit", "subordinate", ELEVATE)
WAIVED_RULE = "focusing_step"


def following(step: str) -> str:
    """The step after this one; a constraint that is broken goes back to the first."""
    cycle = (*ORDER, BROKEN)
    return cycle[(cycle.index(step) + 1) % len(cycle)]


def passed_over(step: str, entered: set[str]) -> tuple[str, ...]:
    """Steps that should come before this one and were not entered; a constraint may break at any step."""
    return tuple(each for each in ORDER[: ORDER.index(step)] if each not in entered) if step in ORDER else ()


def work_on(
    episode: Episode, resources: Mapping[str, Resource], *, as_of: date, waivers: Sequence[Waiver]
) -> FocusWork:
    """The step that the work is in, what was skipped, and what comes next.

    A step is skipped when a later one is entered before it, unless a waiver of the rule held on that day; entered
    afterwards it is made good.
    source  METHODS 2 (Goldratt 1990): exploit and subordinate come before anything is spent
    """
    steps = [each for each in episode.steps if each.entered_on <= as_of]
    steps = steps or [FocusingStep(step=IDENTIFY, entered_on=episode.identified_on)]
    since = {each.step: each.entered_on for each in reversed(steps)}
    left_out: dict[str, bool] = {}
    entered: set[str] = set()
    for each in steps:
        for step in passed_over(each.step, entered | set(left_out)):
            left_out[step] = is_waived(waivers, each.entered_on)
        entered.add(each.step)
    now = steps[-1]
    skipped = tuple(step for step in ORDER if left_out.get(step) is False and step not in since)
    following_step = skipped[0] if skipped and now.step != BROKEN else following(now.step)
    name = resources[episode.resource_uid].name
    return FocusWork(
        constraint_uid=episode.uid,
        resource_uid=episode.resource_uid,
        resource=name,
        identified_on=episode.identified_on,
        step=now.step,
        since=now.entered_on,
        next_step=following_step,
        stages=tuple(_stage(step, now=now, since=since, left_out=left_out) for step in ORDER),
        skipped=skipped,
        words=next_step_words(following_step, resource=name, is_skipped=following_step in skipped),
    )


def is_waived(waivers: Sequence[Waiver], day: date) -> bool:
    """Whether focusing steps could be skipped on the day."""
    return any(each.rule == WAIVED_RULE and each.holds_on(day) for each in waivers)


def _stage(step: str, *, now: FocusingStep, since: Mapping[str, date], left_out: Mapping[str, bool]) -> FocusStage:
    """How one step stands."""
    if step == now.step:
        return FocusStage(step=step, state="now", since=now.entered_on)
    if step in since:
        return FocusStage(step=step, state="done", since=since[step])
    if step in left_out:
        return FocusStage(step=step, state="waived" if left_out[step] else "skipped")
    return FocusStage(step=step, state="ahead")
