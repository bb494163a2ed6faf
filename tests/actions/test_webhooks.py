"""Programs are told what changed for readers: signed, once, and until somebody takes it."""

import json
from base64 import b64decode
from datetime import timedelta
from threading import Event

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

from partnerships import tasks
from partnerships.actions import webhooks
from partnerships.actions.attesting import public_seal_keys
from partnerships.actions.journal import acting
from partnerships.api.telling import page_to_send, tell_changes
from partnerships.errors import NoSealKey, NotFetched, Refused
from partnerships.models import AccountChange, Webhook, WebhookDelivery
from tests import factories as make
from tests.races import PATIENCE

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Listener:
    """A program on loopback to which the desk sends; `answers` are its next, 200 after them."""

    def __init__(self, site):
        self.came, self.answers = [], []
        self.url = site.answer("/told", self.answer)

    def answer(self, request):
        self.came.append((dict(request.headers), request.sent))
        status = self.answers.pop(0) if self.answers else 200
        request.send_response(status)
        if status == 302:
            request.send_header("Location", "/elsewhere")
        request.send_header("Content-Length", "0")
        request.end_headers()

    @property
    def pages(self):
        return [json.loads(body) for _, body in self.came]


@pytest.fixture
def listener(site, settings):
    settings.DEBUG = True  # over http, as one tries it out
    return Listener(site)


@pytest.fixture
def rita(db):
    return make.member("Reader", name="rita")


@pytest.fixture
def hook(listener, rita):
    made, _ = webhooks.register_webhook(listener.url, by=rita)
    return made


def something_changes(number=1):
    for _ in range(number):
        make.company()
    tell_changes()


def sent(hook, at=None):
    """The address after a worker had its turn."""
    webhooks.deliver(hook.pk, at=at)
    hook.refresh_from_db()
    return hook


def test_what_changed_is_sent_as_the_api_gives_it(listener, hook, settings):
    settings.DESK_ADDRESS = "http://testserver"
    something_changes(3)

    sent(hook)

    (page,) = listener.pages
    assert page == APIClient().get("/api/v1/changes/").json()
    assert [each["what"] for each in page["results"]] == ["released"] * 3


def test_what_was_taken_is_not_sent_again(listener, hook):
    something_changes()

    assert sent(hook).told_until == 1
    sent(hook)
    something_changes()
    sent(hook)

    assert [each["results"][0]["number"] for each in listener.pages] == [1, 2]


def test_nothing_is_sent_while_nothing_changed(listener, hook):
    sent(hook)

    assert listener.came == []


def test_who_registers_is_told_what_comes_from_then_on(listener, rita):
    something_changes(2)
    hook, _ = webhooks.register_webhook(listener.url, by=rita)
    something_changes()

    sent(hook)

    assert [each["number"] for each in listener.pages[0]["results"]] == [3]


def test_who_knows_a_change_is_told_those_after_it(listener, rita):
    something_changes(3)
    hook, _ = webhooks.register_webhook(listener.url, by=rita, after=1)

    sent(hook)

    assert [each["number"] for each in listener.pages[0]["results"]] == [2, 3]


def test_many_changes_are_sent_page_by_page(listener, hook):
    something_changes(101)

    sent(hook)

    assert [page["last"] for page in listener.pages] == [100, 101]
    assert [page["next"] is None for page in listener.pages] == [False, True]


def is_signed(headers, body):
    signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    version, _, signature = headers["Webhook-Signature"].partition(",")
    assert version == "v1a"
    try:
        key = Ed25519PublicKey.from_public_bytes(public_seal_keys()[0])
        key.verify(b64decode(signature), signed)
    except InvalidSignature:
        return False
    return True


def test_what_is_sent_is_signed_by_the_key_that_is_published(listener, hook, client):
    something_changes()

    sent(hook)

    (headers, body), *_ = listener.came
    assert is_signed(headers, body)
    assert not is_signed(headers, body.replace(b"released", b"gone"))
    assert not is_signed(headers | {"Webhook-Timestamp": "1"}, body)
    keys = client.get("/.well-known/newsroom-seals.json").json()["keys"]
    assert headers["Newsroom-Key"] in {key["kid"] for key in keys}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (500, "It answered 500."),
        (404, "It answered 404."),
        (302, "It sends one on (302): register the address that it leads to."),
    ],
)
def test_what_is_not_taken_is_sent_again_under_the_same_id(listener, hook, status, said):
    something_changes()
    listener.answers = [status]
    sent(hook)
    (delivery,) = hook.deliveries.all()
    assert (delivery.status, delivery.said, delivery.is_taken) == (status, said, False)
    something_changes()

    sent(hook, delivery.again_at)

    ids = [headers["Webhook-Id"] for headers, _ in listener.came]
    assert ids[:2] == [str(delivery.uid)] * 2
    assert ids[2] != ids[0]
    assert [each["results"] for each in listener.pages][0] == listener.pages[1]["results"]
    assert hook.told_until == 2


