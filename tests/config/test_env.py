"""Values of the environment: blank is unset, and what cannot be read names its variable."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path

import pytest

from config import env

NAME = "TRACKER_TEST_VALUE"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)


@pytest.mark.parametrize(("given", "read"), [(None, "other"), ("", "other"), ("  ", "other"), (" a ", "a")])
def test_a_blank_text_is_unset(given: str | None, read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if given is not None:
        monkeypatch.setenv(NAME, given)

    assert env.text(NAME, "other") == read


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("1", True),
        ("true", True),
        ("YES", True),
        ("on", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("", True),
    ],
)
def test_a_flag_is_yes_or_no(given: str, read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, given)

    assert env.flag(NAME, default=True) is read


def test_a_flag_that_is_neither_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "maybe")

    with pytest.raises(ValueError, match=f"{NAME}='maybe'"):
        env.flag(NAME)


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " a.example , ,b.example,")

    assert env.words(NAME) == ["a.example", "b.example"]


def test_a_number_is_read_or_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.number(NAME, 20) == 20
    monkeypatch.setenv(NAME, "7")
    assert env.number(NAME, 20) == 7
    monkeypatch.setenv(NAME, "seven")
    with pytest.raises(ValueError, match=f"{NAME}='seven'"):
        env.number(NAME, 20)


@pytest.mark.parametrize(
    ("given", "read"), [("", time(0, 10)), ("23:45", time(23, 45)), ("4", time(4))], ids=["unset", "time", "hour"]
)
def test_the_nightly_time_is_hour_and_minute(given: str, read: time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTLY_AT", given)

    assert env.nightly_at() == read


@pytest.mark.parametrize("given", ["25:00", "*/2", "midnight"])
def test_a_nightly_time_that_is_none_names_its_variable(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTLY_AT", given)

    with pytest.raises(ValueError, match="NIGHTLY_AT="):
        env.nightly_at()


def test_a_given_key_is_used_and_without_one_each_process_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert env.secret_key() == "given"
    monkeypatch.delenv("SECRET_KEY")
    assert len(env.secret_key()) > 50


def test_a_child_has_this_environment_with_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "parent")

    assert env.child_environment()[NAME] == "parent"
    assert env.child_environment(**{NAME: "child"})[NAME] == "child"


@pytest.mark.parametrize("content", [None, "", "not json", "{}"], ids=["no file", "empty", "broken", "nothing runs"])
def test_no_embedded_server_has_no_url(content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "DATA_DIR", tmp_path)
    if content is not None:
        (tmp_path / "servers.json").write_text(content)

    assert env.embedded_url("BROKER_URL") == ""


def test_a_running_embedded_server_has_its_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "DATA_DIR", tmp_path)
    (tmp_path / "servers.json").write_text(json.dumps({"BROKER_URL": "redis://127.0.0.1:7/0"}))

    assert env.embedded_url("BROKER_URL") == "redis://127.0.0.1:7/0"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", "http://127.0.0.1:8000"),
        ("https://tracker.example.com", "https://tracker.example.com"),
        ("https://tracker.example.com/", "https://tracker.example.com"),
    ],
)
def test_the_site_has_an_address_without_a_slash_at_its_end(
    given: str, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", given)

    assert env.site_url() == read
