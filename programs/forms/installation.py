from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import BusinessFunction, Portfolio, Program


def missing_function(back: str) -> str:
    """Where a function is added that is not among the choices, and the way back from there."""
    address = f"{reverse('programs:function-create')}?{urlencode({'next': back})}"
    return format_html('Not in the list? <a href="{}">Add a function</a>', address)


class FunctionForm(RecordForm):
    """A function and what it stands below."""

    class Meta:
        model = BusinessFunction
        fields: ClassVar[list[str]] = ["name", "parent"]


class PortfolioForm(RecordForm):
    """What a portfolio is called."""

    class Meta:
        model = Portfolio
        fields: ClassVar[list[str]] = ["name", "description"]


class NewPortfolioForm(PortfolioForm):
    """A portfolio with the code it keeps."""

    code = forms.SlugField(max_length=60, help_text="Short and unique, such as europe-2026.")
    field_order = ["code", "name"]


class PortfolioEntryForm(ActionForm):
    """A program for the portfolio, from a day on."""

    program = forms.ModelChoiceField(Program.objects.none())
    joined_on = forms.DateField(label="From", widget=DateInput())


class PortfolioLeaveForm(ActionForm):
    """The day on which a program leaves the portfolio."""

    left_on = forms.DateField(label="Leaves on", widget=DateInput())


class AttachmentForm(ActionForm):
    """A file for the program."""

    file = forms.FileField(help_text="PDF, PNG, JPEG, Word, Excel, PowerPoint or plain text, at most 20 MB.")
