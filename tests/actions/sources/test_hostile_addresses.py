"""Addresses that lead into a network of ours, in every dress: not one socket is opened for them."""

import socket
import threading

import pytest

from newsroom.hardening import Hardening
from partnerships.actions.sources.fetching import fetch
from partnerships.errors import NotFetched
from tests.http_server import serving

HOSTS = """
    127.0.0.1 127.0.0.2 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1
    100.127.255.254 169.254.169.254 169.254.0.1 172.16.0.1 172.31.255.254 192.0.0.8 192.0.2.1
    192.88.99.1 192.168.0.1 192.168.255.254 198.18.0.1 198.19.255.254 198.51.100.7 203.0.113.9
    224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16

    [::1] [::] [0:0:0:0:0:0:0:1] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1]
    [::ffff:10.0.0.1] [::ffff:169.254.169.254] [::ffff:8.8.8.8] [::ffff:0:127.0.0.1]
    [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::1] [2002:7f00:1::] [2002:a9fe:a9fe::]
    [2001:0:4136:e378:8000:63bf:80ff:fffe] [2001:db8::1] [2001:10::1] [2001:20::1] [3fff::1]
    [fe80::1] [fe80::1%25eth0] [fe80::1%eth0] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1]
    [ff0e::1] [100::1] [5f00::1] [4000::1]

    2130706433 0x7f000001 017700000001 0177.0.0.1 0x7f.0.0.1 0x7f.1 127.1 127.0.1 127.0.0.01 0
    0x0 3232235521 0xa9fea9fe 2852039166 169.254.43518 0251.0376.0251.0376 127.0.0.1. 10.1.
    256.256.256.256 127.0.0.0x1 4294967297 00000177.0.0.1 0x7f000001.

    localhost LOCALHOST localhost. foo.localhost foo.localhost. localhost.local printer.local
    metadata.google.internal wiki router.lan home.arpa nas.home.arpa hidden.onion
    １２７.０.０.１ 127。0。0。1 ①②⑦.⓪.⓪.① ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ １２７．０．０．１
    %31%32%37.0.0.1 127.0.0.1%00.example.org
""".split()
WHOLE = [
    "http://example.org@127.0.0.1/",
    "http://127.0.0.1@example.org/",
    "http://user:password@10.0.0.1/",
    "http://127.0.0.1\\@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http://[::1]example.org/",
    "http://[::1].example.org/",
    "http://127.0.0.1:80:80/",
    "http://127.0.0.1:22/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1\t.example.org/",
    "http://127.0.0.1\r\nHost:example.org/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
    "//127.0.0.1/",
    "127.0.0.1",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "unix:/run/secret.sock",
    "",
]
REBOUND = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1%1", "::ffff:127.0.0.1"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def connects(monkeypatch):
    """Where sockets were connected to, from now on."""
    places, connect = [], socket.socket.connect

    def counted(connecting, place):
        places.append(place)
        return connect(connecting, place)

    monkeypatch.setattr(socket.socket, "connect", counted)
    monkeypatch.setattr(
        socket.socket, "connect_ex", lambda connecting, place: counted(connecting, place) or 0
    )
    return places


