"""G0: is the decision flow mapped, stage by stage (METHODS 1.5)?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.interfaces import Interface
from tracker.analysis.guard.changes import decided_by, right_place
from tracker.analysis.guard.policy import STAGES_NEEDED
from tracker.analysis.guard.question import PMO, STEWARD, Guarded
from tracker.analysis.guard.results import GuardFlow, GuardMissing, GuardPage, GuardPlace
from tracker.analysis.rights.standing import holds_on


def mapped_flows(record: Guarded) -> tuple[GuardFlow, ...]:
    """Each flow in the order of expansion, with what its map lacks."""
    return tuple(
        GuardFlow(flow=flow.uid, name=flow.name, position=flow.position, missing=tuple(map_lacks(record, flow)))
        for flow in record.flows
    )


def map_lacks(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """Stages, their cycles, owners of their hand-offs, and who decides: as far as each is missing, in this order."""
    yield from stages_lack(record, flow)
    yield from cycles_lack(record, flow)
    yield from interfaces_lack(record, flow)
    yield from rights_lack(record, flow)


def stages_lack(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    if len(record.stages(flow)) < STAGES_NEEDED:
        has = "Only one stage" if record.stages(flow) else "No stage"
        yield owed(record, f"{has} of {flow.name} is on record.", who=PMO, place=flows_place(flow))


def cycles_lack(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """Stages of which nobody said by which cycle they plan, and cycles that nobody recorded: the function owes both."""
    asked: set[tuple[str, str]] = set()
    for stage in record.stages(flow):
        key = (stage.function, stage.level)
        if not stage.level:
            words = f"Nobody has said by which planning cycle “{stage.name}” of {stage.function_name} plans."
            yield owed(record, words, who=stage.function_name, place=flows_place(flow))
        elif key not in asked and not has_cycle(record, *key):
            asked.add(key)
            name = f"“{stage.level}” of {stage.function_name}"
            place = GuardPlace(page=GuardPage.CYCLES, label=f"Planning cycle {name}")
            yield owed(record, f"The planning cycle {name} is not on record.", who=stage.function_name, place=place)


def has_cycle(record: Guarded, function: str, level: str) -> bool:
    return any(
        (each.function, each.level) == (function, level) and holds_on(each, record.as_of)
        for each in record.facts.cycles
    )


def interfaces_lack(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """Hand-offs between stages that are not on record, and those that nobody owns."""
    used = [each for each in record.facts.interfaces if flow.uid in each.flows]
    pairs = {(each.from_uid, each.to_uid) for each in used}
    stages = record.stages(flow)
    told: set[tuple[str, str]] = set()
    for stage, following in pairwise(stages):
        pair = (stage.function, following.function)
        if stage.function == following.function or pair in pairs | told:
            continue
        told.add(pair)
        name = f"{stage.function_name} to {following.function_name}"
        place = GuardPlace(page=GuardPage.HANDOFFS, label=f"Hand-off from {name}")
        yield owed(record, f"The hand-off from {name} is not on record.", who=PMO, place=place)
    for each in sorted(used, key=lambda row: (row.from_function, row.to_function, row.uid)):
        if not each.owner:
            words = f"Nobody owns the hand-off from {each.from_function} to {each.to_function}."
            yield owed(record, words, who=f"{PMO} or {STEWARD}", place=interface_place(each))


def interface_place(interface: Interface) -> GuardPlace:
    name = f"Hand-off from {interface.from_function} to {interface.to_function}"
    return GuardPlace(page=GuardPage.INTERFACE, label=name, uid=interface.uid)


def rights_lack(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """No recurring decision at all, and those that nobody makes."""
    rights = [
        each
        for each in record.facts.rights.decisions.rights
        if each.flow in ("", flow.uid) and (each.ended_on is None or record.as_of <= each.ended_on)
    ]
    if not rights:
        place = GuardPlace(page=GuardPage.DECISIONS, label="Decisions")
        yield owed(record, f"No recurring decision of {flow.name} is on record.", who=PMO, place=place)
    for right in sorted(rights, key=lambda each: (each.decision, each.uid)):
        if not decided_by(right, record.as_of):
            yield owed(
                record, f"Nobody is on record as deciding “{right.decision}”.", who=PMO, place=right_place(right)
            )


def flows_place(flow: Flow) -> GuardPlace:
    return GuardPlace(page=GuardPage.FLOWS, label=f"Stages of {flow.name}")


def owed(record: Guarded, words: str, *, who: str, place: GuardPlace) -> GuardMissing:
    """Something that can be there today."""
    return GuardMissing(words=words, who=who, place=place, first_on=record.as_of)
