from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import BusinessFunction, Interface, Membership, User


class InterfaceForm(RecordForm):
    """What passes at an interface, who answers for it, and how the hand-off works from now on."""

    class Meta:
        model = Interface
        fields: ClassVar[list[str]] = ["hands_over", "owner", "redesign"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"redesign": forms.Textarea({"rows": 6})}
        labels: ClassVar[dict[str, str]] = {"hands_over": "What passes", "redesign": "Redesign"}
        help_texts: ClassVar[dict[str, str]] = {
            "hands_over": "Such as the monthly demand plan.",
            "owner": "Who sees to it that this hand-off works.",
            "redesign": "How the hand-off works from now on. Another text must be accepted anew by somebody else.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = people_with_a_role(owner_id=self.instance.owner_id)


class NewInterfaceForm(InterfaceForm):
    """An interface between two functions, which stay the same."""

    class Meta(InterfaceForm.Meta):
        fields: ClassVar[list[str]] = ["from_function", "to_function", *InterfaceForm.Meta.fields]
        labels: ClassVar[dict[str, str]] = InterfaceForm.Meta.labels | {"from_function": "From", "to_function": "To"}


class PairForm(ActionForm):
    """The two functions of a hand-off in a flow."""

    from_function = forms.ModelChoiceField(BusinessFunction.objects.all(), label="From")
    to_function = forms.ModelChoiceField(BusinessFunction.objects.all(), label="To")


class HandoffCountForm(ActionForm):
    """How often an interface was used in a span of days."""

    starts_on = forms.DateField(label="From", widget=DateInput({"autofocus": True}))
    ends_on = forms.DateField(label="Through", widget=DateInput())
    handoffs = forms.IntegerField(label="Hand-offs", min_value=0, max_value=2147483647)
    source = forms.CharField(
        label="Counted by",
        max_length=150,
        help_text="The system or list, such as the order system. The same days again replace its count.",
    )

    def __init__(self, *args: Any, interface: Interface, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = interface.handoff_counts.order_by("-ends_on", "-id").first()
        if last is not None:
            self.initial["source"] = last.source
            self.initial["starts_on"] = last.ends_on + timedelta(days=1)


def people_with_a_role(*, owner_id: int | None) -> Any:
    """Active people with a role in any program, by name, and the present owner whatever became of them."""
    taking_part = User.objects.people().filter(id__in=Membership.objects.values("user_id"))
    return (taking_part | User.objects.filter(Q(id=owner_id))).order_by("name", "id")
