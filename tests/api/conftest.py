"""Clients that sign in as a program does: with a token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from programs.models import ApiToken, User

SignedIn = Callable[[User], APIClient]


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """Makes a client that acts as the person, on any version of a row unless a request names one."""

    def client_of(user: User) -> APIClient:
        _, text = ApiToken.objects.issue(user, name="Test", lasts=timedelta(days=1))
        client = APIClient(headers={"if-match": "*"})
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
        return client

    return client_of


@pytest.fixture
def lead_client(signed_in: SignedIn, pmo_lead: User) -> APIClient:
    return signed_in(pmo_lead)
