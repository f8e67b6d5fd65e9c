"""Everybody who may sign in, for stewards and administrators."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import people
from programs.actions.seats import programs_steered_by
from programs.forms.people import HandOverForm
from programs.models import Membership, Program, User
from programs.open_work import open_work
from programs.views.base import MemberRequest, button_response, require, status_of, submit


@login_required
@require_safe
def people_list(request: MemberRequest) -> HttpResponse:
    """Everybody, with the roles they have today, their last sign-in, and what a steward may do."""
    require(request.user, "keep_installation")
    today = timezone.localdate()
    roles = Membership.objects.valid_on(today).filter(program__removed_on=None).select_related("program", "function")
    roles = roles.order_by("role", "function__name", "program__name", "id")
    listed = User.objects.prefetch_related(Prefetch("memberships", roles, to_attr="roles_today"))
    context = {
        "people": listed.order_by("-is_active", "name", "id"),
        "stewards": User.objects.filter(is_active=True, is_steward=True, is_service=False).count(),
    }
    return render(request, "programs/people/list.html", context)


def button(act: Callable[..., User], done: str) -> Callable[..., HttpResponse]:
    """A page that does one action to the person of the address and leads back to the list."""

    @login_required
    @require_POST
    @wraps(act)
    def pressed(request: MemberRequest, uid: UUID) -> HttpResponse:
        require(request.user, "keep_installation")
        person = get_object_or_404(User, uid=uid)
        return button_response(
            request, lambda: act(person, by=request.user), back=reverse("programs:people-list"), done=f"{person} {done}"
        )

    return pressed


person_deactivate = button(
    people.deactivate,
    "is deactivated and signed out everywhere. A seat goes to its delegate, or ends.",
)
person_reactivate = button(people.reactivate, "can sign in again.")
person_make_steward = button(people.make_steward, "is a steward now.")
person_take_back = button(people.take_back, "is no steward any more.")


@login_required
def person_hand_over(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What is open and who has which role; then who takes all of it over, in one step."""
    require(request.user, "keep_installation")
    person = get_object_or_404(User, uid=uid)
    work = open_work(person, reader=request.user)
    roles = people.roles_of(person, on=timezone.localdate()).filter(program__removed_on=None)
    roles = roles.select_related("program", "function").order_by("program__name", "role", "id")
    concerned: list[Program] = [role.program for role in roles] + [each.program for each in work if each.program]
    concerned += programs_steered_by(person, on=timezone.localdate())
    form = HandOverForm(request.POST or None, person=person, programs=concerned)

    def call(values: dict[str, Any]) -> object:
        return people.hand_over(person, by=request.user, **values)

    if request.method == "POST" and submit(form, call):
        messages.success(request, f"{form.cleaned_data['to']} has taken over from {person}.")
        return redirect("programs:people-list")
    context = {"person": person, "work": work, "roles": roles, "form": form}
    return render(request, "programs/people/hand_over.html", context, status=status_of(form))
