"""Rows tried as ``bulk/`` takes them, and everything that they leave; all of it undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import transaction

from programs.api.row_answers import RefusedTogether
from programs.api.upserts import Upserts
from programs.models import Change, MilestoneForecast, RefreshRequest, User

SELF_MADE = {"id", "uid", "created_at", "updated_at", "pgh_id", "pgh_created_at", "pgh_obj_id", "pgh_context_id"}


def alone(view: Any) -> Any:
    """The same noun, each row of which is written by an action of its own."""
    writes = {name: replace(plan, gathers=False) for name, plan in view.writes.items()}
    return type(f"Alone{view.__name__}", (view,), {"writes": writes})


def tried(view: Any, rows: Sequence[Any], by: User, **how: bool) -> tuple[Any, dict[str, Any]]:
    """What is answered, and what is stored then."""
    model = view.queryset.model
    known = {str(uid) for uid in model._base_manager.values_list("uid", flat=True)}
    with transaction.atomic():
        try:
            answers = [answer.shown() for answer in Upserts(view, by=by).write(rows, **how)]
        except RefusedTogether as refused:
            answers = [error.shown() for error in refused.errors]
        for answer in answers:
            answer["uid"] = answer.get("uid") if answer.get("uid") in {None, *known} else "new"
        kept = everything(model)
        transaction.set_rollback(True)
    return answers, kept


def everything(model: Any) -> dict[str, Any]:
    """What the record holds of a noun, and every trace of how it came."""
    tables = [model, apps.get_model("programs", f"{model.__name__}Event")]
    forecasts = MilestoneForecast.objects.order_by("milestone__name", "milestone__program", "stated_on")
    fed = set(Change.objects.values_list("kind", "op", "scope", "scope_id", "row_id"))
    events = pghistory.models.Events.objects.exclude(pgh_context__isnull=True)
    return {
        "rows": [stored(table) for table in tables],
        "forecasts": list(forecasts.values_list("milestone__name", "finish_on", "stated_on", "stated_by", "version")),
        "signed": sorted(
            (each.pgh_model, each.pgh_label, each.pgh_context["user"], each.pgh_context["action"]) for each in events
        ),
        "fed": sorted(each[:-1] for each in fed),
        "marked": sorted(RefreshRequest.objects.values_list("program", flat=True)),
    }


def stored(model: Any) -> list[tuple[Any, ...]]:
    """Every row of a table, without what each row has for itself alone."""
    names = [column.attname for column in model._meta.concrete_fields if column.attname not in SELF_MADE]
    return sorted(model._base_manager.values_list(*names), key=repr)
