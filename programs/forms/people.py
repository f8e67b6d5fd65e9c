from __future__ import annotations

from typing import ClassVar

from django import forms

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import BusinessFunction, Membership, User


class MembershipForm(ActionForm):
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
            raise forms.ValidationError("Nobody signs in with this address. A steward adds people.")
        return user


class MembershipEndForm(RecordForm):
    """The last day of a role."""

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = ["valid_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"valid_to": DateInput({"required": True})}
        labels: ClassVar[dict[str, str]] = {"valid_to": "Last day"}
