from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import Committee, CommitteeMandate, CommitteeMember, Meeting, Program, User

if TYPE_CHECKING:
    AnyPersonField = forms.ModelChoiceField[User]
else:
    AnyPersonField = forms.ModelChoiceField

NOBODY, MEMBER, DELEGATE = "", "member", "delegate"


class CommitteeForm(RecordForm):
    """What a committee is called, how many decide, and how often it meets."""

    class Meta:
        model = Committee
        fields: ClassVar[list[str]] = ["name", "quorum", "cadence_days"]
        labels: ClassVar[dict[str, str]] = {
            "quorum": "People needed to decide",
            "cadence_days": "Days between two meetings",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "quorum": "With fewer people a meeting may talk but not decide.",
            "cadence_days": "Such as 28. Leave it empty when it meets without a rhythm.",
        }


class MandateForm(ActionForm):
    """A program for the committee to steer; stewards give mandates and so may name every program."""

    program = forms.ModelChoiceField(Program.objects.at_hand().order_by("name", "id"))
    valid_from = forms.DateField(label="From", widget=DateInput())
    valid_to = forms.DateField(label="Until", required=False, widget=DateInput())


class MandateEndForm(RecordForm):
    """The last day of a mandate."""

    class Meta:
        model = CommitteeMandate
        fields: ClassVar[list[str]] = ["valid_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"valid_to": DateInput({"required": True})}
        labels: ClassVar[dict[str, str]] = {"valid_to": "Last day"}


class PersonField(AnyPersonField):
    """A person who can sign in; the address tells two of the same name apart."""

    def __init__(self, **options: Any) -> None:
        super().__init__(User.objects.people().order_by("name", "id"), **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


class SeatForm(ActionForm):
    """A person for a seat."""

    user = PersonField(label="Person")
    delegate = PersonField(required=False, label="Delegate", help_text="Who may sit and decide in this person's place.")
    is_chair = forms.BooleanField(
        label="Chairs the committee", required=False, help_text="The chair schedules and records its meetings."
    )
    valid_from = forms.DateField(label="From", widget=DateInput())
    valid_to = forms.DateField(label="Until", required=False, widget=DateInput())


class SeatEndForm(RecordForm):
    """The last day of a seat."""

    class Meta:
        model = CommitteeMember
        fields: ClassVar[list[str]] = ["valid_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"valid_to": DateInput({"required": True})}
        labels: ClassVar[dict[str, str]] = {"valid_to": "Last day"}


class DelegateForm(RecordForm):
    """Who may stand in for a member."""

    delegate = PersonField(required=False, help_text="Leave it empty when nobody stands in.")

    class Meta:
        model = CommitteeMember
        fields: ClassVar[list[str]] = ["delegate"]


class ScheduleForm(ActionForm):
    """One meeting, or a series by the committee's cadence."""

    scheduled_on = forms.DateField(label="Day", widget=DateInput())
    last_on = forms.DateField(
        label="Repeat until",
        required=False,
        widget=DateInput(),
        help_text="Leave it empty for one meeting.",
    )
    agenda = forms.CharField(required=False, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if committee.cadence_days:
            self.fields[
                "last_on"
            ].help_text = f"A meeting every {committee.cadence_days} days until then. Leave it empty for one meeting."
        else:
            del self.fields["last_on"]


class MeetingForm(RecordForm):
    """The day and the agenda of a meeting that was not held yet."""

    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = ["scheduled_on", "agenda"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "scheduled_on": DateInput(),
            "agenda": forms.Textarea({"rows": 6}),
        }
        labels: ClassVar[dict[str, str]] = {"scheduled_on": "Day"}


class HoldForm(RecordForm):
    """The day on which it was held, who came for each seat, and the minutes."""

    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = ["held_on", "minutes"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "held_on": DateInput({"required": True}),
            "minutes": forms.Textarea({"rows": 8}),
        }
        labels: ClassVar[dict[str, str]] = {"held_on": "Held on"}

    def __init__(self, *args: Any, seats: Sequence[CommitteeMember], came: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].required = True
        self.seats = {f"seat_{seat.pk}": seat for seat in seats}
        minutes = self.fields.pop("minutes")
        for name, seat in self.seats.items():
            self.fields[name] = seat_field(seat)
            self.initial[name] = chosen(seat, came.get(seat.pk))
        self.fields["minutes"] = minutes

    def attendance(self, values: dict[str, Any]) -> dict[CommitteeMember, User]:
        """Who came for which seat, taken out of the values of the form."""
        came = {seat: values.pop(name) for name, seat in self.seats.items()}
        people = {MEMBER: lambda seat: seat.user, DELEGATE: lambda seat: seat.delegate}
        return {seat: people[choice](seat) for seat, choice in came.items() if choice != NOBODY}


def seat_field(seat: CommitteeMember) -> forms.ChoiceField:
    """The member, the delegate or nobody."""
    choices = [(MEMBER, str(seat.user)), (NOBODY, "Nobody came")]
    if seat.delegate is not None:
        choices.insert(1, (DELEGATE, f"{seat.delegate}, the delegate"))
    label = f"Seat of {seat.user}, who chairs" if seat.is_chair else f"Seat of {seat.user}"
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect())


def chosen(seat: CommitteeMember, user_id: int | None) -> str:
    """The choice that says that this person came for the seat."""
    if user_id is None:
        return NOBODY
    return MEMBER if user_id == seat.user_id else DELEGATE
