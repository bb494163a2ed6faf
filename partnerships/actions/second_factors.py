"""Second factors: setting one up, asking for its codes, and taking it away.

All of it is done in the name of whose it is: a law refuses it of others.
"""

import logging
import secrets
import time
from base64 import b32encode

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..errors import Refused
from .journal import acting

log = logging.getLogger(__name__)
RECOVERY_CODES = 10
LETTERS = 26  # of each, of five random bits: nobody guesses 130
SHOWN = 5  # letters of a code for emergencies between two hyphens
WRONG = "This code is not right, or was used already. Give the next one that your app shows."


def new_key() -> str:
    """A key for an app, in hexadecimal digits."""
    return secrets.token_hex(20)


def key_address(user: User, key: str) -> str:
    """What an app reads from the square: whose codes these are, and the key."""
    return TOTPDevice(user=user, key=key).config_url


def key_to_type(key: str) -> str:
    """The key as people type it into an app that reads no square."""
    letters = b32encode(bytes.fromhex(key)).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def set_up_second_factor(user: User, key: str, code: str) -> list[str]:
    """Have codes of this key asked for from now on, when the first is right; codes for emergencies,
    which are told this once. Raises Refused."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    if not (code.isdecimal() and totp.verify(int(code), 1)):
        raise Refused(WRONG, "wrong_code")
    with acting(user):
        if TOTPDevice.objects.select_for_update().filter(user=user).exists():
            raise Refused("You have a second factor already: take it away first.", "has_one")
        TOTPDevice.objects.create(user=user, name="app", key=key, last_t=totp.t())
        return _new_codes(user)


def renew_recovery_codes(user: User) -> list[str]:
    """Other codes for emergencies in place of those that are left, told this once."""
    with acting(user):
        return _new_codes(user)


def take_away_second_factor(user: User) -> None:
    """Ask for no codes any more."""
    with acting(user):
        forget_codes(user)


def forget_codes(user: User) -> bool:
    """Take the app's key and the codes for emergencies away; whether there was one."""
    StaticDevice.objects.filter(user=user).delete()
    return bool(TOTPDevice.objects.filter(user=user).delete()[0])


def is_code_of(user: User, code: str) -> bool:
    """Whether the code is one of their app's, or one for emergencies, which is spent with it.

    After a wrong one the next is looked at only after a while, which doubles; each is good once.
    """
    code = "".join(code.split()).replace("-", "").lower()
    if not code:
        return False  # and no wrong try: who gives none has not guessed
    with acting(user):
        if code.isdecimal() and len(code) == 6:
            devices, told = TOTPDevice.objects.filter(user=user, confirmed=True), code
        else:
            devices, told = StaticDevice.objects.filter(user=user), _hidden(code)
        is_right = any(device.verify_token(told) for device in devices.select_for_update())
    if not is_right:
        log.warning("Account %s gave a wrong code", user.pk)
    return is_right


def _new_codes(user):
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [
        b32encode(secrets.token_bytes(LETTERS)).decode().lower()[:LETTERS]
        for _ in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=_hidden(code)) for code in codes
    )
    return ["-".join(code[at : at + SHOWN] for at in range(0, len(code), SHOWN)) for code in codes]


def _hidden(code):
    """What is kept of a code for emergencies: nobody reads it in the database."""
    return salted_hmac("partnerships.recovery", code, settings.SECRET_KEY).hexdigest()[:16]
