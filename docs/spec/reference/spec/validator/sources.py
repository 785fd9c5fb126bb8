"""SEMANTICS; of each tensor WIDTH, NAME, LENGTH, BITS, RANGE, CONSTANTS."""
from spec.circuit import COMMITTED, MAX_WIDTH, size
from spec.layout import column_bits, space
from spec.validator.refusal import demand

SEMANTICS_VERSION = 1
MAX_BITS = 40
MAX_CONSTANTS = 1 << 24
MAX_MAGNITUDE = 1 << 62


def check(circ):
    known = circ.semantics == SEMANTICS_VERSION
    demand(known, "SEMANTICS", f"version {circ.semantics}, known is {SEMANTICS_VERSION}")
    demand(0 <= circ.c <= MAX_WIDTH, "WIDTH", f"c = {circ.c}")
    names = set()
    for t in circ.tensors.values():
        check_tensor(t, circ.c, names)
        names.add(t.name)


def check_tensor(t, c, names):
    bits = space(t.shape).bits
    demand(columns_fit(t, bits, c), "WIDTH", f"{t.name} of {bits} bits, c = {c}")
    demand(t.name and t.name not in names, "NAME", f"tensor '{t.name}': empty or used twice")
    demand(lengths_fit(t.shape), "LENGTH", f"{t.name} has shape {t.shape}")
    demand(bits <= MAX_BITS, "BITS", f"{t.name} of {bits} bits")
    if t.kind in COMMITTED + ("public",):
        lo, hi = t.range
        demand(-MAX_MAGNITUDE <= lo <= hi <= MAX_MAGNITUDE, "RANGE", f"{t.name}: [{lo}, {hi}]")
    demand(constants_fit(t), "CONSTANTS", t.name)


def columns_fit(t, bits, c):
    return t.kind not in ("MODEL", "INPUT", "OUTPUT") or 0 <= column_bits(t, c) <= min(bits, c)


def lengths_fit(lengths):
    return all(1 <= length < 1 << 31 for length in lengths)


def constants_fit(t):
    if t.kind == "const":
        filled = len(t.values) == size(t.shape) <= MAX_CONSTANTS
        return filled and all(map(bounded, t.values))
    return t.kind != "iota" or bounded(t.start) and bounded(t.start + size(t.shape) - 1)


def bounded(v):
    return -MAX_MAGNITUDE <= v <= MAX_MAGNITUDE
