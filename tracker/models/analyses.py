"""What coordination looks like in a program, as of a day."""

from __future__ import annotations

from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Now

from programs.models.base import new_uid
from programs.models.visibility import InProgram
from tracker.models.runs import Run


class Analysis(models.Model):
    """The coordination analyses of a program as of a day. Today's row may be replaced; a past one never changes.

    result       the fields of tracker.analysis.coordination.Coordination as JSON
    inputs_hash  of the facts that it was worked out from; the same facts on the same day are not worked out again
    result_state the Result status as lists filter by it: a color, or which grey it is; None before there was one
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    # No index of its own: the one of the key begins with the program.
    program = models.ForeignKey("programs.Program", models.CASCADE, db_index=False, related_name="analyses")
    as_of = models.DateField()
    method_version = models.CharField(max_length=20)
    policy_version = models.PositiveIntegerField(help_text="Id of the policy; 0 is the built-in default.")
    computed_at = models.DateTimeField(db_default=Now())
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="analyses")
    updated_at = models.DateTimeField(db_default=Now())
    inputs_hash = models.CharField(max_length=64)
    result = models.JSONField()
    # Written by the database itself: to read it from the analyses would unpack all of them for one word.
    result_state = models.GeneratedField(
        expression=Coalesce(KT("result__result__grey"), KT("result__result__status")),
        output_field=models.CharField(max_length=14),
        db_persist=True,
    )

    objects = InProgram["Analysis"].as_manager()

    class Meta:
        ordering = ["program", "-as_of"]
        verbose_name_plural = "analyses"
        indexes = [models.Index(fields=["updated_at", "id"], name="analysis_by_change")]
        constraints = [
            models.UniqueConstraint(fields=["program", "as_of"], name="analysis_is_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"Coordination of {self.program} as of {self.as_of:%-d %B %Y}"
