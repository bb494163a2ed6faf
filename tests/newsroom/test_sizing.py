"""How large our own server is made, and with what it is started."""

import pytest

from newsroom.postgres.sizing import CEILINGS, memory_here, sized

GIGABYTE = 1 << 30


@pytest.mark.parametrize(
    ("memory", "buffers", "sorting", "cached"),
    [
        (GIGABYTE // 4, "64MB", "4MB", "256MB"),
        (2 * GIGABYTE, "256MB", "8MB", "1024MB"),
        (64 * GIGABYTE, "512MB", "32MB", "32768MB"),
    ],
)
def test_the_server_takes_a_share_of_the_machine(memory, buffers, sorting, cached):
    made = sized(memory)

    assert made["shared_buffers"] == buffers
    assert made["work_mem"] == sorting
    assert made["effective_cache_size"] == cached


def test_a_container_counts_as_the_machine(tmp_path, monkeypatch):
    ceiling = tmp_path / "memory.max"
    monkeypatch.setattr("newsroom.postgres.sizing.CEILINGS", [ceiling])
    whole = memory_here()
    ceiling.write_text(f"{GIGABYTE // 2}\n")

    assert memory_here() == GIGABYTE // 2
    ceiling.write_text("max\n")
    assert memory_here() == whole


def test_the_ceilings_are_those_of_both_kinds_of_containers():
    assert {file.name for file in CEILINGS} == {"memory.max", "memory.limit_in_bytes"}
