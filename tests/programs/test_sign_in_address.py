"""Which machine a failed sign-in is counted against."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from programs.sign_in import client_address


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "", "10.0.0.9"),
        (False, "203.0.113.7", "10.0.0.9"),
        (True, "203.0.113.7", "203.0.113.7"),
        (True, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (True, "", "10.0.0.9"),
    ],
    ids=["direct", "direct-with-a-made-up-header", "proxy", "proxy-behind-a-made-up-header", "proxy-without-header"],
)
def test_the_machine_is_the_one_that_we_or_our_proxy_saw(
    *, behind_proxy: bool, forwarded: str, expected: str, settings: Settings
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    request = RequestFactory().post("/sign-in/", REMOTE_ADDR="10.0.0.9", headers=headers)

    assert client_address(request) == expected
