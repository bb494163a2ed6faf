"""Open the desk: bring up all that is needed, then serve it until told to stop."""

import ctypes
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

import pghistory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from partnerships.actions.first_passwords import first_password_is_over, note_first_password
from partnerships.management.pauses import growing_pauses
from partnerships.models import Claim

HOST = "127.0.0.1"
STORY = "microsoft_openai"
FIRST = "editor"
WORKERS, THREADS = 2, 8
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ANSWER_LIMIT = 60  # seconds
GLANCE = 0.5  # seconds
STOP_PATIENCE = 10  # seconds for the requests under way
PLACES = [
    ("The story", "/"),
    ("The desk", "/admin/"),
    ("The API", "/api/v1/"),
    ("Its documentation", "/api/v1/docs/"),
]


class Stopped(Exception):
    """Somebody asked the desk to close."""


class Command(BaseCommand):
    help = "Prepare the database, load the story, make a first editor, and serve on this machine."

    def add_arguments(self, parser):
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="Close when the process that started this one ends, however it ends.",
        )

    def handle(self, *, verbosity, with_parent, **options):
        for sign in STOP_SIGNALS:
            signal.signal(sign, _stop)
        if with_parent:
            _ask_to_be_told(os.getppid())
        try:
            door = self.reserve(settings.PORT)
            self.prepare(verbosity)
            self.serve(door)
        except Stopped:
            self.stdout.write("The desk is closed.")

    def reserve(self, port):
        """A socket bound to `port`, so that nobody takes it while we prepare."""
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise CommandError(
                f"The desk cannot serve on port {port}: {why}. Set PORT to another one."
            ) from None
        return door

    def prepare(self, verbosity):
        self.say("Preparing the database ...")
        call_command("migrate", verbosity=0, interactive=False)
        self.check(databases=["default"])
        self.collect_static_files()
        self.load_story(verbosity)
        self.make_first_editor()

    def collect_static_files(self):
        """Gather what browsers fetch, when something of it changed since the last time."""
        mark = settings.STATIC_ROOT / "collected"
        state = _state_of_static_files()
        try:
            if not mark.exists() or mark.read_text() != state:
                call_command("collectstatic", verbosity=0, interactive=False)
                mark.write_text(state)
        except OSError as error:
            raise CommandError(
                f"The desk cannot keep its files in {settings.STATIC_ROOT}: {error.strerror}. "
                "Set DATA_DIR to a folder that can be written."
            ) from None

    def load_story(self, verbosity):
        """The story, on a desk that has not got it; what editors made of it since is theirs."""
        if not Claim.objects.filter(collection__slug=STORY).exists():
            self.say("Loading the story ...")
            call_command("load_story", STORY, verbosity=verbosity, stdout=self.stdout)

    def make_first_editor(self):
        """A superuser named editor, where there is no superuser yet; and another password in place
        of one that was made up more than a day ago and is still theirs."""
        users = get_user_model().objects
        known = users.filter(is_superuser=True)
        editor = known.filter(username=FIRST).first()
        if known.exists() and not (editor and first_password_is_over(editor)):
            return
        password = settings.EDITOR_PASSWORD or secrets.token_urlsafe(12)
        # All rights are given by two people, but for the first, which the owner's login gives.
        with connection.as_owner(), pghistory.context(door="command", command="open_desk"):
            if editor:
                editor.set_password(password)
                editor.save(update_fields=["password"])
            else:
                editor = users.create_superuser(FIRST, password=password)
        self.stdout.write(f"The first editor's name is: {FIRST}")
        if not settings.EDITOR_PASSWORD:
            note_first_password(editor)
            self.stdout.write(f"The password, shown only this once: {password}")
            self.stdout.write("It is good for a day: choose your own on “Your account”.")

    def serve(self, door):
        """Run gunicorn and a worker until somebody stops us; nothing of them is left afterwards.
        One that ends by itself, however often, is started again."""
        door.set_inheritable(True)
        gunicorn = (
            *("-m", "gunicorn", "newsroom.wsgi:application"),
            *("--bind", f"fd://{door.fileno()}", "--no-sendfile"),
            *("--worker-class", "newsroom.serving.PatientWorker"),
            *("--workers", str(WORKERS), "--threads", str(THREADS), "--preload"),
            *("--graceful-timeout", str(STOP_PATIENCE), "--log-level", "warning"),
        )
        counts = _empty_folder(settings.DATA_DIR / "metrics")
        starts = {
            "web server": lambda: self.start(
                *gunicorn, pass_fds=[door.fileno()], PROMETHEUS_MULTIPROC_DIR=counts
            ),
            "worker": lambda: self.start("manage.py", "run_worker", "--verbosity", "0"),
        }
        started = {"web server": starts["web server"]()}
        try:
            self.wait_for_an_answer(started["web server"])
            started["worker"] = starts["worker"]()
            self.say_where()
            self.keep_going(started, starts)
        finally:
            _end(started.values())
            door.close()

    def keep_going(self, started, starts):
        """Start again what ends by itself, after pauses that grow. Looked at now and then: a signal
        that comes just before Python would wait in the kernel is heard only after the wait."""
        pauses, due = {name: growing_pauses() for name in starts}, {}
        while True:
            time.sleep(GLANCE)
            for name in starts:
                if name in due and time.monotonic() > due[name]:
                    del due[name]
                    started[name] = starts[name]()
                elif name not in due and started[name].poll() is not None:
                    pause = next(pauses[name])
                    due[name] = time.monotonic() + pause
                    self.stderr.write(
                        f"The {name} ended by itself; what it said is above. It is started again"
                        f" in {pause} s."
                    )

    def start(self, *words, pass_fds=(), **variables):
        """A Python of ours that does not outlive us. Ctrl-C is ours to hear; we pass it on."""
        with _signals_wait() as heard:
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=settings.BASE_DIR,
                env=os.environ | variables,
                pass_fds=pass_fds,
                process_group=0,
                preexec_fn=_end_with_us(os.getpid(), heard),
            )

    def wait_for_an_answer(self, gunicorn):
        """Until the front page is served. What it says to us is no concern of ours; a 500 is."""
        deadline = time.monotonic() + ANSWER_LIMIT
        while gunicorn.poll() is None:
            status = _status_of_front_page()
            if status and status < 500:
                return
            if status or time.monotonic() > deadline:
                answer = f"answers with an error ({status})" if status else "does not answer"
                raise CommandError(f"The desk was started but {answer}; what it said is above.")
            time.sleep(0.1)

    def say_where(self):
        for what, path in PLACES:
            self.stdout.write(f"{what + ':':<19} http://{HOST}:{settings.PORT}{path}")
        self.say("Ctrl-C closes the desk.")

    def say(self, line):
        """At once, into a pipe too."""
        self.stdout.write(line)
        self.stdout.flush()


