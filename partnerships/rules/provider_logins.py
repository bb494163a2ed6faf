"""Who comes in by a provider of logins, and to whom passwords are closed."""

from django.conf import settings
from django.contrib.auth.models import User

from ..models import ProviderLogin


def comes_by_provider(user: User) -> bool:
    """Whether the account is tied to somebody at a provider, and so has no password."""
    return ProviderLogin.objects.filter(user=user.pk).exists()


def is_for_emergencies(username: str) -> bool:
    """Whether the account of that name is for when the provider is away."""
    return bool(settings.OPENID) and username in settings.OPENID.emergency


def passwords_are_closed() -> bool:
    """Whether people come in by the provider alone, but for emergencies."""
    return bool(settings.OPENID) and settings.OPENID.only


def password_is_closed(username: str) -> bool:
    """Whether no password lets this account in."""
    return passwords_are_closed() and not is_for_emergencies(username)
