"""Cells that no assertion reaches (§11 rule 34)."""

from cases.build import Net, filled, same
from cases.invalid.registry import CASES, base, case, done
from spec.circuit import Term


PUBLIC_OUTPUT = "public output"


# --- SUPPORT
def read(kind, *terms, shape=(4, 3), out=(4, 3)):
    """A tensor of this kind, or a public output, read by terms whose sum is asserted to be 0."""
    n = Net(4)
    if kind == PUBLIC_OUTPUT:
        n.public_out("s", shape, [0] * 12)
    else:
        n.src("s", shape, kind, [0] * 12)
    n.circ.add("d", out, "derived", terms=list(terms))
    n.circ.zeros.append("d")
    n.val["d"] = [0]
    return done(n)


def part(e0, e1, box=None, res=(0, 0)):
    return Term(1, box or {"a": 4, "b": 3}, list(res), [("s", [e0, e1])])


READS = {  # how a tensor of shape (4, 3) is read, and whether all of it is
    "all, summed": (True, [part("a", "b")]),
    "two halves": (
        True,
        [part("a", "b", {"a": 2, "b": 3}), part((2, {"a": 1}), "b", {"a": 2, "b": 3})],
    ),
    "even and odd": (
        True,
        [part((0, {"a": 2}), "b", {"a": 2, "b": 3}), part((3, {"a": -2}), "b", {"a": 2, "b": 3})],
    ),
    "a window wider than the tensor": (
        True,
        [part((-2, {"a": 1}), (9, {"b": -1}), {"a": 9, "b": 12})],
    ),
    "two axes that meet": (True, [part((0, {"a": 2, "k": 1}), "b", {"a": 2, "k": 2, "b": 3})]),
    "as a factor": (
        True,
        [Term(1, {"a": 4, "b": 3}, [0, 0], [("s", ["a", "b"]), ("s", ["a", "b"])])],
    ),
    "as a factor, the other one outside its shape": (
        True,
        [Term(1, {"a": 4, "b": 3}, [0, 0], [("s", ["a", "b"]), ("s", [7, "b"])])],
    ),
    "not at all": (False, [filled(1, (4, 3))]),
    "without a row": (False, [part("a", "b", {"a": 3, "b": 3})]),
    "without the last column": (False, [part("a", "b", {"a": 4, "b": 2})]),
    "a diagonal of blocks": (
        False,
        [part("a", "b", {"a": 2, "b": 2}), part((2, {"a": 1}), 2, {"a": 2, "b": 1})],
    ),
    "even rows": (False, [part((0, {"a": 2}), "b", {"a": 4, "b": 3})]),
    "shifted": (False, [part((1, {"a": 1}), "b")]),
    "two axes that meet, with a hole": (
        False,
        [part((0, {"a": 3, "k": 1}), "b", {"a": 2, "k": 2, "b": 3})],
    ),
    "factors, each in part": (
        False,
        [Term(1, {"a": 3, "b": 3}, [0, 0], [("s", ["a", "b"]), ("s", ["a", "b"])])],
    ),
}
CASES += [
    (
        None if good else "SUPPORT",
        f"{kind} read: {name}",
        lambda kind=kind, terms=terms: read(kind, *terms),
    )
    for name, (good, terms) in READS.items()
    for kind in (("WITNESS", "OUTPUT") if name in ("not at all", "without a row") else ("WITNESS",))
]
CASES += [
    (
        None if READS[name][0] else "SUPPORT",
        f"{PUBLIC_OUTPUT} read: {name}",
        lambda terms=READS[name][1]: read(PUBLIC_OUTPUT, *terms),
    )
    for name in ("all, summed", "two halves", "not at all", "without a row", "even rows")
]


@case("SUPPORT", name="public output beside an assertion of another tensor")
def public_output_alone():
    n = base()
    n.public_out("y", (2,), [1, 2])
    return done(n)


@case(None, name="public input that no assertion reaches")
def public_input_alone():
    n = base()
    n.src("x", (2,), "public", [1, 2])
    return done(n)


def chained_read(keep, table):
    """s -> d1 = s (all cells) -> d2 reads some cells of d1 only."""
    n = Net(4)
    n.src("s", (4, 3), "WITNESS", [0] * 12)
    n.der("d1", (4, 3), same(1, "s", (4, 3)))
    if table:
        n.der("d2", (12,), Term(1, ops=[("d1", [])], table=[(i, i) for i in range(keep)]))
    else:
        n.der("d2", (4, 3), Term(1, {"a": 4, "b": keep // 4}, ["a", "b"], [("d1", ["a", "b"])]))
    n.circ.zeros.append("d2")
    return done(n)


CASES += [
    (
        None if k == 12 else "SUPPORT",
        f"{k} cells of 12 through {'an index table' if t else 'a slice'}",
        lambda k=k, t=t: chained_read(k, t),
    )
    for t in (False, True)
    for k in (12, 8)
]


@case("SUPPORT", name="product whose result is read in part")
def product_in_part():
    n = Net(4)
    n.src("s", (4,), "WITNESS", [0] * 4)
    q = n.der("q", (4,), Term(1, {"a": 4}, ["a"], [("s", ["a"]), ("s", ["a"])]))
    n.circ.zeros.append(n.der("d", (3,), Term(1, {"a": 3}, ["a"], [(q, ["a"])])))
    return done(n)
