"""Who somebody is elsewhere: by what a provider of logins knows the owner of an account."""

from django.conf import settings
from django.db import models

from .base import Uid, UidManager


class ProviderLoginManager(UidManager):
    pass


class ProviderLogin(Uid):
    """An account that comes in by a provider, which knows its owner by a subject of its own.

    An address or a name ties nothing: both may be given to somebody else. Such an account has no
    password here. It is tied in its own name alone, and never to somebody else.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="provider_login"
    )
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    at = models.DateTimeField("tied at")

    objects = ProviderLoginManager()

    class Meta:
        ordering = ["-pk"]
        default_permissions: list[str] = []
        verbose_name = "login at a provider"
        verbose_name_plural = "logins at a provider"
        constraints = [
            models.UniqueConstraint(
                name="provider_login_is_of_one_account",
                fields=["issuer", "subject"],
                violation_error_message="This login is another account's already.",
            ),
        ]

    def __str__(self):
        return f"{self.user.get_username()} at {self.issuer}"
