"""Circuits that the validator refuses, one for each way to break a rule of §11 rule 31, and valid neighbours (rule None)."""
from build import Net, filled, same
from circuit import Port, Table, Term
from field import inv

CASES = []                                               # (expected rule or None, name, function that gives the circuit)


def case(rule, *args, name=None):
    def register(f):
        title = name or f.__name__.rstrip("_").replace("_", " ")
        if args:
            for a in args:
                CASES.append((rule, f"{title} {a[0] if isinstance(a, tuple) else a}", lambda a=a: f(*(a[1:] if isinstance(a, tuple) else (a,)))))
        else:
            CASES.append((rule, title, f))
        return f
    return register


def base(c=2):
    """One OUTPUT that has to be 0."""
    n = Net(c)
    n.circ.zeros.append(n.src("o", (3,), "OUTPUT", [0] * 3))
    return n


def done(n):
    return n.finish().circ


def with_term(shape, *terms):
    """base and a derived tensor of these terms, without an assertion on it."""
    n = base()
    n.circ.add("t", shape, "derived", terms=list(terms))
    return done(n)


# --- SEMANTICS, WIDTH
@case("SEMANTICS", 0, 2, 2**32 - 1)
def semantics_version(v):
    c = done(base())
    c.semantics = v
    return c


@case("WIDTH", ("above c", 3, (8,)), ("above bits", 2, (2,)), ("of 255", 255, (8,)))
def model_column_bits(ct, shape):
    n = base()
    n.src("w", shape, "MODEL", [0] * 8, ct=ct)
    return done(n)


@case(None, ("c", 2, (8,)), ("bits", 1, (2,)), ("0", 0, (8,)))
def model_column_bits_of(ct, shape):
    return model_column_bits(ct, shape)


@case("WIDTH", ("7", 7, (300,)), ("1 of 2 bits", 1, (3,)))
def output_wider_than_c(c, shape):
    n = Net(c)
    n.circ.zeros.append(n.src("o", shape, "OUTPUT", []))
    return done(n)


@case("WIDTH")
def input_wider_than_c():
    n = Net(1)
    n.lookup([n.src("x", (3,), "INPUT", [], 0, 1)], n.range_table("t", 2))
    n.val["x"] = [0] * 3
    return done(n)


# --- NAME
@case("NAME", "", "o", name="tensor name")
def tensor_name(name):
    n = base()
    n.circ.add("k", (2,), "iota")
    n.circ.tensors["k"].name = name
    return done(n)


@case("NAME", "", "o", name="port name")
def port_name(name):
    n = base()
    n.circ.zeros.append(n.src("o2", (), "OUTPUT", [0]))
    done(n)
    n.circ.outputs[1].name = name
    return n.circ


@case(None, name="input and output port of one name")
def shared_port_name():
    n = base()
    n.src("x", (2,), "public", [0, 0])
    done(n)
    n.circ.inputs[0].name = "o"
    return n.circ


# --- BITS, RANGE, CONSTANTS
@case("BITS", ("two axes", (1 << 20, 1 << 21)), ("odd lengths", (3,) * 8 + ()), name="41 bits")
def too_many_bits(shape):
    n = base()
    n.circ.add("k", shape if len(shape) == 2 else (33,) * 7, "iota")
    return done(n)


@case(None, name="40 bits")
def forty_bits():
    n = base()
    n.circ.add("k", (1 << 20, 1 << 20), "iota")
    return done(n)


@case("RANGE", ("lo > hi", 1, 0), ("hi", 0, 2**62 + 1), ("lo", -2**62 - 1, 0), ("extremes", -2**63, 2**63 - 1))
def declared_range(lo, hi):
    n = base()
    n.src("p", (2,), "public", [0, 0], lo, hi)
    return done(n)


@case("RANGE", "MODEL", "OUTPUT", "WITNESS")
def declared_range_of(kind):
    n = base()
    n.circ.zeros.append(n.src("p", (2,), kind, [0, 0], 5, 4))
    return done(n)