def _empty_folder(place):
    """Where the processes of a web server count together; what another counted is not theirs."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return str(place)


def _end(processes):
    """Have them end, all at once, and wait until they have."""
    for each in processes:
        each.terminate()
    for each in processes:
        try:
            each.wait(STOP_PATIENCE + 5)
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()


def _stop(sign, frame):
    for each in STOP_SIGNALS:  # asked once is enough: a second time would disturb the tidying up
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


@contextmanager
def _signals_wait():
    """Signals come when the block is done; it is given which were held back before. Python calls
    functions around a fork whose exceptions it ignores: raised there, Stopped would be lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield before
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _status_of_front_page():
    connection = HTTPConnection(HOST, settings.PORT, timeout=ANSWER_LIMIT)
    host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    try:
        connection.request("GET", "/", headers={"Host": host})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _state_of_static_files():
    """A fingerprint of every static file's name, size and time, and of how they are stored."""
    found = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = os.stat(storage.path(path))
            found.append(f"{path} {about.st_size} {about.st_mtime_ns}")
    found.append(settings.STORAGES["staticfiles"]["BACKEND"])
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


def _ask_to_be_told(parent):
    """Have Linux send this process SIGTERM when its parent ends, even by kill -9."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            raise Stopped


def _end_with_us(us, heard):
    def begin():
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        _ask_to_be_told(us)

    return begin
