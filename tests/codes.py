"""The codes that an app for second factors shows."""

import time

from django_otp.oath import TOTP


def code_of(key, later=0):
    """The code of the key now, or so many half minutes later."""
    app = TOTP(bytes.fromhex(key))
    app.time = time.time() + 30 * later
    return f"{app.token():06}"
