"""Check a proof of the journal with nothing but Python's standard library.

    python3 -I check_proof.py [--key NAME+ID+KEY] [--witness NAME+ID+KEY] [--kept NOTE] FILE

FILE is the proof that a commit is in a checkpoint, the proof that one checkpoint continues another, a checkpoint's
signed note, or a bundle of commits. `--key` is the key you were given by the office; without it the file's own key is
used, and that is said. `--witness` is the key a witness gave you: it demands that the note, or the bundle's checkpoint
or an earlier one that it continues, is countersigned with it. `--kept` is a checkpoint (signed note) you kept: one in
FILE must be the same. It ends with 1 where anything does not hold.

A leaf is SHA-256 over 00 and the commit's hash, a node SHA-256 over 01, left and right (RFC 6962, RFC 9162); a
checkpoint is a signed note (C2SP). A commit's hash is SHA-256 over the hash before it and its exact bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

Document = dict[str, Any]
Point = tuple[int, int, int, int]
Head = tuple[str, int, bytes]

# --- Ed25519 (RFC 8032), plain and slow: one signature takes some hundredths of a second.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741 - the square root of -1


def recover(y: int, sign: int) -> int:
    """Give the x that belongs to a y."""
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * I % P
    if y >= P or (x * x - squared) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    return P - x if x & 1 != sign else x


def point(raw: bytes) -> Point:
    """Read a point: extended coordinates x, y, z, xy."""
    number = int.from_bytes(raw, "little")
    y = number & ((1 << 255) - 1)
    x = recover(y, number >> 255)
    return x, y, 1, x * y % P


def add(p: Point, q: Point) -> Point:
    """Add two points."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n: int, p: Point) -> Point:
    """Multiply a point."""
    made: Point = (0, 1, 1, 0)
    while n:
        if n & 1:
            made = add(made, p)
        p, n = add(p, p), n >> 1
    return made


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover(BASE_Y, 0), BASE_Y, 1, recover(BASE_Y, 0) * BASE_Y % P)


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature belongs to a message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    try:
        key, r = point(public), point(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    one, other = times(s, BASE), add(r, times(h, key))
    same = (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0
    return s < Q and same


def must(holds: object, otherwise: str) -> None:
    """End the check where something does not hold; `assert` would be silent under `python3 -O`."""
    if not holds:
        raise ValueError(otherwise)


# --- Hashes and proofs.
def sha(*parts: bytes) -> bytes:
    """Give SHA-256 over parts, one behind the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Give the root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    place, last = index, size - 1
    must(0 <= place <= last, f"a tree of {size} leaves has none at {index}")
    for sibling in path:
        must(last, "the proof is too long")
        if place & 1 or place == last:
            leaf = sha(b"\x01", sibling, leaf)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            leaf = sha(b"\x01", leaf, sibling)
        place, last = place >> 1, last >> 1
    must(not last, "the proof is too short")
    return leaf


def continues(old: Head, new: Head, path: list[bytes]) -> bool:
    """Tell whether the tree of a checkpoint is the beginning of a later one's (RFC 9162, 2.1.4.2)."""
    if old[1] == new[1]:
        return not path and old[2] == new[2]
    hashes = [old[2], *path] if old[1] & (old[1] - 1) == 0 else path
    must(0 < old[1] < new[1] and hashes, "the older checkpoint comes first")
    place, last = old[1] - 1, new[1] - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = hashes[0]
    for each in hashes[1:]:
        must(last, "the proof is too long")
        if place & 1 or place == last:
            before, after = sha(b"\x01", each, before), sha(b"\x01", each, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = sha(b"\x01", after, each)
        place, last = place >> 1, last >> 1
    return not last and (before, after) == (old[2], new[2])


# --- Signed notes.
def head_of(text: str) -> Head:
    """Read the text of a checkpoint: origin, size, root."""
    origin, size, root = text.split("\n")[:3]
    return origin, int(size), base64.b64decode(root, validate=True)


def signature_of(note: str, key: str, kind: bytes) -> tuple[str, bytes, bytes]:
    """Give the text of a note, a key's public half, and what its signature line holds."""
    name, told, raw = key.split("+", 2)
    public = base64.b64decode(raw, validate=True)
    must(public[:1] == kind and sha(name.encode(), b"\n", public)[:4].hex() == told, "this is no Ed25519 key")
    text, _, lines = note.rpartition("\n\n")
    for line in lines.splitlines():
        signer, _, value = line.removeprefix("\u2014 ").rpartition(" ")
        signature = base64.b64decode(value)
        if signer == name and signature[:4].hex() == told:
            return text + "\n", public[1:], signature[4:]
    raise ValueError(f"{name} did not sign this checkpoint")


def opened(note: str, key: str) -> Head:
    """Give what a note says, if the key signed it."""
    text, public, value = signature_of(note, key, b"\x01")
    must(signed_by(public, text.encode(), value), "the signature does not hold")
    return head_of(text)


def cosigned(note: str, key: str) -> int:
    """Give the moment at which a witness countersigned a note (C2SP tlog-cosignature), in seconds of POSIX."""
    text, public, value = signature_of(note, key, b"\x04")
    moment = int.from_bytes(value[:8], "big")
    must(signed_by(public, f"cosignature/v1\ntime {moment}\n{text}".encode(), value[8:]), "the cosignature is false")
    return moment


class Check:
    """What was found, printed line by line."""

    def __init__(self, key: str, kept: str, witness: str = "") -> None:
        self.key, self.witness, self.wrong, self.heads = key, witness, 0, list[Head]()
        self.kept = head_of(kept) if kept else None

    def say(self, holds: bool, what: str) -> None:
        """Note a finding."""
        self.wrong += not holds
        print(f"{'holds        ' if holds else 'DOES NOT HOLD'} {what}")

    def checkpoint(self, note: str, key: str) -> Head:
        """Check a checkpoint's signature; give what it says."""
        origin, size, root = head_of(note)
        whose = f"key {self.key}" if self.key else f"key {key}, as the file names it: compare it with yours"
        try:
            opened(note, self.key or key)
            holds = True
        except ValueError:
            holds = False
        self.say(holds, f"signature of the checkpoint {origin} over {size} commits, root {root.hex()}, {whose}")
        self.heads.append((origin, size, root))
        return origin, size, root

    def witnesses(self, note: str, keys: list[str]) -> None:
        """Check that each of these witnesses countersigned a note, and the one that is demanded."""
        for key in dict.fromkeys([*keys, *([self.witness] if self.witness else [])]):
            try:
                when = f"at {time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(cosigned(note, key)))} UTC"
            except ValueError as wrong:
                when = f"({wrong})"
            self.say(when.startswith("at"), f"countersigned {when} over {head_of(note)[1]} commits, key {key}")

    def witnessed(self, told: Document | None, new: Head, key: str) -> None:
        """Check the newest checkpoint that witnesses countersigned, and that a later one continues it."""
        if told is None:
            return self.say(not self.witness, "no witness countersigned this or an earlier checkpoint")
        old = self.checkpoint(told["note"], key)
        self.witnesses(told["note"], told["keys"])
        path = [bytes.fromhex(each) for each in told["path"]]
        return self.say(continues(old, new, path), f"what was countersigned over {old[1]} commits is continued here")

    def proof(self, told: Document) -> None:
        """Check that a commit is in a checkpoint; print each step."""
        _, size, root = self.checkpoint(told["checkpoint"]["note"], told["checkpoint"]["key"])
        hashed = sha(b"\x00", bytes.fromhex(told["hash"]))
        path = [bytes.fromhex(each["sibling"]) for each in told["steps"]]
        print(f"  leaf {told['index']}  {hashed.hex()}")
        for n, step in enumerate(told["steps"], 1):
            print(f"  step {n:>2}, {step['side']:>5}: {step['sibling']}")
        found = root_of(hashed, told["index"], size, path)
        self.say(found == root, f"{told['commit']} with the hash {told['hash']} is leaf {told['index']} of {size}")

    def continuation(self, told: Document) -> None:
        """Check that one checkpoint continues another."""
        old, new = (self.checkpoint(told[which]["note"], told[which]["key"]) for which in ("first", "second"))
        path = [bytes.fromhex(each) for each in told["path"]]
        self.say(continues(old, new, path), f"nothing of the first {old[1]} commits was changed up to {new[1]}")

    def bundle(self, lines: list[bytes]) -> None:
        """Check the commits' own hashes, and every proof that a bundle carries; `yizhan verify` looks at chains too."""
        told = json.loads(lines[0])
        head = self.checkpoint(told["checkpoint"]["note"], told["checkpoint"]["key"])
        self.witnessed(told["checkpoint"].get("witnessed"), head, told["checkpoint"]["key"])
        size, root = head[1:]
        commits = proofs = 0
        name, digest = "", b""
        for line in lines[1:-1]:
            first, _, rest = line.rstrip(b"\n").partition(b" ")
            said = json.loads(rest)
            if first == b"proof":
                path = [bytes.fromhex(each) for each in said["path"]]
                holds = root_of(sha(b"\x00", digest), said["index"], size, path) == root
                proofs += 1
            else:
                name, digest = f"{said['stream']}@{said['version']}", sha(bytes.fromhex(said["prev"]), rest)
                holds = digest.hex().encode() == first
                commits += 1
            if not holds:
                self.say(False, f"{name}: the {'proof' if first == b'proof' else 'hash'}")
        seal = json.loads(lines[-1])
        counted = (seal["commits"], seal["proofs"]) == (commits, proofs)
        self.say(counted and seal["sha256"] == hashlib.sha256(b"".join(lines[:-1])).hexdigest(), "the bundle is whole")
        self.say(not self.wrong, f"{commits} commits, of which {proofs} are in the checkpoint")

    def file(self, path: str) -> None:
        """Check a file of whatever kind."""
        raw = Path(path).read_bytes()
        if raw.startswith(b"{") and b"yizhan-journal-bundle@2" in raw.partition(b"\n")[0]:
            self.bundle(raw.splitlines(keepends=True))
        elif not raw.startswith(b"{"):
            must(self.key, "a note alone is checked with --key")
            self.checkpoint(raw.decode(), self.key)
            self.witnesses(raw.decode(), [])
        else:
            told = json.loads(raw)
            self.continuation(told) if "second" in told else self.proof(told)
        if self.kept is not None:
            self.say(self.kept in self.heads, f"the checkpoint you kept, over {self.kept[1]} commits, is among these")


def main(arguments: list[str]) -> int:
    """Check what the arguments name."""
    options = {"--key": "", "--kept": "", "--witness": ""}
    while len(arguments) > 1:
        options[arguments[0]] = arguments[1]
        arguments = arguments[2:]
    must(len(options) == 3 and arguments, "see the first lines of this file for how it is used")
    kept = Path(options["--kept"]).read_text(encoding="utf-8") if options["--kept"] else ""
    check = Check(options["--key"], kept, options["--witness"])
    check.file(arguments[0])
    return 1 if check.wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        sys.exit(f"DOES NOT HOLD {error}")
