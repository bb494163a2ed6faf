"""An address that is told of changes is one's own, stays where it is, and is told each once."""

import pghistory
import pytest
from django.db import connection

from tests import factories as make


def register(whose, url):
    """The sentence in which an address is registered."""
    return (
        "INSERT INTO partnerships_webhook (uid, user_id, url, at, told_until, why) VALUES"
        f" (gen_random_uuid(), {{{whose}}}, {url}, now(), 5, '')"
    )


OF_EVE = "UPDATE partnerships_webhook SET {} WHERE user_id = {{eve}}"
SEND = (
    "INSERT INTO partnerships_webhookdelivery"
    " (uid, webhook_id, after, last, begun_at, tries, said, is_taken, ended_at)"
    " SELECT gen_random_uuid(), id, 5, {}, now(), 1, '', {}, {} FROM partnerships_webhook"
)
TOLD = "'https://example.org/told'"


@pytest.fixture
def known(db):
    """Eve, who has an address to which a page is being sent, and Bob."""
    known = {name: make.editor(name).pk for name in ("eve", "bob")}
    run(register("eve", TOLD), known, "eve")
    run(SEND.format(6, "false", "NULL"), known, None)
    return known


def run(sentence, known, as_whom):
    who = {"user": known[as_whom]} if as_whom else {}
    with pghistory.context(**who), connection.cursor() as cursor:
        cursor.execute(sentence.format(**known))


@pytest.mark.parametrize(
    ("law", "sentence", "as_whom"),
    [
        ("webhook_is_ones_own", register("bob", TOLD), "eve"),
        ("webhook_is_ones_own", register("bob", TOLD), None),
        ("webhook_is_registered_once", register("eve", TOLD), "eve"),
        ("webhook_address_is_of_the_web", register("bob", "'file:///etc/passwd'"), "bob"),
        (
            "account_has_five_webhooks_at_most",
            "INSERT INTO partnerships_webhook (uid, user_id, url, at, told_until, why)"
            " SELECT gen_random_uuid(), {bob}, 'https://example.org/' || n, now(), 0, ''"
            " FROM generate_series(1, 6) AS n",
            "bob",
        ),
        ("webhook_stays_at_its_address", OF_EVE.format("url = 'https://example.com/'"), "eve"),
        ("webhook_stays_at_its_address", OF_EVE.format("user_id = {bob}"), "bob"),
        ("webhook_only_goes_on", OF_EVE.format("told_until = 4"), None),
        ("webhook_is_switched_off_for_a_reason", OF_EVE.format("ended_at = now()"), None),
        ("webhook_is_switched_off_for_a_reason", OF_EVE.format("why = 'so'"), None),
        ("webhook_is_sent_one_page_at_a_time", SEND.format(7, "false", "NULL"), None),
        ("delivery_has_changes", SEND.format(5, "true", "now()"), None),
        ("delivery_that_is_taken_has_ended", SEND.format(7, "true", "NULL"), None),
    ],
)
def test_what_is_refused_of_an_address(law, sentence, as_whom, known, refused):
    with refused(law):
        run(sentence, known, as_whom)


def test_what_is_switched_off_stays_so(known, refused):
    run(OF_EVE.format("ended_at = now(), why = 'So.'"), known, None)

    with refused("webhook_only_goes_on"):
        run(OF_EVE.format("ended_at = NULL, why = ''"), known, None)
