"""Pages are rendered without collected static files, and by people who signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from programs.models import Milestone, Program, User
from tests import factories

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture
def milestone(program: Program, pmo_lead: User) -> Milestone:
    """A milestone of the PMO lead, expected in ten days, stated yesterday."""
    made = factories.make_milestone(program, name="Interfaces mapped", owner=pmo_lead)
    factories.make_forecast(made, finish_on=TODAY + timedelta(days=10), stated_on=TODAY - timedelta(days=1))
    return made


def signed_in(user: User) -> Client:
    """A browser in which the person signed in."""
    client = Client()
    client.force_login(user)
    return client


def watch_reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes of uploads are asked for at once from now on; -1 is all, as the browser reads its own."""
    sizes: list[int] = []

    def read(upload: InMemoryUploadedFile, size: int = -1) -> Any:
        sizes.append(size)
        return upload.file.read(size) if upload.file is not None else b""

    monkeypatch.setattr(InMemoryUploadedFile, "read", read)
    return sizes
