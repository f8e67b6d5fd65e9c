"""One URL says how mail leaves."""

from __future__ import annotations

import pytest

from config.mail import from_url


def test_mail_goes_to_a_server_with_name_and_password() -> None:
    got = from_url("smtp+tls://bot%40example.com:p%3Ass@mail.example.com:587")

    assert (got["EMAIL_HOST"], got["EMAIL_PORT"], got["EMAIL_USE_TLS"]) == ("mail.example.com", 587, True)
    assert (got["EMAIL_HOST_USER"], got["EMAIL_HOST_PASSWORD"]) == ("bot@example.com", "p:ss")


def test_a_server_without_a_port_has_the_usual_one() -> None:
    got = from_url("smtp+ssl://mail.example.com")

    assert (got["EMAIL_PORT"], got["EMAIL_USE_SSL"], got["EMAIL_USE_TLS"]) == (465, True, False)


def test_mail_goes_to_the_console_or_a_folder() -> None:
    assert from_url("console:")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert from_url("file:/var/mail/out")["EMAIL_FILE_PATH"] == "/var/mail/out"


@pytest.mark.parametrize("url", ["", "file:", "smtp://", "imap://user:hidden@host"])
def test_another_url_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="EMAIL_URL") as error:
        from_url(url)

    assert "hidden" not in str(error.value)
