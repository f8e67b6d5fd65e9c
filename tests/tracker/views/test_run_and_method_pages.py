"""Computations for stewards, and the pages that say how numbers come about."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.models import Program, User
from programs.models.base import new_uid
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


def test_stewards_see_who_took_up_what_a_worker_left(steward: User) -> None:
    run = Run.objects.create(kind="nightly", as_of=TODAY, programs_total=50, programs_done=50)
    for number, outcome, note in ((1, "lost", ""), (2, "failed", "OperationalError: <i>gone</i>"), (3, "done", "")):
        ended = {"outcome": outcome, "note": note, "ended_at": timezone.now()}
        run.attempts.create(claim=new_uid(), number=number, programs=50, worker=f"blue, process {number}", **ended)

    page = " ".join(signed_in(steward).get(reverse("tracker:run-list")).content.decode().split())

    assert "attempt 1, 50 programs, blue, process 1: no sign of life; taken up at" in page
    assert "blue, process 2: failed: OperationalError: &lt;i&gt;gone&lt;/i&gt;" in page
    assert "blue, process 3: done" in page


@pytest.mark.parametrize(("silent", "words"), [(10, "running"), (600, "no sign of life since")])
def test_a_computation_that_nobody_works_on_is_not_called_running(silent: int, words: str, steward: User) -> None:
    heartbeat_at = timezone.now() - timedelta(seconds=silent)
    Run.objects.create(kind="nightly", as_of=TODAY, programs_total=2, heartbeat_at=heartbeat_at)

    assert words in signed_in(steward).get(reverse("tracker:run-list")).content.decode()


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
