from django.apps import AppConfig
from pghistory import runtime

NEVER_WRITE = ("savepoint", "release savepoint")
"""Statements that need not say who writes: without this each of them is sent together with a second one."""


class ProgramsConfig(AppConfig):
    """The record: what the PMO states and what happened."""

    name = "programs"
    verbose_name = "Record"

    def ready(self) -> None:
        runtime.IGNORED_SQL_PREFIXES = (*runtime.IGNORED_SQL_PREFIXES, *NEVER_WRITE)  # type: ignore[assignment]
