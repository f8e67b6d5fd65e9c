"""One worker of a measured night: everything that waits is worked off, then what that took is printed as JSON."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from tests.benchmarks.memory import peak_megabytes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main() -> None:
    """Prints seconds, queries and peak memory in MB of working off what waits."""
    import django

    django.setup()
    from django.db import connection

    from tracker.runs import work_off

    queries = 0

    def counted(execute: Any, *given: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*given)

    start = time.perf_counter()
    with connection.execute_wrapper(counted):
        work_off(batches=1_000_000)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "queries": queries, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main()
