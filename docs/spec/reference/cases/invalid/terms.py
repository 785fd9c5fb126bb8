"""Index maps, degrees, index tables."""

from cases.build import same
from cases.invalid.registry import base, case, done, square, with_term
from spec.circuit import Term


# --- index maps
def op(*entries):
    return [("o", list(entries))]


@case(
    "INDEX_MAP",
    ("operand", (0, {"i": 1, 1: 1})),
    ("operand, far", (0, {200: 1})),
    name="unknown box axis in the",
)
def unknown_axis(e):
    return with_term((3,), Term(1, {"i": 3}, ["i"], op(e)))


@case("INDEX_MAP", name="unknown box axis in the result")
def unknown_axis_result():
    return with_term((3,), Term(1, {"i": 3}, [(0, {1: 1})], op("i")))


@case("INDEX_MAP", name="box axis in two axes of an operand")
def axis_twice():
    n = base()
    n.rand("m", (3, 3), "MODEL", 0, 1)
    n.der("t", (3,), Term(1, {"i": 3}, ["i"], [("m", ["i", "i"])]))
    return done(n)


@case("INDEX_MAP", name="box axis in two axes of the result")
def axis_twice_result():
    return with_term((3, 3), Term(1, {"i": 3}, ["i", "i"], op("i")))


@case("INDEX_MAP", name="two box axes in one result axis")
def meeting_result():
    return with_term((3,), Term(1, {"i": 2, "j": 2}, [(0, {"i": 1, "j": 1})], op("i")))


@case(None, name="two box axes in one operand axis, one box axis in two operands")
def meeting_operand():
    return with_term((3,), Term(1, {"i": 3, "j": 2}, ["i"], op((0, {"i": 1, "j": -1})) + op("i")))


@case(
    "INDEX_BOUND",
    ("offset", (2**40, {})),
    ("negative offset", (-(2**40), {})),
    ("extreme offset", (-(2**63), {})),
    ("step", (0, {"i": 2**39})),
    ("step of 2^62, box of 5: wraps to 0", (0, {"i": 2**62})),
    ("largest step", (0, {"i": 2**63 - 1})),
    ("most negative step", (0, {"i": -(2**63)})),
    ("sum", (2**40 - 1, {"i": 1})),
    ("opposite extremes", (-(2**63), {"i": 2**63 - 1})),
    name="index out of bounds:",
)
def index_bound(e):
    return with_term((3,), Term(1, {"i": 5}, [0], op(e)))


@case("INDEX_BOUND", name="index out of bounds in the result: step of 2^62, box of 5")
def index_bound_result():
    return with_term((3,), Term(1, {"i": 5}, [(0, {"i": 2**62})], op(0)))


@case(None, ("offset", (2**40 - 1, {})), ("step", (-3, {"i": -(2**38 - 1)})), name="largest index:")
def index_inside(e):
    return with_term((3,), Term(1, {"i": 5}, [0], op(e)))


@case(
    "RESULT_INDEX",
    ("offset", {"i": 3}, (1, {"i": 1})),
    ("below", {"i": 3}, (1, {"i": -1})),
    ("longer box", {"i": 4}, "i"),
    ("constant", {}, 3),
    ("negative", {}, -1),
    ("step", {"i": 3}, (0, {"i": 2})),
    name="result left by",
)
def result_index(box, e):
    return with_term((3,), Term(1, box, [e], []))


@case(None, name="result reversed, with a step")
def result_reversed():
    return with_term((5,), Term(1, {"i": 3}, [(4, {"i": -2})], op("i")))


# --- DEGREE, INDEX_TABLE
@case("DEGREE", "product", "product through a sum", "index table", "second operand")
def product_in(where):
    n = base()
    q = square(n)
    if where == "product through a sum":
        q = n.der("s", (3,), same(1, q, (3,)))
    if where == "index table":
        n.circ.add("t", (3,), "derived", terms=[Term(1, ops=[(q, [])], table=[(0, 0)])])
    elif where == "second operand":
        n.der("t", (3,), Term(1, {"i": 3}, ["i"], [("o", ["i"]), (q, ["i"])]))
    else:
        square(n, "t", q)
    n.circ.zeros.append("t") if where != "index table" else None
    return done(n)


@case(None, name="product summed, then asserted")
def product_summed():
    n = base()
    n.circ.zeros.append(n.der("s", (3,), same(1, square(n), (3,))))
    return done(n)


def index_term(pairs):
    n = base()
    n.circ.add("t", (4,), "derived", terms=[Term(1, ops=[("o", [])], table=pairs)])
    return done(n)


@case(
    "INDEX_TABLE",
    ("result", [(4, 0)]),
    ("operand", [(0, 3)]),
    ("negative operand", [(0, -1)]),
    ("negative result", [(-1, 0)]),
    ("far", [(0, 2**62)]),
    ("2^32: wraps in 32 bits", [(0, 2**32)]),
    name="index table outside the",
)
def index_table(pairs):
    return index_term(pairs)


@case(
    None, ("pairs that repeat", [(0, 0), (0, 0), (3, 2)]), ("no pairs", []), name="index table with"
)
def index_table_good(pairs):
    return index_term(pairs)
