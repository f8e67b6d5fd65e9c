"""How things stand on the day: who decides what, who controls what, who is above whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.analysis.facts.constraints import Resource
from tracker.analysis.facts.decisions import DecisionRight, Team
from tracker.analysis.rights.question import RightsFacts
from tracker.analysis.rights.results import Decider, Named

UNNAMED = "A function without a name"


class Dated(Protocol):
    """Something that holds from a day on, through a last day when there is one."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


def holds_on(row: Dated, day: date) -> bool:
    """True when it holds on the day; the last day still counts."""
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


@dataclass(frozen=True, slots=True)
class Standing:
    """The record of one program as of a day; resources and teams by uid."""

    facts: RightsFacts
    as_of: date
    resources: Mapping[str, Resource]
    teams: Mapping[str, Team]

    def rights(self) -> list[DecisionRight]:
        """Decisions that are still made on the day, by their words."""
        made = (each for each in self.facts.decisions.rights if each.ended_on is None or self.as_of <= each.ended_on)
        return sorted(made, key=lambda each: (each.decision, each.uid))

    def committed(self, right: DecisionRight) -> list[Resource]:
        """Resources that the decision commits and that can still limit something, by name."""
        named = (self.resources[uid] for uid in right.resources if uid in self.resources)
        return sorted((each for each in named if self.is_in_use(each)), key=lambda each: (each.name, each.uid))

    def is_in_use(self, resource: Resource) -> bool:
        """Whether it can limit anything on the day."""
        return resource.retired_on is None or self.as_of <= resource.retired_on

    def controller(self, resource: Resource) -> Named | None:
        """The function that controls the resource on the day."""
        control = next((each for each in resource.controls if holds_on(each, self.as_of)), None)
        return Named(uid=control.function_uid, name=control.function_name) if control else None

    def deciders(self, right: DecisionRight) -> tuple[Decider, ...]:
        """Everybody who holds the role *decide* on the day, by name."""
        holding = (each for each in right.authorities if each.role == "decide" and holds_on(each, self.as_of))
        found = (self.team(each.team) if each.team else self.function(each.function) for each in holding)
        return tuple(sorted(found, key=lambda each: (each.name, each.uid)))

    def function(self, uid: str) -> Decider:
        """A function that decides by itself."""
        party = self.party(uid)
        return Decider(uid=uid, name=party.name, is_team=False, voices=(party,))

    def team(self, uid: str) -> Decider:
        """A team that decides, with the functions that hold its deciding vote on the day."""
        team = self.teams[uid]
        votes = [self.party(each.function) for each in team.seats if each.decides and holds_on(each, self.as_of)]
        voices = tuple(sorted(votes, key=lambda each: (each.name, each.uid)))
        return Decider(uid=uid, name=team.name, is_team=True, voices=voices)

    def party(self, uid: str) -> Named:
        """A function with its name."""
        return Named(uid=uid, name=self.facts.functions.get(uid, UNNAMED))

    def is_above(self, upper: str, lower: str) -> bool:
        """Whether a function stands above another one in the tree, at any height."""
        return upper in self.line_above(lower)

    def line_above(self, uid: str) -> Iterator[str]:
        """The functions above one, the nearest first; a tree that bites its tail ends there."""
        seen = {uid}
        above = self.facts.parent_of.get(uid)
        while above is not None and above not in seen:
            yield above
            seen.add(above)
            above = self.facts.parent_of.get(above)


def standing_on(as_of: date, facts: RightsFacts) -> Standing:
    """The record of the program as of the day."""
    return Standing(
        facts=facts,
        as_of=as_of,
        resources={each.uid: each for each in facts.resources},
        teams={each.uid: each for each in facts.decisions.teams},
    )
