"""Every page of the desk: importing them registers them."""

from django.contrib import admin
from procrastinate.contrib.django import admin as queue

from . import accounts, collections  # noqa: F401
from .claims import (  # noqa: F401
    assignments,
    citations,
    claims,
    comments,
    mailings,
    rulebook,
    verdicts,
)
from .entities import (  # noqa: F401
    deals,
    events,
    money,
    parties,
    partnerships,
    roles,
    stakes,
)
from .sources import snapshots, sources  # noqa: F401
from .stories import stories  # noqa: F401

# The queue is for machines: what a job waits for stands on the page of its source.
admin.site.unregister(queue.models.ProcrastinateJob)
