"""Mailings: how somebody wants to hear of what concerns them, and since when they know."""

from django.conf import settings
from django.db import models

from ..vocabulary import Wish
from .base import one_of
from .history import tracked


class MailingManager(models.Manager):
    def get_by_natural_key(self, username):
        return self.get(user__username=username)


@tracked
class Mailing(models.Model):
    """What one user wishes, and until when the last e-mail told them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailing")
    wish = models.CharField("e-mail", max_length=5, choices=Wish, default=Wish.EACH)
    told_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MailingManager()

    class Meta:
        ordering = ["user", "pk"]
        constraints = [one_of("mailing_wish_is_known", "wish", Wish)]

    def __str__(self):
        return f"{self.user}: {self.get_wish_display()}"

    def natural_key(self):
        return (self.user.username,)
