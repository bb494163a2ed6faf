"""The password that a desk of one's own machine makes up for its first editor: good for a day, and
no longer, so that it becomes nobody's for good."""

import hashlib
import json
import os
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

GOOD_FOR = timedelta(days=1)
NAME = "first_password"  # in DATA_DIR


def note_first_password(user: AbstractBaseUser) -> None:
    """Keep until when the password is good that was just made up for this account: which one that
    is, and not what it is."""
    told = {"mark": _mark(user), "until": (timezone.now() + GOOD_FOR).isoformat()}
    path = settings.DATA_DIR / NAME
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(told, file)


def first_password_is_over(user: AbstractBaseUser) -> bool:
    """Whether the account still has the password that was made up for it, and a day has gone."""
    try:
        told = json.loads((settings.DATA_DIR / NAME).read_text())
    except FileNotFoundError:
        return False
    return told["mark"] == _mark(user) and timezone.now() > datetime.fromisoformat(told["until"])


def _mark(user):
    return hashlib.sha256(user.password.encode()).hexdigest()
