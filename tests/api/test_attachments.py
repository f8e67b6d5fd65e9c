from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from programs.models import Attachment, AttachmentContent, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/attachments/"


def upload(client: APIClient, program: Program, content: bytes, name: str = "minutes.txt") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(ADDRESS, {"program": str(program.uid), "file": file}, format="multipart")


def test_a_file_goes_in_and_comes_out_as_a_download(program: Program, lead_client: APIClient) -> None:
    added = upload(lead_client, program, b"Agreed.\n", "../<b>Protokoll Mai.txt")
    got = lead_client.get(added.json()["content_url"], headers={"accept": "text/html"})

    assert (added.status_code, added.json()["name"], added.json()["size"]) == (201, "<b>Protokoll Mai.txt", 8)
    assert got.content == b"Agreed.\n"
    assert got["Content-Disposition"].startswith("attachment;")
    assert got["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "file_empty"), (b"MZ\x00\x00", "file_type"), (b"a" * 2000, "file_too_large")]
)
@override_settings(ATTACHMENT_MAX_BYTES=1000)
def test_a_file_that_is_not_allowed_is_refused(
    content: bytes, code: str, program: Program, lead_client: APIClient
) -> None:
    answer = upload(lead_client, program, content)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert not Attachment.objects.exists()


def test_a_viewer_reads_but_does_not_add(program: Program, viewer: User, signed_in: SignedIn) -> None:
    attachment = make.make_attachment(program)
    client = signed_in(viewer)

    assert client.get(f"{ADDRESS}{attachment.uid}/content/").status_code == 200
    assert upload(client, program, b"Mine.").status_code == 403
    assert client.delete(f"{ADDRESS}{attachment.uid}/").status_code == 403


def test_an_outsider_gets_no_bytes(program: Program, outsider: User, signed_in: SignedIn) -> None:
    attachment = make.make_attachment(program)

    answer = signed_in(outsider).get(f"{ADDRESS}{attachment.uid}/content/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_deleted_file_is_gone(program: Program, lead_client: APIClient) -> None:
    attachment = make.make_attachment(program)

    stale = lead_client.delete(f"{ADDRESS}{attachment.uid}/", headers={"if-match": f'"{attachment.uid}-7"'})
    gone = lead_client.delete(f"{ADDRESS}{attachment.uid}/", headers={"if-match": f'"{attachment.uid}-1"'})

    assert (stale.status_code, gone.status_code) == (412, 204)
    assert not AttachmentContent.objects.exists()


def test_a_list_of_files_never_reads_their_bytes(program: Program, lead_client: APIClient) -> None:
    make.make_attachment(program)

    with CaptureQueriesContext(connection) as queries:
        lead_client.get(ADDRESS)

    assert not [query for query in queries if '"programs_attachmentcontent"' in query["sql"]]
