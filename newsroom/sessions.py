"""For how long somebody is logged in: see SESSION_HOURS and SESSION_IDLE_HOURS in the settings."""

import time

from django.conf import settings
from django.contrib.sessions.backends import db

BEGAN = "began"  # in a session: when the password was given
SETTLED = 5 * 60  # seconds in which a session that is in use is not written again


class SessionStore(db.SessionStore):
    """Django's sessions in the database, which end after a while without a request, and some time
    after the password was given whatever is asked for."""

    def get_session_cookie_age(self):
        left = self.get(BEGAN, time.time()) + settings.SESSION_LONGEST - time.time()
        return max(0, min(super().get_session_cookie_age(), int(left)))

    def load(self):
        kept = self._get_session_from_db()
        if kept is None:
            return {}
        told, now = self.decode(kept.session_data), time.time()
        may_last = min(
            settings.SESSION_COOKIE_AGE, told.get(BEGAN, now) + settings.SESSION_LONGEST - now
        )
        lasts = kept.expire_date.timestamp() - now
        if told and (BEGAN not in told or may_last - lasts > SETTLED):
            self.modified = True  # and so written with the answer: it is in use
        return told

    def save(self, must_create=False):
        self._get_session(no_load=must_create).setdefault(BEGAN, time.time())
        super().save(must_create)

    def cycle_key(self):
        self._session.pop(BEGAN, None)  # who has logged in has given the password now
        super().cycle_key()
