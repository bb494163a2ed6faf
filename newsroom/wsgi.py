"""What gunicorn serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from partnerships.management.memory import keep_memory_within

gc.set_threshold(50_000, 20, 100)  # as in manage.py
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()
connection.limit_as("web")
keep_memory_within(settings.MEMORY_MB)

import_module(settings.ROOT_URLCONF)  # once for all processes that are forked from this one

# What is loaded by now is left alone by the collector in every process that is forked from this
# one: a page of memory that nobody writes to is shared.
gc.collect()
gc.freeze()
