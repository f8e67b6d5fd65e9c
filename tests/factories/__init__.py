"""Typed makers of rows with fixed values; what a test cares about is given, the rest is believable.

Those of programs and plans stand here; another area is imported by its name, such as ``constraints``.
"""

from tests.factories.plan import (
    START,
    make_attachment,
    make_baseline,
    make_cost_line,
    make_evidence,
    make_flow,
    make_forecast,
    make_function,
    make_gate,
    make_link,
    make_membership,
    make_milestone,
    make_policy,
    make_portfolio,
    make_program,
    make_review,
    make_stage,
    make_status,
    make_token,
    make_user,
    serial,
)

__all__ = [
    "START",
    "make_attachment",
    "make_baseline",
    "make_cost_line",
    "make_evidence",
    "make_flow",
    "make_forecast",
    "make_function",
    "make_gate",
    "make_link",
    "make_membership",
    "make_milestone",
    "make_policy",
    "make_portfolio",
    "make_program",
    "make_review",
    "make_stage",
    "make_status",
    "make_token",
    "make_user",
    "serial",
]
