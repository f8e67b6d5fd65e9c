"""Which files may be attached, judged by their content and never by their name alone."""

from __future__ import annotations

import filetype

from programs.errors import Refused

ALLOWED_TYPES = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
TEXT_ENDINGS = {".txt": "text/plain", ".csv": "text/csv", ".md": "text/plain"}


def content_type_of(name: str, content: bytes) -> str:
    """The type that the bytes show; Refused with what is allowed when they show another."""
    kind = filetype.guess(content[:8192])
    if kind is not None and kind.mime in ALLOWED_TYPES:
        return str(kind.mime)
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if kind is None and ending in TEXT_ENDINGS and is_text(content):
        return TEXT_ENDINGS[ending]
    raise Refused(
        "file_type", "Attach a PDF, PNG or JPEG, a Word, Excel or PowerPoint file, or plain text.", field="file"
    )


def is_text(content: bytes) -> bool:
    """True for UTF-8 without NUL bytes."""
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
