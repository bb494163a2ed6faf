"""The history of a change over HTTP says who made it, and by which door; HEAD is GET without its
body.
"""

import io

import pghistory
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory
from rest_framework.response import Response
from rest_framework.test import force_authenticate
from rest_framework.views import APIView

from newsroom.middleware import ConditionalReadMiddleware, HistoryMiddleware
from tests import factories as make


def context_of(request, view=None):
    """The history's context as the view of `request` leaves it."""
    seen = {}

    def get_response(request):
        response = view(request) if view else HttpResponse()
        with pghistory.context() as context:
            seen.update(context.metadata)
        return response

    HistoryMiddleware(get_response)(request)
    return seen


def post(path, data=None, user=None):
    request = RequestFactory().post(path, data)
    request.user = user or AnonymousUser()
    return request


@pytest.fixture
def ann(db):
    return get_user_model().objects.create_user("ann")


@pytest.mark.parametrize(
    ("path", "door"), [("/admin/claim/1/", "admin"), ("/api/v1/claims/", "api"), ("/", "web")]
)
def test_the_door_is_named(path, door):
    assert context_of(post(path))["door"] == door


def test_the_editor_is_named(ann):
    assert context_of(post("/admin/", user=ann))["user"] == ann.pk


def test_nobody_is_named_for_a_stranger():
    assert context_of(post("/"))["user"] is None


def test_the_reason_a_form_gives_is_kept():
    assert context_of(post("/admin/", {"_why": " The source was corrected. "}))["why"] == (
        "The source was corrected."
    )


def test_without_a_reason_none_is_made_up():
    assert "why" not in context_of(post("/admin/", {"_why": " "}))


def test_whoever_comes_with_a_token_is_named_too(ann):
    class View(APIView):
        authentication_classes = []
        permission_classes = []

        def post(self, request):
            return Response()

    request = post("/api/v1/claims/")
    force_authenticate(request, user=ann)

    assert context_of(request, View.as_view())["user"] == ann.pk


def asked(method, answer, **headers):
    """What the middleware makes of the view's `answer`, and the request as the view left it."""
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return ConditionalReadMiddleware(lambda request: answer)(request), request


def test_head_has_the_headers_of_get_and_no_body():
    whole, _ = asked("get", HttpResponse("a page"))
    bare, request = asked("head", HttpResponse("a page"))

    assert (bare.headers, bare.status_code) == (whole.headers, 200)
    assert (bare.content, request.method) == (b"", "HEAD")
    assert whole.headers["ETag"]


def test_head_of_a_file_does_not_send_it():
    bare, _ = asked("head", FileResponse(io.BytesIO(b"a long file"), filename="it"))

    assert (list(bare.streaming_content), bare["Content-Length"]) == ([], "11")


def test_head_says_too_that_nothing_has_changed():
    whole, _ = asked("get", HttpResponse("a page"))

    bare, _ = asked("head", HttpResponse("a page"), if_none_match=whole["ETag"])

    assert bare.status_code == 304


@pytest.mark.django_db
def test_what_is_refused_before_anything_is_looked_at_has_a_policy_too(client, settings):
    settings.SECURE_SSL_REDIRECT = True  # asks for the host, before whatever comes after it

    answer = client.get("/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "default-src" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_who_logs_in_is_led_nowhere_but_to_the_desk(client):
    make.editor("ann", password="as it is")
    typed = {"username": "ann", "password": "as it is", "next": "https://elsewhere.example/"}

    answer = client.post("/admin/login/?next=https://elsewhere.example/", typed)

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
