"""A server whose disk is full says so, and takes rows again as soon as there is room."""

import os
import subprocess

import psycopg
import pytest
from django.db import DatabaseError

from newsroom.postgres import server
from partnerships.outages import FULL, outage
from tests.newsroom.desk import eventually

FILL = "INSERT INTO filled SELECT repeat(md5(n::text), 30) FROM generate_series(1, 20000) AS n"


@pytest.fixture
def small(new_folder):
    """The folder of a server on a disk of its own, with little room."""
    if os.geteuid():
        pytest.skip("a disk of one's own is for root to make")
    folder = new_folder / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "none", folder], check=True)
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        server.leave(folder)
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_is_told_and_lasts_no_longer_than_it_is_full(small):
    def ask(sentence):
        login = server.login(small, "newsroom_owner")
        with psycopg.connect(**login, dbname="newsroom") as connection:
            connection.execute(sentence)

    def filled():
        try:
            ask(FILL)
        except (psycopg.Error, DatabaseError) as error:
            return outage(error) or "no outage"
        return None

    ask("CREATE TABLE filled (words text)")
    with (small / "heap").open("wb") as heap:
        room = os.statvfs(small)
        heap.write(bytes(room.f_bavail * room.f_frsize - (1 << 20)))
        heap.flush()

        assert filled() == FULL

    (small / "heap").unlink()

    assert eventually(lambda: filled() is None)
