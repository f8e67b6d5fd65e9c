"""Entity tags: ``"<uid>-<version>-<digest>"``; a row of a list tells what a change needs of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.utils.http import parse_etags


def tag_of(*version: object, shown: str) -> str:
    """A strong tag: what names the version, and a digest of the representation, which other rows may change too."""
    digest = hashlib.blake2b(shown.encode(), digest_size=9).hexdigest()
    return f'"{"-".join(str(each) for each in (*version, digest))}"'


def is_fresh(if_none_match: str | None, tag: str) -> bool:
    """True when the reader holds this state already; weak tags count, as RFC 9110 says for reading."""
    return if_none_match is not None and any(
        each == "*" or each.removeprefix("W/") == tag for each in parse_etags(if_none_match)
    )


def names_version(if_match: str, uid: object, version: object) -> bool:
    """True when one of the tags is of this version of the row, whatever it says of other rows."""
    return any(each == "*" or own_part(each) == f"{uid}-{version}" for each in tags_in(if_match))


def tags_in(header: str) -> Iterable[str]:
    """Tags of an If-Match header. Weak ones never match, as RFC 9110 says for writing."""
    return (each for each in parse_etags(header) if not each.startswith("W/"))


def own_part(tag: str) -> str:
    """``<uid>-<version>`` of a tag; a uid has four hyphens of its own."""
    return "-".join(tag.strip('"').split("-")[:6])
