"""Every law has a test that is refused by its name, so that a new one cannot be forgotten."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.db import connection

from partnerships.rules import refusals

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "docs" / "records.md"
# The id alone is unique: these are for others to point at.
CANNOT_BE_BROKEN = {"party_id_and_kind", "source_id_and_agreement"}

LAWS = r"""
SELECT conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u', 'x')
        AND conrelid::regclass::text LIKE 'partnerships\_%'
        AND conname NOT LIKE 'partnerships\_%'  -- Django's own, of keys and uniqueness
UNION
SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indisunique AND NOT indisprimary
        AND indrelid::regclass::text LIKE 'partnerships\_%'
        AND relname NOT LIKE 'partnerships\_%'
"""
RAISED = r"""
SELECT named[1] FROM pg_proc, regexp_matches(
        prosrc, '(?:CONSTRAINT = |law_broken\()''(\w+)''', 'g'
    ) AS named
    WHERE pronamespace = 'public'::regnamespace
UNION
SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE prosrc LIKE '%CONSTRAINT = TG_NAME%'
"""


def met_by(path):
    """The laws by which the tests of a module are refused."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for made in vars(module).values():
        for mark in getattr(made, "pytestmark", []):
            if mark.name == "parametrize" and "law" in mark.args[0]:
                yield from (row[mark.args[0].index("law")] for row in mark.args[1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refused":
            yield from (word.value for word in node.args if isinstance(word, ast.Constant))


@pytest.fixture
def laws(db):
    """The names of all laws, as the database knows them."""
    with connection.cursor() as cursor:
        cursor.execute(f"{LAWS} UNION {RAISED}")
        return {name for (name,) in cursor.fetchall()}


def test_each_law_refuses_something_in_a_test(laws):
    folder = Path(__file__).parent
    paths = [*folder.rglob("test_refusals_*.py"), *folder.rglob("test_*_races.py")]
    met = {law for path in paths for law in met_by(path)}

    assert laws - met == CANNOT_BE_BROKEN


def test_each_law_has_a_sentence_for_the_editor(laws):
    with connection.cursor() as cursor:
        cursor.execute(RAISED)
        raised = {name for (name,) in cursor.fetchall()}

    assert laws - raised - set(refusals.constraint_sentences()) - set(refusals.KEYS) == set()


def test_each_law_that_is_broken_says_a_sentence(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE prosrc LIKE '%law_broken(''%'")
        sources = "".join(source for (source,) in cursor.fetchall())
    said = dict(re.findall(r"law_broken\('(\w+)',\s*(.+?)\);", sources, re.DOTALL))
    sentences = {law: "".join(re.findall(r"'([^']*)'", words)) for law, words in said.items()}

    assert len(sentences) > 10
    assert [law for law, text in sentences.items() if not re.match(r"[A-Z].+\.$", text)] == []


def test_each_law_is_in_the_description_of_the_records(laws):
    described = set(re.findall(r"`(…?\w+)`", RECORDS.read_text()))
    for_all = tuple(name.removeprefix("…") for name in described if name.startswith("…"))

    assert {law for law in laws if not law.endswith(for_all)} <= described
    assert {name for name in described if name.count("_") > 2 and "…" not in name} <= laws | {
        "published_deal_keeps_two_parties",  # a trigger that raises by another law's name
    }
