"""What PostgreSQL refuses of those who have a form open, by SQL alone."""

import pytest
from django.db import connection

from partnerships.actions.presences import tell_presence
from partnerships.models import Presence
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_somebody_is_at_a_record_once(refused):
    company = make.company()
    tell_presence(company, by=(ann := make.editor()))
    again = Presence(noun="company", record=company.pk, user=ann, seen_at=make.NOON)

    with refused("presence_is_told_once_of_a_record"):
        again.save()


def test_what_is_written_every_few_seconds_is_written_to_no_log():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE oid = 'partnerships_presence'::regclass"
        )
        assert cursor.fetchone() == ("u",)
