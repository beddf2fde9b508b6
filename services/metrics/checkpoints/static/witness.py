"""Countersign checkpoints of the journal, with nothing but Python's standard library.

    python3 -I witness.py new NAME SECRET
    python3 -I witness.py sign --key JOURNAL_KEY [--first] SECRET KEPT FILE

`new` makes a key: SECRET is the file that holds it (keep it to yourself), and the public key is printed for the office
and everybody else. `sign` countersigns the checkpoint in FILE, if it continues the one in KEPT, which is the last that
you signed. FILE is the continuation from that one to a later one (`…/checkpoints/NEW/consistency?from=OLD`); the first
time, with `--first`, a checkpoint's note. What cannot be proved is not signed, and KEPT stays as it is. Then KEPT is
the note with your signature, and what is to be handed in is printed: `key` and `note` as JSON.

The form is C2SP's tlog-cosignature: an Ed25519 signature over `cosignature/v1`, the time, and the checkpoint's text.
`check_proof.py` lies beside this file: it does the arithmetic and checks what it is given.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import secrets
import sys
import time
from pathlib import Path
from typing import Any

COSIGNATURE = b"\x04"


def beside() -> Any:
    """Load the script that checks; it lies in the same folder."""
    spec = importlib.util.spec_from_file_location("check_proof", Path(__file__).with_name("check_proof.py"))
    if spec is None or spec.loader is None:
        raise OSError("check_proof.py is not beside this file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECK = beside()


def packed(point: tuple[int, int, int, int]) -> bytes:
    """Write a point down in 32 bytes."""
    inverse = pow(point[2], CHECK.P - 2, CHECK.P)
    x, y = point[0] * inverse % CHECK.P, point[1] * inverse % CHECK.P
    return int(y | (x & 1) << 255).to_bytes(32, "little")


def expanded(secret: bytes) -> tuple[int, bytes]:
    """Give the number and the prefix that a secret stands for (RFC 8032, 5.1.5)."""
    both = hashlib.sha512(secret).digest()
    return int.from_bytes(both[:32], "little") & (1 << 254) - 8 | 1 << 254, both[32:]


def public_of(secret: bytes) -> bytes:
    """Give the public half of a secret."""
    return packed(CHECK.times(expanded(secret)[0], CHECK.BASE))


def signature(secret: bytes, message: bytes) -> bytes:
    """Sign a message (RFC 8032, 5.1.6)."""
    number, prefix = expanded(secret)
    once = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % CHECK.Q
    r = packed(CHECK.times(once, CHECK.BASE))
    h = int.from_bytes(hashlib.sha512(r + public_of(secret) + message).digest(), "little") % CHECK.Q
    return r + int((once + h * number) % CHECK.Q).to_bytes(32, "little")


def key_of(name: str, secret: bytes) -> tuple[bytes, str]:
    """Give a witness's key id, and its public key as it is told."""
    public = COSIGNATURE + public_of(secret)
    told: bytes = CHECK.sha(name.encode(), b"\n", public)[:4]
    return told, f"{name}+{told.hex()}+{base64.b64encode(public).decode()}"


def line(note: str, name: str, secret: bytes, moment: int) -> str:
    """Give the signature line of a witness under a checkpoint's note."""
    text = note.rpartition("\n\n")[0] + "\n"
    value = signature(secret, f"cosignature/v1\ntime {moment}\n{text}".encode())
    raw = key_of(name, secret)[0] + moment.to_bytes(8, "big") + value
    return f"\u2014 {name} {base64.b64encode(raw).decode()}\n"


def proved(raw: str, key: str, kept: str, first: bool) -> str:
    """Give the note that may be signed.

    Raises:
        ValueError: it is not proved to continue what was signed before.
    """
    if first:
        CHECK.must(not kept, "you have signed before: what you sign now has to continue it")
        CHECK.opened(raw, key)
        return raw
    CHECK.must(kept, "there is nothing that you signed before; the first time is said with --first")
    told = json.loads(raw)
    old, new = (CHECK.opened(told[which]["note"], key) for which in ("first", "second"))
    CHECK.must(old == CHECK.head_of(kept), f"this continues another checkpoint than the one you signed, over {old[1]}")
    CHECK.must(old[0] == new[0], "these are checkpoints of two journals")
    path = [bytes.fromhex(each) for each in told["path"]]
    CHECK.must(CHECK.continues(old, new, path), f"the first {old[1]} commits are not those of before: keep both")
    return str(told["second"]["note"])


def new(name: str, secret: str) -> None:
    """Make a key; a file that is there is never written over."""
    made = secrets.token_bytes(32)
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{name} {made.hex()}\n")
    print(key_of(name, made)[1])


def sign(key: str, first: bool, secret: str, kept: str, file: str) -> None:
    """Countersign what is proved to continue what was signed before."""
    name, _, told = Path(secret).read_text(encoding="utf-8").strip().rpartition(" ")
    before = Path(kept).read_text(encoding="utf-8") if Path(kept).exists() else ""
    note = proved(Path(file).read_text(encoding="utf-8"), key, before, first)
    whole = note + line(note, name, bytes.fromhex(told), int(time.time()))
    written = Path(f"{kept}.new")
    written.write_text(whole, encoding="utf-8")
    written.replace(kept)
    print(json.dumps({"key": key_of(name, bytes.fromhex(told))[1], "note": whole}))


def main(arguments: list[str]) -> None:
    """Do what the arguments ask."""
    match arguments:
        case ["new", name, secret] if name and not set(name) & set("+ \n"):
            new(name, secret)
        case ["sign", "--key", key, "--first", secret, kept, file]:
            sign(key, True, secret, kept, file)
        case ["sign", "--key", key, secret, kept, file]:
            sign(key, False, secret, kept, file)
        case _:
            raise ValueError("see the first lines of this file for how it is used")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        sys.exit(f"NOT SIGNED {error}")
