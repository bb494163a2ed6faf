"""What PostgreSQL holds to is what stands in partnerships/laws, to the letter."""

import re
from pathlib import Path

import pytest
from django.db import connection, transaction

import partnerships

FOLDER = Path(partnerships.__file__).parent / "laws"
RECORDS = FOLDER.parents[1] / "docs" / "records.md"
LAWS = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.sql"))}

# What an extension brings is its own; procrastinate keeps its tables itself.
FUNCTIONS = r"""
SELECT oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    AND proname NOT LIKE 'procrastinate\_%'
"""
TRIGGERS = r"""
SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
    AND relname NOT LIKE 'procrastinate\_%'
"""


def catalogue(cursor, query):
    cursor.execute(query)
    return dict(cursor.fetchall())


@pytest.fixture
def enacted(transactional_db):
    """The catalogue as migrations made it, and as it is once the laws' files were run.

    The owner runs them in a transaction that is undone: in place of all triggers, and of what
    functions said before.
    """
    with connection.as_owner(), transaction.atomic(), connection.cursor() as cursor:
        migrated = catalogue(cursor, FUNCTIONS) | catalogue(cursor, TRIGGERS)
        for name in catalogue(cursor, TRIGGERS):
            table, trigger = name.split(" ")
            cursor.execute(f"DROP TRIGGER {trigger} ON {table}")
        cursor.execute("SET LOCAL check_function_bodies = off")  # they name one another
        for text in LAWS.values():
            cursor.execute(functions(text))
        for text in LAWS.values():
            cursor.execute(text)
        written = catalogue(cursor, FUNCTIONS) | catalogue(cursor, TRIGGERS)
        transaction.set_rollback(True)
    return migrated, written


def functions(text):
    """The part of a law's file that makes functions: triggers may call those of another file."""
    return re.sub(r"^CREATE (CONSTRAINT )?TRIGGER .*?;$", "", text, flags=re.M | re.S)


def test_the_database_holds_to_the_laws_as_they_are_written(enacted):
    migrated, written = enacted

    assert {name: text for name, text in migrated.items() if written.get(name) != text} == {}
    assert written.keys() == migrated.keys()


def test_no_function_is_in_the_database_alone(db):
    with connection.cursor() as cursor:
        there = {name.partition("(")[0] for name in catalogue(cursor, FUNCTIONS)}

    assert there == set(re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)\(", all_laws(), re.M))


def all_laws():
    return "\n".join(LAWS.values())


def test_each_law_is_written_once():
    names = re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)", all_laws(), re.M)
    names += re.findall(
        r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+ .*? ON \w+)", all_laws(), re.M | re.S
    )

    assert len(set(names)) == len(names) > 400


@pytest.mark.parametrize("name", LAWS)
def test_a_file_of_laws_holds_nothing_else(name):
    rest = re.sub(r"\$\$.*?\$\$", "$$$$", LAWS[name], flags=re.S)
    rest = re.sub(r"^--.*$", "", rest, flags=re.M)
    sentences = [sentence.strip() for sentence in rest.split(";") if sentence.strip()]

    assert sentences
    for sentence in sentences:
        assert re.match(r"CREATE (OR REPLACE FUNCTION|(CONSTRAINT )?TRIGGER) ", sentence)


@pytest.mark.parametrize("name", LAWS)
def test_the_description_of_the_records_leads_to_it(name):
    assert f"(../partnerships/laws/{name}.sql)" in RECORDS.read_text()
