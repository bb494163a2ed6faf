"""Files are nouns, and are read in one sitting."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = [
    path
    for folder in ["newsroom", "partnerships"]
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
SAYS_NOTHING = {
    "util",
    "helper",
    "common",
    "misc",
    "service",
    "mixin",
    "manager",
    "handler",
    "core",
}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= 350


@pytest.mark.parametrize(
    "path",
    [*CODE, *sorted((ROOT / "tests").rglob("*.py"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_its_name_says_what_is_in_it(path):
    names = path.relative_to(ROOT).with_suffix("").parts

    assert not {name.removesuffix("s") for name in names} & SAYS_NOTHING


def test_the_environment_is_read_in_one_place():
    readers = [
        str(path.relative_to(ROOT))
        for path in CODE
        if any(word in path.read_text() for word in ["environ.get", "environ[", "getenv", "Env("])
    ]

    assert readers == ["newsroom/settings.py"]
