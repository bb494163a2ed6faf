"""People of the desk, as pages and answers name them, and who among them may do what."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from ..vocabulary import Task

# What somebody must be allowed to do who is asked for it; a blind check is an assessment.
NEEDED: dict[str, tuple[str, ...]] = {
    Task.CHECK: ("propose_verdict", "add_assessment"),
    Task.SIGN: ("countersign_verdict",),
}
MARK = "no longer at the desk"


def display_name(user: User | None) -> str:
    """The user's full name; without one, their login name. For the desk alone."""
    return (user.get_full_name() or user.get_username()) if user else ""


def public_signature(user: User | None) -> str:
    """How a signature reads in public: the full name, never a login name; a desk may set that its
    members are not named."""
    return signature_of_name(user.get_full_name()) if user else ""


def signature_of_name(name: str) -> str:
    """How the signature reads in public of somebody with that full name."""
    name = name.strip() if settings.PUBLIC_SIGNERS == "names" else ""
    return name or "A member of the desk"


def departed(user: User | None) -> str:
    """“no longer at the desk”, of somebody whose account is closed; what they signed stands."""
    return MARK if user and not user.is_active else ""


def may(user: User, task: str) -> bool:
    """Whether somebody could do the task at all."""
    return any(user.has_perm(f"partnerships.{permission}") for permission in NEEDED[task])


def sees_every_source(user: "Asker") -> bool:
    """Whether they may know of every source, the confidential ones among them."""
    return user.has_perms(["partnerships.view_source", "partnerships.view_confidential_source"])


def who_can_be_asked() -> QuerySet[User]:
    """Those at the desk who may check or sign claims, by name. One query."""
    needed = sorted({permission for names in NEEDED.values() for permission in names})
    permitted = Q(is_superuser=True)
    for path in ("user_permissions", "groups__permissions"):
        permitted |= Q(
            **{
                f"{path}__codename__in": needed,
                f"{path}__content_type__app_label": "partnerships",
            }
        )
    users = get_user_model().objects
    able = users.filter(permitted, is_active=True).order_by().values("pk")
    return users.filter(pk__in=able).order_by("last_name", "first_name", "username")


class TrustedReader:
    """Whoever reads what the desk writes down without asking who reads it: a log, a command line.

    May know all that the desk knows, but for what only source keepers do.
    """

    pk = None

    def has_perm(self, permission: str, obj: object = None) -> bool:
        return permission != "partnerships.view_confidential_source"

    def has_perms(self, permissions: Iterable[str], obj: object = None) -> bool:
        return all(map(self.has_perm, permissions))


Asker = User | AnonymousUser | TrustedReader  # whoever asks what they may know
