"""The whole first story, loaded once; each test gives back what it changed."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from partnerships.actions.exchange import load

STORY = Path(settings.BASE_DIR) / "fixtures" / "microsoft_openai"


@pytest.fixture(scope="package")
def story(django_db_setup, django_db_blocker):
    """The folder of the story, whose rows are in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(STORY)
        yield STORY
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _given_back(story, db):
    """Each test works in a transaction of its own inside the story's."""
