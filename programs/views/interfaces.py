from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import handoff_counts, interfaces
from programs.forms.interfaces import HandoffCountForm, InterfaceForm, NewInterfaceForm
from programs.models import FlowInterface, HandoffCount, Interface, Program
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require, small_number
from programs.views.incident_board import latest_counts
from programs.views.key_pages import key_page

COUNTS = 12
LISTED = ("from_function", "to_function", "owner", "redesign_by", "redesign_accepted_by")


@login_required
@require_safe
def interface_list(request: MemberRequest) -> HttpResponse:
    """Every interface of the installation, those of the reader's programs first, and how its redesign stands."""
    mine = Program.objects.visible_to(request.user)
    uses = Count("flow_interfaces__flow__program", filter=Q(flow_interfaces__flow__program__in=mine), distinct=True)
    rows = Interface.objects.visible_to(request.user).select_related(*LISTED).annotate(programs=uses)
    listed = list(rows.order_by("from_function__name", "to_function__name", "id"))
    counted = latest_counts(listed)
    own = set(FlowInterface.objects.visible_to(request.user).values_list("interface_id", flat=True))
    lines = [(interface, counted.get(interface.pk)) for interface in listed]
    context = {
        "rows": {
            "own": [line for line in lines if line[0].pk in own],
            "others": [line for line in lines if line[0].pk not in own],
        },
        "may_keep": request.user.has_perm("programs.keep_installation"),
        "may_load": request.user.has_perm("programs.add_shared"),
    }
    return render(request, "programs/interfaces/list.html", context)


@login_required
@require_safe
def interface_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One interface: its redesign and who accepted it, the programs that use it, and its hand-offs by period."""
    interface = interface_for(request, uid)
    uses = FlowInterface.objects.visible_to(request.user).filter(interface=interface).select_related("flow__program")
    user, behind = request.user, request.GET.get("behind", "")
    own = user.pk in (interface.owner_id, interface.redesign_by_id)
    context = {
        "interface": interface,
        "uses": uses.order_by("flow__program__name", "flow__position", "id"),
        "counts": key_page(interface.handoff_counts.all(), day="ends_on", behind=behind, size=COUNTS),
        "may": {
            "change": user.has_perm("programs.change_interface_redesign", interface),
            "accept": not own and user.has_perm("programs.accept_interface_redesign", interface),
            "count": user.has_perm("programs.count_handoffs", interface),
            "remove": user.has_perm("programs.keep_installation") and not interfaces.is_named(interface),
        },
    }
    return render(request, "programs/interfaces/detail.html", context)


@login_required
def interface_create(request: MemberRequest) -> HttpResponse:
    """A new interface between two functions."""
    require(request.user, "keep_installation")
    page = FormPage(title="New interface", back=reverse("programs:interface-list"), done="Interface added.")
    form = NewInterfaceForm(request.POST or None)
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: interfaces.create(values.pop("from_function"), by=request.user, **values),
    )


@login_required
def interface_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The interface with another owner, subject or redesign."""
    interface = interface_for(request, uid)
    require(request.user, "change_interface_redesign", interface)
    page = FormPage(title=str(interface), back=interface.get_absolute_url())
    form = InterfaceForm(request.POST or None, instance=interface)
    return form_response(
        request, form, page=page, call=lambda values: interfaces.change(interface, by=request.user, **values)
    )


@login_required
@require_POST
def interface_accept(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The redesign accepted today, as it stood on the page."""
    interface = interface_for(request, uid)
    seen = small_number(request.POST.get("version", ""))
    return button_response(
        request,
        lambda: interfaces.accept_redesign(interface, by=request.user, on=timezone.localdate(), version=seen),
        back=interface.get_absolute_url(),
        done="Redesign accepted.",
    )


@login_required
@require_POST
def interface_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes an interface that nothing names."""
    interface = interface_for(request, uid)
    name = str(interface)
    answer = button_response(
        request,
        lambda: interfaces.remove(interface, by=request.user),
        back=interface.get_absolute_url(),
        done=f"{name} was deleted.",
    )
    gone = not Interface.objects.filter(pk=interface.pk).exists()
    return redirect("programs:interface-list") if gone else answer


@login_required
def handoff_count_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """How often the interface was used in a span of days."""
    interface = interface_for(request, uid)
    require(request.user, "count_handoffs", interface)
    page = FormPage(
        title=f"Count hand-offs: {interface}",
        note="Incidents weigh more where there are few hand-offs: the count makes interfaces comparable.",
        back=interface.get_absolute_url(),
        done="Hand-offs counted.",
    )
    form = HandoffCountForm(request.POST or None, interface=interface)
    return form_response(
        request, form, page=page, call=lambda values: handoff_counts.count(interface, by=request.user, **values)
    )


@login_required
@require_POST
def handoff_count_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a count."""
    count = get_object_or_404(HandoffCount.objects.visible_to(request.user).select_related("interface"), uid=uid)
    return button_response(
        request,
        lambda: handoff_counts.remove(count, by=request.user),
        back=count.interface.get_absolute_url(),
        done="Count deleted.",
    )


def interface_for(request: MemberRequest, uid: UUID) -> Interface:
    """The interface, for whoever reads what the installation shares; 404 for others."""
    return get_object_or_404(Interface.objects.visible_to(request.user).select_related(*LISTED), uid=uid)
