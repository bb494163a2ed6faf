"""What is done to accounts: asking for what weighs, giving it as a second person, sending links."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from knox.models import AuthToken
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from ..errors import Refused
from ..models import Grant
from ..rules.accounts import holders, open_sessions
from ..rules.people import display_name
from ..rules.provider_logins import password_is_closed
from ..vocabulary import GrantAct
from .journal import acting

LINK_TASK, TELL_TASK = "partnerships.send_password_link", "partnerships.tell_of_grant"
QUEUE = "letters"


def ask_for_grant(account: User, role: Group | None, *, by: User) -> Grant:
    """Ask that the account be given the role, or all rights where that is None; what is asked for
    already is asked for once."""
    _may_give(by, role)
    with acting(by):
        get_user_model().objects.select_for_update(no_key=True).get(pk=account.pk)
        waiting = Grant.objects.waiting().filter(account=account, role=role).first()
        return waiting or _note(account, role, GrantAct.ASKED, by)


def give_grant(asked: Grant, *, by: User) -> Grant:
    """Give what somebody else has asked for: the account has it from now on, and everybody who has
    the same is told."""
    return _answer(asked, GrantAct.GIVEN, by)


def refuse_grant(asked: Grant, *, by: User) -> Grant:
    """Refuse what was asked for; who asked may think better of it, too."""
    return _answer(asked, GrantAct.REFUSED, by)


def _answer(asked, act, by):
    _may_give(by, asked.role)
    with acting(by):
        # Its account first: two who answer at once take turns.
        account = get_user_model().objects.select_for_update(no_key=True).get(pk=asked.account_id)
        if Grant.objects.filter(answers=asked).exists():
            raise Refused("Somebody has answered this already.", "grant_is_answered_once")
        made = _note(account, asked.role, act, by, asked)
        if act == GrantAct.GIVEN:
            if asked.role:
                account.groups.add(asked.role)
            else:
                account.is_superuser = account.is_staff = True
                account.save(update_fields=["is_superuser", "is_staff"])
            # A letter each: what one mailbox refuses keeps nobody else from being told.
            for person in holders(asked.role).filter(~Q(email="")):
                _defer(TELL_TASK, grant=made.pk, person=person.pk)
    return made


def _may_give(by, role):
    if not (by.is_superuser if role is None else by.has_perm("auth.change_user")):
        raise PermissionDenied("You may not give roles.")


def _note(account, role, act, by, answers=None):
    made = Grant.objects.create(
        account=account, role=role, act=act, by=by, answers=answers, at=timezone.now()
    )
    made.refresh_from_db(fields=["at"])  # which the database tells
    return made


def change_address(account: User, email: str) -> None:
    """Have somebody be written to elsewhere, as they wish."""
    with acting(account):
        account.email = email
        account.save(update_fields=["email"])


def write_of_grant(grant: Grant, person: User) -> int:
    """Write to one of those who have it, the person it was given to among them."""
    asked = grant.answers
    given = {
        "grant": grant,
        "name": display_name(grant.account),
        "asked_by": display_name(asked.by if asked else None),
        "given_by": display_name(grant.by),
        "address": settings.DESK_ADDRESS,
    }
    said = f"{grant.what} was given to {display_name(grant.account)}"
    return _write(person, said, "grant", given)


def ask_for_link(*, email: str = "", account: User | None = None) -> None:
    """Have a worker send a link to set a password to whoever has that address, or to the account.

    Whether anybody has the address is looked up by the worker: who asks learns nothing of it, not
    even by how long it takes.
    """
    _defer(LINK_TASK, email=email, account=account.pk if account else None)


def send_links(email: str = "", account: int | None = None) -> int:
    """Send the links that were asked for; how many."""
    people = get_user_model().objects.filter(~Q(email=""), is_active=True)
    people = people.filter(pk=account) if account else people.filter(email__iexact=email)
    sent = 0
    for person in people.filter(provider_login=None):  # they have no password here
        if password_is_closed(person.get_username()):
            continue
        given = {
            "name": display_name(person),
            "username": person.get_username(),
            "key": urlsafe_base64_encode(force_bytes(person.pk)),
            "token": default_token_generator.make_token(person),
            "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
            "address": settings.DESK_ADDRESS,
        }
        sent += _write(person, "your password", "password_link", given)
    return sent


def log_out_elsewhere(user: User, *, but: str) -> int:
    """Log somebody out wherever they are logged in, `but` in the session of that key; how many."""
    others = [session.pk for session, _ in open_sessions(user) if session.pk != but]
    return Session.objects.filter(pk__in=others).delete()[0]


def revoke_token(user: User, digest: str) -> None:
    """Have a token of one's own be good no more."""
    AuthToken.objects.filter(user=user, digest=digest).delete()


def _write(person, subject, template, given):
    return EmailMessage(
        subject=" ".join(f"Newsroom: {subject}".split()),
        body=render_to_string(f"mail/{template}.txt", given),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def _defer(task, **told):
    with transaction.atomic():
        manager = JobManager(DjangoConnector())
        configure_task(name=task, job_manager=manager, queue=QUEUE).defer(**told)
