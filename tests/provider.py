"""A small provider of logins on loopback: OpenID Connect with keys of its own, that says of whom it
is asked what a test has it say, or something wrong.
"""

import json
import time
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT, SECRET = "desk", "between the two of us"
KEYS = {
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"}),
}
STRANGER = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})  # by the same name


class Provider:
    """Knows one person, whoever asks: `person` is what it says of them."""

    def __init__(self, site):
        self.site, self.issuer = site, site.at("")
        self.algorithm, self.keys = "RS256", dict(KEYS)
        self.person = {"sub": "7f3a", "preferred_username": "eve", "groups": []}
        self.instead, self.codes, self.sent = {}, {}, {}
        self.secret = SECRET
        self.says = {
            "issuer": self.issuer,
            "authorization_endpoint": site.at("/authorize"),
            "token_endpoint": site.at("/token"),
            "jwks_uri": site.at("/keys"),
            "end_session_endpoint": site.at("/out"),
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "none", "HS256"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
        }
        self.serves("/.well-known/openid-configuration", lambda: self.says)
        self.serves("/keys", self.key_set)
        self.site.otherwise = self.answer

    @staticmethod
    def key_of(token):
        """What a token of the provider's own was signed by."""
        return KeySet(list(KEYS.values()))

    def key_set(self):
        return KeySet(list(self.keys.values())).as_dict(private=False)

    def serves(self, path, what):
        """Have `path` answer with the JSON of what is called."""
        self.site.answer(path, lambda request: self.answers(request, what()))

    def answers(self, request, told, status=200):
        body = json.dumps(told).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def answer(self, request):
        """Authorize and give tokens, whose addresses have what is asked in them."""
        path = urlsplit(request.path).path
        if path == "/authorize":
            self.leads_back(request)
        elif path == "/token":
            self.gives_token(request)
        elif path == "/out":
            asked = _asked(urlsplit(request.path).query)
            self.redirects(request, asked["post_logout_redirect_uri"])
        else:
            request.send_error(404)

    def leads_back(self, request):
        """Whoever comes is the person, and is led back with a code."""
        self.redirects(request, self.address_back(request.path))

    def address_back(self, address):
        """Where the browser is led that comes to the address of authorize."""
        asked = self.asked = _asked(urlsplit(address).query)
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"]} | self.sent
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def redirects(self, request, address):
        request.send_response(302)
        request.send_header("Location", address)
        request.send_header("Content-Length", "0")
        request.end_headers()

    def gives_token(self, request):
        sent = _asked(request.sent.decode())
        asked = self.codes.pop(sent.get("code"), None)
        if self.knows(request, sent) and asked and self.is_his(sent, asked):
            token = self.token(asked.get("nonce"))
            given = {"access_token": "at", "token_type": "Bearer", "id_token": token}
            return self.answers(request, given)
        return self.answers(request, {"error": "invalid_grant"}, status=400)

    def knows(self, request, sent):
        scheme, _, told = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic":
            return (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, self.secret)
        name, _, secret = b64decode(told).decode().partition(":")
        return (unquote(name), unquote(secret)) == (CLIENT, self.secret)

    def is_his(self, sent, asked):
        hashed = sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(hashed).rstrip(b"=").decode()
        return (challenge, sent["redirect_uri"]) == (asked["code_challenge"], asked["redirect_uri"])

    def token(self, nonce):
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": nonce}
        told |= self.person | self.instead
        told = {name: value for name, value in told.items() if value is not None}
        key = self.keys[self.algorithm]
        return jwt.encode({"alg": self.algorithm, "kid": key.kid}, told, key)


def _asked(query):
    return {name: values[0] for name, values in parse_qs(query).items()}
