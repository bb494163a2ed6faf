"""A name is given once in the app, so that it survives an import and a search."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "partnerships"
GIVEN_BY_DJANGO = {"Command"}  # each file of management/commands/ has one


def public_names():
    """The public functions and classes of the app's modules: each name, with where it is given."""
    given = defaultdict(list)
    for path in sorted(APP.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                given[node.name].append(str(path.relative_to(ROOT)))
    return given


def test_a_name_is_given_once():
    twice = {name: places for name, places in public_names().items() if len(places) > 1}

    assert {name: twice[name] for name in twice.keys() - GIVEN_BY_DJANGO} == {}


def test_no_exception_is_kept_that_is_none_any_more():
    twice = {name for name, places in public_names().items() if len(places) > 1}

    assert twice >= GIVEN_BY_DJANGO
