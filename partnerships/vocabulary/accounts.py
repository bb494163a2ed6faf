"""What is done to accounts, and to what they may do."""

from django.db.models import TextChoices


class Granted(TextChoices):
    """What of an account, or of a group, is another than before."""

    ACCOUNT = "account", "account"
    ROLE = "role", "role of an account"
    RIGHT = "right", "right of an account"
    GROUP = "group", "group"
    GROUP_RIGHT = "group_right", "right of a group"
    TOKEN = "token", "token of the API"
    SECOND_FACTOR = "second_factor", "second factor"
    PROVIDER = "provider", "login at a provider"
    WEBHOOK = "webhook", "address that is told of changes"


class GrantAct(TextChoices):
    """What somebody did about a role that weighs, or about all rights."""

    ASKED = "asked", "asked for it"
    GIVEN = "given", "gave it"
    REFUSED = "refused", "refused it"


class AccountAct(TextChoices):
    """What became of it."""

    MADE = "insert", "given"
    CHANGED = "update", "changed"
    REMOVED = "delete", "taken"
