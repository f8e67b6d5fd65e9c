from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from programs.actions import functions
from programs.forms.installation import FunctionForm
from programs.models import BusinessFunction
from programs.views.base import FormPage, MemberRequest, back_to, button_response, form_response, require


@login_required
@require_safe
def function_list(request: MemberRequest) -> HttpResponse:
    """The functions of the organization, for everybody with a role; stewards see the buttons."""
    listed = BusinessFunction.objects.visible_to(request.user).select_related("parent").order_by("name", "id")
    context = {
        "functions": listed,
        "may_keep": request.user.has_perm("programs.keep_installation"),
        "may_add": request.user.has_perm("programs.add_shared"),
    }
    return render(request, "programs/functions/list.html", context)


@login_required
def function_create(request: MemberRequest) -> HttpResponse:
    """A new function."""
    require(request.user, "add_shared")
    page = FormPage(
        title="New function", back=back_to(request, reverse("programs:function-list")), done="Function added."
    )
    form = FunctionForm(request.POST or None)
    return form_response(
        request, form, page=page, call=lambda values: functions.create(values.pop("name"), by=request.user, **values)
    )


@login_required
@require_POST
def function_usual(request: MemberRequest) -> HttpResponse:
    """The functions that most programs coordinate, where none is kept yet."""
    require(request.user, "add_shared")
    return button_response(
        request,
        lambda: functions.add_usual(by=request.user),
        back=back_to(request, reverse("programs:function-list")),
        done=f"Functions added: {', '.join(functions.USUAL)}.",
    )


@login_required
def function_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The function renamed or moved."""
    require(request.user, "keep_installation")
    function = get_object_or_404(BusinessFunction, uid=uid)
    page = FormPage(title=f"Edit {function}", back=reverse("programs:function-list"))
    form = FunctionForm(request.POST or None, instance=function)
    return form_response(
        request, form, page=page, call=lambda values: functions.change(function, by=request.user, **values)
    )
