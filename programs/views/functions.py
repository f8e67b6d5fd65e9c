from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from programs.actions import functions
from programs.forms.installation import FunctionForm
from programs.models import BusinessFunction
from programs.views.base import FormPage, MemberRequest, form_response, require


@login_required
@require_safe
def function_list(request: MemberRequest) -> HttpResponse:
    """The functions of the organization, for everybody with a role; stewards see the buttons."""
    listed = BusinessFunction.objects.visible_to(request.user).select_related("parent").order_by("name", "id")
    context = {"functions": listed, "may_keep": request.user.has_perm("programs.keep_installation")}
    return render(request, "programs/functions/list.html", context)


@login_required
def function_create(request: MemberRequest) -> HttpResponse:
    """A new function."""
    require(request.user, "keep_installation")
    page = FormPage(title="New function", back=reverse("programs:function-list"), done="Function added.")
    form = FunctionForm(request.POST or None)
    return form_response(
        request, form, page=page, call=lambda values: functions.create(values.pop("name"), by=request.user, **values)
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
