from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.forms import PasswordResetForm

from programs import mail
from programs.models import User


class AskForPasswordForm(PasswordResetForm):
    """A mail address; the mail leaves later, so that the answer takes as long for addresses nobody has."""

    def get_users(self, email: str) -> Iterable[User]:
        """The person who may sign in with the address, also one who never had a password."""
        return User.objects.filter(email__iexact=email, is_active=True)

    # ruff: noqa: ARG002 - Django gives the parameters of this hook.
    def send_mail(self, subject_template_name: str, email_template_name: str, *given: Any, **html: Any) -> None:
        """The mail handed over; the context, which Django gives by place, names the person."""
        context: dict[str, Any] = given[0]
        mail.send_soon(
            context["user"].email, subject="Your new password", template=email_template_name, context=context
        )
