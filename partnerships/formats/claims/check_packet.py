"""Check a packet, or a receipt, with Python alone: python3 -I -S check.py [PLACE [KEYS]]

PLACE is the packet's folder, or the file of a receipt; KEYS the newsroom's own keys, as it has them
at /.well-known/newsroom-seals.json: then no other key will do. What this proves, and what it
cannot, is in the packet's README.txt.
"""

import sys

if not sys.flags.isolated:
    sys.exit("Run it as python3 -I -S check.py: then nothing in the packet runs but this file.")

import base64, hashlib, json, os, re, unicodedata  # noqa: E401, I001

PLACE = os.path.abspath(sys.argv[1] if sys.argv[1:] else os.path.dirname(os.path.abspath(__file__)))
LARGEST, AROUND = 200_000_000, 32  # bytes of a file; characters before and after a quotation
KEYS = "/.well-known/newsroom-seals.json"
BROKEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OSError)
TYPED = dict.fromkeys("`´ʼ′", "'") | {"″": '"', "−": "-", "ـ": ""}
SHAPES = {f"<{tag}>" for tag in "compat noBreak initial medial final isolated wide narrow small"
          " vertical font".split()}  # fmt: skip
DRAWN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9\ufffa\ufffb"
EMPTY = re.compile(r"VARIATION SELECTOR|COMBINING GRAPHEME JOINER|HANGUL \w+ FILLER|INHERENT")
NOTE = re.compile(  # marks of notes
    r"(?<=[^\s\[(])\[(?:\d{1,3}(?:[-–, ]{1,2}\d{1,3}){0,5}|[a-z]|(?:note|nb|n) ?\d{1,3}"
    r"|(?:[a-z]{2,12} ){1,3}needed|who\?|when\?|where\?|according to whom\?)\](?!\w)"
    r"|(?:(?<=[^\d\s]{4})|(?<=[^\d\s][.,;:!?\"'”’)]))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?!\w)|(?<=\S)[†‡]"
)
NUMBER = r"\d{1,4}(?: ?(?:/|of|de|von|sur|из) ?\d{1,4})?"
PAGE = rf"(?:page|p\.|pp\.|pg\.|seite|página|pagina|strona|стр\.) ?{NUMBER}"
EDGE = re.compile(  # a page's number, or its running head with one
    rf"^[^\S\n]{{0,40}}(?:[-–—|·•\[(]{{0,2}} ?(?:{NUMBER}|{PAGE}) ?[-–—|·•\])]{{0,2}}"
    rf"|[^\n|·•]{{1,80}}[|·•] ?(?:{NUMBER}|{PAGE})|(?:{NUMBER}|{PAGE}) ?[|·•][^\n|·•]{{1,80}}"
    r")[^\S\n]{0,40}$", re.M | re.I)  # fmt: skip
MARK = r"\[[^\[\]]*\]|\(\s*(?:\.\.\.|…)\s*\)"  # [his words], […]: something else stands there
faults, proved, files, hashes, sealed, records, of_claim = [], [], {}, {}, {}, {}, {}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


# Ed25519, as RFC 8032 checks a signature: points are (x, y, z, t), in extended coordinates.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)


def added(a, b):
    """The sum of two points of the curve."""
    low, high = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = high - low, d - c, d + c, high + low
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """The point so many times."""
    total = 0, 1, 1, 0
    while number:
        total = added(total, point) if number & 1 else total
        point, number = added(point, point), number >> 1
    return total


def point_of(written):
    """The point that 32 bytes stand for."""
    number = int.from_bytes(written, "little")
    y, is_odd = number & (1 << 255) - 1, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    if y >= P or len(written) != 32 or (x * x - square) % P or (is_odd and not x):
        raise ValueError("no point of the curve")
    x = x if x & 1 == is_odd else P - x
    return x, y, 1, x * y % P


def key_has_signed(public, message, signature):
    """Whether the signature over the message is of whoever has the other half of the key."""
    base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    number = int.from_bytes(signature[32:], "little")
    mixed = hashlib.sha512(signature[:32] + public + message).digest()
    there = times(int.from_bytes(mixed, "little") % ORDER, point_of(public))
    one, other = times(number, base), added(point_of(signature[:32]), there)
    alike = all((one[n] * other[2] - other[n] * one[2]) % P == 0 for n in (0, 1))
    return alike and number < ORDER and len(signature) == 64


def unwritten(text):
    """The bytes that are written in base64, as addresses have it, in the one way that there is."""
    found = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    if base64.urlsafe_b64encode(found).decode().rstrip("=") != text:
        raise ValueError("not as it is written")
    return found


