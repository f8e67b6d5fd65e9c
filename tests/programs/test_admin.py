"""The administration pages: an administrator reads everything, keeps people, and passes over no rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Event
from pytest_django.fixtures import Settings

from programs.actions import milestones
from programs.admin.base import ReadOnly, RecordAdmin
from programs.models import (
    ApiToken,
    AttachmentContent,
    BulkJob,
    BulkPiece,
    Change,
    DigestMail,
    EventLogFile,
    EventLogPiece,
    FeedAccess,
    FeedGeneration,
    KeptAnswer,
    Milestone,
    PasswordRequest,
    Program,
    PulseAnswer,
    PulseLink,
    RefreshRequest,
    Tombstone,
    User,
)
from programs.models.base import new_uid
from tests.factories import make_attachment, make_milestone, make_program, make_token, make_user
from tests.programs.models.one_of_each import SAMPLES

pytestmark = pytest.mark.django_db
Maker = Callable[[Program], models.Model]


def content_of_attachment(program: Program) -> AttachmentContent:
    return make_attachment(program, content=str(new_uid()).encode()).content


def tombstone(program: Program) -> Tombstone:
    return Tombstone.objects.create(kind="milestone", uid=new_uid(), program=program, deleted_at=timezone.now())


def digest(_: Program) -> DigestMail:
    now = timezone.now()
    return DigestMail.objects.create(user=make_user(), window_starts_on=now.date(), sent_at=now, obligations=3)


MAKERS: dict[type[models.Model], Maker] = {
    **{model: sample.make for model, sample in SAMPLES.items()},
    User: lambda _: make_user(),
    ApiToken: lambda _: make_token(),
    RefreshRequest: lambda program: RefreshRequest.objects.create(program=program),
    Tombstone: tombstone,
    AttachmentContent: content_of_attachment,
    DigestMail: digest,
}
# Not even an administrator reads who was asked, what one person answered, who forgot a password, or what a log names.
ANONYMOUS = {PulseAnswer, PulseLink, PasswordRequest, EventLogFile, EventLogPiece, KeptAnswer, BulkJob, BulkPiece}
# Written and read by the feed alone; what it says is read in the API.
FEED = {Change, FeedAccess, FeedGeneration}
every_page = pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
every_noun = pytest.mark.parametrize("model", SAMPLES, ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Static files under their own names: the ones with a hash are made when the product is set up."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def administrator() -> User:
    return make_user(is_superuser=True, is_staff=True, name="Ada Administrator")


@pytest.fixture
def desk(client: Client, administrator: User) -> Client:
    """A browser in which the administrator is signed in."""
    client.force_login(administrator)
    return client


def address(model: type[models.Model], view: str, *arguments: object) -> str:
    return reverse(f"admin:programs_{model._meta.model_name}_{view}", args=arguments)


def queries(desk: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert desk.get(url).status_code == 200
    return len(captured)


def test_every_table_of_the_record_has_a_page() -> None:
    tables = {model for model in apps.get_app_config("programs").get_models() if not issubclass(model, Event)}

    assert tables == set(MAKERS) | ANONYMOUS | FEED
    assert {model for model in tables if not admin.site.is_registered(model)} == ANONYMOUS | FEED


@every_page
def test_lists_and_rows_load(model: type[models.Model], desk: Client, program: Program) -> None:
    row = MAKERS[model](program)

    shown = desk.get(address(model, "changelist"), {"q": "a"})

    assert shown.status_code == 200
    assert desk.get(address(model, "change", row.pk)).status_code == 200


@every_page
def test_a_longer_list_takes_no_more_queries(model: type[models.Model], desk: Client, program: Program) -> None:
    url = address(model, "changelist")
    MAKERS[model](program)
    few = queries(desk, url)

    for _ in range(4):
        MAKERS[model](make_program())

    assert queries(desk, url) == few


@every_page
@pytest.mark.parametrize("person", ["pmo_lead", "steward", "staff"])
def test_others_are_refused(
    model: type[models.Model], person: str, client: Client, program: Program, request: pytest.FixtureRequest
) -> None:
    row = MAKERS[model](program)
    user = make_user(is_staff=True) if person == "staff" else request.getfixturevalue(person)
    client.force_login(user)

    answers = [client.get(address(model, "changelist")), client.get(address(model, "change", row.pk))]

    assert [answer.status_code for answer in answers] == ([403, 403] if person == "staff" else [302, 302])


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, program: Program) -> None:
    answer = client.get(address(Program, "change", program.pk))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


@every_noun
def test_the_record_is_read_here_and_not_written(model: type[models.Model], desk: Client, program: Program) -> None:
    row = MAKERS[model](program)

    answers = [
        desk.get(address(model, "add")),
        desk.post(address(model, "change", row.pk), {"name": "Changed"}),
        desk.post(address(model, "delete", row.pk), {"post": "yes"}),
    ]

    assert isinstance(admin.site._registry[model], RecordAdmin)
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert model._base_manager.filter(pk=row.pk, version=1).exists()


@every_noun
def test_a_row_shows_identity_version_and_times(model: type[models.Model], desk: Client, program: Program) -> None:
    row = MAKERS[model](program)

    shown = desk.get(address(model, "change", row.pk)).content.decode()

    assert str(row.uid) in shown  # type: ignore[attr-defined]
    assert all(f"field-{name}" in shown for name in ("version", "created_at", "updated_at"))
    assert 'name="_save"' not in shown


@every_noun
def test_the_history_is_that_of_the_triggers(model: type[models.Model], desk: Client, program: Program) -> None:
    row = MAKERS[model](program)

    shown = desk.get(address(model, "history", row.pk)).content.decode()

    assert "insert" in shown
    assert "not known" in shown


def test_the_history_says_who_did_what(desk: Client, program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, name="Map")
    milestones.change(milestone, by=pmo_lead, name="Map <signed>")

    shown = desk.get(address(Milestone, "history", milestone.pk)).content.decode()

    assert "name: Map → Map &lt;signed&gt;" in shown
    assert "milestones.change" in shown
    assert pmo_lead.name in shown


def test_a_longer_history_takes_no_more_queries(desk: Client, program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program)
    url = address(Milestone, "history", milestone.pk)
    milestones.change(milestone, by=pmo_lead, name="First")
    few = queries(desk, url)

    for name in ("Second", "Third", "Fourth"):
        milestones.change(milestone, by=pmo_lead, name=name)

    assert queries(desk, url) == few


def test_a_history_of_nothing_is_not_found(desk: Client) -> None:
    assert desk.get(address(Milestone, "history", 999)).status_code == 404


def test_a_person_is_added_and_can_sign_in(desk: Client, client: Client) -> None:
    password = "a horse of battery staple"
    given = {"email": "new@example.com", "name": "Nora New", "password1": password, "password2": password}

    answer = desk.post(address(User, "add"), given | {"usable_password": "true"})

    assert answer.status_code == 302
    added = User.objects.get(email="new@example.com")
    assert added.check_password(password)
    assert {added.is_staff, added.is_superuser, added.is_steward} == {False}


def test_a_person_is_changed_and_deactivated(desk: Client) -> None:
    person = make_user()

    answer = desk.post(address(User, "change", person.pk), {"email": person.email, "name": "Other", "is_steward": "on"})

    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.name, person.is_steward, person.is_active) == ("Other", True, False)


def test_a_password_is_reset(desk: Client) -> None:
    person = make_user()
    new = "another horse entirely"

    answer = desk.post(
        reverse("admin:auth_user_password_change", args=[person.pk]), {"password1": new, "password2": new}
    )

    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)


def test_nobody_is_deleted(desk: Client) -> None:
    person = make_user()

    assert desk.post(address(User, "delete", person.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_the_digest_of_a_token_is_not_shown_and_a_token_can_be_ended(desk: Client, program: Program) -> None:
    token = MAKERS[ApiToken](program)
    assert isinstance(token, ApiToken)

    shown = desk.get(address(ApiToken, "change", token.pk)).content.decode()
    ended = desk.post(address(ApiToken, "delete", token.pk), {"post": "yes"})

    assert "field-digest" not in shown
    assert ended.status_code == 302
    assert not ApiToken.objects.exists()


@every_page
def test_only_people_are_written_here(model: type[models.Model]) -> None:
    assert isinstance(admin.site._registry[model], ReadOnly) == (model is not User)


def test_pages_need_no_inline_script(desk: Client, program: Program) -> None:
    """The content security policy would not run one."""
    shown = desk.get(address(Milestone, "changelist"))

    assert "unsafe-inline" not in shown["Content-Security-Policy"]
    assert "<script>" not in shown.content.decode()
