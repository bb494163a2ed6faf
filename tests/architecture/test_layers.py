"""The architecture, as docs/architecture.md draws it, held to by the code."""

import ast
import importlib.util
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "partnerships"
LAYERS = {  # each may import what stands above it, and itself
    layer: rank
    for rank, layers in enumerate(
        [
            ["vocabulary", "errors", "edtf", "checks"],
            ["models"],
            ["rules", "formats"],
            ["actions"],
            ["admin", "api", "web", "management", "tasks", "templatetags"],
        ]
    )
    for layer in layers
}
FREE = {"__init__.py", "apps.py", "migrations"}  # no layer of their own
OF_A_DOOR = ["django.http", "django.shortcuts", "django.views", "django.urls", "rest_framework"]


def name_of(path):
    """The dotted name of the module at `path`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(APP.rglob("*.py"))}
LAYERED = [path for path in MODULES.values() if path.relative_to(APP).parts[0] not in FREE]


def imported(path):
    """The dotted names that the module at `path` imports, wherever in the file."""
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = importlib.util.resolve_name("." * node.level, package) if node.level else ""
            base = f"{start}.{node.module}" if start and node.module else start or node.module
            for alias in node.names:
                # What is taken from a package may be a module of it.
                below = f"{base}.{alias.name}"
                yield below if below in MODULES else base


def ours(path):
    return [name for name in imported(path) if name.split(".")[0] == "partnerships"]


def ids(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", LAYERED, ids=ids)
def test_imports_point_one_way(path):
    layer = path.relative_to(APP).parts[0].removesuffix(".py")

    for name in ours(path):
        other = (name.split(".") + ["__init__"])[1]
        assert other == layer or LAYERS[other] < LAYERS[layer], f"{layer} imports {name}"


@pytest.mark.parametrize("path", MODULES.values(), ids=ids)
def test_the_app_does_not_know_its_project(path):
    assert not [name for name in imported(path) if name.split(".")[0] == "newsroom"]


@pytest.mark.parametrize("path", sorted((APP / "migrations").glob("*.py")), ids=ids)
def test_migrations_import_nothing_of_ours(path):
    assert not ours(path)


@pytest.mark.parametrize(
    "path",
    [path for path in LAYERED if path.relative_to(APP).parts[0] in {"models", "rules", "formats"}],
    ids=ids,
)
def test_what_is_kept_and_looked_at_knows_nothing_of_http(path):
    assert not [name for name in imported(path) if name.startswith(tuple(OF_A_DOOR))]


def test_no_module_comes_back_to_itself():
    graph = {name: set(ours(path)) & set(MODULES) - {name} for name, path in MODULES.items()}

    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("path", MODULES.values(), ids=ids)
def test_no_signals(path):
    assert not [
        name for name in imported(path) if name.endswith(".signals") or name == "django.dispatch"
    ]