@case(None, name="widest range")
def widest_range():
    return declared_range(-2**62, 2**62)


@case("CONSTANTS", 2**62 + 1, -2**62 - 1, 2**63 - 1, -2**63)
def constant(v):
    n = base()
    n.circ.add("k", (2,), "const", values=[0, v])
    return done(n)


@case("CONSTANTS", 2**62, 2**63 - 1, -2**62 - 1, -2**63)
def iota_from(v):
    n = base()
    n.circ.add("k", (2,), "iota", start=v)
    return done(n)


@case(None, name="largest constants")
def largest_constants():
    n = base()
    n.circ.add("k", (2,), "const", values=[2**62, -2**62])
    n.circ.add("j", (2,), "iota", start=2**62 - 1)
    return done(n)


# --- REFERENCE
@case("REFERENCE", "zero", "key", "column", "multiplicity", "port")
def unknown_tensor(where):
    n = base()
    n.lookup(["o"], n.range_table("t", 1))
    done(n)
    if where == "zero":
        n.circ.zeros.append(4)
    if where == "key":
        n.circ.lookups[0].keys = [2**31 - 1]
    if where == "column":
        n.circ.tables[0].columns = [3]
    if where == "multiplicity":
        n.circ.tables[0].mult = 3
    if where == "port":
        n.circ.outputs[0].tensor = 3
    return n.circ


# --- index maps
def op(*entries):
    return [("o", list(entries))]


@case("INDEX_MAP", ("operand", (0, {"i": 1, 1: 1})), ("operand, far", (0, {200: 1})), name="unknown box axis in the")
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


@case("INDEX_BOUND", ("offset", (2**40, {})), ("negative offset", (-2**40, {})), ("extreme offset", (-2**63, {})), ("step", (0, {"i": 2**39})),
      ("step of 2^62, box of 5: wraps to 0", (0, {"i": 2**62})), ("largest step", (0, {"i": 2**63 - 1})), ("most negative step", (0, {"i": -2**63})),
      ("sum", (2**40 - 1, {"i": 1})), ("opposite extremes", (-2**63, {"i": 2**63 - 1})), name="index out of bounds:")
def index_bound(e):
    return with_term((3,), Term(1, {"i": 5}, [0], op(e)))


@case("INDEX_BOUND", name="index out of bounds in the result: step of 2^62, box of 5")
def index_bound_result():
    return with_term((3,), Term(1, {"i": 5}, [(0, {"i": 2**62})], op(0)))


@case(None, ("offset", (2**40 - 1, {})), ("step", (-3, {"i": -(2**38 - 1)})), name="largest index:")
def index_inside(e):
    return with_term((3,), Term(1, {"i": 5}, [0], op(e)))


@case("RESULT_INDEX", ("offset", {"i": 3}, (1, {"i": 1})), ("below", {"i": 3}, (1, {"i": -1})), ("longer box", {"i": 4}, "i"), ("constant", {}, 3), ("negative", {}, -1),
      ("step", {"i": 3}, (0, {"i": 2})), name="result left by")
def result_index(box, e):
    return with_term((3,), Term(1, box, [e], []))


@case(None, name="result reversed, with a step")
def result_reversed():
    return with_term((5,), Term(1, {"i": 3}, [(4, {"i": -2})], op("i")))


# --- DEGREE, INDEX_TABLE
def square(n, name="q", of="o"):
    return n.der(name, (3,), Term(1, {"i": 3}, ["i"], [(of, ["i"]), (of, ["i"])]))


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


@case("INDEX_TABLE", ("result", [(4, 0)]), ("operand", [(0, 3)]), ("negative operand", [(0, -1)]), ("negative result", [(-1, 0)]), ("far", [(0, 2**62)]),
      ("2^32: wraps in 32 bits", [(0, 2**32)]), name="index table outside the")
