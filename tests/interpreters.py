"""Pythons that do not start by themselves, as on machines that keep things in unusual places."""

import sys


def picky(folder, words=""):
    """A Python that starts only where LD_LIBRARY_PATH has `libraries` first; runs `words` then."""
    program = folder / "python"
    program.write_text(
        f"""#!/bin/sh
case "$LD_LIBRARY_PATH" in
    libraries*) ;;
    *) echo "python: error while loading shared libraries: libpython3.so" >&2; exit 127 ;;
esac
{words}
exec {sys.executable} "$@"
"""
    )
    program.chmod(0o755)
    return str(program)
