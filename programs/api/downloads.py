from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes, *, name: str, content_type: str, sha256: str) -> HttpResponse:
    """The bytes to be saved, never shown: a browser neither guesses their type nor runs what is in them."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{sha256}"',
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
