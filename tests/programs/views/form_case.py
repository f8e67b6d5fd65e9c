"""A form below a program as a test fills it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from programs.models import Program

Values: TypeAlias = dict[str, Any]
# What the PMO lead types, and what holds of the program once it is sent.
FormCase: TypeAlias = tuple[Values, Callable[[Program], bool]]
