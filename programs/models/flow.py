from __future__ import annotations

from django.db import models

from programs.models.base import Record, with_history
from programs.models.visibility import InProgram, ThroughFlow


@with_history
class ProcessFlow(Record):
    """The chain of functions that serves one customer segment or product line, in the order of expansion."""

    class SegmentKind(models.TextChoices):
        CUSTOMER_SEGMENT = "customer_segment", "Customer segment"
        PRODUCT_LINE = "product_line", "Product line"

    class State(models.TextChoices):
        MAPPED = "mapped", "Mapped"
        PILOT = "pilot", "Pilot"
        EXPANDING = "expanding", "Expanding"
        INTEGRATED = "integrated", "Integrated"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="flows")
    name = models.CharField(max_length=200)
    segment_kind = models.CharField(max_length=20, choices=SegmentKind)
    position = models.PositiveSmallIntegerField(default=1, help_text="1 is the flow that is transformed first.")
    state = models.CharField(max_length=10, choices=State, default=State.MAPPED)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "position", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["program", "name"], name="flow_name_is_unique_in_its_program"),
        ]

    def __str__(self) -> str:
        return self.name


@with_history
class FlowStage(Record):
    """A stage of a flow, held by a function; a function may return at a later stage."""

    flow = models.ForeignKey(ProcessFlow, models.PROTECT, related_name="stages")
    position = models.PositiveSmallIntegerField()
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="stages")
    name = models.CharField(max_length=200)
    planning_level = models.CharField(
        max_length=120, blank=True, default="", help_text="The function's planning cycle that it works by."
    )

    objects = ThroughFlow.as_manager()

    class Meta(Record.Meta):
        ordering = ["flow", "position", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["flow", "position"], name="stage_position_is_unique_in_its_flow"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"
