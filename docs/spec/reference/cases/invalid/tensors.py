"""Widths, names, lengths, ranges, constants, references."""

from cases.build import Net
from cases.invalid.registry import base, case, done


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


@case(
    "RANGE",
    ("lo > hi", 1, 0),
    ("hi", 0, 2**62 + 1),
    ("lo", -(2**62) - 1, 0),
    ("extremes", -(2**63), 2**63 - 1),
)
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
    return declared_range(-(2**62), 2**62)


@case("CONSTANTS", 2**62 + 1, -(2**62) - 1, 2**63 - 1, -(2**63))
def constant(v):
    n = base()
    n.circ.add("k", (2,), "const", values=[0, v])
    return done(n)


@case("CONSTANTS", 2**62, 2**63 - 1, -(2**62) - 1, -(2**63))
def iota_from(v):
    n = base()
    n.circ.add("k", (2,), "iota", start=v)
    return done(n)


@case(None, name="largest constants")
def largest_constants():
    n = base()
    n.circ.add("k", (2,), "const", values=[2**62, -(2**62)])
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
