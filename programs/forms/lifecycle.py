from __future__ import annotations

from typing import Any

from django import forms

from programs.forms.base import ActionForm, DateInput
from programs.models import Program


class LifeForm(ActionForm):
    """What every step in a program's life asks: nothing but that the person has seen the present state."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = program.version


class PauseForm(LifeForm):
    """Since when a program stands still, and why."""

    on = forms.DateField(label="Stands still from", widget=DateInput())
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea({"rows": 2}), help_text="Every report says it while the program stands."
    )


class ResumeForm(LifeForm):
    """Since when a program goes on."""

    on = forms.DateField(label="Goes on from", widget=DateInput())


class CloseForm(LifeForm):
    """When a program ended, and what it teaches."""

    on = forms.DateField(label="Ended on", widget=DateInput())
    lessons = forms.CharField(
        label="Lessons",
        widget=forms.Textarea({"rows": 5}),
        help_text="What the next program should know: what worked, what did not, what to do first.",
    )


class CopyForm(ActionForm):
    """A new program from the structure of another."""

    code = forms.CharField(max_length=60, help_text="Short and unique, such as S2P-EU.")
    name = forms.CharField(max_length=250)
    start_on = forms.DateField(
        label="Start (day 0)", widget=DateInput(), help_text="Planned days keep their distance from the start."
    )
