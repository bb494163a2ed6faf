"""Telling programs what changed for readers, at the addresses that their owners have registered.

What is sent is what anybody may read, the same for everybody; why it is sent as it is:
docs/decisions/webhooks.md.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from ..errors import NoSealKey, NotFetched
from ..formats.seals import key_name, public_half
from ..models import Webhook, WebhookDelivery
from ..text.files.addresses import is_public, parse_address
from .attesting import can_seal
from .journal import acting
from .sources.connections import Clock, http_response

TASK = "partnerships.tell_webhook"  # by which workers know it
QUEUE = "webhooks"
SECONDS = 15  # for one try, the look-up of the host included
AT_ONCE = 20  # pages for one address, before others have their turn
LONGEST = timedelta(days=1)  # for which a page is tried
FIRST_PAUSE = timedelta(minutes=1)  # doubled after each try

NOT_PUBLIC = "The host is not on the public web."
TOO_SLOW = f"It took longer than {SECONDS} seconds."
WENT_BACK = (
    "The newsroom went back to a backup: begin anew with changes/, then register the address again."
)


@dataclass(frozen=True)
class TellablePage:
    """A page of changes as it is sent, up to which number it goes, and what the last of all is."""

    latest: int
    last: int
    body: bytes


def register_webhook(url: str, *, by: User, after: int | None = None) -> tuple[Webhook, bool]:
    """Have changes be sent to an address of one's own from now on, or those after that number; and
    whether it is new: only what was switched off is registered again.

    Raises NotFetched for an address that nothing is sent to, Refused, and NoSealKey where the desk
    cannot sign what it sends.
    """
    if not can_seal():
        raise NoSealKey
    begins = ("https://", "http://") if settings.DEBUG else "https://"
    if not url.lstrip().lower().startswith(begins):
        raise NotFetched("bad_address", "What is sent is encrypted: the address begins https://.")
    place = parse_address(url)
    if (place.is_of_our_own or place.ip and not is_public(place.ip)) and not _tries_itself_out():
        raise NotFetched("not_public", NOT_PUBLIC)
    with acting(by):
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if found := Webhook.objects.owned_by(by).filter(url=str(place)).first():
            if found.ended_at is None:
                return found, False
            found.delete()
        begins = _page(0, 0).latest if after is None else after
        made = Webhook.objects.create(user=by, url=str(place), at=timezone.now(), told_until=begins)
    return made, True


def remove_webhook(webhook: Webhook, *, by: User) -> None:
    """Send nothing there any more, and forget what was sent: one's own, or another's by who keeps
    accounts."""
    if webhook.user_id != by.pk and not by.has_perm("auth.change_user"):
        raise PermissionDenied("This address is somebody else's.")
    with acting(by):
        webhook.delete()


def ask_for_deliveries(*, at: datetime | None = None) -> int:
    """Have workers send what is new to each address that is due; how many those are."""
    if not can_seal():
        return 0
    waiting = Q(deliveries__ended_at=None, deliveries__again_at__gt=at or timezone.now())
    new = Webhook.objects.active().exclude(told_until=_page(0, 0).latest)
    due = new.exclude(pk__in=Webhook.objects.filter(waiting).order_by().values("pk"))
    return sum(map(_defer, due))


def deliver(pk: int, *, at: datetime | None = None) -> None:
    """Send what is new to the address, a page at a time, until one is not taken.

    To be called outside a transaction: it waits for somebody else's server.
    """
    for _ in range(AT_ONCE):
        begun = _begin(pk, at or timezone.now())
        if begun is None:
            return
        delivery, body = begun
        status, said = _post(delivery, body)
        if not _end(delivery, status, said, at or timezone.now()):
            return


def forget_old_deliveries(*, at: datetime | None = None) -> None:
    """Remove what was sent so long ago that nobody asks any more."""
    WebhookDelivery.objects.forgotten(at or timezone.now()).delete()


def _begin(pk, at):
    """What is to be sent there now, with its bytes; None where nothing is, or not yet."""
    with acting(None):
        active = Webhook.objects.active().select_for_update(of=("self",), no_key=True)
        webhook = active.filter(pk=pk).first()
        if webhook is None:
            return None
        delivery = webhook.deliveries.open().first()
        if delivery and delivery.again_at and delivery.again_at > at:
            return None
        page = _page(webhook.told_until, delivery.last if delivery else None)
        if page.latest < (delivery.last if delivery else webhook.told_until):
            _switch_off(webhook, delivery, WENT_BACK, at)
            return None
        if page.last == webhook.told_until:
            return None
        if delivery is None:
            delivery = WebhookDelivery(
                webhook=webhook, after=webhook.told_until, last=page.last, begun_at=at
            )
        delivery.tries += 1
        # Should the worker be killed meanwhile, it is tried again as if nothing had been answered.
        delivery.again_at = at + _pause(delivery.tries)
        delivery.save()
        return delivery, page.body


def _post(delivery, body):
    """What was answered, and what that means; None and why, where nothing was."""
    headers = signed_headers(delivery, body, timezone.now())
    try:
        place = parse_address(delivery.webhook.url)
        with http_response(place, Clock(SECONDS), headers=headers, posted=body) as response:
            return response.status, _meaning(response.status)
    except NotFetched as refusal:
        told = {"not_public": NOT_PUBLIC, "too_slow": TOO_SLOW}
        return None, told.get(refusal.code, str(refusal))


def signed_headers(delivery: WebhookDelivery, body: bytes, at: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks: an id, a moment, and a signature over both and the body."""
    key = settings.SEAL_KEYS[0]
    begun = f"{delivery.uid}.{int(at.timestamp())}."
    signature = Ed25519PrivateKey.from_private_bytes(key).sign(begun.encode() + body)
    return {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Webhook-Id": str(delivery.uid),
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": f"v1a,{b64encode(signature).decode()}",
        "Newsroom-Key": key_name(public_half(key)),
    }


