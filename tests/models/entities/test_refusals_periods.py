"""What PostgreSQL refuses of every period: of names, roles, stakes, partnerships, deals, terms."""

import pytest

from tests.factories import company, deal, partnership, party_name, role, stake, term

pytestmark = pytest.mark.django_db


def partnership_party():
    return partnership(company()).parties.get()


CHANGES = [
    (f"{make.__name__}_{law}", make, assignments)
    for make in (party_name, role, stake, partnership_party, deal, term)
    for law, assignments in [
        ("start_is_a_date", "start = '2024-02-30'"),
        ("end_is_a_date", "\"end\" = 'autumn'"),
        ("start_is_one_date", "start = '2019/2020'"),
        ("end_is_one_date", "\"end\" = '../2020'"),
        ("ongoing_has_no_end", "start = '2019', \"end\" = '2020', ongoing = true"),
        ("does_not_end_before_it_starts", "start = '2020-01-02', \"end\" = '2020-01-01'"),
        ("does_not_end_before_it_starts", "start = '2020', \"end\" = '2019-12'"),
    ]
]


@pytest.mark.parametrize(("law", "make", "assignments"), CHANGES)
def test_a_change_is_refused(law, make, assignments, refused, change):
    row = make()

    with refused(law):
        change(row, assignments)


@pytest.mark.parametrize(
    ("start", "end"), [("2020-01-01", "2020-01-01"), ("2020", "2020-03"), ("2020~", "2019")]
)
def test_an_end_that_may_lie_after_the_start_is_kept(start, end, change):
    row = role()

    change(row, 'start = %s, "end" = %s', start, end)

    row.refresh_from_db()
    assert (row.start, row.end) == (start, end)
