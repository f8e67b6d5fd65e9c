"""Files: judged by what they contain, named safely, and their bytes kept once."""

from __future__ import annotations

import io
import zipfile

import pytest
from pytest_django.fixtures import Settings

from programs.actions import attachments
from programs.errors import NotAllowed, Refused
from programs.models import Attachment, AttachmentContent, Membership, Program, User
from tests.factories import START, make_evidence, make_membership, make_milestone, make_program, make_user

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
PDF = b"%PDF-1.7\n1 0 obj\n"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name), "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("plan.pdf", PNG, "image/png"),
        ("plan.html", PNG, "image/png"),
        ("plan.txt", PDF, "application/pdf"),
        ("plan.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        ("plan.zip", archive("[Content_Types].xml", "_rels/.rels", "word/document.xml"), WORD),
        ("costs.csv", b"year,eur\n2021,5\n", "text/csv"),
        ("NOTES.TXT", "Größe".encode(), "text/plain"),
        ("notes.md", b"# Notes", "text/plain"),
        ("page.txt", HTML, "text/plain"),
        ("image.txt", SVG, "text/plain"),
    ],
    ids=str,
)
def test_the_content_says_what_a_file_is(
    name: str, content: bytes, content_type: str, program: Program, pmo_lead: User
) -> None:
    """Markup under a text ending is kept as the plain text it is shown as: never as a page, and only downloaded."""
    kept = attachments.add(program, by=pmo_lead, name=name, content=content)

    assert (kept.content_type, kept.size, kept.name) == (content_type, len(content), name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", HTML),
        ("image.svg", SVG),
        ("image.svg", b"<?xml version='1.0'?>" + SVG),
        ("plan.pdf", b"just words"),
        ("plan.docx", archive("a.txt")),
        ("tool.txt", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("image.txt", b"GIF89a\x01\x00\x01\x00"),
        ("notes.txt", b"caf\xe9"),
        ("notes.txt", b"a\x00b"),
        ("notes", b"no ending"),
    ],
    ids=[
        "page",
        "picture",
        "declared-picture",
        "words-as-pdf",
        "other-archive",
        "program",
        "gif",
        "latin-1",
        "nul",
        "bare",
    ],
)
def test_another_kind_of_file_is_refused(name: str, content: bytes, program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        attachments.add(program, by=pmo_lead, name=name, content=content)

    assert (refusal.value.code, refusal.value.field) == ("file_type", "file")
    assert not AttachmentContent.objects.exists()


@pytest.mark.parametrize(("size", "code"), [(0, "file_empty"), (1_000_001, "file_too_large"), (1_000_000, "")])
def test_a_file_has_some_bytes_and_not_too_many(
    size: int, code: str, program: Program, pmo_lead: User, settings: Settings
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1_000_000

    if not code:
        assert attachments.add(program, by=pmo_lead, name="a.txt", content=b"a" * size).size == size
        return
    with pytest.raises(Refused) as refusal:
        attachments.add(program, by=pmo_lead, name="a.txt", content=b"a" * size)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.txt", "plan.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("\x00\x1f .txt", ".txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("Größe 大.txt", "Größe 大.txt"),
    ],
    ids=["path", "Windows path", "line break", "control characters", "long", "other scripts"],
)
def test_a_name_is_cleaned(given: str, kept: str, program: Program, pmo_lead: User) -> None:
    assert attachments.add(program, by=pmo_lead, name=given, content=b"a").name == kept


@pytest.mark.parametrize("name", ["", "/", "\x00", "folder/"])
def test_a_file_without_a_name_is_called_file(name: str, program: Program, pmo_lead: User) -> None:
    assert attachments.add(program, by=pmo_lead, name=name, content=PDF).name == "file"


def test_the_same_content_is_stored_once(program: Program, pmo_lead: User) -> None:
    lead = make_user(is_superuser=True)
    first = attachments.add(program, by=pmo_lead, name="a.pdf", content=PDF)
    second = attachments.add(make_program(), by=lead, name="b.pdf", content=PDF)

    assert first.content == second.content
    assert bytes(AttachmentContent.objects.get().content) == PDF


def test_the_bytes_go_with_the_last_attachment(program: Program, pmo_lead: User) -> None:
    first, second = (attachments.add(program, by=pmo_lead, name=name, content=PDF) for name in ("a.pdf", "b.pdf"))

    attachments.remove(first, by=pmo_lead)
    assert AttachmentContent.objects.exists()
    attachments.remove(second, by=pmo_lead)

    assert not AttachmentContent.objects.exists()
    assert not Attachment.objects.exists()


def test_evidence_of_another_program_is_refused(program: Program, pmo_lead: User) -> None:
    evidence = make_evidence(make_milestone(make_program()))

    with pytest.raises(Refused) as refusal:
        attachments.add(program, by=pmo_lead, name="a.pdf", content=PDF, evidence=evidence)

    assert (refusal.value.code, refusal.value.field) == ("other_program", "evidence")


def test_who_gave_the_evidence_may_add_its_file(program: Program, function_lead: User) -> None:
    milestone = make_milestone(program, function=function_lead.memberships.get().function)
    evidence = make_evidence(milestone, given_by=function_lead)

    kept = attachments.add(program, by=function_lead, name="a.pdf", content=PDF, evidence=evidence)

    assert (kept.evidence, kept.added_by) == (evidence, function_lead)


def test_who_gave_another_evidence_may_not(program: Program, function_lead: User) -> None:
    milestone = make_milestone(program, function=function_lead.memberships.get().function)

    with pytest.raises(NotAllowed):
        attachments.add(program, by=function_lead, name="a.pdf", content=PDF, evidence=make_evidence(milestone))


@pytest.mark.parametrize("now", ["nobody", "viewer"])
def test_who_gave_the_evidence_in_a_role_that_ended_may_not(now: str, program: Program, function_lead: User) -> None:
    milestone = make_milestone(program, function=function_lead.memberships.get().function)
    evidence = make_evidence(milestone, given_by=function_lead)
    Membership.objects.filter(user=function_lead).update(valid_to=START)
    if now == "viewer":
        make_membership(function_lead, program, "viewer")

    with pytest.raises(NotAllowed):
        attachments.add(program, by=function_lead, name="a.pdf", content=PDF, evidence=evidence)


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "WORD/VBAPROJECT.BIN", "word/vbaData.xml"])
def test_a_file_with_macros_is_refused_whatever_its_name(part: str, program: Program, pmo_lead: User) -> None:
    content = archive("[Content_Types].xml", "word/document.xml", part)

    with pytest.raises(Refused) as refusal:
        attachments.add(program, by=pmo_lead, name="plan.docx", content=content)

    assert (refusal.value.code, refusal.value.field) == ("macros", "file")
