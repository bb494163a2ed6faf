"""PostgreSQL reads EDTF exactly as Python does, and goes on doing so after a restore."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.text.edtf import NotADate, interval, parse
from partnerships.text.periods import held_on
from tests.volume import tries

pytestmark = pytest.mark.django_db

FUNCTIONS = [
    "edtf_days", "edtf_is_valid", "edtf_earliest", "edtf_latest", "edtf_certain",
    "edtf_possible", "edtf_period", "edtf_is_open", "less_last_day",
]  # fmt: skip

# The edges of the calendar as often as ordinary years: that is where the two could part
years = st.sampled_from(["0000", "0001", "0002", "1900", "2000", "2023", "2024", "9998", "9999"])
months = st.sampled_from(["00", "01", "02", "04", "06", "12", "13", "XX"])
days = st.sampled_from(["00", "01", "28", "29", "30", "31", "32", "XX"])
singles = st.one_of(
    years,
    st.sampled_from(["000X", "001X", "201X", "999X", "00XX", "01XX", "20XX", "99XX", "1XXX"]),
    st.builds("{}-{}".format, years, months),
    st.builds("{}-{}".format, years, st.sampled_from(["20", "21", "22", "23", "24", "25"])),
    st.builds("{}-{}-{}".format, years, months, days),
    st.dates().map(date.isoformat),
)
marked = st.builds("{}{}".format, singles, st.sampled_from(["", "", "~", "?", "%", "~?"]))
timed = st.builds(
    "{}T{}{}".format,
    st.dates().map(date.isoformat),
    st.sampled_from(["10:00:00", "23:59:59", "24:00:00", "10:60:00", "10:00"]),
    st.sampled_from(["", "Z", "+04:30", "-04", "+24", "+04:60", "z"]),
)
ends = st.one_of(marked, st.sampled_from(["", ".."]))
grammatical = st.one_of(marked, timed, st.builds("{}/{}".format, ends, ends))


@st.composite
def mutated(draw):
    """A text of the grammar with one character changed, put in or taken out."""
    text = draw(grammatical)
    at = draw(st.integers(0, len(text)))
    return (
        text[:at]
        + draw(st.sampled_from([*"0129-/.XT~?%Y \n", ""]))
        + text[at + draw(st.booleans()) :]
    )


texts = st.one_of(grammatical, mutated(), st.text("0123456789-/.XYTZ?~%:+ \n", max_size=24))
with_the_database_open = settings(
    max_examples=tries(1000), suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ask(expression, *values):
    """What PostgreSQL answers to one row of expressions."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", values)
        return cursor.fetchone()


def sql_reads(text, confirmed):
    return ask(
        """edtf_is_valid(%s), edtf_earliest(%s), edtf_latest(%s),
           edtf_certain(%s, %s), edtf_possible(%s)""",
        text, text, text, text, confirmed, text,
    )  # fmt: skip


def python_reads(text, confirmed):
    """The same five answers from partnerships/text/edtf.py."""
    try:
        value = parse(text)
    except NotADate:
        return text == "", None, None, None, None
    return (
        True,
        value.earliest,
        value.latest,
        as_range(value.certain(confirmed)),
        as_range(value.possible),
    )


def as_range(days):
    """Our first and last day as psycopg gives a daterange: up to the day after, or empty."""
    if days is None:
        return DateRange(empty=True)
    upper = days.upper and date.fromordinal(days.upper.toordinal() + 1)
    return DateRange(days.lower, upper, "[)" if days.lower else "()")


@with_the_database_open
@given(texts, st.none() | st.dates())
def test_postgresql_and_python_read_every_text_alike(text, confirmed):
    assert sql_reads(text, confirmed) == python_reads(text, confirmed)


@with_the_database_open
@given(marked | st.just(""), marked | st.just(""), st.booleans())
def test_postgresql_and_python_make_the_same_period_of_two_ends(start, end, ongoing):
    try:
        made = interval(start, end, ongoing)
    except NotADate:
        made = None

    assert ask("edtf_period(%s, %s, %s)", start, end, ongoing) == (made,)