def test_nobody_is_led_on(site, listener, hook):
    site.serve("/elsewhere")
    listener.answers = [302]
    something_changes()

    sent(hook)

    assert site.paths == ["/told"]


def test_nothing_is_sent_before_its_pause_is_over(listener, hook):
    something_changes()
    listener.answers = [500]

    sent(hook)
    sent(hook)

    assert len(listener.came) == 1


def test_pauses_grow(listener, hook):
    something_changes()
    listener.answers = [500] * 4
    at, pauses = timezone.now(), []
    for _ in range(4):
        sent(hook, at)
        again_at = hook.deliveries.get().again_at
        pauses.append((again_at - at) / MINUTE)
        at = again_at

    assert pauses == [1, 2, 4, 8]


def test_what_nobody_takes_for_a_day_switches_the_address_off(listener, hook):
    something_changes()
    listener.answers = [500] * 50
    begun = at = timezone.now()
    while not sent(hook, at).ended_at:
        at = hook.deliveries.get().again_at

    assert at - begun == DAY
    assert hook.deliveries.get().tries == len(listener.came) == 12
    assert hook.why == "Nothing was taken there for a day. It answered 500."
    assert not hook.deliveries.open().exists()
    something_changes()
    sent(hook, at + DAY)
    assert len(listener.came) == 12


def test_an_address_that_wants_nothing_any_more_is_switched_off_at_once(listener, hook):
    something_changes()
    listener.answers = [410]

    assert sent(hook).why == "It answered 410: nothing is wanted there any more."


def test_what_was_switched_off_is_registered_anew(listener, hook, rita):
    something_changes()
    listener.answers = [410]
    sent(hook)

    again, is_new = webhooks.register_webhook(listener.url, by=rita, after=0)

    assert is_new
    assert sent(again).told_until == 1


def test_an_address_that_hangs_costs_a_few_seconds_and_is_tried_again(
    listener, hook, site, monkeypatch
):
    monkeypatch.setattr(webhooks, "SECONDS", 0.2)
    hung = Event()
    site.answer("/told", lambda request: hung.wait(PATIENCE))
    something_changes()

    sent(hook)
    hung.set()

    (delivery,) = hook.deliveries.all()
    assert (delivery.status, delivery.said) == (None, webhooks.TOO_SLOW)
    assert delivery.again_at


def test_an_address_that_breaks_off_is_tried_again(listener, hook, site):
    site.answer("/told", lambda request: request.connection.close())
    something_changes()

    sent(hook)

    assert "broke off" in hook.deliveries.get().said


def test_nothing_is_sent_to_a_host_that_is_not_public(listener, hook, settings):
    settings.CAPTURE_ALLOWS = []
    something_changes()

    sent(hook)

    assert listener.came == []
    assert hook.deliveries.get().said == webhooks.NOT_PUBLIC


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://example.org/told", "bad_address"),
        ("ftp://example.org/told", "bad_address"),
        ("https://ann:secret@example.org/", "bad_address"),
        ("https://localhost/told", "not_public"),
        ("https://10.0.0.1/told", "not_public"),
        ("https://169.254.169.254/latest/", "not_public"),
        ("https://[::1]/told", "not_public"),
        ("told", "bad_address"),
    ],
)
def test_an_address_to_which_nothing_is_sent_is_not_registered(address, code, rita):
    with pytest.raises(NotFetched) as refused:
        webhooks.register_webhook(address, by=rita)

    assert refused.value.code == code
    assert not Webhook.objects.exists()


def test_a_desk_that_cannot_sign_sends_nothing(rita, settings):
    settings.SEAL_KEYS = []

    with pytest.raises(NoSealKey):
        webhooks.register_webhook("https://example.org/", by=rita)

    assert webhooks.ask_for_deliveries() == 0


