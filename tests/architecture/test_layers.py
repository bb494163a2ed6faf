"""The architecture, as docs/architecture.md draws it, held to by the code.

One test a rule: it lists whatever breaks it, as `file: what it imports`.
"""

import ast
import importlib.util
from collections import deque
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "partnerships"
LAYERS = {  # each may import what stands above it, and itself
    layer: rank
    for rank, layers in enumerate(
        [
            ["vocabulary", "errors", "outages", "checks"],
            ["text"],
            ["models"],
            ["rules", "formats"],
            ["actions"],
            ["admin", "api", "web", "management", "tasks", "templatetags"],
        ]
    )
    for layer in layers
}
SUBJECTS = ["entities", "sources", "claims", "stories"]  # each may import those before it
FREE = {"__init__.py", "apps.py", "migrations"}  # no layer of their own
OF_A_DOOR = ("django.http", "django.shortcuts", "django.views", "django.urls", "rest_framework")


def name_of(path):
    """The dotted name of the module at `path`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(APP.rglob("*.py"))}
LAYERED = {
    name: path for name, path in MODULES.items() if path.relative_to(APP).parts[0] not in FREE
}


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


@cache
def imports():
    """What each module imports. Only a worker that runs these tests has to look."""
    return {name: sorted(set(imported(path))) for name, path in MODULES.items()}


def is_ours(name):
    return name.split(".")[0] == "partnerships"


def layer_of(name):
    """The layer of a module of ours, by its dotted name; None of the app itself."""
    return next(iter(name.split(".")[1:]), None)


def subject_of(name):
    """Which of the four subjects a module is about; None of what serves its whole layer."""
    return next((part for part in name.split(".")[2:3] if part in SUBJECTS), None)


def reached(name):
    """What a module imports of its own layer, and what that imports there, each with the way to
    it. A package's own list of what is in it is not followed: a lower subject may be in it too."""
    ways, waiting = {}, deque([(name,)])
    while waiting:
        way = waiting.popleft()
        for other in imports()[way[-1]]:
            inside = other in MODULES and MODULES[other].name != "__init__.py"
            if inside and other not in ways and layer_of(other) == layer_of(name):
                ways[other] = (*way, other)
                waiting.append(ways[other])
    return ways


def offences(modules, forbidden):
    """Each import of `modules` that is `forbidden`, as a line."""
    return [
        f"{name}: {other}"
        for name in modules
        for other in imports()[name]
        if forbidden(name, other)
    ]


def test_imports_point_one_way():
    def points_elsewhere(name, other):
        if not is_ours(other):
            return False
        layer, below = layer_of(name), layer_of(other)
        return below is None or (below != layer and LAYERS[below] >= LAYERS[layer])

    assert offences(LAYERED, points_elsewhere) == []


def test_a_subject_imports_none_that_comes_after_it():
    rank = {subject: number for number, subject in enumerate(SUBJECTS)}
    climbing = [
        " > ".join(way)
        for name in LAYERED
        if subject_of(name)
        for other, way in reached(name).items()
        if rank.get(subject_of(other), -1) > rank[subject_of(name)]
    ]

    assert climbing == []


def test_text_knows_neither_django_nor_a_model():
    text = [name for name in LAYERED if layer_of(name) == "text"]
    known = ("partnerships.text", "partnerships.vocabulary", "partnerships.errors")

    assert text
    assert (
        offences(
            text,
            lambda name, other: (
                other.split(".")[0] in {"django", "procrastinate", "pghistory"}
                or (is_ours(other) and not other.startswith(known))
            ),
        )
        == []
    )


def test_the_app_does_not_know_its_project():
    assert offences(MODULES, lambda name, other: other.split(".")[0] == "newsroom") == []


def test_migrations_import_nothing_of_ours_but_how_they_are_run():
    migrations = [name for name in MODULES if layer_of(name) == "migrations"]
    how = "partnerships.migrations._at_once"

    assert offences(migrations, lambda name, other: is_ours(other) and other != how) == []


def test_what_is_kept_and_looked_at_knows_nothing_of_http():
    below = [name for name in LAYERED if layer_of(name) in {"text", "models", "rules", "formats"}]

    assert offences(below, lambda name, other: other.startswith(OF_A_DOOR)) == []


def test_no_module_comes_back_to_itself():
    graph = {name: set(imports()[name]) & set(MODULES) - {name} for name in MODULES}

    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_no_signals():
    assert (
        offences(
            MODULES, lambda name, other: other.endswith(".signals") or other == "django.dispatch"
        )
        == []
    )
