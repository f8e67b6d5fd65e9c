"""Whether functions really share a metric: who answers for it, who signed it, in whose evaluation it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.analysis.facts.metrics import Accountability, Definition, JudgedMetric, MetricFacts
from tracker.analysis.metrics.question import FUNCTIONS_NEEDED
from tracker.analysis.metrics.results import LackKind, MetricSharing, SharingLack
from tracker.analysis.rights.standing import holds_on
from tracker.progress.words import and_words

PMO = "Transformation PMO"
STEWARD = "a steward"


def definition_on(metric: JudgedMetric, day: date) -> Definition | None:
    """The version in force on the day; before the first one begins, that one."""
    begun = [each for each in metric.definitions if each.effective_from <= day]
    return max(begun, key=lambda each: each.number) if begun else next(iter(metric.definitions), None)


def answering(metric: JudgedMetric, day: date) -> tuple[Accountability, ...]:
    """Functions that answer for the metric on the day."""
    return tuple(each for each in metric.accountabilities if holds_on(each, day))


def sharing_of(metric: JudgedMetric, record: MetricFacts, as_of: date) -> MetricSharing:
    """Who shares the metric, and what keeps it from being shared.

    source  METHODS 1.5 (k2): signed by two functions, and entered in the evaluation of both
    """
    owners = answering(metric, as_of)
    definition = definition_on(metric, as_of)
    signed = [each for each in definition.signatures if each.signed_on <= as_of] if definition else []
    evaluated = [each for each in owners if not is_left_out(each, record, as_of)]
    lacks = (
        *owners_lack(owners),
        *signatures_lack([each.function for each in signed], owners, is_defined=definition is not None),
        *evaluations_lack(evaluated, owners),
    )
    return MetricSharing(
        is_shared=not lacks,
        owners=names(owners),
        signers=tuple(dict.fromkeys(each.function for each in signed)),
        evaluated=names(evaluated),
        lacks=lacks,
    )


def names(owners: Iterable[Accountability]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.function for each in owners))


def is_left_out(owner: Accountability, record: MetricFacts, as_of: date) -> bool:
    """Whether the running evaluation gives shared metrics no weight; while none is recorded, the agreed one holds."""
    running = [
        each
        for each in record.evaluations
        if each.function_uid == owner.function_uid and each.cycle_starts_on <= as_of <= each.cycle_ends_on
    ]
    return owner.weight <= 0 or (bool(running) and all(each.shared_weight == 0 for each in running))


def owners_lack(owners: Sequence[Accountability]) -> Iterator[SharingLack]:
    """Fewer than two functions answer for it."""
    functions = names(owners)
    if len(functions) < FUNCTIONS_NEEDED:
        words = f"Only {functions[0]} answers for it." if functions else "No function answers for it."
        yield SharingLack(kind=LackKind.OWNERS, words=words, who=f"{PMO} with the leads of both functions")


def signatures_lack(
    signers: Sequence[str], owners: Sequence[Accountability], *, is_defined: bool
) -> Iterator[SharingLack]:
    """Fewer than two functions signed its definition; those that answer for it and have not signed owe it."""
    signed = tuple(dict.fromkeys(signers))
    if len(signed) >= FUNCTIONS_NEEDED:
        return
    if not is_defined:
        yield SharingLack(kind=LackKind.SIGNATURES, words="It has no definition that could be signed.", who=STEWARD)
        return
    unsigned = [name for name in names(owners) if name not in signed]
    who = f"the leads of {and_words(unsigned)}" if len(unsigned) > 1 else f"the lead of {and_words(unsigned)}"
    words = f"Only {signed[0]} has signed its definition." if signed else "Nobody has signed its definition."
    owed = who if unsigned else "the leads of the functions that will answer for it"
    yield SharingLack(kind=LackKind.SIGNATURES, words=words, who=owed)


def evaluations_lack(evaluated: Sequence[Accountability], owners: Sequence[Accountability]) -> Iterator[SharingLack]:
    """Two answer for it, but it counts in the evaluation of fewer."""
    if len(names(owners)) < FUNCTIONS_NEEDED or len(names(evaluated)) >= FUNCTIONS_NEEDED:
        return
    outside = [name for name in names(owners) if name not in names(evaluated)]
    words = f"Shared metrics count for nothing in the running evaluation of {and_words(outside)}."
    yield SharingLack(kind=LackKind.EVALUATIONS, words=words, who=f"{PMO} with the lead of {and_words(outside)}")
