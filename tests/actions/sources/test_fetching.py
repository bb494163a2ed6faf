"""Fetching pages that the tests serve themselves on loopback."""

import gzip
import hashlib
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from contextlib import suppress
from threading import Event, Thread

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.utils import timezone

from partnerships.actions.sources import fetching
from partnerships.actions.sources.fetching import fetch
from partnerships.errors import NotFetched
from tests.http_server import serving
from tests.races import PATIENCE

PAGE = b"<!doctype html><title>Terms</title><p>The price is $10 billion.</p>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    """A desk that keeps pages of up to a megabyte."""
    monkeypatch.setattr(fetching, "LARGEST", 1_000_000)


@pytest.fixture
def hurried(monkeypatch):
    """A desk that waits for half a second."""
    monkeypatch.setattr(fetching, "LONGEST", 0.5)


def refusal(address):
    with pytest.raises(NotFetched) as refused:
        fetch(address)
    return refused.value


def test_a_page_comes_byte_for_byte(site):
    at = timezone.now()

    came = fetch(site.serve("/terms", PAGE, media_type="text/html; charset=Windows-1252"), at=at)

    assert (came.content, came.sha256) == (PAGE, hashlib.sha256(PAGE).hexdigest())
    assert (came.media_type, came.charset, came.status) == ("text/html", "windows-1252", 200)
    assert (came.address, came.redirects, came.fetched_at) == (site.at("/terms"), (), at)


def test_few_headers_are_kept(site):
    address = site.serve("/", PAGE, Last_Modified="Tue, 19 Mar 2024 10:00:00 GMT", Set_Cookie="a=b")

    headers = fetch(address).headers

    assert headers["Last-Modified"] == "Tue, 19 Mar 2024 10:00:00 GMT"
    assert "Set-Cookie" not in headers


def test_the_way_there_is_kept(site):
    site.redirect("/a", "/b?x=1", status=301)
    site.redirect("/b?x=1", "c")
    site.serve("/c", PAGE)

    came = fetch(site.at("/a#part"))

    assert came.address == site.at("/c")
    assert came.redirects == ((301, site.at("/a")), (302, site.at("/b?x=1")))


def test_nothing_is_carried_from_one_page_to_the_next(site):
    site.serve("/a", status=302, Location="/b", Set_Cookie="who=editor")
    site.serve("/b", PAGE)

    fetch(site.at("/a"))

    for _, headers in site.asked:
        assert not {"Cookie", "Authorization", "Referer", "X-Forwarded-For"} & set(headers)


def test_the_desk_says_who_asks(site, settings):
    settings.CAPTURE_AGENT = "Newsroom/0.1 (desk@example.org)"

    fetch(site.serve("/", PAGE))

    assert {headers["User-Agent"] for _, headers in site.asked} == {settings.CAPTURE_AGENT}


def test_letters_of_all_scripts_may_stand_in_an_address(site):
    site.serve("/caf%C3%A9?q=%D7%A9", PAGE)

    came = fetch(site.at("/café?q=ש"))

    assert came.address == site.at("/caf%C3%A9?q=%D7%A9")


def test_a_redirect_may_be_written_in_utf8(site):
    site.redirect("/", "/café".encode().decode("latin-1"))
    site.serve("/caf%C3%A9", PAGE)

    assert fetch(site.at("/")).address == site.at("/caf%C3%A9")


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("gzip", gzip.compress(PAGE[:20], mtime=0) + gzip.compress(PAGE[20:], mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
    ids=["gzip", "x-gzip", "gzip in two", "deflate", "deflate, bare", "identity"],
)
def test_a_packed_page_is_unpacked(site, encoding, packed):
    assert fetch(site.serve("/", packed, Content_Encoding=encoding)).content == PAGE


def test_a_page_of_five_megabytes_comes_whole(site):
    large = PAGE + b"<p>And so on.</p>" * 300_000

    came = fetch(site.serve("/", gzip.compress(large, 1), Content_Encoding="gzip"))

    assert len(large) > 5_000_000
    assert came.sha256 == hashlib.sha256(large).hexdigest()


def test_a_page_without_a_length_comes_whole(site):
    def chunks(request):
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for piece in (PAGE[:10], PAGE[10:], b""):
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    assert fetch(site.answer("/", chunks)).content == PAGE


@pytest.mark.parametrize(
    ("said", "content", "media_type"),
    [
        ("text/html", PAGE, "text/html"),
        ("application/xhtml+xml", PAGE, "application/xhtml+xml"),
        ("text/plain; charset=utf-16le", "Terms".encode("utf-16-le"), "text/plain"),
        ("application/pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("application/octet-stream", b"%PDF-1.7 ...", "application/pdf"),
        ("text/html", b"%PDF-1.7 ...", "application/pdf"),
        ("image/png", PNG, "image/png"),
        (None, b"\n<!-- x --><HTML><p>Hello", "text/html"),
    ],
)
def test_what_a_file_is_its_first_bytes_decide(site, said, content, media_type):
    assert fetch(site.serve("/", content, media_type=said)).media_type == media_type


@pytest.mark.parametrize(
    ("said", "content"),
    [
        ("application/zip", b"PK\x03\x04"),
        ("image/svg+xml", b"<svg/>"),
        ("video/mp4", b"...."),
        ("application/pdf", PAGE),  # a page to log in, more often than not
        ("image/png", PAGE),
        ("text/html", b"MZ\x90\x00\x03\x00"),
        ("application/octet-stream", b"MZ\x90\x00"),
        (None, b"hello"),
    ],
)
def test_other_files_are_refused(site, said, content):
    assert refusal(site.serve("/", content, media_type=said)).code == "wrong_type"


def test_a_packing_that_we_did_not_ask_for_is_refused(site):
    assert refusal(site.serve("/", PAGE, Content_Encoding="br")).code == "wrong_type"


def test_a_page_that_says_it_is_too_large_is_not_read(site, small):
    assert refusal(site.serve("/", b"x", Content_Length="1000001")).code == "too_large"


def test_a_page_that_goes_on_and_on_is_not_kept(site, small):
    def endless(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while True:
            request.wfile.write(b"and so on " * 10_000)

    assert refusal(site.answer("/", endless)).code == "too_large"


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", lambda: gzip.compress(bytes(100_000_000), 9, mtime=0)),
        ("deflate", lambda: zlib.compress(bytes(100_000_000), 9)),
        ("gzip", lambda: gzip.compress(b"", mtime=0) * 60_000),  # nothing inside, over and over
    ],
    ids=["gzip", "deflate", "hollow"],
)
def test_a_bomb_is_not_unpacked(site, small, encoding, bomb):
    address = site.serve("/", bomb(), Content_Encoding=encoding)
    tracemalloc.start()
    try:
        refused = refusal(address)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert refused.code == "too_large"
    assert most < 8_000_000


@pytest.mark.parametrize("where", ["head", "body", "nothing"])
def test_a_slow_drip_ends_when_time_is_up(site, hurried, where):
    heard, ended = Event(), Event()

    def drip(request):
        if where == "nothing":
            heard.wait(60)
        if where == "body":
            request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        with suppress(OSError):  # once nobody listens any more
            for _ in range(1200):
                if heard.wait(0.05):
                    return
                request.wfile.write(b"x")
            ended.set()

    refused = refusal(site.answer("/", drip))
    waited_for_the_end = ended.is_set()
    heard.set()

    assert refused.code == "too_slow"
    assert not waited_for_the_end


def test_a_circle_is_seen(site):
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")

    assert refusal(site.at("/a")).code == "redirect_loop"
    assert site.paths == ["/a", "/b"]


def test_a_page_that_sends_one_to_itself_is_a_circle(site):
    assert refusal(site.redirect("/", "/#there")).code == "redirect_loop"


def test_redirects_come_to_an_end(site):
    for number in range(20):
        site.redirect(f"/{number}", f"/{number + 1}")

    assert refusal(site.at("/0")).code == "too_many_redirects"
    assert len(site.paths) == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "location", ["ftp://example.org/", "http://[::1/", "https://user:pw@example.org/"]
)
def test_a_redirect_to_what_is_no_page_is_refused(site, location):
    assert refusal(site.redirect("/", location)).code == "bad_address"


@pytest.mark.parametrize(
    ("status", "code", "is_passing"),
    [
        (400, "forbidden", False),
        (401, "forbidden", False),
        (402, "forbidden", False),
        (403, "forbidden", False),
        (404, "gone", False),
        (408, "unavailable", True),
        (410, "gone", False),
        (418, "forbidden", False),
        (429, "unavailable", True),
        (451, "forbidden", False),
        (500, "unavailable", True),
        (502, "unavailable", True),
        (503, "unavailable", True),
        (204, "unavailable", True),
        (206, "unavailable", True),
        (304, "unavailable", True),
        (302, "unavailable", True),  # and not whither
    ],
)
def test_a_refusal_says_which_it_is(site, status, code, is_passing):
    refused = refusal(site.serve("/", PAGE, status=status))

    assert (refused.code, refused.status, refused.is_passing) == (code, status, is_passing)


def test_whoever_is_refused_is_told_to_upload_what_they_see(site):
    assert "upload what you see" in str(refusal(site.serve("/", status=403)))


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nThe price",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
        + gzip.compress(PAGE, mtime=0)[:40],
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
    ids=["nothing", "ssh", "cut", "cut chunk", "cut gzip", "no gzip", "headers"],
)
def test_a_page_that_does_not_come_whole_is_unreachable(site, junk):
    refused = refusal(site.answer("/", lambda request: request.wfile.write(junk)))

    assert (refused.code, refused.is_passing) == ("unreachable", True)


def test_a_closed_port_is_unreachable(settings):
    settings.CAPTURE_ALLOWS = ["127.0.0.1/32"]
    with serving() as site:
        address = site.at("/")

    assert refusal(address).code == "unreachable"


def test_a_name_that_nobody_has_is_unreachable(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: [])

    assert refusal("https://no-such-host.example/").code == "unreachable"


@pytest.fixture
def sealed_site(site, tmp_path):
    """A site served encrypted, with a certificate that it made out to itself; where that lies."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        + ["-nodes", "-keyout", key, "-out", certificate, "-days", "1"]
        + ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(context=context) as sealed:
        sealed.serve("/", PAGE)
        yield sealed, certificate


