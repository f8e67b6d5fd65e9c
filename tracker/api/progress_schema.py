"""The shape of progress in the API's description, read from the very classes that are stored."""

from __future__ import annotations

from typing import Any

import msgspec

from tracker.progress.results import ProgramProgress


def add_progress(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """The description with a component for each class of ``tracker.progress.results``."""
    _, components = msgspec.json.schema_components((ProgramProgress,), ref_template="#/components/schemas/{name}")
    schemas = result["components"]["schemas"]
    if taken := schemas.keys() & components.keys():
        raise ValueError(f"Two things have the same name in the API's description: {', '.join(sorted(taken))}")
    schemas.update(components)
    return result
