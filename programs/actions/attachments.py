from __future__ import annotations

import hashlib
import re

from django.conf import settings

from programs.actions.base import action, require, save_checked
from programs.errors import Refused
from programs.file_types import content_type_of
from programs.models import Attachment, AttachmentContent, Evidence, Program, User


@action
def add(program: Program, *, by: User, name: str, content: bytes, evidence: Evidence | None = None) -> Attachment:
    """The file kept with the program: PMO leads, and whoever gave the evidence it belongs to."""
    if evidence is None or evidence.given_by_id != by.pk:
        require(by, "plan_program", program)
    if evidence is not None and evidence.program_id != program.pk:
        raise Refused("other_program", "This evidence belongs to another program.", field="evidence")
    if not content:
        raise Refused("file_empty", "The file is empty.", field="file")
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // 1024 // 1024
        raise Refused("file_too_large", f"The file is larger than {limit} MB.", field="file")
    content_type = content_type_of(name, content)
    digest = hashlib.sha256(content).hexdigest()
    AttachmentContent.objects.bulk_create([AttachmentContent(sha256=digest, content=content)], ignore_conflicts=True)
    return save_checked(
        Attachment(
            program=program,
            evidence=evidence,
            name=safe_name(name),
            content_type=content_type,
            size=len(content),
            content_id=digest,
            added_by=by,
        )
    )


@action
def remove(attachment: Attachment, *, by: User) -> None:
    """The attachment deleted, leaving a tombstone; its bytes go with the last attachment that has them."""
    require(by, "plan_program", attachment.program)
    digest = attachment.content_id
    attachment.delete()
    if not Attachment.objects.filter(content=digest).exists():
        AttachmentContent.objects.filter(pk=digest).delete()


def safe_name(name: str) -> str:
    """The last part of the name without control characters, at most 200 characters."""
    return re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rpartition("/")[2]).strip()[-200:] or "file"
