"""How much one request, and one token in a minute, may ask for."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from rest_framework.exceptions import APIException, ErrorDetail, ParseError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from config.counting import counter_at
from programs.models import ApiToken

if TYPE_CHECKING:
    from rest_framework.views import APIView

MOST_LEVELS = 20
MOST_ROWS = 1_000
MOST_VALUES = 200
WINDOW_SECONDS = 60
POLICY = "token"


class TooLarge(APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = "The request is larger than this server takes."


class TooManyRows(TooLarge):
    default_code = "too_many_rows"

    def __init__(self, most: int, say: str = "") -> None:
        super().__init__(say or f"A list in a body may have at most {most:,} members here.")


class TooDeep(ParseError):
    default_code = "too_deep"
    default_detail = f"JSON may be nested at most {MOST_LEVELS} levels deep."


def check_size(body: Any, *, most_rows: int = MOST_ROWS) -> None:
    """Returns when nothing in the JSON is nested too deep and no list in it is too long.

    most_rows  what the view that takes the body says by ``most_rows``, if it says so
    raises     TooDeep, TooManyRows
    """
    level: list[Any] = [body]
    for _ in range(MOST_LEVELS):
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                below += [value for value in each.values() if isinstance(value, dict | list)]
            elif isinstance(each, list):
                if len(each) > most_rows:
                    raise TooManyRows(most_rows)
                below += [value for value in each if isinstance(value, dict | list)]
        if not below:
            return
        level = below
    raise TooDeep()


def values_problem(name: str, values: Sequence[str]) -> ErrorDetail | None:
    """What is wrong with the values of a parameter that takes several; None when they are few enough."""
    count = sum(value.count(",") + 1 for value in values)
    if not name.endswith("__in") or count <= MOST_VALUES:
        return None
    return ErrorDetail(f"Give at most {MOST_VALUES} values; these are {count}.", "too_many_values")


@dataclass(frozen=True, slots=True)
class Allowance:
    """Where a token stands in the window: how many requests it may send, has sent, and when the window ends."""

    quota: int
    used: int
    seconds_left: int

    @property
    def headers(self) -> Mapping[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers-10 writes it."""
        left = max(0, self.quota - self.used)
        return {
            "RateLimit-Policy": f'"{POLICY}";q={self.quota};w={WINDOW_SECONDS}',
            "RateLimit": f'"{POLICY}";r={left};t={self.seconds_left}',
        }


class TokenThrottle(BaseThrottle):
    """So many requests with one token in each minute of the clock; pages and their sessions are not counted."""

    seconds_left = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        quota: int = settings.API_REQUESTS_PER_MINUTE
        if quota <= 0 or not isinstance(request.auth, ApiToken):
            return True
        now = int(time.time())
        window, passed = divmod(now, WINDOW_SECONDS)
        name = f"tracker:requests:{request.auth.uid}:{window}"
        used = counter_at(settings.CELERY_BROKER_URL).count(name, seconds=2 * WINDOW_SECONDS)
        if used is None:
            return True
        self.seconds_left = WINDOW_SECONDS - passed
        request._request.allowance = Allowance(quota, used, self.seconds_left)  # type: ignore[attr-defined]
        return used <= quota

    def wait(self) -> float:
        return self.seconds_left