def index_table(pairs):
    return index_term(pairs)


@case(None, ("pairs that repeat", [(0, 0), (0, 0), (3, 2)]), ("no pairs", []), name="index table with")
def index_table_good(pairs):
    return index_term(pairs)


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
    n.lookup(["o", "o", "o"], n.table("t", [n.iota("a", (3,)), w, n.der("b", (3,), same(1, "o", (3,)), same(-1, w, (3,)))]))
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
    n.lookup(["o"], n.table("t", [n.der("q", (3,), same(inv(2), n.iota("i", (3,)), (3,)), same(5, p, (3,)))]))
    return done(n)


@case("MULTIPLICITY", "OUTPUT", "range", "signed range", "key", "zero", "operand", "column", "shared")
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
@case("PORT", "missing", "twice", "input port on OUTPUT", "output port on INPUT", "on WITNESS", "on MODEL", "size", "size that wraps to 3", "size 0 mod 2^64")
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
        c.outputs[0].shape = {"size": (2, 2), "size that wraps to 3": (317171, 8492713, 130116809)}.get(what, (65536,) * 4)
    return c


@case(None, name="port of another shape, port on a public tensor both ways")
def port_reshaped():
    n = base()
    n.src("x", (3,), "public", [0] * 3)
    n.public_out("y", (3,), [0] * 3)
    c = done(n)
    c.outputs[0].shape = (1, 3, 1, 1, 1, 1, 1, 1)
    return c


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


@case("LEAVES", 35, name="product of n_g =")
def big_product(bits):
    n = base()
    n.circ.add("p", (1 << 18, 1 << bits - 18), "iota")
    n.circ.add("d", (3,), "derived", terms=[Term(1, {"o": 3, "i": 1 << 18, "j": 1 << bits - 18}, ["o"], [("p", ["i", "j"]), ("p", ["i", "j"])])])
    n.circ.zeros.append("d")
    n.circ.outputs = [Port("o", 1, (3,), "o")]
    return n.circ


@case(None, name="product of n_g = 34")
def big_product_good():
    return big_product(34)


@case("PROOF_LENGTH", "WITNESS", "MODEL", name="2^26 rows of")
def many_rows(kind):
    n = Net(0)
    n.circ.add("w", (1 << 13, 1 << 13), kind, range=(0, 1), ct=0 if kind == "MODEL" else None, axes=("", "") if kind == "MODEL" else ())
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


CASES += [("COVECTORS" if d > 14 else None, f"doubling chain of depth {d}", lambda d=d: doubling(d)) for d in (14, 16, 40, 64, 130)]


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


CASES += [("INPUT_RANGE", f"range table of {s} from {k} for the range 0 … 3", lambda s=s, k=k: range_table(s, k)) for s, k in ((5, 0), (3, 0), (4, 1), (4, -1))]

