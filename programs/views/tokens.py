"""Tokens for other tools: one's own for everybody, those of service accounts for stewards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from programs.actions import service_accounts, tokens
from programs.forms.tokens import ServiceAccountForm, TokenForm
from programs.models import ApiToken, User
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    render_form,
    require,
    submit,
)


@login_required
@require_safe
def token_list(request: MemberRequest) -> HttpResponse:
    """The person's own tokens: what each may do, until when, and when it was last used."""
    return tokens_page(request, request.user)


@login_required
@require_safe
def service_tokens(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The tokens of a service account, for stewards."""
    return tokens_page(request, service_for(request, uid))


@never_cache
@login_required
def token_create(request: MemberRequest) -> HttpResponse:
    """A new token of one's own; its text is shown this once."""
    return new_token(request, request.user)


@never_cache
@login_required
def service_token_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new token of a service account, for stewards; its text is shown this once."""
    return new_token(request, service_for(request, uid))


@login_required
@require_POST
def token_revoke(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The token works no longer; the page that lists it follows."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user).select_related("user"), uid=uid)
    back = list_of(token.user, request.user)
    done = f"{token.name} is revoked: what used it is refused from now on."
    return button_response(request, lambda: tokens.revoke(token, by=request.user), back=back, done=done)


@login_required
def service_account_create(request: MemberRequest) -> HttpResponse:
    """A service account of a name, for stewards."""
    require(request.user, "keep_installation")
    page = FormPage(
        title="New service account",
        back=reverse("programs:people-list"),
        done="Made. A PMO lead gives it a role by its address; you make its tokens.",
        note="A system that reads or writes here by itself. Nobody signs in as it, and no mail goes to it.",
    )
    form = ServiceAccountForm(request.POST or None)
    return form_response(
        request, form, page=page, call=lambda values: service_accounts.create(values["name"], by=request.user)
    )


def service_for(request: MemberRequest, uid: UUID) -> User:
    """The service account, for stewards and administrators."""
    require(request.user, "keep_installation")
    return get_object_or_404(User.objects.services_visible_to(request.user), uid=uid)


def list_of(user: User, reader: User) -> str:
    """Address of the page with the user's tokens."""
    return reverse("programs:token-list") if user == reader else reverse("programs:service-token-list", args=[user.uid])


def tokens_page(request: MemberRequest, user: User) -> HttpResponse:
    """The tokens of the user, those that work first."""
    rows = list(user.auth_token_set.prefetch_related("programs").order_by("-expiry", "uid"))
    new = "programs:token-create" if user == request.user else "programs:service-token-create"
    context = {
        "holder": user,
        "is_own": user == request.user,
        "tokens": rows,
        "new": reverse(new, args=[] if user == request.user else [user.uid]),
    }
    return render(request, "programs/tokens/list.html", context)


def new_token(request: MemberRequest, user: User) -> HttpResponse:
    """The form; when it is done, the one page that shows the text of the token."""
    form = TokenForm(request.POST or None, user=user)
    made: list[tuple[ApiToken, str]] = []

    def issue(values: dict[str, Any]) -> None:
        chosen = list(values.get("programs", ())) or None
        made.append(tokens.issue(user, by=request.user, **values | {"programs": chosen}))

    back = list_of(user, request.user)
    if request.method == "POST" and submit(form, issue):
        token, text = made[0]
        return render(request, "programs/tokens/made.html", {"token": token, "text": text, "back": back})
    whose = "New token" if user == request.user else f"New token of {user}"
    note = "Whoever has a token acts as you. Give each tool its own, and no more than it needs."
    page = FormPage(title=whose, back=back, button="Make token", note=note if user == request.user else "")
    context = {"form": form, "page": page}
    return render_form(request, "programs/form.html", context=context, form=form, program=None)
