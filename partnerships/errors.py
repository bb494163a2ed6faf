"""The refusals of the desk: each has a code for programs and a sentence for people."""


class Refusal(Exception):
    """Something the desk will not do, and why. Every door turns it into its own answer."""

    code = "refused"


class NoMirror(Refusal):
    """A database that is no mirror's, or that somebody else publishes to."""

    code = "no_mirror"


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


class ToldOtherwise(Refusal):
    """A load says of rows that two stories share something else than the other story did."""

    code = "told_otherwise"

    def __init__(self, rows):
        self.rows = rows
        listed = "\n".join(f"  {row}" for row in rows)
        super().__init__(
            f"Another story said something else of {len(rows)} of these rows:\n{listed}"
        )


class ConfidentialInTheWay(Refusal):
    """Something open cannot be told without something confidential."""

    code = "confidential_in_the_way"


class BadFixture(Refusal):
    """A story's files that cannot be read or do not fit together."""

    code = "bad_fixture"


class Refused(Refusal):
    """A law of the database stands against it; the sentence is the law's."""

    code = "refused"

    def __init__(self, sentence, code="refused"):
        super().__init__(sentence)
        self.code = code


class FourEyes(Refusal):
    """Somebody would sign their own work."""

    code = "four_eyes"


class OutOfSight(Refusal):
    """Somebody would sign over sources that they may not see."""

    code = "out_of_sight"

    def __init__(self):
        super().__init__("This claim is for other eyes: ask a source keeper to judge it.")


class NotWaiting(Refusal):
    """A verdict that no longer waits for what somebody would do with it."""

    code = "not_waiting"


class Stale(Refusal):
    """What somebody looked at has changed since."""

    code = "stale"


class CheckedBlind(Refusal):
    """A claim on which each checker gives an assessment of their own first."""

    code = "checked_blind"


class ObjectionsStand(Refusal):
    """What a signature would have to wait for, each with its code and its sentence."""

    code = "objections"

    def __init__(self, objections):
        self.objections = objections
        super().__init__(" ".join(str(objection) for objection in objections))


class AlreadyOut(Refusal):
    """A story that is out, and would be published once more."""

    code = "already_out"


class NotOut(Refusal):
    """A story of which nothing is out, and that would be corrected."""

    code = "not_out"


class KeyUsed(Refusal):
    """A key by which a request is done once, sent again with another request."""

    code = "key_used"


class NotFetched(Refusal):
    """A page that was not fetched: the code says why, and only `gone` says that it is not there.

    `status` is what the server answered, where one did.
    """

    PASSING = {"unavailable", "unreachable", "too_slow"}

    def __init__(self, code, sentence, status=None):
        super().__init__(sentence)
        self.code = code
        self.status = status

    @property
    def is_passing(self):
        """Whether the same address may well be fetched later."""
        return self.code in self.PASSING


class NotReadable(Refusal):
    """A file in which no text can be found."""

    code = "not_readable"


class NoReader(Refusal):
    """A file that nobody could read, since what reads files does not start. It may later."""

    code = "no_reader"
    is_passing = True

    def __init__(self):
        super().__init__(
            "The reader of files could not be started; the file is not to blame. "
            "Ask whoever runs the desk to look into its log."
        )


class NoScanner(Refusal):
    """A file that no scanner looked at, since it does not answer. It may later."""

    code = "no_scanner"
    is_passing = True

    def __init__(self):
        super().__init__(
            "The scanner of files does not answer, and what it has not seen is not kept: "
            "try again soon, or ask whoever runs the desk."
        )


class NoKey(Refusal):
    """Nothing can be sealed: the desk has no key."""

    code = "no_key"

    def __init__(self):
        super().__init__(
            "This desk has no key to seal with. Ask whoever operates it to set SOURCE_KEYS."
        )


class NoSealKey(Refusal):
    """Nothing can be sealed for readers: the desk has no key that signs."""

    code = "no_seal_key"

    def __init__(self):
        super().__init__("This desk seals nothing: whoever operates it has set no SEAL_KEY.")


class TooManySeals(Refusal):
    """More answers were sealed in a day than are."""

    code = "too_many_seals"
    again = 3600  # seconds

    def __init__(self):
        super().__init__(
            "So many answers were sealed in a day that no other is for now: ask again later, or "
            "keep the answer with its moment (known_at), by which it can be asked for again."
        )


class NotOpened(Refusal):
    """A seal that none of the desk's keys opens, or that is not whole."""

    code = "not_opened"


class NotAsKept(Refusal):
    """The file of a copy is missing, or is not what was kept."""

    code = "not_as_kept"


class NotPackable(Refusal):
    """Evidence that cannot be packed so that others could verify it."""

    code = "not_packable"


class BadBackup(Refusal):
    """A backup that cannot be written, is not what was written, or cannot be given back here."""

    code = "bad_backup"


class TablesAreBusy(Refusal):
    """More tables are asked for than are written at once."""

    code = "busy"
    again = 15  # seconds

    def __init__(self):
        super().__init__("Several tables are being written already. Try again in a moment.")


class NoDumps(Refusal):
    """The desk publishes no dump of its tables."""

    code = "no_dumps"

    def __init__(self):
        super().__init__("This desk publishes no dumps: DUMP_DAYS is 0.")


class NotAtRest(Refusal):
    """Something was withdrawn while it was being written down."""

    code = "not_at_rest"

    def __init__(self):
        super().__init__(
            "Something was withdrawn from readers while the dump was written, each time it was "
            "tried: nothing is published. Try again."
        )
