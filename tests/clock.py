"""A clock that stands still, for pages that are compared: how long ago something was, which they
tell, must not depend on how long the machine took between them."""

from contextlib import contextmanager

import pytest
from django.template import defaultfilters
from django.utils import timezone
from django.utils.timesince import timesince


@contextmanager
def standing(moment):
    """A block in which pages are drawn as at `moment`; Django's ages have a clock of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        patch.setattr(
            defaultfilters, "timesince", lambda then, now=None: timesince(then, now or moment)
        )
        yield
