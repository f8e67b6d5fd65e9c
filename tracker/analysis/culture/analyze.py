"""The one door of the analysis of culture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.culture.accountability import Judged, accountability_of, cycle_was_held, judged_leaders
from tracker.analysis.culture.behaviors import Asked, behaviors, mean_of, window
from tracker.analysis.culture.helps import help_change, help_months
from tracker.analysis.culture.missing import missing_of
from tracker.analysis.culture.policy import CulturePolicy
from tracker.analysis.culture.pulse import rounds_of, score_of
from tracker.analysis.culture.question import CultureRecord
from tracker.analysis.culture.results import (
    METHOD,
    Components,
    CultureAnalysis,
    CultureClaim,
    FlowStreak,
    PulseRound,
    PulseShare,
    StreakVerdict,
)
from tracker.analysis.culture.scope import Scope
from tracker.analysis.culture.streaks import streak_of
from tracker.progress.numbers import Gauge, Number


def analyze_culture(record: CultureRecord, *, as_of: date, policy: CulturePolicy | None = None) -> CultureAnalysis:
    """Whether people of one program work together without being pushed, as known at the end of a day.

    source  METHODS 1.6, 1.7 and 8; docs/methods/culture.md
    """
    policy = policy or CulturePolicy()
    parts = parts_of(record, as_of=as_of, policy=policy)
    scope, begun = parts.scope, parts.begun
    claim = parts.claim()
    functions = functions_by_name(scope, begun, parts.leaders)
    helps = help_months(record, as_of=as_of)
    return CultureAnalysis(
        as_of=as_of,
        first_on=window(as_of)[0],
        needed=policy.clean_months,
        program=claim.program,
        flows=tuple(parts.of_flows(flow.uid, (flow.uid,)) for flow in scope.flows),
        functions=tuple(parts.of_function(uid, begun) for uid in functions),
        streaks=claim.streaks,
        is_sustaining=claim.is_sustaining,
        accountability=tuple(
            accountability_of(own, function=uid)
            for uid in functions
            if (own := [each for each in parts.leaders if each.function == uid])
        ),
        rounds=parts.rounds,
        helps=helps,
        help_change=help_change(helps),
        missing=missing_of(claim.program, claim.streaks, as_of=as_of),
    )


def claim_of_culture(record: CultureRecord, *, as_of: date, policy: CulturePolicy | None = None) -> CultureClaim:
    """What the whole analysis of the day says about the claims of months 12 and 18, and nothing else of it."""
    return parts_of(record, as_of=as_of, policy=policy or CulturePolicy()).claim()


def parts_of(record: CultureRecord, *, as_of: date, policy: CulturePolicy) -> Parts:
    """Everything that components are put together from, as of the day."""
    scope = Scope(record=record, as_of=as_of)
    return Parts(
        scope=scope,
        policy=policy,
        leaders=judged_leaders(record.metrics, as_of=as_of, policy=policy),
        rounds=rounds_of(record.culture.waves, as_of=as_of),
        streaks=tuple(streak_of(scope, flow.uid, policy) for flow in scope.flows),
    )


def functions_by_name(scope: Scope, flows: Sequence[str], leaders: Sequence[Judged]) -> list[str]:
    """Functions that work in one of the flows or have a lead, by name."""
    found = {uid for flow in flows for uid in scope.functions(flow)} | {each.function for each in leaders}
    return sorted(found, key=lambda uid: (scope.record.rights.functions.get(uid, ""), uid))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that components are put together from."""

    scope: Scope
    policy: CulturePolicy
    leaders: tuple[Judged, ...]
    rounds: tuple[PulseRound, ...]
    streaks: tuple[FlowStreak, ...]

    @property
    def begun(self) -> tuple[str, ...]:
        """Uids of the flows that have begun."""
        return tuple(each.flow for each in self.streaks if each.verdict is not StreakVerdict.NOT_BEGUN)

    def claim(self) -> CultureClaim:
        """The program as a whole, and whether its flows hold."""
        program = self.of_flows("", self.begun)
        return CultureClaim(
            program=program, streaks=self.streaks, is_sustaining=self.is_sustaining(program.accountability)
        )

    def of_flows(self, of: str, flows: tuple[str, ...]) -> Components:
        """Components of a flow, or of the flows that have begun."""
        concerned = {uid for flow in flows for uid in self.scope.functions(flow)}
        leaders = [each for each in self.leaders if each.function in concerned] if of else list(self.leaders)
        return self._components(
            of,
            Asked(flows=flows, function=None, first=window(self.scope.as_of)[0], last=self.scope.as_of),
            leaders=leaders,
            concerns=lambda cell: not of or bool(concerned.intersection(cell.functions)),
        )

    def of_function(self, of: str, flows: tuple[str, ...]) -> Components:
        """Components of a function over the flows in which it works."""
        own = tuple(flow for flow in flows if of in self.scope.functions(flow))
        return self._components(
            of,
            Asked(flows=own, function=of, first=window(self.scope.as_of)[0], last=self.scope.as_of),
            leaders=[each for each in self.leaders if each.function == of],
            concerns=lambda cell: of in cell.functions,
        )

    def _components(
        self, of: str, asked: Asked, *, leaders: Sequence[Judged], concerns: Callable[[PulseShare], bool]
    ) -> Components:
        found = behaviors(self.scope, asked, self.policy)
        return Components(
            of=of,
            behaviors=mean_of(found),
            parts=found,
            accountability=accountability_of(leaders).share,
            pulse=score_of(self.rounds, concerns=concerns, as_of=self.scope.as_of, policy=self.policy),
            sustainment=self.sustainment(asked.flows),
        )

    def sustainment(self, flows: tuple[str, ...]) -> Number:
        """b4: the shortest run of the flows as a share of what is needed; n is the months it was counted over."""
        own = [each for each in self.streaks if each.flow in flows]
        gauge = Gauge(METHOD, "ratio", min((len(each.months) for each in own), default=0))
        if not own:
            return gauge.insufficient("no flow has begun to work in integrated sessions")
        known = [each for each in own if each.verdict not in (StreakVerdict.NOT_BEGUN, StreakVerdict.TOO_EARLY)]
        if not known:
            return gauge.insufficient("no month is complete yet")
        return gauge.value(min(1.0, min(each.streak / each.needed for each in known)))

    def is_sustaining(self, accountability: Number) -> bool | None:
        """Whether every flow that was cut over holds, and leaders are judged by what they share."""
        record, as_of = self.scope.record, self.scope.as_of
        cut_over = [
            each for each in self.streaks if each.flow in record.cut_over and record.cut_over[each.flow] <= as_of
        ]
        if not cut_over:
            return None
        return (
            all(each.verdict is StreakVerdict.HOLDS for each in cut_over)
            and (accountability.value or 0.0) >= self.policy.leaders_needed
            and cycle_was_held(record.metrics, as_of=as_of, policy=self.policy)
        )
