"""What is offered to others says what it takes and what it gives; mypy holds the code to it."""

import ast

from .test_layers import LAYERED, layer_of

TYPED = {"actions", "formats", "rules", "text"}
SHIPPED = "partnerships.formats.claims.check_packet"  # goes out as it is, for Pythons before ours
CALLED_BY_OTHERS = ("__init__", "__call__", "__str__")


def offered(body, within=""):
    """The public functions and methods in a body of code, each with its name."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from offered(node.body, f"{within}{node.name}.")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
            not node.name.startswith("_") or node.name in CALLED_BY_OTHERS
        ):
            yield f"{within}{node.name}", node


def is_silent(function):
    """Whether an argument or the answer has no type; `self` and `cls` need none."""
    told = function.args
    named = [*told.posonlyargs, *told.args, *told.kwonlyargs, told.vararg, told.kwarg]
    unsaid = {each.arg for each in named if each and each.annotation is None}
    return function.returns is None or bool(unsaid - {"self", "cls"})


def test_what_others_may_call_says_its_types():
    silent = [
        f"{name}: {called}"
        for name, path in LAYERED.items()
        if layer_of(name) in TYPED and name != SHIPPED
        for called, function in offered(ast.parse(path.read_text()).body)
        if is_silent(function)
    ]

    assert silent == []


def test_a_type_is_not_waved_away_without_a_reason():
    ignored = [
        f"{name}: {line.strip()}"
        for name, path in LAYERED.items()
        for line in path.read_text().splitlines()
        if "type: ignore" in line and "# " not in line.partition("type: ignore")[2]
    ]

    assert ignored == []