KEYS = {                                                 # key of the INPUT x of shape (2, 3), looked up in 0 … 3, and whether it proves the range
    "x": (True, lambda x: [same(1, x, (2, 3))]),
    "x transposed": (True, lambda x: [Term(1, {"a": 2, "b": 3}, ["b", "a"], [(x, ["a", "b"])])]),
    "x and 0": (True, lambda x: [same(1, x, (2, 3)), filled(5, (2, 3)), filled(-5, (2, 3))]),
    "x spread with a step": (True, lambda x: [Term(1, {"a": 2, "b": 3}, [(0, {"a": 2}), (4, {"b": -2})], [(x, ["a", "b"])])]),
    "x broadcast": (True, lambda x: [Term(1, {"a": 2, "b": 3, "k": 4}, ["a", "b", "k"], [(x, ["a", "b"])])]),
    "x, a box axis of length 1 more": (True, lambda x: [Term(1, {"a": 2, "b": 3, "k": 1}, ["a", "b"], [(x, ["a", "b"])])]),
    "2x": (False, lambda x: [same(2, x, (2, 3))]),
    "-x": (False, lambda x: [same(-1, x, (2, 3))]),
    "x + 1": (False, lambda x: [same(1, x, (2, 3)), filled(1, (2, 3))]),
    "x + 1 in one cell": (False, lambda x: [same(1, x, (2, 3)), Term(1, {}, [0, 0])]),
    "x without its last column": (False, lambda x: [Term(1, {"a": 2, "b": 2}, ["a", "b"], [(x, ["a", "b"])])]),
    "x shifted": (False, lambda x: [Term(1, {"a": 2, "b": 3}, ["a", "b"], [(x, ["a", (1, {"b": 1})])])]),
    "x reversed": (False, lambda x: [Term(1, {"a": 2, "b": 3}, ["a", "b"], [(x, ["a", (2, {"b": -1})])])]),
    "x summed": (False, lambda x: [Term(1, {"a": 2, "b": 3}, ["a"], [(x, ["a", "b"])])]),
    "x twice": (False, lambda x: [same(1, x, (2, 3)), same(1, x, (2, 3))]),
    "x squared": (False, lambda x: [Term(1, {"a": 2, "b": 3}, ["a", "b"], [(x, ["a", "b"]), (x, ["a", "b"])])]),
    "x by an index table": (False, lambda x: [Term(1, ops=[(x, [])], table=[(i, i) for i in range(6)])]),
    "constant only": (False, lambda x: [filled(1, (2, 3))])}


def keyed(terms):
    n, x = ranged()
    terms = terms(x)
    shape = [0, 0, 0]
    for t in terms:
        for k, (o, e) in enumerate(t.res):
            shape[k] = max([shape[k], o + 1] + [o + c * (t.box[a] - 1) + 1 for a, c in e.items()] + [o + 1])
    rank = max([len(t.res) for t in terms] + [0])
    n.circ.add("key", tuple(shape[:rank]) if rank else (6,), "derived", terms=terms)
    n.circ.lookups.clear()
    t = n.range_table("t", 4)
    n.lookup(["key"], t)
    n.circ.zeros.append(x)
    n.circ.inputs = [Port(x, 1, (2, 3), x)]
    return n.circ


CASES += [(None if good else "INPUT_RANGE", f"range proof: key {name}", lambda terms=terms: keyed(terms)) for name, (good, terms) in KEYS.items()]


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
        n.lookup([x], n.table("t", [n.der("k2", (4, 2), Term(1, {"a": 4, "d": 2}, ["a", "d"], [(i, ["a"])]), filled(1, (4, 2)))]))
    n.circ.zeros.append(x)
    return done(n)


def limbed(lo=-128, hi=127, step=16, n_low=16, u_lo=-8, u_hi=7, u_proof=True, u_kind="WITNESS", u_shape=(2, 3), other_map=False):
    n, x = ranged(lo, hi)
    u = n.src("u", u_shape, u_kind, [0] * 6, u_lo, u_hi)
    if u_proof:
        n.lookup([u], n.range_table("high", u_hi - u_lo + 1, u_lo))
    else:
        n.circ.zeros.append(u)
    box = {"a": 2, "b": 3}
    y = Term(-step, box, ["a", "b"], [(u, ["b", "a"] if u_shape == (3, 2) else ["a", (2, {"b": -1})] if other_map else ["a", "b"])])
    n.lookup([n.der("low", (2, 3), same(1, x, (2, 3)), y)], n.range_table("lows", n_low))
    n.circ.zeros.append(x)
    return done(n)


