"""The API over HTTP beside bare views of the same run: lists, one row, the feed, a stream, and many rows written.

``BENCH_API_PROGRAMS`` says how many programs there are, ``BENCH_API_SECONDS`` how long each address is asked.
"""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from programs.models import Program
from tests.benchmarks.client import Run, run
from tests.benchmarks.feed import read_up_to_now, write_entries
from tests.benchmarks.measured import Measured
from tests.benchmarks.portfolio import Portfolio, make_portfolio
from tests.benchmarks.web import Web, running_web

PROGRAMS = int(os.environ.get("BENCH_API_PROGRAMS", "1000"))
SECONDS = float(os.environ.get("BENCH_API_SECONDS", "10"))
ALL, HALF, FEW = PROGRAMS, PROGRAMS // 2, min(40, PROGRAMS)
ROWS_IN_BULK = 1_000
CHANGES = "changes/?page_size=1000&after="


class Bench:
    """The two servers, and what is measured on both."""

    def __init__(self, web: Web, bare: Web, portfolio: Portfolio) -> None:
        self.web, self.bare, self.portfolio = web, bare, portfolio

    def beside(self, name: str, path: str, *, n: int, target: float, bare_path: str = "") -> list[Measured]:
        """An address of the product and the same of the floor, one after the other."""
        token = self.portfolio.tokens[n]
        product = run(self.web, path, token, seconds=SECONDS)
        floor = run(self.bare, bare_path or path, token, seconds=SECONDS)
        return [line_of(name, n, product, floor, target), *processor_of(name, n, product, floor)]

    def get(self, web: Web, path: str, *, n: int) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
        connection.request("GET", f"/api/v1/{path}", headers=self.signed(n))
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        return answer

    def post(self, path: str, body: Any, *, n: int) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=60)
        sent = {"Content-Type": "application/json", **self.signed(n)}
        connection.request("POST", f"/api/v1/{path}", body=orjson.dumps(body), headers=sent)
        return orjson.loads(connection.getresponse().read())

    def signed(self, n: int) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.portfolio.tokens[n]}"}


def line_of(name: str, n: int, product: Run, floor: Run, target: float) -> Measured:
    ratio = product.wall / floor.wall
    return Measured(name, n, product.wall, "ms", floor.wall, ratio, target, ratio <= target)


def processor_of(name: str, n: int, product: Run, floor: Run) -> list[Measured]:
    """Of workers and database alone: what else runs on the machine does not move it."""
    ratio = product.processor / floor.processor
    return [Measured(f"{name}: processor", n, product.processor, "ms", floor.processor, ratio)]


@pytest.fixture
def bench(transactional_db: None, tmp_path: Path) -> Iterator[Bench]:
    portfolio = make_portfolio(PROGRAMS, leads=[ALL, HALF, FEW])
    settings = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare.settings"}
    with running_web(tmp_path / "web") as web, running_web(tmp_path / "bare", **settings) as bare:
        yield Bench(web, bare, portfolio)


def test_the_api_beside_bare_views(bench: Bench, lines: list[Measured]) -> None:
    alone = f"milestones/{bench.portfolio.milestone.uid}/"

    for n in (ALL, FEW):
        lines += bench.beside("API: 50 rows", "milestones/?page_size=50", n=n, target=1.6)
        lines += bench.beside("API: 1,000 rows", "milestones/?page_size=1000", n=n, target=1.3)
    lines += bench.beside("API: one row", alone, n=ALL, target=1.6)
    lines += changes(bench)
    lines += stream(bench)
    lines += bulk(bench)
    held = bench.web.megabytes()
    lines.append(Measured("API: memory of a worker", ALL, held, "MB", None, None, 250, held < 250))


def changes(bench: Bench) -> list[Measured]:
    """A thousand entries for a client that has read everything before them, and the question whether more is there."""
    place = read_up_to_now(orjson.loads(bench.get(bench.web, "changes/", n=ALL).read())["next"])
    write_entries(5 * ROWS_IN_BULK)
    after = f"{CHANGES}{place.encode()}", f"{CHANGES}{place.xact}"
    told = bench.beside("API: 1,000 changes", after[0], n=ALL, target=1.3, bare_path=after[1])
    page = orjson.loads(bench.get(bench.web, after[0], n=ALL).read())
    assert len(page["results"]) == 1000
    while not page["at_end"]:
        page = orjson.loads(bench.get(bench.web, page["next"].partition("/api/v1/")[2], n=ALL).read())
    nothing = run(bench.web, page["next"].partition("/api/v1/")[2], bench.portfolio.tokens[ALL], seconds=SECONDS)
    return [*told, Measured("API: no change", ALL, nothing.wall, "ms")]


def stream(bench: Bench) -> list[Measured]:
    """All milestones of half of the programs as CSV: until it begins, until it ends, and what the worker holds then."""
    before = bench.web.megabytes()
    product = min((streamed(bench, bench.web) for _ in range(3)), key=lambda each: each[1])
    grown = bench.web.megabytes() - before
    floor = min((streamed(bench, bench.bare) for _ in range(3)), key=lambda each: each[1])
    rows, ratio = product[2], product[1] / floor[1]
    assert rows == floor[2] == HALF * 200
    return [
        Measured(
            "API: first byte of CSV", rows, product[0], "ms", floor[0], product[0] / floor[0], 200, product[0] < 200
        ),
        Measured("API: whole CSV", rows, product[1], "ms", floor[1], ratio),
        Measured("API: a worker's growth by three CSV", rows, grown, "MB"),
    ]


def streamed(bench: Bench, web: Web) -> tuple[float, float, int]:
    """Milliseconds to the first byte and to the last, and the rows below the headings."""
    began = time.perf_counter()
    answer = bench.get(web, "milestones/?format=csv", n=HALF)
    count = answer.read(1).count(b"\n")
    first = time.perf_counter()
    while block := answer.read1(1024 * 1024):
        count += block.count(b"\n")
    return 1000 * (first - began), 1000 * (time.perf_counter() - began), count - 1


def bulk(bench: Bench) -> list[Measured]:
    """A thousand milestones in one request: made, sent again as they are, and all of them changed."""
    program = Program.objects.latest("id")
    body = {
        "source_system": "bench", "program": str(program.uid), "step": "map", "finish_on": "2027-01-01",
    }  # fmt: skip
    rows = [{**body, "external_id": str(n), "name": f"Bulk {n}"} for n in range(ROWS_IN_BULK)]
    renamed = [{**row, "name": f"Bulk {n} again"} for n, row in enumerate(rows)]
    return [
        written(bench, "API: bulk, created", rows, "created"),
        written(bench, "API: bulk, the same again", rows, "unchanged"),
        written(bench, "API: bulk, changed", renamed, "updated"),
    ]


def written(bench: Bench, name: str, rows: list[dict[str, str]], outcome: str) -> Measured:
    began = time.perf_counter()
    answer = bench.post("milestones/bulk/", {"rows": rows}, n=ALL)
    seconds = time.perf_counter() - began
    assert answer["counts"][outcome] == len(rows), answer["counts"]
    return Measured(name, len(rows), seconds, "s", None, None, 1, seconds < 1)
