"""Trees, proofs, covectors and work that are too large."""

from cases.build import Net, same
from cases.invalid.assertions import tabled
from cases.invalid.registry import CASES, base, case
from spec.circuit import Port, Term


# --- LEAVES, PROOF_LENGTH, COVECTORS, WORK
@case("LEAVES", 34, name="tree of 35 from a key of bits")
def big_tree(bits):
    n = tabled()
    n.circ.add("big", (1 << 17, 1 << bits - 17), "iota")
    n.circ.lookups.append(type(n.circ.lookups[0])(["big"], 0))
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


@case(None, name="tree of 34")
def big_tree_good():
    return big_tree(33)


def direct_rows(rows, columns, c=16):
    n = base(c)
    n.lookup(["o"] * columns, n.table("t", [n.circ.add("v", rows, "iota")] * columns, direct=True))
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


CASES += [
    (
        "WORK" if k > 2 else None,
        f"direct table of 2^24 rows and {k} columns",
        lambda k=k: direct_rows((1 << 12, 1 << 12), k),
    )
    for k in (2, 3)
]
CASES += [
    ("WORK", "direct table of 2^27 rows", lambda: direct_rows((1 << 14, 1 << 13), 1)),
    (
        "WORK",
        "direct table of 2^40 rows, 255 columns: no part of the tree",
        lambda: direct_rows((1 << 20, 1 << 20), 255),
    ),
]


@case("LEAVES", 35, name="product of n_g =")
def big_product(bits):
    n = base()
    n.circ.add("p", (1 << 18, 1 << bits - 18), "iota")
    n.circ.add(
        "d",
        (3,),
        "derived",
        terms=[
            Term(
                1,
                {"o": 3, "i": 1 << 18, "j": 1 << bits - 18},
                ["o"],
                [("p", ["i", "j"]), ("p", ["i", "j"])],
            )
        ],
    )
    n.circ.zeros.append("d")
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


@case(None, name="product of n_g = 34")
def big_product_good():
    return big_product(34)


@case("PROOF_LENGTH", "WITNESS", "MODEL", name="2^26 rows of")
def many_rows(kind):
    n = Net(0)
    n.circ.add(
        "w",
        (1 << 13, 1 << 13),
        kind,
        range=(0, 1),
        ct=0 if kind == "MODEL" else None,
        axes=("", "") if kind == "MODEL" else (),
    )
    n.circ.zeros.append("w")
    return n.circ


def doubling(depth):
    n, p = base(), "o"
    for i in range(depth):
        n.circ.add(f"d{i}", (3,), "derived", terms=[same(1, p, (3,)), same(1, p, (3,))])
        p = f"d{i}"
    n.circ.zeros.append(p)
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


CASES += [
    ("COVECTORS" if d > 14 else None, f"doubling chain of depth {d}", lambda d=d: doubling(d))
    for d in (14, 16, 40, 64, 130)
]


@case("WORK", 2**10, 2**16, 2**28, name="four box axes meet in one operand axis, each of length")
def meeting(length):
    n = base()
    box = {a: length for a in "pqrs"}
    n.circ.add("d", (1,), "derived", terms=[Term(1, box, [0], [("o", [(0, {a: 1 for a in box})])])])
    n.circ.zeros.append("d")
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


@case("WORK", name="dense covector through a box of 2^30")
def dense_box():
    n = base()
    n.circ.add("d", (1,), "derived", terms=[Term(1, {"i": 1 << 30}, [0], [("o", [0])])])
    n.circ.add("t", (1,), "derived", terms=[Term(1, ops=[("d", [])], table=[(0, 0)])])
    n.circ.zeros.append("t")
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


@case("WORK", name="2^13 covectors on 2^14 constants")
def constants_often():
    n = base()
    n.circ.add("k", (1 << 14,), "const", values=[0] * (1 << 14))
    p = "k"
    for i in range(13):
        n.circ.add(f"d{i}", (1 << 14,), "derived", terms=[same(1, p, (1 << 14,))] * 2)
        p = f"d{i}"
    n.circ.zeros.append(p)
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


@case("WORK", name="2^15 covectors on a scalar of 2^11 constants")
def terms_without_box_axes():
    n = base()
    n.circ.add("d", (), "derived", terms=[Term(1)] * (1 << 11))
    p = "d"
    for i in range(15):
        n.circ.add(f"d{i}", (), "derived", terms=[same(1, p, ())] * 2)
        p = f"d{i}"
    n.circ.zeros.append(p)
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ
