"""How often a person gets mail about what they owe. It is their own business: no program's fact, no history."""

from __future__ import annotations

from django.core import signing

from programs.errors import Refused
from programs.models import User

SALT = "programs.digest"


def choose(person: User, *, digest: str) -> User:
    """The person, who gets a digest so often from now on."""
    if digest not in User.Digest.values:
        raise Refused("unknown_digest", "Choose never, daily or weekly.", field="digest")
    person.digest = digest
    person.save(update_fields=["digest"])
    return person


def secret_of(person: User) -> str:
    """What a link in the person's mail carries, so that it works without signing in; it stops mail, nothing else."""
    return signing.Signer(salt=SALT).sign(str(person.uid))


def person_of(secret: str) -> User | None:
    """Whose mail the link stops; None for one that the installation never gave out."""
    try:
        uid = signing.Signer(salt=SALT).unsign(secret)
    except signing.BadSignature:
        return None
    return User.objects.filter(uid=uid).first()
