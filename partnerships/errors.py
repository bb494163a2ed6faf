"""The refusals of the desk: each has a code for programs and a sentence for people."""


class Refusal(Exception):
    """Something the desk will not do, and why. Every door turns it into its own answer."""

    code = "refused"


class NotReleasable(Refusal):
    """A record that may not be shown to readers yet."""

    code = "not_releasable"


class ChangedAtTheDesk(Refusal):
    """A load would overwrite rows that people have changed since the last one."""

    code = "changed_at_the_desk"

    def __init__(self, rows):
        self.rows = rows
        listed = "\n".join(f"  {row}" for row in rows)
        super().__init__(f"The desk has changed {len(rows)} of these rows since:\n{listed}")


class ConfidentialInTheWay(Refusal):
    """Something open cannot be told without something confidential."""

    code = "confidential_in_the_way"


class BadFixture(Refusal):
    """A story's files that cannot be read or do not fit together."""

    code = "bad_fixture"
