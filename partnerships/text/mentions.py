"""Login names after an @ in what people say."""

import re

# As Django has them: letters, digits and @ . + - _. What stands at the end of a sentence is its
# full stop, and an @ after a letter is that of an e-mail address.
_NAME = re.compile(r"(?<![\w.@+-])@([\w.@+-]*[\w+])")
MOST = 20  # names that are looked up of one text


def names_after_at(text: str) -> list[str]:
    """The names that the text calls, as they are written, each once and at most MOST of them:
    “@ann, ask @ben.” calls ann and ben."""
    found = {name.casefold(): name for name in _NAME.findall(text)[::-1]}
    return list(found.values())[::-1][:MOST]
