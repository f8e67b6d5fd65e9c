"""Makers of rows of the policy and of sources."""

from __future__ import annotations

from typing import Any

from programs.models import FieldSource, Program


def make_source(program: Program | None = None, **given: Any) -> FieldSource:
    """Planview keeps the name of milestones."""
    values = {"noun": "milestones", "field": "name", "system": "Planview"} | given
    return FieldSource.objects.create(program=program, **values)
