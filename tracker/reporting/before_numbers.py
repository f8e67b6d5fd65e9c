"""Before there are numbers: what each answer of the first screen lacks, who owes it, and when it can first be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tracker.analysis.constraints.results import ConstraintAnalysis
from tracker.analysis.coordination import Coordination
from tracker.analysis.coverage import first_monday
from tracker.analysis.interfaces.absence import LEADS, PMO
from tracker.analysis.interfaces.results import InterfacesAnalysis
from tracker.analysis.latency.results import LatencyAnalysis
from tracker.analysis.metrics.results import MetricsAnalysis
from tracker.analysis.state.results import StateAnalysis
from tracker.progress.results import ProgramProgress, Status
from tracker.progress.words import and_words, day_words, sentence
from tracker.reporting.coordination.constraint import first_flow, lowered
from tracker.reporting.coordination.metrics import all_missing
from tracker.reporting.coordination.rights import rights_section
from tracker.reporting.coordination.state_rows import missing_words

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
NOBODY_LEADS = "nobody yet: name who leads the functions"
NO_PMO = "nobody yet: choose the PMO lead"
OFFICES = ("Transformation PMO", "the PMO lead", "the PMO")
"""What areas call the program office; the longer names first."""


class People(Protocol):
    """Who may owe something; asked only where something is missing.

    pmo    names of the PMO leads
    leads  whether anybody leads a function
    """

    @property
    def pmo(self) -> Sequence[str]: ...
    @property
    def leads(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeNumbers:
    """A sentence for each answer that cannot be given yet; empty where it can."""

    delivery: str = ""
    reported: str = ""
    gate: str = ""
    metric: str = ""
    constraint: str = ""
    authority: str = ""
    interface: str = ""
    wait: str = ""
    state: str = ""
    coverage: str = ""


def before_numbers(
    progress: ProgramProgress, found: Coordination | None, *, start_on: date | None, people: People
) -> BeforeNumbers:
    """What is missing on the first screen of a program that follows the sequence, as of the day of its progress."""
    first = BeforeNumbers(
        delivery=delivery_owed(progress, start_on, people),
        reported="" if progress.reported.reported_on else owed("A first reported status", pmo_words(people)),
        gate="" if progress.sequence.gates else owed("The gates of the sequence", pmo_words(people)),
    )
    if found is None:
        return first
    return BeforeNumbers(
        delivery=first.delivery,
        reported=first.reported,
        gate=first.gate,
        metric=metric_owed(found.metrics, people),
        constraint=constraint_owed(found.constraint, people),
        authority=authority_owed(found, people),
        interface=interface_owed(found.interfaces, people),
        wait=wait_owed(found.latency, people, as_of=progress.as_of),
        state=state_owed(found.state, people),
        coverage=coverage_owed(found.interfaces, start_on, people),
    )


def owed(what: str, who: str, first_on: date | None = None) -> str:
    """``A locked baseline: owed by Ada Lind, PMO lead; possible at once.``"""
    when = "at once" if first_on is None else f"from {day_words(first_on)}"
    return sentence(f"{what}: owed by {who}; possible {when}")


def pmo_words(people: People) -> str:
    """The PMO leads by name, or that one has to be chosen."""
    names = list(people.pmo)
    if not names:
        return NO_PMO
    return f"{and_words(names)}, PMO lead{'s' if len(names) > 1 else ''}"


def by_name(words: str, people: People) -> str:
    """Words of an area with the PMO leads in place of their office."""
    for office in OFFICES:
        if f"Owed by {office}" in words:
            words = words.replace(f"Owed by {office}", f"Owed by {pmo_words(people)}")
    return words


def leads_words(people: People, functions: Sequence[str] = ()) -> str:
    """The leads of the functions, or that they have to be named."""
    if not people.leads:
        return NOBODY_LEADS
    if not functions:
        return LEADS
    return f"the lead{'s' if len(functions) > 1 else ''} of {and_words(functions)}"


def delivery_owed(progress: ProgramProgress, start_on: date | None, people: People) -> str:
    """A start, a plan, or a day more; empty once a plan is measured, which says itself when something is due."""
    if progress.delivery.status is not Status.GREY:
        return ""
    if start_on is None:
        return owed("A start date", pmo_words(people))
    if progress.as_of <= start_on:
        first = day_words(start_on + A_DAY)
        return f"Delivery can first be told on {first}, once a baseline is locked: owed by {pmo_words(people)}."
    if all(each.original is None for each in progress.horizons):
        return owed("A locked baseline with the gates and their work", pmo_words(people))
    return ""


def metric_owed(found: MetricsAnalysis, people: People) -> str:
    """What keeps the first shared metric from its first reading; empty once one was read."""
    if any(each.latest.value is not None for each in found.metrics):
        return ""
    if not found.metrics:
        return owed("A metric that two functions answer for", pmo_words(people))
    return by_name(all_missing(found), people)


def constraint_owed(found: ConstraintAnalysis, people: People) -> str:
    """A flow, then a first word on what limits it; votes that are there say themselves what else it takes."""
    if not found.flows:
        return owed("A first flow, for one customer segment or product line", pmo_words(people))
    flow = first_flow(found)
    if flow.votes:
        return ""
    functions = flow.missing[0].owed_by if flow.missing else ()
    return owed("A first word on what limits it", leads_words(people, functions))


def authority_owed(found: Coordination, people: People) -> str:
    """The decisions on the constraint, while none is known."""
    section = rights_section(found.decision_rights, {})
    return "" if section.is_known else by_name(section.missing, people)


def interface_owed(found: InterfacesAnalysis, people: People) -> str:
    """Hand-offs, then incidents or the word that there were none; empty once they are ranked or nothing is owed."""
    if found.few or not found.missing:
        return ""
    first = found.missing[0]
    who = and_words(first.who)
    if first.who == (PMO,):
        who = pmo_words(people)
    elif first.who == (LEADS,):
        who = leads_words(people)
    is_later = first.first_on is not None and first.first_on > found.ends_on
    return owed(first.what, who, first.first_on if is_later else None)


def wait_owed(found: LatencyAnalysis, people: People, *, as_of: date) -> str:
    """Stages, then their planning cycles, which their functions know; empty once the time through one flow is known."""
    if any(each.timing is not None for each in found.flows):
        return ""
    gaps = [gap for each in found.flows for gap in each.missing]
    if not gaps:
        return owed("The stages of the flow, each with its planning cycle", pmo_words(people))
    functions = list(dict.fromkeys(gap.function_name for gap in gaps if gap.function_name))
    first_on = max(gap.first_on for gap in gaps)
    who = and_words(functions) or pmo_words(people)
    return owed("The planning cycles of its stages", who, first_on if first_on > as_of else None)


def state_owed(found: StateAnalysis, people: People) -> str:
    """The first thing without which nothing of the structural change can be measured; empty once something is."""
    gaps = [gap for each in found.structural.components for gap in each.missing if gap.is_unmeasured]
    if found.structural.value.value or not gaps:
        return ""
    return by_name(f"First: {lowered(missing_words(gaps[0], found.as_of))}", people)


def coverage_owed(found: InterfacesAnalysis, start_on: date | None, people: People) -> str:
    """From which week on the function leads are asked; empty once an answer is expected."""
    if found.coverage.expected or start_on is None:
        return ""
    if not people.leads:
        return f"Weekly answers: owed by {NOBODY_LEADS}; possible a whole week after that."
    monday = first_monday(max(start_on, found.ends_on - A_WEEK + A_DAY))
    return owed(f"The first weekly answers, of the week of {day_words(monday)}", LEADS, monday + A_WEEK)
