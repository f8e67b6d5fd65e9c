"""Which files may be attached, judged by their content and never by their name alone."""

from __future__ import annotations

import zipfile
from io import BytesIO

import filetype

from programs.errors import Refused

PICTURES_AND_PAGES = {"application/pdf", "image/png", "image/jpeg"}
OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_PARTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
}
MACRO_PARTS = {"vbaproject.bin", "vbaprojectsignature.bin", "vbadata.xml"}
TEXT_ENDINGS = {".txt": "text/plain", ".csv": "text/csv", ".md": "text/plain"}


def content_type_of(name: str, content: bytes) -> str:
    """The type that the bytes show; Refused with what is allowed when they show another."""
    office = office_type(content)
    if office:
        return office
    kind = filetype.guess(content[:8192])
    if kind is not None and kind.mime in PICTURES_AND_PAGES:
        return str(kind.mime)
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if kind is None and ending in TEXT_ENDINGS and is_text(content):
        return TEXT_ENDINGS[ending]
    raise Refused(
        "file_type", "Attach a PDF, PNG or JPEG, a Word, Excel or PowerPoint file, or plain text.", field="file"
    )


def office_type(content: bytes) -> str:
    """The type of a Word, Excel or PowerPoint file by the parts it holds; empty for everything else.

    raises  Refused when it holds macros, whatever its name says
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    if any(name.lower().rsplit("/", 1)[-1] in MACRO_PARTS for name in names):
        sentence = "This file holds macros, which nobody may attach: save it without them (.docx, .xlsx, .pptx)."
        raise Refused("macros", sentence, field="file")
    found = [kind for part, kind in OFFICE_PARTS.items() if part in names]
    return found[0] if len(found) == 1 and "[Content_Types].xml" in names else ""


def is_text(content: bytes) -> bool:
    """True for UTF-8 without NUL bytes."""
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
