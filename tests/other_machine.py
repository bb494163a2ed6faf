"""Settings of a second machine of the tests' desk: another process with a folder of its own, on the
same database, with the same storage and the same key.
"""

import json
import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, STORAGES

_told = json.loads(os.environ["OTHER_MACHINE"])
SECRET_KEY = _told["SECRET_KEY"]
MEDIA_ROOT = _told["MEDIA_ROOT"]
DATABASES["default"] |= _told["DATABASE"]
if "SERVER" in _told["DATABASE"]:
    DATABASES["default"]["SERVER"] = Path(_told["DATABASE"]["SERVER"])
# As the tests' own process has them: pages of both name the same static files.
PASSWORD_HASHERS = _told["PASSWORD_HASHERS"]
STORAGES = STORAGES | {"staticfiles": _told["STATIC"]}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
