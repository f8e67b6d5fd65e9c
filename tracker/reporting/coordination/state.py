"""How much has really changed, in words."""

from __future__ import annotations

from datetime import date

from tracker.analysis.state.names import NAMES
from tracker.analysis.state.results import StateAnalysis, StateIndex
from tracker.progress.numbers import State
from tracker.progress.words import and_words, count_words, sentence
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.coordination.section import Names, Section, named
from tracker.reporting.coordination.state_chart import plan_alt, plan_chart, state_chart
from tracker.reporting.coordination.state_rows import (
    claim_rows,
    claim_words,
    component_rows,
    held_words,
    index_row,
    known_words,
    lowest_words,
    missing_words,
    of_hundred,
    status_words,
    title_of,
    unmeasured_words,
    verdict_row,
)
from tracker.reporting.wording import Json, display_date

MOST_TOLD = 3
NOTE = (
    "Filled: what the record shows. Hatched: not measured, counted as nothing. "
    "Upright line: where the first plan is today."
)


def state_section(found: StateAnalysis, names: Names) -> Section:
    """The state of the change in words."""
    rows, culture = component_rows(found.structural, found.as_of), component_rows(found.cultural, found.as_of)
    return Section(
        sentence=state_sentence(found),
        is_known=found.structural.value.value is not None,
        rests_on=rests_on(found),
        missing=missing(found),
        chart=state_chart(rows) if rows else None,
        chart_alt=" ".join(f"{row['told']}." for row in rows),
        chart_note=NOTE if rows else "",
        data={
            "claims": claim_words(found),
            "claimed": claim_rows(found.claims.rests_on),
            "structural": side_data(found.structural) | {"rows": rows},
            "cultural": side_data(found.cultural) | {"rows": culture},
            "cultural_alt": " ".join(f"{row['told']}." for row in culture),
            "cultural_chart": with_themes(state_chart(culture)) if culture else "",
            "lowest": lowest_words(found.lowest, names) if culture else "",
            "wholes": [index_row(each, named(names, each.of)) for each in found.flows],
            "functions": [index_row(each, named(names, each.of)) for each in found.functions],
            "verdicts": [verdict_row(each) for each in found.verdicts],
            **plan_data(found),
        },
    )


def state_sentence(found: StateAnalysis) -> str:
    """Both states in a sentence, each beside its plan."""
    structural, cultural = found.structural, found.cultural
    if structural.value.value is None:
        return nothing(found)
    told = f"The record shows {had(structural)} of the structural change{beside(structural)}"
    if structural.unmeasured >= 1:
        told += f" ({unmeasured_words(structural.unmeasured)})"
    if cultural.value.value is None:
        return f"{told}; nothing of the cultural one is measured yet."
    return f"{told}, and {had(cultural)} of the cultural one{beside(cultural, is_second=True)}."


def had(index: StateIndex) -> str:
    """``52 of 100``; ``nothing yet`` stands for 0."""
    return of_hundred(index.value) if index.value.value else "nothing yet"


def nothing(found: StateAnalysis) -> str:
    """Why there is no state."""
    if found.structural.value.state is State.NOT_APPLICABLE:
        return f"This is not asked here: {found.structural.value.reason}."
    return f"How much has changed cannot be told yet: {found.structural.value.reason}."


def beside(index: StateIndex, *, is_second: bool = False) -> str:
    """``, 8 points behind the first plan``; empty without a plan that has anything yet."""
    if index.to_plan is None or index.to_plan.value is None or not index.planned:
        return ""
    distance = round(index.to_plan.value)
    if distance == 0:
        return ", as its plan has it"
    where = "behind" if distance < 0 else "ahead"
    if is_second:
        return f", {abs(distance)} {where}"
    return f", {count_words(abs(distance), 'point')} {where} of the first plan".replace("behind of", "behind")


def rests_on(found: StateAnalysis) -> str:
    """How many sides are measured."""
    if not found.structural.components:
        return ""
    sides = ((found.structural, "structure"), (found.cultural, "culture"))
    return " and ".join(sides_words(index, of) for index, of in sides)


def sides_words(index: StateIndex, of: str) -> str:
    """``4 of 5 sides of structure``."""
    have = sum(each.unmeasured < 1 for each in index.components)
    return f"{have or 'none'} of {len(index.components)} sides of {of}"


def missing(found: StateAnalysis) -> str:
    """What is not measured of the structure, the first thing of each side; the table has the rest."""
    told = []
    for component in found.structural.components:
        gaps = [each for each in component.missing if each.is_unmeasured]
        if component.is_left_out or not gaps:
            continue
        more = f" And {len(gaps) - 1} more." if len(gaps) > 1 else ""
        told.append(f"{title_of(component.key)}: {missing_words(gaps[0], found.as_of)}{more}")
    return " ".join(told[:MOST_TOLD])


def side_data(index: StateIndex) -> Json:
    """A state beside its plan."""
    return {
        "value": of_hundred(index.value),
        "planned": "" if index.planned is None else f"{round(index.planned)} of 100",
        "unmeasured": unmeasured_words(index.unmeasured) if index.components else "",
        "status": index.status.value,
        "words": status_words(index),
        "held": held_words(index),
        "known": known_words(index),
    }


def plan_data(found: StateAnalysis) -> Json:
    """The chart of both plans, and which sides a straight line stands for."""
    chart = plan_chart(found)
    ends = zip((found.structural, found.cultural), found.linear_until or (), strict=False)
    return {
        "plan_chart": with_themes(chart) if chart else "",
        "plan_alt": sentence(plan_alt(found)),
        "linear": [words for index, until in ends if (words := linear_words(index, until))],
    }


def linear_words(index: StateIndex, until: date) -> str:
    """Which sides no milestone stands for; empty when the plan has all of them."""
    sides = [NAMES[each.key] for each in index.components if each.is_linear]
    return (
        f"No milestone of it stands for {and_words(sides)}: a straight line to {display_date(until)} does."
        if sides
        else ""
    )
