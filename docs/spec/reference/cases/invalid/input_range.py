"""Range proofs of hidden inputs (§11 rule 33)."""

from cases.build import Net, filled, same
from cases.invalid.registry import CASES, case, done
from spec.circuit import Port, Term


# --- INPUT_RANGE
def ranged(lo=0, hi=3, shape=(2, 3)):
    n = Net(3)
    return n, n.src("x", shape, "INPUT", [0] * 6, lo, hi)


@case("INPUT_RANGE")
def input_without_lookup():
    n, x = ranged()
    n.circ.zeros.append(x)
    return done(n)


def range_table(size, start):
    n, x = ranged()
    n.lookup([x], n.range_table("t", size, start))
    return done(n)


CASES += [
    (
        "INPUT_RANGE",
        f"range table of {s} from {k} for the range 0 … 3",
        lambda s=s, k=k: range_table(s, k),
    )
    for s, k in ((5, 0), (3, 0), (4, 1), (4, -1))
]

KEYS = {  # key of the INPUT x of shape (2, 3), looked up in 0 … 3, and whether it proves the range
    "x": (True, lambda x: [same(1, x, (2, 3))]),
    "x transposed": (True, lambda x: [Term(1, {"a": 2, "b": 3}, ["b", "a"], [(x, ["a", "b"])])]),
    "x and 0": (True, lambda x: [same(1, x, (2, 3)), filled(5, (2, 3)), filled(-5, (2, 3))]),
    "x spread with a step": (
        True,
        lambda x: [Term(1, {"a": 2, "b": 3}, [(0, {"a": 2}), (4, {"b": -2})], [(x, ["a", "b"])])],
    ),
    "x broadcast": (
        True,
        lambda x: [Term(1, {"a": 2, "b": 3, "k": 4}, ["a", "b", "k"], [(x, ["a", "b"])])],
    ),
    "x, a box axis of length 1 more": (
        True,
        lambda x: [Term(1, {"a": 2, "b": 3, "k": 1}, ["a", "b"], [(x, ["a", "b"])])],
    ),
    "2x": (False, lambda x: [same(2, x, (2, 3))]),
    "-x": (False, lambda x: [same(-1, x, (2, 3))]),
    "x + 1": (False, lambda x: [same(1, x, (2, 3)), filled(1, (2, 3))]),
    "x + 1 in one cell": (False, lambda x: [same(1, x, (2, 3)), Term(1, {}, [0, 0])]),
    "x without its last column": (
        False,
        lambda x: [Term(1, {"a": 2, "b": 2}, ["a", "b"], [(x, ["a", "b"])])],
    ),
    "x shifted": (
        False,
        lambda x: [Term(1, {"a": 2, "b": 3}, ["a", "b"], [(x, ["a", (1, {"b": 1})])])],
    ),
    "x reversed": (
        False,
        lambda x: [Term(1, {"a": 2, "b": 3}, ["a", "b"], [(x, ["a", (2, {"b": -1})])])],
    ),
    "x summed": (False, lambda x: [Term(1, {"a": 2, "b": 3}, ["a"], [(x, ["a", "b"])])]),
    "x twice": (False, lambda x: [same(1, x, (2, 3)), same(1, x, (2, 3))]),
    "x squared": (
        False,
        lambda x: [Term(1, {"a": 2, "b": 3}, ["a", "b"], [(x, ["a", "b"]), (x, ["a", "b"])])],
    ),
    "x by an index table": (
        False,
        lambda x: [Term(1, ops=[(x, [])], table=[(i, i) for i in range(6)])],
    ),
    "constant only": (False, lambda x: [filled(1, (2, 3))]),
}


def keyed(terms):
    n, x = ranged()
    terms = terms(x)
    shape = [0, 0, 0]
    for t in terms:
        for k, (o, e) in enumerate(t.res):
            shape[k] = max(
                [shape[k], o + 1] + [o + c * (t.box[a] - 1) + 1 for a, c in e.items()] + [o + 1]
            )
    rank = max([len(t.res) for t in terms] + [0])
    n.circ.add("key", tuple(shape[:rank]) if rank else (6,), "derived", terms=terms)
    n.circ.lookups.clear()
    t = n.range_table("t", 4)
    n.lookup(["key"], t)
    n.circ.zeros.append(x)
    n.circ.inputs = [Port(x, 1, (2, 3), x)]
    return n.circ


