"""Recompute a score from its bundle, to the cent, with nothing but Python's standard library.

    python3 -I recompute.py bundle.json [keys.json]

It checks the bundle's own hash, the policy's hash and signature, adds up what every case contributed, scores by the
policy's formulas in exact fractions, prints every step, and ends with 1 where anything differs from what was told. The
public key is the bundle's, or one of `keys.json`, which you got from whoever signs; without a key the signature is NOT
CHECKED, and that is said.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from fractions import Fraction
from typing import Any

Document = dict[str, Any]
Facts = dict[str, int]
Point = tuple[int, int, int, int]
Line = tuple[Document, Fraction, Fraction, Fraction | None]

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


# --- From contributions to named facts.
def added(bundle: Document) -> Facts:
    """Add up what the cases contributed, as seen on the bundle's day: wholes, and what is settled of them."""
    names: Facts = {}
    waiting: Facts = {}
    rules = bundle["rules"]
    for case in bundle["cases"]:
        for key, number in case["adds"].items():
            day, name = key.split("|", 1)
            assert bundle["first_day"] <= day <= bundle["last_day"], f"{key} lies outside the period"
            names[name] = names.get(name, 0) + number
            if day >= bundle["as_of"]:
                waiting[name] = waiting.get(name, 0) + number
    told = dict(names)
    for whole, parts in rules["wholes"].items():
        told[whole] = sum(names.get(part, 0) for part in parts)
    for settled, (whole, still_open) in rules["settled"].items():
        told[settled] = told.get(whole, 0) - waiting.get(still_open, 0)
    overdue = told.get("open", 0) - waiting.get("open", 0)
    explained = sum(told.get(how, 0) for how in ("late_explained", "late_by_rule", "open_explained"))
    explained -= waiting.get("open_explained", 0)
    told |= {"pending": waiting.get("open", 0), "overdue": overdue}
    told["unexplained"] = told.get("late", 0) + overdue - explained
    return {name: number for name, number in {**told, **bundle["register"]}.items() if number}


# --- From named facts to the score.
def total_of(terms: dict[str, str], facts: Facts) -> Fraction:
    """Add up named facts with their factors."""
    return sum((Fraction(factor) * facts.get(name, 0) for name, factor in terms.items()), Fraction(0))


def evaluated(indicator: Document, facts: Facts) -> tuple[Fraction, Fraction, Fraction | None]:
    """Give numerator, denominator and points of an indicator; points are None where it does not apply."""
    pairs = [(total_of(r["numerator"], facts), total_of(r["denominator"], facts)) for r in indicator["ratios"]]
    applicable = [(k / n, k, n) for k, n in pairs if n]
    if not applicable:
        return pairs[0][0], pairs[0][1], None
    x, k, n = min(applicable, key=lambda each: each[0])
    if indicator["prior"]:
        m, p0 = Fraction(indicator["prior"]["m"]), Fraction(indicator["prior"]["p0"])
        x = (k + m * p0) / (n + m)
    floor, target = Fraction(indicator["floor"]), Fraction(indicator["target"])
    return k, n, Fraction(indicator["weight"]) * min(max((x - floor) / (target - floor), Fraction(0)), Fraction(1))