CASES += [(None, "limbs", limbed), (None, "limbs, 3 · 16 values", lambda: limbed(0, 47, u_lo=0, u_hi=2))]
CASES += [("INPUT_RANGE", "limbs: " + name, lambda kw=kw: limbed(**kw)) for name, kw in {
    "declared range of 7 bits": dict(lo=-64, hi=63), "high limb without proof": dict(u_proof=False), "overlapping low limb": dict(n_low=17),
    "short low limb": dict(n_low=15), "step 15": dict(step=15, n_low=15), "high limb is an OUTPUT": dict(u_kind="OUTPUT"),
    "high limb transposed": dict(u_shape=(3, 2)), "high limb reversed": dict(other_map=True), "step of the wrong sign": dict(step=-16)}.items()]


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


# --- SUPPORT
def read(kind, *terms, shape=(4, 3), out=(4, 3)):
    n = Net(4)
    n.src("s", shape, kind, [0] * 12)
    n.circ.add("d", out, "derived", terms=list(terms))
    n.circ.zeros.append("d")
    n.val["d"] = [0]
    return done(n)


def part(e0, e1, box=None, res=(0, 0)):
    return Term(1, box or {"a": 4, "b": 3}, list(res), [("s", [e0, e1])])


READS = {                                                # how a tensor of shape (4, 3) is read, and whether all of it is
    "all, summed": (True, [part("a", "b")]),
    "two halves": (True, [part("a", "b", {"a": 2, "b": 3}), part((2, {"a": 1}), "b", {"a": 2, "b": 3})]),
    "even and odd": (True, [part((0, {"a": 2}), "b", {"a": 2, "b": 3}), part((3, {"a": -2}), "b", {"a": 2, "b": 3})]),
    "a window wider than the tensor": (True, [part((-2, {"a": 1}), (9, {"b": -1}), {"a": 9, "b": 12})]),
    "two axes that meet": (True, [part((0, {"a": 2, "k": 1}), "b", {"a": 2, "k": 2, "b": 3})]),
    "as a factor": (True, [Term(1, {"a": 4, "b": 3}, [0, 0], [("s", ["a", "b"]), ("s", ["a", "b"])])]),
    "as a factor, the other one outside its shape": (True, [Term(1, {"a": 4, "b": 3}, [0, 0], [("s", ["a", "b"]), ("s", [7, "b"])])]),
    "not at all": (False, [filled(1, (4, 3))]),
    "without a row": (False, [part("a", "b", {"a": 3, "b": 3})]),
    "without the last column": (False, [part("a", "b", {"a": 4, "b": 2})]),
    "a diagonal of blocks": (False, [part("a", "b", {"a": 2, "b": 2}), part((2, {"a": 1}), 2, {"a": 2, "b": 1})]),
    "even rows": (False, [part((0, {"a": 2}), "b", {"a": 4, "b": 3})]),
    "shifted": (False, [part((1, {"a": 1}), "b")]),
    "two axes that meet, with a hole": (False, [part((0, {"a": 3, "k": 1}), "b", {"a": 2, "k": 2, "b": 3})]),
    "factors, each in part": (False, [Term(1, {"a": 3, "b": 3}, [0, 0], [("s", ["a", "b"]), ("s", ["a", "b"])])])}
CASES += [(None if good else "SUPPORT", f"{kind} read: {name}", lambda kind=kind, terms=terms: read(kind, *terms))
          for name, (good, terms) in READS.items() for kind in (("WITNESS", "OUTPUT") if name in ("not at all", "without a row") else ("WITNESS",))]


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


CASES += [(None if k == 12 else "SUPPORT", f"{k} cells of 12 through {'an index table' if t else 'a slice'}", lambda k=k, t=t: chained_read(k, t))
          for t in (False, True) for k in (12, 8)]


@case("SUPPORT", name="product whose result is read in part")
def product_in_part():
    n = Net(4)
    n.src("s", (4,), "WITNESS", [0] * 4)
    q = n.der("q", (4,), Term(1, {"a": 4}, ["a"], [("s", ["a"]), ("s", ["a"])]))
    n.circ.zeros.append(n.der("d", (3,), Term(1, {"a": 3}, ["a"], [(q, ["a"])])))
    return done(n)
