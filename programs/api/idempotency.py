"""``Idempotency-Key``: a POST that is sent again is answered again, and writes nothing twice.

After draft-ietf-httpapi-idempotency-key-header. A key is a person's, for 24 hours. Only what succeeded is kept: what
was refused wrote nothing, and may be asked again with the same key.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, ClassVar, cast

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from programs.models import KeptAnswer, User
from programs.models.grant import reach_of

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
PATTERN = '^("[A-Za-z0-9_.:~-]{1,255}"|[A-Za-z0-9_.:~-]{1,255})$'
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Retry-After")


class Answered(Exception):
    """This request was answered before."""

    def __init__(self, kept: KeptAnswer) -> None:
        self.kept = kept


class KeyNotUnderstood(APIException):
    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid_idempotency_key"
    default_detail = f"{HEADER} has 1 to 255 letters, digits and -_.:~ such as a UUID, with or without quotation marks."


class KeyNotTaken(APIException):
    status_code = HTTPStatus.BAD_REQUEST
    default_code = "idempotency_key_not_taken"
    default_detail = f"This address takes no {HEADER}: its answer holds a secret, which is stored nowhere."


class KeyInUse(APIException):
    status_code = HTTPStatus.CONFLICT
    default_code = "idempotency_key_in_use"
    default_detail = "A request with this key is being answered. Ask again in a moment: you will get its answer."
    wait = 1


class KeyReused(APIException):
    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"
    default_detail = "This key was sent with another request. A key is for one request and its repetitions."


class AnswersOnce(APIView):
    """An address whose POST is done once for a key, whatever how often it is sent.

    at_one_moment  with a key the whole POST reads the record as it was when it began
    """

    takes_keys: ClassVar[bool] = True
    at_one_moment: ClassVar[bool] = False
    kept: KeptAnswer | None = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or HEADER not in request.headers:
            return super().dispatch(request, *args, **kwargs)
        try:
            with one_moment() if self.at_one_moment else transaction.atomic():
                answer = super().dispatch(request, *args, **kwargs)
                if self.kept is not None and isinstance(answer, Response) and answer.status_code < 300:
                    keep(self.kept, answer)
                return answer
        except IntegrityError as error:  # References are checked when the transaction ends.
            return self.finalize_response(self.request, self.handle_exception(error), *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and HEADER in request.headers:
            if not self.takes_keys:
                raise KeyNotTaken
            self.kept = first_asked(request)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Answered):
            return replayed(exc.kept)  # type: ignore[return-value]  # An answer as good as any other.
        return super().handle_exception(exc)


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees the record as it was when it began; inside another one, as that one sees it."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def first_asked(request: Request) -> KeptAnswer:
    """The answer to be kept, its request known and its key held until the end of the transaction.

    raises  Answered when it is kept already, KeyReused when that was to another request
            KeyInUse while another request with the key is being answered
    """
    key = request.headers[HEADER].strip()
    if not re.fullmatch(PATTERN, key):
        raise KeyNotUnderstood
    asked = KeptAnswer(user=cast("User", request.user), key=key.strip('"'), request=digest_of(request))
    if not hold(f"{asked.user_id} {asked.key}"):
        raise KeyInUse
    KeptAnswer.objects.filter(user=asked.user_id, key=asked.key).over_at(timezone.now()).delete()
    kept = KeptAnswer.objects.filter(user=asked.user_id, key=asked.key).first()
    if kept is None:
        return asked
    if kept.request != asked.request:
        raise KeyReused
    raise Answered(kept)


def hold(name: str) -> bool:
    """Whether the name is ours until the end of the transaction; False while another transaction has it."""
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (held,) = cursor.fetchone()
    return bool(held)


def keep(kept: KeptAnswer, answer: Response) -> None:
    """The answer stored with what it wrote."""
    answer.render()
    kept.status = answer.status_code
    kept.headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
    kept.body = answer.content
    kept.save(force_insert=True)


def replayed(kept: KeptAnswer) -> HttpResponse:
    """The kept answer once more, marked as such."""
    return HttpResponse(bytes(kept.body), status=kept.status, headers={**kept.headers, REPLAYED: "true"})


def digest_of(request: Request) -> str:
    """Digest of method, address, limit of the token and body, where spaces and the order of fields say nothing."""
    digest = hashlib.sha256()
    reach = reach_of(request.user)
    limit = "" if reach is None else f"{sorted(reach)}"
    for part in (request.method or "", request.get_full_path(), limit, *parts_of(request.data)):
        piece = part if isinstance(part, bytes) else part.encode(errors="surrogatepass")
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def parts_of(said: Any) -> Iterator[str | bytes]:
    """A body in parts that differ when what it says does."""
    if not isinstance(said, QueryDict):
        yield orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
        return
    for name, values in sorted(said.lists()):
        for value in values:
            yield name
            yield from [value] if isinstance(value, str) else content_of(value)


def content_of(file: UploadedFile[Any]) -> Iterator[str | bytes]:
    """Name and content of a file, which can be read again afterwards."""
    yield f"file {file.name}"
    yield from file.chunks()
    file.seek(0)
