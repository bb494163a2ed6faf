"""What a scanner finds is not kept, nor what it has not seen."""

import socketserver
import threading
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rest_framework.test import APIClient

from newsroom import health
from newsroom.hardening import Hardening
from partnerships.actions.file_scans import scan
from partnerships.actions.sources import captures
from partnerships.errors import NoScanner, NotReadable
from partnerships.models import Snapshot
from tests import factories as make
from tests.newsroom.desk import free_port, manage

pytestmark = pytest.mark.django_db
BAD = b"a worm of the test's own"


class Scanner(socketserver.StreamRequestHandler):
    """Answers PING and INSTREAM as ClamAV's clamd does."""

    def handle(self):
        command = b"".join(iter(lambda: self.rfile.read(1), b"\0"))
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
            return
        assert command == b"zINSTREAM"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
        self.server.seen.append(content)
        found = b"Worm.Test FOUND" if BAD in content else b"OK"
        self.wfile.write(self.server.answer or b"stream: " + found + b"\0")


@contextmanager
def scanning(server, place):
    with server(place, Scanner) as listening:
        listening.seen, listening.answer, listening.daemon_threads = [], b"", True
        threading.Thread(target=listening.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield listening
        finally:
            listening.shutdown()


@pytest.fixture
def scanner(settings):
    """A scanner that this desk has."""
    with scanning(socketserver.ThreadingTCPServer, ("127.0.0.1", 0)) as listening:
        settings.HARDENING = Hardening(file_scanner=listening.server_address)
        yield listening


@pytest.fixture
def away(settings):
    """A scanner that this desk has, and that is not there."""
    settings.HARDENING = Hardening(file_scanner=("127.0.0.1", free_port()))


def kept(content):
    return captures.keep(make.source(), content, "text/plain", by=None)


def test_a_file_in_which_it_finds_nothing_is_kept_as_it_was_seen(scanner):
    content = b"A page of the filing. " * 20_000  # in several pieces

    copy = kept(content)

    assert copy.size == len(content)
    assert scanner.seen == [content]


def test_what_it_finds_is_told_and_nothing_of_the_file_is_kept(scanner):
    with pytest.raises(NotReadable, match="The scanner found “Worm.Test” in this file"):
        kept(BAD)

    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0"])
def test_what_it_says_nothing_good_of_is_not_kept(scanner, answer):
    scanner.answer = answer or b"\0"

    with pytest.raises(NoScanner):
        kept(b"A page of the filing.")

    assert not Snapshot.objects.exists()


def test_nothing_is_kept_while_it_is_away(away):
    with pytest.raises(NoScanner):
        kept(b"A page of the filing.")


def test_a_page_that_is_fetched_is_shown_to_it(scanner, site):
    source = make.source(url=site.serve("/", b"<p>" + BAD + b"</p>"))

    with pytest.raises(NotReadable, match="Worm.Test"):
        captures.capture(source, by=None)


def test_a_table_is_shown_to_it(scanner, client):
    client.force_login(make.editor("chief", is_superuser=True))

    page = _brought_in(client, b"reference,statement\nA,%b\n" % BAD)

    assert "The scanner found “Worm.Test” in this file" in page


def test_no_table_comes_in_while_it_is_away(away, client):
    client.force_login(make.editor("chief", is_superuser=True))

    assert "The scanner of files does not answer" in _brought_in(client, b"reference\nA\n")


def _brought_in(client, content):
    file = SimpleUploadedFile("table.csv", content, "text/csv")
    address = reverse("admin:partnerships_claim_import")
    return client.post(address, {"import_file": file, "format": "0"}).text


def test_the_api_says_that_it_may_be_there_later(away):
    client, source = APIClient(), make.source(released_at=make.NOON)
    client.force_authenticate(make.member("Reporter"))
    address = reverse("api:sources-copies", args=[source.slug])

    answer = client.post(address, {"text": "What the page says."}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (503, "no_scanner")


def test_a_socket_of_the_machine_is_spoken_to_alike(settings, tmp_path):
    path = str(tmp_path / "clamd.ctl")
    with scanning(socketserver.ThreadingUnixStreamServer, path) as listening:
        settings.HARDENING = Hardening(file_scanner=path)
        scan(b"A page.")

    assert listening.seen == [b"A page."]


def test_a_desk_whose_scanner_is_away_is_not_ready(away):
    assert health.scanner_checks() == {"scanner": "The scanner of files does not answer."}


def test_a_desk_whose_scanner_is_there_is_ready(scanner):
    assert health.scanner_checks() == {"scanner": "ok"}


def test_a_desk_that_has_none_says_nothing_of_it():
    assert health.scanner_checks() == {}


@pytest.mark.parametrize("address", ["clamd", "tcp://127.0.0.1", "unix:clamd.ctl", "http://x:80"])
def test_a_scanner_that_cannot_be_meant_is_refused(tmp_path, address):
    done = manage("check", DATA_DIR=tmp_path, FILE_SCANNER=address)

    assert done.returncode == 1
    assert "FILE_SCANNER must look like" in done.stderr
