"""Logins of your organisation, by OpenID Connect: what the environment says of its provider.

OPENID_ISSUER         the provider's address, as it calls itself: https://login.example.org. Without
                      it there is no such login, and nothing of it is loaded
OPENID_CLIENT_ID      as whom the desk is known there, and
OPENID_CLIENT_SECRET  what only the two know
OPENID_NAME           how the desk calls it: "Log in with …" (your organisation)
OPENID_SCOPES         what the desk asks to be told, with blanks between (openid profile email)
OPENID_GROUPS         in which claim the provider tells somebody's groups (groups)
OPENID_ROLES          which role here goes with which group there:
                      checkers=Fact-checker;cn=desk=Editor, the role behind the last "="
OPENID_SECOND_FACTOR  what the provider says (amr or acr) of who gave a second factor there, with
                      commas between: mfa,otp. Without it the desk asks for codes of its own
OPENID_ONLY           "1" to close passwords to all accounts but those of OPENID_EMERGENCY
OPENID_EMERGENCY      accounts, by name with commas between, for when the provider is away. Each use
                      of their passwords is an entry in the journal
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Provider:
    """Who says who somebody is, and what of that counts here."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "your organisation"
    scopes: str = "openid profile email"
    groups: str = "groups"
    roles: tuple[tuple[str, str], ...] = ()
    second_factor: frozenset[str] = frozenset()
    only: bool = False
    emergency: frozenset[str] = frozenset()


def provider(env):
    """The provider that the environment names; None where it names none."""
    issuer = env.str("OPENID_ISSUER", default="").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (is_safe and parts.hostname):
        raise ImproperlyConfigured("OPENID_ISSUER must look like https://login.example.org.")
    client_id = env.str("OPENID_CLIENT_ID", default="")
    client_secret = env.str("OPENID_CLIENT_SECRET", default="")
    if not (client_id and client_secret):
        raise ImproperlyConfigured("OPENID_ISSUER needs OPENID_CLIENT_ID and OPENID_CLIENT_SECRET.")
    roles = _roles(env.str("OPENID_ROLES", default=""))
    if not roles:
        raise ImproperlyConfigured("OPENID_ISSUER needs OPENID_ROLES: without any nobody comes in.")
    scopes = env.str("OPENID_SCOPES", default=Provider.scopes)
    if "openid" not in scopes.split():
        raise ImproperlyConfigured("OPENID_SCOPES must have openid among them.")
    only, emergency = env.str("OPENID_ONLY", default="") == "1", _words(env, "OPENID_EMERGENCY")
    if only and not emergency:
        raise ImproperlyConfigured(
            "OPENID_ONLY needs OPENID_EMERGENCY, an account for when the provider is away."
        )
    return Provider(
        issuer=issuer,
        client_id=client_id,
        client_secret=client_secret,
        name=env.str("OPENID_NAME", default=Provider.name),
        scopes=scopes,
        groups=env.str("OPENID_GROUPS", default=Provider.groups),
        roles=roles,
        second_factor=_words(env, "OPENID_SECOND_FACTOR"),
        only=only,
        emergency=emergency,
    )


def _words(env, name):
    return frozenset(each.strip() for each in env.list(name, default=[]) if each.strip())


def _roles(text):
    """Pairs of a group and a role: a group's name may have commas and "=" of its own."""
    pairs = []
    for each in filter(None, (part.strip() for part in text.split(";"))):
        group, _, role = each.rpartition("=")
        if not (group.strip() and role.strip()):
            raise ImproperlyConfigured("OPENID_ROLES must look like group=Role;other group=Role.")
        pairs.append((group.strip(), role.strip()))
    return tuple(pairs)