@pytest.fixture
def known_names(monkeypatch):
    """A resolver for which every name stands for this machine."""
    found = [(0, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)


def test_a_host_that_proves_its_name_is_read(sealed_site, known_names, monkeypatch):
    site, certificate = sealed_site
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    came = fetch(f"https://news.example:{site.port}/")

    assert came.content == PAGE
    assert dict(site.asked[-1][1])["Host"] == f"news.example:{site.port}"


@pytest.mark.parametrize(("host", "is_known"), [("news.example", False), ("other.example", True)])
def test_a_host_that_cannot_prove_its_name_is_not_asked(
    sealed_site, known_names, monkeypatch, host, is_known
):
    site, certificate = sealed_site
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    refused = refusal(f"https://{host}:{site.port}/")

    assert refused.code == "unreachable"
    assert "cannot prove who it is" in str(refused)
    assert site.asked == []


def test_a_server_that_speaks_no_tls_is_unreachable(site):
    site.serve("/", PAGE)

    assert refusal(site.at("/").replace("http://", "https://")).code == "unreachable"


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", False),
        ("User-agent: newsroom\nDisallow: /", False),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: *\nDisallow: /\nAllow: /private/page.html", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Newsroom\nDisallow:", True),
        ("<html>Nothing here</html>", True),
        ("User-agent: *\nAllow: /\n" + "# " * 400_000 + "\nDisallow: /", True),
    ],
)
def test_robots_are_heeded(site, rules, allowed):
    site.serve("/robots.txt", rules.encode(), media_type="text/plain")
    address = site.serve("/private/page.html", PAGE)

    if allowed:
        assert fetch(address).content == PAGE
    else:
        assert refusal(address).code == "robots"
        assert site.paths == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_means_that_all_is_allowed(site, status):
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /", status=status)

    assert fetch(site.serve("/", PAGE)).content == PAGE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_that_cannot_be_had_now_mean_not_now(site, status):
    site.serve("/robots.txt", status=status)

    refused = refusal(site.serve("/", PAGE))

    assert (refused.code, refused.status, site.paths) == ("unavailable", status, [])


