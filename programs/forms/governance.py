"""Forms of waivers, approvals, the log of risks, committee decisions and actions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.forms.milestones import people_of
from programs.models import (
    ActionItem,
    Approval,
    Committee,
    CommitteeDecision,
    Gate,
    Meeting,
    Membership,
    Program,
    RaidItem,
    User,
    Waiver,
)
from programs.models.raid import Rating

RATINGS = [("", "Not rated"), *Rating.choices]


def text_area(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea({"rows": rows, **attrs})


def set_rows(form: forms.Form | RecordForm, name: str, rows: Any) -> None:
    """Offers these rows in a choice of the form."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


def owners_of(program: Program, *, owner_id: int | None) -> Any:
    """People who take part in the program today, by name, and the present owner whatever became of them."""
    today = timezone.localdate()
    acting = Membership.objects.filter(program=program).valid_on(today).exclude(role=Membership.Role.VIEWER)
    taking_part = User.objects.people().filter(id__in=acting.values("user_id"))
    return (taking_part | User.objects.filter(Q(id=owner_id))).order_by("name", "id")


class WaiverForm(ActionForm):
    """Leave to pass over a rule of the sequence, with its last day."""

    rule = forms.ChoiceField(label="Permits to", choices=Waiver.Rule.choices, widget=forms.Select({"autofocus": True}))
    gate = forms.ModelChoiceField(Gate.objects.none(), required=False, help_text="Only when it is about a gate.")
    on = forms.DateField(label="Granted on", widget=DateInput())
    expires_on = forms.DateField(label="Last day", widget=DateInput(), help_text="At most 180 days later.")
    reason = forms.CharField(label="Why the committee grants it", widget=text_area(2))

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "gate", program.gates.order_by("id"))


class WaiverRevokeForm(RecordForm):
    """From which day a waiver no longer holds."""

    on = forms.DateField(label="No longer holds from", widget=DateInput({"autofocus": True}))

    class Meta:
        model = Waiver
        fields: ClassVar[list[str]] = []


class ApprovalForm(ActionForm):
    """What is to be approved, by whom and until when."""

    about = forms.ChoiceField(label="What is to be approved", widget=forms.Select({"autofocus": True}))
    approver = forms.ModelChoiceField(User.objects.none(), label="Ask")
    due_on = forms.DateField(label="Answer due", required=False, widget=DateInput())

    def __init__(self, *args: Any, program: Program, asker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        waivers = [each for each in program.waivers.select_related("gate") if each.holds_on(today)]
        groups: dict[str, tuple[str, list[Any]]] = {
            "gate": ("Gates", list(program.gates.order_by("id"))),
            "baseline": ("Baselines", list(program.baselines.order_by("-number"))),
            "waiver": ("Waivers in force", waivers),
        }
        self.subjects = {f"{kind}:{row.uid}": {kind: row} for kind, (_, rows) in groups.items() for row in rows}
        choices = [
            (label, [(f"{kind}:{row.uid}", str(row)) for row in rows]) for kind, (label, rows) in groups.items() if rows
        ]
        about = self.fields["about"]
        if isinstance(about, forms.ChoiceField):
            about.choices = choices
        set_rows(self, "approver", people_of(program, owner_id=None).exclude(pk=asker.pk))

    def subject(self) -> dict[str, Any]:
        """The chosen row, by the name of its kind."""
        return self.subjects[self.cleaned_data["about"]]


class AnswerForm(RecordForm):
    """The answer of the person who was asked."""

    answer = forms.ChoiceField(label="Your answer", choices=Approval.Answer.choices, widget=forms.RadioSelect)

    class Meta:
        model = Approval
        fields: ClassVar[list[str]] = ["note"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"note": text_area(3)}
        help_texts: ClassVar[dict[str, str]] = {"note": "Needed when you reject it: what must change first."}

    field_order = ["answer", "note"]


class WithdrawForm(RecordForm):
    """Why a request needs no answer any more."""

    reason = forms.CharField(label="Why nobody need answer any more", widget=text_area(2, autofocus=True))

    class Meta:
        model = Approval
        fields: ClassVar[list[str]] = []


class RaidItemForm(RecordForm):
    """A new item of the log: what it is, who owns it, how much it would matter."""

    probability = forms.TypedChoiceField(choices=RATINGS, coerce=int, empty_value=None, required=False)
    impact = forms.TypedChoiceField(
        label="Effect if it happens", choices=RATINGS, coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = RaidItem
        fields: ClassVar[list[str]] = ["title", "kind", "owner", "due_on", "probability", "impact", "response"]
        labels: ClassVar[dict[str, str]] = {
            "title": "In one sentence",
            "due_on": "Next step due",
            "response": "What is done about it",
        }
        help_texts: ClassVar[dict[str, str]] = {"response": ""}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "title": forms.TextInput({"autofocus": True}),
            "due_on": DateInput(),
            "response": text_area(2),
            "description": text_area(2),
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "owner", owners_of(program, owner_id=self.instance.owner_id))
        if "milestone" in self.fields:
            set_rows(self, "milestone", program.milestones.kept())


class RaidItemChangeForm(RaidItemForm):
    """Everything about an open item of the log."""

    class Meta(RaidItemForm.Meta):
        fields: ClassVar[list[str]] = [*RaidItemForm.Meta.fields, "description", "milestone"]


class RaidItemCloseForm(RecordForm):
    """What came of an item."""

    outcome = forms.CharField(label="What came of it", widget=text_area(2, autofocus=True))

    class Meta:
        model = RaidItem
        fields: ClassVar[list[str]] = []


class QuestionForm(RecordForm):
    """A question to the committee."""

    class Meta:
        model = CommitteeDecision
        fields: ClassVar[list[str]] = [
            "question", "recommendation", "cost_of_waiting", "owner", "needed_by", "committee",
        ]  # fmt: skip
        labels: ClassVar[dict[str, str]] = {
            "recommendation": "What you recommend",
            "cost_of_waiting": "What another month of waiting costs",
            "owner": "Who carries it out",
        }
        help_texts: ClassVar[dict[str, str]] = {"owner": "", "question": "One question that can be agreed or declined."}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "question": forms.TextInput({"autofocus": True}),
            "recommendation": text_area(2),
            "cost_of_waiting": text_area(2),
            "needed_by": DateInput(),
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "owner", owners_of(program, owner_id=self.instance.owner_id))
        steering = Committee.objects.filter(mandates__in=program.mandates.valid_on(timezone.localdate()))
        set_rows(self, "committee", (steering | Committee.objects.filter(pk=self.instance.committee_id)).distinct())


