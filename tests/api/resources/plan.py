"""Lists of programs, plans and what the installation keeps, with a maker of one row of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from programs.models import Gate, Program
from tests import factories as make
from tests.api.resources.resource import Names, Resource, days
from tracker.models import Analysis, ProgressReport, Snapshot
from tracker.reads import Day
from tracker.snapshots import compute_batch

FINISH = date(2026, 6, 1)


def a_milestone(program: Program) -> Any:
    return make.make_milestone(program, finish_on=FINISH, owner=make.make_user(), flow=make.make_flow(program))


def a_gate(program: Program) -> Any:
    """The next gate of the program; a program of its own beside it once there is no next one."""
    taken = set(program.gates.values_list("code", flat=True))
    return make.make_gate(program, next(code for code in Gate.Code.values if code not in taken), finish_on=FINISH)


def a_baseline_item(program: Program) -> Any:
    make.make_milestone(program, finish_on=FINISH)
    return make.make_baseline(program).items.last()


def a_snapshot(program: Program) -> Snapshot:
    """Progress as it was reckoned on the next day."""
    day = next(days)
    compute_batch([program.pk], Day(as_of=day, known_on=day))
    return Snapshot.objects.get(program=program, as_of=day)


def an_analysis(program: Program) -> Analysis:
    return Analysis.objects.get(program=program, as_of=a_snapshot(program).as_of)


def a_report(program: Program) -> ProgressReport:
    return ProgressReport.objects.create(
        program=program,
        number=program.progress_reports.count() + 1,
        as_of=FINISH,
        progress=a_snapshot(program).progress,
        document={"title": "Progress"},
        content_hash="0" * 64,
        published_by=make.make_user(),
        published_at=timezone.now(),
    )


IN_PROGRAM: tuple[Resource, ...] = (
    Resource("programs", lambda program: program),
    Resource("portfolio-entries", lambda program: make.make_portfolio(program).entries.get()),
    Resource("memberships", lambda program: make.make_membership(make.make_user(), program, "viewer")),
    Resource("flows", make.make_flow),
    Resource("stages", lambda program: make.make_stage(make.make_flow(program))),
    Resource("milestones", a_milestone),
    Resource("milestone-links", lambda program: make.make_link(a_milestone(program), a_milestone(program))),
    Resource("milestone-forecasts", lambda program: a_milestone(program).forecasts.get()),
    Resource("baselines", make.make_baseline),
    Resource("baseline-items", a_baseline_item),
    Resource("evidence", lambda program: make.make_evidence(a_milestone(program), a_milestone(program))),
    Resource("gates", a_gate),
    Resource("gate-reviews", lambda program: make.make_review(a_gate(program))),
    Resource("status-reports", lambda program: make.make_status(program, reported_on=next(days))),
    Resource("cost-lines", lambda program: make.make_cost_line(program, stated_on=next(days))),
    Resource("attachments", lambda program: make.make_attachment(program, content=str(next(days)).encode())),
    Resource("programs/{program}/reports", a_report),
    Resource("reports", a_report, when_named=("document",)),
    Resource("snapshots", a_snapshot, when_named=("progress",)),
    Resource("analyses", an_analysis, when_named=("result",)),
)
HISTORY = Resource("programs/{program}/progress/history", a_snapshot)
IN_INSTALLATION: tuple[Resource, ...] = (
    Resource("functions", lambda _: make.make_function(parent=make.make_function())),
    Resource("policies", lambda _: make.make_policy(effective_from=next(days))),
    Resource("portfolios", make.make_portfolio),
)
NAMED: Names = {
    "flow": lambda made: made["flows"],
    "function": lambda made: made["functions"],
    "parent": lambda made: made["functions"],
    "gate": lambda made: made["gates"],
    "portfolio": lambda made: made["portfolios"],
    "milestone": lambda made: made["milestones"],
    "predecessor": lambda made: made["milestones"],
    "successor": lambda made: made["milestone-links"].successor,
    "evidence": lambda made: made["evidence"],
}
