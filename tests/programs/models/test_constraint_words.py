"""No person ever reads the name of a constraint: each refuses in a sentence, beside a field of its own row."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint

from programs.models import Milestone, Program
from programs.models.constraint_words import SAID, SpeakingModel, field_of, sentence_of
from tests.factories import make_milestone

MODELS = [model for model in apps.get_app_config("programs").get_models() if "Event" not in model.__name__]
CONSTRAINTS = [(model, constraint) for model in MODELS for constraint in model._meta.constraints]
NAMES = [constraint.name for _, constraint in CONSTRAINTS]


@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS, ids=NAMES)
def test_a_constraint_speaks_in_a_sentence_at_a_field_of_its_row(
    model: type[SpeakingModel], constraint: BaseConstraint
) -> None:
    sentence = sentence_of(constraint)
    fields = {field.name for field in model._meta.get_fields()} | {NON_FIELD_ERRORS}

    assert issubclass(model, SpeakingModel)
    assert field_of(constraint) in fields
    assert re.fullmatch(r"[A-Z][^_“]+ [^_“]+\.", sentence)


def test_every_sentence_is_of_a_constraint_that_is_there() -> None:
    assert SAID.keys() <= set(NAMES)


@pytest.mark.django_db
def test_a_refused_row_hears_the_sentence_at_the_field(program: Program) -> None:
    milestone = make_milestone(program)
    milestone.step = ""

    with pytest.raises(ValidationError) as refusal:
        milestone.validate_constraints()

    assert refusal.value.message_dict == {"step": [SAID["milestone_in_the_sequence_has_a_step"][1]]}


@pytest.mark.django_db
def test_beside_a_field_that_is_not_asked_for_the_whole_row_is_refused(program: Program) -> None:
    milestone = Milestone(program=program, name="Map", step="map", weight=0)

    with pytest.raises(ValidationError) as refusal:
        milestone.validate_constraints()

    assert refusal.value.message_dict == {"weight": ["A weight is more than 0."]}
