"""Connections to public addresses, and to no others, that end when their time is up."""

import io
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from django.conf import settings

from ...errors import NotFetched
from ...text.files import addresses
from ...text.files.addresses import Address

CONNECTING = 10  # seconds for one of a host's addresses, before the next is tried


class Clock:
    """The time that something may still take."""

    def __init__(self, seconds: float) -> None:
        self.ends = monotonic() + seconds

    def left(self) -> float:
        """The seconds left. Raises NotFetched, too_slow, when there are none."""
        left = self.ends - monotonic()
        if left <= 0:
            raise _too_slow()
        return left

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """A block that takes none of the time."""
        began = monotonic()
        try:
            yield
        finally:
            self.ends += monotonic() - began


READ = {
    "Accept": "text/html, application/pdf, text/plain, image/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@contextmanager
def http_response(
    address: Address,
    clock: Clock,
    *,
    headers: Mapping[str, str] = READ,
    posted: bytes | None = None,
) -> Iterator[HTTPResponse]:
    """What the server at `address` answers, as http.client's response; its body is yet to be read.
    It is asked by GET, or by POST where something is `posted`.

    The host is looked up once, all that it stands for must be public, and what was looked at is
    what is connected to. Nothing is asked of the environment: no proxy, no cookies, no passwords.
    """
    try:
        with closing(_connected(address, clock)) as connected:
            line = HTTPConnection(address.host, address.port)
            line.sock, line.auto_open = _Line(connected, clock), False
            method = "GET" if posted is None else "POST"
            line.putrequest(method, address.target, skip_host=True, skip_accept_encoding=True)
            line.putheader("Host", address.place)
            line.putheader("User-Agent", settings.CAPTURE_AGENT)
            for name, value in headers.items():
                line.putheader(name, value)
            line.putheader("Connection", "close")
            line.endheaders(posted)
            yield line.getresponse()
    except TimeoutError:
        raise _too_slow() from None
    except ssl.SSLCertVerificationError as error:
        raise _unreachable(
            f"{address.host} cannot prove who it is: {error.verify_message}."
        ) from None
    except (OSError, HTTPException):
        raise _unreachable(
            f"{address.host} broke off, or does not speak the web's language."
        ) from None


class _Line:
    """A socket as http.client uses one. Whoever opened the socket closes it."""

    def __init__(self, connected, clock):
        self.connected, self.clock = connected, clock

    def sendall(self, sent):
        self.connected.settimeout(self.clock.left())
        self.connected.sendall(sent)

    def makefile(self, mode):
        return io.BufferedReader(_Received(self.connected, self.clock))

    def close(self):
        pass


class _Received(io.RawIOBase):
    """What comes, each wait for which ends with the clock: a slow drip gains no time."""

    def __init__(self, connected, clock):
        self.connected, self.clock = connected, clock

    def readable(self):
        return True

    def readinto(self, buffer):
        self.connected.settimeout(self.clock.left())
        return self.connected.recv_into(buffer)


def _connected(address, clock):
    """A socket connected to the host, encrypted when its address says so."""
    for ip in _places(address, clock):
        family = socket.AF_INET6 if ip.version == 6 else socket.AF_INET
        connected = socket.socket(family, socket.SOCK_STREAM)
        try:
            connected.settimeout(min(CONNECTING, clock.left()))
            connected.connect((str(ip), address.port))
            if ipaddress.ip_address(connected.getpeername()[0]) != ip:
                raise _not_public(address)
            return _encrypted(connected, address, clock)
        except ssl.SSLError:
            connected.close()
            raise
        except OSError:
            connected.close()
        except BaseException:
            connected.close()
            raise
    clock.left()
    raise _unreachable(f"{address.host} does not answer: look whether the address is right.")


def _encrypted(connected, address, clock):
    if address.scheme == "http":
        return connected
    connected.settimeout(clock.left())
    return ssl.create_default_context().wrap_socket(connected, server_hostname=address.host)


def _places(address, clock):
    """The IP addresses to try for the host. Raises NotFetched unless all of them are public."""
    _raise_unless_allowed(address)
    allowed = [] if settings.PRODUCTION else settings.CAPTURE_ALLOWS
    networks = [ipaddress.ip_network(network, strict=False) for network in allowed]
    if address.is_of_our_own and not networks:
        raise _not_public(address)
    found = [address.ip] if address.ip else _looked_up(address, clock)
    for ip in found:
        if not addresses.is_public(ip) and not any(ip in network for network in networks):
            raise _not_public(address)
    return found


def _raise_unless_allowed(address):
    """Raise NotFetched where the operator named the hosts that are spoken to, and this is none."""
    named = settings.HARDENING.sites_allowed
    if named and not any(f".{address.host}".endswith(f".{name}") for name in named):
        raise NotFetched(
            "not_allowed",
            f"This desk fetches nothing from {address.host}: only from what SITES_ALLOWED names. "
            "Upload the page instead, or ask who runs the desk.",
        )


def _looked_up(address, clock):
    """The IP addresses of the host, each once; in a thread of its own, for it knows no time."""
    answers: SimpleQueue[list[Any]] = SimpleQueue()

    def ask():
        try:
            answers.put(socket.getaddrinfo(address.host, None, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            answers.put([])

    Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=clock.left())
    except Empty:
        raise _too_slow() from None
    if not found:
        raise _unreachable(f"No host is called {address.host}: look whether the address is right.")
    return list(dict.fromkeys(ipaddress.ip_address(place[0]) for *_, place in found))


def _not_public(address):
    return NotFetched(
        "not_public", f"{address.host} is not on the public web: upload the page instead."
    )


def _too_slow():
    return NotFetched("too_slow", "The page takes too long to come: try later, or upload it.")


def _unreachable(sentence):
    return NotFetched("unreachable", sentence)