PLAIN = """
WITH years AS (
    SELECT unnest('{0000,2023,2024,9999}'::text[]) AS plain
), months AS (
    SELECT plain || '-' || lpad(month::text, 2, '0') AS plain
        FROM years, unnest('{0,1,2,3,4,5,6,7,8,9,10,11,12,13,23}'::integer[]) AS month
), days AS (
    SELECT plain || '-' || lpad(day::text, 2, '0') AS plain
        FROM months, generate_series(0, 32) AS day
), dates AS (
    SELECT before || plain || behind AS edtf FROM (
        SELECT * FROM years UNION ALL SELECT * FROM months UNION ALL SELECT * FROM days
    ) AS plain_ones, (VALUES ('', ''), ('/', ''), ('../', ''), ('', '/..'), ('', '~'))
        AS around (before, behind)
)
SELECT edtf FROM dates, edtf_days(edtf, NULL) AS read
WHERE (edtf_is_valid(edtf), edtf_earliest(edtf), edtf_latest(edtf))
    IS DISTINCT FROM (read.possible IS NOT NULL, read.earliest, read.latest)
"""


def test_what_is_read_quickly_says_what_the_long_way_says():
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        assert cursor.fetchall() == []


def sql_holds(text, confirmed, day):
    """How a row of that period is answered for on the day, from the columns and the function."""
    return ask(
        """CASE WHEN edtf_certain(%s, %s) @> %s THEN 'certain'
                WHEN NOT coalesce(edtf_possible(%s) @> %s, true) THEN NULL
                WHEN edtf_is_open(%s, %s, %s) THEN 'open' ELSE 'possible' END""",
        text, confirmed, day, text, day, text, confirmed, day,
    )[0]  # fmt: skip


@with_the_database_open
@given(
    period=st.builds("{}/{}".format, ends, ends) | marked,
    confirmed=st.none() | st.dates() | st.dates(date(2018, 1, 1), date(2026, 1, 1)),
    day=st.dates() | st.dates(date(2018, 1, 1), date(2026, 1, 1)),
)
def test_postgresql_and_python_answer_alike_how_a_period_held_on_a_day(period, confirmed, day):
    try:
        parse(period)
    except NotADate:
        return

    assert sql_holds(period, confirmed, day) == held_on(period, confirmed, day)


def test_a_null_is_no_date():
    assert ask(
        """edtf_is_valid(NULL), edtf_earliest(NULL), edtf_latest(NULL),
           edtf_certain(NULL, NULL), edtf_possible(NULL)"""
    ) == (None, None, None, None, None)


@pytest.mark.parametrize("confirmed", ["infinity", "-infinity", "10000-01-01", "0044-03-15 BC"])
def test_a_confirmation_outside_our_calendar_gives_a_range_python_can_read(confirmed):
    (certain,) = ask("edtf_certain('2019-07-22/..', %s::date)", confirmed)

    assert certain.lower == date(2019, 7, 22)


@pytest.mark.parametrize(
    ("days", "less"),
    [
        ("[2019-07-22,2023-11-17]", "[2019-07-22,2023-11-16]"),
        ("[2019-07-22,2019-07-22]", "empty"),
        ("empty", "empty"),
        ("[2019-07-22,)", "[2019-07-22,)"),
        ("(,2019-07-22]", "(,2019-07-21]"),
        ("(,)", "(,)"),
        (None, None),
    ],
)
def test_a_post_is_handed_over_on_the_last_day(days, less):
    assert ask("less_last_day(%s::daterange) IS NOT DISTINCT FROM %s::daterange", days, less) == (
        True,
    )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_answer_depends_on_nothing_but_the_question(name):
    volatility, parallel = ask(
        "provolatile, proparallel FROM pg_proc WHERE proname = %s "
        "AND pronamespace = current_schema()::regnamespace",
        name,
    )

    assert (volatility, parallel) == ("i", "s")


def test_a_restore_can_fill_the_columns_with_no_search_path():
    with transaction.atomic(), connection.cursor() as cursor:
        # A temporary one, which the application may make too.
        cursor.execute("""
            CREATE TEMPORARY TABLE trial (
                held text CHECK (edtf_is_valid(held)),
                days daterange GENERATED ALWAYS AS (edtf_certain(held, NULL)) STORED,
                EXCLUDE USING gist (less_last_day(edtf_certain(held, NULL)) WITH &&)
            )""")
        cursor.execute("SET LOCAL search_path = ''")

        cursor.execute("INSERT INTO pg_temp.trial VALUES ('2019-07-22/2023-01-22')")
        cursor.execute("SELECT days FROM pg_temp.trial")

        assert cursor.fetchone() == (DateRange(date(2019, 7, 22), date(2023, 1, 23)),)
        transaction.set_rollback(True)
