"""The addresses of pages: which can be fetched at all, and which networks are everybody's."""

import ipaddress
import re
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv6Address
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

import idna

from ...errors import NotFetched

LONGEST = 2048
PORTS = {"http": 80, "https": 443}
# What browsers and servers read in different ways, or not at all
UNFIT = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:@%/?#\s]+)(?::(\d{1,5}))?", re.IGNORECASE)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")

# Names that by their standards lead nowhere outside, so that nobody else is asked for them
OF_OUR_OWN = {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "onion"}

# What is not everybody's in IANA's registries of special addresses. Of IPv6, all that lies outside
# 2000::/3: loopback, private, link-local and multicast networks, and IPv4 in other clothes.
GLOBAL = ipaddress.ip_network("2000::/3")
SPECIAL = [
    ipaddress.ip_network(network)
    for network in """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
        192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24
        198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
        168.63.129.16/32
        2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20
    """.split()
]


@dataclass(frozen=True)
class Address:
    """The address of a page, in the one way in which everybody reads it alike."""

    scheme: str
    host: str  # a name, or an IP address without brackets
    port: int
    target: str  # the path and the query

    @property
    def ip(self) -> IPv4Address | IPv6Address | None:
        """The host as an IP address; None when it is a name."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None

    @property
    def place(self) -> str:
        """The host, and the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_of_our_own(self) -> bool:
        """Whether the host is a name that leads into the network one asks from."""
        labels = self.host.split(".")
        is_local = len(labels) == 1 or labels[-1] in OF_OUR_OWN or labels[-2:] == ["home", "arpa"]
        return self.ip is None and is_local

    def at(self, target: str) -> Self:
        """Another page of the same host."""
        return replace(self, target=target)

    def to(self, location: str) -> "Address":
        """Where a redirect from here leads."""
        try:
            return parse_address(urljoin(str(self), location))
        except ValueError:
            raise _bad("The page sends one on to an address that cannot be read.") from None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}{self.target}"


def parse_address(text: str) -> Address:
    """The address that somebody wrote. Raises NotFetched, bad_address, when it cannot be one."""
    text = text.strip()
    if not text or len(text) > LONGEST or UNFIT.search(text):
        raise _bad("This is no address of a page: copy it from the browser's address bar.")
    try:
        parts = urlsplit(text)
        place = PLACE.fullmatch(parts.netloc)
    except ValueError:
        raise _bad(f"“{text}” is no address of a page.") from None
    if parts.scheme not in PORTS:
        raise _bad("Only pages of the web can be fetched: the address begins http:// or https://.")
    if "@" in parts.netloc:
        raise _bad("Leave the name and password out of the address.")
    if not place:
        raise _bad(f"“{parts.netloc}” is no host of a page.")
    port = int(place[2] or PORTS[parts.scheme])
    if port not in PORTS.values() and not 1024 <= port < 65536:
        raise _bad(f"No pages are served on port {port}.")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~[]")
    return Address(parts.scheme, _host(place[1]), port, target)


def _host(written):
    if written.startswith("["):
        try:
            return str(ipaddress.IPv6Address(written[1:-1]))
        except ValueError:
            raise _bad(f"“{written}” is no IPv6 address.") from None
    host = written.lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode()
        except idna.IDNAError:
            raise _bad(f"“{written}” is no name of a host.") from None
    host = host.removesuffix(".")
    labels = host.split(".")
    if NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise _bad(f"Write “{written}” as four numbers, without leading zeros.") from None
    if len(host) > 253 or not all(map(LABEL.fullmatch, labels)):
        raise _bad(f"“{written}” is no name of a host.")
    return host


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether the IP address is one that anybody on the internet may be found at."""
    if ip.version == 6 and (ip.scope_id or ip not in GLOBAL):
        return False
    return not any(ip in network for network in SPECIAL)


def _bad(sentence):
    return NotFetched("bad_address", sentence)
