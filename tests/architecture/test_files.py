"""Files are nouns, and are read in one sitting."""

from pathlib import Path

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


LONGEST = 350  # lines
WIDEST = 100  # characters of a line of prose; tables and examples are as wide as they are


def named(path):
    return str(path.relative_to(ROOT))


def test_a_file_is_read_in_one_sitting():
    lengths = {named(path): len(path.read_text().splitlines()) for path in CODE}

    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_the_name_of_a_file_says_what_is_in_it():
    words = {
        path: {word.removesuffix("s") for word in path.relative_to(ROOT).with_suffix("").parts}
        for path in [*CODE, *sorted((ROOT / "tests").rglob("*.py"))]
    }

    assert [named(path) for path in words if words[path] & SAYS_NOTHING] == []


def test_the_prose_of_documents_is_wrapped():
    documents = [path for place in ["*.md", "docs/**/*.md"] for path in sorted(ROOT.glob(place))]
    long = [
        f"{named(path)}:{number}"
        for path in documents
        for number, line in enumerate(prose_lines(path.read_text()), 1)
        if len(line) > WIDEST and not line.startswith(("|", "    "))
    ]

    assert documents
    assert long == []


def prose_lines(text):
    """The lines of a document, those of examples between fences blank."""
    fenced = False
    for line in text.splitlines():
        fence = line.lstrip().startswith("```")
        fenced ^= fence
        yield "" if fenced or fence else line


def test_the_environment_is_read_in_one_place():
    readers = [
        named(path)
        for path in CODE
        if any(word in path.read_text() for word in ["environ.get", "environ[", "getenv", "Env("])
    ]

    assert readers == ["newsroom/settings.py"]
