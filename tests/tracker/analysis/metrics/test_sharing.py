"""A metric that one function answers for is not shared, whatever its name says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.analysis.metrics.builders import (
    analyze,
    make_definition,
    make_evaluation,
    make_facts,
    make_metric,
    make_owner,
    make_readings,
    week,
)
from tracker.analysis.facts.metrics import JudgedMetric, Signature
from tracker.analysis.metrics.results import LackKind, MetricSharing


def sharing(metric: JudgedMetric, **given: Any) -> MetricSharing:
    return analyze(make_facts(metric, **given)).metrics[0].sharing


def test_two_that_sign_and_answer_share_it() -> None:
    found = sharing(make_metric())

    assert (found.is_shared, found.lacks) == (True, ())
    assert found.owners == found.signers == found.evaluated == ("Procurement", "Operations")


@pytest.mark.parametrize(
    ("owners", "words"),
    [(["Procurement"], "Only Procurement answers for it."), ([], "No function answers for it.")],
)
def test_one_owner_does_not_share_it(owners: list[str], words: str) -> None:
    found = sharing(make_metric(owners=owners))

    assert not found.is_shared
    assert [(each.kind, each.words) for each in found.lacks] == [(LackKind.OWNERS, words)]
    assert found.lacks[0].who == "Transformation PMO with the leads of both functions"


@pytest.mark.parametrize(
    ("signed", "owners", "words", "who"),
    [
        pytest.param(
            ["Procurement"],
            ["Procurement", "Operations"],
            "Only Procurement has signed its definition.",
            "the lead of Operations",
            id="one",
        ),
        pytest.param(
            [],
            ["Procurement", "Operations"],
            "Nobody has signed its definition.",
            "the leads of Procurement and Operations",
            id="none",
        ),
        pytest.param(
            ["Procurement", "Procurement"],
            ["Procurement", "Operations"],
            "Only Procurement has signed its definition.",
            "the lead of Operations",
            id="one function twice",
        ),
    ],
)
def test_who_must_sign_is_named(signed: list[str], owners: list[str], words: str, who: str) -> None:
    (lack,) = sharing(make_metric(owners=owners, definitions=(make_definition(signed=signed),))).lacks

    assert (lack.kind, lack.words, lack.who) == (LackKind.SIGNATURES, words, who)


def test_a_signature_under_an_older_version_does_not_count() -> None:
    definitions = (make_definition(), make_definition(2, signed=["Procurement"], effective_from=week(20)))
    metric = make_metric(definitions=definitions)

    assert sharing(metric).signers == ("Procurement",)
    assert analyze(make_facts(metric), weeks=19).metrics[0].sharing.is_shared


def test_a_signature_to_come_does_not_count() -> None:
    late = Signature(function_uid="Operations", function="Operations", signed_on=week(41))
    definition = make_definition(signed=["Procurement"])
    metric = make_metric(definitions=(make_definition(signatures=(*definition.signatures, late)),))

    assert not sharing(metric).is_shared


def test_a_function_that_no_longer_answers_does_not_count() -> None:
    metric = make_metric(accountabilities=(make_owner("Procurement"), make_owner("Operations", last=30)))

    assert sharing(metric).owners == ("Procurement",)
    assert analyze(make_facts(metric), weeks=30).metrics[0].sharing.is_shared


def test_an_evaluation_without_shared_metrics_is_none() -> None:
    found = sharing(make_metric(), evaluations=[make_evaluation("Operations", shared="0")])

    assert [each.kind for each in found.lacks] == [LackKind.EVALUATIONS]
    assert found.evaluated == ("Procurement",)
    assert found.lacks[0].words == "Shared metrics count for nothing in the running evaluation of Operations."


def test_an_evaluation_with_shared_metrics_or_none_on_record_is_enough() -> None:
    assert sharing(make_metric(), evaluations=[make_evaluation("Operations", shared="0.2")]).is_shared


def test_without_a_definition_nothing_can_be_signed() -> None:
    found = analyze(make_facts(make_metric(definitions=(), baselines=()), readings=make_readings([1.0]))).metrics[0]

    assert [each.words for each in found.sharing.lacks] == ["It has no definition that could be signed."]
    assert [(each.what, each.who) for each in found.missing] == [("it has no definition", "a steward")]
