"""Numbering what changed while nobody asks, so that who asks finds it done; and what programs are
sent of it."""

from ..actions.webhooks import TellablePage
from .changes import SHOWN, changes_after, last_change, page_of_changes, tell_what_changed
from .public_tables import DeskRequest
from .rendering import write_json
from .urls import NOUNS


def tell_changes() -> None:
    """Number all that changed for readers so far."""
    while tell_what_changed(NOUNS, waiting=True):
        pass


def page_to_send(after: int, last: int | None = None) -> TellablePage:
    """The page of changes after that number, up to `last` where it was begun already: what anybody
    is given by the API, at the address of the desk."""
    rows = changes_after(after)
    sent = [row for row in rows[:SHOWN] if last is None or row[0] <= last]
    told = page_of_changes(DeskRequest(), after, sent, len(rows) > len(sent))
    return TellablePage(last_change(), told["last"], write_json(told))
