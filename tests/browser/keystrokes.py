"""What somebody's hands do at a page, counted, and how long that takes them at least.

The keystroke-level model of Card, Moran and Newell: 0.2 s a key, 1.3 s to point and click, 1.35 s
of thought before each second click. Nothing is measured: the same acts always take as long.
"""

from dataclasses import dataclass, field

KEY, CLICK, THOUGHT = 0.2, 1.3, 1.35  # seconds


@dataclass
class Hands:
    """Hands on a page: each act is done in the browser and counted."""

    page: object
    keys: int = 0
    clicks: int = 0
    loads: int = field(default=0, init=False)

    def __post_init__(self):
        self.page.on("domcontentloaded", lambda _: self._loaded())

    def _loaded(self):
        self.loads += 1

    def click(self, what):
        what.click()
        self.clicks += 1

    def write(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def paste(self, text):
        """What was copied elsewhere: Ctrl and V."""
        self.page.keyboard.insert_text(text)
        self.keys += 2

    @property
    def seconds(self):
        return self.keys * KEY + self.clicks * CLICK + self.clicks // 2 * THOUGHT

    def __str__(self):
        counted = f"{self.clicks} clicks, {self.keys} keys, {self.loads} loads"
        return f"{counted}: {self.seconds:.1f} s"
