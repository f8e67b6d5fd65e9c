from __future__ import annotations

from django import forms

from programs.forms.base import ActionForm
from programs.models import User


class DigestForm(ActionForm):
    """How often a person gets mail about what they owe."""

    digest = forms.ChoiceField(
        label="Mail about what I owe",
        choices=User.Digest.choices,
        widget=forms.RadioSelect,
        help_text="Weekly mail comes on Monday morning. No mail comes when you owe nothing.",
    )
