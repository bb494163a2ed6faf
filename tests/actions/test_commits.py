"""The numbers of transactions are kept for as long as somebody may ask by an older snapshot."""

import pytest
from django.db import connection, transaction

from partnerships.actions.commits import forget_old_commits
from tests import factories as make


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnerships_commit")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_has_ended_is_forgotten():
    forget_old_commits()
    make.company()

    assert kept() >= 1
    assert forget_old_commits() >= 1
    assert kept() == 0


@pytest.mark.django_db(transaction=True)
def test_a_transaction_notes_itself_once_and_what_it_took_back_not_at_all():
    make.collection()
    forget_old_commits()
    with transaction.atomic():
        make.company("Microsoft")
        make.company("OpenAI")
    try:
        with transaction.atomic():
            make.company("Anthropic")
            raise KeyError
    except KeyError:
        pass

    assert kept() == 1