def test_robots_may_have_moved(site):
    site.redirect("/robots.txt", "/elsewhere.txt")
    site.serve("/elsewhere.txt", b"User-agent: *\nDisallow: /page")

    assert refusal(site.serve("/page", PAGE)).code == "robots"


def test_robots_in_a_circle_are_none(site):
    site.redirect("/robots.txt", "/robots.txt")

    assert fetch(site.serve("/", PAGE)).content == PAGE


def test_robots_are_asked_once_for_all_redirects_of_a_host(site):
    site.redirect("/a", "/b")
    site.serve("/b", PAGE)

    fetch(site.at("/a"))

    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]


@pytest.mark.django_db(transaction=True)
def test_a_host_is_asked_for_one_page_at_a_time(site):
    at_once, most = [], []

    def slow(request):
        at_once.append(request)
        most.append(len(at_once))
        time.sleep(0.1)
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
        at_once.remove(request)

    def capture(address):
        fetch(address)
        connection.close()

    captures = [
        Thread(target=capture, args=[site.answer(f"/{number}", slow)]) for number in range(4)
    ]

    for thread in captures:
        thread.start()
    for thread in captures:
        thread.join(PATIENCE)

    assert most == [1, 1, 1, 1]


def test_whoever_waits_too_long_for_their_turn_is_told(site, monkeypatch):
    monkeypatch.setattr(fetching, "PATIENCE", 0.1)
    monkeypatch.setattr(fetching, "_has_turn", lambda key: False)

    refused = refusal(site.serve("/", PAGE))

    assert (refused.code, refused.is_passing, site.asked) == ("unavailable", True, [])


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_of_its_transaction_and_not_of_the_connection(site):
    """A pooler may give the next statement of a session another connection, or this to another."""
    seen = []

    def answer(request):
        seen.append(turns_taken())
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
        connection.close()

    fetch(site.answer("/", answer))

    assert seen == [["idle in transaction"]]
    assert turns_taken() == []


@pytest.mark.django_db(transaction=True)
def test_a_refused_capture_gives_up_its_turn(site):
    refusal(site.serve("/", status=503))

    assert turns_taken() == []


def turns_taken():
    """What each session is at that holds an advisory lock in this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'advisory' AND datname = current_database()"
        )
        return [state for (state,) in cursor]


@pytest.mark.parametrize(
    ("production", "allows", "errors"),
    [(True, ["127.0.0.0/8"], ["partnerships.E004"]), (True, [], []), (False, ["127.0.0.0/8"], [])],
)
def test_a_production_desk_may_allow_no_network_of_its_own(settings, production, allows, errors):
    settings.PRODUCTION, settings.CAPTURE_ALLOWS = production, allows

    found = [error.id for error in run_checks(tags=["security"])]

    assert [error for error in found if error == "partnerships.E004"] == errors
