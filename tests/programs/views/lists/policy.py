"""Lists of the policy that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program

MAKERS: dict[str, Callable[[Program], object]] = {}
