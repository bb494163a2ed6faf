"""A story by keyboard, from the clipboard of a word processor to print, and to its correction."""

import re

import pghistory
import pytest
from playwright.sync_api import expect

from partnerships.actions.claims import verdicts
from partnerships.models import OpenItem, Story, Waiver
from partnerships.vocabulary import Finding, Stance
from tests import factories as make
from tests.browser.conftest import copied, faults

pytestmark = pytest.mark.django_db(transaction=True)

# Twenty-five sentences as a word processor puts them on the clipboard. Their figures are made up.
PASTED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<style><!-- p.MsoNormal {margin:0cm; font-size:12pt} --></style></head><body>
<p class=MsoNormal><span lang=EN-GB style='font-size:12pt'>Microsoft put $1&nbsp;billion into OpenAI
in July 2019. It was the first cheque between them. More came in 2021, about $2&nbsp;billion. Little
of it was ever shown. In January 2023 Microsoft promised OpenAI another $10&nbsp;billion.
<o:p></o:p></span></p>
<h2 style='mso-x:y'>The machines</h2>
<p class=MsoNormal>The money stayed in the building. OpenAI rents its machines from Microsoft. It
paid <b>$3&nbsp;billion</b> for them in 2023. The bill grows with the work. “We pay for what we
use,” OpenAI said in May 2024.</p>
<h2>The promise</h2>
<p class=MsoNormal>In return Microsoft gets a share of the profit. That share is 49%. It ends once
$92&nbsp;billion is paid back. The terms were signed in secret. A judge has read them since.</p>
<ul><li>OpenAI lost $5&nbsp;billion in 2024.</li><li>It expects to lose more.</li>
<li>Microsoft booked $683&nbsp;million of that loss.</li></ul>
<p class=MsoNormal>Both sides talk of a new deal. OpenAI asked for it in September 2024. An answer
has yet to come. Lawyers have been hired on both sides. Nobody knows how it ends. The papers are
in <a href="https://example.org/filing">a filing</a>. More will be known by spring.</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p></body></html>"""

MARKDOWN = """Microsoft put $1 billion into OpenAI in July 2019. It was the first cheque between \
them. More came in 2021, about $2 billion. Little of it was ever shown. In January 2023 Microsoft \
promised OpenAI another $10 billion.

## The machines

The money stayed in the building. OpenAI rents its machines from Microsoft. It paid **$3 billion** \
for them in 2023. The bill grows with the work. “We pay for what we use,” OpenAI said in May 2024.

## The promise

In return Microsoft gets a share of the profit. That share is 49%. It ends once $92 billion is \
paid back. The terms were signed in secret. A judge has read them since.

* OpenAI lost $5 billion in 2024.
* It expects to lose more.
* Microsoft booked $683 million of that loss.

