"""Who decides what: teams, decisions that recur, authorities that moved, and the decisions made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programs.actions import authorities, decision_rights, decisions, teams
from programs.demo.chance import between
from programs.demo.record_story import DecisionStory, RightStory, TeamStory
from programs.demo.telling import Telling
from programs.models import BusinessFunction, Team


@dataclass(frozen=True)
class Asked:
    """The question of this number among those of one kind."""

    told: DecisionStory
    number: int
    name: str

    @property
    def day(self) -> int:
        """The day on which it was raised, evenly spread."""
        last = self.told.first if self.told.last is None else self.told.last
        return self.told.first + round((last - self.told.first) * self.number / max(1, self.told.count - 1))

    @property
    def lag(self) -> int | None:
        """Days until it was decided, near the line from first to last; None while it waits."""
        if self.told.lags is None:
            return None
        first, last = self.told.lags
        on_the_line = first + (last - first) * self.number / max(1, self.told.count - 1)
        return max(0, round(on_the_line * between(f"lag {self.name}", 60, 140) / 100))


def tell_rights(telling: Telling) -> None:
    record = telling.story.record
    for team in record.teams:
        telling.at(team.on, form, team)
    for right in record.rights:
        telling.at(right.on, give, right)
        for day, holder in right.moved:
            telling.at(day, move, (right, holder))
    for kind, told in enumerate(record.decisions):
        for number in range(told.count):
            tell_decision(telling, Asked(told, number, f"{telling.story.code} {kind} {number}"))


def tell_decision(telling: Telling, asked: Asked) -> None:
    """Raised, and decided and overridden where that lies in the past."""
    telling.at(asked.day, ask, asked)
    decided = None if asked.lag is None else asked.day + asked.lag
    if decided is None or decided > telling.story.today:
        return
    telling.at(decided, decide, asked)
    for number, later, function, reason in asked.told.overridden:
        if number == asked.number:
            telling.at(decided + later, override, (asked, function, reason))


def form(telling: Telling, told: TeamStory, on: date) -> None:
    functions = telling.stage.functions
    telling.teams[told.name] = teams.create(
        telling.program,
        by=telling.pmo,
        valid_from=on,
        name=told.name,
        flow=telling.flow(told.flow),
        functions=[functions[name] for name in told.functions],
        deciding=functions.get(told.deciding),
    )


def give(telling: Telling, told: RightStory, on: date) -> None:
    stage = telling.stage
    telling.rights[told.decision] = decision_rights.create(
        telling.program,
        by=telling.pmo,
        valid_from=on,
        decision=told.decision,
        flow=telling.flow(told.flow),
        times_a_month=Decimal(told.times) if told.times else None,
        resources=[stage.resources[name] for name in told.resources],
        deciding_functions=[stage.functions[name] for name in told.decides if name not in telling.teams],
        deciding_teams=[telling.teams[name] for name in told.decides if name in telling.teams],
        recommending=[stage.functions[name] for name in told.recommends],
        giving_input=[stage.functions[name] for name in told.hears],
    )


def holder_of(telling: Telling, name: str) -> tuple[BusinessFunction | None, Team | None]:
    """The function, or the team, of this name."""
    team = telling.teams.get(name)
    return (None if team else telling.stage.functions[name]), team


def move(telling: Telling, told: tuple[RightStory, str], on: date) -> None:
    right, name = told
    function, team = holder_of(telling, name)
    authorities.move(telling.rights[right.decision], by=telling.pmo, valid_from=on, function=function, team=team)


def ask(telling: Telling, asked: Asked, on: date) -> None:
    told = asked.told
    every = told.trade_off
    telling.decisions[asked.name] = decisions.raise_question(
        telling.program,
        by=telling.lead(told.asks),
        on=on,
        question=told.questions[asked.number % len(told.questions)],
        right=telling.rights.get(told.right),
        flow=telling.flow(told.flow),
        is_trade_off=bool(every) and asked.number % every == 0,
    )


def decide(telling: Telling, asked: Asked, on: date) -> None:
    told = asked.told
    function, team = holder_of(telling, told.holder)
    decisions.decide(
        telling.decisions[asked.name],
        by=telling.pmo if team else telling.lead(told.holder),
        on=on,
        decided_function=function,
        decided_team=team,
        outcome=told.outcomes[asked.number % len(told.outcomes)],
        alternatives=between(f"ways {asked.name}", *told.alternatives),
    )


def deciders(telling: Telling, name: str) -> list[str]:
    """Names of the functions that decide under this name: one, or those of a team."""
    team = next((each for each in telling.story.record.teams if each.name == name), None)
    return list(team.functions) if team else [name]


def override(telling: Telling, told: tuple[Asked, str, str], on: date) -> None:
    asked, name, reason = told
    function = telling.stage.functions.get(name)
    telling.happened_to("overrides", deciders(telling, asked.told.holder), on)
    decisions.override(telling.decisions[asked.name], by=telling.pmo, on=on, reason=reason, function=function)
