"""Who may do what: the one question that every act asks first."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied


def allowed(by: User, permission: str, what: str) -> None:
    """Raise PermissionDenied, with a sentence that ends in `what`, unless `by` has the permission
    of ours by that name."""
    if not by.has_perm(f"partnerships.{permission}"):
        raise PermissionDenied(f"You may not {what}.")