def _meaning(status):
    if 200 <= status < 300:
        return "Taken."
    if 300 <= status < 400:
        return f"It sends one on ({status}): register the address that it leads to."
    return f"It answered {status}."


def _end(delivery, status, said, at):
    """Keep what came of a try; whether it was taken."""
    with acting(None):
        webhook = Webhook.objects.select_for_update(no_key=True).filter(pk=delivery.webhook_id)
        webhook = webhook.first()
        if webhook is None or not webhook.deliveries.open().filter(pk=delivery.pk).exists():
            return False  # it was removed meanwhile, or somebody else has sent it
        delivery.status, delivery.said = status, said[:500]
        if status and 200 <= status < 300:
            delivery.is_taken, delivery.ended_at, delivery.again_at = True, at, None
            delivery.save()
            webhook.told_until = delivery.last
            webhook.save(update_fields=["told_until"])
        elif status == HTTPStatus.GONE:
            _switch_off(webhook, delivery, "It answered 410: nothing is wanted there any more.", at)
        elif at - delivery.begun_at >= LONGEST:
            _switch_off(webhook, delivery, f"Nothing was taken there for a day. {said}", at)
        else:
            delivery.again_at = min(at + _pause(delivery.tries), delivery.begun_at + LONGEST)
            delivery.save()
    return delivery.is_taken


def _switch_off(webhook, delivery, why, at):
    if delivery:
        delivery.ended_at, delivery.again_at = at, None
        delivery.save()
    webhook.ended_at, webhook.why = at, why[:500]
    webhook.save(update_fields=["ended_at", "why"])


def _pause(tries):
    return FIRST_PAUSE * 2 ** (tries - 1)


def _page(after, last=None):
    find: Callable[[int, int | None], TellablePage] = import_string(settings.CHANGES_PAGE)
    return find(after, last)


def _tries_itself_out():
    return bool(settings.CAPTURE_ALLOWS) and not settings.PRODUCTION


def _defer(webhook):
    """Put the job into the queue, unless it waits there. Jobs to one host wait for each other, so
    that one which hangs takes one worker's turn alone; the queue need not tell which host it is."""
    host = urlsplit(webhook.url).hostname or ""
    job = configure_task(
        name=TASK,
        job_manager=JobManager(DjangoConnector()),
        queue=QUEUE,
        lock=salted_hmac("partnerships.webhooks", host).hexdigest(),
        queueing_lock=f"webhook {webhook.pk}",
    )
    try:
        with transaction.atomic():
            job.defer(webhook=webhook.pk)
    except AlreadyEnqueued:
        return False
    return True
