"""People, their roles, and the tokens that programs use in their name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest

from programs.admin.base import AdministratorsOnly, ReadOnly, RecordAdmin, is_administrator
from programs.models import ApiToken, Membership, User

# ruff: noqa: ARG002 - Django gives the parameters of these hooks.

if TYPE_CHECKING:
    PeoplePages = UserAdmin[User]
    NewPersonForm = AdminUserCreationForm[User]
    ChangedPersonForm = UserChangeForm[User]
else:
    PeoplePages, NewPersonForm, ChangedPersonForm = UserAdmin, AdminUserCreationForm, UserChangeForm


class NewPerson(NewPersonForm):
    """A person by mail address; without a password they set one through a reset."""

    class Meta:
        model = User
        fields = ("email", "name")


class ChangedPerson(ChangedPersonForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(AdministratorsOnly, PeoplePages):
    """The one noun kept here: who may sign in is the administrator's own business and has no action.

    Nobody is deleted, since history names them: who leaves is made inactive and may then do nothing.
    Django's groups and permissions are left out: what a person may do follows from memberships.
    """

    form = ChangedPerson
    add_form = NewPerson
    list_display = ("name", "email", "is_active", "is_steward", "is_superuser", "last_login")
    list_filter = ("is_active", "is_steward", "is_superuser")
    search_fields = ("name", "email")
    ordering = ("name", "id")
    filter_horizontal = ()
    readonly_fields = ("uid", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Installation", {"fields": ("is_active", "is_steward", "is_staff", "is_superuser")}),
        ("Record", {"fields": ("uid", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnly):
    """Tokens are made by their owners; an administrator can only end one, by deleting it."""

    list_display = ("name", "user", "token_key", "created", "expiry")
    list_select_related = ("user",)
    search_fields = ("name", "user__email", "user__name", "token_key")

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_administrator(request)

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """Without the digest, which is nobody's to see."""
        return [name for name in super().get_fields(request, obj) if name != "digest"]


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    """Roles are granted and ended on the program's pages: an action keeps a program from losing its last lead."""

    list_display = ("user", "program", "role", "function", "valid_from", "valid_to")
    list_select_related = ("user", "program", "function")
    list_filter = ("role",)
    search_fields = ("user__name", "user__email", "program__code", "program__name")


admin.site.unregister(Group)
