"""What a refused row is told: every constraint as a sentence for people, beside the field it is about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, router

# What the name alone does not say, or says in the words of the database: the field, and what to do.
SAID: dict[str, tuple[str, str]] = {
    "a_key_is_of_one_request": ("key", "This key was sent with another request: choose another one."),
    "bulk_piece_has_its_place_once": ("first", "Each part of a job has its own place."),
    "cost_currency_has_three_letters": ("currency", "A currency is three capital letters of ISO 4217, such as EUR."),
    "cost_is_an_amount_or_says_why_not": ("amount", "Give an amount, or the reason why it is withheld."),
    "cost_of_a_financial_year_names_the_year": ("period", "Name the financial year, such as 2026/27."),
    "currency_code_has_three_letters": ("code", "A currency is three capital letters of ISO 4217, such as EUR."),
    "decision_considers_at_least_what_was_chosen": ("alternatives", "Count at least the alternative that was chosen."),
    "dispute_and_reversal_have_a_reason": ("reason", "Say why."),
    "function_plans_anew_after_it_knows": ("replanned_on", "A function plans anew on or after the day it knew."),
    "gate_item_belongs_to_no_other_gate": ("gate", "A gate is needed by no other gate: leave this empty."),
    "gate_review_that_does_not_pass_says_why": ("note", "Say what must happen first."),
    "incident_amount_is_in_a_currency": ("currency", "An amount has a currency, such as EUR; else leave both empty."),
    "interface_joins_two_functions": ("to_function", "An interface joins two functions: choose another one."),
    "invitation_of_a_function_lead_names_the_function": ("function", "Name the function that a function lead leads."),
    "membership_of_a_function_lead_names_the_function": ("function", "Name the function that a function lead leads."),
    "metric_target_date_has_a_target": ("target", "A day for the target needs a target."),
    "milestone_does_not_precede_itself": ("successor", "A milestone does not come before itself."),
    "milestone_in_the_sequence_has_a_step": (
        "step", "Choose a step of the sequence; only work of the dimension Delivery has none.",
    ),
    "milestone_needs_more_than_an_assertion": ("minimum_evidence_level", "It needs more than somebody's word."),
    "milestone_weight_is_positive": ("weight", "A weight is more than 0."),
    "pilot_has_two_arms": ("new_arm", "The old way and the new way need different names."),
    "pilot_runs_at_least_its_minimum": ("maximum_periods", "It ends after at least the periods that it needs."),
    "program_code_is_unique_whatever_its_case": ("code", "Another program has this code: choose another one."),
    "program_currency_has_three_letters": ("currency", "A currency is three capital letters of ISO 4217, such as EUR."),
    "program_in_the_sequence_has_a_start": ("start_on", "A program that follows the sequence needs a start."),
    "rejection_says_why": ("note", "Say why it is rejected."),
    "status_report_is_rated_or_says_why_not": ("status", "Give a rating, or the reason why there is none."),
    "status_report_period_has_both_ends": ("period_ends_on", "Give both days of the period, or neither."),
    "trade_off_amount_has_a_currency_and_a_method": (
        "currency", "An amount has a currency and says how it was estimated.",
    ),
    "user_email_is_unique_whatever_its_case": ("email", "Somebody has this address already."),
    "waiver_of_a_gate_names_the_gate": ("gate", "Name the gate that is waived."),
}  # fmt: skip
ENDINGS = {
    "ends_after_it_begins": "It ends on or after the day it begins.",
    "names_person_and_day": "It needs both the person and the day.",
    "external_id_names_its_source": "An identity of another system names that system.",
    "external_id_is_unique_in_its_source": "Another row has this identity of that system already.",
}


class SpeakingModel(models.Model):
    """A row whose refusals are sentences: the name of a constraint never reaches a person."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """Returns when no constraint refuses the row; else raises every refusal in words, by field."""
        refusals: dict[str, list[ValidationError]] = {}
        using = router.db_for_write(type(self), instance=self)
        for model, constraints in self.get_constraints():
            for constraint in sorted(constraints, key=is_of_times):
                if refusals and is_of_times(constraint):
                    break  # A time that ends before it begins cannot be compared with others.
                try:
                    constraint.validate(model, self, exclude=exclude, using=using)
                except ValidationError as error:
                    add_refusal(refusals, constraint, error, unasked=exclude or ())
        if refusals:
            raise ValidationError(refusals)


def is_of_times(constraint: models.BaseConstraint) -> bool:
    """Whether it compares the row's time with those of others; such constraints come last."""
    return isinstance(constraint, ExclusionConstraint)


def add_refusal(
    refusals: dict[str, list[ValidationError]],
    constraint: models.BaseConstraint,
    error: ValidationError,
    *,
    unasked: Collection[str],
) -> None:
    """Puts the refusal of a constraint beside its field; words of Django's own for unique fields stay."""
    field = field_of(constraint)
    raw = constraint.get_violation_error_message()
    for each in error.error_list:
        said = each if raw not in each.messages else ValidationError(sentence_of(constraint), code=each.code)
        refusals.setdefault(NON_FIELD_ERRORS if field in unasked else field, []).append(said)


def sentence_of(constraint: models.BaseConstraint) -> str:
    """What to say when the constraint refuses: its own words, else its name, which is a sentence already."""
    if constraint.name in SAID:
        return SAID[constraint.name][1]
    for ending, sentence in ENDINGS.items():
        if constraint.name.endswith(ending):
            return sentence
    return f"{constraint.name.replace('_', ' ').capitalize()}."


def field_of(constraint: models.BaseConstraint) -> str:
    """The field beside which the refusal belongs, when the constraint is about one; else the whole row."""
    if constraint.name in SAID:
        return SAID[constraint.name][0]
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
        return constraint.fields[0] if len(constraint.fields) == 1 else NON_FIELD_ERRORS
    if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, models.Q):
        names = set(fields_in(constraint.condition))
        if len(names) == 1:
            return names.pop()
    return NON_FIELD_ERRORS


def fields_in(condition: models.Q) -> list[str]:
    """Names of the fields that a condition asks about."""
    found: list[str] = []
    for child in condition.children:
        if isinstance(child, models.Q):
            found += fields_in(child)
        elif isinstance(child, tuple):
            found.append(child[0].partition("__")[0])
    return found
