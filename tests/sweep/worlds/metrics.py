"""One of everything of metrics."""

from __future__ import annotations

from typing import Any

from programs.models import Program, User
from tests.factories import metrics as make

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid; nothing rests on the metric."""
    judged = make.make_program_metric(program)
    definition = judged.metric.definitions.get()
    full = make.make_program_metric(program, role="guardrail")
    return {
        "metrics": judged.metric,
        "metric-definitions": definition,
        "definition-signatures": make.make_signature(definition),
        "program-metrics": judged,
        "metric-baselines": make.make_metric_baseline(full),
        "metric-accountabilities": make.make_accountability(full),
        "leader-evaluations": make.make_evaluation(program),
    }