def test_an_address_is_registered_once(rita):
    one, _ = webhooks.register_webhook("https://example.org/told", by=rita)

    assert webhooks.register_webhook("https://example.org/told", by=rita) == (one, False)


def test_five_addresses_are_as_many_as_anybody_may_have(rita):
    for number in range(5):
        webhooks.register_webhook(f"https://example.org/{number}", by=rita)

    with pytest.raises(Refused, match="five addresses already"):
        webhooks.register_webhook("https://example.org/more", by=rita)

    webhooks.register_webhook("https://example.org/more", by=make.member("Reader"))


def test_who_may_not_come_in_any_more_is_told_nothing(listener, hook, rita):
    something_changes()
    with acting(make.member("Administrator")):
        rita.is_active = False
        rita.save()

    sent(hook)

    assert listener.came == []


def test_nothing_more_is_sent_to_an_address_that_is_removed(listener, hook, rita):
    something_changes()
    sent(hook)

    webhooks.remove_webhook(hook, by=rita)

    assert not Webhook.objects.exists()
    assert not WebhookDelivery.objects.exists()


def test_anothers_address_is_removed_by_who_keeps_accounts_alone(hook):
    with pytest.raises(PermissionDenied):
        webhooks.remove_webhook(hook, by=make.member("Editor"))

    webhooks.remove_webhook(hook, by=make.member("Administrator"))

    assert not Webhook.objects.exists()


def test_a_removal_while_it_is_sent_is_heeded(hook, rita, monkeypatch):
    def take(delivery, body):
        webhooks.remove_webhook(Webhook.objects.get(), by=rita)
        return 200, "Taken."

    monkeypatch.setattr(webhooks, "_post", take)
    something_changes()

    webhooks.deliver(hook.pk)

    assert not WebhookDelivery.objects.exists()


def test_after_a_backup_was_given_back_the_address_is_told_to_begin_anew(listener, hook):
    something_changes(2)
    sent(hook)
    Webhook.objects.update(told_until=9)

    assert sent(hook).why == webhooks.WENT_BACK
    assert len(listener.came) == 1


def test_each_address_that_is_due_is_asked_for_once(listener, hook, rita):
    webhooks.register_webhook("https://example.org/told", by=rita, after=0)
    assert webhooks.ask_for_deliveries() == 0
    something_changes()

    assert webhooks.ask_for_deliveries() == 2
    assert webhooks.ask_for_deliveries() == 0
    assert ProcrastinateJob.objects.filter(task_name=webhooks.TASK).count() == 2


def test_an_address_in_its_pause_is_not_asked_for(listener, hook):
    something_changes()
    listener.answers = [500]
    sent(hook)

    assert webhooks.ask_for_deliveries() == 0
    assert webhooks.ask_for_deliveries(at=timezone.now() + 2 * MINUTE) == 1


def test_workers_number_what_changed_and_ask_for_it_to_be_sent(listener, hook):
    make.company()

    tasks.number_changes(0)

    assert ProcrastinateJob.objects.filter(args={"webhook": hook.pk}).count() == 1


def test_what_was_sent_is_forgotten_after_thirty_days(listener, hook):
    something_changes()
    sent(hook)

    webhooks.forget_old_deliveries(at=timezone.now() + 29 * DAY)
    assert hook.deliveries.exists()
    webhooks.forget_old_deliveries(at=timezone.now() + 31 * DAY)
    assert not hook.deliveries.exists()


def test_the_journal_of_accounts_tells_of_it_without_the_address(listener, hook, rita):
    something_changes()
    listener.answers = [200, 410]
    sent(hook)
    something_changes()
    sent(hook)
    webhooks.remove_webhook(hook, by=rita)

    told = AccountChange.objects.filter(noun="webhook").order_by("pk")
    assert [(each.act, each.account_id, each.by_id) for each in told] == [
        ("insert", rita.pk, rita.pk),
        ("update", rita.pk, None),
        ("delete", rita.pk, rita.pk),
    ]
    kept = json.dumps([[each.before, each.after] for each in told])
    assert "/told" not in kept
    assert "410" in kept


def test_a_page_that_is_begun_is_the_same_when_more_has_come(db):
    something_changes(2)
    before = page_to_send(0)
    something_changes()

    again = page_to_send(0, before.last)

    assert json.loads(again.body)["results"] == json.loads(before.body)["results"]
    assert (again.last, again.latest) == (2, 3)
