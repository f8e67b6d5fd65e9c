"""The telling of one story: what has been written of it so far, and who acts in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from programs.actions.gates import STEP_OF_GATE
from programs.actions.invitations import Invited
from programs.demo.days import Days
from programs.demo.governance_story import ApprovalStory, CriterionStory, TaskStory
from programs.demo.record_story import TroubleStory
from programs.demo.script import Script
from programs.demo.stage import Stage
from programs.demo.story import ItemStory, Story
from programs.models import (
    ActionItem,
    Approval,
    Committee,
    CommitteeDecision,
    Constraint,
    CoordinationIncident,
    DecisionRecord,
    DecisionRight,
    Evidence,
    EvidenceLevel,
    Gate,
    GateCriterion,
    Milestone,
    Pilot,
    ProcessFlow,
    Program,
    ProgramMetric,
    PulseWave,
    RaidItem,
    Team,
    User,
    Waiver,
)
from programs.periods import monday_of

NOBODY = "nobody"
Told = TypeVar("Told")


@dataclass
class Telling:
    """Rows by the keys that the story gives them; filled as events happen.

    happenings  (subject of a weekly statement, name of a function, Monday) of what the record holds
    """

    story: Story
    days: Days
    stage: Stage
    script: Script
    flows: list[ProcessFlow] = field(default_factory=list)
    gates: dict[str, Gate] = field(default_factory=dict)
    items: dict[str, Milestone] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    rights: dict[str, DecisionRight] = field(default_factory=dict)
    decisions: dict[str, DecisionRecord] = field(default_factory=dict)
    incidents: dict[tuple[TroubleStory, int], CoordinationIncident] = field(default_factory=dict)
    constraints: dict[int, Constraint] = field(default_factory=dict)
    measures: dict[tuple[str, int], ProgramMetric] = field(default_factory=dict)
    waves: dict[str, PulseWave] = field(default_factory=dict)
    pilots: dict[str, Pilot] = field(default_factory=dict)
    criteria: dict[CriterionStory, GateCriterion] = field(default_factory=dict)
    proofs: dict[CriterionStory, Evidence] = field(default_factory=dict)
    waivers: dict[str, Waiver] = field(default_factory=dict)
    approvals: dict[ApprovalStory, Approval] = field(default_factory=dict)
    risks: dict[str, RaidItem] = field(default_factory=dict)
    questions: dict[str, CommitteeDecision] = field(default_factory=dict)
    tasks: dict[TaskStory, ActionItem] = field(default_factory=dict)
    invited: dict[str, Invited] = field(default_factory=dict)
    happenings: set[tuple[str, str, date]] = field(default_factory=set)

    def at(
        self, day: int, happen: Callable[[Telling, Told, date], object], told: Told, *, ends_the_day: bool = False
    ) -> None:
        """Lets ``happen(telling, told, date)`` happen on a day of the program."""
        on = self.days.happened(day)
        self.script.add(on, partial(happen, self, told, on), ends_the_day=ends_the_day)

    def on(self, day: date, happen: Callable[[Telling, Told, date], object], told: Told) -> None:
        """Lets ``happen(telling, told, date)`` happen on a date."""
        self.script.add(day, partial(happen, self, told, day))

    @cached_property
    def program(self) -> Program:
        """The program, once it was entered."""
        return Program.objects.get(code=self.story.code)

    def happened_to(self, subject: str, functions: Iterable[str], on: date) -> None:
        """Keeps in mind what the functions will have to say of the week."""
        self.happenings |= {(subject, function, monday_of(on)) for function in functions}

    @property
    def committee(self) -> Committee:
        """The committee of the program's company."""
        return self.stage.committees[self.story.portfolio]

    @property
    def pmo(self) -> User:
        return self.stage.people[self.story.pmo]

    @property
    def chair(self) -> User:
        """The committee member who signs the committee's decisions."""
        return self.stage.people[self.story.committee[0]]

    def person(self, key: str) -> User:
        """The person of this key; the PMO lead when it is left out."""
        return self.stage.people[key or self.story.pmo]

    def lead(self, function: str) -> User:
        """Who speaks for a function: its lead, else the PMO lead."""
        return self.stage.people[self.story.leader(function)]

    def flow(self, number: int) -> ProcessFlow | None:
        """The flow of this number; None for 0, the program as a whole."""
        return self.flows[number - 1] if number else None

    def owner(self, item: ItemStory) -> User | None:
        """Who owns the item; None for the items that nobody has taken."""
        if item.owner == NOBODY:
            return None
        return self.stage.people[item.owner or self.story.leader(item.who)]

    def giver(self, item: ItemStory) -> User:
        """Who speaks for the item: its owner, else the PMO lead."""
        return self.owner(item) or self.pmo

    def accepter(self, item: ItemStory) -> User:
        """Another person than its giver: measured outcomes and the PMO's own items go to the committee."""
        if self.giver(item) == self.pmo or item.level >= EvidenceLevel.MEASURED_OUTCOME:
            return self.chair
        return self.pmo


def step_of(item: ItemStory) -> str:
    """The sequence step of an item: its own, else that of its gate."""
    return item.step or STEP_OF_GATE[item.gate]


def dimension_of(item: ItemStory) -> str:
    """Cultural in the last step, structural before, unless the story says otherwise."""
    sustained = step_of(item) == Milestone.Step.SUSTAIN
    return item.dimension or (Milestone.Dimension.CULTURAL if sustained else Milestone.Dimension.STRUCTURAL)