Both sides talk of a new deal. OpenAI asked for it in September 2024. An answer has yet to come. \
Lawyers have been hired on both sides. Nobody knows how it ends. The papers are in \
[a filing](https://example.org/filing). More will be known by spring."""

KNOWN = {
    "I1": "Microsoft put $1 billion into OpenAI in July 2019.",
    "I2": "Microsoft put about $2 billion more into OpenAI in 2021.",
    "I3": "Microsoft promised OpenAI another $10 billion in January 2023.",
    "M1": "OpenAI rents its machines from Microsoft.",
    "M2": "OpenAI paid Microsoft $3 billion for its machines in 2023.",
    "M3": "OpenAI said in May 2024: “We pay for what we use.”",
    "P1": "Microsoft gets a share of 49% of the profit of OpenAI.",
    "P2": "The share of Microsoft in the profit ends once $92 billion is paid back.",
    "L1": "OpenAI lost $5 billion in 2024.",
    "L2": "Microsoft booked $683 million of the loss of OpenAI.",
    "D1": "OpenAI asked Microsoft for a new deal in September 2024.",
}
OPEN = "L2"  # the claim that nobody has judged yet

RIGHT = "OpenAI lost $6 billion in 2024."
NOTHING = ""

# The words that `n` leads to, and what is done there: a claim is bound, or a reason is typed.
STEPS = [
    ("Microsoft", "I1"),
    ("first", "Both sides call it so; bound to be checked by nobody else."),
    ("2021", "I2"),
    ("ever", "Our own view."),
    ("January 2023", "I3"),
    ("OpenAI", "M1"),
    ("$3 billion", "M2"),
    ("“We pay for what we use,”", "M3"),
    ("Microsoft", "P1"),
    ("49%", "P1"),
    ("$92 billion", "P2"),
    ("OpenAI", "L1"),
    ("Microsoft", "L2"),
    ("$683 million", NOTHING),
    ("OpenAI", "D1"),
    ("yet to", "Nobody has answered, which no claim need say."),
    ("Nobody", "Our own view."),
]


@pytest.fixture
def people(transactional_db):
    return {
        "cho": make.member("Fact-checker", name="cho", first_name="Cho", last_name="Park"),
        "eve": make.member("Editor", name="eve", first_name="Eve", last_name="Stone"),
    }


@pytest.fixture
def claims(transactional_db):
    """What the story leans on: claims that were released, each quoted from a kept copy, and all
    but one signed."""
    make.company("Microsoft")
    make.company("OpenAI")
    ann = make.member("Fact-checker", name="ann", first_name="Ann", last_name="Able")
    ben = make.member("Editor", name="ben", first_name="Ben", last_name="Hill")
    made = {}
    for reference, statement in KNOWN.items():
        with pghistory.context(user=make.member("Reporter").pk):
            about = make.claim(statement, reference=reference, released_at=make.NOON)
        report = make.source(released_at=make.NOON, published="2024-09-30")
        make.quotation(statement, about, report)
        if reference != OPEN:
            judged(about, Finding.ACCURATE, ann, ben)
        made[reference] = about
    return made


def judged(claim, finding, by, signer, **fields):
    verdicts.countersign(make.proposed(claim, finding, by=by, **fields), by=signer)


def found_wrong(claim, right):
    """Two others find that a claim is wrong, by what a newer report says."""
    report = make.source(released_at=make.NOON, published="2025-02-01")
    make.quotation(right, claim, report, stance=Stance.REFUTES)
    fields = {"reasons": "The accounts say so.", "correction": right}
    judged(claim, Finding.WRONG, make.member("Fact-checker"), make.member("Editor"), **fields)


def amiss(page):
    """What axe finds, and whether a phone would scroll sideways."""
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    return faults(page) + ([f"It is {wide} wide."] if wide > 360 else [])


def tab_to(page, wanted, key="Tab", most=150):
    """Go to a field, a link or a button by keyboard alone."""
    for _ in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {wanted}.")


def bind(page, reference):
    """The key binds to the first claim that is suggested; another has a button."""
    name = f"Bind the sentence to {reference}"
    if page.locator("[data-bind]").inner_text() == name:
        page.keyboard.press("b")
    else:
        press(page, "button", name)


def press(page, role, name, key="Tab"):
    tab_to(page, page.get_by_role(role, name=name), key)
    page.keyboard.press("Enter")


def arrived(page, words):
    """The page that says so is there, and listens to its keys."""
    expect(page.get_by_text(words)).to_be_visible()
    page.wait_for_load_state()


@pytest.mark.drill
def test_a_story_goes_from_the_clipboard_to_print_and_is_corrected_by_keyboard(
    log_in, people, claims, picture
):
    page = log_in(people["cho"])
    begin(page)
    assert amiss(page) == []
    picture(page, "walk-form")
    press(page, "button", "Begin the story")
    arrived(page, "Begun. Mark what its words lean on.")
    picture(page, "walk-begun")

    for words, done in STEPS:
        page.keyboard.press("n")
        expect(page.locator("#place h2")).to_have_text(words)
        if done in KNOWN:
            bind(page, done)
            expect(page.locator(".told")).to_contain_text(f"Bound to {done}.")
        elif done != NOTHING:
            page.keyboard.press("w")
            page.keyboard.type(done)
            press(page, "button", "Waive in my name")
            expect(page.locator(".told")).to_contain_text("Waived, in your name.")
    assert Waiver.objects.count() == 4

    # Around the end again, one claim is left that nobody has judged: who checks proposes it.
    page.keyboard.press("n")
    expect(page.locator("#evidence h2")).to_have_text(KNOWN[OPEN])
    page.keyboard.press("v")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("It waits for a second signature.")
    picture(page, "walk-workspace", printed=True)
    assert amiss(page) == []

    # Somebody else signs, and publishes.
    page = log_in(people["eve"])
    page.goto(f"/admin/partnerships/story/{Story.objects.get().pk}/change/")
    page.keyboard.press("n")
    expect(page.locator("#evidence h2")).to_have_text(KNOWN[OPEN])
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("Signed. The verdict stands.")
    expect(page.get_by_text("The gate is open")).to_be_visible()
    page.keyboard.press("p")
    page.wait_for_url("**/publishing/#publish")
    assert amiss(page) == []
    picture(page, "walk-publishing")
    press(page, "button", "Publish revision 1")
    expect(page.get_by_text("Published: edition 1.")).to_be_visible()
    publishing = page.url
    press(page, "link", "See it as readers do.")

    expect(page.get_by_role("heading", name="What they owe each other")).to_be_visible()
    tab_to(page, page.locator(".note-mark a").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Note 1", exact=True)).to_contain_text(
        KNOWN["I1"]
    )
    assert page.locator(".note-mark").count() == 12
    assert amiss(page) == []
    picture(page, "walk-published", printed=True)

    # The loss was another one, as two others find: the text is pasted anew, and bound to that.
    found_wrong(claims["L1"], RIGHT)
    page.goto(publishing)
    expect(page.get_by_role("heading", name="Changed since it went out")).to_be_visible()
    press(page, "link", "write a revision first")
    tab_to(page, page.get_by_label("Text", exact=True))
    page.keyboard.press("Control+a")
    copied(page, PASTED.replace("$5&nbsp;billion", "$6&nbsp;billion"), "")
    page.keyboard.press("Control+v")
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile("lost .6 billion"))
    press(page, "button", "Save as a new revision")
    arrived(page, "Saved as revision 2.")
    page.keyboard.press("n")
    expect(page.locator("#place h2")).to_have_text("OpenAI")
    picture(page, "walk-lost-words")
    page.keyboard.press("b")
    expect(page.locator(".told")).to_contain_text("Bound to L1.")
    press(page, "button", "Let go of L1")
    expect(page.get_by_text("The gate is open")).to_be_visible()
    page.keyboard.press("p")
    page.wait_for_url("**/publishing/#publish")
    tab_to(page, page.get_by_role("link", name="Correct it").first)
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was wrong")).to_have_value(KNOWN["L1"])
    tab_to(page, page.get_by_label("What is right"))
    page.keyboard.press("Control+a")
    page.keyboard.type(RIGHT)
    tick_the_others(page)
    tab_to(page, page.get_by_label("Asked for by"))
    page.keyboard.type("A reader")
    picture(page, "walk-correction")
    assert amiss(page) == []
    press(page, "button", "Publish with this correction")
    expect(page.get_by_text("Published with its correction.")).to_be_visible()
    press(page, "link", "See it as readers do.")

    line = page.locator("#correction-2")
    expect(line).to_contain_text("Correction")
    expect(line).to_contain_text(RIGHT)
    expect(line).to_contain_text("Asked for by: A reader.")
    expect(page.locator("article")).to_contain_text("OpenAI lost $6 billion")
    picture(page, "walk-corrected", printed=True)
    assert amiss(page) == []
    for feed in ("corrections.atom", "what-they-owe/corrections.atom"):
        assert RIGHT in page.request.get(f"/stories/{feed}").text()
    assert not OpenItem.objects.open().exists()


def tick_the_others(page):
    """One correction settles all that was changed."""
    for box in page.get_by_role("checkbox", checked=False).all():
        tab_to(page, box)
        page.keyboard.press("Space")


def begin(page):
    """Fill in the form of a new story, its text from the clipboard."""
    page.goto("/admin/partnerships/story/add/")
    typed = {"Slug": "what-they-owe", "Collection": "micro", "Headline": "What they owe each other"}
    typed["Standfirst"] = "Money, machines and a promise"
    for label, words in typed.items():
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(words)
    tab_to(page, page.get_by_label("Text", exact=True))
    copied(page, PASTED, "")
    page.keyboard.press("Control+v")
    box = page.get_by_label("Text", exact=True)
    expect(box).to_have_value(MARKDOWN)
    page.get_by_label("Dateline").fill("2024-10-23")
