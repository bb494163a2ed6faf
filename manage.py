#!/usr/bin/env python
"""Run anything of the newsroom: `./manage.py help` lists it."""

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from newsroom.postgres.errors import Unreachable

if __name__ == "__main__":
    # What is loaded stays: to look through it for garbage again and again is a sixth of the start.
    gc.set_threshold(50_000, 20, 100)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, Unreachable) as error:
        sys.exit(str(error))  # the sentence says it all; where in our code it arose says nothing
