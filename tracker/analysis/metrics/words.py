"""Do the shared metrics improve? The answer in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.metrics.results import MetricFinding, MetricStanding
from tracker.progress.words import and_words, day_words, share_words

BETTER, WORSE = MetricStanding.IMPROVED, MetricStanding.WORSENED
NO_METRIC = "No metric is chosen yet, so nobody can tell whether the shared metrics improve."
GUARDRAIL = "guardrail"
ANSWERED_FOR = "answered for by two functions"
"""What the pages call a metric that is shared in earnest; that two signed and locked it is less (gate G2)."""


def asked_of(metrics: Sequence[MetricFinding]) -> list[MetricFinding]:
    """The metrics that answer the question: shared primary ones, or all shared ones where no primary one is shared."""
    shared = [each for each in metrics if each.sharing.is_shared]
    return [each for each in shared if each.role != GUARDRAIL] or shared


def answer(metrics: Sequence[MetricFinding]) -> str:
    """Whether the shared metrics improve, with those that do not, and a guardrail that gets worse."""
    if not metrics:
        return NO_METRIC
    asked = asked_of(metrics)
    if not asked:
        return not_shared_words(metrics)
    kind = kind_of(metrics, asked)
    if all(each.standing is MetricStanding.UNKNOWN for each in asked):
        return f"{too_early_words(asked, kind=kind)}{guardrail_words(metrics, asked)}."
    return f"{verdict_words(asked, kind=kind)}{guardrail_words(metrics, asked)}."


def kind_of(metrics: Sequence[MetricFinding], asked: Sequence[MetricFinding]) -> str:
    """What those that answer are called: primary ones where guardrails are shared too, and are not counted here."""
    shared = sum(each.sharing.is_shared for each in metrics)
    return "primary shared metric" if shared > len(asked) else "shared metric"


def not_shared_words(metrics: Sequence[MetricFinding]) -> str:
    """That no metric is shared, so that the question has no answer yet."""
    if len(metrics) == 1:
        return f"The only metric, {metrics[0].label}, is not {ANSWERED_FOR} yet, so there is no common result to tell."
    return f"None of the {len(metrics)} metrics is {ANSWERED_FOR} yet, so there is no common result to tell."


def too_early_words(asked: Sequence[MetricFinding], *, kind: str) -> str:
    """That none can be judged yet, and from which day the first can."""
    which = f"{asked[0].label} cannot" if len(asked) == 1 else f"none of the {len(asked)} {kind}s can"
    days = [each.missing[0].first_on for each in asked if each.missing]
    when = f"; possible from {day_words(min(days))}" if days else ""
    return f"Too early to tell: {which} be judged yet{when}"


def verdict_words(asked: Sequence[MetricFinding], *, kind: str) -> str:
    """How many improve and worsen, by name."""
    known = [each for each in asked if each.standing is not MetricStanding.UNKNOWN]
    better = [each.label for each in known if each.standing is BETTER]
    worse = [each.label for each in known if each.standing is WORSE]
    if better and not worse:
        lead = "Yes" if len(better) == len(asked) else "In part"
        said = f"{lead}: {counted(better, asked, 'improve', kind=kind)}, {and_words(better)}"
    elif better:
        said = f"Not all: {and_words(better)} {verb(better, 'improve')}, {and_words(worse)} {verb(worse, 'worsen')}"
    elif worse:
        said = f"No: {counted(worse, asked, 'worsen', kind=kind)}, {and_words(worse)}"
    else:
        said = f"Not yet: no {kind} has moved further than chance explains{leaning_words(known)}"
    unknown = [each.label for each in asked if each.standing is MetricStanding.UNKNOWN]
    return f"{said}; {and_words(unknown)} cannot be judged yet" if unknown else said


def leaning_words(known: Sequence[MetricFinding]) -> str:
    """Metrics that may be on their way, by name."""
    up = [each.label for each in known if each.standing is MetricStanding.MAYBE_IMPROVED]
    down = [each.label for each in known if each.standing is MetricStanding.MAYBE_WORSENED]
    said = [f"{and_words(up)} may be improving"] if up else []
    said += [f"{and_words(down)} may be getting worse"] if down else []
    return f", though {and_words(said)}" if said else ""


def guardrail_words(metrics: Sequence[MetricFinding], asked: Sequence[MetricFinding]) -> str:
    """``; the guardrail X worsens``; empty while none does, or when it was named already."""
    worse = [each.label for each in metrics if each.role == GUARDRAIL and each.standing is WORSE and each not in asked]
    if not worse:
        return ""
    return f"; the guardrail{'s' if len(worse) > 1 else ''} {and_words(worse)} {verb(worse, 'worsen')}"


def counted(found: Sequence[str], asked: Sequence[MetricFinding], what: str, *, kind: str) -> str:
    """``2 of 5 shared metrics improve``, ``the only shared metric improves``."""
    only = len(asked) == 1 or len(found) == 1
    return f"{share_words(len(found), len(asked), kind)} {what}{'s' if only else ''}"


def verb(names: Sequence[str], what: str) -> str:
    return f"{what}s" if len(names) == 1 else what