def whose(seal, digest, kind, place):
    """Whose seal it is, as a sentence; what is wrong with it is among the faults."""
    given = sys.argv[2:]
    if seal is None:
        if given:
            faults.append(f"{place}: there is none, and you gave the newsroom's keys")
        return "Unsigned: this proves nothing about who made it."
    try:
        if given:
            with open(given[0], "rb") as file:
                keys = [unwritten(key["x"]) for key in json.load(file)["keys"]]
        else:
            keys = [unwritten(seal["public"])]
        lines = "newsroom seal 1", kind, digest, seal["at"], seal["desk"]
        stated = "".join(f"{line}\n" for line in lines).encode()
        signature = unwritten(seal["signature"])
        if (seal["kind"], seal["sha256"]) != (kind, digest):
            raise ValueError("a seal of something else")
        (key,) = [sha256(key)[:16] for key in keys if key_has_signed(key, stated, signature)]
        if key != seal["key"]:
            raise ValueError("not the key that it names")
    except BROKEN:
        faults.append(f"{place}: no key that {'you gave' if given else 'is in it'} has signed this")
        return "Signed by no key that is known here: this proves nothing about who made it."
    told = f"Sealed by {seal['desk']}, {seal['at']}, with the key {key}"
    if given:
        return f"{told}, which is one that you gave."
    return f"{told}. That proves who made it only if {seal['desk']}{KEYS} has that key."


def check_receipt():
    """Say whether the file is a receipt whose answer is the one that was sealed; the end."""
    try:
        if os.path.getsize(PLACE) > LARGEST:
            raise ValueError("too large")
        with open(PLACE, "rb") as file:
            receipt = json.load(file)
        sealed = receipt["sealed"].encode()
        print(ascii(whose(receipt.get("seal"), sha256(sealed), "answer", "seal"))[1:-1])
        told = f"This is the answer to {json.loads(sealed)['question']}, as it was sealed."
    except BROKEN:
        faults.append("It cannot be read as a receipt.")
    if faults:
        print(*(ascii(fault)[1:-1] for fault in faults), sep="\n")
        sys.exit(f"{len(faults)} faults: this receipt does not hold.")
    print(ascii(told)[1:-1])
    sys.exit()


def shaped(letter):
    """What a character is read as: another shape of a letter as the letter, any dash as one."""
    kind, name = unicodedata.category(letter), unicodedata.name(letter, "")
    if letter in TYPED or letter.isascii():
        return TYPED.get(letter, letter if letter.isprintable() else "")
    if letter.isspace() or letter == "\xad" or EMPTY.search(name):
        return ""
    if kind in ("Cf", "Cc"):
        return letter if letter in DRAWN or name.startswith("KAITHI") else ""
    if kind == "Pd" or "QUOTATION MARK" in name:
        return "-" if kind == "Pd" else "'" if "SINGLE" in name else '"'
    made = unicodedata.normalize("NFKC", letter)
    apart = unicodedata.normalize("NFD", letter)
    if apart != letter:
        return "".join(map(shaped, apart))
    tag = unicodedata.decomposition(letter).split(" ")[0]
    is_accent = made[0] == " " and made != " "
    return "".join(map(shaped, made)) or letter if tag in SHAPES and not is_accent else letter


def ink(words):
    """The words without their typography."""
    words = "".join(map(shaped, unicodedata.normalize("NFC", words)))
    words = re.sub("-+", "-", unicodedata.normalize("NFC", re.sub(r"\s", "", words)))
    return re.sub("(?<![0-9])-(?![0-9])", "", words)


def is_quoted(quote, stood):
    """Whether the quotation is what stood there: but for typography, for its own [marks], and for
    what a page sets among the words."""
    return is_the_same(quote, stood) or is_the_same(quote, NOTE.sub("", without_edges(stood)))


def without_edges(text):
    """The text without the numbers and running heads between its pages."""
    pieces, done, is_open = [], 0, False
    for found in EDGE.finditer(text):
        start, end = found.span()
        before, after = text[done:start], text[end:]
        gap = before[len(before.rstrip()) :], after[: len(after) - len(after.lstrip())]
        follows = is_open and not before.strip()
        is_open = follows or any(each.count("\n") > 1 or "\f" in each for each in gap)
        if is_open and (pieces or before.strip()) and after.strip():
            pieces, done = [*pieces, before, "\n"], end
    return "".join([*pieces, text[done:]])


def is_the_same(quote, stood):
    """Whether the quotation is these words, but for typography and its own [marks]."""
    if ink(quote) == ink(stood) or not re.search(MARK, quote):
        return ink(quote) == ink(stood) != ""
    marked = re.sub(r"\[(\w)\](?=\w)", r"\1", quote)  # [T]he is the word with another capital
    *parts, last = [ink(part).lower() for part in re.split(MARK, marked)]
    rest, place = ink(stood).lower(), 0
    for part in parts:
        if (found := rest.find(part, place)) < 0:
            return False
        place = found + len(part)
    begins = rest.startswith(parts[0]) if parts else rest == last
    return begins and rest.endswith(last) and place + len(last) <= len(rest)


