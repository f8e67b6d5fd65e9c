"""The cast: one program, and people whose names say their role in it."""

from __future__ import annotations

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django.fixtures import Settings

from programs.models import BusinessFunction, Program, User
from tests import factories

# A property says what holds, not how fast: a loaded machine must not decide.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")


# The tests of a file run on one worker: a long file that came last would keep the other worker waiting.
LONGEST = (
    "tests/sweep/",
    "tests/browser/test_every_page",
    "tests/browser/test_page_of_each_kind.py",
    "tests/programs/demo/test_load_demo.py",
    "tests/api/test_schema.py",
    "tests/faults/",
    "tests/browser/",
    "tests/operations/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first; the others keep their order."""
    items.sort(key=lambda item: next((rank for rank, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST)))


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """A real hasher takes half a second a person, on purpose; the cast has hundreds of members."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def uncollected_static_files(settings: Settings) -> None:
    """Pages name static files as they lie in the tree; only ``make run`` collects them under hashed names."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}


@pytest.fixture(autouse=True)
def as_many_requests_as_come(settings: Settings) -> None:
    """A suite asks more in a minute than any tool; the tests of limits set their own."""
    settings.API_REQUESTS_PER_MINUTE = 0


@pytest.fixture
def program() -> Program:
    return factories.make_program(code="ALPHA", name="Alpha")


@pytest.fixture
def procurement() -> BusinessFunction:
    return factories.make_function(name="Procurement")


@pytest.fixture
def pmo_lead(program: Program) -> User:
    user = factories.make_user(email="pmo@example.com", name="Petra Lead")
    factories.make_membership(user, program, "pmo_lead")
    return user


@pytest.fixture
def function_lead(program: Program, procurement: BusinessFunction) -> User:
    user = factories.make_user(email="function@example.com", name="Fritz Function")
    factories.make_membership(user, program, "function_lead", function=procurement)
    return user


@pytest.fixture
def committee_member(program: Program) -> User:
    user = factories.make_user(email="committee@example.com", name="Carla Committee")
    factories.make_membership(user, program, "committee_member")
    return user


@pytest.fixture
def viewer(program: Program) -> User:
    user = factories.make_user(email="viewer@example.com", name="Vera Viewer")
    factories.make_membership(user, program, "viewer")
    return user


@pytest.fixture
def outsider() -> User:
    """Leads another program, and must see nothing of this one."""
    user = factories.make_user(email="outsider@example.com", name="Otto Outsider")
    factories.make_membership(user, factories.make_program(code="OTHER", name="Other"), "pmo_lead")
    return user


@pytest.fixture
def steward() -> User:
    return factories.make_user(email="steward@example.com", name="Stella Steward", is_steward=True)
