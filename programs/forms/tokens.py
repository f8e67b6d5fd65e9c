from __future__ import annotations

from typing import Any

from django import forms

from programs.forms.base import ActionForm
from programs.models import Program, User
from programs.models.grant import Scope

LASTS = ((30, "30 days"), (90, "90 days"), (180, "180 days"), (365, "A year"))


class TokenForm(ActionForm):
    """What a token may do, where and for how long."""

    folded = ("programs", "writes_for")

    name = forms.CharField(max_length=100, help_text="What will use it, such as Power BI.")
    scope = forms.ChoiceField(
        label="It may",
        choices=Scope.choices,
        widget=forms.RadioSelect,
        initial=Scope.READ,
        help_text="Administer: roles, invitations, committees, policy, sources, tokens, removing programs.",
    )
    lasts_days = forms.TypedChoiceField(label="It ends after", choices=LASTS, coerce=int, initial=90)
    programs = forms.ModelMultipleChoiceField(
        Program.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text="It then sees and writes these alone. None chosen: every program, now and later.",
    )

    writes_for = forms.CharField(
        label="It writes for",
        max_length=100,
        required=False,
        help_text="A system such as Planview: the token changes the fields that this system keeps. It gives no right.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Program.objects.visible_to(user).order_by("name", "id")
        chosen = self.fields["programs"]
        if not seen.exists():
            del self.fields["programs"]
        elif isinstance(chosen, forms.ModelMultipleChoiceField):
            chosen.queryset = seen

    @property
    def folded_label(self) -> str:
        return "Only for some programs, or for a system" if "programs" in self.fields else "For a system"


class ServiceAccountForm(ActionForm):
    """The name under which a system acts."""

    name = forms.CharField(
        max_length=150,
        help_text="The system it is for, such as Planview. History shows what it does under this name.",
    )