def deducted(sheet: Document, facts: Facts, cap: str) -> Fraction:
    """Give what comes off: of the faults of one cause only the heaviest, so many points for every so many."""
    penalties = sheet["penalties"]
    counts = {each["kind"]: int(total_of(each.get("facts", {}), facts)) for each in penalties}
    for name, number in facts.items():
        if name.startswith("!"):
            known = [each for each in penalties if each["kind"] in name[1:].split("+")]
            if known:
                heaviest = max(known, key=lambda each: Fraction(each["points"]) / int(each["each"]))
                counts[heaviest["kind"]] += number
    points = sum((Fraction(e["points"]) * (counts[e["kind"]] // int(e["each"])) for e in penalties), Fraction(0))
    return min(points, Fraction(cap))


def rounded(value: Fraction) -> str:
    """Round half up to two digits."""
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def scored(policy: Document, kind: str, facts: Facts) -> tuple[Any, ...]:
    """Give total, components and whether the sample suffices."""
    sheet = policy["sheets"][kind]
    lines = [(each, *evaluated(each, facts)) for each in sheet["indicators"]]
    weight = sum((Fraction(each["weight"]) for each, _, _, points in lines if points is not None), Fraction(0))
    raw = sum((points for *_, points in lines if points is not None), Fraction(0))
    off = deducted(sheet, facts, policy["cap"])
    total = rounded(max(raw / weight * 100 - off, Fraction(0))) if weight else None
    cases = total_of(sheet["cases"], facts)
    enough = cases >= int(policy["sample"]["least_cases"]) and weight >= Fraction(policy["sample"]["least_weight"])
    return total, raw, weight, off, bool(weight) and enough, lines


def graded(sheet: Document, total: str | None, ranked: bool, lines: list[Line], facts: Facts) -> str:
    """Give the best grade whose points and conditions are met, but none better than a veto allows."""
    if total is None:
        return ""
    order = [each["id"] for each in sheet["grades"]]
    vetoes = [order.index(each["grade"]) for each in sheet["vetoes"] if facts.get(each["fact"], 0) > 0]
    ratios = {each["id"]: (k, n) for each, k, n, _ in lines}
    best = next(
        (
            each["id"]
            for place, each in enumerate(sheet["grades"])
            if place >= max(vetoes, default=0)
            and Fraction(total) >= Fraction(each["least"])
            and all(met(condition, ratios, facts) for condition in each["conditions"])
        ),
        order[-1],
    )
    failed_by_veto = best == order[-1] and len(order) - 1 in vetoes
    return best if ranked or failed_by_veto else ""


def met(condition: Document, ratios: dict[str, tuple[Fraction, Fraction]], facts: Facts) -> bool:
    """Tell whether a grade's condition is met; an indicator that does not apply asks nothing."""
    if "fact" in condition:
        return facts.get(condition["fact"], 0) <= Fraction(condition["most"])
    k, n = ratios[condition["indicator"]]
    return not n or k / n >= Fraction(condition["least"])


def verified(bundle: Document, text: bytes, trusted: dict[str, str]) -> bool | None:
    """Tell whether the policy's signature holds; None where it cannot be checked: no signature, or no key for it."""
    told = bundle["policy"].get("signature") or {}
    public, value = trusted.get(told.get("key", ""), ""), told.get("value", "")
    return signed_by(base64.b64decode(public), text, base64.b64decode(value)) if public and value else None


def canonical(document: Document) -> bytes:
    """Give the bytes that are hashed and signed."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def main(path: str, keys: str = "") -> list[str]:
    """Recompute a bundle; give what differs."""
    with open(path, encoding="utf-8") as file:
        bundle = json.load(file)
    own = bundle.pop("hash", "")
    policy, trusted = bundle["policy"]["signed"], bundle["keys"]
    if keys:
        trusted = {each["id"]: each["public"] for each in json.loads(open(keys, encoding="utf-8").read())["keys"]}  # noqa: SIM115
    text = canonical(policy)
    signed = verified(bundle, text, trusted)
    key = (bundle["policy"].get("signature") or {}).get("key")
    facts, told = added(bundle), bundle["score"]
    total, raw, weight, off, ranked, lines = scored(policy, bundle["kind"], facts)
    grade = graded(policy["sheets"][bundle["kind"]], total, ranked, lines, facts)
    components = {each["id"]: None if points is None else str(points) for each, _, _, points in lines}
    checks = {
        "hash of the bundle": own == hashlib.sha256(canonical(bundle)).hexdigest(),
        "hash of the policy": hashlib.sha256(text).hexdigest() == bundle["policy_hash"],
        f"signature of the policy, key {key}, {'from ' + keys if keys else 'as the bundle gives it'}": signed,
        "named facts": facts == {name: number for name, number in bundle["facts"].items() if number},
        "points of every indicator": components == told["components"],
        f"total {total}": total == told["total"],
        f"ranked: {ranked}": ranked == told["ranked"],
        f"grade: {grade or 'none'}": grade == told["grade"],
    }
    print(f"{bundle['unit']} {bundle['period']}, policy {policy['version']}, {len(bundle['cases'])} cases and days")
    for each, k, n, points in lines:
        shown = "not applicable" if points is None else f"{float(k):g}/{float(n):g} -> {rounded(points)}"
        print(f"  {each['id']:5} of {each['weight']:>3}  {shown}")
    print(f"  {rounded(raw)} of {weight} applicable; {off} off; total {total}")
    for what, holds in checks.items():
        print({True: "same        ", False: "DIFFERENT   ", None: "NOT CHECKED "}[holds] + what)
    return [what for what, holds in checks.items() if holds is False]


if __name__ == "__main__":
    try:
        sys.exit(1 if main(*sys.argv[1:3]) else 0)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        sys.exit(f"DIFFERENT this is no bundle of a score: {type(error).__name__} {error}")
