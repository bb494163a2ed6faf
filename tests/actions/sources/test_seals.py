"""What is sealed opens with its key, for its row, and with nothing else."""

import os

import pytest

from partnerships.actions.sources.seals import SealedPerson, is_newest, seal, unseal
from partnerships.errors import NoKey, NotOpened
from partnerships.models.sources.identities import SHORTEST

OLD, NEW = os.urandom(32), os.urandom(32)
ROBIN = SealedPerson("Robin Redbreast", "On the third bench, “at noon”")


def test_what_is_sealed_opens_with_its_key():
    opened = unseal(seal(ROBIN, "row 1", [OLD]), "row 1", [NEW, OLD])

    assert opened == ROBIN


@pytest.mark.parametrize("bits", [64, 127, 128 - 8])
def test_a_key_of_fewer_bits_is_refused(bits):
    with pytest.raises(ValueError):
        seal(ROBIN, "row 1", [os.urandom(bits // 8)])


def test_the_newest_key_seals():
    sealed = seal(ROBIN, "row 1", [NEW, OLD])

    assert is_newest(sealed, [NEW, OLD])
    assert not is_newest(sealed, [OLD, NEW])
    assert unseal(sealed, "row 1", [NEW]) == ROBIN


def test_without_its_key_it_stays_closed_and_the_key_is_named():
    sealed = seal(ROBIN, "row 1", [OLD])

    with pytest.raises(NotOpened, match=sealed[1:5].hex()):
        unseal(sealed, "row 1", [NEW])


@pytest.mark.parametrize("place", [1, 6, 20, -1])
def test_a_changed_seal_stays_closed(place):
    sealed = bytearray(seal(ROBIN, "row 1", [OLD]))
    sealed[place] ^= 1

    with pytest.raises(NotOpened):
        unseal(sealed, "row 1", [OLD])


def test_a_seal_put_to_another_row_stays_closed():
    with pytest.raises(NotOpened, match="put from one source to another"):
        unseal(seal(ROBIN, "row 1", [OLD]), "row 2", [OLD])


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x02" + bytes(400), b"Robin Redbreast"])
def test_what_is_no_seal_is_a_sentence(junk):
    with pytest.raises(NotOpened):
        unseal(junk, "row 1", [OLD])


def test_without_a_key_nothing_is_sealed_or_opened():
    for act in (lambda: seal(ROBIN, "row 1", []), lambda: unseal(b"", "row 1", [])):
        with pytest.raises(NoKey, match="set SOURCE_KEYS"):
            act()


def test_two_seals_of_one_person_have_nothing_in_common_but_their_length():
    one, two = seal(ROBIN, "row 1", [OLD]), seal(ROBIN, "row 1", [OLD])
    short = seal(SealedPerson("Al"), "row 1", [OLD])

    assert one[5:] != two[5:]
    assert len(one) == len(two) == len(short) == SHORTEST


def test_a_person_is_not_told_by_accident():
    assert "Robin" not in f"{ROBIN} {ROBIN!r} {[ROBIN]}"
