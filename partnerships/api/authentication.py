"""How the API learns who asks, and how it reads what they send."""

from knox import auth
from rest_framework import exceptions
from rest_framework.authentication import BasicAuthentication, get_authorization_header
from rest_framework.parsers import JSONParser

LONGEST_HEADER = 500


class ShallowJSONParser(JSONParser):
    """JSON that is not so deep or so long that reading it takes the server down."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise exceptions.ParseError("This JSON is too deep.") from None
        except ValueError:
            raise exceptions.ParseError("This JSON cannot be read.") from None


def readable(header, error):
    """Refuse a header that holds what no password or token of ours can."""
    if len(header) > LONGEST_HEADER or not header.isascii():
        raise exceptions.AuthenticationFailed(error)


class TokenAuthentication(auth.TokenAuthentication):
    """`Authorization: Token …`."""

    def authenticate(self, request):
        readable(get_authorization_header(request), "This is no token of ours.")
        return super().authenticate(request)

    def authenticate_credentials(self, token):
        if b"\x00" in token:
            raise exceptions.AuthenticationFailed("This is no token of ours.")
        return super().authenticate_credentials(token)


class PasswordAuthentication(BasicAuthentication):
    """`Authorization: Basic …`, for the one address that gives tokens."""

    www_authenticate_realm = "newsroom"

    def authenticate(self, request):
        readable(get_authorization_header(request), "Wrong username or password.")
        return super().authenticate(request)

    def authenticate_credentials(self, userid, password, request=None):
        if "\x00" in userid + password:
            raise exceptions.AuthenticationFailed("Wrong username or password.")
        return super().authenticate_credentials(userid, password, request)
