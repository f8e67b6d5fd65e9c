from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from programs.forms.base import ActionForm, DateInput
from programs.gate_needs import gate_needs
from programs.models import Gate, GateReview, Meeting

Outcome = GateReview.Outcome


class GateReviewForm(ActionForm):
    """The decision about a gate. While something is missing it asks why; it offers the meetings of the committee."""

    outcome = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    in_spite = forms.CharField(
        label="Why it is passed all the same", widget=forms.Textarea({"rows": 3}), required=False
    )
    note = forms.CharField(
        label="Note",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Needed when the gate is not passed: what must happen first.",
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        required=False,
        empty_label="No meeting: I decide it myself",
        help_text="Where the committee decided, when you record it on its behalf.",
    )
    on = forms.DateField(label="Decided on", widget=DateInput())

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = gate.reviews.order_by("-decided_on", "-id").first()
        stands = last.outcome if last is not None else Outcome.OPEN
        if gate.program.start_on is not None:
            self.fields["on"].widget.attrs["min"] = gate.program.start_on.isoformat()
        outcome, in_spite, meeting = (self.fields[name] for name in ("outcome", "in_spite", "meeting"))
        if isinstance(outcome, forms.ChoiceField):
            outcome.choices = [choice for choice in Outcome.choices if choice[0] != stands]
        needs = gate_needs(gate, on=self.decided_on())
        if last is not None and last.passed_with and not needs.missing and isinstance(outcome, forms.ChoiceField):
            others = [choice for choice in Outcome.choices if choice[0] != stands]
            outcome.choices = [(Outcome.PASSED.value, "Passed, with nothing open any more"), *others]
        if not needs.missing or stands == Outcome.PASSED:
            del self.fields["in_spite"]
        elif needs.waiver is None:
            in_spite.help_text = f"Needed to pass it: {needs.what_is_missing}. It is kept and shown with the gate."
        else:
            in_spite.help_text = "A waiver lets it pass; its reason is kept unless you write another."
        held = Meeting.objects.filter(committee__mandates__program=gate.program_id, held_on__isnull=False)
        meetings = held.select_related("committee").distinct().order_by("-held_on", "id")
        if isinstance(meeting, forms.ModelChoiceField) and meetings:
            meeting.queryset = meetings
        else:
            del self.fields["meeting"]

    def decided_on(self) -> date:
        """The day that was typed; today while none is."""
        today = timezone.localdate()
        if not self.is_bound:
            return today
        try:
            typed: date = self.fields["on"].clean(self.data.get(self.add_prefix("on")))
        except forms.ValidationError:
            return today
        return min(typed, today)

    def clean(self) -> dict[str, Any]:
        """Leaves out why it is passed when it is not."""
        values = super().clean() or {}
        if values.get("outcome") != Outcome.PASSED:
            values.pop("in_spite", None)
        return values
