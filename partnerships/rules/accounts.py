"""Accounts: what their journal tells, in words; what weighs among rights, and who has it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from ..models import AccountChange, Grant
from ..vocabulary import GrantAct
from .moments import format_moment, parsed_moment

UNUSED = timedelta(days=90)  # after so long an account asks whether it is needed still
LATELY = timedelta(days=14)  # how long the home tells what was given
WEIGHS = ["partnerships.view_confidential_source", "partnerships.open_identity"]
WEIGHS += ["partnerships.break_glass", "auth.change_user"]


def roles_that_weigh() -> QuerySet[Group]:
    """The roles that one person asks for and a second gives, as the laws have it."""
    return Group.objects.alias(weighs=_asked("role_weighs")).filter(weighs=True)


def rights_that_weigh() -> QuerySet[Permission]:
    """The rights that come with such a role alone."""
    return Permission.objects.alias(weighs=_asked("right_weighs")).filter(weighs=True)


def _asked(function):
    return Func(F("pk"), function=function, output_field=BooleanField())


def holders(role: Group | None) -> QuerySet[User]:
    """Who has the role, or all rights where that is None, and may come in."""
    having = Q(groups=role) if role else Q(is_superuser=True)
    return get_user_model().objects.filter(having, is_active=True).order_by("username")


def accounts_to_look_at(user: User, now: datetime) -> QuerySet[User]:
    """For who keeps accounts: those that are open and unused, never used ones first."""
    if not user.has_perm("auth.view_user"):
        return get_user_model().objects.none()
    unused = Q(last_login=None) | Q(last_login__lt=now - UNUSED)
    open_ones = get_user_model().objects.filter(unused, is_active=True).exclude(pk=user.pk)
    return open_ones.order_by(F("last_login").asc(nulls_first=True), "date_joined", "pk")


def grants_waiting_for(user: User) -> QuerySet[Grant]:
    """What others have asked for, for others, that `user` may give."""
    if not user.has_perm("auth.change_user"):
        return Grant.objects.none()
    waiting = Grant.objects.waiting().exclude(by=user.pk).exclude(account=user.pk)
    waiting = waiting if user.is_superuser else waiting.exclude(role=None)
    return waiting.select_related("account", "role", "by")


def grants_to_tell(user: User, now: datetime) -> QuerySet[Grant]:
    """What was given lately of what `user` has too, or keeps; to others and to them."""
    if not any(map(user.has_perm, WEIGHS)):
        return Grant.objects.none()
    given = Grant.objects.filter(act=GrantAct.GIVEN, at__gte=now - LATELY)
    if not user.is_superuser:
        keeps = user.has_perm("auth.change_user")
        given = given.exclude(role=None) if keeps else given.filter(role__in=user.groups.all())
    return given.select_related("account", "role", "by", "answers__by")


def account_differences(change: AccountChange) -> Iterator[tuple[str, str]]:
    """What is another than before: its name, and what it was and became."""
    for name in {**change.before, **change.after}:
        if name == "id" or name.endswith("_id"):
            continue  # which the change says by name
        told = [_value(each[name]) for each in (change.before, change.after) if name in each]
        yield _label(name), " → ".join(told)


def _label(name):
    names = {field.name: field.verbose_name for field in get_user_model()._meta.concrete_fields}
    return capfirst(names.get(name) or name.replace("_", " "))


def _value(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    moment = parsed_moment(value) if isinstance(value, str) else None
    return format_moment(moment) if moment else str(value or "none")


def open_sessions(user: User) -> Iterator[tuple[Session, dict[str, Any]]]:
    """Where somebody is logged in, each with what it holds. That tells within alone whose it is:
    all open sessions are looked through."""
    rows = Session.objects.filter(expire_date__gt=timezone.now()).order_by("-expire_date")
    for session in rows.iterator():
        told = session.get_decoded()
        if told.get("_auth_user_id") == str(user.pk):
            yield session, told
