"""What the desk asks of a provider of logins, by Authlib; each way it can go wrong is a sentence.

Authlib, and what it asks by, are loaded when somebody first logs in so: no other process pays.
"""

import time
from collections.abc import Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
SECONDS = 5  # for which one answer of the provider's is waited for
SKEW = 120  # seconds by which its clock and ours may differ
KEPT = 60 * 60  # seconds for which what it says of itself is not asked again
OF_TIME = {"exp", "nbf", "iat"}  # claims
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

NO_ANSWER = (
    "{} does not answer. Try again in a while; who has an account for emergencies comes in by its"
    " password."
)
NOT_RELIABLE = (
    "What {} said of you cannot be relied on, so you were not let in. Tell whoever runs the desk."
)
OUT_OF_TIME = (
    "What {} said of you holds no longer, or not yet: its clock and the desk's may differ. Log in"
    " again, and tell whoever runs the desk if that does not help."
)
NOT_LET_IN = "{} did not let you in. Log in again, or ask whoever keeps logins there."
BEGUN_ELSEWHERE = (
    "This login was begun elsewhere, was used already, or took too long. Log in again."
)
NO_WAY_OUT = "{} does not say how to log out there: do so on its own pages."


class Unusable(Exception):
    """Nobody comes in by what the provider said: a sentence for them, the status of the answer, and
    a reason for the log, in which nothing of theirs is repeated."""

    def __init__(self, sentence, status, reason):
        name = settings.OPENID.name
        # It begins a sentence, or stands within one.
        name = name[:1].upper() + name[1:] if sentence.startswith("{}") else name
        super().__init__(sentence.format(name))
        self.status, self.reason = status, reason


@contextmanager
def _relied_on():
    """A block in which the provider is asked: whatever is wrong with its answers is Unusable."""
    from authlib.integrations.base_client import MismatchingStateError, OAuthError
    from joserfc.errors import JoseError
    from requests import ConnectionError, HTTPError, Timeout

    try:
        yield
    except MismatchingStateError as error:
        raise Unusable(BEGUN_ELSEWHERE, 400, "no such state in the session") from error
    except (ConnectionError, Timeout) as error:
        raise Unusable(NO_ANSWER, 503, type(error).__name__) from error
    except HTTPError as error:
        is_away = error.response is not None and error.response.status_code >= 500
        told = (NO_ANSWER, 503) if is_away else (NOT_RELIABLE, 502)
        raise Unusable(*told, "an answer of another status") from error
    except (OAuthError, JoseError) as error:
        claim = getattr(error, "claim", "")
        sentence = OUT_OF_TIME if claim in OF_TIME else NOT_RELIABLE
        raise Unusable(sentence, 502, f"{type(error).__name__} {claim}".strip()) from error
    except (ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError) as error:
        # JSON that is none, or is of another shape than Authlib looks for.
        raise Unusable(NOT_RELIABLE, 502, type(error).__name__) from error


def client() -> "Client":
    """The desk as a client of the provider that the settings name."""
    return _client(settings.OPENID, int(time.time() // KEPT))


@lru_cache(maxsize=1)
def _client(provider, hour):
    return Client(provider)


class Client:
    """The desk, as the provider knows it."""

    def __init__(self, provider):
        from authlib.integrations.django_client import OAuth

        self.provider = provider
        self.app = OAuth().register(
            "desk",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": provider.scopes,
                "code_challenge_method": "S256",
                "default_timeout": SECONDS,
            },
        )

    def way_in(self, request: HttpRequest) -> str:
        """The address at the provider that somebody is led to, who comes back with what this
        session alone can use."""
        with _relied_on():
            self._metadata()
            back = request.build_absolute_uri(reverse("provider_back"))
            return self.app.authorize_redirect(request, back).url

    def claims_of(self, request: HttpRequest) -> Mapping[str, Any]:
        """What the provider says of who comes back from it, once all of it is proved."""
        if "error" in request.GET:
            raise Unusable(NOT_LET_IN, 403, "the provider refused")
        with _relied_on():
            metadata = self._metadata()
            token = self.app.authorize_access_token(
                request,
                leeway=SKEW,
                claims_options={
                    "iss": {"essential": True, "value": metadata["issuer"]},
                    "aud": {"essential": True, "value": self.provider.client_id},
                },
            )
            claims = dict(token["userinfo"])
            if self.provider.groups not in claims and metadata.get("userinfo_endpoint"):
                more = self.app.userinfo(token=token)
                if more["sub"] != claims["sub"]:
                    raise ValueError("of somebody else")
                claims = {**more, **claims}
        return claims

    def way_out(self, back: str) -> str:
        """The address at the provider at which one logs out there, and is led `back`."""
        with _relied_on():
            if not self._metadata().get("end_session_endpoint"):
                raise Unusable(NO_WAY_OUT, 404, "no end_session_endpoint")
            told = {"post_logout_redirect_uri": back, "client_id": self.provider.client_id}
            return self.app.create_logout_url(**told)["url"]

    def _metadata(self):
        """What the provider says of itself: looked at before any of it is used."""
        told = self.app.load_server_metadata()
        if told["issuer"].rstrip("/") != self.provider.issuer:
            raise ValueError("another issuer")
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"]:
            _safe(told[name])
        for name in ["userinfo_endpoint", "end_session_endpoint"]:
            _safe(told.get(name) or self.provider.issuer)
        # Which signatures count is ours to say, not the provider's.
        told["id_token_signing_alg_values_supported"] = ALGORITHMS
        ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if "client_secret_basic" not in ways and "client_secret_post" in ways:
            told["token_endpoint_auth_method"] = "client_secret_post"
        return told


def _safe(address):
    parts = urlsplit(address)
    if not (parts.scheme == "https" or parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("an address without TLS")
