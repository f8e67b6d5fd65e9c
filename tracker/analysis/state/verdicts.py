"""Whether the claim of days 90 and 120 and of months 12 and 18 is met: asked on those days (METHODS 1.5, 1.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.analysis.culture.results import Components, CultureAnalysis, CultureClaim, StreakVerdict
from tracker.analysis.facts.plan import HorizonStanding
from tracker.analysis.state.cultural import cultural_index
from tracker.analysis.state.cycles import Signals
from tracker.analysis.state.gates import gates_open
from tracker.analysis.state.index import index_of
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.question import StateMoment, StateRecord
from tracker.analysis.state.results import METHOD, Asked, StateVerdict
from tracker.analysis.state.structural import structural_components
from tracker.progress.numbers import Gauge, Number

NOT_GATHERED = "the record of that day was not read"
GATES = {"day_90": ("G0", "G1", "G2", "G3"), "day_120": ("GR",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a claim lacked on a day, phrases; empty when nothing did. ``value`` is the state that was judged."""

    lacking: tuple[str, ...]
    value: Number
    is_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The states of one program on the days that are asked for; what was worked out for a day is kept.

    structural, cultural  by day; those of today come from whoever worked them out
    """

    record: StateRecord
    policy: StatePolicy
    signals: Signals | None
    structural: dict[date, Number]
    cultural: dict[date, Number]

    def structural_on(self, moment: StateMoment) -> Number:
        """The structural state of a day, in percent."""
        if moment.on not in self.structural:
            components = structural_components(self.record, moment, self.signals)
            self.structural[moment.on] = index_of("", components, self.policy.structural).value
        return self.structural[moment.on]

    def cultural_on(self, moment: StateMoment, program: Components) -> Number:
        """The cultural state of the whole program on a day, in percent."""
        if moment.on not in self.cultural:
            self.cultural[moment.on] = cultural_index(program, self.policy.cultural, missing=()).value
        return self.cultural[moment.on]


def verdicts_of(states: States) -> Iterator[StateVerdict]:
    """A verdict for each horizon of the program, in their order."""
    record = states.record
    judges: dict[str, Callable[[StateMoment], Judged]] = {
        "day_90": lambda moment: structural_judged(states, moment, key="day_90"),
        "day_120": lambda moment: structural_judged(states, moment, key="day_120"),
        "month_12": lambda moment: month_12_judged(states, moment),
        "month_18": lambda moment: month_18_judged(states, moment),
    }
    for horizon in record.plan.horizons:
        if horizon.key in judges:
            yield verdict_of(horizon, judges[horizon.key], record)


def verdict_of(horizon: HorizonStanding, judge: Callable[[StateMoment], Judged], record: StateRecord) -> StateVerdict:
    """One claim: on its day once that has come, else today."""
    asked_on, today = horizon.horizon_on, judge(record.now)
    has_come = asked_on is not None and asked_on <= record.now.on
    moment = record.moment(asked_on) if has_come and asked_on else record.now
    found = judge(moment) if moment else Judged(lacking=(NOT_GATHERED,), value=nothing(NOT_GATHERED), is_told=False)
    return StateVerdict(
        key=horizon.key,
        label=horizon.label,
        asked_on=asked_on,
        standing=standing_of(found, has_come=has_come),
        lacking=found.lacking,
        now_met=not today.lacking if today.is_told else None,
        value=found.value,
    )


def standing_of(found: Judged, *, has_come: bool) -> Asked:
    """The word for what was found."""
    if not found.is_told:
        return Asked.UNTOLD if has_come else Asked.NOT_ASKED
    if has_come:
        return Asked.NOT_MET if found.lacking else Asked.MET
    return Asked.NOT_ASKED if found.lacking else Asked.MET_SO_FAR


def nothing(reason: str) -> Number:
    return Gauge(METHOD, "percent").insufficient(reason)


def structural_judged(states: States, moment: StateMoment, *, key: str) -> Judged:
    """Gates that stood open on the day, and the state when it was too low."""
    needed = states.policy.day_90 if key == "day_90" else states.policy.day_120
    state = states.structural_on(moment)
    lacking = [*gates_open(states.record.plan, GATES[key], moment.on)]
    if state.value is None or state.value < needed:
        lacking.append(state_lacks(state, needed, "structural"))
    return Judged(lacking=tuple(lacking), value=state)


def state_lacks(state: Number, needed: float, which: str) -> str:
    """``structural state 56%, 60% needed``; cut and not rounded, so that 59.9 never reads as 60."""
    have = "not measured" if state.value is None else f"{int(state.value)}%"
    return f"{which} state {have}, {needed:g}% needed"


def month_12_judged(states: States, moment: StateMoment) -> Judged:
    """A flow that holds without the PMO, or enough of the culture with enough leaders judged by shared metrics."""
    culture, policy = moment.culture, states.policy
    if culture is None:
        return Judged(lacking=(NOT_GATHERED,), value=nothing(NOT_GATHERED), is_told=False)
    state = states.cultural_on(moment, culture.program)
    if holds_anywhere(culture):
        return Judged(lacking=(), value=state)
    leaders = culture.program.accountability.value
    enough = state.value is not None and state.value >= policy.month_12
    shared = leaders is not None and leaders >= policy.leaders
    if enough and shared:
        return Judged(lacking=(), value=state)
    lacking = ["no flow holds without the PMO"]
    if not enough:
        lacking.append(state_lacks(state, policy.month_12, "cultural"))
    if not shared:
        lacking.append(leaders_lack(leaders, policy.leaders))
    return Judged(lacking=tuple(lacking), value=state)


def month_18_judged(states: States, moment: StateMoment) -> Judged:
    """A program that holds without the PMO."""
    culture, policy = moment.culture, states.policy
    if culture is None:
        return Judged(lacking=(NOT_GATHERED,), value=nothing(NOT_GATHERED), is_told=False)
    state = states.cultural_on(moment, culture.program)
    if culture.is_sustaining:
        return Judged(lacking=(), value=state)
    lacking = ["no flow was cut over"] if culture.is_sustaining is None else []
    cut_over = {each.flow for each in states.record.pilots if is_by(each.cut_over_on, moment.on)}
    if any(each.verdict is not StreakVerdict.HOLDS for each in culture.streaks if each.flow in cut_over):
        lacking.append("not every flow that was cut over holds without the PMO")
    leaders = culture.program.accountability.value
    if leaders is None or leaders < policy.leaders:
        lacking.append(leaders_lack(leaders, policy.leaders))
    return Judged(lacking=tuple(lacking) or ("no evaluation was held on shared metrics yet",), value=state)


def is_by(on: date | None, day: date) -> bool:
    """Whether it had happened by the day."""
    return on is not None and on <= day


def holds_anywhere(culture: CultureAnalysis | CultureClaim) -> bool:
    """Whether any flow is self-sustaining."""
    return any(each.verdict is StreakVerdict.HOLDS for each in culture.streaks)


def leaders_lack(leaders: float | None, needed: float) -> str:
    """``25% of the leaders judged by shared metrics, 80% needed``."""
    have = "no leader known to be" if leaders is None else f"{int(100 * leaders)}% of the leaders"
    return f"{have} judged by shared metrics, {100 * needed:g}% needed"
