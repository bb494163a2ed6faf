"""The journal of accounts: who may come in and what they may do, as it was and became."""

from django.conf import settings
from django.db import models

from ..vocabulary import AccountAct, Granted
from .base import Uid, UidManager, json_shaped, one_of


class AccountChangeManager(UidManager):
    pass


class AccountChange(Uid):
    """An account, a role, a right or a token was given, changed or taken: of whom, by whom, when.

    PostgreSQL alone writes it, whatever the door, in the transaction of the change and by its own
    clock. `before` and `after` are what differs, and hold no password and nothing of a token.
    """

    noun = models.CharField("what", max_length=11, choices=Granted)
    act = models.CharField("what became of it", max_length=6, choices=AccountAct)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        null=True,
        help_text="Whose it is, while the account is there.",
    )
    name = models.CharField("of", max_length=150, help_text="The account or the group, by name.")
    role = models.CharField(
        "role or right", max_length=150, blank=True, help_text="The group, or the right's code."
    )
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        null=True,
        help_text="Who did it, where somebody was named.",
    )
    door = models.CharField(max_length=40, blank=True)
    context = models.UUIDField(null=True)

    objects = AccountChangeManager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ["view"]
        verbose_name = "change of an account"
        verbose_name_plural = "changes of accounts"
        constraints = [
            one_of("account_change_noun_is_known", "noun", Granted),
            one_of("account_change_act_is_known", "act", AccountAct),
            json_shaped("account_change_before_has_names", "before", "object"),
            json_shaped("account_change_after_has_names", "after", "object"),
        ]

    def __str__(self):
        role = self.role if self.noun == Granted.ROLE else ""  # rights have codes of Django's
        return f"{self.get_noun_display()} {self.get_act_display()}: {self.name} {role}".strip()