@pytest.fixture
def resolver(monkeypatch):
    """A resolver of the test's own: what each next look-up answers; how often it was asked."""
    answers, asked = [], []

    def look_up(host, port, *args, **kwargs):
        asked.append(host)
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(0, socket.SOCK_STREAM, 6, "", (ip, 0)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return answers, asked


def refused(address):
    with pytest.raises(NotFetched) as refusal:
        fetch(address)
    return refusal.value.code


@pytest.mark.parametrize("address", [f"http://{host}/" for host in HOSTS] + WHOLE)
def test_it_opens_no_socket(address, connects):
    code = refused(address)

    assert code in ("not_public", "bad_address")
    assert connects == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_redirect_leads_there(host, connects, settings):
    settings.CAPTURE_ALLOWS = ["127.99.0.1/32"]  # this page's own, so that others stay closed
    code = None

    with serving("127.99.0.1") as site:
        code = refused(site.redirect("/", f"https://{host}/"))

    assert code in ("not_public", "bad_address", "unreachable")
    assert {place[0] for place in connects} == {"127.99.0.1"}


@pytest.mark.parametrize("ip", REBOUND)
def test_a_name_that_stands_for_it_opens_no_socket(ip, connects, resolver):
    resolver[0].append([ip])

    assert refused("https://news.example/") == "not_public"
    assert connects == []


@pytest.mark.parametrize("ip", REBOUND)
def test_a_name_that_stands_for_it_besides_others_opens_no_socket(ip, connects, resolver):
    resolver[0].append(["8.8.8.8", ip])

    assert refused("https://news.example/") == "not_public"
    assert connects == []


def test_a_name_that_changes_its_mind_is_looked_up_once(resolver, monkeypatch):
    tried = []
    resolver[0].extend([["192.0.43.10"], ["127.0.0.1"]])
    monkeypatch.setattr(socket.socket, "connect", lambda connecting, place: tried.append(place))
    monkeypatch.setattr(socket.socket, "getpeername", lambda connecting: ("127.0.0.1", 80))

    code = refused("http://news.example/")

    assert code == "not_public"  # nothing is sent to a peer that is not the one looked at
    assert tried == [("192.0.43.10", 80)]
    assert resolver[1] == ["news.example"]


def test_a_name_that_turns_inwards_between_robots_and_page_opens_no_second_socket(
    resolver, connects, settings
):
    settings.CAPTURE_ALLOWS = ["127.0.0.1/32"]
    resolver[0].extend([["127.0.0.1"], ["10.0.0.1"]])

    with serving() as site:
        code = refused(site.at("/", host="news.example"))

    assert code == "not_public"
    assert {place[0] for place in connects} == {"127.0.0.1"}


def test_a_proxy_of_the_environment_is_not_used(connects, resolver, monkeypatch):
    resolver[0].append(["10.0.0.1"])
    for name in ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"]:
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert refused("http://news.example/") == "not_public"
    assert connects == []


def test_a_production_desk_ignores_what_is_allowed(connects, settings):
    settings.CAPTURE_ALLOWS, settings.PRODUCTION = ["127.0.0.0/8"], True

    assert refused("http://127.0.0.1/") == "not_public"
    assert connects == []


@pytest.mark.parametrize("host", ["elsewhere.example", "notnews.example", "example", "8.8.8.8"])
def test_what_the_operator_has_not_named_opens_no_socket(host, connects, resolver, settings):
    settings.HARDENING = Hardening(sites_allowed=("news.example",))
    resolver[0].append(["8.8.8.8"])

    assert refused(f"https://{host}/") == "not_allowed"
    assert connects == []
    assert resolver[1] == []


def test_a_redirect_to_what_the_operator_has_not_named_is_not_followed(connects, settings):
    settings.CAPTURE_ALLOWS = ["127.0.0.1/32"]
    settings.HARDENING = Hardening(sites_allowed=("127.0.0.1",))

    with serving() as site:
        code = refused(site.redirect("/", "https://elsewhere.example/"))

    assert code == "not_allowed"
    assert {place[0] for place in connects} == {"127.0.0.1"}


@pytest.mark.parametrize("host", ["news.example", "www.news.example", "WWW.News.Example."])
def test_what_the_operator_has_named_is_spoken_to_with_all_that_stands_under_it(
    host, resolver, settings
):
    settings.HARDENING = Hardening(sites_allowed=("news.example",))
    resolver[0].append(["10.0.0.1"])

    assert refused(f"https://{host}/") == "not_public"
    assert len(resolver[1]) == 1


def test_a_resolver_that_never_answers_is_not_waited_for(monkeypatch):
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: never.wait())
    monkeypatch.setattr("partnerships.actions.sources.fetching.LONGEST", 0.2)

    assert refused("https://news.example/") == "too_slow"
