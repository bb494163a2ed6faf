"""How records are written: what was seen is named, what is sent twice is done once."""

import json
from hashlib import md5, sha256

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.http import parse_etags, quote_etag
from rest_framework.response import Response

from ..actions import idempotency
from ..actions.rights import allowed
from ..errors import Refused
from ..rules.refusals import law, refusal_sentence
from .drafts import flat
from .errors import NotAsSeen, NothingSeen, Unprocessable, Unreadable
from .parameters import checked
from .rendering import JSONRenderer

LONGEST_KEY = 200
INDENTED = "application/json; indent=2"  # as browsers are shown it


def tag_of(data, media_type=None):
    """The ETag of an answer with this data, as GET gives it."""
    content = JSONRenderer().render(data, media_type, {})
    return quote_etag(md5(content, usedforsecurity=False).hexdigest())


def tags_sent(request):
    """The ETags in If-Match. Weak ones count: a proxy that packs answers makes them so.

    Errors   NothingSeen without any; `*` names nothing that was seen.
    """
    tags = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-Match", ""))}
    if not tags - {"*"}:
        raise NothingSeen()
    return tags


class Writes:
    """A noun that can be written. `takes` is the draft of each action, by the action's name, and
    `asks` is the permission that one must have for it, as the action asks it: asked here before
    anything that was sent is looked at."""

    takes = {}
    asks = {}
    matched = frozenset({"partial_update", "destroy"})  # those that need If-Match
    paths = {}  # where the draft has a field of the record, where its name is another

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            if self.action in self.asks:
                allowed(request.user, self.asks[self.action])
            checked(request, known=())
            self.body = self.sent(request)

    def sent(self, request):
        """What was sent, by which the same request is known again.

        It is read before it is parsed; Django limits its size.
        """
        return request._request.body

    def draft(self):
        """What was sent, as values of the record.

        Errors   Unprocessable, with a sentence for each field.
        """
        partial = self.action == "partial_update"
        draft = self.takes[self.action]
        if isinstance(draft, dict):  # by the type of what is sent; the first where none is said
            kind = self.request.content_type.partition(";")[0].strip().lower()
            draft = draft.get(kind) or next(iter(draft.values()))
        draft = draft(data=self.request.data, partial=partial, context={"reader": self.reader})
        if not draft.is_valid():
            raise Unprocessable(flat(draft.errors))
        return draft.validated_data

    def once(self, act):
        """The answer that `act` gives, all in one transaction; and the same answer to whoever
        sends the same request again with the same Idempotency-Key."""
        key = self._key()
        try:
            if key is None:
                with transaction.atomic():
                    return act()
            with idempotency.once(self.request.user, key, self._mark()) as turn:
                if turn.kept:
                    return _again(turn.kept)
                answer = act()
                turn.keep(answer.status_code, json.dumps(answer.data), dict(answer.headers))
                return answer
        except IntegrityError as error:
            raise Refused(refusal_sentence(error), law(error) or Refused.code) from error
        except ValidationError as error:
            raise Unprocessable(self._placed(error)) from None

    def _key(self):
        key = self.request.headers.get("Idempotency-Key")
        if key is None or self.request.method != "POST":
            return None
        if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
            raise Unreadable(f"An Idempotency-Key has 1 to {LONGEST_KEY} plain characters.")
        return key

    def _mark(self):
        address = self.request.get_full_path()
        asked = [self.request.method, address, self.body.decode("latin-1")]
        return sha256(json.dumps(asked).encode()).hexdigest()

    def _placed(self, error):
        """A verb's sentences by field, under the names that the draft has for the fields."""
        for name, sentences in error.message_dict.items():
            path = "" if name == NON_FIELD_ERRORS else self.paths.get(name, name)
            for told in sentences:
                yield path, told

    def must_be_seen(self, row, tags):
        """Refuse when the row, as this reader is shown it now, is not what they were shown.

        Asked while the row is held, so that nothing changes between the look and the act.
        """
        data = self.shown(row)
        if not {tag_of(data), tag_of(data, INDENTED)} & tags:
            raise NotAsSeen()

    def shown(self, row):
        """The row as GET shows it to this reader."""
        rows = self.read(self.get_queryset())
        return self.get_serializer(self.find(rows, str(getattr(row, self.lookup_field)))).data

    def answer(self, row, status=200):
        """The row as it is now, with the ETag that GET would give."""
        data = json.loads(JSONRenderer().render(self.shown(row)))
        headers = {"ETag": tag_of(data)}
        if status == 201:
            headers["Location"] = data.get("api_url") or data["url"]
        return Response(data, status=status, headers=headers)


def _again(kept):
    headers = {name: value for name, value in kept.headers.items() if name in ("ETag", "Location")}
    return Response(
        json.loads(kept.body),
        status=kept.status,
        headers=headers | {"Idempotency-Replayed": "true"},
    )
