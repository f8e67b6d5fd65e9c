"""Whether whoever controls the constraint decides, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.analysis.rights.results import (
    Alignment,
    AuthorityMatrix,
    Decider,
    ObservedDecisions,
    RightFinding,
    RightFlag,
    RightsAnalysis,
    RightsAssumption,
    RightScope,
    RightsMissing,
    RightVerdict,
)
from tracker.progress.numbers import Number
from tracker.progress.words import sentence
from tracker.reporting.coordination.rights_chart import rights_chart
from tracker.reporting.coordination.section import Names, Section
from tracker.reporting.wording import Json, counted, number_text, share_text, when_words

FLAG_WORDS = {
    RightFlag.ORPHAN: "Nobody decides",
    RightFlag.UNKNOWN_CONTROLLER: "Controller not named",
    RightFlag.SPLIT: "Several decide",
    RightFlag.HIERARCHY: "Decided above",
    RightFlag.MISPLACED: "Decided elsewhere",
    RightFlag.STALE: "The constraint has moved",
    RightFlag.PROVISIONAL: "Only probable",
}
SCOPE_WORDS = {
    RightScope.OUTSIDE: "Not on the constraint",
    RightScope.UNKNOWN: "Not known yet",
    RightScope.UNCOMMITTED: "Names no resource",
}
RIGHT_HANDS = "In the right hands"


def rights_section(found: RightsAnalysis, names: Names) -> Section:
    """The decision rights of a program in words."""
    rows = [verdict_row(each, names) for each in found.verdicts]
    drawn = [row for row in rows if row["exposure"]]
    return Section(
        sentence=found.sentence,
        is_known=found.alignment.by_count.value is not None,
        rests_on=rests_on(found),
        missing=" ".join(missing_words(each, found.as_of) for each in found.missing),
        chart=rights_chart(drawn) if drawn else None,
        chart_alt=" ".join(f"{row['told']}." for row in drawn),
        data={
            "shares": share_words(found.alignment),
            "constraints": constraint_rows(found.verdicts),
            "in_scope": [row for row in rows if row["is_aligned"] is not None],
            "others": [row for row in rows if row["is_aligned"] is None],
            "matrix": matrix_table(found.matrix),
            "assumptions": [assumption_row(each, names) for each in found.assumptions],
            "observed": observed_rows(found.observed),
        },
    )


def rests_on(found: RightsAnalysis) -> str:
    """How many decisions are recorded, and how many of them commit the constraint."""
    if not found.verdicts:
        return ""
    recorded = counted(len(found.verdicts), "recurring decision")
    in_scope, probable = found.alignment.in_scope, found.alignment.provisional
    if probable == in_scope:
        return f"{recorded}, {in_scope or 'none'} of them on {'the likely' if probable else 'the'} constraint"
    return f"{recorded}, {in_scope} of them on the constraint{f', {probable} only probably' if probable else ''}"


def constraint_rows(verdicts: Sequence[RightVerdict]) -> list[str]:
    """What the decisions in scope are compared with: the constraint of each flow and who controls it."""
    told = {
        (verdict.limited.name, verdict.resource.name, verdict.controller.name if verdict.controller else "nobody named")
        for verdict in verdicts
        if verdict.is_aligned is not None and verdict.limited and verdict.resource
    }
    return [f"The constraint of {flow}: {resource}, controlled by {name}." for flow, resource, name in sorted(told)]


def missing_words(missing: RightsMissing, as_of: date) -> str:
    """What is missing, who owes it, and the day on which it can first be there."""
    return f"{sentence(missing.what)} Owed by {missing.who}; possible {when_words(missing.first_on, as_of)}."


def share_words(alignment: Alignment) -> str:
    """Both shares in a sentence; empty when no decision is in scope."""
    if alignment.by_count.value is None:
        return ""
    count = f"{alignment.aligned} of {counted(alignment.in_scope, 'decision')} in the right hands"
    if alignment.by_exposure.value is None:
        return f"Counted: {count}. How often they are made is not known."
    weighed = share_text(alignment.aligned_exposure, alignment.exposure)
    left_out = "".join(left_out_words(alignment))
    return f"Weighed by how often they are made: {weighed} in the right hands{left_out}. Counted: {count}."


def left_out_words(alignment: Alignment) -> Iterable[str]:
    """Decisions that have no weight, and why."""
    if alignment.unknown_frequency:
        yield f", without {alignment.unknown_frequency} of unknown frequency"
    if alignment.never_made:
        yield f", without {alignment.never_made} that {'is' if alignment.never_made == 1 else 'are'} never made"


def verdict_row(verdict: RightVerdict, names: Names) -> Json:
    """One decision for table and chart; without a link when it is no longer in the record.

    is_told  whether its first reason says already who decides and who controls
    """
    state = state_words(verdict)
    return {
        "uid": verdict.uid if verdict.uid in names else "",
        "decision": names.get(verdict.uid, verdict.decision),
        "often": often_words(verdict),
        "exposure": verdict.exposure or 0.0,
        "flow": verdict.flow.name if verdict.flow else "",
        "decides": decider_words(verdict.deciders),
        "controls": control_words(verdict),
        "is_told": bool(verdict.findings) and verdict.findings[0].flag in (RightFlag.HIERARCHY, RightFlag.MISPLACED),
        "is_aligned": verdict.is_aligned,
        "state": state,
        "findings": [finding_row(each, is_first=not number) for number, each in enumerate(verdict.findings)],
        "told": f"{verdict.decision}: {state[:1].lower()}{state[1:]}, {often_words(verdict)}",
    }


def state_words(verdict: RightVerdict) -> str:
    """The word for the decision: what is wrong most, or that nothing is."""
    if verdict.is_aligned:
        return RIGHT_HANDS
    if verdict.findings:
        return FLAG_WORDS[verdict.findings[0].flag]
    return SCOPE_WORDS.get(verdict.scope, RIGHT_HANDS)


def often_words(verdict: RightVerdict) -> str:
    """``4 times a month``, or that nobody knows."""
    times = verdict.times_a_month
    if times is None:
        return "nobody knows how often"
    if times == 0:
        return "never made"
    return "once a month" if times == 1 else f"{float(times):,g} times a month"


def decider_words(deciders: Sequence[Decider]) -> str:
    """``Procurement``, or ``Pump team (vote: Procurement)``."""
    return ", ".join(
        f"{each.name} (vote: {', '.join(voice.name for voice in each.voices) or 'nobody'})"
        if each.is_team
        else each.name
        for each in deciders
    )


def control_words(verdict: RightVerdict) -> str:
    """``Procurement controls Castings``; empty while the constraint is not known."""
    if verdict.resource is None:
        return ""
    return f"{verdict.controller.name if verdict.controller else 'nobody named'} controls {verdict.resource.name}"


def finding_row(finding: RightFinding, *, is_first: bool) -> Json:
    """One thing that is wrong, with what mends it and what it would be written with."""
    return {
        "words": FLAG_WORDS[finding.flag],
        "reason": finding.reason,
        "move": finding.move.words,
        "kind": finding.move.kind.value,
        "function": finding.move.function,
        "team": finding.move.team,
        "resource": finding.move.resource,
        "is_first": is_first,
    }


def matrix_table(matrix: AuthorityMatrix) -> Json:
    """The matrix as rows of counts; a cell is None where it is empty."""
    counts = {(each.decider, each.controller): len(each.rights) for each in matrix.cells}
    return {
        "is_binding": matrix.of == "binding",
        "columns": [each.name for each in matrix.controllers],
        "rows": [
            {
                "name": row.name,
                "cells": [
                    {
                        "count": counts.get((row.uid or row.name, column.uid or column.name)),
                        "is_right": bool(row.uid) and row.uid == column.uid,
                        "column": column.name,
                    }
                    for column in matrix.controllers
                ],
            }
            for row in matrix.deciders
        ],
    }


def assumption_row(assumption: RightsAssumption, names: Names) -> Json:
    """What would be wrong if one resource were the constraint."""
    wrong = [each for each in assumption.verdicts if not each.is_aligned]
    return {
        "uid": assumption.resource.uid,
        "resource": assumption.resource.name,
        "controller": assumption.controller.name if assumption.controller else "",
        "sentence": assumption.sentence,
        "decisions": len(assumption.verdicts),
        "wrong": [names.get(each.uid, each.decision) for each in wrong],
        "rows": [verdict_row(each, names) for each in assumption.verdicts],
    }


def observed_rows(observed: ObservedDecisions) -> Json:
    """What happened: days of each decision, and overrides with how many spoke of them."""
    return {
        "times": [
            {
                "decision": each.right.name if each.right else "Other decisions",
                "days": number_text(each.days),
                "missing": sentence(each.days.reason),
                "n": each.days.n,
                "waiting": each.waiting,
                "oldest": "" if each.oldest_days is None else counted(each.oldest_days, "day"),
            }
            for each in observed.times
        ],
        "overrides": override_words(observed),
    }


def override_words(observed: ObservedDecisions) -> str:
    """How many were overridden from above, and how much was said about it; empty when nothing was decided."""
    above = observed.from_above
    if above.value is None:
        return ""
    count = round(above.value * above.n)
    told = f"{count or 'None'} of {counted(above.n, 'decision')} on record {'was' if count == 1 else 'were'} overridden"
    return f"{told} from above. {heard_words(observed.heard)}"


def heard_words(heard: Number) -> str:
    """How many of the weekly words on overrides were given."""
    if heard.value is None:
        return "No function was asked each week whether that happened."
    return f"Functions said {share_text(heard.value, 1)} of the times they were asked each week whether that happened."
