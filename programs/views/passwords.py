"""A forgotten password: asked for by mail address, set by a link. The answer never says whether somebody is known."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from programs.forms.passwords import AskForPasswordForm
from programs.password_limits import may_ask
from programs.sign_in import client_address


class PasswordAsk(views.PasswordResetView):
    """Asks for the address. The same page follows, whoever has it and however often it was asked."""

    form_class = AskForPasswordForm
    template_name = "registration/password_ask.html"
    email_template_name = "programs/mail/password.txt"
    success_url = reverse_lazy("programs:password-sent")

    def form_valid(self, form: Any) -> HttpResponse:
        email = form.cleaned_data["email"]
        if may_ask(email=email, machine=client_address(self.request), now=timezone.now()):
            return super().form_valid(form)
        return redirect(self.get_success_url())


@method_decorator(never_cache, name="dispatch")
class PasswordSet(views.PasswordResetConfirmView):
    """Takes the new password of whoever has the link; every session of before ends."""

    template_name = "registration/password_set.html"
    success_url = reverse_lazy("programs:password-done")


class PasswordSent(views.PasswordResetDoneView):
    template_name = "registration/password_sent.html"


class PasswordDone(views.PasswordResetCompleteView):
    template_name = "registration/password_done.html"
