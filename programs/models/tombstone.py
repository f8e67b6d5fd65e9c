from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models

from programs.models.visibility import InInstallation, reads_the_installation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


def shared_kinds() -> list[str]:
    """Names of the tables whose rows belong to no program, as tombstones write them; portfolios are among them."""
    models_of_app = apps.get_app_config("programs").get_models()
    shared = [model for model in models_of_app if isinstance(model._default_manager.all(), InInstallation)]
    return ["portfolio", *(str(model._meta.model_name) for model in shared)]


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def visible_to(self, user: User | AnonymousUser) -> TombstoneQuerySet:
        """Deletions in the programs that the user may see, and of what the installation shares."""
        from programs.models.program import Program

        in_programs = models.Q(program__in=Program.objects.visible_to(user))
        return self.filter(in_programs | models.Q(kind__in=shared_kinds()) & reads_the_installation(user))


class Tombstone(models.Model):
    """A row of the record that was deleted, left by trigger so that a client that syncs can see it."""

    kind = models.CharField(max_length=60)
    uid = models.UUIDField()
    program = models.ForeignKey("programs.Program", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    deleted_at = models.DateTimeField()
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["program", "id"], name="tombstone_by_program")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