CASES += [
    (None if good else "INPUT_RANGE", f"range proof: key {name}", lambda terms=terms: keyed(terms))
    for name, (good, terms) in KEYS.items()
]


@case("INPUT_RANGE", "value column", "constant column", "column of a step", "column with a gap")
def range_by(what):
    n, x = ranged()
    i = n.iota("i", (4,))
    if what == "value column":
        n.lookup([n.iota("a", (2, 3)), x], n.table("t", [n.iota("b", (6,)), n.iota("c", (6,))], 1))
        n.circ.tensors["x"].range = (0, 5)
    if what == "constant column":
        n.lookup([x], n.table("t", [n.const("k", (4,), range(4))]))
    if what == "column of a step":
        n.lookup([x], n.table("t", [n.der("k", (4,), same(2, i, (4,)))]))
    if what == "column with a gap":
        n.lookup([x], n.table("t", [n.der("k", (5,), Term(1, {"a": 4}, ["a"], [(i, ["a"])]))]))
    n.val["x"] = [0] * 6
    n.circ.zeros.append(x)
    return done(n)


@case(None, "second argument", "derived column", "broadcast column")
def range_proof_by(what):
    n, x = ranged(1, 4)
    i = n.iota("i", (4,))
    k = n.der("k", (4,), same(1, i, (4,)), filled(1, (4,)))
    if what == "second argument":
        n.lookup([x, x], n.table("t", [n.const("c", (4,), range(4)), k], 2))
    if what == "derived column":
        n.lookup([x], n.table("t", [k]))
    if what == "broadcast column":
        n.lookup(
            [x],
            n.table(
                "t",
                [
                    n.der(
                        "k2",
                        (4, 2),
                        Term(1, {"a": 4, "d": 2}, ["a", "d"], [(i, ["a"])]),
                        filled(1, (4, 2)),
                    )
                ],
            ),
        )
    n.circ.zeros.append(x)
    return done(n)


def limbed(
    lo=-128,
    hi=127,
    step=16,
    n_low=16,
    u_lo=-8,
    u_hi=7,
    u_proof=True,
    u_kind="WITNESS",
    u_shape=(2, 3),
    other_map=False,
):
    n, x = ranged(lo, hi)
    u = n.src("u", u_shape, u_kind, [0] * 6, u_lo, u_hi)
    if u_proof:
        n.lookup([u], n.range_table("high", u_hi - u_lo + 1, u_lo))
    else:
        n.circ.zeros.append(u)
    box = {"a": 2, "b": 3}
    y = Term(
        -step,
        box,
        ["a", "b"],
        [
            (
                u,
                (
                    ["b", "a"]
                    if u_shape == (3, 2)
                    else ["a", (2, {"b": -1})] if other_map else ["a", "b"]
                ),
            )
        ],
    )
    n.lookup([n.der("low", (2, 3), same(1, x, (2, 3)), y)], n.range_table("lows", n_low))
    n.circ.zeros.append(x)
    return done(n)


CASES += [
    (None, "limbs", limbed),
    (None, "limbs, 3 · 16 values", lambda: limbed(0, 47, u_lo=0, u_hi=2)),
]
CASES += [
    ("INPUT_RANGE", "limbs: " + name, lambda kw=kw: limbed(**kw))
    for name, kw in {
        "declared range of 7 bits": dict(lo=-64, hi=63),
        "high limb without proof": dict(u_proof=False),
        "overlapping low limb": dict(n_low=17),
        "short low limb": dict(n_low=15),
        "step 15": dict(step=15, n_low=15),
        "high limb is an OUTPUT": dict(u_kind="OUTPUT"),
        "high limb transposed": dict(u_shape=(3, 2)),
        "high limb reversed": dict(other_map=True),
        "step of the wrong sign": dict(step=-16),
    }.items()
]


@case("INPUT_RANGE", name="limbs that prove each other")
def limbs_in_a_circle():
    n, x = ranged(0, 1, (3,))
    n.circ.tensors["x"].range = (0, 1)
    u = n.src("u", (3,), "WITNESS", [0] * 3, 0, 1)
    n.val["x"] = [0] * 3
    t = n.range_table("t", 2)
    n.lookup([n.der("k", (3,), same(1, x, (3,)), same(-2, u, (3,)))], t)
    n.lookup([n.der("j", (3,), same(1, u, (3,)), same(-2, x, (3,)))], t)
    return done(n)
