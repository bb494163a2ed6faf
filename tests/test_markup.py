"""What the tests take for HTML, which every page that they ask for must be."""

import pytest

from tests.markup import markup_faults


@pytest.mark.parametrize(
    "page",
    [
        "<span><details><summary>1</summary>It</details></span>",
        "<p>One<ul><li>two</ul></p>",
        "<p>One</p></p>",
        "<h2><div>Head</div></h2>",
        "<summary><p>More</p></summary>",
        "<button><div>Go</div></button>",
        "<span><a href='x'><div>There</div></a></span>",
        "<a href='x'>One <a href='y'>two</a></a>",
        "<a href='x'><button>Go</button></a>",
        "<ul><div>No item</div></ul>",
        "<table><p>Between</p><tr><td>1</td></tr></table>",
        "<p id='a'>One</p><p id='a'>Two</p>",
        "<p class='a' class='b'>Twice</p>",
        "<b><i>Crossed</b></i>",
        "<div>Not closed",
        "<!DOCTYPE html><title>x</title><p>One</div>",
    ],
)
def test_what_is_misplaced_is_found(page):
    assert list(markup_faults(page))


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html lang='en'><title>x</title><p>One",
        "<div><details><summary><h2>Head</h2></summary><p>One</p></details></div>",
        "<a href='x'><div>There</div></a>",
        "<button><svg><g></g></svg> Go</button>",
        "<dl><div><dt>One</dt><dd><div>two</div></dd></div></dl>",
        "<ul><li>One<ul><li>two</li></ul></li></ul>",
        "<p>One <!-- not said --> two</p>",
    ],
)
def test_what_is_in_its_place_is_no_fault(page):
    assert list(markup_faults(page)) == []
