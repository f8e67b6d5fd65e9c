from __future__ import annotations

from typing import Any

import pytest

from programs.counts import counted, is_or_are, opened, share_of
from programs.models import GateCriterion
from programs.views.gate_page import CriterionLine, GatePage
from programs.views.metric_baselines import standing


@pytest.mark.parametrize(("count", "words"), [(0, "no readings"), (1, "1 reading"), (2, "2 readings")])
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert counted(count, "reading") == words


def test_a_noun_may_have_another_plural() -> None:
    assert counted(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("count", "whole", "words"),
    [
        (1, 1, "the only thing"),
        (1, 2, "1 of 2 things"),
        (2, 6, "2 of 6 things"),
        (3, 3, "all 3 things"),
        (0, 3, "none of 3 things"),
    ],
)
def test_a_share_never_says_one_of_one(count: int, whole: int, words: str) -> None:
    assert share_of(count, whole, "thing") == words


@pytest.mark.parametrize(
    ("met", "of", "words"),
    [
        (0, 1, "Its only criterion is not met"),
        (1, 1, "Its only criterion is met"),
        (0, 2, "None of 2 criteria are met"),
        (1, 2, "1 of 2 criteria is met"),
        (2, 2, "All 2 criteria are met"),
    ],
)
def test_the_criteria_of_a_gate_read_well(met: int, of: int, words: str) -> None:
    lines = [CriterionLine(criterion=GateCriterion(), met_on=None, uses=())] * of
    none: Any = ()
    page = GatePage(criteria=lines, removed=none, met=met, reviews=none, state="open", approvals=none, answered=none)

    assert page.met_words == words


@pytest.mark.parametrize(
    ("count", "begins"), [(0, "No final readings: too few."), (1, "1 final reading: too few."), (5, "5 final readings")]
)
def test_readings_that_are_too_few_read_well(count: int, begins: str) -> None:
    assert standing(count).startswith(begins)


@pytest.mark.parametrize(("count", "verb"), [(0, "are"), (1, "is"), (2, "are")])
def test_the_verb_agrees_with_the_count(count: int, verb: str) -> None:
    assert opened(f"{verb} there") == opened(f"{is_or_are(count)} there")
