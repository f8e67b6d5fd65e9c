from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from programs.actions import attachments
from programs.api.downloads import download
from programs.api.fields import RECORD_FIELDS, EmptyBody, Moment, Row, StrictBody, UidField
from programs.api.views import AnyFormat, Creates, Removes, Write
from programs.models import Attachment, Evidence, Program, User


class AttachmentSerializer(Row):
    sha256 = serializers.CharField(source="content_id", read_only=True)
    content_url = serializers.URLField(read_only=True)

    class Meta:
        model = Attachment
        fields = (
            *RECORD_FIELDS,
            "program",
            "evidence",
            "name",
            "content_type",
            "size",
            "sha256",
            "content_url",
            "added_by",
        )

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Attachment]:
        below = Value(f"{moment.server}{reverse('api:attachment-list')}")
        return Attachment.objects.annotate(content_url=Concat(below, Cast("uid", CharField()), Value("/content/")))


class AttachmentBody(StrictBody):
    """A form with the file; its type is judged by its content."""

    program = UidField(queryset=Program.objects)
    evidence = UidField(queryset=Evidence.objects, required=False)
    file = serializers.FileField(max_length=1000, allow_empty_file=True)


def add(program: Program, *, by: User, file: UploadedFile[Any], **fields: Any) -> Attachment:
    """The file kept with the program; what it may be and how large is the action's rule."""
    # One byte more than allowed is enough for the action to refuse, however large the file is.
    content = file.read(settings.ATTACHMENT_MAX_BYTES + 1)
    return attachments.add(program, by=by, name=file.name or "file", content=content, **fields)


class AttachmentViewSet(Creates, Removes):
    """Files that were added to a program, always served as a download."""

    queryset = Attachment.objects.all()
    serializer_class = AttachmentSerializer
    parser_classes = (MultiPartParser,)
    files = {"content": "*/*"}
    writes = {
        "create": Write(add, AttachmentBody, subject="program"),
        "destroy": Write(attachments.remove, EmptyBody),
    }

    @action(detail=True, content_negotiation_class=AnyFormat)
    def content(self, request: Request, uid: str) -> HttpResponse:
        """The bytes of the file, as a download."""
        attachment: Attachment = self.get_object()
        return download(
            bytes(attachment.content.content),
            name=attachment.name,
            content_type=attachment.content_type,
            sha256=attachment.content_id,
        )
