"""Headers of every answer of the API: who else's pages may read it, how much is left to ask, what will go.

Origins of other sites are written here rather than by django-cors-headers: a fixed list, one prefix and no cookies
are thirty lines, and nothing can be switched on by mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from programs.api.deprecations import headers_of
from programs.api.limits import Allowance

PREFIX = "/api/"
METHODS = "GET, POST, PATCH, DELETE"
SENT = "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
READ = "Content-Disposition, Deprecation, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset"
PREFLIGHT_SECONDS = 600


class ApiHeaders:
    """Stands before the session: what comes from another site's page comes without its cookies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        origin = request.headers.get("Origin", "")
        is_listed = origin in settings.API_ORIGINS
        if is_listed and is_preflight(request):
            return allowed(HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT), origin)
        if is_listed:
            request.COOKIES.clear()
        response = self.get_response(request)
        for name, value in said_of(request).items():
            response.headers[name] = value
        return allowed(response, origin) if is_listed else varied(response)


PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": SENT,
    "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
}


def said_of(request: HttpRequest) -> dict[str, str]:
    """What the answer says about the token's allowance, and about the end of what was asked for."""
    allowance: Allowance | None = getattr(request, "allowance", None)
    match = request.resolver_match
    return {**(allowance.headers if allowance else {}), **(headers_of(match.view_name) if match else {})}


def is_preflight(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def allowed(response: HttpResponseBase, origin: str) -> HttpResponseBase:
    """The answer, readable for pages of the origin; never with credentials that a browser keeps."""
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = READ
    return varied(response)


def varied(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, told apart by origin in every cache, where origins make a difference."""
    if settings.API_ORIGINS:
        patch_vary_headers(response, ["Origin"])
    return response
