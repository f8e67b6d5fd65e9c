"""A run in a sentence, and what to keep in mind with it (METHODS 1.8)."""

from __future__ import annotations

from datetime import date

from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.pilots.limits import FEWEST_TO_CUT_OVER
from tracker.analysis.pilots.measured import Measured
from tracker.analysis.pilots.results import PilotBlock, PilotOutlook
from tracker.analysis.pilots.rule import Look, Verdict, needed
from tracker.progress.words import and_words, count_words, day_words, sentence

OUTCOMES = {"cut_over": "Cut over", "stopped": "Stopped", "inconclusive": "Ended without a verdict"}
ALLOWED = {
    "cut_over": (Verdict.CUTOVER,),
    "stopped": (Verdict.STOP_HARM, Verdict.FUTILE),
    "inconclusive": (Verdict.INCONCLUSIVE, Verdict.FUTILE),
}


def not_started(pilot: PilotFact, *, first_on: date | None) -> str:
    """What a run without a period says."""
    if pilot.locked_on is None:
        return "The protocol is still being drafted."
    if pilot.started_on is None:
        return "The protocol is locked and the run has not started."
    every = pilot.primary.frequency
    when = f"; a verdict is possible from {day_words(first_on)} on" if first_on else ""
    return f"No whole {every} is over yet{when}."


def verdict_words(
    pilot: PilotFact,
    verdict: Verdict,
    *,
    looks: tuple[Look, ...],
    blocks: tuple[PilotBlock, ...],
    outlook: PilotOutlook,
) -> str:
    """The verdict in a sentence."""
    primary, every = pilot.primary, pilot.primary.frequency
    pairs = count_words(looks[0].pairs, every)
    match verdict:
        case Verdict.STOP_HARM:
            return sentence(f"stop: {harm_words(pilot, looks)}, for sure")
        case Verdict.BLOCKED:
            return f"No verdict is possible now. {blocks[0].words}"
        case Verdict.CUTOVER:
            kept = f", and {guardrails_kept(len(looks) - 1)}" if len(looks) > 1 else ""
            return f"{primary.name} is better the new way, for sure, after {pairs}{kept}."
        case Verdict.FUTILE:
            return f"Settled that it is not worth it: {primary.name} improves by less than the smallest worth having."
        case Verdict.INCONCLUSIVE:
            return f"{sentence(pairs)[:-1]} as agreed, and no verdict: {undecided_words(looks[0])}."
        case Verdict.CONTINUE:
            return sentence("; ".join(filter(None, ["not settled yet", outlook.words])))


def undecided_words(primary: Look) -> str:
    """What a run that ended without a verdict could not settle."""
    if primary.lower > 0:
        return "better for sure, but not all that a cut-over asks for holds"
    return "neither better nor worse for sure"


def harm_words(pilot: PilotFact, looks: tuple[Look, ...]) -> str:
    """What got worse."""
    primary, *guardrails = looks
    found = [f"{pilot.primary.name} is worse the new way"] if primary.upper < 0 else []
    for fact, look in zip(pilot.guardrails, guardrails, strict=True):
        if look.upper < -look.margin:
            found.append(f"{fact.name} lost more than was agreed")
    return and_words(found)


def guardrails_kept(count: int) -> str:
    return "its guardrail holds" if count == 1 else f"its {count} guardrails hold"


def decision_words(pilot: PilotFact, verdict: Verdict | None, *, looks: tuple[Look, ...], said: str) -> str:
    """What was decided, and what the record allowed on that day."""
    if pilot.decided_on is None:
        return said
    decided = f"{OUTCOMES[pilot.outcome]} on {day_words(pilot.decided_on)}"
    if verdict is not None and verdict in ALLOWED[pilot.outcome]:
        return f"{decided}, as the record allowed: {lowered(said)}"
    every, pairs = pilot.primary.frequency, looks[0].pairs
    if pilot.outcome == "cut_over" and pairs < needed(pilot.minimum_periods):
        return (
            f"{decided} after {count_words(pairs, 'complete ' + every)}; a verdict takes "
            f"{needed(pilot.minimum_periods)}, so the record had not settled it."
        )
    return f"{decided}. The record said on that day: {lowered(said)}"


def lowered(words: str) -> str:
    """The words as they stand after a colon; a name keeps its capital."""
    first, _, _ = words.partition(" ")
    return words[0].lower() + words[1:] if first in {"Not", "No", "Stop:", "Settled", "The"} else words


def agrees(pilot: PilotFact, verdict: Verdict | None) -> bool | None:
    """Whether what was decided is what the record allowed; None before a decision."""
    return None if pilot.decided_on is None else verdict is not None and verdict in ALLOWED[pilot.outcome]


def cautions_of(pilot: PilotFact, measured: tuple[Measured, ...]) -> tuple[str, ...]:
    """What to keep in mind, however sure the numbers are."""
    every = pilot.primary.frequency
    found = []
    if pilot.is_randomized is False:
        found.append("The arms were not drawn by lot: what else differs between them is in the comparison too.")
    elif pilot.is_randomized is None:
        found.append(
            "The record does not say how work was shared out between the two ways. Unless it was by lot, what else "
            "differs between them is in the comparison too."
        )
    if not pilot.guardrails:
        found.append("There is no guardrail: the new way may win at the cost of another metric, unseen.")
    if pilot.minimum_periods < FEWEST_TO_CUT_OVER:
        found.append(
            f"The protocol asks for {count_words(pilot.minimum_periods, every)}; a verdict takes {FEWEST_TO_CUT_OVER}."
        )
    if any(len(each.values) and not each.fact.is_ratio_scale and is_skewed(each) for each in measured):
        found.append("The differences lean to one side, and the interval expects them not to: read it with care.")
    return tuple(found)


def is_skewed(measured: Measured) -> bool:
    """Whether a few differences lie far out on one side: then signals come wrongly more often than agreed."""
    n, variance = len(measured.values), float(measured.path.variance[-1])
    if n < FEWEST_TO_CUT_OVER or variance == 0:
        return False
    deviations = measured.values - measured.values.mean()
    return bool(abs(float((deviations**3).mean()) / variance**1.5) > 1)
