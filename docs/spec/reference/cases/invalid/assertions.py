"""Tables, lookups, ports."""

from cases.build import Net, filled, same
from cases.invalid.registry import base, case, done, square
from spec.circuit import Port, Table
from spec.field import inv


# --- tables and lookups
def tabled(c=2):
    n = base(c)
    n.lookup(["o"], n.range_table("t", 3))
    return n


@case("TABLE", "column", "multiplicity")
def other_shape(where):
    n = base()
    t = n.table("t", [n.iota("a", (3,)), n.iota("b", (4,) if where == "column" else (3,))])
    n.lookup(["o", "o"], t)
    if where == "multiplicity":
        n.circ.tensors["t.m"].shape = (3, 1)
    return done(n)


@case("TABLE", name="value column that is not affine")
def value_column():
    n = base()
    n.lookup(["o", "o"], n.table("t", [n.iota("a", (3,)), square(n)]))
    return done(n)


@case(None, name="committed and derived value columns")
def value_columns():
    n = base()
    w = n.src("w", (3,), "WITNESS", [0, 1, 2])
    n.lookup(
        ["o", "o", "o"],
        n.table(
            "t", [n.iota("a", (3,)), w, n.der("b", (3,), same(1, "o", (3,)), same(-1, w, (3,)))]
        ),
    )
    return done(n)


@case("ARGUMENT", "MODEL", "WITNESS", "OUTPUT", "derived", "second argument", "square of public")
def argument_column(what):
    n = base()
    w = n.src("w", (3,), what if what.isupper() else "WITNESS", [0, 0, 0])
    if what == "OUTPUT":
        n.circ.zeros.append(w)
    if what == "derived":
        w = n.der("v", (3,), same(1, w, (3,)), filled(1, (3,)))
    i = n.iota("i", (3,))
    if what == "square of public":
        w = square(n, "v", i)
    t = n.table("t", [i, w], 2) if what == "second argument" else n.table("t", [w])
    n.lookup(["o", "o"] if what == "second argument" else ["o"], t)
    return done(n)


@case(None, name="argument column derived from public tensors")
def argument_derived():
    n = base()
    p = n.src("p", (3,), "public", [0, 0, 0])
    n.lookup(
        ["o"],
        n.table("t", [n.der("q", (3,), same(inv(2), n.iota("i", (3,)), (3,)), same(5, p, (3,)))]),
    )
    return done(n)


@case(
    "DIRECT_TABLE",
    "MODEL",
    "WITNESS",
    "INPUT",
    "OUTPUT",
    "public argument",
    "public value",
    "derived argument",
    "derived value",
    "derived of no term",
    "committed column beside a tree table",
    name="direct table with a column:",
)
def direct_column(what):
    n = base()
    i, kind = n.iota("i", (3,)), what.split()[0]
    n.lookup(["o"], n.range_table("u", 3))
    if kind == "derived":
        w = n.der("w", (3,), *([] if "no term" in what else [same(1, i, (3,)), filled(1, (3,))]))
    else:
        w = n.src("w", (3,), "MODEL" if kind == "committed" else kind, [0, 0, 0], 0, 2)
    if what == "INPUT":
        n.lookup([w], 0)
    if what == "OUTPUT":
        n.circ.zeros.append(w)
    if "argument" in what:
        n.lookup(["o"], n.table("t", [w], direct=True))
    else:
        n.lookup(["o", "o"], n.table("t", [i, w], direct=True))
    return done(n)


@case("ARGUMENT", name="direct table with a committed argument column")
def direct_argument():
    n = base()
    n.lookup(["o"], n.table("t", [n.src("w", (3,), "MODEL", [0, 0, 0])], direct=True))
    return done(n)


@case("TABLE", name="direct table with a column that is not affine")
def direct_square():
    n = base()
    i = n.iota("i", (3,))
    n.lookup(["o", "o"], n.table("t", [i, square(n, "q", i)], direct=True))
    return done(n)


@case("MULTIPLICITY", "range", "key", "shared", name="multiplicity of a direct table:")
def direct_multiplicity(what):
    n = tabled()
    n.circ.tables[0].direct = True
    if what == "range":
        n.circ.tensors["t.m"].range = (0, 1)
    if what == "key":
        n.lookup(["t.m"], 0)
    if what == "shared":
        n.circ.tables.append(Table(["t.v"], "t.m"))
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


@case("NO_LOOKUP", name="direct table and no lookup")
def direct_and_no_lookup():
    n = base()
    n.range_table("t", 3, direct=True)
    return done(n)


@case(
    None,
    "constant columns",
    "tables that share a column",
    "one row",
    "idle",
    name="direct table with",
)
def direct_good(what):
    n = base()
    if what == "constant columns":
        i = n.iota("i", (3, 2), -2)
        n.lookup(
            ["o"] * 4,
            n.table(
                "t",
                [
                    i,
                    n.const("k", (3, 2), [0, 2**62, -(2**62), 5, 5, 0]),
                    i,
                    n.const("l", (3, 2), [0] * 6),
                ],
                2,
                direct=True,
            ),
        )
    if what == "tables that share a column":
        n.lookup(["o"], n.range_table("t", 3))
        n.lookup(["o"], n.table("u", ["t.v"], direct=True))
    if what == "one row":
        n.lookup(["o"], n.range_table("t", 1, direct=True))
    if what == "idle":
        n.lookup(["o"], n.range_table("t", 3))
        n.range_table("u", 5, direct=True)
    return done(n)