class DecideForm(RecordForm):
    """The committee's answer to a question."""

    outcome = forms.ChoiceField(
        label="Decision", choices=CommitteeDecision.Outcome.choices, widget=forms.RadioSelect, initial="agreed"
    )
    decision = forms.CharField(
        label="In words",
        required=False,
        widget=text_area(2),
        help_text="Needed when it is declined or deferred: why, or what must happen first.",
    )
    on = forms.DateField(label="Decided on", widget=DateInput())
    meeting = forms.ModelChoiceField(Meeting.objects.none(), required=False)

    class Meta:
        model = CommitteeDecision
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.instance
        meetings = Meeting.objects.filter(committee__mandates__program=asked.program).select_related("committee")
        if asked.committee_id is not None:
            meetings = meetings.filter(committee=asked.committee_id)
        set_rows(self, "meeting", meetings.distinct().order_by("-scheduled_on", "id"))


class ActionItemForm(RecordForm):
    """Something that a person is to do by a day."""

    class Meta:
        model = ActionItem
        fields: ClassVar[list[str]] = ["title", "owner", "due_on"]
        labels: ClassVar[dict[str, str]] = {"title": "What is to be done", "owner": "Who does it", "due_on": "By"}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "title": forms.TextInput({"autofocus": True}),
            "due_on": DateInput(),
            "note": text_area(2),
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rows(self, "owner", owners_of(program, owner_id=self.instance.owner_id))
        for name, rows in {"decision": program.committee_decisions, "raid_item": program.raid_items}.items():
            if name in self.fields:
                set_rows(self, name, rows.all())


class ActionItemChangeForm(ActionItemForm):
    """Everything about an action that is not done."""

    class Meta(ActionItemForm.Meta):
        fields: ClassVar[list[str]] = [*ActionItemForm.Meta.fields, "decision", "raid_item", "note"]
        labels: ClassVar[dict[str, str]] = ActionItemForm.Meta.labels | {
            "decision": "Came out of the decision",
            "raid_item": "Came out of the item",
        }
