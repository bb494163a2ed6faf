"""How long does a table of claims take to come in by the desk's own door, previewed and confirmed?

BENCH_ROWS rows (1,000 unless given: today's cost grows no faster than they). Whoever works in the
background is called in whenever the page waits for it.
"""

import csv
import os
import re
import resource
import sys
from html import unescape
from io import StringIO
from urllib.parse import urlencode, urljoin
from uuid import uuid4

import _big
import _rows
from _measure import sized, told

ROWS = int(os.environ.get("BENCH_ROWS") or 1_000)
PAGE = "/admin/partnerships/claim/import/"
CONFIRMS = "/process_import/"
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
INPUT = re.compile(r"<(?:input|button)\b[^>]*>")
BOUNDARY = "a-boundary-of-a-benchmark"
LOOKS = 200  # at a page that tells how far it is


def table(rows, mark):
    """New claims as CSV, as another desk would send them."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(["collection", "reference", "statement", "kind", "date", "parties"])
    made = {each.table: each.rows for each in _rows.claim_rows(0, 0)}
    for number in range(rows):
        claim = made["claim"][number % _rows.CHUNK]
        party = _rows.slug(made["claimparty"][number % _rows.CHUNK][1] - _rows.FIRST)
        writer.writerow([_big.COLLECTION, f"{mark}-{number}", claim[6], claim[7], claim[11], party])
    return written.getvalue()


def brought_in(served, headers, rows):
    """Bring in so many claims; the CPU seconds of the desk, and the bytes of the largest page."""
    mark = uuid4().hex[:8]
    asked = served.ask(PAGE, **headers)
    answers = [asked, _sent(served, headers, asked.body.decode(), table(rows, mark))]
    worker, page = 0.0, PAGE
    for _ in range(LOOKS):
        if there(served, mark) == rows:
            break
        body = answers[-1].body.decode()
        if moved := answers[-1].headers.get("Location"):
            page = urljoin(page, moved)
            answers.append(served.ask(page, **headers))
        elif form := _form_to(body, CONFIRMS, page):
            answers.append(_confirmed(served, headers, *form))
        else:
            before = _of_children(), served.desk.worked()
            served.desk.run("manage.py", "run_worker", "--once", "--verbosity", "0")
            worker += _of_children() - before[0] + served.desk.worked() - before[1]
            answers.append(served.ask(page, **headers))
    else:
        sys.exit(f"The table did not come in: {_plain(answers[-1].body.decode())[:600]}")
    return sum(each.worked for each in answers) + worker, max(len(each.body) for each in answers)


def there(served, mark):
    """How many claims of the table are there."""
    with served.desk.connect() as connection:
        return connection.execute(
            "SELECT count(*) FROM partnerships_claim WHERE reference LIKE %s", [f"{mark}-%"]
        ).fetchone()[0]


def _sent(served, headers, page, text):
    fields = {
        "csrfmiddlewaretoken": _hidden(page)["csrfmiddlewaretoken"],
        "format": "0",
        "resource": "0",
    }
    parts = [f'Content-Disposition: form-data; name="{n}"\r\n\r\n{v}' for n, v in fields.items()]
    parts.append(
        'Content-Disposition: form-data; name="import_file"; filename="claims.csv"\r\n'
        f"Content-Type: text/csv\r\n\r\n{text}"
    )
    body = "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts) + f"--{BOUNDARY}--\r\n"
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return served.ask(PAGE, "POST", body.encode(), content_type=kind, **headers)


def _confirmed(served, headers, action, fields):
    kind = "application/x-www-form-urlencoded"
    return served.ask(action, "POST", urlencode(fields), content_type=kind, **headers)


def _form_to(page, path, here):
    """Where the form that confirms is sent, and its fields; of a long table, to its own page."""
    for attributes, inside in FORM.findall(page):
        action = re.search(r'action="([^"]*)"', attributes)
        if action and path in action[1]:
            return unescape(action[1]), _hidden(inside)
        if 'name="confirm"' in inside:
            return here, _hidden(inside)
    return None


def _hidden(page):
    found = {}
    for tag in INPUT.findall(page):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in said and said.get("type") in ("hidden", "submit"):
            found[said["name"]] = unescape(said.get("value", ""))
    return found


def _plain(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def _of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    desk = _big.Desk(0)
    with desk.serving() as served:
        spent, largest = brought_in(served, served.logged_in(), ROWS)
    told(f"import of {ROWS:,} rows", spent, size=f"largest page {sized(b' ' * largest)}")
    print(f"that is {spent / ROWS * 10_000:.0f} CPU s for 10,000 rows (at most 60)")


if __name__ == "__main__":
    main()
