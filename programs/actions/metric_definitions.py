from __future__ import annotations

from datetime import date

from programs.actions.base import action, check_happened, lock, require, save_checked
from programs.actions.metrics import refresh_judged_by
from programs.errors import Refused
from programs.models import BusinessFunction, DefinitionSignature, MetricDefinition, SharedMetric, User
from programs.periods import day_name


@action
def write(metric: SharedMetric, *, by: User, text: str, effective_from: date) -> MetricDefinition:
    """The next version of how the metric is computed; nobody has signed it yet. Stewards only."""
    require(by, "keep_installation")
    metric = lock(metric)
    last = metric.definitions.order_by("-number").first()
    if last is not None and effective_from < last.effective_from:
        message = f"Version {last.number} begins on {day_name(last.effective_from)}: the next one begins then or later."
        raise Refused("definition_out_of_order", message, field="effective_from")
    if last is not None and text.strip() == last.text.strip():
        raise Refused("definition_is_the_same", f"Version {last.number} says exactly this.", field="text")
    version = MetricDefinition(
        metric=metric,
        number=last.number + 1 if last else 1,
        text=text,
        effective_from=effective_from,
        written_by=by,
    )
    version = save_checked(version)
    refresh_judged_by(metric)
    return version


@action
def sign(definition: MetricDefinition, *, by: User, function: BusinessFunction, on: date) -> DefinitionSignature:
    """The function's agreement to the definition, by a person who leads it."""
    require(by, "sign_for_function", function)
    check_happened(on)
    metric = lock(definition.metric)
    later = metric.definitions.filter(number__gt=definition.number).order_by("-number").first()
    if later is not None:
        message = f"Version {later.number} follows this one: sign that."
        raise Refused("definition_was_followed", message)
    signed = definition.signatures.filter(function=function).first()
    if signed is not None:
        message = f"{function} signed it on {day_name(signed.signed_on)}."
        raise Refused("already_signed", message, field="function")
    signature = save_checked(DefinitionSignature(definition=definition, function=function, signed_by=by, signed_on=on))
    refresh_judged_by(metric)
    return signature
