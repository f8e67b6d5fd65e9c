from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import resources
from programs.forms.constraints import ControlForm, NewResourceForm, ResourceForm, RetireForm
from programs.models import Constraint, Resource, ResourceControl
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require


@login_required
@require_safe
def resource_list(request: MemberRequest) -> HttpResponse:
    """What can limit a flow, who controls it, and what it limits today of what the person may see."""
    today = timezone.localdate()
    listed = Resource.objects.visible_to(request.user).order_by("name", "id")
    listed = listed.prefetch_related(*controls(), limited_by(request))
    context = {
        "resources": listed.in_use(today),
        "retired": listed.filter(retired_on__lt=today),
        "may_keep": request.user.has_perm("programs.keep_installation"),
        "today": today,
    }
    return render(request, "programs/resources/list.html", context)


def controls() -> list[Prefetch[str, QuerySet[ResourceControl], str]]:
    """Who controls a resource today, and all who did or will, newest first."""
    ordered = ResourceControl.objects.select_related("function").order_by("-valid_from")
    held = ordered.valid_on(timezone.localdate())
    return [Prefetch("controls", held, "controls_today"), Prefetch("controls", ordered, "controls_ever")]


def limited_by(request: MemberRequest) -> Prefetch[str, QuerySet[Constraint], str]:
    """The constraints in force of each resource, in flows that the person may see."""
    in_force = Constraint.objects.visible_to(request.user).in_force(timezone.localdate())
    ordered = in_force.select_related("flow__program").order_by("flow__program__name", "flow__position", "id")
    return Prefetch("constraints", ordered, "limits_today")


@login_required
def resource_create(request: MemberRequest) -> HttpResponse:
    """A new resource."""
    require(request.user, "keep_installation")
    page = FormPage(title="New resource", back=address(), button="Add it", done="Resource added.")
    form = NewResourceForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: resources.create(values.pop("name"), by=request.user, **values)
    )


def kept(request: MemberRequest, uid: UUID) -> Resource:
    """The resource, for stewards; 403 for everybody else."""
    require(request.user, "keep_installation")
    return get_object_or_404(Resource, uid=uid)


@login_required
def resource_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The resource with other words."""
    resource = kept(request, uid)
    page = FormPage(title=f"Edit {resource}", back=address())
    form = ResourceForm(request.POST or None, instance=resource)
    return form_response(
        request, form, page=page, call=lambda values: resources.change(resource, by=request.user, **values)
    )


@login_required
def resource_control(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Another function controls the resource from a day on."""
    resource = kept(request, uid)
    page = FormPage(
        title=f"Who controls {resource}?",
        back=address(),
        done="Control handed over.",
        note="Decisions about a resource belong to the function that controls it. The programs it limits are told.",
    )
    form = ControlForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: resources.give_control(resource, by=request.user, **values)
    )


@login_required
def resource_retire(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The resource is observed and named no more after a day."""
    resource = kept(request, uid)
    page = FormPage(
        title=f"Retire {resource}",
        back=address(),
        button="Retire it",
        done="Resource retired.",
        note="After its last day nobody can observe it or name it as a constraint. What was recorded stays.",
        danger=True,
    )
    form = RetireForm(request.POST or None, instance=resource, initial={"retired_on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: resources.retire(resource, by=request.user, **values)
    )


@login_required
@require_POST
def resource_bring_back(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A resource that was retired is in use again."""
    resource = kept(request, uid)
    return button_response(
        request,
        lambda: resources.bring_back(resource, by=request.user),
        back=address(),
        done=f"{resource} is in use again.",
    )


def address() -> str:
    """All resources."""
    return reverse("programs:resource-list")
