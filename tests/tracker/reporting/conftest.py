"""The documents of all samples, and their PDFs, made once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.reporting.samples import sample_documents
from tracker.reporting.pdf import render_pdf

NAMES = ("behind", "started", "month_eleven", "forecasts", "status_only")


@pytest.fixture(scope="session")
def documents() -> dict[str, dict[str, Any]]:
    return sample_documents()


@pytest.fixture(scope="session")
def pdfs(documents: dict[str, dict[str, Any]]) -> dict[str, bytes]:
    return {name: render_pdf(document) for name, document in documents.items()}
