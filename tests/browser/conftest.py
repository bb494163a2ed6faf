"""The desk in a real browser: an editor who is logged in, and a page that must not complain."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests import factories as make
from tests.two_machines import TwoMachines, on_two_machines

PATIENCE = 120_000  # milliseconds: a machine may be busy, and what is not there yet is no fault
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def reads_here():
    """Nothing: what is kept is read as the desk does."""


@pytest.fixture
def chief(transactional_db):
    """An editor who may do everything."""
    return make.editor("ann", is_superuser=True, first_name="Ann", last_name="Able")


def answered(dialog, asked):
    """Answer what a page asks: yes; where `asked` is a list, into which the question is put, no."""
    if asked is None:
        return dialog.accept()
    asked.append(dialog.message or dialog.type)
    dialog.dismiss()


@pytest.fixture(scope="session")
def live_server(live_server, django_db_setup, django_db_blocker):
    """The desk that the browser asks; with TWO_MACHINES=1 one on two machines, and each request
    comes to the other of them."""
    if os.environ.get("TWO_MACHINES") != "1":
        yield live_server
        return
    with django_db_blocker.unblock(), on_two_machines(live_server) as machines:
        yield machines
        assert len(machines.answered) == 2, "one of the machines was asked nothing"


@pytest.fixture(autouse=True)
def _one_storage(request):
    """Both machines keep their files where the test does."""
    if "live_server" in request.fixturenames:
        machines = request.getfixturevalue("live_server")
        if isinstance(machines, TwoMachines):
            machines.share(Path(settings.MEDIA_ROOT))


@pytest.fixture
def log_in(live_server, new_context):
    """Opens the desk in a browser of an editor's own. What its console complains of is a failure:
    a script or a style that the Content-Security-Policy refuses says so there."""
    complaints = []

    def open_desk(user, asked=None, **options):
        client = Client()
        client.force_login(user)
        context = new_context(base_url=live_server.url, **options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("dialog", lambda dialog: answered(dialog, asked))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type == "error" else None,
        )
        return page

    open_desk.complaints = complaints
    yield open_desk
    assert complaints == []


@pytest.fixture
def picture():
    """Takes a picture of a page, wide, narrow and as it prints, where SCREENSHOTS names a folder
    for them."""
    folder = os.environ.get("SCREENSHOTS")

    def take(page, name, printed=False):
        if not folder:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        sizes = {"1280": (1280, 900), "360": (360, 900)}
        if printed:
            sizes["print"] = (720, 1000)  # A4, without its margins
        for kind, (width, height) in sizes.items():
            page.emulate_media(media="print" if kind == "print" else "screen")
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=Path(folder) / f"{name}-{kind}.png", full_page=True)
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 900})

    return take


def faults(page, **options):
    """What axe finds on a page, and where: nothing, on a page that all can read and use."""
    # Of what is in order axe would otherwise hand over every node, too.
    found = Axe().run(page, options={"resultTypes": ["violations"]} | options)
    return [
        (fault["id"], [node["target"] for node in fault["nodes"]])
        for fault in found.response["violations"]
    ]


def edit(page):
    """Unfold the form of a record, where what is known of it stands before."""
    page.locator("#record").evaluate("record => { record.open = true }")


def by_night(page):
    """The page as it is in the dark; only its colours are others. Those that Django's style sheet
    lets change slowly are there at once: axe would measure one on its way."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.getAnimations().forEach((change) => change.finish())")
    return page


@pytest.fixture
def faults_by_day_and_night(picture):
    """What axe finds on a page, and of its colours by night; a picture is taken of both."""

    def look(page, name):
        picture(page, f"{name}-light")
        found = {"by day": faults(page)}
        picture(by_night(page), f"{name}-dark")
        found["by night"] = faults(page, runOnly=["color-contrast"])
        page.emulate_media(color_scheme="light")
        return [(when, fault) for when, each in found.items() for fault in each]

    return look


def choose(page, field, words, name):
    """Choose in a field that is filled by typing: a few letters, then the one that is offered."""
    box = page.locator(f"#id_{field} + .select2")
    box.click()
    page.locator(".select2-container--open .select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=name).first.click()


def select(page, words):
    """Select words of the reader as a mouse does: by the nodes and units of the browser."""
    page.evaluate(
        """words => {
            const text = document.querySelector("[data-text]");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            const nodes = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (!node.parentElement.closest("[data-apart]")) nodes.push(node);
            }
            const start = nodes.map((node) => node.data).join("").indexOf(words);
            if (start < 0) throw new Error(`no ${words}`);
            const at = (place) => {
                for (const node of nodes) {
                    if (place <= node.length) return [node, place];
                    place -= node.length;
                }
            };
            const [from, to] = [at(start), at(start + words.length)];
            document.getSelection().setBaseAndExtent(...from, ...to);
        }""",
        words,
    )


def copied(page, html, plain):
    """Put words on the clipboard of the browser, as a word processor does; without `html`, as a
    plain editor does. Another page does it, whose console nobody reads: a browser complains there
    of the styles that word processors write."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    other = page.context.new_page()
    other.goto("/static/partnerships/icon.svg")
    other.evaluate(
        """async ([html, plain]) => {
            const kinds = { "text/plain": new Blob([plain], { type: "text/plain" }) };
            if (html) kinds["text/html"] = new Blob([html], { type: "text/html" });
            await navigator.clipboard.write([new ClipboardItem(kinds)]);
        }""",
        [html, plain],
    )
    other.close()
    page.bring_to_front()
