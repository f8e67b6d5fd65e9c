"""What the record of a demo program holds beside its plan: read from ``records/<name>.toml``, days as in the story."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from programs.demo.governance_story import (
    GOVERNANCE_PARTS,
    ApprovalStory,
    CriterionStory,
    InvitationStory,
    QuestionStory,
    RiskStory,
    TaskStory,
    WaiverStory,
    WordStory,
)

RECORDS = Path(__file__).parent / "records"


@dataclass(frozen=True, kw_only=True)
class CycleStory:
    """A function's planning cycle from a day on; its stages in ``flows`` plan by it. Lengths in days."""

    function: str
    level: str
    on: int
    every: int
    anchored: bool = True
    cut_off: str = "0"
    processing: str = "1"
    handoff: str = "0"
    reason: str = ""
    flows: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HandoffStory:
    """A hand-off that somebody owns; ``counts`` are (first day, last day, hand-offs)."""

    source: str
    target: str
    on: int
    passes: str = ""
    owner: str = ""
    redesign: str = ""
    redesigned: int | None = None
    accepted: int | None = None
    counts: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class TroubleStory:
    """Incidents at one hand-off, drawn by chance between two days.

    fading    most of them lie in the first half
    typical   what one costs when it is known; ``costed`` of a hundred are known
    withdrawn how many of them turned out to be none
    """

    source: str
    target: str
    count: int
    first: int
    last: int
    consequences: tuple[str, ...]
    modes: tuple[str, ...]
    words: tuple[str, ...]
    parties: tuple[str, ...] = ("",)
    flow: int = 1
    fading: bool = False
    typical: int = 3000
    costed: int = 65
    withdrawn: int = 0


@dataclass(frozen=True, kw_only=True)
class VoteStory:
    """What one source says limited a flow, week by week: a letter of ``limits`` each, a dot for a week without word."""

    flow: int = 1
    first: int
    source: str
    basis: str
    function: str
    weeks: str
    limits: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class LimitStory:
    """A named constraint and its focusing steps (step, day, note); a later one of the flow moves the one before."""

    resource: str
    on: int
    flow: int = 1
    why: str = ""
    steps: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class TeamStory:
    name: str
    on: int
    functions: tuple[str, ...]
    deciding: str = ""
    flow: int = 1


