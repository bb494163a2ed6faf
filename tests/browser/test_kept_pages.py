"""A kept page is shown in a frame, in a real browser: it does nothing and asks for nothing."""

import pytest
from django.urls import reverse

from partnerships.actions.sources import captures
from partnerships.text.files import sanitizing
from tests import factories as make
from tests.http_server import serving

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = """<!doctype html><html><head><title>Ties</title><base href="{evil}/base/">
<meta http-equiv="refresh" content="0;url={evil}/refresh">
<meta http-equiv="x-dns-prefetch-control" content="on">
<meta http-equiv="Content-Security-Policy" content="default-src *">
<link rel="stylesheet" href="{evil}/style.css"><link rel="preload" as="image" href="{evil}/preload">
<link rel="prefetch" href="{evil}/prefetch"><link rel="preconnect" href="{evil}">
<link rel="icon" href="{evil}/icon"><link rel="manifest" href="{evil}/manifest">
<style>@import url({evil}/import.css); @font-face {{ font-family: f; src: url({evil}/font) }}
p {{ background: url({evil}/css); font-family: f; color: rgb(1, 2, 3) }}</style>
<script>top.hacked = parent.hacked = 1; fetch("{evil}/fetch")</script>
<script src="{evil}/script.js"></script></head>
<body onload="top.location = '{evil}/onload'" background="{evil}/background">
<p>It was paid.</p><img src="{evil}/img" onerror="top.hacked = 1">
<img src=x onerror="top.hacked = 1">
<svg onload="top.hacked = 1"><script>top.hacked = 1</script><image href="{evil}/svg"/>
<use href="{evil}/use#a"/></svg><math><mtext><img src="{evil}/math" onerror="top.hacked = 1">
</mtext></math><iframe src="{evil}/iframe"></iframe><iframe srcdoc="<script>top.hacked=1</script>">
</iframe><object data="{evil}/object"></object><embed src="{evil}/embed">
<video src="{evil}/video" poster="{evil}/poster" autoplay></video>
<audio src="{evil}/audio" autoplay></audio>
<form action="{evil}/form" target="_top"><input name="a" autofocus
 onfocus="top.hacked = 1"><button>Send</button></form>
<a href="{evil}/top" target="_top">Out</a> <a href="{evil}/here">Here</a>
<a href="{evil}/new" target="_blank">New</a> <a href="javascript:top.hacked = 1">Run</a>
<a href="#p" ping="{evil}/ping">Ping</a><noscript><img src="{evil}/noscript"></noscript>
<template><img src="{evil}/template"></template></body></html>"""


@pytest.fixture
def evil():
    with serving() as site:
        yield site


@pytest.fixture
def copy(chief, evil):
    page = HOSTILE.format(evil=evil.at(""))
    return captures.keep(make.source(), page.encode(), "text/html", by=chief)


def raw(content, charset=""):
    """The page as it came: the frame and the policy have to hold alone."""
    return content


@pytest.mark.walk
@pytest.mark.parametrize("how", [sanitizing.sanitized, raw], ids=["cleaned", "as it came"])
def test_a_hostile_page_does_nothing_and_asks_for_nothing(
    log_in, chief, copy, evil, monkeypatch, how
):
    monkeypatch.setattr(sanitizing, "sanitized", how)
    page = log_in(chief).context.new_page()  # one whose console may complain
    page.goto(reverse("admin:partnerships_snapshot_change", args=[copy.pk]))
    address = page.url
    page.get_by_text("The page as it was laid out").click()
    frame = page.frame_locator(".kept-page iframe")
    frame.get_by_text("It was paid.").wait_for()
    for words in ["Out", "Here", "New", "Run", "Ping", "Send"]:
        shown = frame.get_by_text(words, exact=True)
        if shown.count():
            shown.click(force=True, no_wait_after=True)
            page.wait_for_timeout(150)
    page.wait_for_timeout(1_000)

    assert evil.asked == []
    assert page.url == address
    assert page.evaluate("window.hacked") is None
    assert len(page.context.pages) == 2


@pytest.mark.drill
def test_a_kept_page_keeps_its_own_style_and_tells_nobody_who_we_are(log_in, chief, copy):
    page = log_in(chief).context.new_page()
    page.goto(reverse("admin:partnerships_snapshot_change", args=[copy.pk]))
    page.get_by_text("The page as it was laid out").click()
    words = page.frame_locator(".kept-page iframe").get_by_text("It was paid.")
    words.wait_for()

    assert words.evaluate("p => getComputedStyle(p).color") == "rgb(1, 2, 3)"
    assert words.evaluate("() => self.origin") == "null"


def test_a_kept_page_is_nothing_but_framed(log_in, chief, copy):
    page = log_in(chief)

    page.goto(reverse("admin:partnerships_snapshot_page", args=[copy.pk]))

    assert page.url.endswith(reverse("admin:partnerships_snapshot_change", args=[copy.pk]))
