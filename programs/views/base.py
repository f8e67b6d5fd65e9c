"""What every page of the record does: find what the person may see, send a form to one action, answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from programs.errors import NotAllowed, Refused, Stale
from programs.models import Program, User
from programs.models.visibility import InProgram
from programs.views.over import over_response

Row = TypeVar("Row", bound=Model)
INVALID = 422
CONFLICT = 409
MOST_DIGITS = 9
SAVED = "Saved."


class MemberRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User
    htmx: HtmxDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """The words around a form. ``back`` is where it leads when it is done or left, ``remove`` what deletes its row.

    An empty ``button`` is none: there is nothing to send.
    """

    title: str
    back: str
    button: str = "Save"
    done: str = SAVED
    note: str = ""
    program: Program | None = None
    danger: bool = False
    remove: str = ""


def small_number(text: str) -> int | None:
    """The number that an address or a hidden field holds; None when it is none, or one that no column holds."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def require(user: User, permission: str, subject: Model | None = None) -> None:
    """Returns when the user has ``programs.<permission>`` on the subject; else the 403 page."""
    if not user.has_perm(f"programs.{permission}", subject):
        raise PermissionDenied("Your role does not allow this.")


def program_for(request: MemberRequest, uid: UUID, *, may: str = "") -> Program:
    """The program, for people with a role in it and the right ``may``; 404 for strangers, 403 without the right."""
    program = get_object_or_404(Program.objects.visible_to(request.user), uid=uid)
    if may:
        require(request.user, may, program)
    return program


def row_for(request: MemberRequest, rows: InProgram[Row], uid: UUID) -> Row:
    """The row of a program the person may see; 404 for strangers."""
    return get_object_or_404(rows.visible_to(request.user), uid=uid)


def perform(call: Callable[[], object]) -> None:
    """Runs an action that has no form; a missing right is the 403 page, every other refusal goes on."""
    try:
        call()
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error


def back_to(request: HttpRequest, usual: str) -> str:
    """Where a form leads when it is done: the page of this site that asked for it by ``next``, else the usual one."""
    asked = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts=None, require_https=request.is_secure())
    return asked if own else usual


def asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """What the address of a form says about its fields, as the page that leads there knows it."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def submit(form: BaseForm, call: Callable[[dict[str, Any]], object]) -> bool:
    """True when the form was valid and the action took it; else its refusal stands beside the field."""
    if not form.is_valid():
        return False
    try:
        perform(lambda: call(form.cleaned_data))
    except Stale as error:
        show_conflict(form, error)
    except Refused as error:
        for name, message in error.by_field.items():
            form.add_error(name if name in form.fields else None, with_link(message, error.address))
    except ValidationError as error:
        add_validation_error(form, error)
    else:
        return True
    return False


def with_link(message: str, address: str) -> str:
    """The sentence of a refusal, and a link to what stands in the way when it has a page."""
    return format_html('{} <a href="{}">Open it</a>', message, address) if address else message


def show_conflict(form: BaseForm, error: Stale) -> None:
    """The form again with what was typed, and beside it what stands in the record now."""
    form.add_error(None, error.message)
    show = getattr(form, "show_conflict", None)
    if show is not None:
        show(error.current_version)


def add_validation_error(form: BaseForm, error: ValidationError) -> None:
    """Every message beside its field; those of fields that the form does not have above it."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, texts in by_field.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def status_of(form: BaseForm) -> int:
    """The status of a page that shows the form: 200 when it was just opened, 409 or 422 when it came back."""
    if not form.is_bound or not form.errors:
        return 200
    return CONFLICT if getattr(form, "conflicts", None) is not None else INVALID


def render_form(
    request: MemberRequest, template: str, *, context: dict[str, Any], form: BaseForm, program: Program | None
) -> HttpResponse:
    """The page around a form; in a program that is over the page that says so, unless the form is still open."""
    return over_response(request, program) or render(request, template, context, status=status_of(form))


def form_response(
    request: MemberRequest, form: BaseForm, *, page: FormPage, call: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """The page of one form that sends its values to one action and then goes back."""
    saved: list[object] = []
    if request.method == "POST" and submit(form, lambda values: saved.append(call(values))):
        messages.success(request, done_words(page, saved[0]))
        return redirect(page.back)
    context = {"form": form, "page": page}
    return render_form(request, "programs/form.html", context=context, form=form, program=page.program)


def done_words(page: FormPage, saved: object) -> str:
    """What the page says when it is done; pages without words of their own name the row, with a link to it."""
    if page.done != SAVED or not isinstance(saved, Model):
        return page.done
    find = getattr(saved, "get_absolute_url", None)
    return format_html('Saved: <a href="{}">{}</a>.', find(), saved) if find else f"Saved: {saved}."


def button_response(request: MemberRequest, call: Callable[[], object], *, back: str, done: str) -> HttpResponse:
    """Runs the action of a single button; a refusal becomes a message on the page it leads back to."""
    try:
        perform(call)
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else error.message)
    else:
        messages.success(request, done)
    return redirect(back)
