"""Numbers as they were told, day by day, for tools that draw and compare them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from programs.models.visibility import InProgram
from tracker.analysis.result.results import GreyKind
from tracker.models.snapshots import Snapshot
from tracker.progress.numbers import State
from tracker.progress.results import Status


class KeptNumbers(models.Model):
    """What one computation said of a program on a day, number by number. They stay when analyses of the day go.

    snapshot    whose numbers they are; None: they are those of the analyses of the day, which are told once
    numbers     a list of the fields of tracker.measures.Measured as JSON
    updated_at  the last change of anything here, also that they do not stand for their day any more
    """

    # No index of its own: the one of the day begins with the program.
    program = models.ForeignKey("programs.Program", models.CASCADE, db_index=False, related_name="kept_numbers")
    day = models.DateField(db_index=True)
    snapshot = models.OneToOneField(Snapshot, models.CASCADE, null=True, related_name="kept_numbers")
    known_on = models.DateField()
    method_version = models.CharField(max_length=20)
    policy_version = models.PositiveIntegerField(help_text="Id of the policy; 0 is the built-in default.")
    is_headline = models.BooleanField()
    updated_at = models.DateTimeField(db_default=Now())
    numbers = models.JSONField()

    objects = InProgram["KeptNumbers"].as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "kept numbers"
        indexes = [
            models.Index(fields=["program", "day"], name="kept_numbers_by_day"),
            models.Index(fields=["updated_at", "id"], name="kept_numbers_by_change"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "day"],
                condition=models.Q(snapshot__isnull=True),
                name="numbers_of_analyses_are_kept_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["program", "day"],
                condition=models.Q(snapshot__isnull=False, is_headline=True),
                name="one_snapshot_gives_the_numbers_of_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(snapshot__isnull=False) | models.Q(is_headline=True),
                name="numbers_of_analyses_stand_for_their_day",
            ),
            models.CheckConstraint(
                condition=models.Q(known_on__gte=models.F("day")), name="numbers_are_known_on_their_day_or_later"
            ),
        ]

    def __str__(self) -> str:
        return f"Numbers of {self.program} on {self.day:%-d %B %Y}"


class DailyNumber(models.Model):
    """One number of a program on a day: a line of ``KeptNumbers``, by a view of the database.

    entry   id of the ``KeptNumbers``
    value   None where there is none, and ``state`` says why; None with the state value: it has no finite value
    status  the color that is shown with it, or which grey it is; blank where it has none
    """

    STATES = [(each.value, each.value) for each in State]
    STATUSES = [(each.value, each.value) for each in (*Status, *GreyKind)]

    pk = models.CompositePrimaryKey("entry", "measure")
    entry = models.BigIntegerField()
    program = models.ForeignKey("programs.Program", models.DO_NOTHING, related_name="+", help_text="A row of programs.")
    program_code = models.CharField(max_length=60, help_text="As the program has it now.")
    program_name = models.CharField(max_length=250, help_text="As the program has it now.")
    day = models.DateField(help_text="The day that it is a number of; the day counts to its end.")
    measure = models.CharField(max_length=80, help_text="What it is a number of, such as day_90.original.chance.")
    unit = models.CharField(
        max_length=20, help_text="Of value, low and high, such as weeks or color; blank where nothing was measured."
    )
    value = models.FloatField(
        null=True,
        help_text="Null when there is none; with the state value: it has no finite value. "
        "A color is 1 green, 2 amber, 3 red.",
    )
    status = models.CharField(
        max_length=14, blank=True, choices=STATUSES, help_text="The color shown with it, or which grey it is."
    )
    state = models.CharField(
        max_length=20,
        choices=STATES,
        help_text="degraded: a value to be read with care. With insufficient_data and not_applicable there is none.",
    )
    n = models.IntegerField(help_text="How many records it rests on; of colors only Result counts any, others have 0.")
    low = models.FloatField(null=True, help_text="Where its interval begins; null where it has none.")
    high = models.FloatField(null=True, help_text="Where its interval ends; null where it has none.")
    method = models.CharField(max_length=40, help_text="The id of its page of methods.")
    method_version = models.CharField(
        max_length=20, help_text="Of the rules that made it: of progress where there is a snapshot, else of analyses."
    )
    policy = models.UUIDField(null=True, help_text="Null for the built-in numbers.")
    known_on = models.DateField(
        help_text="The day on which it was worked out: its own day, or a later one where that was done anew."
    )
    is_headline = models.BooleanField(
        help_text="Whether it stands for its day: one row of a program, day and measure does."
    )
    snapshot = models.ForeignKey(
        Snapshot,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        help_text="A row of snapshots; null for numbers of the coordination analyses.",
    )
    updated_at = models.DateTimeField(help_text="When it came or changed, also when it stopped standing for its day.")

    objects = InProgram["DailyNumber"].as_manager()

    class Meta:
        managed = False
        db_table = "tracker_dailynumber"

    def __str__(self) -> str:
        return f"{self.measure} of {self.program_code} on {self.day:%-d %B %Y}"
