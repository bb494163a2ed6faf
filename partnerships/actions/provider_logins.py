"""Coming in by a provider of logins: whose account it is, and which roles go with their groups."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone

from ..errors import Refused
from ..models import ProviderLogin
from ..rules.accounts import roles_that_weigh
from ..vocabulary import Act
from .accounts import log_out_elsewhere
from .journal import acting, record

log = logging.getLogger(__name__)
DOOR = "provider"
NO_LETTERS = re.compile(r"[^\w.@+-]")  # which Django takes in no name of an account
LONGEST = {"username": 100, "email": 254, "first_name": 150, "last_name": 150}
NO_ROLE = "{} knows you, and none of your groups there has a role at this desk. Ask who keeps them."
OFF = "Your account at this desk is switched off. Ask whoever keeps accounts."


@dataclass(frozen=True)
class Vouched:
    """What a provider said of somebody who came from it, as far as it counts here."""

    issuer: str
    subject: str
    username: str = ""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    groups: frozenset[str] = frozenset()
    factors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CameIn:
    """The account that somebody came in by, and the roles of their groups that two people give."""

    account: User
    waits: list[Group]


def told_of(claims: Mapping[str, Any], issuer: str, groups: str) -> Vouched:
    """What counts of a token's claims, `groups` being the claim for those. Raises Refused where it
    does not say whose it is."""
    subject = claims.get("sub")
    if not (isinstance(subject, str) and 0 < len(subject) <= 255 and subject.isprintable()):
        raise Refused("The provider did not say who you are.", "provider_names_nobody")
    email = _text(claims, "email")
    try:
        validate_email(email)
    except ValidationError:
        email = ""
    if claims.get("email_verified") is False or len(email) > LONGEST["email"]:
        email = ""
    name = NO_LETTERS.sub("", _text(claims, "preferred_username") or email.partition("@")[0])
    first, last = _text(claims, "given_name"), _text(claims, "family_name")
    return Vouched(
        issuer=issuer,
        subject=subject,
        username=name[: LONGEST["username"]] or "member",
        email=email,
        first_name=(first or "" if last else _text(claims, "name"))[: LONGEST["first_name"]],
        last_name=last[: LONGEST["last_name"]],
        groups=_words(claims.get(groups)),
        factors=_words(claims.get("amr")) | _words(claims.get("acr")),
    )


def _text(claims, name):
    value = claims.get(name)
    return " ".join(value.replace("\x00", "").split()) if isinstance(value, str) else ""


def _words(value):
    """A list of words, or one, as providers say either."""
    words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return frozenset(word for word in words if isinstance(word, str))


def come_in(told: Vouched) -> CameIn:
    """The account of whoever a provider speaks of, made where there is none yet, with the roles of
    their groups as they are now. Raises Refused of who has none, or is switched off."""
    with pghistory.context(door=DOOR):
        with transaction.atomic():
            _take_turns(told)
            tied = ProviderLogin.objects.filter(issuer=told.issuer, subject=told.subject).first()
            if tied is None and not _roles(told):
                raise Refused(_no_role(), "provider_gives_no_role")
            account = tied.user if tied else _make(told)
            if not (account.is_active and account.is_staff):
                raise Refused(OFF, "account_is_off")
            waits = _set_roles(account, told)
            _set_address(account, told)
        if not _roles(told):
            log.warning("Account %s has no role at the provider any more", account.pk)
            raise Refused(_no_role(), "provider_gives_no_role")
    return CameIn(account, waits)


def tie_to_provider(account: User, told: Vouched) -> CameIn:
    """Have somebody come in by the provider from now on, and by their password no more. Raises
    Refused where that login is another's."""
    with pghistory.context(door=DOOR), acting(account):
        _take_turns(told)
        if not _roles(told):
            raise Refused(_no_role(), "provider_gives_no_role")
        account = get_user_model().objects.select_for_update(no_key=True).get(pk=account.pk)
        account.set_unusable_password()
        account.save(update_fields=["password"])
        _tie(account, told)
        return CameIn(account, _set_roles(account, told))


def end_provider_login(account: User) -> bool:
    """Have the account be tied to nobody; whether it was. The owner of the tables alone may."""
    return bool(ProviderLogin.objects.filter(user=account).delete()[0])


def note_emergency(account: User) -> None:
    """Enter in the journal that the password of an account for emergencies was given."""
    log.warning("Account %s, which is for emergencies, came by its password", account.pk)
    with acting(account):
        record(Act.EMERGENCY, account, by=account, at=timezone.now())


def _take_turns(told):
    """Of two who come by one login at once the second finds the account that the first made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"provider {told.issuer} {told.subject}"],
        )


def _no_role():
    return NO_ROLE.format(settings.OPENID.name[:1].upper() + settings.OPENID.name[1:])


def _roles(told):
    """The names of the roles that go with their groups, and are there."""
    named = [role for group, role in settings.OPENID.roles if group in told.groups]
    return set(Group.objects.filter(name__in=named).values_list("name", flat=True))


def _make(told):
    people = get_user_model().objects
    name, number = told.username, 1
    while people.filter(username__iexact=name).exists():
        number += 1
        name = f"{told.username}-{number}"
    account = get_user_model()(
        username=name,
        email=told.email,
        first_name=told.first_name,
        last_name=told.last_name,
        is_staff=True,
    )
    account.set_unusable_password()
    with acting(None):
        account.save()
    with acting(account):
        _tie(account, told)
    return account


def _tie(account, told):
    ProviderLogin.objects.create(
        user=account, issuer=told.issuer, subject=told.subject, at=timezone.now()
    )


def _set_roles(account, told):
    """Give the roles of their groups, take those of other groups, and leave what no group has. What
    weighs is taken so, and not given: those roles are what comes back."""
    wanted = _roles(told)
    with acting(account):
        get_user_model().objects.select_for_update(no_key=True).get(pk=account.pk)
        had = set(account.groups.values_list("pk", flat=True))
        governed = Group.objects.filter(name__in={role for _, role in settings.OPENID.roles})
        due = governed.filter(name__in=wanted).exclude(pk__in=had)
        waits = list(roles_that_weigh().filter(pk__in=due))
        account.groups.add(*due.exclude(pk__in=[role.pk for role in waits]))
        taken = governed.filter(pk__in=had).exclude(name__in=wanted)
        if names := list(taken.values_list("name", flat=True)):
            account.groups.remove(*taken)
            log_out_elsewhere(account, but="")
            log.info("Account %s lost at the provider: %s", account.pk, ", ".join(names))
    return waits


def _set_address(account, told):
    if told.email and told.email != account.email:
        with acting(account):
            account.email = told.email
            account.save(update_fields=["email"])