@dataclass(frozen=True, kw_only=True)
class RightStory:
    """A recurring decision; ``moved`` is (day, holder) and ``decides`` names functions or teams."""

    decision: str
    on: int
    flow: int = 1
    times: str = ""
    resources: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    recommends: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    moved: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionStory:
    """Decisions of one kind between two days: one, told in words, or ``count`` of them in turn.

    lags       days to decide at first and at last; without them the question waits
    trade_off  every how many decisions one function's gain is another's cost; 0 for none
    overridden (which of them, days later, function, reason)
    """

    first: int
    questions: tuple[str, ...]
    last: int | None = None
    count: int = 1
    right: str = ""
    flow: int = 1
    asks: str = ""
    holder: str = ""
    lags: tuple[int, int] | None = None
    outcomes: tuple[str, ...] = ()
    alternatives: tuple[int, int] = (1, 3)
    trade_off: int = 0
    overridden: tuple[tuple[int, int, str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeasureStory:
    """A metric that the program is judged by.

    signed    (function, day)
    answers   (function, weight, day)
    locked    day of its baseline, of the readings from ``locked_from`` to ``locked_to``
    """

    metric: str
    on: int
    role: str
    flow: int = 0
    target: str = ""
    target_on: int | None = None
    hypothesis: str = ""
    hypothesis_by: str = ""
    hypothesis_on: int | None = None
    signed: tuple[tuple[str, int], ...] = ()
    answers: tuple[tuple[str, str, int], ...] = ()
    locked: int | None = None
    locked_from: int = -370
    locked_to: int = -1


@dataclass(frozen=True, kw_only=True)
class SeriesStory:
    """Readings of a metric: the line through ``points`` (day, value) with chance of about ``spread`` around it.

    missing  numbers of periods that nobody read; loads  days on which what was over by then was loaded
    """

    metric: str
    first: int
    last: int
    points: tuple[tuple[int, float], ...]
    spread: float
    loads: tuple[int, ...]
    source: str
    flow: int = 0
    arm: str = ""
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvaluationStory:
    """A leader's evaluation over a cycle; ``weight`` is the share that rests on shared metrics."""

    leader: str
    function: str
    first: int
    last: int
    weight: str
    recorded: int
    completed: int | None = None


@dataclass(frozen=True, kw_only=True)
class PilotStory:
    """A parallel run; ``guardrails`` are (metric, margin, agreed with), ``follows`` names the run it replaces."""

    name: str
    change: str
    drafted: int
    metric: str = ""
    flow: int = 1
    old_arm: str = "Functional"
    new_arm: str = "Integrated"
    guardrails: tuple[tuple[str, str, str], ...] = ()
    minimum: int = 8
    maximum: int = 26
    burn_in: int = 1
    follows: str = ""
    locked: int | None = None
    started: int | None = None
    decided: int | None = None
    outcome: str = ""
    reason: str = ""
    cut_over: int | None = None
    retired: int | None = None


@dataclass(frozen=True, kw_only=True)
class SessionStory:
    """Planning sessions at a fixed distance; the lists name sessions by their number, from 1 on.

    missed, other_plan  (number, function)
    cancelled           (number, reason)
    """

    planned: int
    first: int
    count: int
    functions: tuple[str, ...]
    flow: int = 1
    every: int = 7
    keeper: str = ""
    missed: tuple[tuple[int, str], ...] = ()
    other_plan: tuple[tuple[int, str], ...] = ()
    cancelled: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class HelpStory:
    """The PMO stepped in on these days."""

    days: tuple[int, ...]
    kind: str
    flow: int = 1
    function: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PulseStory:
    """A wave of the pulse; ``mood`` is about how people answer, ``answers`` of a hundred do."""

    name: str
    opens: int
    closes: int
    invited: tuple[tuple[str, int], ...]
    mood: float
    answers: int = 70


@dataclass(frozen=True, kw_only=True)
class TradeOffStory:
    """A trade-off: estimated, then trued up (day, amount, how), disputed or reversed (day, reason)."""

    on: int
    title: str
    originator: str
    affected: str
    amount: str
    method: str
    metric: str = ""
    owns_goods: bool | None = None
    expected: tuple[int, int] | None = None
    true_ups: tuple[tuple[int, str, str], ...] = ()
    disputes: tuple[tuple[int, str], ...] = ()
    reversed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShiftStory:
    """A change of the market; ``reached`` is (function, days until it knew[, until it had planned anew])."""

    title: str
    visible: int
    reached: tuple[tuple[Any, ...], ...]
    description: str = ""
    floor: int | None = None
    flow: int = 1


@dataclass(frozen=True, kw_only=True)
class RecordStory:
    """Everything that the record of a program holds beside its plan.

    handoffs_on  day on which the hand-offs between the stages of every flow were entered; None for not yet
    """

    handoffs_on: int | None = None
    cycles: tuple[CycleStory, ...] = ()
    handoffs: tuple[HandoffStory, ...] = ()
    troubles: tuple[TroubleStory, ...] = ()
    votes: tuple[VoteStory, ...] = ()
    limits: tuple[LimitStory, ...] = ()
    teams: tuple[TeamStory, ...] = ()
    rights: tuple[RightStory, ...] = ()
    decisions: tuple[DecisionStory, ...] = ()
    measures: tuple[MeasureStory, ...] = ()
    series: tuple[SeriesStory, ...] = ()
    evaluations: tuple[EvaluationStory, ...] = ()
    pilots: tuple[PilotStory, ...] = ()
    sessions: tuple[SessionStory, ...] = ()
    helps: tuple[HelpStory, ...] = ()
    pulses: tuple[PulseStory, ...] = ()
    trade_offs: tuple[TradeOffStory, ...] = ()
    shifts: tuple[ShiftStory, ...] = ()
    criteria: tuple[CriterionStory, ...] = ()
    waivers: tuple[WaiverStory, ...] = ()
    approvals: tuple[ApprovalStory, ...] = ()
    risks: tuple[RiskStory, ...] = ()
    questions: tuple[QuestionStory, ...] = ()
    tasks: tuple[TaskStory, ...] = ()
    invitations: tuple[InvitationStory, ...] = ()
    words: tuple[WordStory, ...] = ()


PARTS: dict[str, Any] = {
    "cycles": CycleStory,
    "handoffs": HandoffStory,
    "troubles": TroubleStory,
    "votes": VoteStory,
    "limits": LimitStory,
    "teams": TeamStory,
    "rights": RightStory,
    "decisions": DecisionStory,
    "measures": MeasureStory,
    "series": SeriesStory,
    "evaluations": EvaluationStory,
    "pilots": PilotStory,
    "sessions": SessionStory,
    "helps": HelpStory,
    "pulses": PulseStory,
    "trade_offs": TradeOffStory,
    "shifts": ShiftStory,
    **GOVERNANCE_PARTS,
}


def read_record(name: str) -> RecordStory:
    """The record told in ``records/<name>``; an empty one when nothing is told there."""
    path = RECORDS / name
    told = fixed(tomllib.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
    parts: dict[str, Any] = {key: tuple(part(**row) for row in told.pop(key, ())) for key, part in PARTS.items()}
    return RecordStory(**told, **parts)


def fixed(value: Any) -> Any:
    """The value with tuples for lists, at every depth."""
    if isinstance(value, dict):
        return {key: fixed(each) for key, each in value.items()}
    return tuple(fixed(each) for each in value) if isinstance(value, list) else value
