"""Counts in the broker's Valkey, for all web processes together; without ever making a request fail or wait for it.

Where the broker is of another kind, or is away, nothing is counted.
"""

from __future__ import annotations

import logging
import time
from functools import cache

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 0.2
SECONDS_OF_PEACE = 5
"""For so long a broker that did not answer is not asked again."""


class Counter:
    """Counts names in windows of time. One for each process; its connections are made where they are used."""

    def __init__(self, url: str) -> None:
        self._away_until = 0.0
        self._server: redis.Redis | None = None
        if url.startswith(("redis://", "rediss://", "unix://")):
            self._server = redis.Redis.from_url(
                url,
                socket_connect_timeout=SECONDS_TO_ANSWER,
                socket_timeout=SECONDS_TO_ANSWER,
                retry=Retry(NoBackoff(), 1),  # A broker that was started again has closed the connection.
            )

    def count(self, name: str, *, seconds: int) -> int | None:
        """How often the name was counted, this time included, until it is forgotten after ``seconds``.

        returns  None when nobody can tell
        """
        if self._server is None or time.monotonic() < self._away_until:
            return None
        try:
            with self._server.pipeline(transaction=True) as steps:
                steps.incr(name)
                steps.expire(name, seconds, nx=True)
                return int(steps.execute()[0])
        except redis.RedisError as error:
            self._away_until = time.monotonic() + SECONDS_OF_PEACE
            logger.warning("The broker does not count (%s): requests are not limited.", type(error).__name__)
            return None


@cache
def counter_at(url: str) -> Counter:
    """The process's counter at this broker."""
    return Counter(url)
