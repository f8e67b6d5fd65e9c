"""A write that the database must refuse, and which of its rules refuses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from programs.models import Program

Write = Callable[[Program], Any]


def refusals(cases: dict[str, Write]) -> pytest.MarkDecorator:
    """Parametrizes a test over (rule, write); a rule with several cases has them numbered ``rule/2``."""
    return pytest.mark.parametrize(("rule", "write"), cases.items(), ids=cases)


def assert_refused(rule: str, write: Callable[[], Any]) -> None:
    """Fails unless the database itself refuses the write because of ``rule``."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    diagnosis = getattr(refusal.value.__cause__, "diag", None)
    assert diagnosis is not None
    assert diagnosis.constraint_name == rule.partition("/")[0]
