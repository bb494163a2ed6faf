"""Each command by which docs/operate.md has a desk outgrow one machine is run by a drill."""

import ast
from pathlib import Path

from tests.operating import SECTIONS, commands_of, documented

TAKING = {"documented", "tell_documented", "run_documented", "start_documented"}


def words_taken():
    """The words by which drills take commands from the documentation."""
    here = Path(__file__).parent
    for path in [here.parent / "cluster.py", *sorted(here.glob("test_*.py"))]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name(node.func) in TAKING:
                yield from (
                    each.value
                    for each in node.args
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def _name(called):
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_every_command_is_taken_by_a_drill():
    commands = {section: commands_of(section) for section in SECTIONS}
    taken = {line for word in words_taken() for line in documented(word)}

    assert all(commands.values())
    assert [line for lines in commands.values() for line in lines if line not in taken] == []
