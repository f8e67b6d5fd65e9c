"""Which system keeps which field: for the installation by stewards, for one program by its PMO lead."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from programs.actions import field_sources
from programs.forms.field_sources import FieldSourceChangeForm, FieldSourceForm
from programs.models import FieldSource, Program
from programs.views.base import FormPage, MemberRequest, button_response, form_response, program_for, require
from programs.views.rights import may


@login_required
@require_safe
def source_list(request: MemberRequest) -> HttpResponse:
    """What the installation says, for everybody with a role; stewards see the buttons."""
    listed = FieldSource.objects.visible_to(request.user).filter(program=None)
    context = {"shared": listed, "may_keep": request.user.has_perm("programs.keep_installation")}
    return render(request, "programs/field_sources/list.html", context)


@login_required
@require_safe
def program_source_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What holds in one program: its own lines, and those of the installation that it does not replace."""
    program = program_for(request, uid)
    own = list(program.field_sources.all())
    replaced = {(line.noun, line.field) for line in own}
    shared = FieldSource.objects.filter(program=None)
    context = {
        "program": program,
        "own": own,
        "shared": [line for line in shared if (line.noun, line.field) not in replaced],
        "may_keep": may(request.user, "plan_program", program),
        "section": "detail",
    }
    return render(request, "programs/field_sources/list.html", context)


@login_required
def source_create(request: MemberRequest) -> HttpResponse:
    """A field kept in another system, everywhere."""
    require(request.user, "keep_installation")
    return declaration(request, None)


@login_required
def program_source_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A field kept in another system, in one program."""
    return declaration(request, program_for(request, uid, may="plan_program"))


def declaration(request: MemberRequest, program: Program | None) -> HttpResponse:
    """The form of a new line."""
    page = FormPage(
        title="New source",
        back=address_of(program),
        done="Saved. In rows that come from another system it is read-only here from now on.",
        note="In rows that come from another system it becomes read-only here: only a token that writes for the named "
        "one, or its file, changes it. What was made here stays yours to change.",
        program=program,
    )
    form = FieldSourceForm(request.POST or None, program=program)

    def call(values: dict[str, Any]) -> object:
        return field_sources.declare(values.pop("noun"), by=request.user, program=program, **values)

    return form_response(request, form, page=page, call=call)


@login_required
def source_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Another system that keeps the field."""
    line = kept_line(request, uid)
    page = FormPage(title=str(line), back=address_of(line.program), done="Saved.", program=line.program)
    form = FieldSourceChangeForm(request.POST or None, instance=line)
    return form_response(
        request, form, page=page, call=lambda values: field_sources.change(line, by=request.user, **values)
    )


@login_required
@require_POST
def source_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The field kept by no other system."""
    line = kept_line(request, uid)
    return button_response(
        request,
        lambda: field_sources.remove(line, by=request.user),
        back=address_of(line.program),
        done=f"{line} is no longer kept in {line.system}.",
    )


def kept_line(request: MemberRequest, uid: UUID) -> FieldSource:
    """The line, for who may change it; 404 for strangers, 403 without the right."""
    lines = FieldSource.objects.visible_to(request.user).select_related("program")
    line = get_object_or_404(lines, uid=uid)
    require(request.user, "plan_program" if line.program else "keep_installation", line.program)
    return line


def address_of(program: Program | None) -> str:
    """The page that lists the lines of the program, or of the installation."""
    if program is None:
        return reverse("programs:field-source-list")
    return reverse("programs:program-field-source-list", args=[program.uid])
