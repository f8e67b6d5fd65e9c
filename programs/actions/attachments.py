from __future__ import annotations

import hashlib
import re

from django.conf import settings

from programs.actions.base import action, lock, require, save_checked
from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.file_types import content_type_of
from programs.models import Attachment, AttachmentContent, Evidence, Program, User


@action
def add(program: Program, *, by: User, name: str, content: bytes, evidence: Evidence | None = None) -> Attachment:
    """The file kept with the program: PMO leads, and whoever gave the evidence it belongs to."""
    if evidence is None or not may_support(by, evidence):
        require(by, "plan_program", program)
    check_of_program(program, evidence, field="evidence")
    if not content:
        raise Refused("file_empty", "The file is empty.", field="file")
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // 1024 // 1024
        raise Refused("file_too_large", f"The file is larger than {limit} MB.", field="file")
    content_type = content_type_of(name, content)
    digest = hashlib.sha256(content).hexdigest()
    # Writing it anew locks the row: somebody who removes the last attachment of it at this moment leaves it.
    AttachmentContent.objects.bulk_create(
        [AttachmentContent(sha256=digest, content=content)],
        update_conflicts=True,
        unique_fields=["sha256"],
        update_fields=["content"],
    )
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
def remove(attachment: Attachment, *, by: User, version: int | None = None) -> None:
    """The attachment deleted, leaving a tombstone; its bytes go with the last attachment that has them."""
    require(by, "plan_program", attachment.program)
    digest = attachment.content_id
    AttachmentContent.objects.select_for_update().filter(pk=digest).values_list("pk").first()
    lock(attachment, version=version).delete()
    if not Attachment.objects.filter(content=digest).exists():
        AttachmentContent.objects.filter(pk=digest).delete()


def may_support(by: User, evidence: Evidence) -> bool:
    """True for whoever gave the evidence and may still give some for a milestone or a criterion of it."""
    if by.pk != evidence.given_by_id:
        return False
    milestones = [use.milestone for use in evidence.uses.select_related("milestone")]
    criteria = evidence.criterion_uses.select_related("criterion__gate__item", "criterion__gate__program")
    gates = [use.criterion.gate for use in criteria]
    may_give = any(by.has_perm("programs.give_evidence", each) for each in [*milestones, *(one.item for one in gates)])
    return may_give or any(by.has_perm("programs.record_fact", each.program) for each in gates)


def safe_name(name: str) -> str:
    """The last part of the name without control characters, at most 200 characters."""
    return re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rpartition("/")[2]).strip()[-200:] or "file"
