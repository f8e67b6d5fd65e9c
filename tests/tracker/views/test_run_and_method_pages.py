"""Computations for stewards, and the pages that say how numbers come about."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests.tracker.views.conftest import TODAY, signed_in
from tracker.models import Run, RunFailure
from tracker.views import methods

pytestmark = pytest.mark.django_db


def test_stewards_see_what_failed_and_why(program: Program, steward: User) -> None:
    run = Run.objects.create(kind="nightly", as_of=TODAY, programs_total=2, programs_done=1, programs_failed=1)
    RunFailure.objects.create(run=run, program=program, error="ValueError: <b>no plan</b>")

    page = signed_in(steward).get(reverse("tracker:run-list")).content.decode()

    assert "1 of 2" in page
    assert "ValueError: &lt;b&gt;no plan&lt;/b&gt;" in page


def test_others_may_not_see_the_computations(pmo_lead: User) -> None:
    assert signed_in(pmo_lead).get(reverse("tracker:run-list")).status_code == 403


def test_every_method_page_opens(pmo_lead: User) -> None:
    client = signed_in(pmo_lead)

    for path in methods.METHODS.glob("*.md"):
        assert client.get(reverse("tracker:method-detail", args=[path.stem])).status_code == 200


def test_a_link_of_a_method_to_another_leads_to_its_page(pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get(reverse("tracker:method-detail", args=["index"])).content.decode()

    assert f'href="{reverse("tracker:method-detail", args=["slip"])}"' in page
    assert '.md"' not in page


def test_an_unknown_method_is_not_found(pmo_lead: User) -> None:
    assert signed_in(pmo_lead).get(reverse("tracker:method-detail", args=["nothing"])).status_code == 404
    assert signed_in(pmo_lead).get(reverse("tracker:method-detail", args=["_hidden"])).status_code == 404


def test_html_in_a_method_page_is_text(pmo_lead: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slip.md").write_text("# Slip\n\n<script>alert(1)</script> [x](javascript:alert(1))\n")
    monkeypatch.setattr(methods, "METHODS", tmp_path)

    page = signed_in(pmo_lead).get(reverse("tracker:method-detail", args=["slip"])).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript:' not in page


def test_a_number_on_a_page_names_a_method_that_has_a_page() -> None:
    named = {"cost", "delivery", "earned-schedule", "earned-value", "horizons", "sequence", "slip"}

    assert named <= {path.stem for path in methods.METHODS.glob("*.md")}
