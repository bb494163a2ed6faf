"""One command opens the desk; however it ends, nothing of it is left running."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.newsroom.desk import ROOT, Desk, environment, free_port, manage, open_folder

PLACES = ["/", "/admin/", "/api/v1/", "/api/v1/docs/"]


@pytest.fixture(scope="module")
def first_opening():
    """A desk that was opened, asked and closed once, in a folder that its tests open again."""
    with open_folder() as folder:
        desk = Desk(folder, free_port())
        desk.answered = {path: desk.status(path) for path in PLACES}
        os.killpg(desk.make.pid, signal.SIGINT)  # as Ctrl-C does
        assert desk.nothing_is_left()
        yield desk


@pytest.fixture
def desk(first_opening):
    opened = Desk(first_opening.folder, free_port())
    yield opened
    opened.make.kill()
    assert opened.nothing_is_left()


def test_the_desk_answers_where_it_says(first_opening):
    said, port = "".join(first_opening.said), first_opening.port

    assert [path for path in PLACES if f"http://127.0.0.1:{port}{path}\n" not in said] == []
    assert first_opening.answered == dict.fromkeys(PLACES, 200)


@pytest.mark.drill
def test_the_password_is_shown_only_the_first_time(first_opening, desk):
    assert "shown only this once" in "".join(first_opening.said)
    assert "shown only this once" not in "".join(desk.said)

    os.killpg(desk.make.pid, signal.SIGHUP)  # as a closed terminal does
    assert desk.nothing_is_left()


@pytest.mark.drill
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_desk_that_is_killed(desk, sign):
    os.kill(desk.process, sign)

    assert desk.nothing_is_left()


@pytest.mark.drill
def test_nothing_is_left_when_make_is_killed(desk):
    desk.make.kill()

    assert desk.nothing_is_left()


def test_a_port_in_use_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = manage("open_desk", DATA_DIR=tmp_path, PORT=port)

    assert done.returncode == 1
    assert f"cannot serve on port {port}: Address already in use. Set PORT" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_server_that_does_not_answer_is_said_in_one_sentence(tmp_path):
    url = f"postgres://desk:secret@127.0.0.1:{free_port()}/desk"

    done = manage("open_desk", DATA_DIR=tmp_path, PORT=free_port(), DATABASE_URL=url)

    assert done.returncode == 1
    assert done.stderr.startswith("The database server at 127.0.0.1 port")
    assert "refused" in done.stderr
    assert "secret" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence():
    done = manage("open_desk", DATA_DIR="/dev/null/desk", PORT=free_port())

    assert done.returncode == 1
    assert "Set DATA_DIR to a folder that can be written." in done.stderr
    assert len(done.stderr.splitlines()) == 1


FORKED = """
import os, signal
import django
django.setup()
from partnerships.management.commands import open_desk
os.register_at_fork(after_in_parent=lambda: [os.kill(os.getpid(), signal.SIGTERM), *range(9)])
for each in open_desk.STOP_SIGNALS:
    signal.signal(each, open_desk._stop)
try:
    open_desk.Command().start("-c", "pass")
except open_desk.Stopped:
    print("stopped")
"""


def test_who_ends_the_desk_while_it_starts_a_process_is_heard(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FORKED],
        cwd=ROOT,
        env=environment(DATA_DIR=tmp_path, DJANGO_SETTINGS_MODULE="newsroom.settings"),
        capture_output=True,
        text=True,
    )

    assert (done.stdout, done.stderr) == ("stopped\n", "")
