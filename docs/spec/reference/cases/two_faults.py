"""Circuits with two faults: the validator may name either, or has to name one (§11, rule 31).

A fault is a function that adds something wrong to a sound circuit; FAULTS names the broken rule."""
from spec.circuit import MULT_MAX, Circuit, Lookup, Port, Table, Term

FAR = 1 << 40                                            # an index that INDEX_BOUND refuses
UNKNOWN = 2**31 - 1                                      # the number of no tensor


def sound():
    """A hidden input of three cells in 0 … 3 and a hidden output that has to be 0."""
    circ = Circuit(3)
    circ.add("x", (3,), "INPUT", range=(0, 3), axes=("i",))
    circ.add("o", (3,), "OUTPUT", range=(-9, 9), axes=("i",))
    add_table(circ, "t", [circ.add("t.v", (4,), "iota")])
    circ.lookups.append(Lookup(["x"], 0))
    circ.zeros.append("o")
    circ.inputs, circ.outputs = [Port("x", 1, (3,), "x")], [Port("o", 1, (3,), "o")]
    return circ


def add_table(circ, name, columns, arguments=1, direct=False):
    """The table's number; its multiplicity tensor has the first column's shape."""
    first = circ.tensors.get(columns[0])
    circ.add(name + ".m", first.shape if first else (4,), "WITNESS", range=(0, MULT_MAX))
    circ.tables.append(Table(columns, name + ".m", arguments, direct))
    return len(circ.tables) - 1


def add_derived(circ, name, *terms):
    """Three cells."""
    return circ.add(name, (3,), "derived", terms=list(terms))


def add_square(circ, name):
    return add_derived(circ, name, Term(1, {"i": 3}, ["i"], [("o", ["i"]), ("o", ["i"])]))


def add_model(circ, name, **changes):
    return circ.add(name, (3,), "MODEL", **{"ct": 2, "range": (0, 3), "axes": ("i",)} | changes)


# --- faults of one declaration
def semantics(circ):
    circ.semantics = 2


def width(circ):
    add_model(circ, "too wide", ct=3)


def empty_name(circ):
    circ.add("nameless", (2,), "iota")
    circ.tensors["nameless"].name = ""


def bits(circ):
    circ.add("41 bits", (1 << 20, 1 << 21), "iota")


def declared_range(circ):
    circ.zeros.append(circ.add("lo above hi", (3,), "WITNESS", range=(5, 4)))


def constants(circ):
    circ.add("beyond 2^62", (3,), "iota", start=2**62 - 1)


# --- faults of one term
def index_map(circ):
    add_derived(circ, "two box axes", Term(1, {"i": 2, "j": 2}, [(0, {"i": 1, "j": 1})]))


def index_bound(circ):
    add_derived(circ, "far", Term(1, {"i": 3}, ["i"], [("o", [FAR])]))


def result_index(circ):
    add_derived(circ, "long box", Term(1, {"i": 4}, ["i"]))


def degree(circ):
    add_square(circ, "square")
    add_derived(circ, "cube", Term(1, {"i": 3}, ["i"], [("square", ["i"]), ("o", ["i"])]))


def index_table(circ):
    add_derived(circ, "shuffled", Term(1, ops=[("o", [])], table=[(0, 3)]))


# --- faults of one table, lookup, zero, port
def table_shape(circ):
    add_table(circ, "u", ["t.v", circ.add("short", (3,), "iota")])


def argument(circ):
    add_table(circ, "committed", [add_model(circ, "w")])


def direct_table(circ):
    columns = [circ.add("i", (3,), "iota"), add_model(circ, "y")]
    add_table(circ, "half constant", columns, direct=True)


def multiplicity(circ):
    add_table(circ, "few", ["t.v"])
    circ.tensors["few.m"].range = (0, 1)


def lookup_shape(circ):
    table = add_table(circ, "pairs", ["t.v", "t.v"])
    circ.lookups.append(Lookup(["x", circ.add("one cell", (), "iota")], table))


def unknown_zero(circ):
    circ.zeros.append(UNKNOWN)


def port_size(circ):
    circ.outputs[0].shape = (2, 2)


def port_slices(circ):
    circ.outputs[0].type, circ.outputs[0].slices = 3, (0, (1, 1, 0))


