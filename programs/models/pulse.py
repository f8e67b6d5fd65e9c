"""The pulse: a short anonymous survey. Nothing here joins an answer to a person, or to the link that was used."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from programs.models.base import Record, both_or_neither, with_history
from programs.models.constraint_words import SpeakingModel
from programs.models.effective import check_ends, ends_after_it_begins
from programs.models.visibility import InProgram, ThroughWave

SMALLEST_GROUP = 5


@with_history
class PulseWave(Record):
    """One round of the pulse, open through ``closes_on``. Its answers are read only after it was closed."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="pulse_waves")
    name = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "opens_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["program", "name"], name="pulse_wave_name_is_unique_in_its_program"),
            ends_after_it_begins("pulse_wave_closes_after_it_opens", begins="opens_on", ends="closes_on"),
            models.CheckConstraint(
                condition=both_or_neither("closed_on", "closed_by"), name="pulse_wave_close_names_person_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_ends(self.opens_on, self.closes_on, field="closes_on")


@with_history
class PulseGroup(Record):
    """How many people of a function were invited. Answers of fewer than five people name no function, ever."""

    wave = models.ForeignKey(PulseWave, models.PROTECT, related_name="groups")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="+")
    invited = models.PositiveIntegerField()

    objects = ThroughWave.as_manager()

    class Meta(Record.Meta):
        ordering = ["wave", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["wave", "function"], name="function_is_invited_to_a_wave_once"),
            models.CheckConstraint(condition=models.Q(invited__gte=1), name="pulse_group_has_people"),
        ]

    def __str__(self) -> str:
        return f"{self.function} in {self.wave}"


class PulseLink(models.Model):
    """A link that answers once. Only its digest is kept, no person; a used one says that it was used, not when.

    group  NULL where too few were invited: the answer then names no function
    """

    wave = models.ForeignKey(PulseWave, models.PROTECT, related_name="links")
    group = models.ForeignKey(PulseGroup, models.PROTECT, null=True, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ["digest"]

    def __str__(self) -> str:
        return f"Link of {self.wave_id}"


class PulseAnswer(SpeakingModel):
    """What somebody answered, 1 to 5 for each item in order. Its key is random and it has no time, on purpose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(PulseWave, models.PROTECT, related_name="answers")
    group = models.ForeignKey(PulseGroup, models.PROTECT, null=True, related_name="answers")
    scores = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scores__contained_by=[1, 2, 3, 4, 5], scores__len=8),
                name="pulse_answer_scores_eight_items_from_1_to_5",
            )
        ]

    def __str__(self) -> str:
        return f"Answer in {self.wave_id}"
