from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import metric_definitions, metrics
from programs.catalog.metrics import METRICS, SOURCE
from programs.forms.metrics import CatalogForm, DefinitionForm, MetricForm, NewMetricForm, SignatureForm
from programs.models import (
    BusinessFunction,
    Membership,
    MetricDefinition,
    Program,
    ProgramMetric,
    Reading,
    SharedMetric,
)
from programs.views.base import FormPage, MemberRequest, back_to, button_response, form_response, require
from programs.views.metric_series import latest, series_table


@login_required
@require_safe
def metric_list(request: MemberRequest) -> HttpResponse:
    """The metrics that functions answer for together, for everybody with a role; stewards see the buttons."""
    judged = Count("program_metrics__program", filter=Q(program_metrics__program__in=seen_by(request)), distinct=True)
    listed = SharedMetric.objects.visible_to(request.user).annotate(programs=judged)
    listed = listed.prefetch_related("definitions__signatures__function").order_by("name", "id")
    today = timezone.localdate()
    context = {
        "metrics": [(metric, metric.definition_on(today)) for metric in listed],
        "may_add": request.user.has_perm("programs.add_shared"),
        "left_in_catalog": len(METRICS) - len(from_catalog()),
    }
    return render(request, "programs/metrics/list.html", context)


@login_required
@require_safe
def metric_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One metric: its definitions with who signed, the programs judged by it, its latest readings."""
    metric = get_object_or_404(SharedMetric.objects.visible_to(request.user), uid=uid)
    versions = list(metric.definitions.prefetch_related("signatures__function", "signatures__signed_by"))
    judged = ProgramMetric.objects.visible_to(request.user).filter(metric=metric).select_related("program", "flow")
    readings = latest(Reading.objects.visible_to(request.user).filter(metric=metric))
    last = versions[-1] if versions else None
    signed = {signature.function_id for signature in last.signatures.all()} if last else set()
    context = {
        "metric": metric,
        "versions": versions[::-1],
        "to_sign": [function for function in led_by(request) if function.pk not in signed] if last else [],
        "judged": judged.order_by("program__name", "role", "id"),
        "table": series_table(readings, frequency=metric.frequency, latest_definition=last.number if last else None),
        "may_enter": request.user.has_perm("programs.enter_reading", metric),
        "may_keep": request.user.has_perm("programs.keep_installation"),
        "today": timezone.localdate(),
    }
    return render(request, "programs/metrics/detail.html", context)


@login_required
def metric_create(request: MemberRequest) -> HttpResponse:
    """A new metric with the first version of its definition."""
    require(request.user, "add_shared")
    page = FormPage(title="New metric", back=back_to(request, reverse("programs:metric-list")), done="Metric added.")
    form = NewMetricForm(request.POST or None, initial={"effective_from": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: metrics.create(values.pop("name"), by=request.user, **values)
    )


@login_required
def metric_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The metric with other words."""
    require(request.user, "keep_installation")
    metric = get_object_or_404(SharedMetric, uid=uid)
    page = FormPage(
        title=f"Edit {metric}",
        back=metric.get_absolute_url(),
        note="How it is computed is changed by a new definition, not here.",
    )
    form = MetricForm(request.POST or None, instance=metric)
    return form_response(
        request, form, page=page, call=lambda values: metrics.change(metric, by=request.user, **values)
    )


@login_required
@require_POST
def metric_retire(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The metric offered to no further program."""
    require(request.user, "keep_installation")
    metric = get_object_or_404(SharedMetric, uid=uid)
    return button_response(
        request,
        lambda: metrics.retire(metric, by=request.user, on=timezone.localdate()),
        back=metric.get_absolute_url(),
        done="Metric retired: no further program is offered it.",
    )


@login_required
@require_POST
def metric_bring_back(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A retired metric offered again."""
    require(request.user, "keep_installation")
    metric = get_object_or_404(SharedMetric, uid=uid)
    back = metric.get_absolute_url()
    return button_response(
        request, lambda: metrics.bring_back(metric, by=request.user), back=back, done="Metric in use again."
    )


@login_required
def metric_catalog(request: MemberRequest) -> HttpResponse:
    """Metrics that ship with the product, added where they are missing."""
    require(request.user, "add_shared")
    page = FormPage(
        title="Add from the catalog",
        back=reverse("programs:metric-list"),
        button="Add",
        done="Metrics added. Their definitions are yours to replace before functions sign them.",
        note="Each comes with a unit and a first definition. Those that are kept already are not listed.",
    )
    today = timezone.localdate()
    initial = {"effective_from": early_enough(today)}
    form = CatalogForm(request.POST or None, present=from_catalog(), initial=initial)
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: metrics.add_from_catalog(
            values["keys"], by=request.user, effective_from=values["effective_from"]
        ),
    )


@login_required
def definition_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The next version of how a metric is computed."""
    require(request.user, "keep_installation")
    metric = get_object_or_404(SharedMetric, uid=uid)
    last = metric.definitions.order_by("-number").first()
    page = FormPage(
        title=f"New definition of {metric}",
        back=metric.get_absolute_url(),
        done="Definition written. It needs the signatures of the functions that answer for it.",
        note="A new version begins a new series of readings: its signatures and baselines are given anew.",
    )
    initial = {"text": last.text if last else "", "effective_from": timezone.localdate()}
    form = DefinitionForm(request.POST or None, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: metric_definitions.write(metric, by=request.user, **values)
    )


@login_required
def definition_sign(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A function's agreement to the definition, by the person who leads it."""
    definitions = MetricDefinition.objects.visible_to(request.user).select_related("metric")
    definition = get_object_or_404(definitions, uid=uid)
    functions = led_by(request)
    if not functions.exists():
        raise PermissionDenied("The lead of a function signs for it.")
    page = FormPage(
        title=f"Sign {definition}",
        back=definition.metric.get_absolute_url(),
        button="Sign",
        done="Definition signed.",
        note=definition.text,
    )
    form = SignatureForm(request.POST or None, functions=functions, initial={"on": timezone.localdate()})

    def call(values: dict[str, Any]) -> object:
        return metric_definitions.sign(definition, by=request.user, **values)

    return form_response(request, form, page=page, call=call)


def early_enough(today: date) -> date:
    """From when a metric's first definition usually holds: the history of a year can be loaded under it."""
    return today.replace(year=today.year - 1, month=1, day=1)


def seen_by(request: MemberRequest) -> QuerySet[Program]:
    """Programs that the person may see."""
    return Program.objects.visible_to(request.user)


def from_catalog() -> set[str]:
    """Keys of the catalog's metrics that are kept already, under whatever name."""
    return set(SharedMetric.objects.filter(source_system=SOURCE).values_list("external_id", flat=True))


def led_by(request: MemberRequest) -> QuerySet[BusinessFunction]:
    """Functions that the person leads today, in any program."""
    mine = Membership.objects.held_by(request.user).filter(role=Membership.Role.FUNCTION_LEAD)
    return BusinessFunction.objects.filter(pk__in=mine.values("function_id"))
