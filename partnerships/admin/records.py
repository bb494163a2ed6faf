"""Every page of the desk: importing them registers them."""

from django.contrib import admin
from procrastinate.contrib.django import admin as queue

from . import (  # noqa: F401
    accounts,
    assignments,
    citations,
    claims,
    collections,
    comments,
    deals,
    events,
    mailings,
    money,
    parties,
    partnerships,
    roles,
    rulebook,
    snapshots,
    sources,
    stakes,
    stories,
    verdicts,
)

# The queue is for machines: what an errand waits for stands on the page of its source.
admin.site.unregister(queue.models.ProcrastinateJob)
