"""Which rows a person may read: those of the programs they have a role in, and what the installation shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User

Row = TypeVar("Row", bound=models.Model, covariant=True)


class InProgram(models.QuerySet[Row]):
    """Rows that belong to a program, directly or through the row that ``program_path`` names."""

    program_path: ClassVar[str] = "program"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Rows of the programs that the user may see."""
        from programs.models.program import Program

        return self.filter(**{f"{self.program_path}__in": Program.objects.visible_to(user)})


class ThroughFlow(InProgram[Row]):
    program_path = "flow__program"


class ThroughMilestone(InProgram[Row]):
    program_path = "milestone__program"


class ThroughPredecessor(InProgram[Row]):
    program_path = "predecessor__program"


class ThroughBaseline(InProgram[Row]):
    program_path = "baseline__program"


class ThroughEvidence(InProgram[Row]):
    program_path = "evidence__program"


class ThroughGate(InProgram[Row]):
    program_path = "gate__program"


class ThroughCriterion(InProgram[Row]):
    program_path = "criterion__gate__program"


class ThroughConstraint(InProgram[Row]):
    program_path = "constraint__flow__program"


class ThroughDecisionRight(InProgram[Row]):
    program_path = "right__program"


class ThroughTeam(InProgram[Row]):
    program_path = "team__program"


class ThroughProgramMetric(InProgram[Row]):
    program_path = "program_metric__program"


class ThroughPilot(InProgram[Row]):
    program_path = "pilot__program"


class ThroughSession(InProgram[Row]):
    program_path = "session__flow__program"


class ThroughWave(InProgram[Row]):
    program_path = "wave__program"


class ThroughMarketShift(InProgram[Row]):
    program_path = "shift__program"


class InInstallation(models.QuerySet[Row]):
    """Rows that the whole installation shares."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All rows for stewards, administrators and whoever has a role in any program today; else none."""
        return self.filter(reads_the_installation(user))


class SharedOrInProgram(models.QuerySet[Row]):
    """Rows of one flow, or of the whole installation when they name no flow."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Rows of flows that the user may see, and shared ones for whoever reads the installation."""
        from programs.models.program import Program

        shared = models.Q(flow__isnull=True) & reads_the_installation(user)
        return self.filter(shared | models.Q(flow__program__in=Program.objects.visible_to(user)))


class OfMetric(SharedOrInProgram[Row]):
    """Readings: as their flow says, but those of a pilot only for its program."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Readings of flows that the user may see and shared ones, without those of pilots of other programs."""
        from programs.models.program import Program

        own = models.Q(pilot__isnull=True) | models.Q(pilot__program__in=Program.objects.visible_to(user))
        return super().visible_to(user).filter(own)


def reads_the_installation(user: User | AnonymousUser) -> models.Q:
    """Condition that is true when the user may read what the whole installation shares."""
    from programs.models.membership import Membership

    if not user.is_authenticated or not user.is_active:
        return models.Q(pk__in=[])
    if user.is_superuser or user.is_steward:
        return models.Q()
    return models.Q(models.Exists(Membership.objects.held_by(user)))
