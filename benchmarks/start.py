"""What does it cost to start? `manage.py check` of the product, and of a bare Django project."""

import os
import subprocess
import sys
import tempfile
from statistics import median

import _big
from _measure import told

ROUNDS = 5


def cost(folder, environment):
    """The CPU seconds of a check, and the most memory that it had, in bytes."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "check"], cwd=folder, env=environment,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main():
    with tempfile.TemporaryDirectory() as bare, tempfile.TemporaryDirectory() as data:
        subprocess.run([sys.executable, "-m", "django", "startproject", "bare", bare], check=True)
        clean = {name: said for name, said in os.environ.items() if name not in _big.LEFT_OUT}
        clean.pop("DJANGO_SETTINGS_MODULE", None)
        # Compiled files are kept: a desk that starts twice has them.
        clean |= {"DATA_DIR": data, "PYTHONPYCACHEPREFIX": f"{data}/compiled"}
        clean.pop("PYTHONDONTWRITEBYTECODE", None)
        places = {"bare Django": bare, "the product": _big.ROOT}
        costs = {name: [] for name in places}
        for _ in range(ROUNDS + 1):
            for name, folder in places.items():
                costs[name].append(cost(folder, clean))
    print("manage.py check; at most 1.5 times the bare one's")
    base = None
    for name, spent in costs.items():
        seconds = median(each for each, _ in spent[1:])
        base = base or seconds
        told(name, seconds, base, f"most memory {max(most for _, most in spent) >> 20} MB")


if __name__ == "__main__":
    main()
