"""What the documents name is there: files, folders, commands and the words of make."""

import re
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "partnerships"
DOCUMENTS = [
    path
    for place in ["*.md", "docs/**/*.md", "tests/**/*.md"]
    for path in sorted(ROOT.glob(place))
    if path.name != "CHANGELOG.md"  # what was, by the names it had
]
OURS = [
    *("newsroom", "partnerships", "templates", "fixtures", "tests", "docs", "benchmarks", "deploy"),
    ".ci",
]
FOLDERS = {*OURS, *(path.name for path in APP.iterdir() if path.is_dir())}
OF_CODE = (".py", ".sql", ".html", ".toml", ".yaml")
ELSEWHERE = {"check.py", "json.py"}  # in a packet, and what somebody could put beside it
TREE = ROOT / "docs" / "architecture.md"


@cache
def places():
    """Every file and folder of the project, as paths from its root."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in OURS:
        found += [ROOT / folder, *(ROOT / folder).rglob("*")]
    return [PurePosixPath(path.relative_to(ROOT)) for path in found if path.suffix != ".pyc"]


@cache
def is_there(name):
    """Whether some path ends so; `<noun>` and `*` stand for any name."""
    pattern = re.sub(r"<\w+>", "*", name.rstrip("/"))
    return any(place.match(pattern) for place in places())


def named_in(text):
    """The files and folders of the project that a document names."""
    for name in re.findall(r"`([\w<>*./-]+)`", text):
        is_file = name.endswith(OF_CODE) and name not in OF_CODE
        is_below = "/" in name.rstrip("/") and name.split("/")[0] in FOLDERS
        if is_file or is_below:
            yield name


def places_of(found_in):
    """What a document is missing, as its name and what it names."""
    return [f"{path.relative_to(ROOT)}: {name}" for path in DOCUMENTS for name in found_in(path)]


def test_files_and_folders_that_documents_name_are_there():
    names = {name for path in DOCUMENTS for name in named_in(path.read_text())}

    def missing(path):
        return [
            name
            for name in named_in(path.read_text())
            if name not in ELSEWHERE and not is_there(name)
        ]

    assert len(names) > 50
    assert places_of(missing) == []


def test_links_of_documents_lead_somewhere():
    def missing(path):
        led = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text())
        return [to for to in led if "://" not in to and not (path.parent / to).exists()]

    assert places_of(missing) == []


def test_the_words_of_make_that_documents_name_are_there():
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))

    def missing(path):
        said = re.findall(r"(?:`|^    )make ([a-z]+)", path.read_text(), re.M)
        return [word for word in said if word not in known]

    assert "coverage" in known
    assert places_of(missing) == []


def drawn():
    """The files and folders of the tree in docs/architecture.md, as paths."""
    tree, above = re.search(r"```\n(.+?)```", TREE.read_text(), re.S)[1], ""
    for indent, name in re.findall(r"^( {0,2})([\w./]+)(?:  |$)", tree, re.M):
        yield f"{above}{name}".rstrip("/") if indent else name.rstrip("/")
        above = above if indent else name


def test_what_the_tree_draws_is_there():
    assert len(list(drawn())) > 20
    assert [name for name in drawn() if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("folder", ["", "partnerships"])
def test_the_tree_draws_every_folder(folder):
    shown = {PurePosixPath(name).parts[: 2 if folder else 1] for name in drawn()}
    there = {place.parts for place in places() if place.parent == PurePosixPath(folder or ".")}
    folders = {
        parts for parts in there if ROOT.joinpath(*parts).is_dir() and parts[-1][:1] not in "._"
    }

    assert folders
    assert folders - shown == set()


def test_the_tree_names_every_command():
    commands = (APP / "management" / "commands").glob("[a-z]*.py")

    assert [each.stem for each in commands if each.stem not in TREE.read_text()] == []
