"""Circuits that take several rows of data at once, and in which of their tensors rows meet, if they do."""

from cases.build import Net, filled, relu, same
from spec.circuit import Term

ROWS = 3


class Rows(Net):
    """Three rows x of four numbers, requantised to an output y."""

    def __init__(self):
        super().__init__(4, 39)
        self.x = self.rand("x", (ROWS, 4), "INPUT", 0, 3)
        self.small = self.range_table("small", 4)
        self.lookup([self.x], self.small)

    def dense(self, name, box, res, operand, weight=None):
        """A layer of eight values a row, two by four weights."""
        w = self.rand(name + ".w", (2, 4), "MODEL", -1, 1)
        ops = [(w, weight or ["o", "i"]), operand]
        return self.der(name, (ROWS, 2), Term(1, box, res, ops))

    def end(self, acc):
        activation = self.act_table("relu", -12, 13, relu)
        self.requant("y", acc, 2, self.small, activation, relu, "OUTPUT")
        return self.finish().circ


BOX = dict(n=ROWS, o=2, i=4)


def layer():
    """A dense layer of each row: apart."""
    n = Rows()
    return n.end(n.dense("acc", BOX, ["n", "o"], (n.x, ["n", "i"])))


def by_place():
    """Each row plus a constant of its place: apart, and not alike."""
    n = Rows()
    own = Term(1, dict(n=ROWS, o=2), ["n", "o"], [(n.x, ["n", "o"])])
    place = Term(1, dict(n=ROWS, o=2), ["n", "o"], [(n.iota("place", (ROWS,)), ["n"])])
    return n.end(n.der("acc", (ROWS, 2), own, place))


def shifted():
    """Each row reads the row before it: the first reads nothing."""
    n = Rows()
    return n.end(n.dense("acc", BOX, ["n", "o"], (n.x, [(-1, {"n": 1}), "i"])))


def outside():
    """Each row reads the row three before it, and there is none: nothing is read."""
    n = Rows()
    return n.end(n.dense("acc", BOX, ["n", "o"], (n.x, [(-ROWS, {"n": 1}), "i"])))


def reversed_rows():
    """Row k of the output is of row 2 − k of the input."""
    n = Rows()
    return n.end(n.dense("acc", BOX, ["n", "o"], (n.x, [(ROWS - 1, {"n": -1}), "i"])))


def summed():
    """The sum over the rows is added to each."""
    n = Rows()
    n.der("sum", (4,), Term(1, dict(i=4, n=ROWS), ["i"], [(n.x, ["n", "i"])]))
    every = Term(1, dict(n=ROWS, o=2), ["n", "o"], [("sum", ["o"])])
    own = Term(1, dict(n=ROWS, o=2), ["n", "o"], [(n.x, ["n", "o"])])
    return n.end(n.der("acc", (ROWS, 2), own, every))


def unread_sum():
    """The sum over the rows is looked up, and no output reads it: a row's values would tell of others
    all the same."""
    n = Rows()
    n.der("sum", (4,), Term(1, dict(i=4, n=ROWS), ["i"], [(n.x, ["n", "i"])]))
    n.lookup(["sum"], n.range_table("sums", 16))
    return n.end(n.dense("acc", BOX, ["n", "o"], (n.x, ["n", "i"])))


def attention():
    """Products of a row with itself: apart."""
    n = Rows()
    box = dict(n=ROWS, o=2, i=2)
    split = ["n", (0, {"o": 2, "i": 1})]
    ops = [(n.x, split), (n.x, ["n", (0, {"i": 1})])]
    return n.end(n.der("acc", (ROWS, 2), Term(1, box, ["n", "o"], ops)))


def gram():
    """Products of each row with the rows: they meet in what is multiplied."""
    n = Rows()
    box = dict(n=ROWS, o=2, i=4)
    ops = [(n.x, ["n", "i"]), (n.x, ["o", "i"])]
    return n.end(n.der("acc", (ROWS, 2), Term(1, box, ["n", "o"], ops)))


def moved():
    """Rows in another place of a tensor, as before a recurrence: apart."""
    n = Rows()
    n.der("t", (4, ROWS), Term(1, dict(n=ROWS, i=4), ["i", "n"], [(n.x, ["n", "i"])]))
    return n.end(n.dense("acc", BOX, ["n", "o"], ("t", ["i", "n"])))