def covered(claim):
    """What a verdict on the claim was signed over, written as PostgreSQL writes it."""
    about = {kind: {} for kind in ("claim", "citation", "search")}
    for record in sorted(of_claim[claim], key=lambda record: record["id"]):
        about.setdefault(record["type"], {})[record["id"]] = record.get("signed")
    parts = {"citations": about["citation"], "searches": about["search"]} | about["claim"][claim]
    return json.dumps({key: parts[key] for key in sorted(parts, key=lambda key: (len(key), key))},
                      ensure_ascii=False).encode()  # fmt: skip


def look(record):
    """What is wrong with a record, besides its hash."""
    if record["type"] == "copy":
        if hashes.get(f"texts/{record['id']}.txt") != record["text_sha256"]:
            yield "its text is not the one that was kept"
        if record["left_out"]:
            print(ascii(f"{record['record']}: left out, its SHA-256 is {record['sha256']}")[1:-1])
        elif hashes.get(f"copies/{record['sha256']}") != record["sha256"]:
            yield "its bytes are not those that were kept"
    elif record["type"] == "citation" and record["signed"]["quote"]:
        proved.append(bool(record["selector"]))
        if not proved[-1]:
            return  # the newsroom has no copy, or keeps it back
        said, place = record["selector"][:2]
        start, end = place["start"], place["end"]
        text = files[f"texts/{record['copy']}.txt"].decode()
        stood = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
        if not 0 <= start < end or stood != (said["prefix"], said["exact"], said["suffix"]):
            yield "its words do not stand at their place in the copy"
        if not is_quoted(record["signed"]["quote"], said["exact"]):
            yield "what it quotes is not what stands there"
    elif record["type"] == "verdict" and sha256(covered(record["claim"])) != record["fingerprint"]:
        yield "it was signed over something else than what is here"


for folder, folders, names in os.walk(PLACE):  # follows no links
    for name in names + [each for each in folders if os.path.islink(os.path.join(folder, each))]:
        path = os.path.join(folder, name)
        name = os.path.relpath(path, PLACE).replace(os.sep, "/")
        try:
            if os.path.islink(path) or not os.path.isfile(path) or os.path.getsize(path) > LARGEST:
                raise ValueError
            with open(path, "rb") as file:
                content = file.read()
            hashes[name], files[name] = sha256(content), content if name[:7] != "copies/" else b""
        except BROKEN:
            hashes[name] = "unreadable, or too large for a packet"
if os.path.isfile(PLACE):
    check_receipt()
seal = hashes.get("manifest.sha256", "")
signed = None
if "seal.json" in hashes:
    try:
        signed = json.loads(files["seal.json"]) or {}
        told = f"{json.dumps(signed, indent=1, ensure_ascii=False)}\n"
        if told.encode() != files["seal.json"]:
            raise ValueError("not as it is written")
    except BROKEN:
        signed = {}
print(ascii(whose(signed, seal, "packet", "seal.json"))[1:-1])
if files.get("seal.txt") != f"{seal}  manifest.sha256\n".encode():
    faults.append("manifest.sha256: it is not what seal.txt seals")
for line in files.get("manifest.sha256", b"").decode(errors="replace").split("\n")[:-1]:
    digest, _, name = line.partition("  ")
    sealed[name] = "twice in the manifest" if name in sealed else digest
for number, line in enumerate(files.get("records.jsonl", b"").split(b"\n")[:-1], start=1):
    try:
        record = json.loads(line)
        name = "record: " + record["record"]
        if json.dumps(record, ensure_ascii=False).encode() != line or name in records:
            raise ValueError
        claim = record["id"] if record["type"] == "claim" else record.get("claim")
        of_claim.setdefault(claim, []).append(record)
        records[name], hashes[name] = record, sha256(line)
    except BROKEN:
        faults.append(f"records.jsonl, line {number}: it cannot be read, or says something twice")
for name in sorted({*hashes, *sealed} - {"manifest.sha256", "seal.txt", "seal.json"}):
    if hashes.get(name) != sealed.get(name):
        found = "is missing" if name not in hashes else "is not what was sealed"
        faults.append(f"{name}: it {found if name in sealed else 'was added'}")
for name, record in records.items():
    try:
        faults += [f"{name}: {fault}" for fault in look(record)]
    except BROKEN:
        faults.append(f"{name}: it cannot be checked")
if faults:
    print(*(ascii(fault)[1:-1] for fault in faults), sep="\n")
    sys.exit(f"{len(faults)} faults: this packet does not hold.")
print(f"All {len(records)} records hold.", end=" ")
print(f"{sum(proved)} of {len(proved)} quotations are proved in a copy that is here.")
print(f"The seal is {seal}: the newsroom says at /api/v1/seals/{seal}/ whether it is theirs.")
