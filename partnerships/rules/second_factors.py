"""Second factors: who has one, and of whom the desk asks that they have."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

ALL_ROLES = "*"  # in SECOND_FACTOR_FOR


def has_second_factor(user: User) -> bool:
    """Whether a code is asked of them when they come in."""
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).exists()


def must_have_second_factor(user: User) -> bool:
    """Whether the desk is closed to them without one: those with a role that SECOND_FACTOR_FOR
    names, with any where it names all, and, where it names one, who has all rights."""
    roles = settings.SECOND_FACTOR_FOR
    if not roles or user.is_superuser:
        return bool(roles)
    named = user.groups.all() if ALL_ROLES in roles else user.groups.filter(name__in=roles)
    return named.exists()


def lacks_second_factor(user: User, given_at: datetime) -> bool:
    """Whether what was given to them at that moment, such as a token, was given without the second
    factor that they must have now."""
    factors = TOTPDevice.objects.filter(user=user.pk, confirmed=True, created_at__lte=given_at)
    return must_have_second_factor(user) and not factors.exists()


def recovery_codes_left(user: User) -> int:
    """How many codes for emergencies they have not used."""
    return StaticToken.objects.filter(device__user=user.pk).count()
