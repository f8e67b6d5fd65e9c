"""The areas of coordination: one question each, and its answer in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker.analysis.coordination import Coordination
from tracker.reporting.coordination.constraint import constraint_section
from tracker.reporting.coordination.culture import culture_section
from tracker.reporting.coordination.guard import guard_section
from tracker.reporting.coordination.interfaces import interface_section
from tracker.reporting.coordination.latency import latency_section
from tracker.reporting.coordination.metrics import metric_section
from tracker.reporting.coordination.pilots import pilot_section
from tracker.reporting.coordination.rights import rights_section
from tracker.reporting.coordination.section import Names, Section
from tracker.reporting.coordination.shifts import shift_section
from tracker.reporting.coordination.state import state_section
from tracker.reporting.coordination.trade_offs import trade_off_section
from tracker.reporting.wording import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One question about coordination.

    key      the field of Coordination
    section  the result of the area and the names in it -> its words
    method   the page of the methods that says how it is worked out
    """

    key: str
    title: str
    question: str
    section: Callable[[Any, Names], Section]
    method: str


AREAS = (
    Area(
        key="constraint",
        title="Constraint",
        question="What limits the flow?",
        section=constraint_section,
        method="constraint",
    ),
    Area(
        key="interfaces",
        title="Critical interfaces",
        question="Where between the functions is our problem?",
        section=interface_section,
        method="interfaces",
    ),
    Area(
        key="decision_rights",
        title="Decision rights",
        question="Who should decide?",
        section=rights_section,
        method="decision-rights",
    ),
    Area(
        key="latency",
        title="Decision latency",
        question="How long does a signal take?",
        section=latency_section,
        method="decision-latency",
    ),
    Area(
        key="shifts",
        title="Shift response",
        question="How fast do we answer the market?",
        section=shift_section,
        method="shift-response",
    ),
    Area(
        key="metrics",
        title="Shared metrics",
        question="Do the shared metrics improve?",
        section=metric_section,
        method="metrics",
    ),
    Area(
        key="pilots",
        title="Parallel runs",
        question="Is the new way better, for sure?",
        section=pilot_section,
        method="pilots",
    ),
    Area(
        key="trade_offs",
        title="Trade-offs",
        question="Who pays for whose gain?",
        section=trade_off_section,
        method="trade-offs",
    ),
    Area(
        key="culture",
        title="Culture",
        question="Would it hold without the PMO?",
        section=culture_section,
        method="culture",
    ),
    Area(
        key="state",
        title="State of the change",
        question="How much has really changed, by the record?",
        section=state_section,
        method="state",
    ),
    Area(
        key="guard",
        title="Sequence guard",
        question="Is the order of the change kept?",
        section=guard_section,
        method="sequence-guard",
    ),
)


def in_words(found: Coordination, names: Names) -> Iterator[tuple[Area, Section]]:
    """Each area with its answer."""
    for area in AREAS:
        yield area, area.section(getattr(found, area.key), names)


def answer_rows(found: Coordination, names: Names) -> list[Json]:
    """The answers as a report shows them: the sentences of the pages."""
    return [
        {
            "key": area.key,
            "title": area.title,
            "question": area.question,
            "sentence": section.sentence,
            "is_known": section.is_known,
            "rests_on": section.rests_on,
            "missing": section.missing,
        }
        for area, section in in_words(found, names)
    ]
