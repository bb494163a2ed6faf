"""Tokens: a password gives one, it expires, and it can be revoked."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from knox import views
from rest_framework import exceptions, serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from ..actions.journal import acting
from ..actions.second_factors import is_code_of
from ..rules.second_factors import has_second_factor, must_have_second_factor
from .authentication import PasswordAuthentication, TokenAuthentication

LARGEST_BODY = 10_000  # bytes
CODE = "Newsroom-Code"  # a header


class TokenSerializer(serializers.Serializer):
    """A new token. It is shown this once: the newsroom keeps only its hash."""

    token = serializers.CharField()
    expiry = serializers.DateTimeField()


class LoginThrottle(SimpleRateThrottle):
    """How often one address may try a password."""

    scope = "login"

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class TokenView(views.LoginView):
    """Tokens for programs: a password gives one, the token itself revokes it."""

    permission_classes = [IsAuthenticated]
    throttle_classes = [LoginThrottle]

    def initial(self, request, *args, **kwargs):
        super().check_throttles(request)
        super().initial(request, *args, **kwargs)

    def check_throttles(self, request):
        """Done already, before the password was looked at: wrong ones count too."""

    def get_authenticators(self):
        asked = self.request and self.request.method
        return [TokenAuthentication()] if asked == "DELETE" else [PasswordAuthentication()]

    @extend_schema(
        summary="Get a token",
        description="With your username and password as HTTP basic authentication; who has a"
        f" second factor gives a code of it in the header {CODE}.",
        request=None,
        responses={201: TokenSerializer},
        auth=[{"basicAuth": []}],
    )
    def post(self, request, format=None):
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            raise exceptions.ParseError("Send no body: the token is given by the header alone.")
        if request.data:
            raise exceptions.ParseError("Send no body: the token is given by the header alone.")
        self._ask_for_code(request)
        with acting(request.user):
            answer = super().post(request, format)
        if answer.status_code == status.HTTP_403_FORBIDDEN:
            raise exceptions.PermissionDenied(
                "You have as many tokens as anybody may: revoke one first.", "too_many_tokens"
            )
        return answer

    def _ask_for_code(self, request):
        """A password alone gives no token to who has a second factor, or has to."""
        if has_second_factor(request.user):
            if not is_code_of(request.user, request.headers.get(CODE, "")[:30]):
                raise exceptions.PermissionDenied(
                    f"You have a second factor: give the next code of it in the header {CODE}.",
                    "second_factor",
                )
        elif must_have_second_factor(request.user):
            raise exceptions.PermissionDenied(
                "Your role needs a second factor: set one up at the desk first.", "second_factor"
            )

    def get_post_response(self, request, token, instance):
        data = self.get_post_response_data(request, token, instance)
        return Response(data, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    @extend_schema(
        summary="Revoke the token",
        description="With the token itself in the header.",
        responses={204: OpenApiResponse(description="It is revoked.")},
        auth=[{"token": []}],
    )
    def delete(self, request, format=None):
        request.auth.delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
