from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The record: what the PMO states and what happened."""

    name = "programs"
    verbose_name = "Record"
