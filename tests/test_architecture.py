"""The house's sizes and walls, read from the source itself: what a reviewer would have to count."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from config.env import BASE_DIR

ROOMS = ("config", "programs", "tracker", "tests")
FILE_LINES = 400
FUNCTION_LINES = 50
PARAMETERS = 5
POSITIONAL = 3
# Django calls these methods of a migration's operation by place, with four arguments.
HOOKS = {"database_forwards", "database_backwards"}
PURE_ROOMS = ("tracker/progress", "tracker/analysis")
FAILING = {"raises", "fail", "expect", "call_and_validate"}
GUARDS = ("assert_", "require_", "django_assert_")
CLOCKS = {"now", "today", "utcnow", "date.today", "time.time", "timezone.now", "timezone.localdate", "localdate"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_generated(path: Path) -> bool:
    return "migrations" in path.parts


def files_of(*rooms: str) -> list[Path]:
    """Python files of the rooms, in order, without what Django writes."""
    found = chain.from_iterable((BASE_DIR / room).rglob("*.py") for room in rooms)
    return sorted(path for path in found if not is_generated(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_in(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def imports_of(path: Path) -> set[str]:
    """Every module the file imports, at the top or inside of a function, for types or at run time."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importers(files: list[Path], *forbidden: str) -> list[str]:
    """Files that import one of the modules or something inside of it."""
    return [
        f"{name_of(path)} imports {module}"
        for path in files
        for module in sorted(imports_of(path))
        if any(module == wall or module.startswith(f"{wall}.") for wall in forbidden)
    ]


def positional(function: Function) -> list[str]:
    """Names of the parameters that may be given by their place, without self and cls."""
    given = [*function.args.posonlyargs, *function.args.args]
    return [argument.arg for argument in given if argument.arg not in {"self", "cls"}]


def parameters(function: Function) -> set[str]:
    """Names of all parameters, without self and cls; ``*args`` and ``**fields`` are one each."""
    starred = [argument for argument in (function.args.vararg, function.args.kwarg) if argument]
    return {*positional(function), *(argument.arg for argument in [*function.args.kwonlyargs, *starred])}


def called_in(function: Function) -> set[str]:
    """Last names of what the function calls: ``expect`` of ``expect(page)`` and of ``pages.expect(page)``."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {ast.unparse(each).rpartition(".")[2] for each in calls}


def asserts(function: Function) -> bool:
    """True when the function has an assert, or a call that fails a test by raising."""
    has_assert = any(isinstance(node, ast.Assert) for node in ast.walk(function))
    return has_assert or any(name in FAILING or name.startswith(GUARDS) for name in called_in(function))


def test_a_file_ends_at_400_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files_of(*ROOMS)}

    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_a_function_ends_at_50_lines() -> None:
    lengths = {
        f"{name_of(path)}:{each.name}": (each.end_lineno or each.lineno) - each.lineno + 1
        for path in files_of(*ROOMS)
        for each in functions_in(path)
    }

    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def test_a_function_takes_at_most_5_parameters() -> None:
    """Keyword-only ones count as well; only the ``by`` that signs every action comes on top."""
    actions = files_of("programs/actions")
    taken = {
        f"{name_of(path)}:{each.name}": parameters(each) - ({"by"} if path in actions else set())
        for path in files_of("config", "programs", "tracker")
        for each in functions_in(path)
    }

    assert {name: sorted(names) for name, names in taken.items() if len(names) > PARAMETERS} == {}


def test_parameters_are_keyword_only_after_the_first_few() -> None:
    """The aim is one; up to three are bearable where their order is plain, such as a row, a column and a value."""
    taken = {
        f"{name_of(path)}:{each.name}": positional(each)
        for path in files_of("config", "programs", "tracker")
        for each in functions_in(path)
        if each.name not in HOOKS
    }

    assert {name: names for name, names in taken.items() if len(names) > POSITIONAL} == {}


def test_only_config_reads_the_environment() -> None:
    readers = [
        name_of(path)
        for path in files_of("programs", "tracker")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute | ast.Name)
        and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb", "environ", "getenv"}
    ]

    assert readers == []


def test_the_record_never_knows_of_the_reckoning() -> None:
    assert importers(files_of("programs"), "tracker") == []


def test_the_pure_rooms_know_neither_django_nor_the_record() -> None:
    walls = ("django", "rest_framework", "celery", "programs", "config", "tracker.models", "tracker.facts")

    assert importers(files_of(*PURE_ROOMS), *walls) == []


def test_the_pure_rooms_never_ask_the_clock() -> None:
    askers = [
        f"{name_of(path)}:{node.lineno}"
        for path in files_of(*PURE_ROOMS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition("datetime.")[2] in CLOCKS
    ]

    assert askers == []


def test_models_import_no_actions_views_or_api() -> None:
    doors = [f"{wing}.{room}" for wing in ("programs", "tracker") for room in ("actions", "views", "api", "admin")]

    assert importers(files_of("programs/models", "tracker/models"), *doors) == []


def test_actions_import_no_views_or_api() -> None:
    assert importers(files_of("programs/actions"), "programs.views", "programs.api", "programs.admin") == []


def test_only_actions_and_tests_write_refresh_requests() -> None:
    """Whoever changes the record goes through an action; the reckoning claims what the actions left."""
    strangers = [path for path in files_of("programs/views", "programs/api", "programs/importing") if path.exists()]

    assert importers(strangers, "programs.models.RefreshRequest", "programs.models.refresh_request") == []


def test_no_file_is_named_after_nothing() -> None:
    unnamed = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py", "signals.py", "selectors.py"}

    assert [name_of(path) for path in files_of(*ROOMS) if path.name in unnamed] == []


def test_nothing_listens_to_signals() -> None:
    listeners = ("django.db.models.signals", "django.dispatch", "django.core.signals")

    assert importers(files_of("config", "programs", "tracker"), *listeners) == []


def test_imports_are_absolute() -> None:
    relative = [
        name_of(path)
        for path in files_of(*ROOMS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


def test_every_test_can_fail() -> None:
    """It asserts, or calls what fails for it: ``pytest.raises``, a guard, or a function beside it that asserts."""
    silent = []
    for path in files_of("tests"):
        beside = {each.name for each in functions_in(path) if asserts(each)}
        tests = [each for each in functions_in(path) if each.name.startswith("test_")]
        silent += [f"{name_of(path)}:{each.name}" for each in tests if not (asserts(each) or called_in(each) & beside)]

    assert silent == []
