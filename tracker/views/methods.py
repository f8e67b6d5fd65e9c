from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from programs.views.base import MemberRequest

METHODS: Path = settings.BASE_DIR / "docs" / "methods"
FILE_LINK = re.compile(r'href="([a-z0-9]+(?:-[a-z0-9]+)*)\.md"')
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@login_required
@require_safe
def method_list(request: MemberRequest) -> HttpResponse:
    """Every page that says how numbers are computed."""
    pages = [(path.stem, title_of(path)) for path in sorted(METHODS.glob("*.md")) if NAME.fullmatch(path.stem)]
    return render(request, "tracker/methods/list.html", {"pages": pages})


@login_required
@require_safe
def method_detail(request: MemberRequest, method: str) -> HttpResponse:
    """How one kind of number is computed, rendered from the project's own documentation."""
    path = METHODS / f"{method}.md"
    if not NAME.fullmatch(method) or not path.is_file():
        raise Http404
    # Safe: the text is a file of the project, and the renderer escapes HTML in it.
    body = mark_safe(linked(markdown().render(path.read_text(encoding="utf-8"))))  # noqa: S308
    return render(request, "tracker/methods/detail.html", {"title": title_of(path), "body": body})


def linked(html: str) -> str:
    """The page with its links to other files of the folder as links to their pages."""
    return FILE_LINK.sub(lambda found: f'href="{reverse("tracker:method-detail", args=[found[1]])}"', html)


def markdown() -> MarkdownIt:
    """CommonMark with tables, HTML escaped, no images."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def title_of(path: Path) -> str:
    """The first heading of the page, else its name."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line[2:].strip() for line in lines if line.startswith("# ")), path.stem.replace("-", " "))
