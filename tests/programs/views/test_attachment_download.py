"""A file is served as a download that no browser runs inside of the product."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from programs.models import Attachment, Program, User
from tests import factories
from tests.programs.views.conftest import signed_in, watch_reads

pytestmark = pytest.mark.django_db


def test_it_is_a_download_in_a_sandbox(program: Program, viewer: User) -> None:
    attachment = factories.make_attachment(program, name='a "b".txt')

    response = signed_in(viewer).get(attachment.get_absolute_url())

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response.content == b"Agreed on the map.\n"


def test_strangers_find_no_file(program: Program, outsider: User) -> None:
    attachment = factories.make_attachment(program)

    assert signed_in(outsider).get(attachment.get_absolute_url()).status_code == 404


def test_a_file_is_attached_and_deleted(program: Program, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    file = SimpleUploadedFile("minutes.txt", b"Agreed.")

    client.post(reverse("programs:attachment-create", args=[program.uid]), {"file": file})
    attachment = Attachment.objects.get()
    client.post(reverse("programs:attachment-remove", args=[attachment.uid]))

    assert attachment.name == "minutes.txt"
    assert not Attachment.objects.exists()


def test_a_program_is_not_run_by_its_name(program: Program, pmo_lead: User) -> None:
    file = SimpleUploadedFile("page.txt", b"\x7fELF\x02\x01\x01\x00")

    response = signed_in(pmo_lead).post(reverse("programs:attachment-create", args=[program.uid]), {"file": file})

    assert response.status_code == 422
    assert not Attachment.objects.exists()


def test_a_file_is_read_no_further_than_its_limit(
    program: Program, pmo_lead: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1000
    sizes = watch_reads(monkeypatch)
    file = SimpleUploadedFile("minutes.txt", b"a" * 5000)

    response = signed_in(pmo_lead).post(reverse("programs:attachment-create", args=[program.uid]), {"file": file})

    assert response.status_code == 422
    assert "larger than" in response.content.decode()
    assert sizes[-1] == 1001
