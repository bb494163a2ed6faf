"""What a desk can be made to do besides, each by a variable of the environment.

SITES_ALLOWED      hosts that pages are fetched from and changes are sent to, with commas between,
                   and all that stand under them: ft.com is www.ft.com too. Else any public host
LEAKED_PASSWORDS   a file of passwords that leaked, which nobody may choose: their SHA-1s in order,
                   a line each, as the downloader of Have I Been Pwned writes it
FILE_SCANNER       where a scanner listens that speaks as ClamAV's clamd: tcp://127.0.0.1:3310 or
                   unix:/run/clamav/clamd.ctl. Every file of others is shown to it first
LOGS_TO            a server of logs to which each line is sent at once, besides stderr, as JSON in
                   syslog over TLS: tls://logs.example.org:6514
LOGS_CA            a file of the authorities that vouch for it; the machine's unless set
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from newsroom.leaked_passwords import LeakedPasswords
from newsroom.log_server import LogServer


@dataclass(frozen=True)
class Hardening:
    """What this desk is made to do besides."""

    sites_allowed: tuple[str, ...] = ()
    leaked_passwords: LeakedPasswords | None = None
    logs_to: LogServer | None = None
    file_scanner: tuple[str, int] | str | None = None  # host and port, or a socket's path


def hardening(env) -> Hardening:
    """What the environment says of it."""
    return Hardening(
        sites_allowed=tuple(_host(each) for each in env.list("SITES_ALLOWED", default=[])),
        leaked_passwords=_leaked_passwords(env.str("LEAKED_PASSWORDS", default="")),
        file_scanner=_file_scanner(env.str("FILE_SCANNER", default="")),
        logs_to=_log_server(env.str("LOGS_TO", default=""), env.str("LOGS_CA", default="")),
    )


def _host(text):
    """The name of a host as addresses have it: in small letters, what is not English encoded."""
    name = text.strip().strip(".").lower()
    try:
        name = name.encode("idna").decode()
    except UnicodeError:
        name = ""
    if not name or {*"/:@*[] "} & {*name}:
        raise ImproperlyConfigured(
            "SITES_ALLOWED must hold names of hosts, with commas between: ft.com,sec.gov."
        )
    return name


def _leaked_passwords(path):
    if not path:
        return None
    try:
        return LeakedPasswords(Path(path))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"LEAKED_PASSWORDS cannot be read: {error}.") from None


def _log_server(address, authorities):
    if not address:
        return None
    place = _place("tls", address)
    if place is None:
        raise ImproperlyConfigured("LOGS_TO must look like tls://logs.example.org:6514.")
    if authorities and not Path(authorities).is_file():
        raise ImproperlyConfigured("LOGS_CA must name a file of certificates.")
    return LogServer(*place, authorities or None)


def _file_scanner(address):
    if not address:
        return None
    path = address.removeprefix("unix:")
    place = path if path != address and path.startswith("/") else _place("tcp", address)
    if place is None:
        raise ImproperlyConfigured(
            "FILE_SCANNER must look like tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl."
        )
    return place


def _place(scheme, address):
    """The host and the port of an address of that scheme; None where it has not both."""
    try:
        parts = urlsplit(address)
        is_one = parts.scheme == scheme and parts.hostname and parts.port
    except ValueError:
        return None
    return (parts.hostname, parts.port) if is_one else None
