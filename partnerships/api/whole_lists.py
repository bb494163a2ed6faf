"""Lists within a row: the first of them are shown, and `more` says where the others are."""

from dataclasses import dataclass
from urllib.parse import urlencode

from . import reading

SAID = (
    "Where all of a list is that has more rows than are shown, by the name of its field; null "
    "where the API has no list of its own of them. It is there only where something is left out."
)
SCHEMA = {
    "type": "object",
    "description": SAID,
    "additionalProperties": {"type": ["string", "null"], "format": "uri"},
    "readOnly": True,
}


@dataclass(frozen=True)
class WholeList:
    """A list of the API that has all that a row shows the first of: its route, if there is one,
    the parameter that narrows it to the row, and whether it can be asked for a day. `most` is how
    many are shown, where those are fewer than of others."""

    route: str = ""
    parameter: str = ""
    of_the_day: bool = False
    most: int | None = None
    under: str = ""
    named_by: str = ""

    def address(self, lists, key, day):
        """Where it is, by the addresses of the API's lists; None where there is none."""
        if not self.route:
            return None
        then = {"known_at": lists.known_at} if lists.known_at else {}
        if self.under:
            of_then = f"?{urlencode(then)}" if then else ""
            return f"{lists[self.route]}{key}/{self.under}/{of_then}"
        asked = {self.parameter: key} | ({"as_of": day} if day and self.of_the_day else {})
        return f"{lists[self.route]}?{urlencode(asked | then)}"


NOWHERE = WholeList()  # what has no list of its own


def shortened(record, whole, lists, key, day=None):
    """The record with the first rows of its long lists, and with `more` where one was long.

    `whole` has by the names of its lists where all of each is; `key` is what names the row there,
    or a function that finds it for one of the lists.
    """
    more = {}
    for name, all_of_it in whole.items():
        most = all_of_it.most or reading.LISTED
        if len(record.get(name, ())) > most:
            del record[name][most:]
            named = key(all_of_it) if callable(key) else key
            more[name] = all_of_it.address(lists, named, day)
    return record | {"more": more} if more else record


def is_long(rows_by_owner):
    """Whether one of the lists has more rows than are shown of one."""
    return max(map(len, rows_by_owner.values()), default=0) > reading.LISTED