def regrouped():
    """The cells of the rows in other groups, by an index table: row 0 gets cells of row 1."""
    n = Rows()
    pairs = [(i, 4 * (i // 2) + i % 2 + (3 if i == 1 else 0)) for i in range(6)]
    n.der("acc", (ROWS, 2), Term(1, ops=[(n.x, [])], table=pairs))
    return n.end("acc")


def picked():
    """Two cells of each row, by an index table: apart."""
    n = Rows()
    pairs = [(i, 4 * (i // 2) + i % 2) for i in range(6)]
    n.der("acc", (ROWS, 2), Term(1, ops=[(n.x, [])], table=pairs))
    return n.end("acc")


def of_weights():
    """What is derived from weights alone is known to all rows: apart."""
    n = Rows()
    w = n.rand("w", (2, 4), "MODEL", -1, 1)
    n.der("w2", (2, 4), same(1, w, (2, 4)), filled(1, (2, 4)))
    ops = [("w2", ["o", "i"]), (n.x, ["n", "i"])]
    return n.end(n.der("acc", (ROWS, 2), Term(1, BOX, ["n", "o"], ops)))


def common_witness():
    """A committed number that all rows read: whoever proves may choose it."""
    n = Rows()
    free = n.src("free", (2,), "WITNESS", [1, 2], 0, 3)
    n.lookup([free], n.small)
    own = Term(1, dict(n=ROWS, o=2), ["n", "o"], [(n.x, ["n", "o"])])
    every = Term(1, dict(n=ROWS, o=2), ["n", "o"], [(free, ["o"])])
    return n.end(n.der("acc", (ROWS, 2), own, every))


def looked_up_together():
    """A pair of numbers of two rows is looked up."""
    n = Rows()
    next_row = Term(1, dict(n=ROWS - 1, i=4), ["n", "i"], [(n.x, [(1, {"n": 1}), "i"])])
    n.der("next", (ROWS - 1, 4), next_row)
    n.der("this", (ROWS - 1, 4), Term(1, dict(n=ROWS - 1, i=4), ["n", "i"], [(n.x, ["n", "i"])]))
    pairs = [(a, b) for a in range(4) for b in range(4)]
    columns = [n.const(f"pair{k}", (16,), [pair[k] for pair in pairs]) for k in range(2)]
    n.lookup(["this", "next"], n.table("pairs", columns, 2))
    return n.end(n.dense("acc", BOX, ["n", "o"], (n.x, ["n", "i"])))


def common_table():
    """Rows are looked up in a table that whoever proves fills in."""
    n = Rows()
    values = n.src("values", (4,), "WITNESS", [2, 0, 3, 1], 0, 3)
    n.lookup([values], n.small)
    table = n.table("own", [n.iota("own.k", (4,)), values])
    f = n.src("f", (ROWS, 4), "WITNESS", [[2, 0, 3, 1][v] for v in n.val[n.x]], 0, 3)
    n.lookup([n.x, f], table)
    return n.end(n.dense("acc", BOX, ["n", "o"], (f, ["n", "i"])))


def numbers_of_rows(own):
    """Each row picks two of its own numbers by their places, as trees do (primitives.md §10): row and
    place are columns. own: whether the row is one of the keys that are compared."""
    n = Rows()
    row, place = n.iota("row", (ROWS,)), n.iota("place", (4,))
    every = dict(n=ROWS, i=4)
    n.der("rows", (ROWS, 4), Term(1, every, ["n", "i"], [(row, ["n"])]))
    n.der("places", (ROWS, 4), Term(1, every, ["n", "i"], [(place, ["i"])]))
    n.der("own", (ROWS, 2), Term(1, dict(n=ROWS, o=2), ["n", "o"], [(row, ["n"])]))
    f = n.src("f", (ROWS, 2), "WITNESS", [3, 0, 1, 1, 2, 3], 0, 3)
    n.lookup([f], n.small)
    picked_ = [n.val[n.x][4 * (k // 2) + v] for k, v in enumerate([3, 0, 1, 1, 2, 3])]
    v = n.src("v", (ROWS, 2), "WITNESS", picked_, 0, 3)
    if own:
        n.lookup(["own", f, v], n.table("numbers", ["rows", "places", n.x], 2))
    else:
        n.lookup([f, v], n.table("numbers", ["places", n.x], 1))
    return n.end(n.der("acc", (ROWS, 2), same(1, v, (ROWS, 2))))


def own_numbers():
    """Of the table's rows a key can only be one of its own row of data: apart."""
    return numbers_of_rows(True)


def any_numbers():
    """A key may be any row's number."""
    return numbers_of_rows(False)


# (circuit, the tensor in which rows meet, or None)
CASES = (
    (layer, None),
    (attention, None),
    (moved, None),
    (picked, None),
    (of_weights, None),
    (outside, None),
    (own_numbers, None),
    (by_place, None),
    (shifted, "y.q"),
    (reversed_rows, "y.q"),
    (summed, "sum"),
    (unread_sum, "sum"),
    (gram, "acc"),
    (regrouped, "y.q"),
    (common_witness, "acc"),
    (looked_up_together, "this"),
    (common_table, "x"),
    (any_numbers, "f"),
)