def port_name(circ):
    circ.outputs[0].name = ""


# --- faults of the whole circuit
def leaves(circ):
    circ.lookups.append(Lookup([circ.add("2^34 keys", (1 << 17, 1 << 17), "iota")], 0))


def proof_length(circ):
    header = {"ct": 3, "range": (0, 3), "axes": ("i", "j")}
    circ.zeros.append(circ.add("2^26 rows", (1 << 26, 8), "MODEL", **header))


def covectors(circ):
    """Seventeen sums, each of which reads the one before twice."""
    name = "o"
    for i in range(17):
        read = Term(1, {"i": 3}, ["i"], [(name, ["i"])])
        name = add_derived(circ, f"doubled {i}", read, read)
    circ.zeros.append(name)


def work(circ):
    """Zeros whose covectors have 2^21 entries each."""
    circ.zeros += [circ.add("long", (1 << 20, 1 << 20), "derived")] * 33


def input_range(circ):
    circ.tensors["x"].range = (0, 4)


def support(circ):
    circ.add("free", (3,), "WITNESS", range=(0, 3))


FAULTS = {
    semantics: "SEMANTICS", width: "WIDTH", empty_name: "NAME", bits: "BITS",
    declared_range: "RANGE", constants: "CONSTANTS", index_map: "INDEX_MAP",
    index_bound: "INDEX_BOUND", result_index: "RESULT_INDEX", degree: "DEGREE",
    index_table: "INDEX_TABLE", table_shape: "TABLE", argument: "ARGUMENT",
    direct_table: "DIRECT_TABLE", multiplicity: "MULTIPLICITY",
    lookup_shape: "LOOKUP", unknown_zero: "REFERENCE", port_size: "PORT", port_slices: "SLICES",
    port_name: "NAME",
    leaves: "LEAVES", proof_length: "PROOF_LENGTH", covectors: "COVECTORS", work: "WORK",
    input_range: "INPUT_RANGE", support: "SUPPORT"}

# in two places: any of the two rules
EITHER = [
    (constants, declared_range), (declared_range, constants), (declared_range, bits),
    (bits, declared_range), (semantics, empty_name), (width, bits), (bits, width),
    (empty_name, constants), (constants, empty_name), (index_map, bits), (index_bound, index_map),
    (result_index, index_bound), (degree, index_map), (index_table, degree),
    (result_index, table_shape), (degree, argument), (index_table, multiplicity),
    (table_shape, direct_table), (direct_table, argument), (argument, lookup_shape),
    (multiplicity, lookup_shape), (lookup_shape, port_size), (multiplicity, port_size),
    (unknown_zero, port_size), (port_name, declared_range), (port_size, width),
    (port_slices, width),
    (leaves, proof_length), (leaves, covectors), (proof_length, covectors), (covectors, work),
    (proof_length, work), (input_range, support)]

# the second fault means something only without the first
FIRST = [
    (declared_range, leaves), (port_slices, leaves), (port_size, leaves),
    (lookup_shape, covectors), (index_map, work),
    (constants, proof_length), (empty_name, input_range), (port_size, input_range),
    (multiplicity, support), (leaves, input_range), (covectors, support), (work, input_range),
    (proof_length, support)]


# --- two faults in one place: the table's order decides
LARGE = (1 << 20, 1 << 21)                               # 41 bits


def two_of_a_tensor():
    """(rule that is named, rule that comes later, name, change to a sound circuit)"""
    yield "WIDTH", "NAME", "columns and no name", lambda c: (width(c), rename(c, "too wide", ""))
    yield "WIDTH", "RANGE", "columns and range", lambda c: add_model(c, "w", ct=3, range=(5, 4))
    yield "NAME", "BITS", "no name and bits", lambda c: (bits(c), rename(c, "41 bits", ""))
    yield "NAME", "CONSTANTS", "name used twice and constants", lambda c: (
        constants(c), rename(c, "beyond 2^62", "o"))
    yield "BITS", "RANGE", "bits and range", lambda c: c.zeros.append(
        c.add("w", LARGE, "WITNESS", range=(5, 4)))
    yield "BITS", "CONSTANTS", "bits and constants", lambda c: c.add(
        "i", LARGE, "iota", start=2**62)


