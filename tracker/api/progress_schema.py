"""The shape of progress and of scores in the API's description, read from the very classes that are answered."""

from __future__ import annotations

from typing import Any

import msgspec

from tracker.analysis.coordination import Coordination
from tracker.analysis.latency.what_if import WhatIf
from tracker.forecast_scores import ProgramsCalibration
from tracker.progress.divergence import Divergence
from tracker.progress.results import ProgramProgress
from tracker.published.city import CityReplay


def add_progress(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """The description with a component for each class of progress, of the analyses and of the calibration."""
    answers = (ProgramProgress, Divergence, Coordination, WhatIf, ProgramsCalibration, CityReplay)
    _, components = msgspec.json.schema_components(answers, ref_template="#/components/schemas/{name}")
    schemas = result["components"]["schemas"]
    if taken := schemas.keys() & components.keys():
        raise ValueError(f"Two things have the same name in the API's description: {', '.join(sorted(taken))}")
    schemas.update(components)
    open_tuples(components)
    return result


def open_tuples(part: Any) -> None:
    """Says of tuples only how long they are: makers of clients do not read that nothing comes after the last item."""
    if isinstance(part, dict):
        if part.get("items") is False:
            del part["items"]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            open_tuples(each)