@case(
    "MULTIPLICITY", "OUTPUT", "range", "signed range", "key", "zero", "operand", "column", "shared"
)
def multiplicity(what):
    n = tabled()
    m = n.circ.tensors["t.m"]
    if what == "OUTPUT":
        m.kind, m.axes = "OUTPUT", ("",)
    if what == "range":
        m.range = (0, 2**40 - 1)
    if what == "signed range":
        m.range = (-1, 2**40)
    if what == "key":
        n.lookup(["t.m"], 0)
    if what == "zero":
        n.circ.zeros.append("t.m")
    if what == "operand":
        n.der("d", (3,), same(1, "t.m", (3,))) if n.val.setdefault("t.m", [0] * 3) else None
    if what == "column":
        n.lookup(["o", "o"], n.table("u", ["t.v", "t.m"]))
    if what == "shared":
        n.circ.tables.append(Table(["t.v"], "t.m"))
    n.val.setdefault("t.m", [0] * 3)
    n.circ.inputs, n.circ.outputs = [], [Port(k, 1, (3,), k) for k in n.circ.of("OUTPUT")]
    return n.circ


@case("LOOKUP")
def keys_of_different_shapes():
    n = base()
    z = n.iota("i", (4,))
    n.lookup(["o", z], n.table("t", [n.iota("a", (3,)), n.iota("b", (3,))]))
    return done(n)


@case("LOOKUP")
def keys_of_one_size_and_different_shapes():
    n = base()
    n.lookup(["o", n.iota("i", (3, 1))], n.table("t", [n.iota("a", (3,)), n.iota("b", (3,))]))
    return done(n)


@case("NO_LOOKUP")
def table_and_no_lookup():
    n = base()
    n.range_table("t", 3)
    return done(n)


@case(None, name="idle table beside a used one")
def idle_table():
    n = tabled()
    n.range_table("u", 5)
    return done(n)


# --- PORT
@case(
    "PORT",
    "missing",
    "twice",
    "input port on OUTPUT",
    "output port on INPUT",
    "on WITNESS",
    "on MODEL",
    "size",
    "size that wraps to 3",
    "size 0 mod 2^64",
)
def port(what):
    n = base()
    n.src("w", (3,), "MODEL", [0] * 3)
    n.circ.zeros.append(n.src("v", (3,), "WITNESS", [0] * 3))
    n.lookup([n.src("x", (3,), "INPUT", [0] * 3, 0, 1)], n.range_table("t", 2))
    c = done(n)
    if what == "missing":
        c.outputs.pop()
    if what == "twice":
        c.outputs.append(Port("o again", 1, (3,), "o"))
    if what == "input port on OUTPUT":
        c.inputs.append(c.outputs.pop())
    if what == "output port on INPUT":
        c.outputs.append(c.inputs.pop())
    if what.startswith("on "):
        c.outputs.append(Port("p", 1, (3,), "w" if what == "on MODEL" else "v"))
    if what.startswith("size"):
        c.outputs[0].shape = {
            "size": (2, 2),
            "size that wraps to 3": (317171, 8492713, 130116809),
        }.get(what, (65536,) * 4)
    return c


@case(None, name="port of another shape, port on a public tensor both ways")
def port_reshaped():
    n = base()
    n.src("x", (3,), "public", [0] * 3)
    n.circ.zeros.append(n.public_out("y", (3,), [0] * 3))
    c = done(n)
    c.outputs[0].shape = (1, 3, 1, 1, 1, 1, 1, 1)
    return c


# --- SLICES
def sliced(shape, axis, exponents, scale):
    """An output of 6 cells whose port has scales per slice."""
    n = Net(3)
    n.circ.zeros.append(n.src("o", (2, 3), "OUTPUT", [0] * 6))
    c = done(n)
    c.outputs[0].shape = shape
    n.slices("o", axis, *exponents)
    c.tensors["o"].scale = scale
    return c


@case(
    "SLICES",
    ("all equal", (2, 3), 1, (2, 2, 2), 2),
    ("of one slice", (6, 1), 1, (2,), 2),
    ("above 64", (2, 3), 0, (65, 0), 65),
    ("below -64", (2, 3), 0, (-65, 0), 0),
    ("of -2^31", (2, 3), 0, (-(2**31), 0), 0),
    ("coarser than the tensor's", (2, 3), 1, (2, -1, 0), 3),
    ("finer than the tensor's", (2, 3), 1, (2, -1, 0), 0),
    name="scales",
)
def slices(*given):
    return sliced(*given)


@case(
    None,
    ("along the first axis", (2, 3), 0, (64, -64), 64),
    ("along the last axis", (2, 3), 1, (0, 0, 1), 1),
    ("along an axis of the port's shape", (1, 6), 1, (1, 2, 3, 4, 5, 6), 6),
    name="scales",
)
def good_slices(*given):
    return sliced(*given)
