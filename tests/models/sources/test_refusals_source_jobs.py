"""What PostgreSQL refuses of jobs, by SQL alone."""

import pytest

from partnerships.actions import source_jobs
from partnerships.models import SourceJob
from partnerships.vocabulary import SourceJobKind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def source_job():
    source = make.source(url="https://example.org/so")
    return source_jobs.ask_for_job(source, SourceJobKind.CAPTURE, by=None)


@pytest.mark.parametrize(
    ("law", "assignments"),
    [
        ("source_job_kind_is_known", "kind = 'delete'"),
        ("source_job_state_is_known", "state = 'lost'"),
        ("source_job_ends_when_it_is_done_or_not", "state = 'done', said = 'So.'"),
        ("source_job_ends_when_it_is_done_or_not", "ended_at = now(), said = 'So.'"),
        ("source_job_is_tried_again_while_it_waits", "state = 'at_work', again_at = now()"),
        ("source_job_says_how_it_ended", "state = 'failed', ended_at = now()"),
    ],
)
def test_a_job_is_refused_that_is_two_things_at_once(law, assignments, source_job, refused, change):
    with refused(law):
        change(source_job, assignments)


def test_the_same_is_not_open_twice(source_job, refused):
    again = SourceJob(source=source_job.source, kind=source_job.kind, asked_at=source_job.asked_at)

    with refused("source_job_is_asked_for_once"):
        again.save()
