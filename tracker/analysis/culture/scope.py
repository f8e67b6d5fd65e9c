"""Which functions work in a flow, and which decisions are on what limited it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tracker.analysis.culture.months import DAY
from tracker.analysis.culture.question import CultureRecord
from tracker.analysis.facts.constraints import Flow, Resource
from tracker.analysis.facts.culture import Session
from tracker.analysis.facts.decisions import Decision, DecisionRight
from tracker.analysis.rights.observed import who_decided
from tracker.analysis.rights.standing import Standing, holds_on, standing_on


@dataclass(frozen=True, slots=True, kw_only=True)
class OnConstraint:
    """A decision that commits what was on record as the constraint of its flow on the day it was raised.

    controller    uid of the function that controlled it on that day; empty when nobody did
    deciders      uids of whoever had the word: the function, or those with the vote of the team; empty while it waits
    involved      uids of the deciders, of everybody else in the team, and of the controller
    """

    decision: Decision
    controller: str
    deciders: tuple[str, ...]
    involved: frozenset[str]

    def is_in_time(self, days: int) -> bool:
        """Whether it was decided within so many days."""
        decided = self.decision.decided_on
        return decided is not None and decided <= self.decision.raised_on + timedelta(days=days)

    def judged_on(self, days: int) -> date:
        """The day on which it is known whether it was decided within so many days."""
        if self.decision.decided_on is not None and self.is_in_time(days):
            return self.decision.decided_on
        return self.decision.raised_on + timedelta(days=days) + DAY


@dataclass(frozen=True)
class Scope:
    """The record of one program, to be asked what belongs to a flow."""

    record: CultureRecord
    as_of: date

    @cached_property
    def standing(self) -> Standing:
        return standing_on(self.as_of, self.record.rights)

    @cached_property
    def rights(self) -> Mapping[str, DecisionRight]:
        return {each.uid: each for each in self.record.rights.decisions.rights}

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        return {each.uid: each for each in self.record.rights.resources}

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        return tuple(sorted(self.record.flows, key=lambda each: (each.position, each.uid)))

    @cached_property
    def sessions(self) -> Mapping[str, list[Session]]:
        """Sessions by flow, oldest first."""
        found: dict[str, list[Session]] = {each.uid: [] for each in self.flows}
        for session in sorted(self.record.culture.sessions, key=lambda each: each.scheduled_on):
            if session.scheduled_on <= self.as_of:
                found.setdefault(session.flow, []).append(session)
        return found

    @cached_property
    def on_constraint(self) -> Mapping[str, list[OnConstraint]]:
        """Decisions on the constraint by flow, in the order in which they were raised."""
        return {flow.uid: list(self._on_constraint_of(flow)) for flow in self.flows}

    def functions(self, flow: str) -> tuple[str, ...]:
        """Functions of its stages, and those that its sessions need."""
        staged = (stage.function for stage in self.record.stages if stage.flow == flow)
        needed = (
            each.function for session in self.sessions.get(flow, []) for each in session.functions if each.is_required
        )
        return tuple(dict.fromkeys([*staged, *needed]))

    def begun_on(self, flow: str) -> date | None:
        """The day of its first session; None while none was planned for a day that has come."""
        return next((each.scheduled_on for each in self.sessions.get(flow, [])), None)

    def decisions(self, flow: str) -> list[Decision]:
        """Decisions of the flow: those that name it, by themselves or by their right, or name none."""
        return [each for each in self.record.rights.decisions.decisions if self.flow_of(each) in ("", flow)]

    def flow_of(self, decision: Decision) -> str:
        """Uid of the flow that it names; empty when it is of the whole program."""
        right = self.rights.get(decision.right)
        return decision.flow or (right.flow if right else "")

    def is_placed(self, decision: Decision, flow: Flow) -> bool:
        """Whether the record tells if it was on the constraint: by what it commits, and by what limited the flow."""
        right = self.rights.get(decision.right)
        return bool(right and right.resources) and constraint_on(flow, decision.raised_on) != ""

    def voices(self, decision: Decision) -> tuple[str, ...]:
        """Whoever had the word on the day it was decided."""
        if decision.decided_function:
            return (decision.decided_function,)
        team, day = self.standing.teams.get(decision.decided_team), decision.decided_on
        seats = team.seats if team and day else ()
        return tuple(seat.function for seat in seats if seat.decides and day and holds_on(seat, day))

    def _on_constraint_of(self, flow: Flow) -> Iterator[OnConstraint]:
        for decision in self.decisions(flow.uid):
            if decision.raised_on > self.as_of or not self.is_placed(decision, flow):
                continue
            limit = constraint_on(flow, decision.raised_on)
            if limit in self.rights[decision.right].resources:
                yield self._placed(decision, limit)

    def _placed(self, decision: Decision, limit: str) -> OnConstraint:
        controls = self.resources[limit].controls if limit in self.resources else ()
        control = next((each for each in controls if holds_on(each, decision.raised_on)), None)
        controller = control.function_uid if control else ""
        is_over = decision.decided_on is not None
        everybody = who_decided(decision, self.standing) if is_over else []
        return OnConstraint(
            decision=decision,
            controller=controller,
            deciders=self.voices(decision) if is_over else (),
            involved=frozenset([*everybody, *([controller] if controller else [])]),
        )


def constraint_on(flow: Flow, day: date) -> str:
    """The resource on record as the constraint of the flow on a day; empty when none was.

    What was on record, and not what votes say with hindsight: nobody can give authority to a constraint that nobody
    has named, and a past month does not change when later weeks vote otherwise.
    """
    holding = [each for each in flow.episodes if each.identified_on <= day and (each.ended_on or day) >= day]
    return holding[-1].resource_uid if holding else ""
