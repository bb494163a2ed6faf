"""How the API learns who asks, and how it reads what they send."""

import json
from functools import partial
from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.utils.functional import SimpleLazyObject
from knox import auth
from knox.crypto import hash_token
from knox.models import AuthToken
from knox.settings import CONSTANTS, knox_settings
from rest_framework import exceptions
from rest_framework.authentication import BasicAuthentication, get_authorization_header
from rest_framework.parsers import JSONParser

from ..rules.second_factors import lacks_second_factor
from .statements import binding_cursor

LONGEST_HEADER = 500
WITHOUT_CODE = (
    "Your role comes in with a second factor, and this token was made without one: make another."
)


class Twice(ValueError):
    """A key that stands twice in one object: one of two values would be lost in silence."""


def _once(pairs):
    made = {}
    for key, value in pairs:
        if key in made:
            raise Twice(key)
        made[key] = value
    return made


def _no_number(word):
    raise ValueError(f"{word} is no number.")


class ShallowJSONParser(JSONParser):
    """JSON that is not so deep or so long that reading it takes the server down."""

    def parse(self, stream, media_type=None, parser_context=None):
        encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
        try:
            sent = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
            if len(sent) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                from .errors import TooLarge  # whose views want the settings that name this file

                most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1_000_000
                raise TooLarge(f"{most:g} MB of JSON are read at once: send less.")
            text = sent.decode(encoding)
            return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        except Twice as twice:
            raise exceptions.ParseError(
                f"This JSON says “{str(twice)[:40]}” twice in one object: say it once."
            ) from None
        except RecursionError:
            raise exceptions.ParseError("This JSON is too deep.") from None
        except (ValueError, LookupError):  # or a charset that no text is in
            raise exceptions.ParseError("This JSON cannot be read.") from None


def readable(header, error):
    """Refuse a header that holds what no password or token of ours can."""
    if len(header) > LONGEST_HEADER or not header.isascii():
        raise exceptions.AuthenticationFailed(error)


class TokenAuthentication(auth.TokenAuthentication):
    """`Authorization: Token …`, or Bearer, as others call it. Anything else there is refused: who
    sends a token that is not read must not be taken for nobody."""

    def authenticate(self, request):
        header = get_authorization_header(request)
        readable(header, "This is no token of ours.")
        scheme, *rest = header.split() or [b""]
        if not scheme:
            return None
        if scheme.lower() not in (b"token", b"bearer") or len(rest) != 1:
            raise exceptions.AuthenticationFailed(
                "Authorization is “Token …” or “Bearer …”, with a token of yours."
            )
        return self.authenticate_credentials(rest[0])

    def authenticate_credentials(self, token):
        if b"\x00" in token:
            raise exceptions.AuthenticationFailed("This is no token of ours.")
        user, kept = _seen(token) or super().authenticate_credentials(token)
        if settings.SECOND_FACTOR_FOR and lacks_second_factor(user, kept.created):
            raise exceptions.AuthenticationFailed(WITHOUT_CODE)
        return user, kept


# The user of a token and their rights, in one statement; none where knox has to clear away what
# has expired.
OF_TOKEN = """
SELECT token.digest, {user},
    ARRAY(
        SELECT type.app_label || '.' || permission.codename
        FROM auth_user_user_permissions AS given
        JOIN auth_permission AS permission ON permission.id = given.permission_id
        JOIN django_content_type AS type ON type.id = permission.content_type_id
        WHERE given.user_id = owner.id
    ),
    ARRAY(
        SELECT type.app_label || '.' || permission.codename
        FROM auth_user_groups AS member
        JOIN auth_group_permissions AS given ON given.group_id = member.group_id
        JOIN auth_permission AS permission ON permission.id = given.permission_id
        JOIN django_content_type AS type ON type.id = permission.content_type_id
        WHERE member.user_id = owner.id
    )
FROM knox_authtoken AS token JOIN auth_user AS owner ON owner.id = token.user_id
WHERE token.token_key = %s AND owner.is_active AND NOT EXISTS (
    SELECT FROM knox_authtoken AS other
    WHERE other.user_id = owner.id AND other.expiry < statement_timestamp()
)
"""


def _seen(token):
    """The user of a good token, and the token; None where knox is to say what is wrong with it."""
    if knox_settings.AUTO_REFRESH:
        return None
    try:
        text = token.decode()
        digest = hash_token(text)
    except (ValueError, TypeError):  # which a token of ours never is
        return None
    fields = [field.attname for field in User._meta.concrete_fields]
    columns = ", ".join(f"owner.{field.column}" for field in User._meta.concrete_fields)
    with binding_cursor() as cursor:
        cursor.execute(OF_TOKEN.format(user=columns), [text[: CONSTANTS.TOKEN_KEY_LENGTH]])
        rows = cursor.fetchall()
    for kept, *values, own, of_groups in rows:
        if compare_digest(digest, kept):
            user = User.from_db(connection.alias, fields, values)
            if not user.is_superuser:  # who has them all
                user._user_perm_cache, user._group_perm_cache = set(own), set(of_groups)
            return user, SimpleLazyObject(partial(AuthToken.objects.get, pk=kept))
    return None


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
