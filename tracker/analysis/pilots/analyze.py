"""The door of the parallel runs: facts in, what each run allows to say out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.analysis.facts.pilots import PilotFact, PilotFacts
from tracker.analysis.pilots.blocks import blocks_of
from tracker.analysis.pilots.compared import compared_metric
from tracker.analysis.pilots.conditions import conditions_of
from tracker.analysis.pilots.estimators import holm
from tracker.analysis.pilots.measured import Measured, measure
from tracker.analysis.pilots.outlook import first_possible, outlook_of
from tracker.analysis.pilots.plan import plan_of
from tracker.analysis.pilots.results import PilotAnalysis, PilotBlock, PilotLook, PilotResult
from tracker.analysis.pilots.rule import Evidence, Verdict, decide
from tracker.analysis.pilots.sequence import anytime_p
from tracker.analysis.pilots.watch import watch_of
from tracker.analysis.pilots.words import agrees, cautions_of, decision_words, not_started, verdict_words

Together = Mapping[str, tuple[PilotFact, ...]]


def analyze_pilots(facts: PilotFacts, *, as_of: date) -> PilotAnalysis:
    """What the parallel runs of a program allow to say at the end of a day.

    source  METHODS 6
    """
    measured = {each.uid: measured_of(each, facts.owed_by) for each in facts.pilots}
    found = []
    for pilot in facts.pilots:
        together = run_together(pilot, facts.pilots, as_of=as_of)
        others = [measured[each.uid][0] for each in together]
        result = analyze_pilot(pilot, measured[pilot.uid], others=others, as_of=as_of)
        replaced = any(each.follows == pilot.uid for each in facts.pilots)
        result = closed(result) if replaced and pilot.started_on is None else result
        watch = watch_of(pilot, tuple(facts.later.get(pilot.uid, ())))
        found.append(replace(result, watch=watch, together=tuple(each.name for each in together)))
    return PilotAnalysis(as_of=as_of, pilots=tuple(found))


def measured_of(pilot: PilotFact, owed_by: Mapping[str, tuple[str, ...]]) -> tuple[Measured, ...]:
    """The primary metric and then the guardrails."""
    compared = (pilot.primary, *pilot.guardrails)
    return tuple(
        measure(each, alpha=float(pilot.alpha), owed_by=tuple(owed_by.get(each.metric, ()))) for each in compared
    )


def run_together(pilot: PilotFact, pilots: Sequence[PilotFact], *, as_of: date) -> tuple[PilotFact, ...]:
    """Other runs of the same flow that went on at the same time: several primary metrics of one change."""
    return tuple(
        each
        for each in pilots
        if each.uid != pilot.uid and each.flow == pilot.flow and overlap(pilot, each, as_of=as_of)
    )


def overlap(one: PilotFact, other: PilotFact, *, as_of: date) -> bool:
    """Whether both ran on some day."""
    if one.started_on is None or other.started_on is None:
        return False
    return one.started_on < (other.decided_on or as_of) and other.started_on < (one.decided_on or as_of)


def analyze_pilot(
    pilot: PilotFact, measured: tuple[Measured, ...], *, others: Sequence[Measured], as_of: date
) -> PilotResult:
    """One run."""
    alpha, until = float(pilot.alpha), min(as_of, pilot.decided_on or as_of)
    first_on = first_possible(pilot, measured[0], as_of=as_of)
    seen, blocks = evidence_of(pilot, measured, others=others, until=until)
    looks = looks_of(pilot, measured, others=others)
    verdict = decide(seen) if looks else None
    outlook = outlook_of(pilot, measured, verdict=verdict, alpha=alpha, as_of=as_of)
    at_look = (seen.primary, *seen.guardrails)
    said = (
        not_started(pilot, first_on=first_on)
        if verdict is None
        else verdict_words(pilot, verdict, looks=at_look, blocks=blocks, outlook=outlook)
    )
    return PilotResult(
        uid=pilot.uid,
        name=pilot.name,
        flow=pilot.flow,
        old_arm=pilot.old_arm,
        new_arm=pilot.new_arm,
        state=state_of(pilot),
        outcome=pilot.outcome,
        started_on=pilot.started_on,
        decided_on=pilot.decided_on,
        alpha=alpha,
        minimum=pilot.minimum_periods,
        maximum=pilot.maximum_periods,
        worthwhile=seen.worthwhile,
        verdict=verdict.value if verdict else "",
        headline=decision_words(pilot, verdict, looks=at_look, said=said),
        agrees=agrees(pilot, verdict),
        primary=compared_metric(measured[0], alpha=alpha),
        guardrails=tuple(compared_metric(each, alpha=alpha) for each in measured[1:]),
        conditions=conditions_of(pilot, seen),
        blocks=blocks,
        looks=looks,
        outlook=outlook,
        plan=plan_of(pilot, as_of=as_of) if pilot.decided_on is None else None,
        watch=None,
        cautions=cautions_of(pilot, measured),
    )


def looks_of(pilot: PilotFact, measured: tuple[Measured, ...], *, others: Sequence[Measured]) -> tuple[PilotLook, ...]:
    """What the rule said each time a period of the primary metric was over."""
    primary = measured[0]
    found = []
    for each, until in zip(primary.fact.periods, primary.ends, strict=True):
        seen, _ = evidence_of(pilot, measured, others=others, until=until)
        found.append(PilotLook(number=each.number, starts_on=each.starts_on, verdict=decide(seen).value))
    return tuple(found)


def evidence_of(
    pilot: PilotFact, measured: tuple[Measured, ...], *, others: Sequence[Measured], until: date
) -> tuple[Evidence, tuple[PilotBlock, ...]]:
    """What the rule reads on a day, and what forbids a verdict."""
    blocks = blocks_of(measured, until=until)
    primary, *guardrails = (each.look(until) for each in measured)
    worthwhile = pilot.worthwhile_effect
    seen = Evidence(
        primary=primary,
        guardrails=tuple(guardrails),
        middle=measured[0].middle(until),
        worthwhile=None if worthwhile is None else float(worthwhile),
        blocks=tuple(each.what for each in blocks),
        minimum=pilot.minimum_periods,
        maximum=pilot.maximum_periods,
        corrected=holds_beside(measured[0], others, alpha=float(pilot.alpha), until=until),
    )
    return seen, blocks


def holds_beside(primary: Measured, others: Sequence[Measured], *, alpha: float, until: date) -> bool:
    """Whether the primary metric is still certain once its chance of error is corrected for the others (Holm)."""
    if not others:
        return True
    judged = {str(place): each for place, each in enumerate((primary, *others))}
    chances = {key: anytime_p(each.path.log_e[: each.pairs(until)]) for key, each in judged.items()}
    return holm(chances)["0"] <= alpha


def closed(result: PilotResult) -> PilotResult:
    """A locked run that another protocol replaced before it began."""
    words = "The protocol was changed before the run began: its successor counts."
    block = PilotBlock(what="replaced", metric=result.primary.name, words=words)
    return replace(result, verdict=Verdict.BLOCKED.value, headline=words, blocks=(block,), plan=None)


def state_of(pilot: PilotFact) -> str:
    """The furthest step that the run has reached."""
    reached = (
        (pilot.legacy_retired_on, "retired"),
        (pilot.cut_over_on, "cut_over"),
        (pilot.decided_on, "decided"),
        (pilot.started_on, "running"),
        (pilot.locked_on, "locked"),
    )
    return next((state for day, state in reached if day is not None), "drafted")
