"""What a desk can be made to do besides, each by a variable of the environment.

SITES_ALLOWED      hosts that pages are fetched from and changes are sent to, with commas between,
                   and all that stand under them: ft.com is www.ft.com too. Else any public host
LEAKED_PASSWORDS   a file of passwords that leaked, which nobody may choose: their SHA-1s in order,
                   a line each, as the downloader of Have I Been Pwned writes it
"""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from newsroom.leaked_passwords import LeakedPasswords


@dataclass(frozen=True)
class Hardening:
    """What this desk is made to do besides."""

    sites_allowed: tuple[str, ...] = ()
    leaked_passwords: LeakedPasswords | None = None


def hardening(env) -> Hardening:
    """What the environment says of it."""
    return Hardening(
        sites_allowed=tuple(_host(each) for each in env.list("SITES_ALLOWED", default=[])),
        leaked_passwords=_leaked_passwords(env.str("LEAKED_PASSWORDS", default="")),
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
