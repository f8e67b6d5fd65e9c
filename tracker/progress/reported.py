"""The status that people reported, kept apart from the computed one."""

from __future__ import annotations

from datetime import date

from tracker.progress.facts import ProgramFacts, ReportedStatus
from tracker.progress.results import ReportedProgress, Status

NOT_REPORTED = "nobody has reported a status yet"


def read_reported(facts: ProgramFacts, as_of: date) -> ReportedProgress:
    """The latest status reported on or before ``as_of``, and the one before it.

    A report without a color is grey and gives its reason; nothing reported is grey too.
    """
    known = sorted((each for each in facts.statuses if each.reported_on <= as_of), key=lambda each: each.reported_on)
    latest = known[-1] if known else None
    previous = known[-2] if len(known) > 1 else None
    return ReportedProgress(
        status=_color(latest) if latest else Status.GREY,
        reason=_reason(latest),
        rated_by=latest.rated_by if latest else "",
        reported_on=latest.reported_on if latest else None,
        age_days=(as_of - latest.reported_on).days if latest else None,
        previous=_color(previous) if previous else None,
        previous_on=previous.reported_on if previous else None,
    )


def _color(report: ReportedStatus) -> Status:
    """The reported color; grey when the report gives none."""
    return Status(report.status) if report.status else Status.GREY


def _reason(report: ReportedStatus | None) -> str:
    """Why it is that color, or why there is none."""
    if report is None:
        return NOT_REPORTED
    if report.status:
        return report.reason
    return report.not_rated_reason or report.reason or "reported without a color"
