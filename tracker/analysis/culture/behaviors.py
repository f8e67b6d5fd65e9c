"""The four behaviors of adoption, counted over a window for a flow or for one function in it (METHODS 1.6 b1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.analysis.coverage import coverage, whole_weeks
from tracker.analysis.culture.months import DAY
from tracker.analysis.culture.policy import BEHAVIORS_NEEDED, HALF, WINDOW_MONTHS, CulturePolicy
from tracker.analysis.culture.results import METHOD, Behavior, BehaviorKind, CultureMissing
from tracker.analysis.culture.scope import OnConstraint, Scope
from tracker.analysis.facts.culture import Session
from tracker.analysis.facts.decisions import Decision
from tracker.analysis.rights.observed import came_from_above, who_decided
from tracker.progress.numbers import Gauge, Number, State
from tracker.progress.periods import add_months
from tracker.progress.words import and_words, count_words

PMO = "the PMO lead"
LEADS = "the function leads"
NOT_PLACED = "of no decision of these months it can be told whether it was on the constraint"
NOBODY_ASKED = (0, 0)
KIND_WORDS = {
    BehaviorKind.SESSIONS: "sessions",
    BehaviorKind.AUTHORITY: "who decided",
    BehaviorKind.TRADE_OFFS: "trade-offs",
    BehaviorKind.RESPECT: "overrides",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is counted: the flows, one function in them or all when it is None, and the days."""

    flows: tuple[str, ...]
    function: str | None
    first: date
    last: date

    def has(self, day: date | None) -> bool:
        """Whether the day lies in the window."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Why a behavior may be unknown: nothing happened, or nobody answered; who could tell, and from when."""

    nothing: str
    who: str
    first_on: date
    unheard: str = ""

    def missing(self, *, of_answers: bool) -> CultureMissing:
        """What is missing: answers about what happened, or something that happened."""
        return CultureMissing(what=self.unheard if of_answers else self.nothing, who=self.who, first_on=self.first_on)


def window(last: date) -> tuple[date, date]:
    """The three months that end with the day."""
    return add_months(last + DAY, -WINDOW_MONTHS), last


def behaviors(scope: Scope, asked: Asked, policy: CulturePolicy) -> tuple[Behavior, ...]:
    """All four in order."""
    return (
        sessions(scope, asked),
        authority(scope, asked, policy),
        trade_offs(scope, asked),
        respect(scope, asked),
    )


