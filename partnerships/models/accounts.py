"""The journal of accounts: who may come in and what they may do, as it was and became; and what
weighs, which two give.
"""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q

from ..vocabulary import AccountAct, GrantAct, Granted
from .base import Uid, UidManager, json_shaped, one_of


class AccountChangeManager(UidManager):
    pass


class AccountChange(Uid):
    """An account, a role, a right or a token was given, changed or taken: of whom, by whom, when.

    PostgreSQL alone writes it, whatever the door, in the transaction of the change and by its own
    clock. `before` and `after` are what differs, and hold no password and nothing of a token.
    """

    noun = models.CharField("what", max_length=13, choices=Granted)
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


class GrantQuerySet(models.QuerySet):
    def waiting(self):
        """What was asked for, and nobody has given or refused."""
        return self.filter(act=GrantAct.ASKED, answer=None)


class GrantManager(UidManager.from_queryset(GrantQuerySet)):
    pass


class Grant(Uid):
    """A role that weighs, or all rights, that somebody asked for, gave or refused to an account.

    The second is another person than the first, and neither is whose account it is. PostgreSQL lets
    the account have it in the transaction alone in which it is given, and tells the moment.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", help_text="For whom it is."
    )
    role = models.ForeignKey(
        Group,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Nothing here means all rights there are.",
    )
    act = models.CharField("what was done", max_length=7, choices=GrantAct)
    answers = models.OneToOneField(
        "self", models.PROTECT, related_name="answer", null=True, blank=True, editable=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("when")

    objects = GrantManager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ["view"]
        verbose_name = "role given by two"
        verbose_name_plural = "roles given by two"
        constraints = [
            one_of("grant_act_is_known", "act", GrantAct),
            models.CheckConstraint(
                name="grant_is_for_somebody_else",
                condition=~Q(by=F("account")),
                violation_error_message="Nobody asks for more rights of their own, or gives them.",
            ),
            models.CheckConstraint(
                name="grant_is_given_when_asked_for",
                condition=Q(act=GrantAct.ASKED, answers=None)
                | ~Q(act=GrantAct.ASKED) & Q(answers__isnull=False),
                violation_error_message="What is given or refused was asked for before.",
            ),
        ]

    def __str__(self):
        return f"{self.what} for {self.account.get_username()}"

    @property
    def what(self):
        """The role by its name, or all rights."""
        return self.role.name if self.role else "All rights"