def two_of_a_term():
    """(…, …, name, term of three cells); q is a product."""
    far, whole, product = ("o", [FAR]), ("o", ["i"]), ("q", ["i"])
    long_box = {"i": 4}
    yield "INDEX_MAP", "INDEX_BOUND", "two box axes in a result axis, operand far", \
        Term(1, {"i": 2, "j": 2}, [(0, {"i": 1, "j": 1})], [far])
    yield "INDEX_MAP", "RESULT_INDEX", "unknown box axis of an operand, long box", \
        Term(1, long_box, ["i"], [("o", [(0, {1: 1})])])
    yield "INDEX_BOUND", "RESULT_INDEX", "operand far, long box", Term(1, long_box, ["i"], [far])
    yield "INDEX_BOUND", "DEGREE", "operand far, product of a product", \
        Term(1, {"i": 3}, ["i"], [("q", [FAR]), whole])
    yield "RESULT_INDEX", "DEGREE", "long box, product of a product", \
        Term(1, long_box, ["i"], [whole, product])
    yield "DEGREE", "INDEX_TABLE", "index table of a product, pair outside", \
        Term(1, ops=[("q", [])], table=[(0, 3)])


def two_of_an_assertion():
    """(…, …, name, change)"""
    yield "REFERENCE", "TABLE", "table: unknown column, shapes", lambda c: add_table(
        c, "u", ["t.v", "x", UNKNOWN])
    yield "TABLE", "ARGUMENT", "table: shapes, committed argument", lambda c: add_table(
        c, "u", [add_model(c, "w"), "t.v"])
    yield "TABLE", "MULTIPLICITY", "table: shapes, multiplicity used elsewhere", lambda c: (
        table_shape(c), c.zeros.append("u.m"))
    range_ = "range of the multiplicity"
    yield "ARGUMENT", "MULTIPLICITY", f"table: committed argument, {range_}", lambda c: (
        argument(c), narrow(c, "committed.m"))
    yield "DIRECT_TABLE", "MULTIPLICITY", f"table: direct with a committed column, {range_}", \
        lambda c: (direct_table(c), narrow(c, "half constant.m"))
    yield "REFERENCE", "LOOKUP", "lookup: unknown key, other shapes", lambda c: c.lookups.append(
        Lookup(["x", "t.v", UNKNOWN], add_table(c, "u", ["t.v"] * 3)))


def two_of_a_port():
    """(…, …, name, change)"""
    yield "NAME", "PORT", "no name, size", lambda c: (port_name(c), port_size(c))
    yield "NAME", "SLICES", "no name, scales that are not the tensor's", lambda c: (
        port_name(c), port_slices(c))
    yield "PORT", "SLICES", "on an INPUT tensor, scales that are not the tensor's", lambda c: (
        port_slices(c), setattr(c.outputs[0], "tensor", "x"))
    yield "REFERENCE", "PORT", "unknown tensor, which leaves another without a port", \
        lambda c: setattr(c.outputs[0], "tensor", UNKNOWN)


def in_one_place():
    """(…, …, name, change)"""
    for first, second, name, change in two_of_a_tensor():
        yield first, second, "tensor: " + name, change
    for first, second, name, term in two_of_a_term():
        yield first, second, "term: " + name, lambda c, term=term: (
            add_square(c, "q"), add_derived(c, "d", term))
    yield from two_of_an_assertion()
    for first, second, name, change in two_of_a_port():
        yield first, second, "port: " + name, change


def rename(circ, tensor, name):
    circ.tensors[tensor].name = name


def narrow(circ, multiplicity_tensor):
    circ.tensors[multiplicity_tensor].range = (0, 1)


def broken(*faults):
    circ = sound()
    for fault in faults:
        fault(circ)
    return circ


def titled(first, second):
    return f"{first.__name__} and {second.__name__}".replace("_", " ")


def cases():
    """(rules of which any may be named, name, circuit)"""
    for first, second, name, change in in_one_place():
        yield [first], f"{name} ({first} before {second})", broken(change)
    for pair in EITHER:
        yield [FAULTS[fault] for fault in pair], titled(*pair), broken(*pair)
    for first, second in FIRST:
        yield [FAULTS[first]], titled(first, second), broken(first, second)
