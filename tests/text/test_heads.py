import pytest

from partnerships.text.heads import Head, NotAHead, head_line, read_heads

PLAIN = Head("2026-11-30T12:00:00+00:00", 7, "ab" * 32)
FULL = PLAIN._replace(
    edition="8d1b1c52", sha256="cd" * 32, histories={"history": (["id"], 3, "ef" * 32)}
)


def test_a_head_is_one_line_that_says_what_it_has():
    assert head_line(PLAIN) == (
        '{"at": "2026-11-30T12:00:00+00:00", "entry": 7, "hash": "' + "ab" * 32 + '"}\n'
    )


def test_heads_are_read_as_they_were_written():
    empty = PLAIN._replace(entry=0, hash="")
    read = list(read_heads([head_line(empty), head_line(PLAIN), "\n", head_line(FULL)]))

    assert read == [empty, PLAIN, FULL._replace(histories={"history": [["id"], 3, "ef" * 32]})]


@pytest.mark.parametrize(
    "line",
    ["{", "7", "[]", "null", '{"entry": 7}', '{"at": "", "entry": "7", "hash": ""}', '{"a": 1}'],
)
def test_a_line_that_is_no_head_is_named_by_its_number(line):
    with pytest.raises(NotAHead, match="^2$"):
        list(read_heads([head_line(PLAIN), line]))
