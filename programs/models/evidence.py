from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models

from programs.models.base import Record, both_or_neither, with_history
from programs.models.visibility import InProgram, ThroughEvidence


class EvidenceLevel(models.IntegerChoices):
    """How much a piece of evidence proves (METHODS 8)."""

    ASSERTION = 0, "E0 assertion"
    DOCUMENT = 1, "E1 signed document"
    SYSTEM_RECORD = 2, "E2 system record"
    MEASURED_OUTCOME = 3, "E3 measured outcome against a locked baseline"
    SUSTAINED = 4, "E4 sustained without the PMO"


def end_of_evidence(revoked_on: date | None, expires_on: date | None) -> date | None:
    """The first day on which evidence no longer counts: it was taken back, or its last day has passed unrenewed."""
    lapsed = expires_on and expires_on + timedelta(days=1)
    return min((day for day in (revoked_on, lapsed) if day is not None), default=None)


@with_history
class Evidence(Record):
    """Proof that something was achieved, given by one person and accepted by another.

    It counts from ``accepted_on`` until before ``ends_on``; ``expires_on`` is the last day on which it counts.
    """

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="evidence")
    level = models.PositiveSmallIntegerField(choices=EvidenceLevel)
    title = models.CharField(max_length=250)
    reference = models.TextField(
        blank=True, default="", help_text="Where it can be looked at: a link or a file's name."
    )
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_on = models.DateField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_on = models.DateField(null=True, blank=True)
    revocation_reason = models.TextField(blank=True, default="")
    expires_on = models.DateField(null=True, blank=True)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "given_on", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(accepted_by__isnull=True) | ~models.Q(accepted_by=models.F("given_by")),
                name="evidence_is_accepted_by_another_person",
            ),
            models.CheckConstraint(
                condition=both_or_neither("accepted_by", "accepted_on"), name="evidence_acceptance_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_on__isnull=True) | models.Q(accepted_on__gte=models.F("given_on")),
                name="evidence_is_accepted_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=both_or_neither("revoked_by", "revoked_on"), name="evidence_revocation_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True)
                | (models.Q(accepted_on__isnull=False) & models.Q(revoked_on__gte=models.F("accepted_on"))),
                name="only_accepted_evidence_is_revoked",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True) | ~models.Q(revocation_reason=""),
                name="evidence_revocation_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_on(self) -> date | None:
        """The first day on which it no longer counts."""
        return end_of_evidence(self.revoked_on, self.expires_on)


@with_history
class EvidenceUse(Record):
    """The evidence speaks for the milestone; one piece may speak for several."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    milestone = models.ForeignKey("programs.Milestone", models.PROTECT, related_name="evidence_uses")

    objects = ThroughEvidence.as_manager()

    class Meta(Record.Meta):
        ordering = ["evidence", "milestone"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["evidence", "milestone"], name="evidence_speaks_for_a_milestone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.milestone}"
