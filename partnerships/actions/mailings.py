"""Writing to people of the desk of what concerns them, as each of them wishes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from ..models import Mailing
from ..rules.claims import notices
from ..rules.people import display_name
from ..vocabulary import Act, Wish
from .journal import acting, record

SETTLED = timedelta(minutes=1)  # what was done less than this ago may not be committed yet
FIRST = timedelta(days=1)  # how far back the first e-mail to somebody looks


@dataclass
class Sent:
    """What came of writing to everybody: how many e-mails, to whom, and who was not reached."""

    mails: int = 0
    people: int = 0
    failed: dict = field(default_factory=dict)


def wish(word: str, *, by: User, at: datetime | None = None) -> Mailing:
    """Set how somebody wants to hear of what concerns them. Of what was, they hear no more."""
    with acting(by):
        at = at or timezone.now()
        mailing, _ = Mailing.objects.select_for_update().get_or_create(user=by)
        if mailing.wish == Wish.NONE and word != Wish.NONE:
            mailing.told_until = at
        mailing.wish = word
        mailing.save(update_fields=["wish", "told_until"])
        record(Act.CHANGED, mailing, by=by, at=at)
        return mailing


def send(at: datetime | None = None) -> Sent:
    """Write to everybody who has an address and wishes it, of what came up since the last time.

    Two runs at once write once: each takes a person's turn by a conditional update before it
    writes. Where a mailbox fails its turn is given back, and the others are written to.
    """
    until = (at or timezone.now()) - SETTLED
    sent = Sent()
    people = get_user_model().objects.filter(~Q(email=""), is_active=True)
    for user in people.exclude(mailing__wish=Wish.NONE).select_related("mailing").order_by("pk"):
        _tell(user, until, sent)
    return sent


def _tell(user, until, sent):
    mailing = getattr(user, "mailing", None) or Mailing(user=user)
    told = mailing.told_until
    is_daily = mailing.wish == Wish.DAILY
    if is_daily and told and timezone.localdate(told) >= timezone.localdate(until):
        return
    found = notices.notices_for(user, told or until - FIRST, until)
    if not found or not _take_turn(mailing, told, until):
        return
    letters = [found] if is_daily else [[notice] for notice in found]
    for number, letter in enumerate(letters):
        try:
            _write(user, letter)
        except Exception as error:  # whatever a mailbox does, the others are written to
            sent.failed[user.get_username()] = type(error).__name__
            _give_back(user, until, _told_before(letter, found, told))
            return
        sent.mails += 1
        sent.people += number == 0


def _take_turn(mailing, told, until):
    """Whether this run is the one that writes to them."""
    if mailing.pk is None:
        Mailing.objects.get_or_create(user=mailing.user)
    return Mailing.objects.filter(user=mailing.user, told_until=told).update(told_until=until)


def _give_back(user, until, told):
    Mailing.objects.filter(user=user, told_until=until).update(told_until=told)


def _told_before(letter, found, told):
    """Until when they know all: rather something twice than something never."""
    return max((notice.at for notice in found if notice.at < letter[0].at), default=told)


def _write(user, letter):
    first, *others = letter
    subject = f"{len(letter)} things at the desk" if others else first.text
    given = {"name": display_name(user), "notices": letter, "address": settings.DESK_ADDRESS}
    EmailMessage(
        subject=" ".join(f"Newsroom: {subject}".split()),
        body=render_to_string("mail/notices.txt", given),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
