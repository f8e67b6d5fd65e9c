"""Lists of the plan that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program
from tests import factories

MAKERS: dict[str, Callable[[Program], object]] = {
    "flow-list": lambda program: factories.make_stage(factories.make_flow(program)),
    "baseline-list": lambda program: factories.make_baseline(program),
    "status-report-list": lambda program: factories.make_status(program, rated_by=f"Body {next(factories.serial)}"),
    "cost-line-list": lambda program: factories.make_cost_line(
        program, scope="financial_year", period=f"Y{next(factories.serial)}"
    ),
    "membership-list": lambda program: factories.make_membership(factories.make_user(), program, "function_lead"),
    "attachment-list": lambda program: factories.make_attachment(program),
}  # fmt: skip
