"""INPUT_RANGE (§11 rule 33):
which committed tensors the lookups prove to lie in their declared range."""
from typing import NamedTuple
from spec.circuit import COMMITTED
from spec.validator.refusal import demand
from spec.validator.shifted_tensor import closed_form, key_forms


def check(circ):
    proven = range_proven(circ)
    for name in circ.of("INPUT"):
        demand(name in proven, "INPUT_RANGE", f"input {name} is not range-proven")


class Fact(NamedTuple):
    """A lookup shows T to lie in [lo, hi] if U, where there is one, is range-proven."""

    t: str
    u: str | None
    lo: int
    hi: int


def range_proven(circ):
    """The least set."""
    found, proven, grows = list(facts(circ)), set(), True
    while grows:
        new = {fact.t for fact in found if holds(circ, fact, proven)} - proven
        proven |= new
        grows = bool(new)
    return proven


def holds(circ, fact, proven):
    t = circ.tensors[fact.t]
    declared = t.kind in COMMITTED and t.range == (fact.lo, fact.hi)
    return declared and (fact.u is None or fact.u in proven)


def facts(circ):
    for lookup in circ.lookups:
        table = circ.tables[lookup.table]
        for key, column in list(zip(lookup.keys, table.columns))[:table.arguments]:
            values = closed_form(circ, column)
            if values:
                for form in key_forms(circ, key):
                    yield from fact(circ, form, *values)


def fact(circ, form, start, count):
    """Of a key of this form in a column of the values start … start + count − 1."""
    first = start - form.constant
    if form.u is None:
        yield Fact(form.t, None, first, first + count - 1)
    elif count == 1 << form.bits and circ.tensors[form.u].kind == "WITNESS":
        lo, hi = circ.tensors[form.u].range
        yield Fact(form.t, form.u, (lo << form.bits) + first, (hi << form.bits) + first + count - 1)
