"""Clients that sign in as a program does: with a token."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.models import ApiToken, Program, User


class SignedIn(Protocol):
    def __call__(self, user: User, *, scope: str = "admin", programs: Iterable[Program] | None = None) -> APIClient: ...


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """Makes a client that acts as the person, as far as its token lets it, on any version of a row."""

    def client_of(user: User, *, scope: str = "admin", programs: Iterable[Program] | None = None) -> APIClient:
        lasts = timedelta(days=1)
        token, text = ApiToken.objects.issue(user, name="Test", lasts=lasts, scope=scope, programs=programs)
        token.note_use(timezone.now())  # Else the first request alone takes a query more than those after it.
        client = APIClient(headers={"if-match": "*"})
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
        return client

    return client_of


@pytest.fixture
def lead_client(signed_in: SignedIn, pmo_lead: User) -> APIClient:
    return signed_in(pmo_lead)
