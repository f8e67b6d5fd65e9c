"""Service accounts: users of the record that are programs, made by stewards."""

from __future__ import annotations

from django.utils.text import slugify

from programs.actions.base import action, require
from programs.errors import Refused
from programs.models import User

# A domain that never exists (RFC 2606): no mail ever leaves for it.
DOMAIN = "service.invalid"


@action
def create(name: str, *, by: User) -> User:
    """A service account of that name. It has no password and no role: PMO leads give it roles by its address."""
    require(by, "keep_installation")
    email = f"{slugify(name)[:60]}@{DOMAIN}"
    if email.startswith("@"):
        raise Refused("no_letters", "Give a name with letters or digits, such as Planview.", field="name")
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("name_taken", f"There is a service account {email} already.", field="name")
    return User.objects.create_service(email, name=name)
