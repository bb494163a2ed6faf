"""Every page of the desk: importing them registers them."""

from . import (  # noqa: F401
    citations,
    claims,
    collections,
    deals,
    events,
    money,
    parties,
    partnerships,
    roles,
    sources,
    stakes,
)
