"""What a password must be: long, and nothing that whoever knows the desk would guess."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError

from newsroom.hardening import Hardening

OURS = "django.contrib.auth.password_validation."
# Digits alone are as good as anything: a rule on letters makes people write Password1. Nine
# characters are one more than a date has, and of the commonest that leaked 3,800 are so long.
LEAST = 9
VALIDATORS = [
    {"NAME": f"{OURS}UserAttributeSimilarityValidator"},
    {"NAME": f"{OURS}MinimumLengthValidator", "OPTIONS": {"min_length": LEAST}},
    {"NAME": f"{OURS}CommonPasswordValidator"},
    {"NAME": "newsroom.passwords.BeyondTheHouse"},
]
# Words that are guessed first here, besides those of the desk's own address.
WORDS = [
    *("administrator", "admin", "article", "checker", "chief", "desk", "editor", "factcheck"),
    *("fact", "check", "journalist", "keeper", "newspaper", "newsroom", "news", "openai"),
    *("microsoft", "partnerships", "partnership", "password", "publisher", "reader", "reporter"),
    *("researcher", "source", "story", "stories", "verdict"),
]
BEYOND = 6  # characters that a password has besides


def validators(hardening: Hardening) -> list[dict]:
    """What is asked of a password at this desk."""
    leaked = [{"NAME": "newsroom.passwords.NeverLeaked"}] if hardening.leaked_passwords else []
    return [*VALIDATORS, *leaked]


class BeyondTheHouse:
    """Words of the house are no part of a password's length: “newsroom2026” is four digits."""

    def validate(self, password, user=None):
        hosts = re.split(r"[^a-z0-9]+", " ".join(settings.ALLOWED_HOSTS).lower())
        words = sorted({*WORDS, *(word for word in hosts if len(word) > 3)}, key=len, reverse=True)
        beyond = re.sub("|".join(map(re.escape, words)), "", password, flags=re.IGNORECASE)
        if len(beyond) < BEYOND:
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self):
        return (
            "Beside words that anybody thinks of here, such as “newsroom” or “editor”, your "
            f"password must have {BEYOND} characters more."
        )


class NeverLeaked:
    """A password that leaked anywhere is tried everywhere: none of the operator's list is taken."""

    def validate(self, password, user=None):
        if password in settings.HARDENING.leaked_passwords:
            raise ValidationError(self.get_help_text(), code="password_leaked")

    def get_help_text(self):
        return "Your password must not be one that leaked somewhere and is known to others."
