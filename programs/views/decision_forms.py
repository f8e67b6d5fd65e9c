"""The pages of one form each around decisions, in the style of their own area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect

from programs.views.base import FormPage, MemberRequest, render_form, submit


def form_page(
    request: MemberRequest,
    form: BaseForm,
    *,
    page: FormPage,
    call: Callable[[dict[str, Any]], object],
    template: str = "programs/decisions/form.html",
) -> HttpResponse:
    """The page of one form that sends its values to one action and then goes back."""
    if request.method == "POST" and submit(form, call):
        messages.success(request, page.done)
        return redirect(page.back)
    return render_form(request, template, context={"form": form, "page": page}, form=form, program=page.program)
