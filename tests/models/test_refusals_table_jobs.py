"""What PostgreSQL refuses of tables that workers bring in, by SQL alone."""

import pytest

from partnerships.actions import table_jobs
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("law", "assignments"),
    [
        ("table_job_state_is_known", "state = 'lost'"),
        ("table_job_ends_when_it_is_done_or_not", "state = 'done'"),
        ("table_job_ends_when_it_is_done_or_not", "ended_at = now()"),
    ],
)
def test_a_table_is_refused_that_is_two_things_at_once(law, assignments, refused, change):
    job = table_jobs.ask_for_preview("company", b"slug", {}, by=make.editor())

    with refused(law):
        change(job, assignments)
