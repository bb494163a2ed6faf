"""Tables that somebody has shown the desk and not confirmed."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from partnerships.actions import tables


def test_what_nobody_confirmed_within_a_day_is_forgotten():
    kept = default_storage.save(f"{tables.FOLDER}/one", ContentFile(b"slug"))
    others = default_storage.save("copies/other", ContentFile(b"words"))
    now = timezone.now()

    assert tables.forget_old_tables(at=now + timedelta(hours=23)) == 0
    assert default_storage.exists(kept)
    assert tables.forget_old_tables(at=now + timedelta(hours=25)) == 1
    assert not default_storage.exists(kept)
    assert default_storage.exists(others)


def test_where_nobody_brought_a_table_in_there_is_nothing_to_forget():
    assert tables.forget_old_tables() == 0
