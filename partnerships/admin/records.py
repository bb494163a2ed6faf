"""Every page of the desk: importing them registers them."""

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