def sessions(scope: Scope, asked: Asked) -> Behavior:
    """Integrated sessions held on their cadence with every function they need, of those scheduled.

    Of a function: those to which it came. A session of which nobody said anything is not one that was held.
    """
    due = [each for flow in asked.flows for each in cadence(scope, flow, asked)]
    told = sum(each.session.held_on is not None or each.session.is_cancelled for each in due)
    silence = Silence(
        nothing="no integrated session was due in these months",
        unheard="nobody said of any session of these months whether it was held",
        who=PMO,
        first_on=asked.last,
    )
    found = measured(
        BehaviorKind.SESSIONS, [is_complete(each, asked) for each in due], heard=(told, len(due)), silence=silence
    )
    return replace(found, note=unanswered_words(len(due) - told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A session, and the day on which the next one of its flow was scheduled; None for the last."""

    session: Session
    next_on: date | None


def cadence(scope: Scope, flow: str, asked: Asked) -> list[Due]:
    """Sessions of the window; one of the last day that nobody answered is not due yet."""
    planned = scope.sessions.get(flow, [])
    following = [*(each.scheduled_on for each in planned[1:]), None]
    return [
        Due(session=session, next_on=next_on)
        for session, next_on in zip(planned, following, strict=False)
        if asked.has(session.scheduled_on)
        and (session.scheduled_on < asked.last or session.held_on is not None or session.is_cancelled)
        and (asked.function is None or needs(session, asked.function))
    ]


def needs(session: Session, function: str) -> list[bool]:
    """Whether the function came, once for each time that the session needs it."""
    return [bool(each.came) for each in session.functions if each.is_required and each.function == function]


def is_complete(due: Due, asked: Asked) -> bool:
    """Whether it was held by the last day, before the next one was due, with those whom it needs."""
    held = due.session.held_on
    if held is None or held > asked.last or (due.next_on is not None and held >= due.next_on):
        return False
    if asked.function is not None:
        return all(needs(due.session, asked.function))
    return all(each.came for each in due.session.functions if each.is_required)


def authority(scope: Scope, asked: Asked, policy: CulturePolicy) -> Behavior:
    """Decisions on the constraint taken in time by whoever controls it, of all decisions on the constraint.

    Each is judged once: when it was decided in time, or on the day after the time was over.
    """
    judged = [
        each
        for each in on_constraint(scope, asked)
        if each.controller and asked.has(each.judged_on(policy.decision_days))
    ]
    outcomes = [each.deciders == (each.controller,) and each.is_in_time(policy.decision_days) for each in judged]
    raised = placeable(scope, asked, within=lambda each: asked.has(each.raised_on))
    silence = Silence(nothing=why_none(raised), unheard=NOT_PLACED, who=LEADS, first_on=asked.last)
    return measured(BehaviorKind.AUTHORITY, outcomes, heard=raised, silence=silence)


def trade_offs(scope: Scope, asked: Asked) -> Behavior:
    """Trade-offs whose effects on the function that chose and on another stood in the ledger before the decision."""
    estimates = [each for each in scope.record.trade_offs if each.kind == "estimate" and each.decision]
    reversed_on = {each.first: each.entered_on for each in scope.record.trade_offs if each.kind == "reversal"}

    def is_told(decision: Decision) -> bool:
        on = decision.decided_on
        pairs = {
            (each.originator, each.affected)
            for each in estimates
            if each.decision == decision.uid
            and on is not None
            and each.entered_on <= on
            and not (each.uid in reversed_on and reversed_on[each.uid] <= on)
        }
        felt = {affected for _, affected in pairs}
        return any(chose != affected and chose in felt for chose, affected in pairs)

    made = [
        each
        for each in decided(scope, asked)
        if each.is_trade_off and (asked.function is None or asked.function in who_decided(each, scope.standing))
    ]
    silence = Silence(nothing="no decision of these months is marked as a trade-off", who=LEADS, first_on=asked.last)
    return measured(BehaviorKind.TRADE_OFFS, [is_told(each) for each in made], heard=NOBODY_ASKED, silence=silence)


def respect(scope: Scope, asked: Asked) -> Behavior:
    """Decisions on the constraint that nobody overrode from above, of all that were made."""
    made = [each for each in on_constraint(scope, asked) if asked.has(each.decision.decided_on)]
    counted = {each.decision.uid for each in made}
    beside = sum(
        was_overridden(each, scope, asked.last)
        for each in decided(scope, asked)
        if each.uid not in counted and (asked.function is None or asked.function in who_decided(each, scope.standing))
    )
    weeks = coverage(scope.record.rights.weekly, subject="overrides", weeks=whole_weeks(asked.first, asked.last))
    concerned = set(functions_of(scope, asked))
    heard = (
        sum(len(concerned.intersection(each.reporting)) for each in weeks),
        sum(len(concerned.intersection(each.expected)) for each in weeks),
    )
    silence = Silence(
        nothing=why_none(placeable(scope, asked, within=lambda each: asked.has(each.decided_on))),
        unheard="no function answered its weekly question on overrides in these months",
        who=LEADS,
        first_on=asked.last,
    )
    outcomes = [not was_overridden(each.decision, scope, asked.last) for each in made]
    return replace(measured(BehaviorKind.RESPECT, outcomes, heard=heard, silence=silence), note=beside_words(beside))


def on_constraint(scope: Scope, asked: Asked) -> list[OnConstraint]:
    """Decisions on the constraint of the flows, each once; of a function those in which it was involved."""
    found = {each.decision.uid: each for flow in asked.flows for each in scope.on_constraint.get(flow, [])}
    return [each for each in found.values() if asked.function is None or asked.function in each.involved]


def decided(scope: Scope, asked: Asked) -> list[Decision]:
    """Decisions of the flows that were made in the window, each once."""
    found = {each.uid: each for flow in asked.flows for each in scope.decisions(flow)}
    return [each for each in found.values() if asked.has(each.decided_on)]


def placeable(scope: Scope, asked: Asked, *, within: Callable[[Decision], bool]) -> tuple[int, int]:
    """Decisions of which the record tells whether they were on the constraint, and all of them."""
    placed: dict[str, bool] = {}
    for flow in scope.flows:
        for each in scope.decisions(flow.uid) if flow.uid in asked.flows else ():
            if within(each) and (asked.function is None or asked.function in who_decided(each, scope.standing)):
                placed[each.uid] = placed.get(each.uid, False) or scope.is_placed(each, flow)
    return sum(placed.values()), len(placed)


def functions_of(scope: Scope, asked: Asked) -> tuple[str, ...]:
    """The function that is asked for, or all of the flows."""
    if asked.function is not None:
        return (asked.function,)
    return tuple(dict.fromkeys(each for flow in asked.flows for each in scope.functions(flow)))


def was_overridden(decision: Decision, scope: Scope, last: date) -> bool:
    """Whether somebody above the one who decided overrode it by the day."""
    on = decision.overridden_on
    return on is not None and on <= last and came_from_above(decision, scope.standing)


def measured(kind: BehaviorKind, outcomes: Sequence[bool], *, heard: tuple[int, int], silence: Silence) -> Behavior:
    """The behavior out of what was counted.

    heard  answers given and expected: none of some is unknown, fewer than half make it degraded
    """
    gauge, met = Gauge(METHOD, "ratio", len(outcomes)), sum(outcomes)
    told, asked = heard
    missing: CultureMissing | None = None
    if not outcomes or (asked and not told):
        missing = silence.missing(of_answers=bool(outcomes))
        share = gauge.insufficient(missing.what)
    elif told < HALF * asked:
        share = gauge.degraded(met / len(outcomes), f"only {told} of {asked} answers were given")
    else:
        share = gauge.value(met / len(outcomes))
    return Behavior(kind=kind, share=share, met=met, counted=len(outcomes), told=told, asked=asked, missing=missing)


def mean_of(parts: Sequence[Behavior]) -> Number:
    """Mean of the measured behaviors, each counting the same; n is what they counted together."""
    known = [each for each in parts if each.share.value is not None]
    gauge = Gauge(METHOD, "ratio", sum(each.counted for each in known))
    if len(known) < BEHAVIORS_NEEDED:
        return gauge.insufficient(
            f"{f'only {len(known)}' if known else 'none'} of the four behaviors could be measured, 3 are needed"
        )
    mean = sum(each.share.value or 0.0 for each in known) / len(known)
    unsure = [each for each in parts if each.share.state is not State.VALUE]
    if unsure:
        return gauge.degraded(
            mean, f"known only in part or not at all: {and_words(KIND_WORDS[each.kind] for each in unsure)}"
        )
    return gauge.value(mean)


def unanswered_words(count: int) -> str:
    """What was taken for not held."""
    if not count:
        return ""
    one = count == 1
    return (
        f"Of {count_words(count, 'session')} nobody said whether {'it was' if one else 'they were'} held; "
        f"{'it counts' if one else 'they count'} as not held."
    )


def beside_words(count: int) -> str:
    """Overrides of decisions that were not on the constraint."""
    if not count:
        return ""
    were = "decision that was" if count == 1 else "decisions that were"
    return f"{count} more {were} not on the constraint {'was' if count == 1 else 'were'} overridden from above."


def why_none(placed: tuple[int, int]) -> str:
    """Why no decision was counted."""
    known, all_of_them = placed
    if not all_of_them:
        return "no decision of these months is recorded"
    if not known:
        return NOT_PLACED
    return "no decision of these months was on the constraint"
