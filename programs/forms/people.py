from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import BusinessFunction, Invitation, Membership, Program, User


class RoleForm(ActionForm):
    """What both ways of giving a role ask for."""

    folded = ("valid_to",)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.program = program

    @property
    def folded_label(self) -> str:
        return "Only for a time"


class MembershipForm(RoleForm):
    """A role for a person who can sign in, found by the whole mail address."""

    email = forms.EmailField(label="Mail address")
    role = forms.ChoiceField(choices=Membership.Role.choices)
    function = forms.ModelChoiceField(
        BusinessFunction.objects.all(),
        required=False,
        help_text="Only for a function lead: the function he or she leads.",
    )
    valid_from = forms.DateField(label="From", widget=DateInput())
    valid_to = forms.DateField(label="Until", required=False, widget=DateInput())

    def clean_email(self) -> User:
        """The person with this address."""
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            typed = {name: self.data.get(name, "") for name in ("email", "role", "function")}
            address = f"{reverse('programs:invitation-create', args=[self.program.uid])}?{urlencode(typed)}"
            say = 'Nobody signs in with this address yet. <a href="{}">Invite {}</a>'
            raise forms.ValidationError(format_html(say, address, typed["email"]))
        return user


class MembershipEndForm(RecordForm):
    """The last day of a role."""

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = ["valid_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"valid_to": DateInput({"required": True})}
        labels: ClassVar[dict[str, str]] = {"valid_to": "Last day"}


class InvitationForm(RoleForm):
    """A role for a person who may be new here."""

    email = forms.EmailField(label="Mail address", max_length=254)
    name = forms.CharField(max_length=150)
    role = forms.ChoiceField(choices=Membership.Role.choices)
    function = forms.ModelChoiceField(
        BusinessFunction.objects.all(),
        required=False,
        help_text="Only for a function lead: the function he or she leads.",
    )
    valid_from = forms.DateField(label="From", widget=DateInput())
    valid_to = forms.DateField(label="Until", required=False, widget=DateInput())

    def clean(self) -> dict[str, Any]:
        """Says beside the field whether the role needs a function."""
        values: dict[str, Any] = super().clean() or {}
        leads = values.get("role") == Membership.Role.FUNCTION_LEAD
        if leads and values.get("function") is None and "function" not in self.errors:
            self.add_error("function", "A function lead leads a function: choose which.")
        if not leads and values.get("function") is not None:
            self.add_error("function", "Only a function lead has a function: leave it empty.")
        return values


class NewPersonForm(ActionForm):
    """Name and password of a person who takes up an invitation."""

    name = forms.CharField(max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
        help_text="At least 10 characters; a few words that you remember are good.",
    )
    again = forms.CharField(
        label="The password again", widget=forms.PasswordInput({"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = invitation.name
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        """Refuses passwords that differ, and those that are easy to guess for this person."""
        values: dict[str, Any] = super().clean() or {}
        password, again = values.get("password"), values.pop("again", None)
        if password and again and password != again:
            self.add_error("again", "The two passwords are not the same.")
        elif password:
            try:
                validate_password(password, User(email=self.invitation.email, name=values.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class HandOverForm(ActionForm):
    """Who takes over, in which programs, and from when."""

    to = forms.ModelChoiceField(User.objects.none(), label="Who takes over")
    on = forms.DateField(label="From", widget=DateInput())
    programs = forms.ModelMultipleChoiceField(
        Program.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text="Roles and work in these programs go over. Work in the others stays.",
    )

    def __init__(self, *args: Any, person: User, programs: Iterable[Program], **kwargs: Any) -> None:
        keys = [program.pk for program in programs]
        super().__init__(*args, **kwargs)
        self.initial["on"], self.initial["programs"] = timezone.localdate(), keys
        people = User.objects.people().exclude(pk=person.pk).order_by("name", "id")
        self.fields["to"] = forms.ModelChoiceField(people, label="Who takes over")
        chosen = self.fields["programs"]
        if isinstance(chosen, forms.ModelMultipleChoiceField):
            chosen.queryset = Program.objects.filter(pk__in=keys).order_by("name", "id")
