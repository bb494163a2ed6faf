"""Notes, comments and deletions as people write them into plain text and Markdown: none is a word
of the story, and a name in one would stay in its history."""

import re

from ...errors import NotReadable

GONE = "\0"  # stands for what was taken out, until the spaces beside it are set
_REST_OF_A_NOTE = r"[^\n]*+(?:\n(?![^\S\n]*\n|\[)[^\n]++)*+"  # up to a blank line, or the next
_COMMENTS = [
    re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    re.compile(r"\{>>(?:[^{}<]|<(?!<\}))*+<<\}"),  # CriticMarkup
    re.compile(r"^ {0,3}\[(?://|comment|_)\]:[^\n]*+", re.MULTILINE | re.IGNORECASE),
    # A footnote, with the paragraphs that are set in under it
    re.compile(
        rf"^ {{0,3}}\[\^[^\]\n]{{1,60}}\]:{_REST_OF_A_NOTE}"
        rf"(?:\n(?:[^\S\n]*\n)++(?:\t| {{2,}})[^\n]++(?:\n(?![^\S\n]*\n|\[)[^\n]++)*+)*+",
        re.MULTILINE,
    ),
    re.compile(r"(?<=\S)\^\[[^\[\]\n]*+\]"),
    re.compile(r"\[\^[^\]\s]{1,60}\]"),
    re.compile(r"\{--(?:[^{}-]|-(?!-\}))*+--\}"),
    re.compile(r"(?<![~\w])~~(?=[^\s~])(?:[^~\n]|~(?!~))*+(?<=\S)~~(?![~\w])"),
]
_KEPT = [
    re.compile(r"\{\+\+((?:[^{}+]|\+(?!\+\}))*+)\+\+\}"),
    re.compile(r"\{==((?:[^{}=]|=(?!=\}))*+)==\}"),
    re.compile(r"\{~~(?:[^{}~]|~(?!>))*+~>((?:[^{}~]|~(?!~\}))*+)~~\}"),
]
# [1], [a], [AB2] as plain text has the notes and comments of word processors
_SIGN = r"\[(\d{1,3}|[a-z]|[A-Z]{1,3}\d{1,3})\]"
_MARK = re.compile(rf"(?<=[^\s\[(]){_SIGN}(?![\w(:\[])")
_NOTE = re.compile(rf"^[^\S\n]*+{_SIGN}(?![(\[]){_REST_OF_A_NOTE}", re.MULTILINE)
_SPACES = re.compile(f"(?:(?<=\\S) )?{GONE}++(?=[ \\n.,;:!?)]|\\Z)|{GONE}++ ?")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*){2,}")


def without_notes(text: str) -> str:
    """The text without footnotes, comments, their marks and what is struck out; what was put in
    stays. A sign such as [1] is a note's only where a line begins with it and words bear it.

    Errors   NotReadable, where a comment begins and never ends.
    """
    said = plain = text.replace(GONE, "")
    if said.rfind("<!--") > said.rfind("-->"):
        raise NotReadable("A comment begins with “<!--” and never ends: close it with “-->”.")
    for kept in _KEPT:
        said = kept.sub(r"\1", said)
    for comment in _COMMENTS:
        said = comment.sub(GONE, said)
    noted = {found[1] for found in _NOTE.finditer(said)} & {
        found[1] for found in _MARK.finditer(said)
    }
    for pattern in (_NOTE, _MARK):
        said = pattern.sub(lambda found: GONE if found[1] in noted else found[0], said)
    if said == plain:
        return plain
    return _BLANK.sub("\n\n", _SPACES.sub("", said)).strip("\n")
