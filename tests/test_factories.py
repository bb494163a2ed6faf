"""Records for tests cost no more than they must."""

from django.db import connection

from tests import factories as make


def test_one_connection_of_the_owner_serves_all_who_get_roles(db, monkeypatch):
    make.member("Editor")
    monkeypatch.setattr(connection, "copy", None)  # what opens another

    make.member("Editor")
